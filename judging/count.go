package judging

import (
	"cmp"
	"slices"
)

// count goes through a table candidate by candidate and sets what counts apart from what is missing and what is stray.
type count struct {
	*table
	duties   *duties
	accepted map[[2]int]bool
	slots    []int32 // by juror and criterion: which of the candidate's entries stands there, counted from 1; 0: none
	bucket   []entry // the candidate's entries in the order of the input
	values   []int64
	missing  []int32 // jurors

	gaps, stray []Cell
}

// run fills the table's cells and finds the gaps and the stray scores, in the order of candidates, criteria and jurors.
func (n *count) run() {
	n.accepted = n.Contest.accepted()
	n.duties = newDuties(n.Contest)
	n.slots = make([]int32, n.table.slots())
	n.cells = make([]cell, len(n.Candidates)*len(n.Criteria))
	n.kept = make([]int, len(n.Candidates))
	for candidate := range n.Candidates {
		n.candidate(candidate)
	}
}

// candidate counts one candidate. Each entry is put into its slot, taken out by its duty, and stray if it is left.
func (n *count) candidate(candidate int) {
	entries := n.of(candidate)
	n.bucket = append(n.bucket[:0], entries...)
	for number, e := range n.bucket {
		n.slots[n.at(e.juror, e.criterion)] = int32(number) + 1
	}
	owed := n.duties.of(candidate)
	for criterion := range n.Criteria {
		n.values, n.missing = n.values[:0], n.missing[:0]
		for ; len(owed) > 0 && int(owed[0].criterion) == criterion; owed = owed[1:] {
			at := n.at(owed[0].juror, owed[0].criterion)
			if n.slots[at] == 0 {
				n.missing = append(n.missing, owed[0].juror)
				continue
			}
			e := n.bucket[n.slots[at]-1]
			n.slots[at] = 0
			entries[n.kept[candidate]] = e
			n.kept[candidate]++
			n.values = append(n.values, e.steps)
		}
		*n.cell(candidate, criterion) = newCell(n.values, n.Trim)
		n.findGaps(candidate, criterion)
	}
	n.findStray(candidate)
}

// findGaps notes the duties without a score on a counting criterion, and a candidate that nobody owes enough values.
func (n *count) findGaps(candidate, criterion int) {
	if !n.counts[criterion] || n.excluded[candidate] {
		return
	}
	enough := int(n.cell(candidate, criterion).values) >= n.Minimum
	if enough && n.accepted[[2]int{candidate, criterion}] {
		return
	}
	for _, juror := range n.missing {
		n.gaps = append(n.gaps, Cell{int(juror), candidate, criterion})
	}
	if len(n.missing) == 0 && !enough {
		n.gaps = append(n.gaps, Cell{Nobody, candidate, criterion})
	}
}

// findStray notes the entries that no duty has taken out of their slots, and clears these.
func (n *count) findStray(candidate int) {
	before := len(n.stray)
	for _, e := range n.bucket {
		at := n.at(e.juror, e.criterion)
		if n.slots[at] == 0 {
			continue
		}
		n.slots[at] = 0
		if n.Criteria[e.criterion].Kind != Informative {
			n.stray = append(n.stray, Cell{int(e.juror), candidate, int(e.criterion)})
		}
	}
	slices.SortFunc(n.stray[before:], func(a, b Cell) int {
		return cmp.Or(a.Criterion-b.Criterion, a.Juror-b.Juror)
	})
}
