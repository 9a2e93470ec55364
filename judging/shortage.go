package judging

import (
	"cmp"
	"maps"
	"slices"
)

// Shortage says which candidates lack jurors, and proves it: there are either too few without a conflict, or too few with room.
type Shortage struct {
	Part       int   // of the criteria; of a shortage of room, -1: whatever part
	Candidates []int // in their order
	Free       int   // of a conflict: so many jurors are free of one, fewer than needed; otherwise -1
	Jurors     []int // of a shortage of room: the only ones left for these candidates
	Needed     int   // of a shortage of room: how many lots these jurors would have to take
	Room       int   // but can take only so many
}

// Conflict tells whether the candidates lack jurors because of conflicts, however much room there were.
func (s Shortage) Conflict() bool { return s.Free >= 0 }

// shortages explains the slots that lack jurors.
func (g *drawing) shortages() (list []Shortage) {
	few := map[[2]int][]int{} // by part and how many are free
	var roomless []int
	for s, slot := range g.slots {
		free := g.possible(s)
		if free < g.Each {
			few[[2]int{slot.part, free}] = append(few[[2]int{slot.part, free}], slot.candidate)
		}
		if g.count[s] < min(free, g.Each) {
			roomless = append(roomless, s)
		}
	}
	keys := slices.SortedFunc(maps.Keys(few), func(a, b [2]int) int { return cmp.Or(a[0]-b[0], a[1]-b[1]) })
	for _, key := range keys {
		list = append(list, Shortage{Part: key[0], Free: key[1], Candidates: once(few[key])})
	}
	if len(roomless) > 0 {
		list = append(list, g.roomless(roomless))
	}
	return list
}

// possible counts the jurors who hold the slot or may take it.
func (g *drawing) possible(s int) (n int) {
	for j := range g.jurors {
		if g.may[s][j] || g.has[s][j] != noLot {
			n++
		}
	}
	return n
}

// roomless is Hall's witness for slots that no room is left for: the jurors whom they reach are all full, and everything drawn for
// these jurors belongs to the same slots or to others that nobody else has room for either.
func (g *drawing) roomless(slots []int) Shortage {
	reached := make([]bool, len(g.jurors))
	for _, s := range slots {
		before, level := g.start(s)
		for len(level) > 0 {
			level = g.next(level, before)
		}
		for j := range before {
			reached[j] = reached[j] || before[j] != unreached
		}
	}
	shortage := Shortage{Part: -1, Free: -1}
	for j, juror := range g.jurors {
		if reached[j] {
			shortage.Jurors = append(shortage.Jurors, juror)
		}
	}
	var candidates []int
	for s, slot := range g.slots {
		drawn := 0
		for j := range g.jurors {
			if reached[j] && g.has[s][j] == drawnLot {
				drawn++
			}
		}
		lacking := max(0, min(g.possible(s), g.Each)-g.count[s])
		shortage.Room += drawn
		shortage.Needed += drawn + lacking
		if drawn+lacking > 0 {
			candidates = append(candidates, slot.candidate)
		}
	}
	shortage.Candidates, shortage.Jurors = once(candidates), once(shortage.Jurors)
	return shortage
}

// once sorts numbers, each once.
func once(numbers []int) []int {
	slices.Sort(numbers)
	return slices.Compact(numbers)
}
