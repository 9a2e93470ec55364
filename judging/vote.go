package judging

import "blazon/fault"

// MotionKind is what a motion is about: one of the kinds of decisions, or what is none.
type MotionKind string

// The kinds of motions that become no decision about the ranking.
const (
	MotionDistinction MotionKind = "distinction" // an award beside the ranking
	MotionOther       MotionKind = "other"
)

// MotionKinds are all of them.
var MotionKinds = []MotionKind{MotionKind(Order), MotionKind(LeaveTied), MotionKind(AcceptFewer), MotionKind(DropCriterion), MotionKind(Exclude),
	MotionDistinction, MotionOther}

// Decides tells whether a carried motion of the kind is a decision about the ranking.
func (k MotionKind) Decides() bool { return k != MotionDistinction && k != MotionOther }

// Choice is how somebody voted.
type Choice string

// The choices.
const (
	For     Choice = "for"
	Against Choice = "against"
	Abstain Choice = "abstain"
)

// Choices are all of them.
var Choices = []Choice{For, Against, Abstain}

// Ballot is one member's vote.
type Ballot struct {
	Role   Role
	Choice Choice
}

// MotionOutcome is what became of a motion.
type MotionOutcome string

// The outcomes of motions; one that is not closed has none.
const (
	Carried        MotionOutcome = "carried"
	Lost           MotionOutcome = "lost"
	NoQuorum       MotionOutcome = "no_quorum"
	MotionWithdraw MotionOutcome = "withdrawn" // by whoever holds the meeting, before the vote was counted
)

// Vote is a count of ballots with its outcome.
type Vote struct {
	For, Against, Abstained int
	Casting                 bool // the chair's vote decided between equal halves
	Outcome                 MotionOutcome
}

// CountVote counts a vote: a motion is carried when the quorum is there and more vote for it than against it; abstentions
// count for neither. Where the rules say so, the chair's vote decides when both are equal and at least one voted.
func CountVote(p Presence, casting bool, ballots []Ballot) (v Vote) {
	var chair Choice
	for _, b := range ballots {
		switch b.Choice {
		case For:
			v.For++
		case Against:
			v.Against++
		case Abstain:
			v.Abstained++
		}
		if b.Role == Chair {
			chair = b.Choice
		}
	}
	v.Casting = casting && v.For > 0 && v.For == v.Against && (chair == For || chair == Against)
	switch {
	case !p.Met():
		v.Outcome, v.Casting = NoQuorum, false
	case v.For > v.Against, v.Casting && chair == For:
		v.Outcome = Carried
	default:
		v.Outcome = Lost
	}
	return v
}

// VoteFacts is what MayVote needs to know.
type VoteFacts struct {
	Attendee
	Closed bool // the vote is over
}

// MayVote tells whether somebody of the jury may vote on a motion now. Whoever is recused from what it is about knows nothing
// of it: NotFound.
func MayVote(f VoteFacts) error {
	switch {
	case f.Recused:
		return absent()
	case f.Role == Secretary:
		return fault.New(fault.Forbidden, "meeting.secretary_no_vote")
	case f.Closed:
		return fault.New(fault.Closed, "meeting.vote_closed")
	case !f.Present:
		return fault.New(fault.Closed, "meeting.not_present")
	}
	return nil
}
