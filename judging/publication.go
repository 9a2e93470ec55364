package judging

import (
	"cmp"
	"crypto/sha256"
	"slices"
	"time"
)

// Level is a part of a result that becomes public by itself, or never. The places are no level: they are public from T0 on.
type Level string

// The levels.
const (
	FinalistsLevel    Level = "finalists"    // for everybody, before T0: who has one of the first places, without order or category
	CertificatesLevel Level = "certificates" // for the entrant
	TotalsLevel       Level = "totals"       // for everybody
	PointsLevel       Level = "points"       // for everybody: what jurors gave, as PointsShown says
	CommentsLevel     Level = "comments"     // for the entrant: those that jurors wrote for it
)

// Levels lists all levels in the order in which people meet them.
var Levels = []Level{FinalistsLevel, CertificatesLevel, TotalsLevel, PointsLevel, CommentsLevel}

// Before tells whether the level opens before T0, and not after it.
func (l Level) Before() bool { return l == FinalistsLevel }

// PointsShown is whose points everybody sees where they are published.
type PointsShown string

// The ways to show points.
const (
	PointsNamed     PointsShown = "named"     // each juror's under the juror's name
	PointsPseudonym PointsShown = "pseudonym" // each juror's under a letter
	PointsMean      PointsShown = "mean"      // only what the jury's come to on each criterion
)

// PointsWays lists the ways, the one that tells least first.
var PointsWays = []PointsShown{PointsMean, PointsPseudonym, PointsNamed}

// Publication is how many hours after T0 each level becomes public, and before T0 the one that does; one that is not in it never does.
type Publication map[Level]int

// UsualPublication gives what an edition publishes that says nothing else: the entrants get their certificates at T0.
func UsualPublication() Publication { return Publication{CertificatesLevel: 0} }

// OpensAt gives the moment from which a level of a result with this T0 is public; zero: never, or T0 is not set.
func (p Publication) OpensAt(level Level, announcedAt time.Time) time.Time {
	hours, published := p[level]
	if !published || announcedAt.IsZero() {
		return time.Time{}
	}
	if level.Before() {
		hours = -hours
	}
	return announcedAt.Add(time.Duration(hours) * time.Hour)
}

// Shows tells whether a level of a result with this T0 may be seen at the moment; all but the finalists of a public one only.
func (p Publication) Shows(level Level, announcedAt, now time.Time) bool {
	return reached(p.OpensAt(level, announcedAt), now)
}

// Pseudonyms puts the jurors of a contest, who are known by secret ids, in an order that tells nothing of them: the same each time, another one in
// each contest.
func Pseudonyms(contest string, jurors []string) (order []int) {
	keys := make([][sha256.Size]byte, len(jurors))
	for i, juror := range jurors {
		order = append(order, i)
		keys[i] = sha256.Sum256([]byte(contest + "\x00" + juror))
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(slices.Compare(keys[a][:], keys[b][:]), cmp.Compare(jurors[a], jurors[b]))
	})
	return order
}

// Letter gives the letters by which the juror in a place of such an order goes, from 0: A, …, Z, AA, AB, …
func Letter(n int) string {
	if n >= 26 {
		return Letter(n/26-1) + Letter(n%26)
	}
	return string(rune('A' + n))
}
