package judging_test

import (
	"testing"

	"blazon/fault"
	"blazon/judging"
)

func TestMayEnter(t *testing.T) {
	ours := []int64{11}
	draft := judging.Facts{Bodies: ours, Chapter: "1/5/", Entry: judging.EntryDraft, Phase: judging.Entries, Taking: judging.TakingOn}
	earlyDraft := judging.Facts{Bodies: ours, Entry: judging.EntryDraft, Phase: judging.Planned, Taking: judging.NotYet}
	lateDraft := judging.Facts{Bodies: ours, Entry: judging.EntryDraft, Phase: judging.FormalCheck, Taking: judging.TooLate}
	judgedDraft := judging.Facts{Bodies: ours, Entry: judging.EntryDraft, Phase: judging.Judging, Taking: judging.TooLate}
	handedIn := judging.Facts{Bodies: ours, Entry: judging.EntrySubmitted, Phase: judging.Entries, Taking: judging.TakingOn}
	lateHandedIn := judging.Facts{Bodies: ours, Entry: judging.EntrySubmitted, Phase: judging.FormalCheck, Taking: judging.TooLate}
	returned := judging.Facts{Bodies: ours, Entry: judging.EntryReturned, Phase: judging.FormalCheck, Taking: judging.TakingOn}
	lateReturned := judging.Facts{Bodies: ours, Entry: judging.EntryReturned, Phase: judging.FormalCheck, Taking: judging.TooLate}
	settled := judging.Facts{Bodies: ours, Entry: judging.EntryAdmitted, Phase: judging.FormalCheck, Taking: judging.TooLate}
	answers(t, []asked{
		{"a representative edits the body's draft", representative, judging.EditEntry, draft, granted},
		{"a stranger knows nothing of it", stranger, judging.EditEntry, draft, fault.NotFound},
		{"a juror neither", juror, judging.EditEntry, draft, fault.NotFound},
		{"the organizer does not write what the entrant says", national, judging.EditEntry, draft, fault.NotFound},
		{"submitting in time", representative, judging.SubmitEntry, draft, granted},
		{"submitting after the deadline", representative, judging.SubmitEntry, lateDraft, fault.Closed},
		{"what was typed after the deadline is still saved", representative, judging.EditEntry, lateDraft, granted},
		{"but not while the jury is at work", representative, judging.EditEntry, judgedDraft, fault.Closed},
		{"submitting twice", representative, judging.SubmitEntry, handedIn, fault.Closed},
		{"editing what is submitted", representative, judging.EditEntry, handedIn, fault.Closed},
		{"taking a submission back in time", representative, judging.TakeBackEntry, handedIn, granted},
		{"taking it back after the deadline", representative, judging.TakeBackEntry, lateHandedIn, fault.Closed},
		{"bringing the last submission back after the deadline", representative, judging.RestoreEntry, lateDraft, granted},
		{"bringing it back while the jury is at work", representative, judging.RestoreEntry, judgedDraft, fault.Closed},
		{"editing a returned entry in time", representative, judging.EditEntry, returned, granted},
		{"editing it after its own deadline", representative, judging.EditEntry, lateReturned, fault.Closed},
		{"handing it in after its own deadline", representative, judging.SubmitEntry, lateReturned, fault.Closed},
		{"an admitted entry rests", representative, judging.EditEntry, settled, fault.Closed},
		{"but may be remarked upon", representative, judging.RemarkEntry, settled, granted},
		{"only a draft is given up", representative, judging.WithdrawEntry, handedIn, fault.Closed},
		{"submitting before entries open", representative, judging.SubmitEntry, earlyDraft, fault.Closed},
		{"a new draft in time", representative, judging.BeginEntry, draft, granted},
		{"no new draft after the deadline", representative, judging.BeginEntry, lateDraft, fault.Closed},
	})
}
