package judging

import (
	"math/bits"
	"math/rand/v2"
)

// slot is a part of a candidate, which needs so many jurors.
type slot struct{ candidate, part int }

// lotState is what a juror has to do with a slot.
type lotState uint8

const (
	noLot lotState = iota
	heldLot
	drawnLot
)

// drawing is a draw under way: a flow of least cost from slots to jurors, grown unit by unit along cheapest paths. Jurors go by
// their numbers in the order of ids.
//
// A path leads from a slot to a juror who may take it, and on over jurors who each hand a drawn slot over to the next; it costs what
// the last juror's load costs more. Each unit of a juror's load costs more than the one before, so a flow of least cost has the most
// even loads, and as cheapest paths keep the flow at least cost, no exchange could make it more even.
type drawing struct {
	Draw
	jurors []int // numbers in Draw
	slots  []slot
	may    [][]bool     // by slot and juror: not barred
	has    [][]lotState // by slot and juror
	count  []int        // by slot: how many jurors it has
	load   []int        // by juror
	swaps  [][]int      // by juror and other juror: how many of the one's drawn slots the other could take over
	stuck  []bool       // by slot: nobody is left for it, nor ever will be
	random *rand.PCG
}

func newDrawing(d Draw) *drawing {
	g := &drawing{Draw: d, random: rand.NewPCG(d.Seed, 0x424c415a4f4e)}
	g.jurors = byID(len(d.Jurors), func(j int) string { return d.Jurors[j].ID })
	numbers := make([]int, len(d.Jurors))
	for j, juror := range g.jurors {
		numbers[juror] = j
	}
	for _, candidate := range byID(len(d.Candidates), func(c int) string { return d.Candidates[c] }) {
		for part := range d.Parts {
			g.slots = append(g.slots, slot{candidate, part})
		}
	}
	for i := len(g.slots) - 1; i > 0; i-- {
		k := g.pick(i + 1)
		g.slots[i], g.slots[k] = g.slots[k], g.slots[i]
	}
	g.makeTables()
	at := make(map[slot]int, len(g.slots))
	for s, slot := range g.slots {
		at[slot] = s
	}
	for _, lot := range d.Barred {
		g.may[at[slot{lot.Candidate, lot.Part}]][numbers[lot.Juror]] = false
	}
	for _, lot := range d.Held {
		s, j := at[slot{lot.Candidate, lot.Part}], numbers[lot.Juror]
		if g.has[s][j] == noLot {
			g.has[s][j] = heldLot
			g.load[j]++
			g.count[s]++
		}
	}
	return g
}

func (g *drawing) makeTables() {
	g.may, g.has = make([][]bool, len(g.slots)), make([][]lotState, len(g.slots))
	for s := range g.slots {
		g.may[s], g.has[s] = make([]bool, len(g.jurors)), make([]lotState, len(g.jurors))
		for j := range g.may[s] {
			g.may[s][j] = true
		}
	}
	g.count, g.stuck, g.load = make([]int, len(g.slots)), make([]bool, len(g.slots)), make([]int, len(g.jurors))
	g.swaps = make([][]int, len(g.jurors))
	for j := range g.swaps {
		g.swaps[j] = make([]int, len(g.jurors))
	}
}

// pick draws a number below n. It does not lean on how the standard library does so, which no promise covers.
func (g *drawing) pick(n int) int {
	high, low := bits.Mul64(g.random.Uint64(), uint64(n))
	for threshold := -uint64(n) % uint64(n); low < threshold; {
		high, low = bits.Mul64(g.random.Uint64(), uint64(n))
	}
	return int(high)
}

// run gives every slot its first juror, then every slot its second, and so on.
func (g *drawing) run() {
	for round := 1; round <= g.Each; round++ {
		for s := range g.slots {
			if g.count[s] < round && !g.stuck[s] {
				g.stuck[s] = !g.grow(s)
			}
		}
	}
}

// free tells whether the juror could take the slot, were there room.
func (g *drawing) free(s, j int) bool { return g.may[s][j] && g.has[s][j] == noLot }

// room tells whether the juror may take one more.
func (g *drawing) room(j int) bool {
	juror := &g.Jurors[g.jurors[j]]
	return juror.Most == NoLimit || g.load[j] < juror.Most
}

// cost is what one more would cost the juror: Sainte-Laguë's divisor over the share, as a whole number.
func (g *drawing) cost(j int) int {
	return (2*g.load[j] + 1) * 12 / g.Jurors[g.jurors[j]].Share // 12 is divisible by 1, 2, 3 and 4
}

// give puts the slot among what is drawn for the juror.
func (g *drawing) give(s, j int) {
	for other := range g.jurors {
		if g.has[s][other] == drawnLot && g.may[s][j] {
			g.swaps[other][j]--
		}
	}
	g.has[s][j] = drawnLot
	g.load[j]++
	g.count[s]++
	for other := range g.jurors {
		if g.free(s, other) {
			g.swaps[j][other]++
		}
	}
}

// take is the inverse of give.
func (g *drawing) take(s, j int) {
	for other := range g.jurors {
		if g.free(s, other) {
			g.swaps[j][other]--
		}
	}
	g.has[s][j] = noLot
	g.load[j]--
	g.count[s]--
	for other := range g.jurors {
		if g.has[s][other] == drawnLot && g.may[s][j] {
			g.swaps[other][j]++
		}
	}
}
