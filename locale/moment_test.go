package locale

import (
	"testing"
	"time"
)

func TestMomentNamesTheTimeOfTheClocks(t *testing.T) {
	summer := time.Date(2026, 4, 30, 16, 0, 5, 0, time.UTC)
	winter := time.Date(2026, 1, 30, 16, 0, 5, 0, time.UTC)
	for _, c := range []struct {
		moment Moment
		lang   Language
		want   string
	}{
		{Moment{Time: summer, Zone: prague}, Czech, "30.~dubna~2026 v~18:00 středoevropského letního času"},
		{Moment{Time: winter, Zone: prague}, Czech, "30.~ledna~2026 v~17:00 středoevropského času"},
		{Moment{Time: summer, Zone: mustZone("Europe/Warsaw"), Exact: true}, Polish, "30~kwietnia~2026~r., godz.~18:00:05 czasu środkowoeuropejskiego letniego"},
		{Moment{Time: summer, Zone: prague, Exact: true}, English, "30~April~2026, 18:00:05 Central European Summer Time"},
		{Moment{Time: summer, Zone: mustZone("Asia/Kolkata")}, English, "30~April~2026, 21:30 IST"},
	} {
		if got := c.moment.In(c.lang); tilde(got) != c.want {
			t.Errorf("%s: got %q, want %q", c.lang, got, c.want)
		}
	}
}
