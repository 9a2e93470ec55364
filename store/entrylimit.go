package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"blazon/fault"

	"github.com/uptrace/bun"
)

// counted are the states of entries that count against a category's limit: drafts among them, so that nobody fills in what
// could not be handed in.
var counted = []EntryState{EntryDraft, EntrySubmitted, EntryAdmitted, EntryReturned}

// entryLimit refuses one more entry of the entrants in the category where one of them has as many as the category takes
// (Conflict, category.limit_reached with the Limit). It is asked in the transaction that makes the entry, or moves one here;
// from then on nobody else enters the category until that has ended.
func (tx *transaction) entryLimit(ctx context.Context, category *Category, entrants ...int64) error {
	if category.EntryLimit == 0 {
		return nil
	}
	if err := tx.lockEntries(ctx, category); err != nil {
		return err
	}
	full, err := tx.full(ctx, category, entrants)
	if err != nil || len(full) == 0 {
		return err
	}
	return fault.New(fault.Conflict, "category.limit_reached").With("Limit", category.EntryLimit)
}

// lockEntries keeps everybody else from entering the category until the transaction ends.
func (tx *transaction) lockEntries(ctx context.Context, category *Category) error {
	return tx.lockName(ctx, "entries of "+category.UID)
}

// full finds those of the entrants that have as many entries in the category as it takes.
func (tx *transaction) full(ctx context.Context, category *Category, entrants []int64) ([]int64, error) {
	if category.EntryLimit == 0 || len(entrants) == 0 {
		return nil, nil
	}
	entrants = slices.Compact(slices.Sorted(slices.Values(entrants)))
	var full []int64
	err := tx.NewRaw(`select ee.entrant_id from entry_entrant ee join entry e on e.id = ee.entry_id
		where not ee.asked and ee.entrant_id in (?) and e.category_id = ? and e.state in (?)
		and not exists (select 1 from contest t join round r on r.id = t.round_id
			where t.id = e.contest_id and (t.cancelled_at is not null or r.cancelled_at is not null))
		group by ee.entrant_id having count(*) >= ? order by 1`,
		bun.List(entrants), category.ID, bun.List(counted), category.EntryLimit).Scan(ctx, &full)
	if err != nil {
		return nil, fmt.Errorf("limit of entries: %w", err)
	}
	return full, nil
}

// maxDrafts is how many drafts an entrant may have in one category, those begun and given up within a day among them, where the category
// itself sets no limit.
const maxDrafts = 20

// draftLimit refuses one more draft where there are so many that nobody could mean to hand them all in.
func (tx *transaction) draftLimit(ctx context.Context, category *Category, entrant int64) error {
	n, err := tx.NewSelect().TableExpr("entry e").Join("join entry_entrant ee on ee.entry_id = e.id").Where("ee.entrant_id = ?", entrant).
		Where("e.category_id = ?", category.ID).Where("e.submitted_at is null").
		Where("(e.state = ? or e.created_at > ?)", EntryDraft, tx.now.Add(-24*time.Hour)).Count(ctx)
	if err != nil || n < maxDrafts {
		return err
	}
	return fault.New(fault.Conflict, "entrant.many_drafts").With("Limit", maxDrafts)
}
