package store

import (
	"time"

	"blazon/locale"

	"github.com/uptrace/bun"
)

// Result is what a contest's jury decided, frozen; a correction is a new version.
type Result struct {
	bun.BaseModel `bun:"table:result"`

	ID        int64 `bun:",pk,autoincrement"`
	UID       string
	ContestID int64
	Version   int
	Algorithm string // Archive for published places without scores
	Input     string // the tally file that it was computed from
	Outcome   string // what came out, as blazon tally prints it
	Source    string
	Note      locale.Text // printed under the result
	Erratum   locale.Text // why this version replaces the one before
	UserID    int64       `bun:",nullzero"`
	DecidedAt time.Time
}

// Archive is the algorithm of results that were published elsewhere, as places without scores.
const Archive = "archive"

// Standing is the place of one candidate in a result.
type Standing struct {
	bun.BaseModel `bun:"table:standing"`

	ID           int64 `bun:",pk,autoincrement"`
	ResultID     int64
	CandidateID  int64
	Position     int   // the row on the page; equal places stand in the language's order of names
	Place        int64 `bun:",nullzero"` // computed; 0: out of the ranking
	LastPlace    int64 `bun:",nullzero"` // the end of a shared range
	Shared       bool
	AwardedPlace int64  `bun:",nullzero"` // what was conferred; 0: withheld
	Total        string // two decimals, as printed
	Exact        string // the fraction
	DecidedBy    string // the rule that parted it from the one above
	Advances     bool
}
