package store

import "slices"

// SheetTie is several entries with the same total, and what became of it.
type SheetTie struct {
	Candidates []*NamedCandidate // in the order of the result
	Rules      []string          // that parted some of them, as tally files write them: "criterion:mandatory"
	Left       []*NamedCandidate // those that no rule parted
}

// Ties lists who had the same total, in the order of the result.
func (c *ContestResult) Ties() (list []SheetTie) {
	for rest := c.Standings; len(rest) > 0; {
		n := 1
		for n < len(rest) && rest[0].ties(rest[n]) {
			n++
		}
		if n > 1 {
			list = append(list, tieOf(rest[:n]))
		}
		rest = rest[n:]
	}
	return list
}

// ties tells whether two ranked standings have the same total.
func (st *PlacedStanding) ties(other *PlacedStanding) bool {
	return st.Place != 0 && other.Place != 0 && st.Exact != "" && st.Exact == other.Exact
}

func tieOf(standings []*PlacedStanding) (tie SheetTie) {
	for i, st := range standings {
		tie.Candidates = append(tie.Candidates, st.Candidate)
		if i > 0 && st.DecidedBy != "" && !slices.Contains(tie.Rules, st.DecidedBy) {
			tie.Rules = append(tie.Rules, st.DecidedBy)
		}
		if st.Shared {
			tie.Left = append(tie.Left, st.Candidate)
		}
	}
	return tie
}
