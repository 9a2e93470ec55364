package judging

import (
	"slices"
	"strings"
)

// Scope is May for lists: which things of a kind an actor may see at all. A thing is covered when any of
// the scope's parts covers it; the zero Scope covers nothing.
type Scope struct {
	All      bool
	Chapters []string // paths; each covers its subtree
	Rounds   []int64  // row ids
	Contests []int64
	Agendas  []int64 // contests: each covers the meetings about it and none but these
	Jurors   []int64
	Bodies   []int64
	Public   bool // whatever is announced
	Shown    bool // whatever does not give a hidden winner away
}

// ScopeOf tells what of the act's objects belong into the actor's lists. It agrees with May, apart from the phase:
// what may be listed may still be refused now, and says why.
func ScopeOf(actor Actor, act Act) Scope {
	switch act {
	case ViewRound:
		return Scope{All: true}
	case ViewCandidate:
		return Scope{Shown: true, Chapters: actor.chapters()}
	case ViewResult:
		return Scope{Public: true, Chapters: actor.chapters()}
	case ViewSheet, SaveSheet, TakePart:
		return Scope{Jurors: actor.jurors()}
	case ViewEntry, ViewCertificate, MakeObjection, BeginEntry, EditEntry, SubmitEntry, TakeBackEntry, RestoreEntry, WithdrawEntry, RemarkEntry:
		return Scope{Bodies: actor.bodies()}
	case ViewProgress, ViewTally, RemindJurors:
		return Scope{Chapters: actor.chapters(), Rounds: append(actor.rounds(Chair, Secretary), actor.presided()...), Contests: actor.contests()}
	case ViewObjection:
		return Scope{Chapters: actor.chapters(), Rounds: actor.rounds(Chair), Contests: actor.contests(), Bodies: actor.bodies()}
	case ViewMeeting:
		return Scope{Chapters: actor.chapters(), Rounds: actor.rounds(Chair, Secretary, Member), Agendas: actor.contests()}
	case HoldMeeting:
		return Scope{Chapters: actor.chapters(), Rounds: actor.rounds(Chair, Secretary), Agendas: actor.contests()}
	case CloseRound, ReopenRound, ReplaceJuror:
		return Scope{Chapters: actor.chapters(), Rounds: actor.rounds(Chair)}
	case ViewNote:
		return Scope{Chapters: actor.chapters(), Rounds: actor.rounds(Chair, Secretary), Contests: actor.contests()}
	case Decide:
		return Scope{Chapters: actor.chapters(), Rounds: actor.rounds(Chair), Contests: actor.contests()}
	case KeyPaper, WithdrawPaper:
		return Scope{Chapters: actor.chapters(), Rounds: actor.rounds(Secretary)}
	case ViewPaper, ConfirmPaper, RejectPaper:
		return Scope{Chapters: actor.chapters(), Rounds: actor.rounds(Chair, Secretary), Jurors: actor.jurors()}
	case EnterCorrection, WithdrawCorrection, EnterErratum, WithdrawErratum:
		return Scope{Chapters: actor.chapters(), Rounds: actor.rounds(Chair, Secretary)}
	case ConfirmCorrection, RejectCorrection, ConfirmErratum, RejectErratum:
		return Scope{Chapters: actor.chapters(), Rounds: actor.rounds(Chair)}
	case SetUp, ManageRound, ViewCheck, CheckEntry, ReturnEntry, Confer, Announce, Advance, LetIn, IssueDocument, SealResult, UnsealResult,
		CallOffAnnouncement, ConfirmAnnouncement, RejectAnnouncement, WithdrawAnnouncement, DecideObjection, ViewScript, WriteScript, DesignCertificate:
		return Scope{Chapters: actor.chapters()}
	}
	return Scope{}
}

// Covers tells whether the scope covers the thing with these facts.
func (s Scope) Covers(facts Facts) bool {
	if s.All || (s.Public && facts.Public) || (s.Shown && !facts.Hidden) {
		return true
	}
	for _, path := range s.Chapters {
		if strings.HasPrefix(facts.Chapter, path) {
			return true
		}
	}
	if facts.Round != 0 && slices.Contains(s.Rounds, facts.Round) || facts.Contest != 0 && slices.Contains(s.Contests, facts.Contest) {
		return true
	}
	if len(facts.Agenda) > 0 && !slices.ContainsFunc(facts.Agenda, func(id int64) bool { return !slices.Contains(s.Agendas, id) }) {
		return true
	}
	for _, juror := range s.Jurors {
		if juror == facts.Juror {
			return true
		}
	}
	for _, own := range s.Bodies {
		for _, body := range facts.Bodies {
			if own == body {
				return true
			}
		}
	}
	return false
}

func (a Actor) chapters() []string {
	var paths []string
	for _, m := range a.Memberships {
		if m.Role == Organizer && m.Chapter != "" {
			paths = append(paths, m.Chapter)
		}
	}
	return paths
}

// rounds lists those in whose juries the actor has one of the roles.
func (a Actor) rounds(roles ...Role) []int64 {
	var rounds []int64
	for _, s := range a.Seats {
		if slices.Contains(roles, s.Role) {
			rounds = append(rounds, s.Round)
		}
	}
	return rounds
}

// presided lists the rounds of which a contest has the actor for its own chair.
func (a Actor) presided() (rounds []int64) {
	for _, s := range a.Seats {
		if len(s.Chairs) > 0 {
			rounds = append(rounds, s.Round)
		}
	}
	return rounds
}

// contests lists those that have the actor for their own chair.
func (a Actor) contests() (contests []int64) {
	for _, s := range a.Seats {
		contests = append(contests, s.Chairs...)
	}
	return contests
}

func (a Actor) jurors() []int64 {
	var jurors []int64
	for _, s := range a.Seats {
		jurors = append(jurors, s.Juror)
	}
	return jurors
}

func (a Actor) bodies() []int64 {
	var bodies []int64
	for _, m := range a.Memberships {
		if m.Role == Representative {
			bodies = append(bodies, m.Body)
		}
	}
	return bodies
}
