package store

import (
	"context"
	"maps"
	"slices"

	"blazon/locale"

	"github.com/uptrace/bun"
)

func (c *copying) copyCategories(ctx context.Context) (err error) {
	var rows []Category
	if err := c.NewSelect().Model(&rows).Where("edition_id = ?", c.from.ID).Where("cancelled_at is null").Order("id").Scan(ctx); err != nil {
		return err
	}
	for i := range rows {
		rows[i].EditionID = c.to.ID
	}
	c.categories, err = copyRows(ctx, c.transaction, rows, func(r *Category) (*int64, *string) { return &r.ID, &r.UID })
	return err
}

// copyFields copies the forms of the categories: what they ask for now, with the choices that they offer.
func (c *copying) copyFields(ctx context.Context) error {
	for _, from := range slices.Sorted(maps.Keys(c.categories)) {
		if err := c.copyForm(ctx, from, c.categories[from]); err != nil {
			return err
		}
	}
	return nil
}

// copyLetters copies what the edition's letters say in place of the program's own words.
func (c *copying) copyLetters(ctx context.Context) error {
	var rows []MessageTemplate
	if err := c.NewSelect().Model(&rows).Where("edition_id = ?", c.from.ID).Order("id").Scan(ctx); err != nil {
		return err
	}
	for i := range rows {
		rows[i].ID, rows[i].UID, rows[i].EditionID = 0, c.store.NewUID(), c.to.ID
	}
	return insertAll(ctx, c.transaction, rows)
}

// copyConflicts copies what jurors are asked about conflicts.
func (c *copying) copyConflicts(ctx context.Context) error {
	policy, err := c.conflictPolicy(ctx, c.from.ID)
	if err != nil || policy == nil {
		return err
	}
	return c.putPolicy(ctx, c.to.ID, policy)
}

// copyJuryTexts copies what jurors are given to accept, as the first version of this year: everybody is asked again.
func (c *copying) copyJuryTexts(ctx context.Context) error {
	var rows []JuryText
	err := c.NewSelect().Model(&rows).Where("edition_id = ?", c.from.ID).Where("ended_at is null").
		Where("round_id is null or round_id in (?)", among(c.rounds)).Order("id").Scan(ctx)
	if err != nil {
		return err
	}
	for i := range rows {
		rows[i].ID, rows[i].UID, rows[i].EditionID, rows[i].RoundID = 0, c.store.NewUID(), c.to.ID, c.rounds[rows[i].RoundID]
		rows[i].Version, rows[i].PublishedAt = 1, c.now
	}
	return insertAll(ctx, c.transaction, rows)
}

// copyRubrics copies the edition's rubrics, and those of chapters that go on.
func (c *copying) copyRubrics(ctx context.Context) (err error) {
	var rows []Rubric
	err = c.NewSelect().Model(&rows).Where("edition_id = ?", c.from.ID).Where("chapter_id is null or chapter_id in (?)", bun.List(c.chapters)).
		Order("id").Scan(ctx)
	if err != nil {
		return err
	}
	for i := range rows {
		rows[i].EditionID = c.to.ID
	}
	c.rubrics, err = copyRows(ctx, c.transaction, rows, func(r *Rubric) (*int64, *string) { return &r.ID, &r.UID })
	return err
}

func (c *copying) copyCriteria(ctx context.Context) error {
	var rows []Criterion
	if err := c.NewSelect().Model(&rows).Where("rubric_id in (?)", among(c.rubrics)).Order("id").Scan(ctx); err != nil {
		return err
	}
	for i := range rows {
		rows[i].ID, rows[i].UID, rows[i].RubricID = 0, c.store.NewUID(), c.rubrics[rows[i].RubricID]
	}
	return insertAll(ctx, c.transaction, rows)
}

// copyRules makes the newest rules, published or not, the draft of the first version.
func (c *copying) copyRules(ctx context.Context) error {
	rules, err := c.currentRules(ctx, c.from.ID)
	if err == nil && rules == nil {
		rules, err = c.rulesWhere(ctx, "edition_id = ?", c.from.ID)
	}
	if err != nil || rules == nil {
		return err
	}
	return insertAll(ctx, c.transaction, []Rules{{UID: c.store.NewUID(), EditionID: c.to.ID, Version: 1, Text: rules.Text, CreatedAt: c.now}})
}

// copySettings copies what each chapter is in the edition; its own number goes on as the edition's does.
func (c *copying) copySettings(ctx context.Context) error {
	var rows []ChapterSetting
	err := c.NewSelect().Model(&rows).Where("edition_id = ?", c.from.ID).Where("chapter_id in (?)", bun.List(c.chapters)).Order("id").Scan(ctx)
	if err != nil {
		return err
	}
	for i := range rows {
		row := &rows[i]
		row.ID, row.EditionID, row.RoundID = 0, c.to.ID, c.rounds[row.RoundID]
		if row.Number != 0 {
			row.Number = max(1, row.Number+c.to.Number-c.from.Number)
		}
		if row.Privacy == nil {
			row.Privacy = locale.Text{}
		}
	}
	return insertAll(ctx, c.transaction, rows)
}
