package judging_test

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"slices"
	"testing"

	"blazon/judging"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// tally tallies a contest that must be valid.
func tally(t *rapid.T, c *judging.Contest) *judging.Outcome {
	o, err := judging.Tally(c)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return o
}

// law makes a fuzz target of a property.
func law(f *testing.F, holds func(*rapid.T)) {
	source := rand.NewChaCha8([32]byte([]byte("contests of every sort, 32 bytes")))
	for range 4 {
		seed := make([]byte, 16<<10) // enough for most contests
		_, _ = source.Read(seed)
		f.Add(seed)
	}
	f.Fuzz(rapid.MakeFuzz(holds))
}

func TestDrawnContestsAreOfEverySort(t *testing.T) {
	seen := map[string]int{}
	rapid.Check(t, func(t *rapid.T) {
		o := tally(t, contests().Draw(t, "contest"))
		sorts := map[string]bool{
			"complete": o.Complete, "with gaps": !o.Complete, "with stray scores": len(o.Stray) > 0,
			"undecided": len(o.Undecided) > 0, "sending somebody on": len(o.Advancing) > 0,
		}
		for _, s := range o.Standings {
			sorts["parted by "+string(s.DecidedBy.Kind)] = true
			sorts["with a shared place"] = sorts["with a shared place"] || s.Shared
		}
		for sort, is := range sorts {
			if is {
				seen[sort]++
			}
		}
	})
	for _, sort := range []string{
		"complete", "with gaps", "with stray scores", "undecided", "sending somebody on", "with a shared place",
		"parted by criterion", "parted by countback", "parted by jury",
	} {
		if seen[sort] == 0 {
			t.Errorf("no contest %s among %v", sort, seen)
		}
	}
	t.Log(seen)
}

func TestTallyAgreesWithThePlainReading(t *testing.T) { rapid.Check(t, agreesWithReference) }
func FuzzTallyAgreesWithThePlainReading(f *testing.F) { law(f, agreesWithReference) }

func agreesWithReference(t *rapid.T) {
	c := contests().Draw(t, "contest")
	text, err := json.Marshal(tally(t, c))
	if err != nil {
		t.Fatal(err)
	}
	var got any
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(reference{c}.outcome(), got); diff != "" {
		t.Fatalf("expected (-), got (+):\n%s", diff)
	}
}

func TestOrderOfScoresJurorsAndCandidatesNeverMatters(t *testing.T) {
	rapid.Check(t, orderNeverMatters)
}
func FuzzOrderNeverMatters(f *testing.F) { law(f, orderNeverMatters) }

func orderNeverMatters(t *rapid.T) {
	c := contests().Draw(t, "contest")
	s := shuffled(t, c)
	if diff := cmp.Diff(unordered(c, tally(t, c)), unordered(s, tally(t, s))); diff != "" {
		t.Fatalf("in order (-), shuffled (+):\n%s", diff)
	}
}

// plain is an outcome by ids, without the order in which a contest lists things.
type plain struct {
	Places    map[string]string // candidate: place, total and, for the group as a whole, the rule
	Advancing []string
	Undecided [][]string
	Gaps      [][3]string
	Stray     [][3]string
}

func unordered(c *judging.Contest, o *judging.Outcome) plain {
	ids := func(candidates []int) (ids []string) {
		for _, i := range candidates {
			ids = append(ids, c.Candidates[i].ID)
		}
		slices.Sort(ids)
		return ids
	}
	cells := func(cells []judging.Cell) (ids [][3]string) {
		for _, k := range cells {
			juror := ""
			if k.Juror != judging.Nobody {
				juror = c.Jurors[k.Juror].ID
			}
			ids = append(ids, [3]string{c.Candidates[k.Candidate].ID, c.Criteria[k.Criterion].ID, juror})
		}
		slices.SortFunc(ids, func(a, b [3]string) int { return slices.Compare(a[:], b[:]) })
		return ids
	}
	p := plain{Places: map[string]string{}, Advancing: ids(o.Advancing), Gaps: cells(o.Gaps), Stray: cells(o.Stray)}
	for _, group := range o.Undecided {
		p.Undecided = append(p.Undecided, ids(group))
	}
	rule := ""
	for i, s := range o.Standings {
		if i == 0 || s.Place != o.Standings[i-1].Place {
			rule = c.RuleText(s.DecidedBy)
		}
		p.Places[c.Candidates[s.Candidate].ID] = s.Label() + " " + s.Total.String() + " " + rule
	}
	return p
}

func TestPlacesHaveNoHoles(t *testing.T) { rapid.Check(t, noHoles) }
func FuzzPlacesHaveNoHoles(f *testing.F) { law(f, noHoles) }

func noHoles(t *rapid.T) {
	c := contests().Draw(t, "contest")
	before := judging.Standing{}
	for i, s := range tally(t, c).Standings {
		switch {
		case c.Numbering == judging.Dense && s.Place != before.Place && s.Place != before.Place+1:
			t.Fatalf("place %d comes after %d", s.Place, before.Place)
		case c.Numbering != judging.Dense && s.Place != before.Place && s.Place != i+1:
			t.Fatalf("place %d stands in row %d", s.Place, i+1)
		case s.Place == before.Place && (s.DecidedBy != judging.Rule{} || !s.Shared || !before.Shared || s.Last != before.Last):
			t.Fatalf("%+v shares its place with %+v", s, before)
		}
		before = s
	}
}

func TestExcludingACandidateChangesNoOtherTotal(t *testing.T) {
	rapid.Check(t, excludingChangesNoOther)
}
func FuzzExcludingChangesNoOtherTotal(f *testing.F) { law(f, excludingChangesNoOther) }

func excludingChangesNoOther(t *rapid.T) {
	c := contests().Draw(t, "contest")
	before := tally(t, c)
	gone := rapid.IntRange(0, len(c.Candidates)-1).Draw(t, "excluded")
	c.Decisions = append(c.Decisions, judging.Decision{Kind: judging.Exclude, Candidate: gone})
	after := tally(t, c)
	totals := map[int]string{}
	for _, s := range after.Standings {
		totals[s.Candidate] = s.Total.String()
	}
	for _, s := range before.Standings {
		if total := totals[s.Candidate]; s.Candidate != gone && total != s.Total.String() {
			t.Fatalf("candidate %d had %s and has %s", s.Candidate, s.Total, total)
		}
	}
	if _, stays := totals[gone]; stays {
		t.Fatalf("candidate %d is excluded and has a place", gone)
	}
}

func TestScalingAllWeightsChangesNoPlace(t *testing.T) { rapid.Check(t, scalingChangesNoPlace) }
func FuzzScalingAllWeightsChangesNoPlace(f *testing.F) { law(f, scalingChangesNoPlace) }

func scalingChangesNoPlace(t *rapid.T) {
	c := contests().Draw(t, "contest")
	before := tally(t, c)
	scaled := *c
	scaled.Criteria = slices.Clone(c.Criteria)
	by := judging.Decimal(rapid.IntRange(2, 9_000).Draw(t, "scale"))
	for i := range scaled.Criteria {
		scaled.Criteria[i].Weight *= by
	}
	after := tally(t, &scaled)
	if len(before.Standings) != len(after.Standings) {
		t.Fatalf("%d standings, then %d", len(before.Standings), len(after.Standings))
	}
	for i, s := range before.Standings {
		s.Total = after.Standings[i].Total
		if s != after.Standings[i] {
			t.Fatalf("%+v became %+v", s, after.Standings[i])
		}
	}
	if !slices.Equal(before.Advancing, after.Advancing) {
		t.Fatalf("%v advance, then %v", before.Advancing, after.Advancing)
	}
}

func TestAStrayScoreChangesNothing(t *testing.T) { rapid.Check(t, strayChangesNothing) }
func FuzzAStrayScoreChangesNothing(f *testing.F) { law(f, strayChangesNothing) }

func strayChangesNothing(t *rapid.T) {
	c := contests().Draw(t, "contest")
	with := tally(t, c)
	without := *c
	without.Scores = slices.DeleteFunc(slices.Clone(c.Scores), func(s judging.Score) bool {
		return slices.Contains(with.Stray, judging.Cell{Juror: s.Juror, Candidate: s.Candidate, Criterion: s.Criterion})
	})
	if len(without.Scores)+len(with.Stray) != len(c.Scores) {
		t.Fatalf("%d scores, %d stray, %d others", len(c.Scores), len(with.Stray), len(without.Scores))
	}
	with.Stray = nil
	first, _ := json.Marshal(with)
	second, _ := json.Marshal(tally(t, &without))
	if !bytes.Equal(first, second) {
		t.Fatalf("with stray scores:\n%s\nwithout:\n%s", first, second)
	}
}

func TestAContestIsTheSameAfterWritingAndReading(t *testing.T) { rapid.Check(t, readsWhatItWrites) }
func FuzzAContestIsTheSameAfterWritingAndReading(f *testing.F) { law(f, readsWhatItWrites) }

func readsWhatItWrites(t *rapid.T) {
	c := contests().Draw(t, "contest")
	text, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	back, err := judging.ReadContest(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	first, _ := json.Marshal(tally(t, c))
	second, _ := json.Marshal(tally(t, back))
	again, _ := json.Marshal(back)
	if !bytes.Equal(first, second) || !bytes.Equal(text, again) {
		t.Fatalf("%s\nbecame\n%s", text, again)
	}
}

func TestTheWorkedNumbersAddUpToTheTotal(t *testing.T) { rapid.Check(t, workingAddsUp) }
func FuzzTheWorkedNumbersAddUp(f *testing.F)           { law(f, workingAddsUp) }

func workingAddsUp(t *rapid.T) {
	c := contests().Draw(t, "contest")
	o := tally(t, c)
	r := reference{c}
	for _, s := range o.Standings {
		var sum judging.Fraction
		for _, w := range o.Working(s.Candidate) {
			values, _ := r.counted(s.Candidate, w.Criterion)
			if w.Values != len(values) || w.Counts != r.counts(w.Criterion) {
				t.Fatalf("%+v of %d values, counting %v", w, len(values), r.counts(w.Criterion))
			}
			want := "0"
			if len(values) > 0 {
				want = r.mean(s.Candidate, w.Criterion).RatString()
			}
			if w.Mean.String() != want {
				t.Fatalf("mean on criterion %d is %s, not %s", w.Criterion, w.Mean, want)
			}
			sum = sum.Plus(w.Contribution)
		}
		if sum.Compare(s.Total) != 0 {
			t.Fatalf("contributions make %s, not %s", sum, s.Total)
		}
	}
}
