package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"blazon/fault"
	"blazon/judging"
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
	Place       int         `bun:",nullzero"`
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

// AwardForm is an award as the organizer enters it.
type AwardForm struct {
	Contest   string // uid; empty: over all categories
	Candidate string // uid; empty: nobody got it
	Kind      string
	Place     int
	Name      locale.Text
	Title     locale.Text
	Citation  locale.Text
	Object    locale.Text
	Amount    int64 // minor units
	Currency  string
	Withheld  bool
	Reason    string
}

// AddAward adds an award to a round. Whom it goes to must stand in its contest, or in any of the round.
func (s *Store) AddAward(ctx context.Context, actor judging.Actor, round string, form AwardForm) (string, error) {
	a := &Award{UID: s.NewUID(), Kind: form.Kind, Place: form.Place, Name: form.Name, Title: form.Title, Citation: form.Citation,
		Object: form.Object, Amount: form.Amount, Currency: form.Currency, Withheld: form.Withheld, Reason: form.Reason}
	err := s.writeRound(ctx, round, exclusive, func(tx *transaction) error {
		p, err := tx.place(ctx, actor, judging.ManageRound, round)
		if err != nil {
			return err
		}
		a.RoundID = p.Round.ID
		if err := tx.resolveAward(ctx, a, form); err != nil {
			return err
		}
		before, err := tx.NewSelect().Model((*Award)(nil)).Where("round_id = ?", p.Round.ID).Count(ctx)
		if err != nil {
			return err
		}
		a.Position = int(before)
		if _, err := tx.NewInsert().Model(a).Exec(ctx); err != nil {
			return err
		}
		return tx.record(ctx, actor, "award.add", "award", a.ID, nil)
	})
	if err != nil {
		return "", fmt.Errorf("add award: %w", err)
	}
	return a.UID, nil
}

// resolveAward finds the contest and the candidate that the form names, within the round.
func (tx *transaction) resolveAward(ctx context.Context, a *Award, form AwardForm) error {
	unknown := func(field string, err error) error {
		if errors.Is(err, sql.ErrNoRows) {
			return fault.InForm(fault.Field{Name: field, Key: "fault.unknown_choice"})
		}
		return err
	}
	if form.Contest != "" {
		err := tx.NewSelect().Model((*Contest)(nil)).Column("id").Where("uid = ?", form.Contest).Where("round_id = ?", a.RoundID).Scan(ctx, &a.ContestID)
		if err != nil {
			return unknown("contest", err)
		}
	}
	if form.Candidate == "" {
		return nil
	}
	query := tx.NewSelect().Model((*Candidate)(nil)).Column("id").Where("uid = ?", form.Candidate).Where("not training").
		Where("contest_id in (select id from contest where round_id = ?)", a.RoundID)
	if a.ContestID != 0 {
		query.Where("contest_id = ?", a.ContestID)
	}
	if err := query.Scan(ctx, &a.CandidateID); err != nil {
		return unknown("candidate", err)
	}
	return nil
}
