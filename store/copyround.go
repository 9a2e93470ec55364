package store

import (
	"context"
	"time"

	"blazon/judging"

	"github.com/uptrace/bun"
)

// move gives a moment on the same day and hour of the new year.
func (c *copying) move(t time.Time, at edge) time.Time {
	moved, _ := shifted(t, c.to.Zone(), c.years(), at)
	return moved
}

// copyRounds copies the rounds of the chapters that go on, a year later and with nothing done in them.
func (c *copying) copyRounds(ctx context.Context) error {
	var old []Round
	err := c.NewSelect().Model(&old).Where("edition_id = ?", c.from.ID).Where("cancelled_at is null").Where("chapter_id in (?)", bun.List(c.chapters)).
		Order("id").Scan(ctx)
	if err != nil {
		return err
	}
	var rows []Round
	for _, r := range old {
		rows = append(rows, Round{ID: r.ID, EditionID: c.to.ID, ChapterID: r.ChapterID, Slug: r.Slug, Name: r.Name,
			EntriesFrom: c.move(r.EntriesFrom, begins), EntriesUntil: c.move(r.EntriesUntil, ends),
			JudgingFrom: c.move(r.JudgingFrom, begins), JudgingUntil: c.move(r.JudgingUntil, ends)})
	}
	if c.rounds, err = copyRows(ctx, c.transaction, rows, func(r *Round) (*int64, *string) { return &r.ID, &r.UID }); err != nil {
		return err
	}
	return c.linkRounds(ctx, c.to.ID)
}

func (c *copying) copyContests(ctx context.Context) error {
	var old []Contest
	err := c.NewSelect().Model(&old).Where("round_id in (?)", among(c.rounds)).Where("category_id in (?)", among(c.categories)).
		Where("cancelled_at is null").Order("id").Scan(ctx)
	if err != nil {
		return err
	}
	var rows []Contest
	for _, t := range old {
		rows = append(rows, Contest{ID: t.ID, RoundID: c.rounds[t.RoundID], CategoryID: c.categories[t.CategoryID], RubricID: c.rubrics[t.RubricID],
			Numbering: t.Numbering, TieBreak: t.TieBreak, Cut: t.Cut, State: judging.Open,
			EntriesFrom: c.move(t.EntriesFrom, begins), EntriesUntil: c.move(t.EntriesUntil, ends)})
	}
	c.contests, err = copyRows(ctx, c.transaction, rows, func(r *Contest) (*int64, *string) { return &r.ID, &r.UID })
	return err
}

// copyJurors seats again whoever has not left the jury, but for those whose account has ended.
func (c *copying) copyJurors(ctx context.Context) error {
	var rows []Juror
	err := c.NewSelect().Model(&rows).Where("round_id in (?)", among(c.rounds)).Where("left_at is null").
		Where(`user_id is null or user_id in (select id from "user" where ended_at is null)`).Order("id").Scan(ctx)
	if err != nil {
		return err
	}
	for i := range rows {
		j := rows[i]
		rows[i] = Juror{UID: c.store.NewUID(), RoundID: c.rounds[j.RoundID], UserID: j.UserID, Name: j.Name, Role: j.Role, CreatedAt: c.now, InvitedAt: c.now}
	}
	return insertAll(ctx, c.transaction, rows)
}

func (c *copying) copyCeremonies(ctx context.Context) error {
	var rows []Ceremony
	if err := c.NewSelect().Model(&rows).Where("round_id in (?)", among(c.rounds)).Order("id").Scan(ctx); err != nil {
		return err
	}
	for i := range rows {
		rows[i].ID, rows[i].UID, rows[i].RoundID = 0, c.store.NewUID(), c.rounds[rows[i].RoundID]
		rows[i].StartsAt = c.move(rows[i].StartsAt, begins)
	}
	return insertAll(ctx, c.transaction, rows)
}

func (c *copying) copySignatories(ctx context.Context) error {
	var rows []Signatory
	if err := c.NewSelect().Model(&rows).Where("round_id in (?)", among(c.rounds)).Order("id").Scan(ctx); err != nil {
		return err
	}
	for i := range rows {
		rows[i].ID, rows[i].UID, rows[i].RoundID = 0, c.store.NewUID(), c.rounds[rows[i].RoundID]
	}
	return insertAll(ctx, c.transaction, rows)
}

func (c *copying) copyPartners(ctx context.Context) error {
	var rows []Partner
	if err := c.NewSelect().Model(&rows).Where("round_id in (?)", among(c.rounds)).Order("id").Scan(ctx); err != nil {
		return err
	}
	for i := range rows {
		rows[i].ID, rows[i].UID, rows[i].RoundID = 0, c.store.NewUID(), c.rounds[rows[i].RoundID]
	}
	return insertAll(ctx, c.transaction, rows)
}

// copyPrizes copies what the contests give for the places, whoever got them; what a decision took over from the edition or its
// chapters is copied with their definitions.
func (c *copying) copyPrizes(ctx context.Context) error {
	var old []Award
	err := c.NewSelect().Model(&old).Where("contest_id in (?)", among(c.contests)).Where("kind = ?", AwardForPlace).
		Where("candidate_id is null").Where("not withheld").Where("definition_id is null").Order("id").Scan(ctx)
	if err != nil {
		return err
	}
	var rows []Award
	for _, a := range old {
		rows = append(rows, Award{UID: c.store.NewUID(), RoundID: c.rounds[a.RoundID], ContestID: c.contests[a.ContestID], Kind: a.Kind, Place: a.Place,
			Name: a.Name, Title: a.Title, Object: a.Object, Patron: a.Patron, Amount: a.Amount, Currency: a.Currency, Position: a.Position})
	}
	return insertAll(ctx, c.transaction, rows)
}
