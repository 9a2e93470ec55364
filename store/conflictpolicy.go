package store

import (
	"context"
	"fmt"
	"slices"

	"blazon/judging"
)

// ConflictSettings is an edition's policy about conflicts, for whoever sets it.
type ConflictSettings struct {
	Edition     Edition
	Competition Competition
	Policy      *judging.ConflictPolicy // nil: jurors are asked nothing
}

// ConflictSettings reads an edition's policy for its center.
func (s *Store) ConflictSettings(ctx context.Context, actor judging.Actor, edition string) (*ConflictSettings, error) {
	v := &ConflictSettings{}
	err := s.read(ctx, func(tx *transaction) error {
		e, err := tx.editionFor(ctx, actor, edition)
		if err != nil {
			return err
		}
		v.Edition = *e
		if v.Policy, err = tx.conflictPolicy(ctx, e.ID); err != nil {
			return err
		}
		return tx.NewSelect().Model(&v.Competition).Where("id = ?", e.CompetitionID).Scan(ctx)
	})
	if err != nil {
		return nil, fmt.Errorf("conflict settings: %w", err)
	}
	return v, nil
}

// conflictPolicy reads an edition's policy; nil: it asks nothing.
func (tx *transaction) conflictPolicy(ctx context.Context, edition int64) (*judging.ConflictPolicy, error) {
	var rows []ConflictPolicy
	if err := tx.NewSelect().Model(&rows).Where("edition_id = ?", edition).Scan(ctx); err != nil || len(rows) == 0 {
		return nil, err
	}
	rules := rows[0].Rules()
	return &rules, nil
}

// SetConflictPolicy says what an edition asks its jurors and what comes of it; nil: nothing is asked. It holds at once in all its
// rounds whose judging is not closed: from then on a juror sees only those candidates that he has answered for.
func (s *Store) SetConflictPolicy(ctx context.Context, actor judging.Actor, edition string, policy *judging.ConflictPolicy) error {
	err := s.writeEdition(ctx, actor, edition, func(tx *transaction, e *Edition) error {
		if err := checkPolicy(policy); err != nil {
			return err
		}
		before, err := tx.conflictPolicy(ctx, e.ID)
		if err != nil {
			return err
		}
		if err := tx.putPolicy(ctx, e.ID, policy); err != nil {
			return err
		}
		if before == nil && policy != nil {
			if err := tx.clearClosed(ctx, e.ID); err != nil {
				return err
			}
		}
		if err := tx.reviewRounds(ctx, actor, "edition_id = ?", e.ID); err != nil {
			return err
		}
		return tx.record(ctx, actor, "edition.conflicts", "edition", e.ID, policy)
	})
	return wrapped("set conflict policy", err)
}

func checkPolicy(policy *judging.ConflictPolicy) error {
	var wrong fields
	if policy == nil {
		return nil
	}
	if !slices.Contains([]judging.Reach{judging.NoReach, judging.OwnRegion, judging.OwnDistrict}, policy.Region) {
		wrong.add("region", "fault.unknown_choice")
	}
	for _, kind := range policy.BarsEntry {
		if !slices.Contains(judging.ConflictKinds, kind) {
			wrong.add("bars_entry", "fault.unknown_choice")
		}
	}
	return wrong.err()
}

// putPolicy stores the policy in place of the one before.
func (tx *transaction) putPolicy(ctx context.Context, edition int64, policy *judging.ConflictPolicy) error {
	if _, err := tx.NewDelete().Model((*ConflictPolicy)(nil)).Where("edition_id = ?", edition).Exec(ctx); err != nil || policy == nil {
		return err
	}
	row := &ConflictPolicy{EditionID: edition, Region: policy.Region, Supplier: policy.Supplier, Declaration: policy.Declaration,
		BarsEntry: append([]judging.ConflictKind{}, policy.BarsEntry...)}
	_, err := tx.NewInsert().Model(row).Exec(ctx)
	return err
}

// clearClosed clears everybody for everything in the rounds whose judging is closed: nobody was asked then.
func (tx *transaction) clearClosed(ctx context.Context, edition int64) error {
	_, err := tx.NewRaw(`insert into clearance (juror_id, candidate_id, supplier)
		select j.id, n.id, e.supplier from round r join juror j on j.round_id = r.id join contest t on t.round_id = r.id
		join candidate n on n.contest_id = t.id join entry e on e.id = n.entry_id
		where r.edition_id = ? and r.closed_at is not null
		and not exists (select 1 from declaration d where d.juror_id = j.id and d.candidate_id = n.id and d.conflict)
		and not exists (select 1 from clearance c where c.juror_id = j.id and c.candidate_id = n.id)`, edition).Exec(ctx)
	return wrapped("clear closed rounds", err)
}
