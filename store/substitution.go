package store

import (
	"context"
	"slices"

	"github.com/uptrace/bun"
)

// heldDuty is what somebody owes, by criterion; without one it is all of them.
type heldDuty struct {
	ID, JurorID, ContestID, CandidateID, CriterionID int64
	State                                            SheetState
}

// substitute moves what the leaver has not submitted to another juror of the round, beside what that one owes already. What the
// substitute is recused from, or does not sit for, stays with the leaver: it has to be decided.
func (tx *transaction) substitute(ctx context.Context, leaver, heir *Juror) error {
	var held []heldDuty
	err := tx.NewRaw(`
		select a.id, a.juror_id, a.contest_id, a.candidate_id, coalesce(o.criterion_id, 0) as criterion_id, h.state
		from assignment a
		join sheet h on h.assignment_id = a.id
		left join assignment_criterion o on o.assignment_id = a.id
		where a.juror_id in (?0, ?1) and a.removed_at is null
		and not exists (select 1 from recusal x where x.juror_id = ?1 and x.candidate_id = a.candidate_id and x.ended_at is null)
		and (a.juror_id = ?1 or `+sitsFor("?1", "a.contest_id")+`)
		order by a.id, o.criterion_id`, leaver.ID, heir.ID).Scan(ctx, &held)
	if err != nil {
		return err
	}
	own := map[int64][]int64{} // the heir's criteria by candidate; 0 among them is all
	for _, d := range held {
		if d.JurorID == heir.ID {
			own[d.CandidateID] = append(own[d.CandidateID], d.CriterionID)
		}
	}
	plans, moved := map[int64]*assignPlan{}, []int64{0}
	for _, d := range held {
		if d.JurorID != leaver.ID || d.State == SheetSubmitted {
			continue
		}
		moved = append(moved, d.ID)
		if plans[d.ContestID] == nil {
			plans[d.ContestID] = &assignPlan{contest: d.ContestID, wanted: map[pair][]int64{}, extend: true}
		}
		if before := own[d.CandidateID]; !slices.Contains(before, 0) && !slices.Contains(before, d.CriterionID) {
			own[d.CandidateID] = append(before, d.CriterionID)
			plans[d.ContestID].wanted[pair{heir.ID, d.CandidateID}] = whole(own[d.CandidateID])
		}
	}
	for _, contest := range idsOf(plans)[1:] {
		if err := tx.assign(ctx, plans[contest]); err != nil {
			return err
		}
	}
	_, err = tx.NewUpdate().Model((*Assignment)(nil)).Set("removed_at = ?", tx.now).Where("id in (?)", bun.List(moved)).Exec(ctx)
	return err
}

// whole turns a list with the 0 that stands for all criteria into none, which says the same.
func whole(criteria []int64) []int64 {
	if slices.Contains(criteria, 0) {
		return nil
	}
	return slices.Clone(criteria)
}
