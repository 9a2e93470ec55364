package store

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"

	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// CopyForm is what a new edition has otherwise than the one that it is copied from.
type CopyForm struct {
	Slug   string
	Number int
	Year   int         // the dates move by as many years
	Name   locale.Text // empty: number and competition are name enough
}

// CopyEdition makes a new edition out of one of the same competition, in one step: the settings of its chapters, its categories with
// their forms, rubrics, rounds with all dates on the same days and hours of the new year, contests, juries, signatories, partners,
// prizes, and its rules as a draft. What has ended or was cancelled stays behind, and so does whoever competed. The old edition stays
// as it is. It takes an organizer of the root chapter.
func (s *Store) CopyEdition(ctx context.Context, actor judging.Actor, edition string, form CopyForm) (*Edition, error) {
	var made *Edition
	err := s.writeSnapshot(ctx, func(tx *transaction) error {
		from, err := tx.editionFor(ctx, actor, edition)
		if err != nil {
			return err
		}
		basics := EditionForm{Slug: form.Slug, Number: form.Number, Year: form.Year, Name: form.Name, Language: from.Language, TimeZone: from.TimeZone}
		if err := basics.checkBasics(); err != nil {
			return err
		}
		made = &Edition{UID: s.NewUID(), CompetitionID: from.CompetitionID, Slug: form.Slug, Number: form.Number, Year: form.Year,
			Name: trimmed(form.Name), Note: locale.Text{}, Language: from.Language, TimeZone: from.TimeZone, Numbering: from.Numbering,
			TieBreak: from.TieBreak, Cut: from.Cut, CreatedAt: tx.now, SourceID: from.ID, Locked: from.Locked,
			JurorBars: from.JurorBars, WinnersRest: from.WinnersRest, WinnersBarred: from.WinnersBarred,
			AnnouncingPair: from.AnnouncingPair, ObjectionDays: from.ObjectionDays, Publication: from.Publication,
			SourceReport: from.SourceReport, License: from.License, FinalistPlaces: from.FinalistPlaces, PointsShown: from.PointsShown}
		if _, err := tx.NewInsert().Model(made).Exec(ctx); err != nil {
			return taken(err)
		}
		c := &copying{transaction: tx, from: from, to: made}
		for _, step := range c.steps() {
			if err := step.copy(ctx); err != nil {
				return fmt.Errorf("%s: %w", step.what, err)
			}
		}
		return tx.record(ctx, actor, "edition.copy", "edition", made.ID, map[string]int64{"source": from.ID})
	})
	if err != nil {
		return nil, fmt.Errorf("copy edition: %w", err)
	}
	return made, nil
}

// writeSnapshot is write on one snapshot of the data, so that what is read in it belongs together.
func (s *Store) writeSnapshot(ctx context.Context, fn func(tx *transaction) error) error {
	options := &sql.TxOptions{}
	if s.dialect == postgres {
		options.Isolation = sql.LevelRepeatableRead
	}
	return s.db.RunInTx(ctx, options, func(ctx context.Context, tx bun.Tx) error {
		now, err := s.clock(ctx, tx)
		if err != nil {
			return err
		}
		return fn(&transaction{Tx: tx, store: s, now: now})
	})
}

// copying is an edition on its way from one year into another, with the new ids of what is copied by the old ones.
type copying struct {
	*transaction
	from, to   *Edition
	chapters   []int64 // that have not ended
	categories map[int64]int64
	rubrics    map[int64]int64
	rounds     map[int64]int64
	contests   map[int64]int64
}

// copyStep copies what one or two tables have of the edition.
type copyStep struct {
	what string
	copy func(ctx context.Context) error
}

// steps are in the order in which the rows refer to each other.
func (c *copying) steps() []copyStep {
	return []copyStep{
		{"chapters", c.readChapters}, {"categories", c.copyCategories}, {"forms", c.copyFields},
		{"rubrics", c.copyRubrics}, {"criteria", c.copyCriteria}, {"rounds", c.copyRounds}, {"contests", c.copyContests},
		{"settings", c.copySettings}, {"jurors", c.copyJurors}, {"ceremonies", c.copyCeremonies}, {"signatories", c.copySignatories},
		{"partners", c.copyPartners}, {"prizes", c.copyPrizes}, {"awards", c.copyDefinitions}, {"rules", c.copyRules}, {"letters", c.copyLetters},
		{"conflicts", c.copyConflicts}, {"texts for jurors", c.copyJuryTexts},
	}
}

// years is how far the dates move.
func (c *copying) years() int { return c.to.Year - c.from.Year }

func (c *copying) readChapters(ctx context.Context) error {
	c.chapters = []int64{0}
	return c.NewSelect().Model((*Chapter)(nil)).Column("id").Where("competition_id = ?", c.from.CompetitionID).Where("ended_at is null").Scan(ctx, &c.chapters)
}

// copyRows inserts rows under new uids, and gives their new ids by the old ones; key shows where a row has the two.
func copyRows[T any](ctx context.Context, tx *transaction, rows []T, key func(*T) (id *int64, uid *string)) (map[int64]int64, error) {
	before := make(map[string]int64, len(rows))
	for i := range rows {
		id, uid := key(&rows[i])
		*uid = tx.store.NewUID()
		before[*uid], *id = *id, 0
	}
	if err := insertAll(ctx, tx, rows); err != nil {
		return nil, err
	}
	after := map[int64]int64{}
	for uids := range slices.Chunk(slices.Collect(maps.Keys(before)), batch) {
		var made []struct {
			ID  int64
			UID string
		}
		if err := tx.NewSelect().Model((*T)(nil)).Column("id", "uid").Where("uid in (?)", bun.List(uids)).Scan(ctx, &made); err != nil {
			return nil, err
		}
		for _, row := range made {
			after[before[row.UID]] = row.ID
		}
	}
	return after, nil
}

// among lists the old ids of what has been copied, and one that nothing has.
func among(ids map[int64]int64) any {
	return bun.List(append(slices.Sorted(maps.Keys(ids)), 0))
}
