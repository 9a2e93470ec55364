package judging

import "slices"

// Bond is what binds a juror to a body.
type Bond string

// The bonds.
const (
	ActsFor  Bond = "acts_for"  // represents it in the competition
	WorksFor Bond = "works_for" // is employed by it
)

// Sitting is a juror's seat, and the contests that it is for; none: all of the round.
type Sitting struct {
	Juror    int64
	Contests []int64
}

// Bound is a juror's bond with a body.
type Bound struct {
	Juror, Body int64
	Bond        Bond
}

// Competing is a body that competes in a contest.
type Competing struct{ Contest, Body int64 }

// Clash is a juror who sits for a contest in which a body of his competes.
type Clash struct {
	Bound
	Contest int64
}

// Clashes finds who may not sit where he sits: nobody judges a contest in which a body that he acts or works for competes. They come
// in the order of the seats, of the bonds and of the contests as they are given.
func Clashes(seats []Sitting, bonds []Bound, competing []Competing) (clashes []Clash) {
	for _, seat := range seats {
		for _, bond := range bonds {
			if bond.Juror != seat.Juror {
				continue
			}
			for _, c := range competing {
				clash := Clash{bond, c.Contest}
				if c.Body == bond.Body && (seat.Contests == nil || slices.Contains(seat.Contests, c.Contest)) && !slices.Contains(clashes, clash) {
					clashes = append(clashes, clash)
				}
			}
		}
	}
	return clashes
}

// Win is a body's first place in a category, so many editions before the one in question.
type Win struct {
	Body     int64
	Category string // slug
	Ago      int
}

// Resting is the rule of competitions whose winners sit in the jury and do not compete for some editions.
type Resting struct {
	Editions int      // how many; 0: winners compete
	Except   []string // slugs of the categories whose winners compete all the same
}

// Rests tells whether the win keeps its body out of a category: one of the same category, in one of the last editions.
func (r Resting) Rests(w Win, category string) bool {
	return w.Category == category && w.Ago >= 1 && w.Ago <= r.Editions && !slices.Contains(r.Except, category)
}
