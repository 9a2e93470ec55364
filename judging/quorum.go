package judging

// Quorum is how many of the members who have a vote must be present, so that a jury may decide.
type Quorum struct {
	Rule   QuorumRule
	Number int // for ByNumber
}

// QuorumRule is what a quorum is reckoned from.
type QuorumRule string

// The rules of quorums.
const (
	MoreThanHalf QuorumRule = "more_than_half"
	AtLeastHalf  QuorumRule = "half"
	TwoThirds    QuorumRule = "two_thirds"
	Everybody    QuorumRule = "everybody"
	ByNumber     QuorumRule = "number" // so many, however large the jury is
)

// QuorumRules are all of them, the most common first.
var QuorumRules = []QuorumRule{MoreThanHalf, AtLeastHalf, TwoThirds, Everybody, ByNumber}

// Needs tells how many of so many members must be present, at least one. A number of the rules' own does not shrink with the
// jury.
func (q Quorum) Needs(members int) int {
	needed := members/2 + 1
	switch q.Rule {
	case AtLeastHalf:
		needed = (members + 1) / 2
	case TwoThirds:
		needed = (2*members + 2) / 3
	case Everybody:
		needed = members
	case ByNumber:
		needed = q.Number
	}
	return max(needed, 1)
}

// Attendee is somebody of a jury, as a meeting counts him.
type Attendee struct {
	Role    Role
	Present bool
	Recused bool // from a candidate that is decided about
}

// counts tells whether the attendee belongs to those of whom a quorum is reckoned: the secretary has no vote, and whoever is
// recused has none about that candidate.
func (a Attendee) counts() bool { return a.Role != Secretary && !a.Recused }

// Presence is how many of those who may vote are there, and how many have to be.
type Presence struct{ Members, Present, Needed int }

// Met tells whether the quorum is there.
func (p Presence) Met() bool { return p.Present >= p.Needed }

// Over counts a jury.
func (q Quorum) Over(jury []Attendee) (p Presence) {
	for _, a := range jury {
		if !a.counts() {
			continue
		}
		p.Members++
		if a.Present {
			p.Present++
		}
	}
	p.Needed = q.Needs(p.Members)
	return p
}
