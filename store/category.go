package store

import (
	"time"

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
	Scope       CategoryScope
	Position    int

	Automatic   bool      // everybody eligible is entered from the register
	EntryLimit  int       `bun:",nullzero"` // most entries of one entrant; 0: any number
	CancelledAt time.Time `bun:",nullzero"`

	MergedIntoID int64 `bun:",nullzero"` // the category that its entries went to

	WinnersCompete bool // whatever the edition says of earlier winners
}

// CategoryScope is in which rounds a category exists.
type CategoryScope string

// The scopes.
const (
	Everywhere CategoryScope = "everywhere"
	National   CategoryScope = "national" // in rounds that have no next round
	Regional   CategoryScope = "regional" // in those that have one
)

// exists tells whether the category exists in the round.
func (c *Category) exists(r *Round) bool {
	switch c.Scope {
	case National:
		return r.NextRoundID == 0
	case Regional:
		return r.NextRoundID != 0
	}
	return true
}
