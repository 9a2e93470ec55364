package judging_test

import (
	"testing"
	"time"

	"blazon/judging"
)

func TestWindowAtItsEnds(t *testing.T) {
	from := time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)
	until := time.Date(2026, 4, 30, 22, 0, 0, 0, time.UTC)
	both := judging.Window{From: from, Until: until}
	for name, c := range map[string]struct {
		window judging.Window
		now    time.Time
		want   judging.Taking
	}{
		"the moment before the beginning is too early":        {both, from.Add(-time.Microsecond), judging.NotYet},
		"the beginning belongs to the window":                 {both, from, judging.TakingOn},
		"the last microsecond belongs to the window":          {both, until.Add(-time.Microsecond), judging.TakingOn},
		"the end does not belong to it":                       {both, until, judging.TooLate},
		"without an end it stays open":                        {judging.Window{From: from}, until.AddDate(9, 0, 0), judging.TakingOn},
		"without a beginning it does not open":                {judging.Window{Until: until}, from, judging.NotYet},
		"without a beginning it is over after its end":        {judging.Window{Until: until}, until, judging.TooLate},
		"a contest's own end stands before the round's":       {judging.Window{Until: until.Add(time.Hour)}.Or(both), until, judging.TakingOn},
		"a contest's own beginning stands before the round's": {judging.Window{From: from.Add(time.Hour)}.Or(both), from, judging.NotYet},
		"what a contest leaves open is as its round has it":   {judging.Window{}.Or(both), until, judging.TooLate},
	} {
		if got := c.window.At(c.now); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
		if c.window.Open(c.now) != (c.want == judging.TakingOn) {
			t.Errorf("%s: Open disagrees with At", name)
		}
	}
}
