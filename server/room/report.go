package room

import (
	"slices"

	"blazon/judging"
	"blazon/server/web"
	"blazon/store"
)

const reportPage web.Page[reportData] = "room/report"

type reportData struct {
	*store.Report
	Head *head
}

// report counts the contest in other ways.
func (d door) report(r *web.Request) error {
	found, err := d.store.Report(r.Context(), r.Actor, r.Var("contest"))
	if err != nil {
		return d.notYet(r, err, "report.title")
	}
	return reportPage.Show(r, reportData{found, headOfContest(r, found.ContestPlace, "report.title")})
}

// Changing is how many of the variants change the first three.
func (d reportData) Changing() (n int) {
	for i := range d.Variants {
		if d.Variants[i].Changes() {
			n++
		}
	}
	return n
}

// LeftJuror is whom a variant leaves out; nil: nobody.
func (d reportData) LeftJuror(v judging.Variant) *store.Juror {
	if v.Kind != judging.WithoutJuror {
		return nil
	}
	return d.Jurors[v.Left]
}

// LeftCriterion is what a variant leaves out; nil: nothing.
func (d reportData) LeftCriterion(v judging.Variant) *store.Criterion {
	if v.Kind != judging.WithoutCriterion {
		return nil
	}
	return d.Criteria[v.Left]
}

// First lists the candidates with the first places of a variant, in its order.
func (d reportData) First(v judging.Variant) (first []placed) {
	for candidate, place := range v.Places {
		if place > 0 && place <= 3 {
			first = append(first, placed{d.Candidates[candidate], place})
		}
	}
	slices.SortStableFunc(first, func(a, b placed) int { return a.Place - b.Place })
	return first
}

// placed is a candidate with a place that a variant gives it.
type placed struct {
	Candidate *store.NamedCandidate
	Place     int
}

// drawn is how many candidates the picture shows.
const drawn = 12

// The picture's measures, in its own units: a row for each candidate, a column for each place.
const (
	rowHeight, columnWidth, margin = 28, 28, 18
)

// Picture lays out how far the places of the first candidates reach under all variants.
func (d reportData) Picture() *picture {
	p := &picture{}
	for _, s := range d.Outcome.Standings[:min(drawn, len(d.Outcome.Standings))] {
		b := bar{Candidate: d.Candidates[s.Candidate], Place: s.Place, Best: s.Place, Worst: s.Place, Y: rowHeight*len(p.Bars) + margin}
		for _, v := range d.Variants {
			if place := v.Places[s.Candidate]; place > 0 {
				b.Best, b.Worst = min(b.Best, place), max(b.Worst, place)
			}
		}
		p.Most = max(p.Most, b.Worst)
		p.Bars = append(p.Bars, b)
	}
	for i := range p.Bars {
		b := &p.Bars[i]
		b.X, b.From, b.To = x(b.Place), x(b.Best), x(b.Worst)
	}
	for place := 1; place <= p.Most; place++ {
		p.Ticks = append(p.Ticks, tick{place, x(place)})
	}
	p.Width, p.Height = x(p.Most)+margin, rowHeight*len(p.Bars)+2*margin
	return p
}

func x(place int) int { return margin + columnWidth*(place-1) }

// picture is a drawing of places: a line from the best to the worst one that a variant gives, and a dot where the result is.
type picture struct {
	Bars          []bar
	Ticks         []tick
	Most          int
	Width, Height int
}

// bar is a candidate's row.
type bar struct {
	Candidate          *store.NamedCandidate
	Place, Best, Worst int
	X, From, To, Y     int
}

// tick is a place on the axis.
type tick struct{ Place, X int }
