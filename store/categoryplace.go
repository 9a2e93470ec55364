package store

import (
	"context"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// CategoryPlace is where a category stands in the whole.
type CategoryPlace struct {
	EditionPlace
	Category Category
}

// EditionPlace is where an edition stands in the whole, and whether the actor may set it up.
type EditionPlace struct {
	Competition Competition
	Root        Chapter
	Edition     Edition
	MaySetUp    bool
}

// Language gives the edition's language.
func (p EditionPlace) Language() locale.Language { return p.Edition.Language }

// editionPlace reads an edition for whoever organizes any of its competition's chapters.
func (tx *transaction) editionPlace(ctx context.Context, actor judging.Actor, where string, args ...any) (*EditionPlace, error) {
	p := &EditionPlace{}
	if err := tx.NewSelect().Model(&p.Edition).Where(where, args...).Scan(ctx); err != nil {
		return nil, absentAs(err)
	}
	if err := tx.NewSelect().Model(&p.Competition).Where("id = ?", p.Edition.CompetitionID).Scan(ctx); err != nil {
		return nil, err
	}
	if err := tx.NewSelect().Model(&p.Root).Where("competition_id = ?", p.Competition.ID).Where("parent_id is null").Scan(ctx); err != nil {
		return nil, err
	}
	p.MaySetUp = judging.May(actor, judging.SetUp, judging.Facts{Chapter: p.Root.Path}) == nil
	query := tx.NewSelect().Model((*Chapter)(nil)).Where("competition_id = ?", p.Competition.ID)
	organizes, err := within(query, judging.ScopeOf(actor, judging.SetUp), scoped{chapter: "chapter.path"}).Exists(ctx)
	if err == nil && !organizes {
		err = fault.New(fault.NotFound, "fault.not_found")
	}
	return p, err
}

// categoryPlace reads a category for whoever organizes any of its competition's chapters.
func (tx *transaction) categoryPlace(ctx context.Context, actor judging.Actor, category string) (*CategoryPlace, error) {
	p := &CategoryPlace{}
	if err := tx.NewSelect().Model(&p.Category).Where("uid = ?", category).Scan(ctx); err != nil {
		return nil, absentAs(err)
	}
	edition, err := tx.editionPlace(ctx, actor, "id = ?", p.Category.EditionID)
	if err != nil {
		return nil, err
	}
	p.EditionPlace = *edition
	return p, nil
}

// categoryFor is categoryPlace for whoever may set the edition up.
func (tx *transaction) categoryFor(ctx context.Context, actor judging.Actor, category string) (*CategoryPlace, error) {
	p, err := tx.categoryPlace(ctx, actor, category)
	if err != nil {
		return nil, err
	}
	return p, judging.May(actor, judging.SetUp, judging.Facts{Chapter: p.Root.Path})
}

// writeCategory runs an act on a category under the locks of all rounds of its edition.
func (s *Store) writeCategory(ctx context.Context, actor judging.Actor, category string, fn func(tx *transaction, p *CategoryPlace) error) error {
	const rounds = "edition_id = (select edition_id from category where uid = ?)"
	return s.writeRounds(ctx, rounds, []any{category}, func(tx *transaction) error {
		p, err := tx.categoryFor(ctx, actor, category)
		if err != nil {
			return err
		}
		return fn(tx, p)
	})
}

// writeRounds is write with the locks of all rounds held that a condition picks; they are taken in one order everywhere. A
// round that is made meanwhile is not among them.
func (s *Store) writeRounds(ctx context.Context, where string, args []any, fn func(tx *transaction) error) error {
	var uids []string
	if err := s.reader.NewSelect().Model((*Round)(nil)).Column("uid").Where(where, args...).Order("uid").Scan(ctx, &uids); err != nil {
		return err
	}
	return s.db.RunInTx(ctx, nil, func(ctx context.Context, tx bun.Tx) error {
		for _, uid := range uids {
			if err := s.lockRound(ctx, tx, uid, exclusive); err != nil {
				return err
			}
		}
		now, err := s.clock(ctx, tx)
		if err != nil {
			return err
		}
		return fn(&transaction{Tx: tx, store: s, now: now})
	})
}
