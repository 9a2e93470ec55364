package judging

import (
	"cmp"
	"slices"
	"strings"
)

// Draw is what it takes to share a contest's candidates out among its jurors by lot: evenly, apart from conflicts, beside what is assigned
// already. Neither the order of its lists nor the machine decides anything: the same ids, conditions and seed draw the same lots.
type Draw struct {
	Candidates []string // ids
	Jurors     []DrawnJuror
	Parts      int   // into how many parts the criteria are split, 1 or more; each part of a candidate is drawn for itself
	Each       int   // how many jurors a part of a candidate needs
	Barred     []Lot // what must not be drawn: conflicts
	Held       []Lot // what is assigned already and stays; it counts, even where it is barred by now
	Seed       uint64
}

// DrawnJuror is a juror among whom lots are drawn.
type DrawnJuror struct {
	ID    string
	Most  int // parts of candidates in all, with those held; NoLimit: any number
	Share int // how available the juror is, in quarters: FullShare of them is as much as anybody
}

// NoLimit is the Most of a juror who takes any number, FullShare the Share of one who is available as anybody.
const (
	NoLimit   = -1
	FullShare = 4
)

// Lot is a part of a candidate's criteria for a juror to score, by their numbers.
type Lot struct{ Juror, Candidate, Part int }

func (a Lot) compare(b Lot) int {
	return cmp.Or(a.Candidate-b.Candidate, a.Part-b.Part, a.Juror-b.Juror)
}

// Drawn is what a draw comes to.
type Drawn struct {
	Lots  []Lot      // those drawn beside what is held, by candidate, part and juror
	Loads []int      // by juror: how many parts with those held
	Short []Shortage // what the jurors cannot do; empty: everything is met
}

// Run draws the lots. As many are drawn as can be, and every part of a candidate gets its first juror before any gets its second. The
// loads are as even as they can be for what is drawn: of two jurors with equal shares one gets more than the other, and more than one
// more, only where conflicts, limits and what is held leave no other way. With unequal shares loads follow the shares as seats follow votes by
// the method of Sainte-Laguë. Lots are drawn among all ways that are equally even at each step.
func (d Draw) Run() *Drawn {
	g := newDrawing(d)
	g.run()
	drawn := &Drawn{Loads: make([]int, len(d.Jurors)), Short: g.shortages()}
	for j, juror := range g.jurors {
		drawn.Loads[juror] = g.load[j]
	}
	for s := range g.slots {
		for j, juror := range g.jurors {
			if g.has[s][j] == drawnLot {
				drawn.Lots = append(drawn.Lots, Lot{juror, g.slots[s].candidate, g.slots[s].part})
			}
		}
	}
	slices.SortFunc(drawn.Lots, Lot.compare)
	return drawn
}

// byID lists the numbers 0…n-1 in the order of the ids that they stand for.
func byID(n int, id func(int) string) []int {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return strings.Compare(id(a), id(b)) })
	return order
}
