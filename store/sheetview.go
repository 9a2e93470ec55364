package store

import (
	"context"
	"fmt"
	"slices"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
)

// SheetView is one score sheet with all that its page shows, as the database has it.
type SheetView struct {
	ContestPlace
	Juror      Juror             `bun:"embed:juror_"`
	Assignment Assignment        `bun:"embed:assignment_"`
	Sheet      Sheet             `bun:"embed:sheet_"`
	Candidate  *NamedCandidate   `bun:"-"`
	Material   *Material         `bun:"-"` // what the candidate's entry says, without what is hidden from jurors
	Attached   *EntryAttachments `bun:"-"` // its files that jurors see; nil: its form asks for none
	Report     *SnapshotResult   `bun:"-"` // what came of it in the round before; nil: it came from none, or the edition does not show it
	Unready    bool              // the juror has not accepted the seat, or a text that the jury was given
	Criteria   []*SheetCriterion `bun:"-"` // those that the juror owes
	Siblings   []*DeskSheet      `bun:"-"` // the juror's sheets in the same contest, this one among them
	Kept       []*KeptDraft      `bun:"-"` // what was typed and could not be saved, the newest first
}

// SheetCriterion is a criterion on a sheet with its stored value.
type SheetCriterion struct {
	Criterion Criterion     `bun:"embed:criterion_"`
	Micros    *int64        // millionths; nil: empty
	Measured  string        // what the points were converted from, such as "120"; empty: they were typed
	Habit     judging.Habit `bun:"-"` // how the juror's own values on the criterion lie in the contest, this one among them
}

// Value is the stored value, such as "8.5"; empty where there is none.
func (c *SheetCriterion) Value() string {
	if c.Micros == nil {
		return ""
	}
	return judging.DecimalOfMicros(*c.Micros).String()
}

// Typed is the stored value as its juror typed it: what was measured, or the points; empty where there is none.
func (c *SheetCriterion) Typed() string {
	if c.Measured != "" {
		return c.Measured
	}
	return c.Value()
}

// Editable is nil while the juror may change the sheet, and otherwise says why not.
func (v *SheetView) Editable(actor judging.Actor) error {
	facts := v.Facts()
	facts.Juror = v.Juror.ID
	return judging.May(actor, judging.SaveSheet, facts)
}

// Unfit names what was typed into the sheet but fits no score; nil where all does.
func (v *SheetView) Unfit() error {
	if len(v.Sheet.Typed) == 0 {
		return nil
	}
	form := SheetForm{Values: map[string]string{}, Remarks: map[string]string{}, Comment: v.Sheet.Typed["comment"], Note: v.Sheet.Typed["note"]}
	var criteria []judging.Criterion
	conversions := map[string]judging.Conversion{}
	for _, c := range v.Criteria {
		conversions[c.Criterion.Key] = c.Criterion.Conversion
		form.Values[c.Criterion.Key] = v.Sheet.Typed["score."+c.Criterion.Key]
		form.Remarks[c.Criterion.Key] = v.Sheet.Typed["remark."+c.Criterion.Key]
		criteria = append(criteria, c.Criterion.Rules())
	}
	_, wrong := judging.Sheet{Criteria: criteria, Conversions: conversions, Typed: form.Values}.Draft()
	return fault.InForm(append(wrong, form.tooLong()...)...)
}

// Count counts the juror's sheets in the contest.
func (v *SheetView) Count() Count { return (&DeskContest{Sheets: v.Siblings}).Count() }

// Previous is the sheet before this one in the contest; nil: this is the first.
func (v *SheetView) Previous() *DeskSheet { return v.sibling(-1) }

// Next is the sheet after this one in the contest; nil: this is the last.
func (v *SheetView) Next() *DeskSheet { return v.sibling(1) }

func (v *SheetView) sibling(step int) *DeskSheet {
	at := slices.IndexFunc(v.Siblings, func(s *DeskSheet) bool { return s.Assignment == v.Assignment.UID }) + step
	if at < 0 || at >= len(v.Siblings) {
		return nil
	}
	return v.Siblings[at]
}

// NextMissing is the next sheet of the contest that is not submitted, apart from this one; nil: there is none.
func (v *SheetView) NextMissing() *DeskSheet { return nextMissing(v.Siblings, v.Assignment.UID) }

// SheetView reads a juror's own sheet. Anybody else's is NotFound, and so is one that the juror was recused from.
func (s *Store) SheetView(ctx context.Context, actor judging.Actor, round, assignment string, lang locale.Language) (*SheetView, error) {
	var view *SheetView
	err := s.read(ctx, func(tx *transaction) (err error) {
		view, err = tx.readSheetView(ctx, actor, round, assignment, lang)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("sheet: %w", err)
	}
	return view, nil
}

func (tx *transaction) readSheetView(ctx context.Context, actor judging.Actor, round, assignment string, lang locale.Language) (*SheetView, error) {
	var found []*SheetView
	err := tx.store.prepared(ctx, tx, &found, "select "+tx.store.columns(SheetView{})+", (select "+unready+` from juror j join round r on r.id = j.round_id where j.id = juror.id) as unready
		from assignment
		join sheet on sheet.assignment_id = assignment.id
		join juror on juror.id = assignment.juror_id
		join contest on contest.id = assignment.contest_id
		join category on category.id = contest.category_id
		join round on round.id = contest.round_id`+standing+`
		where assignment.uid = ? and round.uid = ?`, assignment, round)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, fault.New(fault.NotFound, "fault.not_found")
	}
	v := found[0]
	v.Now = tx.now
	if err := judging.May(actor, judging.ViewSheet, judging.Facts{Juror: v.Juror.ID, Unready: v.Unready}); err != nil {
		return nil, err
	}
	if err := tx.readSiblings(ctx, actor, v, lang); err != nil {
		return nil, err
	}
	if v.Material, err = tx.material(ctx, v.Candidate.EntryID, forJurors); err != nil {
		return nil, err
	}
	reports, err := tx.sourceReports(ctx, &v.Place, v.Candidate.ID)
	if err != nil {
		return nil, err
	}
	v.Report = reports[v.Candidate.ID]
	if slices.ContainsFunc(v.Material.Fields, func(f *FormField) bool { return f.Kind == FileField }) {
		v.Attached, err = tx.attachmentsFor(ctx, actor, v.Candidate.EntryUID)
		if err != nil && !fault.Is(err, fault.NotFound) { // an entry from outside enters no contest, and has no files
			return nil, err
		}
	}
	if err := tx.NewSelect().Model(&v.Kept).Where("assignment_id = ?", v.Assignment.ID).Order("saved_at desc", "id desc").Scan(ctx); err != nil {
		return nil, fmt.Errorf("drafts: %w", err)
	}
	if err := tx.readCriteria(ctx, v); err != nil {
		return nil, err
	}
	return v, tx.readHabits(ctx, v)
}

// readHabits reads how the juror scores otherwise in the contest; what is scored for training is left out.
func (tx *transaction) readHabits(ctx context.Context, v *SheetView) error {
	var rows []struct{ CriterionID, Value int64 }
	err := tx.store.prepared(ctx, tx, &rows, `select criterion.id as criterion_id, s.value from assignment a
		join score s on s.assignment_id = a.id join criterion on criterion.id = s.criterion_id join candidate n on n.id = a.candidate_id
		where a.juror_id = ? and a.contest_id = ? and not n.training and `+owed+` and `+kept("a.juror_id", "a.candidate_id"), v.Juror.ID, v.Contest.ID)
	if err != nil {
		return fmt.Errorf("habits: %w", err)
	}
	for _, row := range rows {
		for _, c := range v.Criteria {
			if c.Criterion.ID == row.CriterionID {
				c.Habit.Add(judging.DecimalOfMicros(row.Value))
			}
		}
	}
	return nil
}

// readSiblings reads the juror's duties in the contest; a sheet that is not among them is none of his any more, or not yet.
func (tx *transaction) readSiblings(ctx context.Context, actor judging.Actor, v *SheetView, lang locale.Language) (err error) {
	if v.Siblings, err = tx.contestSheets(ctx, actor, &v.ContestPlace, v.Juror.ID, lang); err != nil {
		return err
	}
	at := slices.IndexFunc(v.Siblings, func(s *DeskSheet) bool { return s.Assignment == v.Assignment.UID })
	if at < 0 {
		return fault.New(fault.NotFound, "fault.not_found")
	}
	v.Candidate = v.Siblings[at].Candidate
	return nil
}

// contestSheets reads a juror's sheets in a contest, in the language's order of names.
func (tx *transaction) contestSheets(ctx context.Context, actor judging.Actor, p *ContestPlace, juror int64, lang locale.Language) ([]*DeskSheet, error) {
	duties, err := tx.deskDuties(ctx, "a.contest_id = ? and a.juror_id = ? and "+kept("a.juror_id", "a.candidate_id"), p.Contest.ID, juror)
	if err != nil {
		return nil, err
	}
	duties = duties.knownTo(actor, map[int64]*Place{juror: &p.Place}, tx.now)
	names, err := judgedWhere(ctx, tx, lang, "n.contest_id = ? and n.id in (select candidate_id from assignment where juror_id = ?)",
		p.Contest.ID, juror)
	if err != nil {
		return nil, err
	}
	return duties.sheets(juror, names[p.Contest.ID]), nil
}

func (tx *transaction) readCriteria(ctx context.Context, v *SheetView) error {
	err := tx.store.prepared(ctx, tx, &v.Criteria, "select "+tx.store.columns(SheetCriterion{})+`, s.value as micros, coalesce(s.measured, '') as measured
		from assignment a
		join criterion on criterion.rubric_id = ?
		left join score s on s.assignment_id = a.id and s.criterion_id = criterion.id
		where a.id = ? and `+owed+`
		order by criterion.position, criterion.id`, v.Contest.RubricID, v.Assignment.ID)
	if err != nil {
		return fmt.Errorf("criteria: %w", err)
	}
	return nil
}
