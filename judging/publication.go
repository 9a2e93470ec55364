package judging

import "time"

// Level is a part of a result that becomes public by itself, or never. The places are no level: they are public from T0 on.
type Level string

// The levels. Of the last three, which are each juror's points, one is in force at most.
const (
	FinalistsLevel       Level = "finalists"    // who competes, in the order of names without categories: before T0
	CertificatesLevel    Level = "certificates" // for the entrant
	CommentsLevel        Level = "comments"     // the jurors', for the entrant
	TotalsLevel          Level = "totals"
	MeanPointsLevel      Level = "points_mean" // by criterion, of all jurors together
	PseudonymPointsLevel Level = "points_pseudonym"
	NamedPointsLevel     Level = "points_named"
)

// Levels lists all levels in the order in which people meet them.
var Levels = []Level{FinalistsLevel, CertificatesLevel, CommentsLevel, TotalsLevel, MeanPointsLevel, PseudonymPointsLevel, NamedPointsLevel}

// PointsLevels are the ways in which each juror's points may be published.
var PointsLevels = []Level{MeanPointsLevel, PseudonymPointsLevel, NamedPointsLevel}

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

// Finalists tells whether everybody may know before T0 who competes.
func (p Publication) Finalists() bool { _, published := p[FinalistsLevel]; return published }

// Points gives the way in which each juror's points are published; empty: they are not.
func (p Publication) Points() Level {
	for _, level := range PointsLevels {
		if _, published := p[level]; published {
			return level
		}
	}
	return ""
}
