package store

import (
	"time"

	"blazon/locale"

	"github.com/uptrace/bun"
)

// Competition is the contest as an institution over the years.
type Competition struct {
	bun.BaseModel `bun:"table:competition"`

	ID        int64 `bun:",pk,autoincrement"`
	UID       string
	Slug      string
	Name      locale.Text
	Country   string // "cz" or "pl": which register its bodies come from
	Language  locale.Language
	TimeZone  string
	CreatedAt time.Time
}
