package store

import (
	"github.com/uptrace/bun"
)

// Entrant is a body that competes in an edition.
type Entrant struct {
	bun.BaseModel `bun:"table:entrant"`

	ID        int64 `bun:",pk,autoincrement"`
	UID       string
	EditionID int64
	BodyID    int64
}
