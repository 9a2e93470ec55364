package store

import (
	"context"
	"slices"

	"blazon/judging"
)

// LoadedContest is a contest as the rules want it, with the rows behind its numbers.
type LoadedContest struct {
	Input      *judging.Contest
	Rubric     Rubric
	Criteria   []*Criterion      // by their number in Input
	Candidates []*NamedCandidate // by their number in Input: in the language's order of names
	Jurors     []*Juror          // by their number in Input
	Decisions  []*Decision       // those in force, by their number in Input

	criterion, candidate, juror map[int64]int // numbers by row id
	sights                      map[int64]Sight
}

// Sees tells whether the actor who asked may know a candidate's numbers.
func (l *LoadedContest) Sees(c *NamedCandidate) bool {
	sight, known := l.sights[c.ID]
	return !known || sight.Shown && sight.Seen
}

// Shows tells whether the actor who asked may know that a candidate stands in the contest.
func (l *LoadedContest) Shows(c *NamedCandidate) bool {
	sight, known := l.sights[c.ID]
	return !known || sight.Shown
}

// SeesEach tells whether the actor who asked may know the numbers of all these candidates.
func (l *LoadedContest) SeesEach(numbers []int) bool {
	return !slices.ContainsFunc(numbers, func(number int) bool { return !l.Sees(l.Candidates[number]) })
}

// SeesAll tells whether the actor who asked may know the numbers of all candidates.
func (l *LoadedContest) SeesAll() bool {
	return !slices.ContainsFunc(l.Candidates, func(c *NamedCandidate) bool { return !l.Sees(c) })
}

// Number is where a candidate stands in Input.
func (l *LoadedContest) Number(c *NamedCandidate) int { return l.candidate[c.ID] }

// loadContest reads a contest in a constant number of statements. Its ids are uids and keys, so that the file made of it
// names nothing else. Scores of sheets that are not submitted are left out.
func (tx *transaction) loadContest(ctx context.Context, p *ContestPlace) (*LoadedContest, error) {
	l := &LoadedContest{Input: &judging.Contest{Name: p.Title(), Numbering: p.Contest.Numbering, Advance: p.Contest.Cut}}
	for _, load := range []func(context.Context, *ContestPlace, *LoadedContest) error{
		tx.loadRubric, tx.loadCandidates, tx.loadJurors, tx.loadAssignments, tx.loadReleases, tx.loadScores, tx.loadDecisions,
	} {
		if err := load(ctx, p, l); err != nil {
			return nil, err
		}
	}
	return l, nil
}

func (tx *transaction) loadRubric(ctx context.Context, p *ContestPlace, l *LoadedContest) error {
	err := tx.NewSelect().Model(&l.Rubric).Where("id = ?", p.Contest.RubricID).Scan(ctx)
	if err != nil {
		return absentAs(err)
	}
	if err := tx.NewSelect().Model(&l.Criteria).Where("rubric_id = ?", l.Rubric.ID).Order("position").Scan(ctx); err != nil {
		return err
	}
	in := l.Input
	in.Better, in.Trim, in.Minimum = l.Rubric.Better, l.Rubric.Trim, l.Rubric.Minimum
	l.criterion = map[int64]int{}
	for number, c := range l.Criteria {
		l.criterion[c.ID] = number
		in.Criteria = append(in.Criteria, c.Rules())
	}
	for _, rule := range p.Contest.TieBreak {
		in.TieBreak = append(in.TieBreak, in.ParseRule(rule))
	}
	return nil
}

// loadCandidates leaves out who was withdrawn.
func (tx *transaction) loadCandidates(ctx context.Context, p *ContestPlace, l *LoadedContest) error {
	found, err := candidatesWhere(ctx, tx, p.Language(), "n.contest_id = ? and n.withdrawn_at is null", p.Contest.ID)
	if err != nil {
		return err
	}
	l.candidate = map[int64]int{}
	l.Candidates = found[p.Contest.ID]
	for number, c := range l.Candidates {
		l.candidate[c.ID] = number
		l.Input.Candidates = append(l.Input.Candidates, judging.Candidate{ID: c.UID})
	}
	return nil
}

// loadJurors takes everybody who was ever assigned in the contest: who left keeps what was submitted.
func (tx *transaction) loadJurors(ctx context.Context, p *ContestPlace, l *LoadedContest) error {
	err := tx.NewSelect().Model(&l.Jurors).
		Where("id in (select juror_id from assignment where contest_id = ?0 and candidate_id not in (select id from candidate where contest_id = ?0 and training))",
			p.Contest.ID).
		Order("name", "uid").Scan(ctx)
	l.juror = map[int64]int{}
	for number, j := range l.Jurors {
		l.juror[j.ID] = number
		l.Input.Jurors = append(l.Input.Jurors, judging.Juror{ID: j.UID})
	}
	return err
}

func (tx *transaction) loadAssignments(ctx context.Context, p *ContestPlace, l *LoadedContest) error {
	var rows []struct {
		ID, JurorID, CandidateID int64
		CriterionID              int64
	}
	err := tx.NewRaw(`
		select a.id, a.juror_id, a.candidate_id, coalesce(o.criterion_id, 0) as criterion_id
		from assignment a left join assignment_criterion o on o.assignment_id = a.id
		where a.contest_id = ? and a.removed_at is null
		order by a.id`, p.Contest.ID).Scan(ctx, &rows)
	if err != nil {
		return err
	}
	l.Input.Assignments = []judging.Assignment{}
	var last int64
	for _, r := range rows {
		candidate, standing := l.candidate[r.CandidateID]
		if !standing {
			continue
		}
		if r.ID != last {
			l.Input.Assignments = append(l.Input.Assignments, judging.Assignment{Juror: l.juror[r.JurorID], Candidate: candidate})
			last = r.ID
		}
		if r.CriterionID != 0 {
			a := &l.Input.Assignments[len(l.Input.Assignments)-1]
			a.Criteria = append(a.Criteria, l.criterion[r.CriterionID])
		}
	}
	return nil
}

func (tx *transaction) loadReleases(ctx context.Context, p *ContestPlace, l *LoadedContest) error {
	var rows []Recusal
	err := tx.NewSelect().Model(&rows).Where("ended_at is null").
		Where("candidate_id in (select id from candidate where contest_id = ?)", p.Contest.ID).Order("id").Scan(ctx)
	for _, r := range rows {
		juror, seated := l.juror[r.JurorID]
		candidate, standing := l.candidate[r.CandidateID]
		if !seated || !standing {
			continue // nobody owes anything here
		}
		criterion := judging.EveryCriterion
		if r.CriterionID != 0 {
			criterion = l.criterion[r.CriterionID]
		}
		l.Input.Released = append(l.Input.Released,
			judging.Release{Juror: juror, Candidate: candidate, Criterion: criterion, Why: judging.Why(r.Why)})
	}
	return err
}

func (tx *transaction) loadScores(ctx context.Context, p *ContestPlace, l *LoadedContest) error {
	rows, err := tx.QueryContext(ctx, `
		select a.juror_id, a.candidate_id, s.criterion_id, s.value
		from assignment a join sheet h on h.assignment_id = a.id join score s on s.assignment_id = a.id
		where a.contest_id = ? and h.state = 'submitted'`, p.Contest.ID)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var jurorID, candidateID, criterionID, value int64
		if err := rows.Scan(&jurorID, &candidateID, &criterionID, &value); err != nil {
			return err
		}
		candidate, standing := l.candidate[candidateID]
		if !standing {
			continue
		}
		l.Input.Scores = append(l.Input.Scores, judging.Score{Juror: l.juror[jurorID], Candidate: candidate,
			Criterion: l.criterion[criterionID], Value: judging.DecimalOfMicros(value)})
	}
	return rows.Err()
}

func (tx *transaction) loadDecisions(ctx context.Context, p *ContestPlace, l *LoadedContest) error {
	return tx.loadDecisionsWhere(ctx, p, l, "revoked_at is null")
}

// loadDecisionsWhere reads the decisions that the contest is to be tallied with, in the order taken.
func (tx *transaction) loadDecisionsWhere(ctx context.Context, p *ContestPlace, l *LoadedContest, where string, args ...any) error {
	var rows []*Decision
	err := tx.NewSelect().Model(&rows).ColumnExpr("decision.*").
		ColumnExpr(`coalesce((select u.name from "user" u where u.id = decision.user_id), '') as "by"`).
		Where("contest_id = ?", p.Contest.ID).Where(where, args...).Order("id").Scan(ctx)
	if err != nil {
		return err
	}
	l.Decisions, l.Input.Decisions = nil, nil
	numbers := map[string]int{}
	for number, c := range l.Candidates {
		numbers[c.UID] = number
	}
	for _, d := range rows {
		if decision, ok := l.decision(d, numbers); ok {
			l.Decisions = append(l.Decisions, d)
			l.Input.Decisions = append(l.Input.Decisions, decision)
		}
	}
	return nil
}

// decision turns a row into what the rules read; one about a candidate who was withdrawn since has no object any more.
func (l *LoadedContest) decision(d *Decision, numbers map[string]int) (judging.Decision, bool) {
	out := judging.Decision{Kind: judging.DecisionKind(d.Kind), Criterion: l.criterion[d.CriterionID], Reason: d.Reason}
	if d.CandidateID != 0 {
		candidate, standing := l.candidate[d.CandidateID]
		if !standing {
			return out, false
		}
		out.Candidate = candidate
	}
	for _, uid := range d.Candidates {
		if number, standing := numbers[uid]; standing {
			out.Candidates = append(out.Candidates, number)
		}
	}
	return out, len(d.Candidates) == 0 || len(out.Candidates) > 0
}
