package store

import (
	"context"
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
	Logo     string // SHA-256 of the image, in hex; empty: none
}

// saveCeremony stores the round's ceremony; nil takes it away.
func (tx *transaction) saveCeremony(ctx context.Context, r *Round, form *CeremonyForm) error {
	if form == nil {
		_, err := tx.NewDelete().Model((*Ceremony)(nil)).Where("round_id = ?", r.ID).Exec(ctx)
		return err
	}
	c := &Ceremony{UID: tx.store.NewUID(), RoundID: r.ID, StartsAt: stored(form.StartsAt), Town: trimmed(form.Town), Venue: trimmed(form.Venue)}
	_, err := tx.NewInsert().Model(c).On("conflict (round_id) do update").
		Set("starts_at = excluded.starts_at, town = excluded.town, venue = excluded.venue").Exec(ctx)
	return err
}

// saveSignatories replaces the round's signatories.
func (tx *transaction) saveSignatories(ctx context.Context, r *Round, forms []SignatoryForm) error {
	if _, err := tx.NewDelete().Model((*Signatory)(nil)).Where("round_id = ?", r.ID).Exec(ctx); err != nil || len(forms) == 0 {
		return err
	}
	var rows []Signatory
	for i, form := range forms {
		rows = append(rows, Signatory{UID: tx.store.NewUID(), RoundID: r.ID, Name: form.Name, Role: trimmed(form.Role), Position: i + 1})
	}
	_, err := tx.NewInsert().Model(&rows).Exec(ctx)
	return err
}

// savePartners replaces the round's partners; one whose name stays keeps its logo.
func (tx *transaction) savePartners(ctx context.Context, r *Round, forms []PartnerForm) error {
	var before []Partner
	if err := tx.NewSelect().Model(&before).Where("round_id = ?", r.ID).Scan(ctx); err != nil {
		return err
	}
	logos := map[string]string{}
	for _, p := range before {
		logos[p.Name] = p.Logo
	}
	if _, err := tx.NewDelete().Model((*Partner)(nil)).Where("round_id = ?", r.ID).Exec(ctx); err != nil {
		return err
	}
	var rows []Partner
	for i, form := range forms {
		rows = append(rows, Partner{UID: tx.store.NewUID(), RoundID: r.ID, Name: form.Name, URL: form.URL, Position: i + 1, Logo: logos[form.Name]})
	}
	return insertAll(ctx, tx, rows)
}
