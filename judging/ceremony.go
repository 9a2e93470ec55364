package judging

import (
	"slices"

	"blazon/fault"
)

// RevealKind is what a step of a ceremony reveals.
type RevealKind string

// The kinds of reveals.
const (
	RevealContest RevealKind = "contest" // which contest comes now, before anything of it
	RevealAward   RevealKind = "award"   // an award beside the ranking
	RevealPlace   RevealKind = "place"   // a place with all who share it, or that nobody gets it
)

// Placed is the place that is conferred on somebody; Last ends the range of a shared one. The zero Placed has none.
type Placed struct{ Place, Last int }

// CeremonyContest is what a contest reveals, as far as the order asks. What is conferred over all contests is one that has no places.
type CeremonyContest struct {
	Placed      []Placed // best first
	Vacant      []int    // places that nobody gets
	Awards      int      // how many awards beside the ranking are conferred
	Places      int      // down to which place it is revealed
	AwardsAfter bool     // the awards come after the places
}

// Reveal is one step of a ceremony.
type Reveal struct {
	Kind    RevealKind
	Contest int   // by the order in which the contests were given
	Award   int   // of RevealAward: which of the contest's awards
	Placed        // of RevealPlace
	Winners []int // of RevealPlace: who have it, by the order in which they were given; none: nobody gets it
}

// CeremonyPlaces tells down to which place a contest is revealed: as far as somebody wants, and where nobody does, as far as
// there are prizes; where there are none, it is the first three.
func CeremonyPlaces(wanted int, prizes []int) int {
	switch {
	case wanted > 0:
		return wanted
	case len(prizes) > 0:
		return slices.Max(prizes)
	}
	return 3
}

// CeremonySequence gives the steps of a ceremony: of each contest, in the order given, its name, then its places from the last one up,
// all who share one together, and the awards before or after them. A contest that reveals nothing has no step.
func CeremonySequence(contests []CeremonyContest) (steps []Reveal) {
	for i, c := range contests {
		var awards []Reveal
		for award := range c.Awards {
			awards = append(awards, Reveal{Kind: RevealAward, Contest: i, Award: award})
		}
		own := c.places(i)
		if c.AwardsAfter {
			own = append(own, awards...)
		} else {
			own = append(awards, own...)
		}
		if len(own) > 0 {
			steps = append(append(steps, Reveal{Kind: RevealContest, Contest: i}), own...)
		}
	}
	return steps
}

// places are the steps of a contest's places, the last one first.
func (c CeremonyContest) places(contest int) (steps []Reveal) {
	for i, p := range c.Placed {
		if p.Place == 0 || p.Place > c.Places {
			continue
		}
		at := slices.IndexFunc(steps, func(s Reveal) bool { return s.Placed == p })
		if at < 0 {
			at = len(steps)
			steps = append(steps, Reveal{Kind: RevealPlace, Contest: contest, Placed: p})
		}
		steps[at].Winners = append(steps[at].Winners, i)
	}
	for _, place := range c.Vacant {
		if place <= c.Places {
			steps = append(steps, Reveal{Kind: RevealPlace, Contest: contest, Placed: Placed{place, place}})
		}
	}
	slices.SortStableFunc(steps, func(a, b Reveal) int { return b.Place - a.Place })
	return steps
}

// Curtain is a contest of a round as its ceremony goes on.
type Curtain struct {
	Hidden  int  // how many of its steps have not been revealed
	Absent  bool // it is not in the ceremony
	Public  bool // its result is public
	Timed   bool // it becomes public by the clock, whatever is revealed
	Overall bool // it stands for what is conferred over all contests, which is public once all of them are
}

// Opening tells of which contests the last winner has been revealed, so that their results may become public. As long as something
// that is conferred over all contests is hidden, the last one has to wait for it: the last that does not become public by itself.
func Opening(contests []Curtain) (open []int) {
	public, pending, last := true, false, -1
	for i, c := range contests {
		switch {
		case c.Overall:
			pending = pending || c.Hidden > 0
		case c.Public:
		case c.Absent || c.Hidden > 0:
			public = public && c.Timed
		default:
			open = append(open, i)
			if !c.Timed {
				last = i
			}
		}
	}
	if public && pending {
		open = slices.DeleteFunc(open, func(i int) bool { return i == last })
	}
	return open
}

// Presenting is where a ceremony stands on the screens.
type Presenting struct {
	Step   int  // the one that is shown, from 1; 0: none yet
	Black  bool // the screens are black
	Paused bool // they show that there is a break, and nothing is revealed
}

// Cue is what the presenter does.
type Cue string

// The cues.
const (
	CueNext   Cue = "next"
	CueBack   Cue = "back"
	CueBlack  Cue = "black"
	CueLight  Cue = "light" // after black
	CuePause  Cue = "pause"
	CueResume Cue = "resume"
	CueGo     Cue = "go" // to where a contest begins
)

// Passage is a step as the ceremony goes on.
type Passage struct {
	Begins   bool // a contest begins with it
	Revealed bool // it has been shown before
}

// After gives where the ceremony stands after a cue; steps are all of them in their order, and to is the one that CueGo goes to. Going
// back shows what was shown before, and never what was skipped. A step makes black screens light. Closed while there is a break, and
// where there is no such step.
func (p Presenting) After(cue Cue, to int, steps []Passage) (Presenting, error) {
	switch cue {
	case CueBlack, CueLight:
		p.Black = cue == CueBlack
		return p, nil
	case CuePause, CueResume:
		p.Paused = cue == CuePause
		return p, nil
	case CueNext:
		to = p.Step + 1
	case CueBack:
		for to = p.Step - 1; to > 0 && !steps[to-1].Revealed; to-- {
		}
	case CueGo:
		if to < 1 || to > len(steps) || !steps[to-1].Begins {
			to = -1
		}
	default:
		return p, fault.InForm(fault.Field{Name: "cue", Key: "fault.unknown_choice"})
	}
	switch {
	case p.Paused:
		return p, fault.New(fault.Closed, "hall.is_paused")
	case to < 0 || to > len(steps):
		return p, fault.New(fault.Closed, "hall.no_such_step")
	}
	return Presenting{Step: to}, nil
}
