package store

import (
	"time"

	"github.com/uptrace/bun"
)

// Entry is what is judged: a web site, an e-service, a project.
type Entry struct {
	bun.BaseModel `bun:"table:entry"`

	ID          int64 `bun:",pk,autoincrement"`
	UID         string
	EditionID   int64
	CategoryID  int64
	ChapterID   int64  // the entrant's, which need not be the one that judges
	Title       string // empty: the entrant's name says it all
	URL         string
	Supplier    string
	Automatic   bool // made by the organizer from the register
	State       EntryState
	SubmittedAt time.Time `bun:",nullzero"`
	CreatedAt   time.Time
}

// EntryState is where an entry stands on its way to the jury.
type EntryState string

// The states of an entry.
const (
	EntryDraft     EntryState = "draft"
	EntrySubmitted EntryState = "submitted"
	EntryAdmitted  EntryState = "admitted"
	EntryReturned  EntryState = "returned"
	EntryRejected  EntryState = "rejected"
	EntryWithdrawn EntryState = "withdrawn"
)

// EntryEntrant joins an entry to its entrants, of which a joint entry has several.
type EntryEntrant struct {
	bun.BaseModel `bun:"table:entry_entrant"`

	EntryID   int64 `bun:",pk"`
	EntrantID int64 `bun:",pk"`
	Position  int
}
