package store

import (
	"blazon/locale"

	"github.com/uptrace/bun"
)

// Award is anything conferred, a ranked place or not.
type Award struct {
	bun.BaseModel `bun:"table:award"`

	ID          int64 `bun:",pk,autoincrement"`
	UID         string
	RoundID     int64
	ContestID   int64       `bun:",nullzero"` // none: over all categories
	CandidateID int64       `bun:",nullzero"` // none: nobody got it
	Kind        string      // "place", "distinction", "special", "public", "grand_prix" or "participation"
	Place       int64       `bun:",nullzero"`
	Name        locale.Text // "Cena veřejnosti"
	Title       locale.Text // what the laureate may call itself
	Citation    locale.Text
	Object      locale.Text
	Amount      int64 `bun:",nullzero"` // minor units
	Currency    string
	Withheld    bool
	Reason      string
	Position    int
}
