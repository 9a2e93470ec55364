package judging_test

import (
	"testing"
	"time"

	"blazon/fault"
	"blazon/judging"

	"pgregory.net/rapid"
)

var (
	public         = judging.Actor{}
	national       = judging.Actor{User: 1, Memberships: []judging.Membership{{Role: judging.Organizer, Chapter: "1/"}}}
	regional       = judging.Actor{User: 2, Memberships: []judging.Membership{{Role: judging.Organizer, Chapter: "1/5/"}}}
	otherRegion    = judging.Actor{User: 3, Memberships: []judging.Membership{{Role: judging.Organizer, Chapter: "1/50/"}}}
	juror          = judging.Actor{User: 4, Seats: []judging.Seat{{Juror: 7, Round: 9, Role: judging.Member}}}
	secretary      = judging.Actor{User: 9, Seats: []judging.Seat{{Juror: 6, Round: 9, Role: judging.Secretary}}}
	contestChair   = judging.Actor{User: 10, Seats: []judging.Seat{{Juror: 5, Round: 9, Role: judging.Member, Chairs: []int64{21}}}}
	awaited        = judging.Actor{User: 11, Seats: []judging.Seat{{Juror: 8, Round: 9, Role: judging.Chair, Unready: true}}}
	ended          = judging.Actor{User: 12, Left: []int64{7}}
	otherJuror     = judging.Actor{User: 5, Seats: []judging.Seat{{Juror: 8, Round: 9, Role: judging.Chair}}}
	representative = judging.Actor{User: 6, Memberships: []judging.Membership{{Role: judging.Representative, Body: 11}}}
	stranger       = judging.Actor{User: 7, Memberships: []judging.Membership{{Role: judging.Representative, Body: 12}}}
	administrator  = judging.Actor{User: 8, Administrator: true}
)

const granted = fault.Kind(-1)

func verdict(err error) fault.Kind {
	if err == nil {
		return granted
	}
	return fault.Of(err).Kind
}

// asked is a question of rights, and what the answer is to be.
type asked struct {
	sentence string
	actor    judging.Actor
	act      judging.Act
	facts    judging.Facts
	want     fault.Kind
}

func answers(t *testing.T, questions []asked) {
	t.Helper()
	for _, c := range questions {
		t.Run(c.sentence, func(t *testing.T) {
			if got := verdict(judging.May(c.actor, c.act, c.facts)); got != c.want {
				t.Errorf("May(%s): got kind %d, want %d", c.act, got, c.want)
			}
		})
	}
}

func TestMay(t *testing.T) {
	regionalRound := judging.Facts{Chapter: "1/5/", Round: 9, Phase: judging.Judging, State: judging.Open}
	closed := judging.Facts{Chapter: "1/5/", Round: 9, Phase: judging.Deliberation, Closed: true, State: judging.Open}
	meeting := judging.Facts{Chapter: "1/5/", Round: 9, Phase: judging.Deliberation, Closed: true, Meeting: true}
	ownMeeting := judging.Facts{Chapter: "1/5/", Round: 9, Phase: judging.Deliberation, Closed: true, Agenda: []int64{21}}
	mixedMeeting := judging.Facts{Chapter: "1/5/", Round: 9, Phase: judging.Deliberation, Closed: true, Agenda: []int64{21, 22}}
	ownContest := judging.Facts{Chapter: "1/5/", Round: 9, Contest: 21, Phase: judging.Deliberation, Closed: true, State: judging.Open}
	unready := judging.Facts{Chapter: "1/5/", Phase: judging.Judging, Juror: 7, Unready: true}
	overdue := judging.Facts{Chapter: "1/5/", Phase: judging.Deliberation, State: judging.Open}
	off := judging.Facts{Chapter: "1/5/", Phase: judging.Judging, State: judging.Open, CalledOff: true, Juror: 7, Bodies: []int64{11}, Entry: judging.EntryDraft, Taking: judging.TakingOn}
	closedOff := judging.Facts{Chapter: "1/5/", Phase: judging.Deliberation, Closed: true, State: judging.Approved, CalledOff: true}
	decided := judging.Facts{Chapter: "1/5/", Phase: judging.Deliberation, Closed: true, State: judging.Approved}
	waiting := judging.Facts{Chapter: "1/5/", Phase: judging.Deliberation, Closed: true, State: judging.Announced}
	announced := judging.Facts{Chapter: "1/5/", Phase: judging.Deliberation, Closed: true, State: judging.Announced, Public: true}
	sheet := judging.Facts{Chapter: "1/5/", Phase: judging.Judging, Juror: 7}
	recused := judging.Facts{Chapter: "1/5/", Phase: judging.Judging, Juror: 7, Recused: true}
	withdrawn := judging.Facts{Chapter: "1/5/", Phase: judging.Judging, Juror: 7, Withdrawn: true}
	lateSheet := judging.Facts{Chapter: "1/5/", Phase: judging.Deliberation, Juror: 7}
	hidden := judging.Facts{Chapter: "1/", Hidden: true}
	entry := judging.Facts{Chapter: "1/5/", Bodies: []int64{10, 11}}
	files := judging.Facts{Chapters: []string{"1/5/", "1/"}, Bodies: []int64{11}, Jurors: []int64{7}}
	honored := judging.Facts{Chapter: "1/5/", Bodies: []int64{11}, Public: true}
	waitingEntry := judging.Facts{Chapter: "1/5/", Phase: judging.FormalCheck, Entry: judging.EntrySubmitted, Bodies: []int64{11}}
	judgedEntry := judging.Facts{Chapter: "1/5/", Phase: judging.Judging, Entry: judging.EntrySubmitted}
	closedEntry := judging.Facts{Chapter: "1/5/", Phase: judging.Deliberation, Closed: true, Entry: judging.EntryAdmitted}
	answers(t, []asked{
		{"anybody sees that a round exists", public, judging.ViewRound, regionalRound, granted},
		{"nobody but its organizer sees a result before T0", public, judging.ViewResult, decided, fault.NotFound},
		{"nor while T0 lies ahead", public, judging.ViewResult, waiting, fault.NotFound},
		{"a juror neither", juror, judging.ViewResult, decided, fault.NotFound},
		{"the organizer sees a decided result", regional, judging.ViewResult, decided, granted},
		{"but not one that is not decided", regional, judging.ViewResult, closed, fault.NotFound},
		{"everybody sees it at T0", public, judging.ViewResult, announced, granted},
		{"an advanced candidate is hidden until its source is announced", public, judging.ViewCandidate, hidden, fault.NotFound},
		{"except from the next round's organizer", national, judging.ViewCandidate, hidden, granted},
		{"a regional organizer is not the next round's", regional, judging.ViewCandidate, hidden, fault.NotFound},
		{"the nation's organizer manages a region's round", national, judging.ManageRound, regionalRound, granted},
		{"a region's organizer manages its own", regional, judging.ManageRound, regionalRound, granted},
		{"a region whose number begins alike is another one", otherRegion, judging.ManageRound, regionalRound, fault.NotFound},
		{"an administrator does not organize", administrator, judging.ManageRound, regionalRound, fault.NotFound},
		{"a juror does not see the progress", juror, judging.ViewProgress, regionalRound, fault.NotFound},
		{"the chair does", otherJuror, judging.ViewProgress, regionalRound, granted},
		{"the secretary too", secretary, judging.ViewProgress, regionalRound, granted},
		{"the chair of another round does not", otherJuror, judging.ViewProgress, judging.Facts{Chapter: "1/5/", Round: 10}, fault.NotFound},
		{"the chair closes the judging", otherJuror, judging.CloseRound, regionalRound, granted},
		{"the secretary does not", secretary, judging.CloseRound, regionalRound, fault.NotFound},
		{"the secretary reminds who is late", secretary, judging.RemindJurors, regionalRound, granted},
		{"a juror does not", juror, judging.RemindJurors, regionalRound, fault.NotFound},
		{"nobody is reminded once it is closed", secretary, judging.RemindJurors, closed, fault.Closed},
		{"the chair has a juror replaced", otherJuror, judging.ReplaceJuror, regionalRound, granted},
		{"the secretary does not have one replaced", secretary, judging.ReplaceJuror, regionalRound, fault.NotFound},
		{"nobody does once it is closed", regional, judging.ReplaceJuror, closed, fault.Closed},
		{"the chair has no numbers while judging is on", otherJuror, judging.ViewTally, regionalRound, fault.Closed},
		{"the chair decides after closing", otherJuror, judging.Decide, closed, granted},
		{"but announces nothing", otherJuror, judging.Announce, closed, fault.NotFound},
		{"nor manages the round", otherJuror, judging.ManageRound, closed, fault.NotFound},
		{"a member has no numbers", juror, judging.ViewTally, closed, fault.NotFound},
		{"the chair has a room", otherJuror, judging.OpenRoom, judging.Facts{}, granted},
		{"a member has none", juror, judging.OpenRoom, judging.Facts{}, fault.NotFound},
		{"the chair holds a meeting after the closing", otherJuror, judging.HoldMeeting, closed, granted},
		{"so does the secretary", secretary, judging.HoldMeeting, closed, granted},
		{"and the organizer", regional, judging.HoldMeeting, closed, granted},
		{"but nobody while judging is on", otherJuror, judging.HoldMeeting, regionalRound, fault.Closed},
		{"nor about what is announced", regional, judging.HoldMeeting, announced, fault.Closed},
		{"a member does not hold it", juror, judging.HoldMeeting, meeting, fault.NotFound},
		{"but sees what it has before it, and takes part", juror, judging.ViewMeeting, meeting, granted},
		{"only while it is open", juror, judging.ViewMeeting, closed, fault.Closed},
		{"and from his own seat", juror, judging.TakePart, judging.Facts{Chapter: "1/5/", Round: 9, Closed: true, Meeting: true, Juror: 8}, fault.NotFound},
		{"the chair sees it afterwards, too", otherJuror, judging.ViewMeeting, closed, granted},
		{"members of other juries know nothing of it", juror, judging.ViewMeeting, judging.Facts{Chapter: "1/5/", Round: 10, Closed: true, Meeting: true}, fault.NotFound},
		{"a contest's own chair holds one that is about his contest alone", contestChair, judging.HoldMeeting, ownMeeting, granted},
		{"and none about others, too", contestChair, judging.HoldMeeting, mixedMeeting, fault.NotFound},
		{"nor one about nothing that is his", contestChair, judging.HoldMeeting, meeting, fault.NotFound},
		{"a chair who has not accepted his seat closes nothing", awaited, judging.CloseRound, regionalRound, fault.Closed},
		{"nor sees how far the sheets have come", awaited, judging.ViewProgress, regionalRound, fault.Closed},
		{"nor holds a meeting", awaited, judging.HoldMeeting, meeting, fault.Closed},
		{"nor is at one", awaited, judging.ViewMeeting, meeting, fault.Closed},
		{"nor confirms a paper", awaited, judging.ConfirmPaper, regionalRound, fault.Closed},
		{"nor enters a correction", awaited, judging.EnterCorrection, closed, fault.Closed},
		{"unless he organizes", judging.Actor{User: 12, Memberships: regional.Memberships, Seats: awaited.Seats}, judging.CloseRound, regionalRound, granted},
		{"another round's seat bars him from nothing", judging.Actor{User: 12, Seats: append(awaited.Seats, judging.Seat{Juror: 9, Round: 10, Role: judging.Chair})},
			judging.CloseRound, judging.Facts{Chapter: "1/5/", Round: 10, Phase: judging.Judging}, granted},
		{"a contest's own chair has one, too", contestChair, judging.OpenRoom, judging.Facts{}, granted},
		{"and sees the progress", contestChair, judging.ViewProgress, regionalRound, granted},
		{"but does not close the judging", contestChair, judging.CloseRound, regionalRound, fault.NotFound},
		{"he reads what jurors write to the chair in his contest", contestChair, judging.ViewNote, ownContest, granted},
		{"and in no other", contestChair, judging.ViewNote, regionalRound, fault.NotFound},
		{"the secretary reads it", secretary, judging.ViewNote, regionalRound, granted},
		{"another juror does not", juror, judging.ViewNote, regionalRound, fault.NotFound},
		{"he decides in his contest", contestChair, judging.Decide, ownContest, granted},
		{"and in no other one", contestChair, judging.Decide, closed, fault.NotFound},
		{"no numbers while judging is on", regional, judging.ViewTally, regionalRound, fault.Closed},
		{"no numbers between the deadline and the closing", regional, judging.ViewTally, overdue, fault.Closed},
		{"numbers after closing", regional, judging.ViewTally, closed, granted},
		{"closing while judging is on", regional, judging.CloseRound, regionalRound, granted},
		{"closing after the deadline", regional, judging.CloseRound, overdue, granted},
		{"closing twice", regional, judging.CloseRound, closed, fault.Closed},
		{"closing what has not begun", regional, judging.CloseRound, judging.Facts{Chapter: "1/5/", Phase: judging.Entries}, fault.Closed},
		{"reopening what is closed", regional, judging.ReopenRound, closed, granted},
		{"reopening what is open", regional, judging.ReopenRound, regionalRound, fault.Closed},
		{"deciding before closing", regional, judging.Decide, regionalRound, fault.Closed},
		{"deciding after closing", regional, judging.Decide, closed, granted},
		{"deciding again before the announcement", regional, judging.Decide, decided, granted},
		{"deciding after the announcement", regional, judging.Decide, announced, fault.Closed},
		{"conferring before the closing", regional, judging.Confer, regionalRound, granted},
		{"conferring what is decided", regional, judging.Confer, decided, granted},
		{"conferring after the announcement", regional, judging.Confer, announced, fault.Closed},
		{"a chair confers what the jury drafted, nothing else", otherJuror, judging.Confer, decided, fault.NotFound},
		{"the organizer reads the host's script before the announcement", regional, judging.ViewScript, decided, granted},
		{"the nation's organizer too", national, judging.ViewScript, decided, granted},
		{"the chair does not", otherJuror, judging.ViewScript, decided, fault.NotFound},
		{"nor does another region", otherRegion, judging.ViewScript, decided, fault.NotFound},
		{"a region designs its own certificates", regional, judging.DesignCertificate, judging.Facts{Chapter: "1/5/"}, granted},
		{"but not the nation's", regional, judging.DesignCertificate, judging.Facts{Chapter: "1/"}, fault.NotFound},
		{"the chair designs none", otherJuror, judging.DesignCertificate, regionalRound, fault.NotFound},
		{"nor anybody once it is announced: what is public has pages of its own", public, judging.ViewScript, announced, fault.NotFound},
		{"the organizer writes in it", regional, judging.WriteScript, decided, granted},
		{"until the round is finished", regional, judging.WriteScript, judging.Facts{Chapter: "1/5/", Phase: judging.Finished}, fault.Closed},
		{"or called off", regional, judging.WriteScript, off, fault.Closed},
		{"announcing what is not decided", regional, judging.Announce, closed, fault.Closed},
		{"announcing", regional, judging.Announce, decided, granted},
		{"moving a T0 that lies ahead", regional, judging.Announce, waiting, granted},
		{"announcing twice", regional, judging.Announce, announced, fault.Closed},
		{"advancing before the announcement", regional, judging.Advance, decided, granted},
		{"advancing before the decision", regional, judging.Advance, closed, fault.Closed},
		{"what is called off is still managed", regional, judging.ManageRound, off, granted},
		{"but not closed", regional, judging.CloseRound, off, fault.Closed},
		{"nor decided", regional, judging.Decide, closedOff, fault.Closed},
		{"nor announced", regional, judging.Announce, closedOff, fault.Closed},
		{"its numbers stay to be seen", regional, judging.ViewTally, closedOff, granted},
		{"a juror still sees his sheet in it", juror, judging.ViewSheet, off, granted},
		{"but no longer saves it", juror, judging.SaveSheet, off, fault.Closed},
		{"nobody enters it", representative, judging.BeginEntry, off, fault.Closed},
		{"nor submits what was begun", representative, judging.SubmitEntry, off, fault.Closed},
		{"a draft in it may be given up", representative, judging.WithdrawEntry, off, granted},
		{"whose seat was ended has no desk", ended, judging.OpenDesk, judging.Facts{}, fault.NotFound},
		{"but still sends what he was typing", ended, judging.TypeSheet, judging.Facts{}, granted},
		{"which he sees no more", ended, judging.ViewSheet, sheet, fault.NotFound},
		{"who never sat in a jury sends nothing", representative, judging.TypeSheet, judging.Facts{}, fault.NotFound},
		{"a juror sees his sheet", juror, judging.ViewSheet, sheet, granted},
		{"and saves it", juror, judging.SaveSheet, sheet, granted},
		{"not after the judging", juror, judging.SaveSheet, lateSheet, fault.Closed},
		{"but still sees it", juror, judging.ViewSheet, lateSheet, granted},
		{"the chair does not see another's sheet", otherJuror, judging.ViewSheet, sheet, fault.NotFound},
		{"the organizer does not either", national, judging.ViewSheet, sheet, fault.NotFound},
		{"who is recused does not", juror, judging.ViewSheet, recused, fault.NotFound},
		{"a juror declares a conflict", juror, judging.DeclareConflict, sheet, granted},
		{"after the deadline, too", juror, judging.DeclareConflict, lateSheet, granted},
		{"not once the round is closed", juror, judging.DeclareConflict, judging.Facts{Chapter: "1/5/", Phase: judging.Deliberation, Juror: 7, Closed: true}, fault.Closed},
		{"nor before he has accepted his seat", juror, judging.DeclareConflict, unready, fault.Closed},
		{"nor for another", otherJuror, judging.DeclareConflict, sheet, fault.NotFound},
		{"the organizer declares nothing for him", national, judging.DeclareConflict, sheet, fault.NotFound},
		{"who has not accepted what the jury was given sees no sheet", juror, judging.ViewSheet, unready, fault.Closed},
		{"and saves none", juror, judging.SaveSheet, unready, fault.Closed},
		{"nor does another learn of it by that", otherJuror, judging.ViewSheet, unready, fault.NotFound},
		{"whose duty was taken away neither", juror, judging.SaveSheet, withdrawn, fault.NotFound},
		{"a representative sees the body's entry", representative, judging.ViewEntry, entry, granted},
		{"a stranger does not", stranger, judging.ViewEntry, entry, fault.NotFound},
		{"no certificate before T0", representative, judging.ViewCertificate, entry, fault.NotFound},
		{"a certificate after T0", representative, judging.ViewCertificate, honored, granted},
		{"nobody else's certificate", stranger, judging.ViewCertificate, honored, fault.NotFound},
		{"a representative sees the files of the body's entry", representative, judging.ViewAttachment, files, granted},
		{"a stranger does not", stranger, judging.ViewAttachment, files, fault.NotFound},
		{"the organizer of a round that the entry is in does", regional, judging.ViewAttachment, files, granted},
		{"and that of the round above", national, judging.ViewAttachment, files, granted},
		{"another organizer does not", otherRegion, judging.ViewAttachment, files, fault.NotFound},
		{"a juror who judges the entry does", juror, judging.ViewAttachment, files, granted},
		{"a juror who does not judge it, or is recused, does not", otherJuror, judging.ViewAttachment, files, fault.NotFound},
		{"an administrator does not", administrator, judging.ViewAttachment, files, fault.NotFound},
		{"the public has no door to files", public, judging.OpenAttachments, judging.Facts{}, fault.NotFound},
		{"a juror has", juror, judging.OpenAttachments, judging.Facts{}, granted},
		{"a region's organizer checks an entry", regional, judging.CheckEntry, waitingEntry, granted},
		{"and returns it", regional, judging.ReturnEntry, waitingEntry, granted},
		{"another region's organizer knows nothing of it", otherRegion, judging.ViewCheck, waitingEntry, fault.NotFound},
		{"nor does whoever acts for the body", representative, judging.ViewCheck, waitingEntry, fault.NotFound},
		{"while the judging is on, an entry that waits may still be admitted", regional, judging.CheckEntry, judgedEntry, granted},
		{"but not be returned, nor a decision be taken back", regional, judging.ReturnEntry, judgedEntry, fault.Closed},
		{"nothing is checked once the judging is closed", regional, judging.CheckEntry, closedEntry, fault.Closed},
		{"but what was checked is seen", regional, judging.ViewCheck, closedEntry, granted},
		{"nobody checks a draft", national, judging.CheckEntry, judging.Facts{Chapter: "1/5/", Phase: judging.FormalCheck, Entry: judging.EntryDraft}, fault.Closed},
		{"the public has no profile", public, judging.ViewProfile, judging.Facts{}, fault.NotFound},
		{"nobody may do what nobody classified", national, judging.Act("dance"), regionalRound, fault.NotFound},
		{"only an administrator manages users", national, judging.ManageUsers, judging.Facts{}, fault.NotFound},
		{"an administrator manages users", administrator, judging.ManageUsers, judging.Facts{}, granted},
	})
}

var paths = []string{"1/", "1/5/", "1/50/", "1/5/6/", "2/"}

func drawActor(t *rapid.T) judging.Actor {
	actor := judging.Actor{User: rapid.Int64Range(0, 3).Draw(t, "user"), Administrator: rapid.Bool().Draw(t, "administrator")}
	for range rapid.IntRange(0, 2).Draw(t, "memberships") {
		if rapid.Bool().Draw(t, "organizer") {
			actor.Memberships = append(actor.Memberships,
				judging.Membership{Role: judging.Organizer, Chapter: rapid.SampledFrom(paths).Draw(t, "chapter")})
			continue
		}
		actor.Memberships = append(actor.Memberships,
			judging.Membership{Role: judging.Representative, Body: rapid.Int64Range(1, 3).Draw(t, "body")})
	}
	for range rapid.IntRange(0, 2).Draw(t, "seats") {
		actor.Seats = append(actor.Seats, judging.Seat{Juror: rapid.Int64Range(1, 3).Draw(t, "seat"),
			Round: rapid.Int64Range(1, 3).Draw(t, "seat's round"), Role: rapid.SampledFrom([]judging.Role{judging.Member, judging.Chair, judging.Secretary}).Draw(t, "role"),
			Chairs: rapid.SliceOfN(rapid.Int64Range(1, 3), 0, 1).Draw(t, "contests"), Unready: rapid.Bool().Draw(t, "unready seat")})
	}
	return actor
}

// TestScopeAgreesWithMay: what is in a list may be seen, and what may be seen is in the list. Only an answer that says
// "not now" may stand in a list, since such a thing is not hidden.
func TestScopeAgreesWithMay(t *testing.T) {
	acts := []judging.Act{judging.ViewRound, judging.ViewCandidate, judging.ViewResult, judging.ViewSheet, judging.SaveSheet,
		judging.ViewEntry, judging.EditEntry, judging.SubmitEntry, judging.ManageRound, judging.ViewProgress, judging.ViewNote, judging.RemindJurors, judging.ReplaceJuror, judging.CloseRound, judging.ReopenRound,
		judging.ViewCheck, judging.CheckEntry, judging.ReturnEntry,
		judging.ViewPaper, judging.KeyPaper, judging.ConfirmPaper, judging.RejectPaper, judging.WithdrawPaper,
		judging.EnterCorrection, judging.ConfirmCorrection, judging.RejectCorrection, judging.WithdrawCorrection,
		judging.ViewTally, judging.Decide, judging.Confer, judging.Announce, judging.Advance, judging.IssueDocument, judging.SetUp,
		judging.ViewMeeting, judging.HoldMeeting, judging.TakePart,
		judging.SealResult, judging.UnsealResult, judging.CallOffAnnouncement, judging.ConfirmAnnouncement, judging.RejectAnnouncement,
		judging.WithdrawAnnouncement, judging.EnterErratum, judging.ConfirmErratum, judging.RejectErratum, judging.WithdrawErratum, judging.DecideObjection,
		judging.ViewScript, judging.WriteScript, judging.DesignCertificate}
	rapid.Check(t, func(t *rapid.T) {
		actor, act := drawActor(t), rapid.SampledFrom(acts).Draw(t, "act")
		facts := judging.Facts{
			Chapter: rapid.SampledFrom(paths).Draw(t, "path"),
			Round:   rapid.Int64Range(0, 3).Draw(t, "round"),
			Contest: rapid.Int64Range(0, 3).Draw(t, "contest"),
			Unready: rapid.Bool().Draw(t, "unready"),
			Phase:   rapid.SampledFrom([]judging.Phase{judging.Entries, judging.Judging, judging.Deliberation}).Draw(t, "phase"),
			Closed:  rapid.Bool().Draw(t, "closed"),
			State:   rapid.SampledFrom([]judging.State{judging.Approved, judging.Announced}).Draw(t, "state"),
			Meeting: rapid.Bool().Draw(t, "meeting"),
			Agenda:  rapid.SliceOfN(rapid.Int64Range(1, 3), 0, 2).Draw(t, "agenda"),
			Public:  rapid.Bool().Draw(t, "public"),
			Hidden:  rapid.Bool().Draw(t, "hidden"),
			Juror:   rapid.Int64Range(1, 3).Draw(t, "juror"),
			Bodies:  []int64{rapid.Int64Range(1, 3).Draw(t, "candidate's body")},
		}
		known := !fault.Is(judging.May(actor, act, facts), fault.NotFound)
		if listed := judging.ScopeOf(actor, act).Covers(facts); listed != known {
			t.Fatalf("%s: listed %v, known %v", act, listed, known)
		}
	})
}

func TestPhaseAt(t *testing.T) {
	at := func(hour int) time.Time { return time.Date(2023, 3, 1, hour, 0, 0, 0, time.UTC) }
	schedule := judging.Schedule{EntriesFrom: at(1), EntriesUntil: at(2), JudgingFrom: at(3), JudgingUntil: at(4)}
	closedEarly := schedule
	closedEarly.ClosedAt = at(3).Add(30 * time.Minute)
	finished := closedEarly
	finished.FinishedAt = at(5)
	for _, c := range []struct {
		sentence string
		schedule judging.Schedule
		now      time.Time
		want     judging.Phase
	}{
		{"before everything", schedule, at(0), judging.Planned},
		{"the moment entries open", schedule, at(1), judging.Entries},
		{"the last microsecond of entries", schedule, at(2).Add(-time.Microsecond), judging.Entries},
		{"the deadline itself is after it", schedule, at(2), judging.FormalCheck},
		{"judging", schedule, at(3), judging.Judging},
		{"the end of judging", schedule, at(4), judging.Deliberation},
		{"the act of closing comes before the clock", closedEarly, at(3).Add(31 * time.Minute), judging.Deliberation},
		{"the end of the round", finished, at(5), judging.Finished},
		{"a round without dates is planned", judging.Schedule{}, at(3), judging.Planned},
		{"a round with only a beginning of judging", judging.Schedule{JudgingFrom: at(3)}, at(9), judging.Judging},
	} {
		t.Run(c.sentence, func(t *testing.T) {
			if got := c.schedule.PhaseAt(c.now); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}
