package judging_test

import (
	"slices"
	"testing"

	"blazon/judging"

	"pgregory.net/rapid"
)

func TestReconcile(t *testing.T) {
	const sent, stayed, let, out = "sent", "stayed", "let in", "out"
	row := func(kind string, why judging.Ground) judging.Onward {
		return judging.Onward{Ranked: true, Sent: kind == sent || kind == stayed, Came: kind == sent || kind == let, Why: why}
	}
	for _, c := range []struct {
		sentence string
		cut      judging.Cut
		rows     []judging.Onward
		seats    int
		came     int
		named    []judging.Ground
		balanced bool
	}{
		{"the winner went", judging.Cut{Places: 1}, []judging.Onward{row(sent, ""), row(out, "")}, 1, 1, nil, true},
		{"two shared the first place, and both went", judging.Cut{Places: 1}, []judging.Onward{row(sent, ""), row(sent, "")}, 2, 2, nil, true},
		{"two went for one seat", judging.Cut{Seats: 1}, []judging.Onward{row(sent, ""), row(sent, "")}, 1, 2, []judging.Ground{judging.TieOver}, true},
		{"of a tie at the cut nobody went", judging.Cut{Seats: 1}, []judging.Onward{row(out, ""), row(out, "")}, 1, 0, []judging.Ground{judging.TieShort}, true},
		{"there are fewer than seats", judging.Cut{Seats: 3}, []judging.Onward{row(sent, "")}, 3, 1, []judging.Ground{judging.TooFew}, true},
		{"the winner declined, and the runner-up went", judging.Cut{Places: 1},
			[]judging.Onward{row(stayed, judging.Declined), row(let, judging.Replacement)}, 1, 1, []judging.Ground{judging.Declined, judging.Replacement}, true},
		{"one more was let in", judging.Cut{Places: 1}, []judging.Onward{row(sent, ""), row(let, judging.WildCard)}, 1, 2, []judging.Ground{judging.WildCard}, true},
		{"one is missing and nobody says why", judging.Cut{Places: 1}, []judging.Onward{row(stayed, "")}, 1, 0, []judging.Ground{""}, false},
		{"one is there and nobody says why", judging.Cut{Places: 1}, []judging.Onward{row(sent, ""), row(let, "")}, 1, 2, []judging.Ground{""}, false},
		{"one missing and one too many do not make up for each other", judging.Cut{Places: 1}, []judging.Onward{row(stayed, ""), row(let, "")}, 1, 1,
			[]judging.Ground{"", ""}, false},
	} {
		t.Run(c.sentence, func(t *testing.T) {
			r := judging.Reconcile(c.cut, c.rows)
			var named []judging.Ground
			for _, d := range r.Differences {
				named = append(named, d.Why)
			}
			if r.Seats != c.seats || r.Came != c.came || !slices.Equal(named, c.named) || r.Balanced() != c.balanced {
				t.Errorf("%d in, %d out, %v, balanced %v", r.Seats, r.Came, named, r.Balanced())
			}
		})
	}
}

func TestEveryDifferenceHasItsLine(t *testing.T) {
	whys := []judging.Ground{"", judging.Declined, judging.Withdrawn, judging.Replacement, judging.WildCard, judging.Correction}
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) judging.Onward {
			row := judging.Onward{Ranked: rapid.Bool().Draw(t, "ranked"), Came: rapid.Bool().Draw(t, "came"), Why: rapid.SampledFrom(whys).Draw(t, "why")}
			row.Sent = row.Ranked && rapid.Bool().Draw(t, "sent")
			return row
		}), 0, 8).Draw(t, "rows")
		cut := judging.Cut{Seats: rapid.IntRange(0, 4).Draw(t, "seats")}
		r := judging.Reconcile(cut, rows)
		sum := r.Seats
		for _, d := range r.Differences {
			sum += d.By
		}
		if sum != r.Came {
			t.Fatalf("%d in and all differences come to %d, not %d", r.Seats, sum, r.Came)
		}
		if r.Balanced() != (r.Unnamed() == 0) {
			t.Fatalf("balanced %v with %d unnamed", r.Balanced(), r.Unnamed())
		}
	})
}
