package store

import (
	"time"

	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// Edition is one yearly run of a competition.
type Edition struct {
	bun.BaseModel `bun:"table:edition"`

	ID            int64 `bun:",pk,autoincrement"`
	UID           string
	CompetitionID int64
	Slug          string
	Number        int
	Year          int
	Name          locale.Text // empty: number and competition are name enough
	Note          locale.Text // shown on the public pages
	Language      locale.Language
	TimeZone      string
	Numbering     judging.Numbering
	TieBreak      []string
	Cut           judging.Cut `bun:"advance"` // who goes on to the next round
	CreatedAt     time.Time
}

// Zone gives the edition's time zone, in which people read and type its times.
func (e *Edition) Zone() *time.Location {
	zone, err := time.LoadLocation(e.TimeZone)
	if err != nil {
		return time.UTC
	}
	return zone
}
