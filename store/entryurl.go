package store

import (
	"context"
	"time"

	"github.com/uptrace/bun"
)

// EntryURL is an address that an entry has had.
type EntryURL struct {
	bun.BaseModel `bun:"table:entry_url"`

	ID        int64 `bun:",pk,autoincrement"`
	EntryID   int64
	URL       string
	Source    URLSource
	UserID    int64 `bun:",nullzero"`
	CreatedAt time.Time
}

// URLSource is who said that an address is an entry's.
type URLSource string

// The sources of addresses.
const (
	URLFromRegister  URLSource = "register"
	URLFromEntrant   URLSource = "entrant"
	URLFromOrganizer URLSource = "organizer"
)

// addURL puts an address into an entry's history.
func (tx *transaction) addURL(ctx context.Context, entry int64, url string, source URLSource, user int64) error {
	_, err := tx.NewInsert().Model(&EntryURL{EntryID: entry, URL: url, Source: source, UserID: user, CreatedAt: tx.now}).Exec(ctx)
	return err
}

// keepURL puts the entry's address into its history, unless it is the latest there.
func (tx *transaction) keepURL(ctx context.Context, e *Entry, source URLSource, user int64) error {
	history, err := tx.urlsOf(ctx, e.ID)
	if err != nil || e.URL == "" || (len(history) > 0 && history[len(history)-1].URL == e.URL) {
		return err
	}
	return tx.addURL(ctx, e.ID, e.URL, source, user)
}

// urlsOf reads the addresses that an entry has had, the latest last.
func (tx *transaction) urlsOf(ctx context.Context, entry int64) (history []EntryURL, err error) {
	err = tx.NewSelect().Model(&history).Where("entry_id = ?", entry).Order("id").Scan(ctx)
	return history, err
}
