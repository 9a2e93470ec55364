package store

import (
	"blazon/locale"
	"blazon/register"

	"github.com/uptrace/bun"
)

// Category is a class in which entries compete.
type Category struct {
	bun.BaseModel `bun:"table:category"`

	ID          int64 `bun:",pk,autoincrement"`
	UID         string
	EditionID   int64
	Slug        string
	Name        locale.Text
	Eligibility register.Eligibility
	Scope       string // "everywhere", "national" or "regional"
	Position    int
}
