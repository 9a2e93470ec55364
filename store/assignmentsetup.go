package store

import (
	"context"
	"fmt"
	"slices"

	"blazon/judging"

	"github.com/uptrace/bun"
)

// AssignmentSetup is who scores what in a contest, and who is off what.
type AssignmentSetup struct {
	ContestPlace
	Rubric     *Rubric // with its criteria; nil: an archive's
	Candidates int     // who stands
	Jurors     []*AssignedJuror
	Recusals   []RecusalRow
}

// AssignedJuror is a juror of the round with his duties in the contest.
type AssignedJuror struct {
	Juror     Juror
	Assigned  int
	Submitted int
	Criteria  []string // keys that he scores; nil: all
	Mixed     bool     // not the same for every candidate
}

// RecusalRow is a recusal in force.
type RecusalRow struct {
	Recusal   Recusal
	Juror     Juror
	Candidate *NamedCandidate
	Criterion *Criterion // nil: the whole candidate
}

// Scores tells whether the juror scores the criterion of some candidate.
func (j *AssignedJuror) Scores(key string) bool {
	return j.Assigned > 0 && (j.Criteria == nil || slices.Contains(j.Criteria, key))
}

// AssignmentSetup reads a contest's duties for its organizer, in a constant number of statements.
func (s *Store) AssignmentSetup(ctx context.Context, actor judging.Actor, contest string) (*AssignmentSetup, error) {
	v := &AssignmentSetup{}
	err := s.read(ctx, func(tx *transaction) error {
		p, err := tx.contestPlace(ctx, actor, judging.ManageRound, contest)
		if err != nil {
			return err
		}
		v.ContestPlace = *p
		rubrics, err := tx.rubricsWhere(ctx, "id = ?", p.Contest.RubricID)
		if err != nil {
			return err
		}
		if len(rubrics) > 0 {
			v.Rubric = rubrics[0]
		}
		err = tx.NewRaw("select count(*) from candidate where contest_id = ? and withdrawn_at is null", p.Contest.ID).Scan(ctx, &v.Candidates)
		if err != nil {
			return err
		}
		if err := tx.assignedJurors(ctx, v); err != nil {
			return fmt.Errorf("jurors: %w", err)
		}
		return tx.recusals(ctx, v)
	})
	if err != nil {
		return nil, fmt.Errorf("assignment setup: %w", err)
	}
	return v, nil
}

// inContest is the condition that an assignment of contest ?0 stands, and so does its candidate. The subquery is small, and
// spares a join that is slow until the database has counted its tables.
const inContest = `a.contest_id = ?0 and a.removed_at is null
	and a.candidate_id not in (select n.id from candidate n where n.contest_id = ?0 and n.withdrawn_at is not null)`

// assignedJurors counts each juror's duties, and finds out whether he scores the same of everybody.
func (tx *transaction) assignedJurors(ctx context.Context, v *AssignmentSetup) error {
	var jurors []Juror
	err := tx.NewSelect().Model(&jurors).Where("round_id = ?", v.Round.ID).
		Where("left_at is null or id in (select juror_id from assignment where contest_id = ? and removed_at is null)", v.Contest.ID).
		Order("name", "uid").Scan(ctx)
	if err != nil {
		return err
	}
	byJuror := map[int64]*AssignedJuror{}
	for _, j := range jurors {
		byJuror[j.ID] = &AssignedJuror{Juror: j}
		v.Jurors = append(v.Jurors, byJuror[j.ID])
	}
	var counts []struct {
		JurorID             int64
		Assigned, Submitted int
	}
	err = tx.NewRaw(`
		select a.juror_id, count(*) as assigned, count(case when h.state = 'submitted' then 1 end) as submitted
		from assignment a join sheet h on h.assignment_id = a.id
		where `+inContest+` group by a.juror_id`, v.Contest.ID).Scan(ctx, &counts)
	if err != nil {
		return err
	}
	for _, c := range counts {
		byJuror[c.JurorID].Assigned, byJuror[c.JurorID].Submitted = c.Assigned, c.Submitted
	}
	var narrowed []struct {
		JurorID int64
		Key     string
		Sheets  int
	}
	err = tx.NewRaw(`
		select a.juror_id, k.key, count(*) as sheets
		from assignment a join assignment_criterion o on o.assignment_id = a.id join criterion k on k.id = o.criterion_id
		where `+inContest+`
		group by a.juror_id, k.key, k.position order by k.position`, v.Contest.ID).Scan(ctx, &narrowed)
	for _, c := range narrowed {
		juror := byJuror[c.JurorID]
		juror.Criteria = append(juror.Criteria, c.Key)
		juror.Mixed = juror.Mixed || c.Sheets != juror.Assigned
	}
	return err
}

// recusals reads those in force, in the order of the candidates' names.
func (tx *transaction) recusals(ctx context.Context, v *AssignmentSetup) error {
	const inForce = "select candidate_id from recusal where ended_at is null"
	named, err := candidatesWhere(ctx, tx, v.Language(), "n.contest_id = ? and n.withdrawn_at is null and n.id in ("+inForce+")", v.Contest.ID)
	if err != nil {
		return err
	}
	ids := []int64{0}
	for _, n := range named[v.Contest.ID] {
		ids = append(ids, n.ID)
	}
	var rows []Recusal
	if err := tx.NewSelect().Model(&rows).Where("candidate_id in (?)", bun.List(ids)).Where("ended_at is null").Order("id").Scan(ctx); err != nil {
		return fmt.Errorf("recusals: %w", err)
	}
	for _, n := range named[v.Contest.ID] {
		for _, r := range rows {
			if r.CandidateID == n.ID {
				v.Recusals = append(v.Recusals, v.recusal(r, n))
			}
		}
	}
	return nil
}

func (v *AssignmentSetup) recusal(r Recusal, n *NamedCandidate) RecusalRow {
	row := RecusalRow{Recusal: r, Candidate: n}
	for _, j := range v.Jurors {
		if j.Juror.ID == r.JurorID {
			row.Juror = j.Juror
		}
	}
	if v.Rubric != nil {
		for _, k := range v.Rubric.Criteria {
			if k.ID == r.CriterionID {
				row.Criterion = k
			}
		}
	}
	return row
}
