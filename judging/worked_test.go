package judging_test

import (
	"testing"

	"blazon/judging"

	"pgregory.net/rapid"
)

// What a person reckons from the values comes to what the tally came to, for every candidate of every contest.
func TestTheWorkedArithmeticComesToTheTotals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := contests().Draw(t, "contest")
		o := tally(t, c)
		for _, st := range o.Standings {
			var total judging.Fraction
			working := o.Working(st.Candidate)
			for _, w := range o.Worked(st.Candidate) {
				total = total.Plus(w.Contribution)
				as := working[w.Criterion]
				if w.Mean.Compare(as.Mean) != 0 || w.Contribution.Compare(as.Contribution) != 0 || len(w.Values) != as.Values || 2*w.Trimmed != as.Trimmed {
					t.Fatalf("criterion %d: worked %+v, tallied %+v", w.Criterion, w, as)
				}
			}
			if total.Compare(st.Total) != 0 {
				t.Fatalf("candidate %d: worked %s, tallied %s", st.Candidate, total, st.Total)
			}
		}
	})
}

func TestAFractionIsWrittenExactlyWhereThatIsPossible(t *testing.T) {
	for fraction, want := range map[string]string{"81/4": "20.25", "-3/2": "-1.5", "7": "7", "23/3": "7.6667…", "1/3125": "0.0003…", "0": "0"} {
		f, err := judging.ParseFraction(fraction)
		if err != nil {
			t.Fatal(err)
		}
		text, exact := f.Exactly(4)
		if !exact {
			text += "…"
		}
		if text != want {
			t.Errorf("%s is written %s, not %s", fraction, text, want)
		}
	}
}
