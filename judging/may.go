package judging

import (
	"cmp"
	"slices"

	"blazon/fault"
)

// Act is something that an actor may or may not do.
type Act string

// The acts.
const (
	ViewRound     Act = "view_round"     // that a round exists, its dates, and its contests
	ViewCandidate Act = "view_candidate" // that an entry stands in a contest
	ViewResult    Act = "view_result"    // the places, the result sheet, the awards
	SignIn        Act = "sign_in"        // pages for those who may have an account
	ViewProfile   Act = "view_profile"   // one's own account

	OpenDesk  Act = "open_desk"  // the jury's desk
	TypeSheet Act = "type_sheet" // the addresses of sheets: also for whom a seat was ended while he typed
	ViewSheet Act = "view_sheet" // a juror's own sheet
	SaveSheet Act = "save_sheet" // scoring, while judging is on

	DeclareConflict Act = "declare_conflict" // saying whom one must not judge, until the round is closed

	OpenRoom Act = "open_room" // the chair's room: coverage, closing, deliberation

	OpenPaper          Act = "open_paper"          // the door to score sheets on paper
	ViewPaper          Act = "view_paper"          // a keyed paper with its scan
	KeyPaper           Act = "key_paper"           // keying one in, while judging is on
	ConfirmPaper       Act = "confirm_paper"       // what somebody else keyed in, so that it counts
	RejectPaper        Act = "reject_paper"        // what somebody else keyed in
	WithdrawPaper      Act = "withdraw_paper"      // what one keyed in oneself
	EnterCorrection    Act = "enter_correction"    // of scores, after closing
	ConfirmCorrection  Act = "confirm_correction"  // what somebody else entered, so that it counts
	RejectCorrection   Act = "reject_correction"   // what somebody else entered
	WithdrawCorrection Act = "withdraw_correction" // what one entered oneself
	EnterMeeting       Act = "enter_meeting"       // the door of a jury's meetings
	ViewMeeting        Act = "view_meeting"        // what a meeting has before it; for members while it is open
	HoldMeeting        Act = "hold_meeting"        // opening and leading it, and putting on record what comes of it
	TakePart           Act = "take_part"           // in an open meeting, from one's own seat

	RemindJurors Act = "remind_jurors" // writing to those whose sheets are missing
	ReplaceJuror Act = "replace_juror" // another juror takes over what somebody has not submitted

	OpenOffice    Act = "open_office"    // the organizer's pages
	SetUp         Act = "set_up"         // an edition: its categories, chapters, rounds
	ManageRound   Act = "manage_round"   // dates, jury, entries, assignments
	ViewProgress  Act = "view_progress"  // who has how much to do; never a score
	ViewNote      Act = "view_note"      // what a juror wrote for the chair of his jury
	CloseRound    Act = "close_round"    // ending the judging
	ReopenRound   Act = "reopen_round"   // taking the closing back
	ViewTally     Act = "view_tally"     // totals and worked numbers, once judging has closed
	Decide        Act = "decide"         // gaps, ties, and the result itself
	Confer        Act = "confer"         // awards beside the ranking, until the result is announced
	Announce      Act = "announce"       // making a decided result public
	SealResult    Act = "seal_result"    // letting nothing of a decided result change until it is announced
	UnsealResult  Act = "unseal_result"  // letting it change again
	Advance       Act = "advance"        // sending winners to the next round
	LetIn         Act = "let_in"         // letting somebody into a round whom the rule did not send there
	IssueDocument Act = "issue_document" // certificates
	ViewScript    Act = "view_script"    // what the host and the press get to read, also before anybody knows the result
	WriteScript   Act = "write_script"   // what stands in it besides the result, and numbering it

	DesignCertificate Act = "design_certificate" // how the certificates of a chapter, and of those below it, look

	CallOffAnnouncement  Act = "call_off_announcement" // before T0
	ConfirmAnnouncement  Act = "confirm_announcement"  // a moment that somebody else entered, so that it holds
	RejectAnnouncement   Act = "reject_announcement"   // one that somebody else entered
	WithdrawAnnouncement Act = "withdraw_announcement" // one that one entered oneself
	EnterErratum         Act = "enter_erratum"         // a corrected version of a public result
	ConfirmErratum       Act = "confirm_erratum"       // one that somebody else entered, so that everybody sees it
	RejectErratum        Act = "reject_erratum"        // one that somebody else entered
	WithdrawErratum      Act = "withdraw_erratum"      // one that one entered oneself
	MakeObjection        Act = "make_objection"        // to a fact or a procedure, within the window
	ViewObjection        Act = "view_objection"        // one's own, or those of a contest that one organizes
	DecideObjection      Act = "decide_objection"      // upholding or rejecting it

	OpenStage       Act = "open_stage"       // the door to the consoles of ceremonies
	ViewCeremony    Act = "view_ceremony"    // the console of a round's ceremony
	PresentCeremony Act = "present_ceremony" // leading a round's ceremony, or its rehearsal
	EndCeremony     Act = "end_ceremony"     // what goes on must have an end, whatever becomes of the round
	RevealResult    Act = "reveal_result"    // in a ceremony that is no rehearsal

	ViewCheck   Act = "view_check"   // what was handed in, and what the formal check said of it
	CheckEntry  Act = "check_entry"  // admitting or rejecting what was handed in, and saying whose it is
	ReturnEntry Act = "return_entry" // giving it back to be completed, or taking a decision back, until the judging begins

	OpenEntries     Act = "open_entries"     // the entrant's pages
	ViewEntry       Act = "view_entry"       // an entry of a body that one acts for
	ViewCertificate Act = "view_certificate" // a certificate of such a body, after the announcement
	BeginEntry      Act = "begin_entry"      // a new draft
	EditEntry       Act = "edit_entry"       // a draft, or what a returned entry is asked for
	SubmitEntry     Act = "submit_entry"     // handing a draft in, within the time for that
	TakeBackEntry   Act = "take_back_entry"  // making a submitted entry a draft again, in the same time
	RestoreEntry    Act = "restore_entry"    // bringing the last submission back, until the judging begins
	WithdrawEntry   Act = "withdraw_entry"   // giving a draft up
	RemarkEntry     Act = "remark_entry"     // saying something about an entry, and what its address is

	OpenAttachments Act = "open_attachments" // the door to files of entries
	ViewAttachment  Act = "view_attachment"  // a file of an entry

	ManageBodies Act = "manage_bodies" // finding bodies, and adding those that are in no register
	ManageBody   Act = "manage_body"   // what is known of a body, and who acts for it
	ManageUsers  Act = "manage_users"  // accounts and registers
)

// Facts is what May needs to know of the one thing an act is about. What does not apply stays zero.
type Facts struct {
	Chapter   string   // path of the chapter whose round, edition or entry it is
	Round     int64    // row id of the round, whose chair and secretary may do more than its members
	Contest   int64    // row id of the contest, which may have a chair of its own
	Chapters  []string // paths of all chapters that look after a body, or in whose rounds an entry is
	Phase     Phase
	Closed    bool // the act of closing is done; after a deadline alone, scores rest but nothing is closed
	State     State
	Public    bool    // the contest's result is announced and T0 has come
	Hidden    bool    // a candidate whose source contest is not yet public: its presence gives the winner away
	Juror     int64   // whose sheet
	Jurors    []int64 // who judge what it is about, recused ones apart
	Recused   bool
	Meeting   bool    // one of the round's jury is open
	Agenda    []int64 // row ids of the contests that a meeting is about
	Unready   bool    // the juror has not accepted the seat, or a text that the jury was given
	CalledOff bool    // the contest, its round or its category is cancelled
	Withdrawn bool    // the assignment or the candidate is no more
	Bodies    []int64 // whose entry
	Entry     EntryState
	Taking    Taking // where now lies about the time in which the entry is taken
	Author    int64  // user who keyed in or entered what waits for a second person

	Presenters []int64 // users who lead the round's ceremony beside its organizers

	Amending    bool // the public result waits for a corrected version
	Conferring  bool // a corrected version of it changes awards beside the ranking
	Provisional bool // it is public, and its objection window is open
}

// May answers the one question of rights: nil, or why not. What an actor may not know of is NotFound, as if it
// were absent; a thing that the actor sees but cannot change now is Closed or Forbidden.
func May(actor Actor, act Act, facts Facts) error {
	if opens := doors[act]; opens != nil {
		return mayOpen(actor, act, opens)
	}
	switch act {
	case ViewRound:
		return nil
	case ViewCandidate:
		return known(!facts.Hidden || actor.Organizes(facts.Chapter))
	case ViewResult:
		return known(facts.Public || (actor.Organizes(facts.Chapter) && facts.State != Open))
	case ViewSheet:
		return mayJudge(actor, facts)
	case SaveSheet:
		return maySave(actor, facts)
	case DeclareConflict:
		return mayDeclare(actor, facts)
	case ViewPaper, KeyPaper, ConfirmPaper, RejectPaper, WithdrawPaper:
		return mayPaper(actor, act, facts)
	case EnterCorrection, ConfirmCorrection, RejectCorrection, WithdrawCorrection:
		return mayCorrect(actor, act, facts)
	case EnterErratum, ConfirmErratum, RejectErratum, WithdrawErratum:
		return mayAmend(actor, act, facts)
	case MakeObjection, ViewObjection, DecideObjection:
		return mayObject(actor, act, facts)
	case ViewMeeting, HoldMeeting, TakePart:
		return mayMeet(actor, act, facts)
	case ViewCeremony, PresentCeremony, EndCeremony, RevealResult:
		return mayPresent(actor, act, facts)
	case ViewEntry:
		return known(actor.Represents(facts.Bodies...))
	case ViewCertificate:
		return known(facts.Public && actor.Represents(facts.Bodies...))
	case BeginEntry, EditEntry, SubmitEntry, TakeBackEntry, RestoreEntry, WithdrawEntry, RemarkEntry:
		return mayEnter(actor, act, facts)
	case ViewAttachment:
		return known(actor.Represents(facts.Bodies...) || slices.ContainsFunc(facts.Chapters, actor.Organizes) ||
			slices.ContainsFunc(facts.Jurors, actor.Sits))
	case ManageBody:
		return known(actor.Administrator || slices.ContainsFunc(facts.Chapters, actor.Organizes))
	}
	return mayOrganize(actor, act, facts)
}

// mayJudge is about a juror's own sheet: it opens once he has accepted his seat, and what the jury was given to accept.
func mayJudge(actor Actor, facts Facts) error {
	if !actor.Sits(facts.Juror) || facts.Recused || facts.Withdrawn {
		return absent()
	}
	return unless(facts.Unready, "seat.not_ready")
}

// mayDeclare is about what a juror says of conflicts: also before the judging, and after its deadline, until the round is closed.
func mayDeclare(actor Actor, facts Facts) error {
	switch {
	case !actor.Sits(facts.Juror) || facts.Withdrawn:
		return absent()
	case facts.CalledOff:
		return calledOff()
	}
	if facts.Unready {
		return fault.New(fault.Closed, "seat.not_ready")
	}
	return unless(facts.Closed || facts.Phase == Finished, "fault.already_closed")
}

func maySave(actor Actor, facts Facts) error {
	if err := May(actor, ViewSheet, facts); err != nil {
		return err
	}
	if facts.CalledOff {
		return calledOff()
	}
	if facts.Phase != Judging {
		return fault.New(fault.Closed, "fault.judging_closed")
	}
	return nil
}

// seated refuses whoever would act from a seat in the round's jury that he has not accepted. An organizer needs no seat.
func seated(actor Actor, facts Facts) error {
	return unless(actor.Unready(facts.Round) && !actor.Organizes(facts.Chapter), "seat.not_ready")
}

// mayMeet is about a jury's meeting after the closing: its chair, its secretary and the organizer hold it, and a contest's own chair
// one that is about his contests alone; the members take part while it is open.
func mayMeet(actor Actor, act Act, facts Facts) error {
	holds := actor.Leads(facts.Round) || actor.Assists(facts.Round) || actor.Organizes(facts.Chapter) || actor.ChairsAll(facts.Agenda...)
	switch {
	case act == TakePart && !actor.Sits(facts.Juror), act == HoldMeeting && !holds, act == ViewMeeting && !holds && !actor.SitsIn(facts.Round):
		return absent()
	case seated(actor, facts) != nil:
		return seated(actor, facts)
	case act != ViewMeeting && facts.CalledOff:
		return calledOff()
	case act != ViewMeeting && facts.Phase == Finished:
		return fault.New(fault.Closed, "phase.round_finished")
	case !facts.Closed:
		return fault.New(fault.Closed, "fault.still_judging")
	case !facts.Meeting && act != HoldMeeting && !(act == ViewMeeting && holds):
		return fault.New(fault.Closed, "meeting.none_open")
	case act == HoldMeeting:
		return changing(facts)
	}
	return nil
}

// active are the acts that nobody does to what is called off; it has to be brought back first.
var active = []Act{CloseRound, ReopenRound, Decide, Confer, Announce, SealResult, UnsealResult, CallOffAnnouncement, ConfirmAnnouncement, Advance, LetIn, WriteScript, CheckEntry, ReturnEntry, RemindJurors, ReplaceJuror}

func calledOff() error { return fault.New(fault.Closed, "category.called_off") }

// restful are the acts that a finished round takes no more; the finishing has to be taken back first.
var restful = []Act{CloseRound, ReopenRound, Decide, Confer, Announce, SealResult, UnsealResult, CallOffAnnouncement, ConfirmAnnouncement, Advance, LetIn, WriteScript}

// led are the acts that a round's chair may do beside its organizer, watched those that its secretary may, too. A contest's own chair
// watches, and decides in that contest, of which the jurors write to him.
var (
	led     = []Act{ViewProgress, ViewNote, ViewTally, CloseRound, ReopenRound, Decide, RemindJurors, ReplaceJuror}
	chaired = []Act{ViewNote, Decide}
	watched = []Act{ViewProgress, ViewTally, RemindJurors}
)

// mayOrganize is about the acts of whoever organizes the chapter, or leads the jury: first whether, then whether now.
func mayOrganize(actor Actor, act Act, facts Facts) error {
	leads := actor.Leads(facts.Round) && slices.Contains(led, act) || actor.Chairs(facts.Contest) && slices.Contains(chaired, act) ||
		act == ViewNote && actor.Assists(facts.Round) ||
		(actor.Assists(facts.Round) || actor.Presides(facts.Round) || actor.Chairs(facts.Contest)) && slices.Contains(watched, act)
	if !leads && !actor.Organizes(facts.Chapter) {
		return absent()
	}
	if err := seated(actor, facts); err != nil {
		return err
	}
	if facts.CalledOff && slices.Contains(active, act) {
		return calledOff()
	}
	if facts.Phase == Finished && slices.Contains(restful, act) {
		return fault.New(fault.Closed, "phase.round_finished")
	}
	switch act {
	case SetUp, ManageRound, ViewProgress, ViewNote, ViewCheck, ViewScript, WriteScript, DesignCertificate:
		return nil
	case CheckEntry, ReturnEntry:
		return mayCheck(act, facts)
	case CloseRound, RemindJurors:
		return cmp.Or(unless(facts.Closed, "fault.already_closed"),
			unless(facts.Phase != Judging && facts.Phase != Deliberation, "fault.not_judging_yet"))
	case ReplaceJuror:
		return unless(facts.Closed, "fault.already_closed")
	case ViewTally, ReopenRound:
		return unless(!facts.Closed, "fault.still_judging")
	case Decide:
		return cmp.Or(unless(!facts.Closed, "fault.still_judging"), changing(facts))
	case Confer: // a corrected version confers what the one before did
		return cmp.Or(changing(facts), unless(facts.State == Announced || facts.State == Final, "fault.already_announced"))
	case Announce, SealResult, UnsealResult, CallOffAnnouncement, ConfirmAnnouncement:
		return mayPublish(actor, act, facts)
	case RejectAnnouncement:
		return another(actor, facts)
	case WithdrawAnnouncement:
		return own(actor, facts)
	case Advance, IssueDocument:
		return unless(facts.State == Open, "fault.not_decided")
	case LetIn:
		return unless(facts.Closed, "fault.next_round_closed")
	}
	return absent() // an act that nobody has classified is nobody's
}

func known(yes bool) error {
	if yes {
		return nil
	}
	return absent()
}

func absent() error { return fault.New(fault.NotFound, "fault.not_found") }

func unless(refused bool, key string) error {
	if refused {
		return fault.New(fault.Closed, key)
	}
	return nil
}
