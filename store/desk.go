package store

import (
	"context"
	"fmt"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// Desk is what a juror has to do: his rounds, each with its contests and sheets.
type Desk struct {
	Now    time.Time
	Rounds []*DeskRound
}

// DeskRound is one jury that the juror sits in.
type DeskRound struct {
	Place
	Juror    Juror
	Contests []*DeskContest
}

// DeskContest is a contest with the juror's duties in it, in the language's order of names.
type DeskContest struct {
	Contest  Contest
	Category Category
	Sheets   []*DeskSheet
}

// DeskSheet is one duty and how far it has come.
type DeskSheet struct {
	Assignment string // uid
	Candidate  *NamedCandidate
	State      SheetState
	Scored     int // criteria with a value
	Owed       int // criteria in all
	SavedAt    time.Time
}

// Done counts the submitted sheets.
func (c *DeskContest) Done() (n int) {
	for _, s := range c.Sheets {
		if s.State == SheetSubmitted {
			n++
		}
	}
	return n
}

// Desk reads the juror's desk. Names are in the order of the language. Candidates that the juror is recused from, and
// assignments that were taken away, are not on it.
func (s *Store) Desk(ctx context.Context, actor judging.Actor, lang locale.Language) (*Desk, error) {
	if err := judging.May(actor, judging.OpenDesk, judging.Facts{}); err != nil {
		return nil, err
	}
	desk := &Desk{}
	err := s.read(ctx, func(tx *transaction) error {
		desk.Now = tx.now
		return tx.readDesk(ctx, desk, judging.ScopeOf(actor, judging.ViewSheet), lang)
	})
	if err != nil {
		return nil, fmt.Errorf("desk: %w", err)
	}
	return desk, nil
}

func (tx *transaction) readDesk(ctx context.Context, desk *Desk, scope judging.Scope, lang locale.Language) error {
	var jurors []Juror
	if err := tx.NewSelect().Model(&jurors).Where("id in (?)", bun.List(scope.Jurors)).Order("id desc").Scan(ctx); err != nil {
		return err
	}
	duties, err := tx.duties(ctx, scope)
	if err != nil {
		return err
	}
	contests, err := tx.contestsByID(ctx, duties.contests())
	if err != nil {
		return err
	}
	names, err := candidatesOf(ctx, tx, lang, duties.contests()...)
	if err != nil {
		return err
	}
	for _, juror := range jurors {
		place, err := tx.placeOf(ctx, "id = ?", juror.RoundID)
		if err != nil {
			return err
		}
		round := &DeskRound{Place: *place, Juror: juror}
		for _, c := range contests {
			if c.Contest.RoundID != juror.RoundID {
				continue
			}
			sheets := duties.sheets(juror.ID, names[c.Contest.ID])
			if len(sheets) > 0 {
				round.Contests = append(round.Contests, &DeskContest{Contest: c.Contest, Category: c.Category, Sheets: sheets})
			}
		}
		desk.Rounds = append(desk.Rounds, round)
	}
	return nil
}

// dutyRows are the duties of jurors, one row each.
type dutyRows []struct {
	Assignment  string
	JurorID     int64
	ContestID   int64
	CandidateID int64
	State       SheetState
	SavedAt     time.Time
	Scored      int
	Owed        int
}

func (tx *transaction) duties(ctx context.Context, scope judging.Scope) (rows dutyRows, err error) {
	query := tx.NewSelect().TableExpr("assignment a").
		Join("join sheet h on h.assignment_id = a.id").
		Join("join candidate n on n.id = a.candidate_id").
		Join("join contest t on t.id = a.contest_id").
		ColumnExpr("a.uid as assignment, a.juror_id, a.contest_id, a.candidate_id, h.state, h.saved_at").
		ColumnExpr("(select count(*) from score s where s.assignment_id = a.id) as scored").
		ColumnExpr(`coalesce(nullif((select count(*) from assignment_criterion o where o.assignment_id = a.id), 0),
			(select count(*) from criterion k where k.rubric_id = t.rubric_id)) as owed`).
		Where("a.removed_at is null").Where("n.withdrawn_at is null").
		Where(`not exists (select 1 from recusal x where x.juror_id = a.juror_id and x.candidate_id = a.candidate_id
			and x.criterion_id is null and x.ended_at is null)`).
		Where("a.juror_id in (?)", bun.List(scope.Jurors))
	return rows, query.Scan(ctx, &rows)
}

func (rows dutyRows) contests() []int64 {
	ids, seen := []int64{0}, map[int64]bool{} // a list of none is no SQL
	for _, r := range rows {
		if !seen[r.ContestID] {
			seen[r.ContestID] = true
			ids = append(ids, r.ContestID)
		}
	}
	return ids
}

// sheets lists one juror's duties in the order of the candidates.
func (rows dutyRows) sheets(juror int64, candidates []*NamedCandidate) (sheets []*DeskSheet) {
	own := map[int64]*DeskSheet{}
	for _, r := range rows {
		if r.JurorID == juror {
			own[r.CandidateID] = &DeskSheet{Assignment: r.Assignment, State: r.State, Scored: r.Scored, Owed: r.Owed, SavedAt: r.SavedAt}
		}
	}
	for _, c := range candidates {
		if sheet := own[c.ID]; sheet != nil {
			sheet.Candidate = c
			sheets = append(sheets, sheet)
		}
	}
	return sheets
}

// CategorizedContest is a contest with its category.
type CategorizedContest struct {
	Contest  Contest
	Category Category
}

// contestsByID reads contests in the order of their categories.
func (tx *transaction) contestsByID(ctx context.Context, ids []int64) ([]CategorizedContest, error) {
	return tx.contestsWhere(ctx, "id in (?)", bun.List(ids))
}

func (tx *transaction) contestsWhere(ctx context.Context, where string, args ...any) ([]CategorizedContest, error) {
	var contests []Contest
	if err := tx.NewSelect().Model(&contests).Where(where, args...).Scan(ctx); err != nil {
		return nil, err
	}
	ids := []int64{0}
	for _, c := range contests {
		ids = append(ids, c.CategoryID)
	}
	var categories []Category
	if err := tx.NewSelect().Model(&categories).Where("id in (?)", bun.List(ids)).Order("position", "id").Scan(ctx); err != nil {
		return nil, err
	}
	var out []CategorizedContest
	for _, category := range categories {
		for _, contest := range contests {
			if contest.CategoryID == category.ID {
				out = append(out, CategorizedContest{contest, category})
			}
		}
	}
	return out, nil
}

// SheetView is one score sheet with all that its page shows, as the database has it.
type SheetView struct {
	Place
	Contest   Contest
	Category  Category
	Juror     Juror
	Sheet     Sheet
	UID       string // of the assignment
	Candidate *NamedCandidate
	Criteria  []*Criterion      // those that the juror owes
	Values    map[string]string // by the criterion's key
	Siblings  []*DeskSheet      // the juror's sheets in the same contest, this one among them
}

// Editable tells whether the juror may still change the sheet.
func (v *SheetView) Editable(actor judging.Actor) bool {
	facts := v.Facts()
	facts.Juror = v.Juror.ID
	return judging.May(actor, judging.SaveSheet, facts) == nil
}

// SheetView reads a juror's own sheet; anybody else's is NotFound.
func (s *Store) SheetView(ctx context.Context, actor judging.Actor, round, assignment string, lang locale.Language) (*SheetView, error) {
	view := &SheetView{UID: assignment}
	err := s.read(ctx, func(tx *transaction) error { return tx.readSheetView(ctx, actor, view, round, lang) })
	if err != nil {
		return nil, fmt.Errorf("sheet: %w", err)
	}
	return view, nil
}

func (tx *transaction) readSheetView(ctx context.Context, actor judging.Actor, v *SheetView, round string, lang locale.Language) error {
	var a Assignment
	if err := tx.NewSelect().Model(&a).Where("uid = ?", v.UID).Scan(ctx); err != nil {
		return absentAs(err)
	}
	if err := judging.May(actor, judging.ViewSheet, judging.Facts{Juror: a.JurorID, Withdrawn: !a.RemovedAt.IsZero()}); err != nil {
		return err
	}
	p, err := tx.contestPlaceOf(ctx, "id = ?", a.ContestID)
	if err != nil {
		return err
	}
	v.Place, v.Contest, v.Category = p.Place, p.Contest, p.Category
	if err := tx.NewSelect().Model(&v.Juror).Where("id = ?", a.JurorID).Scan(ctx); err != nil {
		return err
	}
	duties, err := tx.duties(ctx, judging.Scope{Jurors: []int64{a.JurorID}})
	if err != nil {
		return err
	}
	names, err := candidatesOf(ctx, tx, lang, a.ContestID)
	if err != nil {
		return err
	}
	v.Siblings = duties.sheets(a.JurorID, names[a.ContestID])
	for _, sibling := range v.Siblings {
		if sibling.Assignment == v.UID {
			v.Candidate = sibling.Candidate
		}
	}
	if v.Candidate == nil || v.Round.UID != round { // recused from it, or withdrawn
		return fault.New(fault.NotFound, "fault.not_found")
	}
	return tx.readScores(ctx, v, &a)
}

func (tx *transaction) readScores(ctx context.Context, v *SheetView, a *Assignment) error {
	if err := tx.NewSelect().Model(&v.Sheet).Where("assignment_id = ?", a.ID).Scan(ctx); err != nil {
		return err
	}
	if err := tx.NewSelect().Model(&v.Criteria).Where("rubric_id = ?", v.Contest.RubricID).
		Where(`(not exists (select 1 from assignment_criterion o where o.assignment_id = ?0) or
			id in (select o.criterion_id from assignment_criterion o where o.assignment_id = ?0))`, a.ID).
		Where(`not exists (select 1 from recusal x where x.juror_id = ? and x.candidate_id = ? and x.criterion_id = criterion.id
			and x.ended_at is null)`, a.JurorID, a.CandidateID).
		Order("position").Scan(ctx); err != nil {
		return err
	}
	var scores []Score
	if err := tx.NewSelect().Model(&scores).Where("assignment_id = ?", a.ID).Scan(ctx); err != nil {
		return err
	}
	v.Values = map[string]string{}
	for _, c := range v.Criteria {
		for _, score := range scores {
			if score.CriterionID == c.ID {
				v.Values[c.Key] = judging.DecimalOfMicros(score.Value).String()
			}
		}
	}
	return nil
}
