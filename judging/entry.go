package judging

import "blazon/fault"

// EntryState is where an entry stands on its way to the jury.
type EntryState string

// The states of an entry.
const (
	EntryDraft     EntryState = "draft"
	EntrySubmitted EntryState = "submitted"
	EntryAdmitted  EntryState = "admitted"
	EntryReturned  EntryState = "returned"
	EntryRejected  EntryState = "rejected"
	EntryWithdrawn EntryState = "withdrawn"
)

// Judged tells whether the phase lies after the time of entries and their checking.
func (p Phase) Judged() bool { return p == Judging || p == Deliberation || p == Finished }

// mayEnter is about the acts of whoever acts for an entry's bodies: first whether, then whether now.
func mayEnter(actor Actor, act Act, facts Facts) error {
	if !actor.Represents(facts.Bodies...) {
		return absent()
	}
	if facts.CalledOff && act != WithdrawEntry && act != RemarkEntry {
		return calledOff()
	}
	switch act {
	case BeginEntry:
		return facts.taking()
	case EditEntry:
		return mayEdit(facts)
	case SubmitEntry:
		if facts.Entry != EntryDraft && facts.Entry != EntryReturned {
			return entryRests(facts)
		}
		return facts.taking()
	case TakeBackEntry:
		if facts.Entry != EntrySubmitted {
			return entryRests(facts)
		}
		return facts.taking()
	case RestoreEntry:
		if facts.Entry != EntryDraft {
			return entryRests(facts)
		}
		return unless(facts.Phase.Judged(), "fault.entry_judged")
	case WithdrawEntry:
		return unless(facts.Entry != EntryDraft, "fault.entry_not_draft")
	case RemarkEntry:
		return unless(facts.Entry == EntryDraft || facts.Entry == EntryWithdrawn, "fault.entry_no_remark")
	}
	return absent()
}

// mayEdit lets a draft be saved even after the deadline, as long as nobody judges yet: what was typed is not lost, and the
// organizer may still take it. A returned entry is open until its own deadline.
func mayEdit(facts Facts) error {
	switch facts.Entry {
	case EntryDraft:
		return unless(facts.Phase.Judged(), "fault.entry_judged")
	case EntryReturned:
		return facts.taking()
	}
	return entryRests(facts)
}

// entryRests says why an entry in this state is not changed now.
func entryRests(facts Facts) error {
	if facts.Entry == EntrySubmitted {
		return fault.New(fault.Closed, "fault.entry_submitted")
	}
	return fault.New(fault.Closed, "fault.entry_settled")
}

// taking says why entries are not taken at the moment, and nil when they are.
func (f Facts) taking() error {
	switch f.Taking {
	case TakingOn:
		return nil
	case TooLate:
		return fault.New(fault.Closed, "fault.entries_over")
	}
	return fault.New(fault.Closed, "fault.entries_not_yet")
}
