package store

import (
	"fmt"
	"slices"

	"blazon/fault"
	"blazon/judging"
)

// AssignMode is a way of assigning.
type AssignMode string

// The ways.
const (
	AssignEverything AssignMode = "everything" // everybody scores everything
	AssignShares     AssignMode = "shares"     // specialists: jurors score their criteria of all candidates
	AssignDraw       AssignMode = "draw"       // so many jurors for each candidate, by lot
	AssignHand       AssignMode = "hand"       // one by one
)

// AssignmentForm is how somebody wants to assign.
type AssignmentForm struct {
	Mode       AssignMode
	Duties     []DutyForm // of shares
	Candidates []string   // uids, of shares; none: all
	Draw       DrawForm
	Put, Take  []PairForm // by hand: what to add, and what to take away
}

// PairForm is a juror and a candidate, by uid.
type PairForm struct{ Juror, Candidate string }

// DrawForm is how to draw.
type DrawForm struct {
	Each  int            // jurors for each candidate, or for each part of the criteria of each candidate
	Parts map[string]int // which part a criterion is in, by key, from 1; none: all are one part
	Anew  bool           // draw what nobody has begun to score once more; otherwise what is assigned stays, and is topped up
	Among []AmongForm
	Seed  int64 // who draws with the same seed draws the same

	Answered bool // draw only those who have answered what the edition asks about conflicts
}

// AmongForm is a juror among whom lots are drawn.
type AmongForm struct {
	Juror string // uid
	Most  int    // candidates at most, or parts of them; 0: any number
	Share int    // how available, in quarters: 1 to judging.FullShare
}

// The bounds of what a draw may be asked for.
const (
	mostEach  = 99
	mostSeed  = 999_999_999
	mostParts = 9
)

// among checks the form of a draw, and gives it by the numbers of the jurors.
func (t *assignTable) among(form DrawForm) (map[int]AmongForm, error) {
	var wrong fields
	wrong.within("each", form.Each, 1, mostEach)
	if form.Seed < 1 || form.Seed > mostSeed {
		wrong = append(wrong, fault.Field{Name: "seed", Key: "form.out_of_range", Args: fault.Args{"Min": 1, "Max": mostSeed}})
	}
	among := map[int]AmongForm{}
	for _, a := range form.Among {
		juror := t.jurorCalled(a.Juror)
		if juror < 0 || !t.sits(juror) {
			wrong.add("among", "fault.unknown_choice")
			continue
		}
		wrong.within(fmt.Sprintf("most[%s]", a.Juror), a.Most, 0, 1_000_000)
		wrong.within(fmt.Sprintf("share[%s]", a.Juror), a.Share, 1, judging.FullShare)
		among[juror] = a
	}
	if len(form.Among) == 0 {
		wrong.add("among", "fault.nothing_chosen")
	}
	for _, c := range t.Criteria {
		if part, given := form.Parts[c.Key]; given {
			wrong.within(fmt.Sprintf("part[%s]", c.Key), part, 1, mostParts)
		}
	}
	return among, wrong.err()
}

func (t *assignTable) jurorCalled(uid string) int {
	return slices.IndexFunc(t.Jurors, func(j *Juror) bool { return j.UID == uid })
}

func (t *assignTable) candidateCalled(uid string) int {
	return slices.IndexFunc(t.Candidates, func(c *NamedCandidate) bool { return c.UID == uid })
}
