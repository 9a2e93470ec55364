package room

import (
	"slices"

	"blazon/judging"
)

// rows lists the candidates: best first, then those without a place, and last those whose numbers the visitor must not know.
func (d tallyData) rows() (rows []*tallyRow) {
	ranked := map[int]bool{}
	for i := range d.Outcome.Standings {
		st := &d.Outcome.Standings[i]
		ranked[st.Candidate] = true
		if d.Sees(d.Candidates[st.Candidate]) {
			rows = append(rows, d.row(i))
		}
	}
	var unseen []*tallyRow
	for number, c := range d.Candidates {
		switch {
		case !d.Sees(c) && d.Shows(c):
			unseen = append(unseen, &tallyRow{Candidate: c, Unseen: true})
		case d.Sees(c) && !ranked[number]:
			rows = append(rows, &tallyRow{Candidate: c})
		}
	}
	return append(rows, unseen...)
}

// row is the candidate of a standing. Who sees all candidates sees its place; others would learn from it what they must not know, as
// they would from ties with whom they do not see: they see how those stand to each other whom they do.
func (d tallyData) row(number int) *tallyRow {
	st := &d.Outcome.Standings[number]
	row := &tallyRow{Candidate: d.Candidates[st.Candidate], Standing: st}
	if d.SeesAll() {
		row.Advances = slices.Contains(d.Outcome.Advancing, st.Candidate)
	} else {
		row.Standing = d.among(*st)
	}
	for _, group := range d.Outcome.Undecided {
		row.Waits = row.Waits || slices.Contains(group, st.Candidate) && d.SeesEach(group)
	}
	if st.DecidedBy != (judging.Rule{}) && d.Sees(d.Candidates[d.Outcome.Standings[number-1].Candidate]) {
		row.Above = d.Candidates[d.Outcome.Standings[number-1].Candidate]
		row.Rule = d.words(st.DecidedBy)
	}
	return row
}

// among is a standing among the candidates that the visitor sees: the first of them is the first.
func (d tallyData) among(st judging.Standing) *judging.Standing {
	place, shared := 1, false
	for _, other := range d.Outcome.Standings {
		switch seen := d.Sees(d.Candidates[other.Candidate]); {
		case seen && other.Place < st.Place:
			place++
		case seen && other.Place == st.Place && other.Candidate != st.Candidate:
			shared = true
		}
	}
	return &judging.Standing{Candidate: st.Candidate, Place: place, Last: place, Shared: shared, Total: st.Total, DecidedBy: st.DecidedBy}
}

// Stray lists the scores that do not count, of candidates that the visitor sees.
func (d tallyData) Stray() (cells []judging.Cell) {
	for _, cell := range d.Outcome.Stray {
		if d.Sees(d.Candidates[cell.Candidate]) {
			cells = append(cells, cell)
		}
	}
	return cells
}
