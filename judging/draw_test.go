package judging_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"blazon/judging"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// draws are small enough to try everything.
func draws() *rapid.Generator[judging.Draw] {
	return rapid.Custom(func(t *rapid.T) judging.Draw {
		d := judging.Draw{Parts: rapid.IntRange(1, 2).Draw(t, "parts"), Each: rapid.IntRange(1, 2).Draw(t, "each"), Seed: rapid.Uint64().Draw(t, "seed")}
		for c := range rapid.IntRange(1, 4/d.Parts).Draw(t, "candidates") {
			d.Candidates = append(d.Candidates, fmt.Sprint("candidate ", c))
		}
		for j := range rapid.IntRange(1, 4).Draw(t, "jurors") {
			d.Jurors = append(d.Jurors, judging.DrawnJuror{ID: fmt.Sprint("juror ", j), Most: judging.NoLimit, Share: rapid.IntRange(1, judging.FullShare).Draw(t, "share")})
			if rapid.IntRange(0, 2).Draw(t, "limited") == 0 {
				d.Jurors[j].Most = rapid.IntRange(0, 3).Draw(t, "most")
			}
		}
		for j := range d.Jurors {
			for c := range d.Candidates {
				for part := range d.Parts {
					switch lot := (judging.Lot{Juror: j, Candidate: c, Part: part}); rapid.IntRange(0, 7).Draw(t, "lot") {
					case 0, 1:
						d.Barred = append(d.Barred, lot)
					case 2:
						d.Held = append(d.Held, lot)
					case 3:
						d.Barred, d.Held = append(d.Barred, lot), append(d.Held, lot)
					}
				}
			}
		}
		return d
	})
}

// everyWay goes through all that could be drawn, and finds how many lots there can be and, of all ways to draw that many, the least
// sum of what each unit of load costs.
type everyWay struct {
	judging.Draw
	load        []int
	most, least int
}

func (w *everyWay) try(slot, met int) {
	if slot == len(w.Candidates)*w.Parts {
		cost := 0
		for j, load := range w.load {
			for k := range load {
				cost += (2*k + 1) * 12 / w.Jurors[j].Share
			}
		}
		if met > w.most || met == w.most && cost < w.least {
			w.most, w.least = met, cost
		}
		return
	}
	lot := judging.Lot{Candidate: slot / w.Parts, Part: slot % w.Parts}
	held := 0
	for _, h := range w.Held {
		if h.Candidate == lot.Candidate && h.Part == lot.Part {
			held++
		}
	}
	w.choose(lot, 0, max(0, w.Each-held), func(chosen int) { w.try(slot+1, met+chosen) })
}

// choose goes through all sets of at most so many jurors who may take the lot.
func (w *everyWay) choose(lot judging.Lot, from, most int, then func(chosen int)) {
	then(0)
	if most == 0 {
		return
	}
	for j := from; j < len(w.Jurors); j++ {
		lot.Juror = j
		if slices.Contains(w.Barred, lot) || slices.Contains(w.Held, lot) || w.Jurors[j].Most != judging.NoLimit && w.load[j] >= w.Jurors[j].Most {
			continue
		}
		w.load[j]++
		w.choose(lot, j+1, most-1, func(chosen int) { then(chosen + 1) })
		w.load[j]--
	}
}

func TestDrawsAreAsFullAndAsEvenAsCanBe(t *testing.T) {
	var short, moved int
	rapid.Check(t, func(t *rapid.T) {
		d := draws().Draw(t, "draw")
		w := &everyWay{Draw: d, load: make([]int, len(d.Jurors)), most: -1}
		for _, lot := range d.Held {
			w.load[lot.Juror]++
		}
		w.try(0, 0)
		drawn := d.Run()
		if len(drawn.Lots) != w.most {
			t.Fatalf("%d lots, but %d can be", len(drawn.Lots), w.most)
		}
		cost, whole := 0, d.Each*len(d.Candidates)*d.Parts
		for j, load := range drawn.Loads {
			for k := range load {
				cost += (2*k + 1) * 12 / d.Jurors[j].Share
			}
		}
		if len(drawn.Short) == 0 && cost != w.least {
			t.Fatalf("loads %v are not as even as can be: %d, but %d can be", drawn.Loads, cost, w.least)
		}
		conditions(t, d, drawn)
		if len(drawn.Short) > 0 {
			short++
		}
		if len(drawn.Lots) > whole/2 && len(d.Barred) > 2 {
			moved++
		}
	})
	if short < 5 || moved < 5 {
		t.Errorf("%d draws that lack somebody and %d full ones with conflicts: the draws are not of every sort", short, moved)
	}
}

// conditions checks what holds of every draw.
func conditions(t *rapid.T, d judging.Draw, drawn *judging.Drawn) {
	loads, has := make([]int, len(d.Jurors)), map[[2]int]int{}
	for _, lot := range d.Held {
		loads[lot.Juror]++
		has[[2]int{lot.Candidate, lot.Part}]++
	}
	for i, lot := range drawn.Lots {
		if slices.Contains(d.Barred, lot) || slices.Contains(d.Held, lot) || slices.Contains(drawn.Lots[:i], lot) {
			t.Fatalf("lot %v is barred, held or drawn twice", lot)
		}
		loads[lot.Juror]++
		has[[2]int{lot.Candidate, lot.Part}]++
		if most := d.Jurors[lot.Juror].Most; most != judging.NoLimit && loads[lot.Juror] > most {
			t.Fatalf("juror %d has %d, over %d", lot.Juror, loads[lot.Juror], most)
		}
	}
	if !slices.Equal(loads, drawn.Loads) {
		t.Fatalf("loads are %v, said to be %v", loads, drawn.Loads)
	}
	lacking := false
	for c := range d.Candidates {
		for part := range d.Parts {
			lacking = lacking || has[[2]int{c, part}] < d.Each
		}
	}
	if lacking != (len(drawn.Short) > 0) {
		t.Fatalf("somebody lacks a juror: %t, but %d shortages are said", lacking, len(drawn.Short))
	}
	for _, s := range drawn.Short {
		if len(s.Candidates) == 0 || s.Conflict() && s.Free >= d.Each || !s.Conflict() && s.Needed <= s.Room {
			t.Fatalf("%+v proves nothing", s)
		}
	}
}

func TestAShortageIsProvedInNumbers(t *testing.T) {
	jurors := func(most ...int) (list []judging.DrawnJuror) {
		for j, m := range most {
			list = append(list, judging.DrawnJuror{ID: fmt.Sprint("juror ", j), Most: m, Share: judging.FullShare})
		}
		return list
	}
	none := judging.NoLimit
	for name, c := range map[string]struct {
		draw judging.Draw
		want []judging.Shortage
	}{
		"everybody is free": {judging.Draw{Candidates: []string{"a", "b"}, Jurors: jurors(none, none), Each: 2}, nil},
		"two candidates of three have one juror free of conflict": {
			judging.Draw{Candidates: []string{"a", "b", "c"}, Jurors: jurors(none, none), Each: 2, Barred: []judging.Lot{{Juror: 0, Candidate: 1}, {Juror: 1, Candidate: 2}}},
			[]judging.Shortage{{Candidates: []int{1, 2}, Free: 1}}},
		"there is room for four of six": {
			judging.Draw{Candidates: []string{"a", "b", "c"}, Jurors: jurors(2, 2), Each: 2},
			[]judging.Shortage{{Part: -1, Candidates: []int{0, 1, 2}, Free: -1, Jurors: []int{0, 1}, Needed: 6, Room: 4}}},
		"the one juror who is free for two has room for one; the third candidate does not matter": {
			judging.Draw{Candidates: []string{"a", "b", "c"}, Jurors: jurors(1, none), Each: 1, Barred: []judging.Lot{{Juror: 1, Candidate: 0}, {Juror: 1, Candidate: 1}}},
			[]judging.Shortage{{Part: -1, Candidates: []int{0, 1}, Free: -1, Jurors: []int{0}, Needed: 2, Room: 1}}},
	} {
		t.Run(name, func(t *testing.T) {
			c.draw.Parts = 1
			if diff := cmp.Diff(c.want, c.draw.Run().Short); diff != "" {
				t.Errorf("expected (-), got (+):\n%s", diff)
			}
		})
	}
}

func TestNeitherOrderNorRepetitionChangesADraw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := draws().Draw(t, "draw")
		jurors := rapid.Permutation(numbers(len(d.Jurors))).Draw(t, "jurors")
		candidates := rapid.Permutation(numbers(len(d.Candidates))).Draw(t, "candidates")
		moved := judging.Draw{Parts: d.Parts, Each: d.Each, Seed: d.Seed}
		for _, j := range jurors {
			moved.Jurors = append(moved.Jurors, d.Jurors[j])
		}
		for _, c := range candidates {
			moved.Candidates = append(moved.Candidates, d.Candidates[c])
		}
		lots := func(list []judging.Lot) (out []judging.Lot) {
			for _, lot := range list {
				out = append(out, judging.Lot{Juror: slices.Index(jurors, lot.Juror), Candidate: slices.Index(candidates, lot.Candidate), Part: lot.Part})
			}
			return out
		}
		moved.Barred, moved.Held = lots(d.Barred), lots(d.Held)
		if diff := cmp.Diff(called(d, d.Run()), called(moved, moved.Run())); diff != "" {
			t.Fatalf("in order (-), shuffled (+):\n%s", diff)
		}
	})
}

// called lists the lots by ids.
func called(d judging.Draw, drawn *judging.Drawn) (lots []string) {
	for _, lot := range drawn.Lots {
		lots = append(lots, fmt.Sprint(d.Candidates[lot.Candidate], " ", lot.Part, " ", d.Jurors[lot.Juror].ID))
	}
	slices.Sort(lots)
	return lots
}

// drawOf is a draw of a real size, where one juror in twenty has a conflict.
func drawOf(candidates, jurors int) judging.Draw {
	random := rand.New(rand.NewPCG(25, 2023))
	d := judging.Draw{Parts: 1, Each: 3, Seed: 20231116}
	for c := range candidates {
		d.Candidates = append(d.Candidates, fmt.Sprint("candidate ", c))
	}
	for j := range jurors {
		d.Jurors = append(d.Jurors, judging.DrawnJuror{ID: fmt.Sprint("juror ", j), Most: judging.NoLimit, Share: judging.FullShare})
		for c := range candidates {
			if random.IntN(20) == 0 {
				d.Barred = append(d.Barred, judging.Lot{Juror: j, Candidate: c})
			}
		}
	}
	return d
}

func TestADrawOfARealSizeIsEvenAndMixed(t *testing.T) {
	d := drawOf(77, 10)
	drawn := d.Run()
	if least, most := slices.Min(drawn.Loads), slices.Max(drawn.Loads); len(drawn.Short) > 0 || most-least > 1 {
		t.Errorf("loads from %d to %d, %d shortages", least, most, len(drawn.Short))
	}
	together := map[[2]int]int{}
	for i, a := range drawn.Lots {
		for _, b := range drawn.Lots[i+1:] {
			if a.Candidate == b.Candidate {
				together[[2]int{a.Juror, b.Juror}]++
			}
		}
	}
	if len(together) < 40 {
		t.Errorf("of 45 pairs of jurors only %d ever meet at a candidate", len(together))
	}
	d.Seed++
	if cmp.Equal(drawn.Lots, d.Run().Lots) {
		t.Error("another seed draws the same")
	}
	d.Jurors[0].Share = 2
	if loads := d.Run().Loads; loads[0] != 12 {
		t.Errorf("loads %v: who is half available has %d, want 12 beside 24", loads, loads[0])
	}
}
