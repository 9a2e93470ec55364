package store

import (
	"testing"
	"time"
)

func TestAMomentOfAnotherYearReadsTheSameOnTheWall(t *testing.T) {
	prague, err := time.LoadLocation("Europe/Prague")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, from string
		years      int
		at         edge
		want       string
		why        Shift
	}{
		{"winter stays winter", "2025-01-31T17:00:00Z", 1, ends, "2026-01-31T17:00:00Z", Unshifted},
		{"summer stays summer", "2025-06-30T16:00:00Z", 1, ends, "2026-06-30T16:00:00Z", Unshifted},
		{"summer time that begins a day earlier", "2025-03-29T08:00:00Z", 1, begins, "2026-03-29T07:00:00Z", Unshifted}, // 9:00, before the change in 2025
		{"the evening before the clocks change", "2025-03-28T22:59:00Z", 1, ends, "2026-03-28T22:59:00Z", Unshifted},
		{"an hour that the clocks skip is an hour later", "2025-03-29T01:30:00Z", 1, begins, "2026-03-29T01:30:00Z", InGap}, // 2:30 becomes 3:30
		{"of an hour that comes twice the first begins", "2025-10-25T00:30:00Z", 1, begins, "2026-10-25T00:30:00Z", Twice},
		{"of an hour that comes twice the second ends", "2025-10-25T00:30:00Z", 1, ends, "2026-10-25T01:30:00Z", Twice},
		{"the leap day", "2024-02-29T11:00:00Z", 1, ends, "2025-02-28T11:00:00Z", LeapDay},
		{"the leap day to another leap day", "2024-02-29T11:00:00Z", 4, ends, "2028-02-29T11:00:00Z", Unshifted},
		{"several years", "2019-04-08T10:00:00Z", 7, begins, "2026-04-08T10:00:00Z", Unshifted},
	} {
		from, err := time.Parse(time.RFC3339, c.from)
		if err != nil {
			t.Fatal(err)
		}
		got, why := shifted(from, prague, c.years, c.at)
		if got.Format(time.RFC3339) != c.want || why != c.why {
			t.Errorf("%s: got %s (%q), want %s (%q)", c.name, got.Format(time.RFC3339), why, c.want, c.why)
		}
	}
	if got, _ := shifted(time.Time{}, prague, 1, begins); !got.IsZero() {
		t.Errorf("no time becomes %v", got)
	}
}
