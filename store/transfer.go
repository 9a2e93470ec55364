package store

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"
)

// transfer carries entries of one contest over to another of the same round. Their candidates go with their duties, sheets and
// scores where both contests have the same rubric. Else, or where an entry stood in the other contest before, they are withdrawn
// here, their scores stay on record with them, and the entries stand anew there. Answers follow to the questions of the same key
// and kind. Both rounds are locked.
func (tx *transaction) transfer(ctx context.Context, from, to *ContestPlace, entries []int64) error {
	if len(entries) == 0 {
		return nil
	}
	_, err := tx.NewUpdate().Model((*Entry)(nil)).Set("category_id = ?", to.Category.ID).Set("contest_id = ?", to.Contest.ID).
		Set("revision = revision + 1"). // whoever has its form open is told that it changed
		Where("id in (?)", bun.List(entries)).Exec(ctx)
	if err != nil {
		return fmt.Errorf("entries: %w", err)
	}
	_, err = tx.NewRaw(`insert into answer (entry_id, field_id, value)
		select a.entry_id, g.id, a.value from answer a join form_field f on f.id = a.field_id
		join form_field g on g.category_id = ?1 and g.key = f.key and g.kind = f.kind
		where a.entry_id in (?0) and f.category_id = ?2
		and not exists (select 1 from answer o where o.entry_id = a.entry_id and o.field_id = g.id)`,
		bun.List(entries), to.Category.ID, from.Category.ID).Exec(ctx)
	if err != nil {
		return fmt.Errorf("answers: %w", err)
	}
	var standing []Candidate
	err = tx.NewSelect().Model(&standing).Where("contest_id = ?", from.Contest.ID).Where("entry_id in (?)", bun.List(entries)).
		Where("withdrawn_at is null").Order("id").Scan(ctx)
	if err != nil {
		return fmt.Errorf("candidates: %w", err)
	}
	return tx.transferCandidates(ctx, from, to, standing)
}

// transferCandidates carries candidates over, or withdraws them and lets their entries stand anew.
func (tx *transaction) transferCandidates(ctx context.Context, from, to *ContestPlace, standing []Candidate) error {
	ids, entries := []int64{0}, []int64{}
	for _, n := range standing {
		ids, entries = append(ids, n.ID), append(entries, n.EntryID)
	}
	if scoresFollow(from, to) {
		moved := tx.NewUpdate().Model((*Candidate)(nil)).Set("contest_id = ?", to.Contest.ID).Where("id in (?)", bun.List(ids)).
			Where("not exists (select 1 from candidate o where o.contest_id = ? and o.entry_id = candidate.entry_id)", to.Contest.ID)
		if _, err := moved.Exec(ctx); err != nil {
			return fmt.Errorf("move candidates: %w", err)
		}
		if err := tx.followCandidates(ctx, from, ids); err != nil {
			return err
		}
	}
	_, err := tx.NewUpdate().Model((*Candidate)(nil)).Set("withdrawn_at = ?", tx.now).Where("id in (?)", bun.List(ids)).
		Where("contest_id = ?", from.Contest.ID).Exec(ctx)
	if err != nil {
		return fmt.Errorf("withdraw candidates: %w", err)
	}
	_, err = tx.stand(ctx, to, entries)
	return err
}

// followCandidates lets go along what is one candidate's own: duties with their sheets, drafted awards, and awards. What was settled
// about several at once, or put on record for the contest, stays there: papers, corrections, motions and decisions.
func (tx *transaction) followCandidates(ctx context.Context, from *ContestPlace, candidates []int64) error {
	for _, table := range []string{"assignment", "proposal", "award"} {
		_, err := tx.NewRaw(`update ?0 set contest_id = (select n.contest_id from candidate n where n.id = ?0.candidate_id)
			where candidate_id in (?1) and contest_id = ?2`, bun.Ident(table), bun.List(candidates), from.Contest.ID).Exec(ctx)
		if err != nil {
			return fmt.Errorf("follow with %s: %w", table, err)
		}
	}
	return nil
}

// scoresFollow tells whether the scores of one contest mean the same in another: both are scored by the same rubric.
func scoresFollow(from, to *ContestPlace) bool {
	return from.Contest.RubricID != 0 && from.Contest.RubricID == to.Contest.RubricID
}

// transferStanding carries over who still stands in a contest that is being merged: entries of other rounds, whose candidates do not
// come with them. Where there is nothing to merge it into they are withdrawn.
func (tx *transaction) transferStanding(ctx context.Context, pair contestPair) error {
	var rest []Candidate
	err := tx.NewSelect().Model(&rest).Where("contest_id = ?", pair.from.Contest.ID).Where("withdrawn_at is null").Order("id").Scan(ctx)
	if err != nil || len(rest) == 0 {
		return err
	}
	if pair.to != nil {
		return tx.transferCandidates(ctx, pair.from, pair.to, rest)
	}
	_, err = tx.NewUpdate().Model((*Candidate)(nil)).Set("withdrawn_at = ?", tx.now).Where("contest_id = ?", pair.from.Contest.ID).Where("withdrawn_at is null").Exec(ctx)
	return err
}
