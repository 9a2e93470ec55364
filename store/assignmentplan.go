package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"blazon/fault"
	"blazon/judging"
)

// AssignmentPlan is what an assigning would come to. Nothing is changed by it.
type AssignmentPlan struct {
	ContestPlace
	Form       AssignmentForm
	Rubric     *Rubric // with its criteria
	Jurors     []*PlannedJuror
	Candidates []*PlannedCandidate
	Changes    []PlannedDuty      // by candidate and juror
	Short      []judging.Shortage // of a draw: what cannot be met; numbers are those of Jurors and Candidates
	Thin       []judging.Thin     // criteria on which candidates would have fewer jurors than the rules demand; numbers, too
	Open       int                // new assignments whose juror has yet to answer about conflicts: he does not see the candidate until then
	Digest     string             // of all of it: whoever applies a plan applies this one and no other
}

// PlannedJuror is a juror with his load, in candidates.
type PlannedJuror struct {
	Juror  Juror
	Before int
	After  int
	Begun  int // of those before, which the juror has begun to score or submitted
	Barred int // candidates that he is off
	Most   int // of a draw: no more than that; 0: any number
	Drawn  bool
}

// Change writes by how much the load changes: "+3", "−1"; empty: it does not.
func (j *PlannedJuror) Change() string {
	switch by := j.After - j.Before; {
	case by > 0:
		return fmt.Sprintf("+%d", by)
	case by < 0:
		return fmt.Sprintf("−%d", -by)
	}
	return ""
}

// PlannedCandidate is a candidate with how many jurors score it.
type PlannedCandidate struct {
	*NamedCandidate
	Before int
	After  []*Juror
}

// PlannedDuty is one assignment that would be made, changed or taken away.
type PlannedDuty struct {
	Juror     *Juror
	Candidate *NamedCandidate
	Way       ChangeWay
	Criteria  []*Criterion // that are scored from then on; none: all
	Begun     bool         // the juror has begun to score it
	Lost      int          // scores that would no longer count; they are kept

	at    square
	share []int
}

// Count tells how many assignments change in a way.
func (p *AssignmentPlan) Count(way ChangeWay) (n int) {
	for _, d := range p.Changes {
		if d.Way == way {
			n++
		}
	}
	return n
}

// Losing lists the changes by which scores would no longer count.
func (p *AssignmentPlan) Losing() (list []PlannedDuty) {
	for _, d := range p.Changes {
		if d.Lost > 0 {
			list = append(list, d)
		}
	}
	return list
}

// PlanAssignment tells what an assigning would come to now: the load of each juror, the jurors of each candidate, and what cannot be
// met. It is Closed once the judging is closed.
func (s *Store) PlanAssignment(ctx context.Context, actor judging.Actor, contest string, form AssignmentForm) (*AssignmentPlan, error) {
	var plan *AssignmentPlan
	err := s.read(ctx, func(tx *transaction) error {
		p, err := tx.contestPlace(ctx, actor, judging.ManageRound, contest)
		if err != nil {
			return err
		}
		t, err := tx.openTable(ctx, p)
		if err != nil {
			return err
		}
		plan, err = t.plan(form)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("plan assignment: %w", err)
	}
	return plan, nil
}

// ApplyAssignment assigns as planned. It is a Conflict where it would come to something else by now than the plan that was looked
// through, and Closed once the judging is closed.
func (s *Store) ApplyAssignment(ctx context.Context, actor judging.Actor, contest string, form AssignmentForm, digest string) (*AssignmentPlan, error) {
	var plan *AssignmentPlan
	err := s.writeContest(ctx, actor, judging.ManageRound, contest, func(tx *transaction, p *ContestPlace) error {
		if err := tx.reviewConflicts(ctx, actor, &p.Round, 0); err != nil {
			return err
		}
		t, err := tx.openTable(ctx, p)
		if err != nil {
			return err
		}
		if plan, err = t.plan(form); err != nil {
			return err
		}
		if plan.Digest != digest {
			return fault.New(fault.Conflict, "assign.plan_changed")
		}
		if err := tx.assignAll(ctx, t, plan.Changes); err != nil {
			return err
		}
		return tx.record(ctx, actor, "contest.assign", "contest", p.Contest.ID, plan.body(t))
	})
	if err != nil {
		return nil, fmt.Errorf("apply assignment: %w", err)
	}
	return plan, nil
}

// plan finds out what the form comes to.
func (t *assignTable) plan(form AssignmentForm) (*AssignmentPlan, error) {
	wanted, short, err := t.wanted(form)
	if err != nil {
		return nil, err
	}
	plan := &AssignmentPlan{ContestPlace: *t.ContestPlace, Form: form, Short: short, Changes: t.changes(wanted)}
	plan.Rubric = &t.Rubric
	plan.Rubric.Criteria = t.Criteria
	for _, d := range plan.Changes {
		if d.Way == Added && t.open(d.at) {
			plan.Open++
		}
	}
	t.loads(plan)
	plan.Thin = t.thin(plan.Changes)
	return plan, plan.seal()
}

// seal computes the plan's digest: of the form, of each change, and of what stands before it.
func (p *AssignmentPlan) seal() error {
	type change struct {
		Juror, Candidate string
		Way              ChangeWay
		Share            []int
		Lost             int
	}
	type load struct {
		Juror         string
		Before, After int
	}
	var all struct {
		Form    AssignmentForm
		Changes []change
		Loads   []load
	}
	all.Form = p.Form
	for _, d := range p.Changes {
		all.Changes = append(all.Changes, change{d.Juror.UID, d.Candidate.UID, d.Way, d.share, d.Lost})
	}
	for _, j := range p.Jurors {
		all.Loads = append(all.Loads, load{j.Juror.UID, j.Before, j.After})
	}
	body, err := json.Marshal(all)
	sum := sha256.Sum256(body)
	p.Digest = hex.EncodeToString(sum[:])
	return err
}

// body puts the assigning on record: how it was asked for, and each pair that it changed.
func (p *AssignmentPlan) body(t *assignTable) any {
	pairs := map[ChangeWay][][]int64{}
	for _, d := range p.Changes {
		pair := []int64{d.Juror.ID, d.Candidate.ID}
		for _, criterion := range d.share {
			pair = append(pair, t.Criteria[criterion].ID)
		}
		pairs[d.Way] = append(pairs[d.Way], pair)
	}
	body := map[string]any{"mode": p.Form.Mode, "pairs": pairs} // juror, candidate, and the criteria unless they are all
	if p.Form.Mode == AssignDraw {
		body["draw"] = p.Form.Draw.body(t)
	}
	return body
}

func (form DrawForm) body(t *assignTable) any {
	var among [][]int64 // juror, most, share
	for _, a := range form.Among {
		among = append(among, []int64{t.Jurors[t.jurorCalled(a.Juror)].ID, int64(a.Most), int64(a.Share)})
	}
	return map[string]any{"each": form.Each, "anew": form.Anew, "seed": form.Seed, "parts": form.Parts, "among": among}
}
