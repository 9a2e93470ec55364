package judging

import (
	"cmp"
	"maps"
	"slices"
)

// Thin is a counting criterion on which candidates have fewer jurors than the rules demand.
type Thin struct {
	Criterion  int
	Jurors     int   // so many have it to score; the rules demand Contest.Minimum
	Candidates []int // in their order
}

// FindThin lists who would lack values even if everybody scored all that is assigned: by criterion, then by how many jurors there are.
// Recused jurors do not count.
func FindThin(c *Contest) (list []Thin) {
	found := map[[2]int][]int{}
	owed := newDuties(c)
	for candidate := range c.Candidates {
		jurors := make([]int, len(c.Criteria))
		for _, d := range owed.of(candidate) {
			jurors[d.criterion]++
		}
		for criterion, n := range jurors {
			if n < c.Minimum && c.Criteria[criterion].Kind != Informative {
				found[[2]int{criterion, n}] = append(found[[2]int{criterion, n}], candidate)
			}
		}
	}
	keys := slices.SortedFunc(maps.Keys(found), func(a, b [2]int) int { return cmp.Or(a[0]-b[0], a[1]-b[1]) })
	for _, key := range keys {
		list = append(list, Thin{Criterion: key[0], Jurors: key[1], Candidates: found[key]})
	}
	return list
}
