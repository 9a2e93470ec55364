package store

import (
	"time"

	"blazon/locale"

	"github.com/uptrace/bun"
)

// Certificate is the document for the awarded, issued once and remembered with every fact on it.
type Certificate struct {
	bun.BaseModel `bun:"table:certificate"`

	ID            int64 `bun:",pk,autoincrement"`
	UID           string
	ContestID     int64
	CandidateID   int64
	AwardID       int64 `bun:",nullzero"` // none: for the place
	Serial        int   // counts within the edition
	EditionID     int64
	Code          string // random; proves nothing about other certificates
	Language      locale.Language
	DesignVersion string
	Content       string // JSON: every fact that is printed
	FileHash      string // SHA-256 of the file, in hex
	UserID        int64  `bun:",nullzero"`
	IssuedAt      time.Time
	RevokedAt     time.Time `bun:",nullzero"`
}
