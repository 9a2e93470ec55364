package store

import (
	"context"
	"fmt"
	"time"

	"blazon/fault"
	"blazon/judging"

	"github.com/uptrace/bun"
)

// Assignment is a duty: juror × candidate × criteria.
type Assignment struct {
	bun.BaseModel `bun:"table:assignment"`

	ID          int64 `bun:",pk,autoincrement"`
	UID         string
	ContestID   int64
	JurorID     int64
	CandidateID int64
	CreatedAt   time.Time
	RemovedAt   time.Time `bun:",nullzero"` // its scores are stray from then on
}

// AssignmentCriterion narrows an assignment to a criterion; without any, it is the whole rubric.
type AssignmentCriterion struct {
	bun.BaseModel `bun:"table:assignment_criterion"`

	AssignmentID int64 `bun:",pk"`
	CriterionID  int64 `bun:",pk"`
}

// AssignForm is who scores what in a contest.
type AssignForm struct {
	Duties     []DutyForm // none: every juror without a secretary's role scores everything
	Candidates []string   // uids; none: all of them
}

// DutyForm is what one juror scores of each candidate.
type DutyForm struct {
	Juror    string   // uid
	Criteria []string // keys; none: all
}

// Assigned is what an assigning came to, in assignments.
type Assigned struct {
	Made     int
	Restored int // had been removed; their scores count again
	Kept     int
	LeftOut  int // not assigned, because of a conflict
}

// Assign gives jurors their duties, each with its empty sheet. It tops up: what is assigned already stays, what had been
// removed comes back. A duty that is not submitted yet takes over the criteria of the form; a submitted one keeps its own.
// Closed once the judging is closed.
func (s *Store) Assign(ctx context.Context, actor judging.Actor, contest string, form AssignForm) (*Assigned, error) {
	var done *Assigned
	err := s.writeContest(ctx, actor, judging.ManageRound, contest, func(tx *transaction, p *ContestPlace) error {
		if !p.Round.ClosedAt.IsZero() {
			return fault.New(fault.Closed, "fault.already_closed")
		}
		plan, err := tx.plan(ctx, p, form)
		if err != nil {
			return err
		}
		if err := tx.reviewConflicts(ctx, actor, &p.Round, 0); err != nil {
			return err
		}
		if err := tx.leaveOut(ctx, p, plan); err != nil {
			return err
		}
		if err := tx.assign(ctx, plan); err != nil {
			return err
		}
		done = &plan.Assigned
		return tx.record(ctx, actor, "contest.assign", "contest", p.Contest.ID, plan.body())
	})
	if err != nil {
		return nil, fmt.Errorf("assign: %w", err)
	}
	return done, nil
}

// RemoveForm is which duties to take away.
type RemoveForm struct {
	Juror      string   // uid
	Candidates []string // uids; none: all of the contest
}

// RemoveAssignments takes a juror's duties in a contest away. The scores stay, but no longer count until the duty is
// assigned again. Closed once the judging is closed.
func (s *Store) RemoveAssignments(ctx context.Context, actor judging.Actor, contest string, form RemoveForm) error {
	err := s.writeContest(ctx, actor, judging.ManageRound, contest, func(tx *transaction, p *ContestPlace) error {
		if !p.Round.ClosedAt.IsZero() {
			return fault.New(fault.Closed, "fault.already_closed")
		}
		var juror Juror
		if err := tx.NewSelect().Model(&juror).Where("uid = ?", form.Juror).Where("round_id = ?", p.Round.ID).Scan(ctx); err != nil {
			return absentAs(err)
		}
		query := tx.NewUpdate().Model((*Assignment)(nil)).Set("removed_at = ?", tx.now).
			Where("contest_id = ?", p.Contest.ID).Where("juror_id = ?", juror.ID).Where("removed_at is null")
		if len(form.Candidates) > 0 {
			query.Where("candidate_id in (select id from candidate where contest_id = ? and uid in (?))", p.Contest.ID, bun.List(form.Candidates))
		}
		if _, err := query.Exec(ctx); err != nil {
			return err
		}
		return tx.record(ctx, actor, "contest.unassign", "contest", p.Contest.ID,
			map[string]any{"juror": juror.ID, "candidates": form.Candidates})
	})
	if err != nil {
		return fmt.Errorf("remove assignments: %w", err)
	}
	return nil
}
