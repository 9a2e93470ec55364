package store

import (
	"context"

	"github.com/uptrace/bun"
)

// copyDefinitions copies what the edition and its chapters give, and their policies on ties.
func (c *copying) copyDefinitions(ctx context.Context) error {
	var rows []AwardDefinition
	err := c.NewSelect().Model(&rows).Where("edition_id = ?", c.from.ID).Where("chapter_id is null or chapter_id in (?)", bun.List(c.chapters)).Order("id").Scan(ctx)
	if err != nil {
		return err
	}
	for i := range rows {
		rows[i].ID, rows[i].UID, rows[i].EditionID = 0, c.store.NewUID(), c.to.ID
	}
	if err := insertAll(ctx, c.transaction, rows); err != nil {
		return err
	}
	var policies []PrizePolicy
	err = c.NewSelect().Model(&policies).Where("edition_id = ?", c.from.ID).Where("contest_id is null").
		Where("chapter_id is null or chapter_id in (?)", bun.List(c.chapters)).Order("id").Scan(ctx)
	if err != nil {
		return err
	}
	for i := range policies {
		policies[i].ID, policies[i].UID, policies[i].EditionID = 0, c.store.NewUID(), c.to.ID
	}
	return insertAll(ctx, c.transaction, policies)
}
