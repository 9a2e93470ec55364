package judging

// nobody stands before the first juror of a path, unreached at one to whom none leads.
const (
	nobody    = -1
	unreached = -2
)

// grow gives the slot one more juror along a cheapest path, and tells whether there is one.
func (g *drawing) grow(s int) bool {
	before, last := g.cheapest(s)
	if last == nobody {
		return false
	}
	for before[last] != nobody {
		from := before[last]
		handed := g.handed(from, last)
		g.take(handed, from)
		g.give(handed, last)
		last = from
	}
	g.give(s, last)
	return true
}

// cheapest searches the jurors whom the slot can reach, breadth first, until it has found one to whom nobody else's next load is
// preferable. Among equals the lot decides.
func (g *drawing) cheapest(s int) (before []int, last int) {
	least := g.leastCost()
	before, level := g.start(s)
	last = nobody
	var equals int
	for len(level) > 0 {
		for _, j := range level {
			if !g.room(j) {
				continue
			}
			switch {
			case last == nobody || g.cost(j) < g.cost(last):
				last, equals = j, 1
			case g.cost(j) == g.cost(last):
				if equals++; g.pick(equals) == 0 {
					last = j
				}
			}
		}
		if last != nobody && g.cost(last) == least {
			break
		}
		level = g.next(level, before)
	}
	return before, last
}

// leastCost is that of one more for anybody who has room.
func (g *drawing) leastCost() int {
	least := -1
	for j := range g.jurors {
		if g.room(j) && (least < 0 || g.cost(j) < least) {
			least = g.cost(j)
		}
	}
	return least
}

// start lists the jurors who could take the slot themselves.
func (g *drawing) start(s int) (before, level []int) {
	before = make([]int, len(g.jurors))
	for j := range g.jurors {
		before[j] = unreached
		if g.free(s, j) {
			before[j], level = nobody, append(level, j)
		}
	}
	return before, level
}

// next lists the jurors to whom those of a level could hand a slot over, and who were not reached before.
func (g *drawing) next(level, before []int) (reached []int) {
	for _, from := range level {
		for j := range g.jurors {
			if before[j] == unreached && g.swaps[from][j] > 0 {
				before[j], reached = from, append(reached, j)
			}
		}
	}
	return reached
}

// handed is a slot drawn for the one juror that the other could take over.
func (g *drawing) handed(from, to int) int {
	for s := range g.slots {
		if g.has[s][from] == drawnLot && g.free(s, to) {
			return s
		}
	}
	panic("judging: no slot to hand over")
}
