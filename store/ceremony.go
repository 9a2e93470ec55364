package store

import (
	"time"

	"blazon/locale"

	"github.com/uptrace/bun"
)

// Ceremony is when and where a round's results are announced.
type Ceremony struct {
	bun.BaseModel `bun:"table:ceremony"`

	ID       int64 `bun:",pk,autoincrement"`
	UID      string
	RoundID  int64
	StartsAt time.Time
	Town     locale.Text // in the form that stands before the date: "V Liberci", "Warszawa"
	Venue    locale.Text
}

// Signatory is who signs a round's documents; without a name, the line is signed by hand.
type Signatory struct {
	bun.BaseModel `bun:"table:signatory"`

	ID       int64 `bun:",pk,autoincrement"`
	UID      string
	RoundID  int64
	Name     string
	Role     locale.Text
	Position int
}

// Partner is a sponsor of a round.
type Partner struct {
	bun.BaseModel `bun:"table:partner"`

	ID       int64 `bun:",pk,autoincrement"`
	UID      string
	RoundID  int64
	Name     string
	URL      string
	Position int
}
