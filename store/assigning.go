package store

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"

	"blazon/fault"
	"blazon/judging"

	"github.com/uptrace/bun"
)

// pair is one juror and one candidate, by their ids.
type pair struct{ juror, candidate int64 }

// assignPlan is the duties that ought to be: for each pair the criteria, none being all of them.
type assignPlan struct {
	Assigned
	contest int64
	wanted  map[pair][]int64
	extend  bool // duties get more criteria than they had: a submitted sheet is a draft again
}

// body puts the plan on record: the criteria by juror.
func (p *assignPlan) body() any {
	jurors := map[int64][]int64{}
	for pair, criteria := range p.wanted {
		jurors[pair.juror] = criteria
	}
	return map[string]any{"jurors": jurors, "made": p.Made, "restored": p.Restored, "kept": p.Kept, "left_out": p.LeftOut}
}

// pairs lists the plan's pairs in one order everywhere.
func (p *assignPlan) pairs() []pair {
	list := make([]pair, 0, len(p.wanted))
	for pair := range p.wanted {
		list = append(list, pair)
	}
	slices.SortFunc(list, func(a, b pair) int {
		return cmp.Or(cmp.Compare(a.juror, b.juror), cmp.Compare(a.candidate, b.candidate))
	})
	return list
}

// plan resolves what the form names; what the contest does not have is Invalid.
func (tx *transaction) plan(ctx context.Context, p *ContestPlace, form AssignForm) (*assignPlan, error) {
	if p.Contest.RubricID == 0 {
		return nil, fault.New(fault.Invalid, "fault.no_rubric")
	}
	var candidates []Candidate
	query := tx.NewSelect().Model(&candidates).Where("contest_id = ?", p.Contest.ID).Where("withdrawn_at is null")
	if len(form.Candidates) > 0 {
		query.Where("uid in (?)", bun.List(form.Candidates))
	}
	if err := query.Scan(ctx); err != nil {
		return nil, fmt.Errorf("candidates: %w", err)
	}
	duties, err := tx.shares(ctx, p, form.Duties)
	if err != nil {
		return nil, err
	}
	plan := &assignPlan{contest: p.Contest.ID, wanted: make(map[pair][]int64, len(duties)*len(candidates))}
	for juror, criteria := range duties {
		for _, c := range candidates {
			plan.wanted[pair{juror, c.ID}] = criteria
		}
	}
	return plan, nil
}

// shares gives the ids of each juror's criteria by the jurors' ids; none are all.
func (tx *transaction) shares(ctx context.Context, p *ContestPlace, forms []DutyForm) (map[int64][]int64, error) {
	jurors, err := tx.contestJury(ctx, p)
	if err != nil {
		return nil, err
	}
	var criteria []Criterion
	if err := tx.NewSelect().Model(&criteria).Where("rubric_id = ?", p.Contest.RubricID).Order("position").Scan(ctx); err != nil {
		return nil, fmt.Errorf("criteria: %w", err)
	}
	duties := map[int64][]int64{}
	var wrong fields
	for i, form := range forms {
		j := slices.IndexFunc(jurors, func(j Juror) bool { return j.UID == form.Juror })
		if j < 0 {
			why, err := tx.noDuty(ctx, p, form.Juror)
			if err != nil {
				return nil, err
			}
			wrong.add(fmt.Sprintf("duties[%d].juror", i), why)
			continue
		}
		duties[jurors[j].ID] = nil
		for _, key := range form.Criteria {
			k := slices.IndexFunc(criteria, func(c Criterion) bool { return c.Key == key })
			if k < 0 {
				wrong.add(fmt.Sprintf("duties[%d].criteria", i), "fault.unknown_choice")
				continue
			}
			duties[jurors[j].ID] = append(duties[jurors[j].ID], criteria[k].ID)
		}
		if len(duties[jurors[j].ID]) == len(criteria) {
			duties[jurors[j].ID] = nil
		}
	}
	if len(forms) == 0 {
		for _, j := range jurors {
			duties[j.ID] = nil
		}
	}
	if len(duties) == 0 && len(wrong) == 0 {
		wrong.add("duties", "fault.no_juror")
	}
	return duties, wrong.err()
}

// assign carries a plan out in a constant number of statements.
func (tx *transaction) assign(ctx context.Context, plan *assignPlan) error {
	var held []struct {
		Assignment
		State SheetState
	}
	err := tx.NewSelect().TableExpr("assignment a").Join("join sheet h on h.assignment_id = a.id").
		ColumnExpr("a.id, a.juror_id, a.candidate_id, a.removed_at, h.state").Where("a.contest_id = ?", plan.contest).Scan(ctx, &held)
	if err != nil {
		return fmt.Errorf("assignments: %w", err)
	}
	restored, renewed := []int64{0}, map[int64]pair{}
	missing := map[pair]bool{}
	for key := range plan.wanted {
		missing[key] = true
	}
	for _, a := range held {
		key := pair{a.JurorID, a.CandidateID}
		if !missing[key] {
			continue
		}
		delete(missing, key)
		if !a.RemovedAt.IsZero() {
			restored = append(restored, a.ID)
		} else {
			plan.Kept++
		}
		if a.State != SheetSubmitted || plan.extend {
			renewed[a.ID] = key
		}
	}
	plan.Restored = len(restored) - 1
	if _, err := tx.NewUpdate().Model((*Assignment)(nil)).Set("removed_at = null").Where("id in (?)", bun.List(restored)).Exec(ctx); err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	if plan.extend {
		if err := tx.reopenSheets(ctx, renewed); err != nil {
			return fmt.Errorf("reopen sheets: %w", err)
		}
	}
	if err := tx.makeAssignments(ctx, plan, missing, renewed); err != nil {
		return fmt.Errorf("make: %w", err)
	}
	return tx.narrow(ctx, plan, renewed)
}

// makeAssignments inserts the missing pairs with their sheets, and puts them among those whose criteria are to be written.
func (tx *transaction) makeAssignments(ctx context.Context, plan *assignPlan, missing map[pair]bool, renewed map[int64]pair) error {
	var made []Assignment
	for _, key := range plan.pairs() {
		if missing[key] {
			made = append(made, Assignment{UID: tx.store.NewUID(), ContestID: plan.contest, JurorID: key.juror, CandidateID: key.candidate, CreatedAt: tx.now})
		}
	}
	plan.Made = len(made)
	if err := insertAll(ctx, tx, made); err != nil || len(made) == 0 {
		return err
	}
	var fresh []Assignment
	err := tx.NewSelect().Model(&fresh).Column("id", "juror_id", "candidate_id").Where("contest_id = ?", plan.contest).
		Where("not exists (select 1 from sheet h where h.assignment_id = assignment.id)").Order("id").Scan(ctx)
	if err != nil {
		return err
	}
	sheets := make([]Sheet, len(fresh))
	for i, a := range fresh {
		sheets[i] = Sheet{AssignmentID: a.ID, State: SheetEmpty}
		renewed[a.ID] = pair{a.JurorID, a.CandidateID}
	}
	return insertAll(ctx, tx, sheets)
}

// reopenSheets makes drafts of submitted sheets that owe more from now on, each with an event of its own.
func (tx *transaction) reopenSheets(ctx context.Context, renewed map[int64]pair) error {
	var rows []struct {
		AssignmentID, Revision, CriterionID int64
		Value                               *int64
		Measured                            string
	}
	err := tx.NewRaw(`select h.assignment_id, h.revision, coalesce(s.criterion_id, 0) as criterion_id, s.value, coalesce(s.measured, '') as measured
		from sheet h left join score s on s.assignment_id = h.assignment_id
		where h.assignment_id in (?) and h.state = ? order by h.assignment_id`, bun.List(idsOf(renewed)), SheetSubmitted).Scan(ctx, &rows)
	if err != nil || len(rows) == 0 {
		return err
	}
	bodies := map[int64]*sheetBody{}
	for _, r := range rows {
		b := bodies[r.AssignmentID]
		if b == nil {
			b = &sheetBody{Revision: r.Revision + 1, State: SheetDraft, Scores: map[int64]int64{}, Measured: map[int64]string{}}
			bodies[r.AssignmentID] = b
		}
		if r.Value != nil {
			b.Scores[r.CriterionID] = *r.Value
		}
		if r.Measured != "" {
			b.Measured[r.CriterionID] = r.Measured
		}
	}
	var events []*Event
	for _, id := range idsOf(bodies)[1:] {
		event, err := tx.event(judging.Actor{}, "sheet.save", "assignment", id, bodies[id])
		if err != nil {
			return err
		}
		events = append(events, event)
	}
	_, err = tx.NewUpdate().Model((*Sheet)(nil)).Set("state = ?", SheetDraft).Set("revision = revision + 1").Set("submitted_at = null").
		Set("page = ''").Set("seq = 0").Where("assignment_id in (?)", bun.List(idsOf(bodies))).Exec(ctx)
	if err != nil {
		return err
	}
	return insertAll(ctx, tx, events)
}

// idsOf lists the keys in order, and 0 first: a list of none is no SQL.
func idsOf[T any](byID map[int64]T) []int64 {
	return append([]int64{0}, slices.Sorted(maps.Keys(byID))...)
}

// narrow writes the criteria of assignments anew.
func (tx *transaction) narrow(ctx context.Context, plan *assignPlan, renewed map[int64]pair) error {
	ids := idsOf(renewed)
	if _, err := tx.NewDelete().Model((*AssignmentCriterion)(nil)).Where("assignment_id in (?)", bun.List(ids)).Exec(ctx); err != nil {
		return fmt.Errorf("criteria: %w", err)
	}
	var rows []AssignmentCriterion
	for _, id := range ids {
		for _, criterion := range plan.wanted[renewed[id]] {
			rows = append(rows, AssignmentCriterion{AssignmentID: id, CriterionID: criterion})
		}
	}
	return insertAll(ctx, tx, rows)
}
