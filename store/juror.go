package store

import (
	"time"

	"blazon/judging"

	"github.com/uptrace/bun"
)

// Juror is a seat in the jury of a round.
type Juror struct {
	bun.BaseModel `bun:"table:juror"`

	ID        int64 `bun:",pk,autoincrement"`
	UID       string
	RoundID   int64
	UserID    int64 `bun:",nullzero"`
	Name      string
	Role      judging.Role // judging.Member, Chair or Secretary
	LeftAt    time.Time    `bun:",nullzero"`
	CreatedAt time.Time
}
