package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"blazon/judging"

	"github.com/uptrace/bun"
)

func sameShare(a, b []int) bool { return (a == nil) == (b == nil) && slices.Equal(a, b) }

// changes compares what ought to be with what is. A submitted sheet keeps its share.
func (t *assignTable) changes(want wanted) (list []PlannedDuty) {
	for at, share := range want {
		h := t.held[at]
		d := PlannedDuty{Juror: t.Jurors[at.juror], Candidate: t.Candidates[at.candidate], at: at, share: share}
		switch gone := share != nil && len(share) == 0; {
		case gone && (h == nil || h.removed):
			continue
		case gone:
			d.Way, d.Lost, d.share = Removed, t.given(h), h.criteria
		case h == nil || h.removed:
			d.Way = Added
			if h != nil && h.state == SheetSubmitted {
				d.share = h.criteria
			}
		case h.state == SheetSubmitted || sameShare(h.criteria, share):
			continue
		default:
			d.Way, d.Lost = Changed, lost(h, share)
		}
		d.Begun = h != nil && h.state != SheetEmpty
		for _, criterion := range d.share {
			d.Criteria = append(d.Criteria, t.Criteria[criterion])
		}
		list = append(list, d)
	}
	slices.SortFunc(list, func(a, b PlannedDuty) int {
		return cmp.Or(a.at.candidate-b.at.candidate, a.at.juror-b.at.juror)
	})
	return list
}

// given counts the scores of a sheet.
func (t *assignTable) given(h *heldSheet) int {
	switch {
	case h.state != SheetSubmitted:
		return len(h.scored)
	case h.criteria == nil:
		return len(t.Criteria)
	}
	return len(h.criteria)
}

// lost counts the scores of a draft that a new share leaves out.
func lost(h *heldSheet, share []int) (n int) {
	for _, criterion := range h.scored {
		if !scores(share, criterion) {
			n++
		}
	}
	return n
}

// after gives the shares that stand once the changes are made.
func (t *assignTable) after(changes []PlannedDuty) map[square][]int {
	shares := map[square][]int{}
	for at, h := range t.held {
		if !h.removed {
			shares[at] = h.criteria
		}
	}
	for _, d := range changes {
		if d.Way == Removed {
			delete(shares, d.at)
		} else {
			shares[d.at] = d.share
		}
	}
	return shares
}

// loads counts before and after for each juror and candidate. Whom a juror is off, he does not score.
func (t *assignTable) loads(plan *AssignmentPlan) {
	after := t.after(plan.Changes)
	for _, c := range t.Candidates {
		plan.Candidates = append(plan.Candidates, &PlannedCandidate{NamedCandidate: c})
	}
	for juror, j := range t.Jurors {
		planned := &PlannedJuror{Juror: *j}
		for _, a := range plan.Form.Draw.Among {
			if plan.Form.Mode == AssignDraw && a.Juror == j.UID {
				planned.Drawn, planned.Most = true, a.Most
			}
		}
		plan.Jurors = append(plan.Jurors, planned)
		for candidate := range t.Candidates {
			at := square{juror, candidate}
			if t.barred(at) {
				planned.Barred++
				continue
			}
			if h := t.standing(at); h != nil {
				planned.Before++
				plan.Candidates[candidate].Before++
				if h.state != SheetEmpty {
					planned.Begun++
				}
			}
			if _, assigned := after[at]; assigned {
				planned.After++
				plan.Candidates[candidate].After = append(plan.Candidates[candidate].After, j)
			}
		}
	}
}

// thin finds the criteria on which candidates would have too few jurors. What somebody who left has not submitted, nobody scores.
func (t *assignTable) thin(changes []PlannedDuty) []judging.Thin {
	in := *t.Input
	in.Assignments = []judging.Assignment{}
	for at, share := range t.after(changes) {
		if t.sits(at.juror) || t.held[at].state == SheetSubmitted {
			in.Assignments = append(in.Assignments, judging.Assignment{Juror: at.juror, Candidate: at.candidate, Criteria: share})
		}
	}
	return judging.FindThin(&in)
}

// assignAll makes, changes and takes away, in a constant number of statements.
func (tx *transaction) assignAll(ctx context.Context, t *assignTable, changes []PlannedDuty) error {
	plan, gone := &assignPlan{contest: t.Contest.ID, wanted: map[pair][]int64{}}, []int64{0}
	for _, d := range changes {
		if d.Way == Removed {
			gone = append(gone, t.held[d.at].id)
			continue
		}
		var criteria []int64
		for _, criterion := range d.share {
			criteria = append(criteria, t.Criteria[criterion].ID)
		}
		plan.wanted[pair{d.Juror.ID, d.Candidate.ID}] = criteria
	}
	if err := tx.assign(ctx, plan); err != nil {
		return err
	}
	if _, err := tx.NewUpdate().Model((*Assignment)(nil)).Set("removed_at = ?", tx.now).Where("id in (?)", bun.List(gone)).Exec(ctx); err != nil {
		return fmt.Errorf("take away: %w", err)
	}
	return nil
}
