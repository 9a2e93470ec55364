package store

import (
	"time"

	"blazon/locale"

	"github.com/uptrace/bun"
)

// User is a person with an account.
type User struct {
	bun.BaseModel `bun:"table:user"`

	ID            int64 `bun:",pk,autoincrement"`
	UID           string
	Email         string // lower case
	Name          string
	Language      locale.Language
	PasswordHash  string // empty: invited, has not chosen one
	Administrator bool
	CreatedAt     time.Time
	EndedAt       time.Time `bun:",nullzero"`
}
