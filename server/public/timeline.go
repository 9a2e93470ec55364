package public

import (
	"fmt"
	"slices"
	"time"

	"blazon/store"
)

// timeline is the dates of rounds beside one another. What it draws is in parts of its width, so that it is as wide as the page.
type timeline struct {
	Months []tick
	Now    string // empty: it lies outside
	Rows   []timelineRow
}

// tick is the beginning of a month.
type tick struct {
	X     string
	Month int
	Year  int // 0: the same as of the tick before
}

// timelineRow is a round with what is drawn of it.
type timelineRow struct {
	*store.RoundOverview
	Rounds           int // that have these dates and stand in this row
	Entries, Judging *bar
	Ceremony         string // where it is; empty: it is not set
}

// same tells whether another round has the same dates.
func (r timelineRow) same(o *store.RoundOverview) bool {
	return r.Round.Dates() == o.Round.Dates() && held(r.RoundOverview).Equal(held(o))
}

// Ceremonies tells whether any ceremony is drawn.
func (l *timeline) Ceremonies() bool {
	return slices.ContainsFunc(l.Rows, func(r timelineRow) bool { return r.Ceremony != "" })
}

// bar is a stretch of time.
type bar struct{ X, Width string }

// timelineMonths is how many months are written above a timeline at most, and one in timelineName of its width is what a name of a month takes.
const (
	timelineMonths = 6
	timelineName   = 7
)

// Timeline draws the rounds of which dates are set; nil: none are.
func (v *editionView) Timeline() *timeline {
	var from, until time.Time
	stretch := func(moments ...time.Time) {
		for _, at := range moments {
			if !at.IsZero() && (from.IsZero() || at.Before(from)) {
				from = at
			}
			if at.After(until) {
				until = at
			}
		}
	}
	for _, r := range v.Rounds {
		stretch(r.Round.EntriesFrom, r.Round.EntriesUntil, r.Round.JudgingFrom, r.Round.JudgingUntil, held(r))
	}
	if !until.After(from) {
		return nil
	}
	margin := until.Sub(from) / 50
	s := scale{from.Add(-margin), until.Add(margin)}
	line := &timeline{Months: s.months(v.Edition.Zone())}
	if v.Now.After(s.from) && v.Now.Before(s.until) {
		line.Now = s.at(v.Now)
	}
	for _, r := range v.Rounds {
		if at := slices.IndexFunc(line.Rows, func(row timelineRow) bool { return v.Merged && row.same(r) }); at >= 0 {
			line.Rows[at].Rounds++
			continue
		}
		row := timelineRow{RoundOverview: r, Rounds: 1, Entries: s.bar(r.Round.EntriesFrom, r.Round.EntriesUntil), Judging: s.bar(r.Round.JudgingFrom, judged(r))}
		if at := held(r); !at.IsZero() {
			row.Ceremony = s.at(at)
		}
		if row.Entries != nil || row.Judging != nil || row.Ceremony != "" {
			line.Rows = append(line.Rows, row)
		}
	}
	return line
}

// held is when the ceremony of a round is; zero: it is not set.
func held(r *store.RoundOverview) time.Time {
	if r.Ceremony == nil {
		return time.Time{}
	}
	return r.Ceremony.StartsAt
}

// judged is when the judging of a round ends: where that is not set, by its ceremony.
func judged(r *store.RoundOverview) time.Time {
	if r.Round.JudgingUntil.IsZero() {
		return held(r)
	}
	return r.Round.JudgingUntil
}

// scale is the stretch of time that a timeline is as wide as.
type scale struct{ from, until time.Time }

// at gives the place of a moment, as the attributes of an SVG take it: "12.50%".
func (s scale) at(t time.Time) string {
	return percent(int64(t.Sub(s.from)/time.Second), int64(s.until.Sub(s.from)/time.Second))
}

func percent(part, whole int64) string {
	hundredths := part * 10000 / max(whole, 1)
	return fmt.Sprintf("%d.%02d%%", hundredths/100, hundredths%100)
}

// bar gives a stretch of time; nil where one of its ends is not set.
func (s scale) bar(from, until time.Time) *bar {
	if from.IsZero() || !until.After(from) {
		return nil
	}
	return &bar{s.at(from), percent(int64(until.Sub(from)/time.Second), int64(s.until.Sub(s.from)/time.Second))}
}

// months gives the beginnings of the months that are written down, as read in a zone.
func (s scale) months(zone *time.Location) (list []tick) {
	first := s.from.In(zone)
	var all []time.Time
	for at := time.Date(first.Year(), first.Month()+1, 1, 0, 0, 0, 0, zone); at.Before(s.until); at = at.AddDate(0, 1, 0) {
		all = append(all, at)
	}
	step := (len(all) + timelineMonths - 1) / timelineMonths
	year := 0
	for i := 0; i < len(all); i += max(step, 1) {
		if all[i].After(s.until.Add(-s.until.Sub(s.from) / timelineName)) {
			break
		}
		t := tick{X: s.at(all[i]), Month: int(all[i].Month())}
		if all[i].Year() != year {
			year = all[i].Year()
			t.Year = year
		}
		list = append(list, t)
	}
	return list
}
