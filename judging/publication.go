package judging

import "time"

// Level is a part of a result that becomes public by itself, or never. The places are no level: they are public from T0 on.
type Level string

// The levels.
const (
	CertificatesLevel Level = "certificates" // for the entrant
	TotalsLevel       Level = "totals"       // for everybody
)

// Levels lists all levels in the order in which people meet them.
var Levels = []Level{CertificatesLevel, TotalsLevel}

// Publication is how many hours after T0 each level becomes public; one that is not in it never does.
type Publication map[Level]int

// UsualPublication gives what an edition publishes that says nothing else: the entrants get their certificates at T0.
func UsualPublication() Publication { return Publication{CertificatesLevel: 0} }

// OpensAt gives the moment from which a level of a result with this T0 is public; zero: never, or T0 is not set.
func (p Publication) OpensAt(level Level, announcedAt time.Time) time.Time {
	hours, published := p[level]
	if !published || announcedAt.IsZero() {
		return time.Time{}
	}
	return announcedAt.Add(time.Duration(hours) * time.Hour)
}

// Shows tells whether a level of a public result with this T0 may be seen at the moment.
func (p Publication) Shows(level Level, announcedAt, now time.Time) bool {
	return reached(p.OpensAt(level, announcedAt), now)
}
