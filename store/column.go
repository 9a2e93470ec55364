package store

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"strings"

	"blazon/fault"
	"blazon/judging"

	"github.com/uptrace/bun"
)

// ColumnForm is rows of a juror's matrix as they were typed: what it does not name stays as it is.
type ColumnForm struct {
	Round  string     // uid
	Cells  []CellForm // one for each sheet
	Again  bool       // submitted sheets are changed and submitted again; otherwise they are refused
	Typing bool       // as in a SheetForm; each row is written then, even as it was
	Page   string     // as in a SheetForm
	Seq    int64
}

// CellForm is what was typed into a row of the matrix.
type CellForm struct {
	Assignment string            // uid
	Revision   int64             // the one that the form was made from
	Values     map[string]string // as typed, by the criterion's key
	Was        map[string]string // what the form had there before; where that is still stored, other changes of the sheet are in nobody's way
	Remarks    map[string]string // on the criteria, by their keys
}

// SavedCell is what became of a row of the matrix.
type SavedCell struct {
	Sheet  Sheet             // as it is now
	Stored map[string]string // what is stored now as a juror types it, by the criterion's key, for what the form named
	Form   SheetForm         // what was typed of the sheet, for KeepDraft
	Same   bool              // there was nothing to save
	Err    error             // why it was not saved: NotFound, Closed, Conflict, or Invalid with fields as those of SaveSheet
}

// SaveColumn stores cells of a juror's matrix in one transaction under the round's shared lock, and answers for each row by
// itself, in their order: one that is refused is in no other's way. Of a sheet it changes the criteria that the form names,
// and neither its comment nor its state. NotFound: no row is the actor's.
func (s *Store) SaveColumn(ctx context.Context, actor judging.Actor, form ColumnForm) ([]*SavedCell, error) {
	var saved []*SavedCell
	err := s.db.RunInTx(ctx, nil, func(ctx context.Context, tx bun.Tx) error {
		if err := s.lockRound(ctx, tx, form.Round, shared); err != nil {
			return err
		}
		if err := s.lockName(ctx, tx, fmt.Sprintf("matrix of %d", actor.User)); err != nil { // two tabs would lock rows crosswise
			return err
		}
		c, err := s.readColumn(ctx, tx, form)
		if err != nil {
			return err
		}
		for _, cell := range form.Cells {
			c.saved = append(c.saved, c.judge(actor, cell))
		}
		saved = c.saved
		return c.write(ctx, actor)
	})
	if err != nil {
		return nil, fmt.Errorf("save column: %w", err)
	}
	return saved, nil
}

// columnSave is rows of a matrix that are being saved, with what is stored of them.
type columnSave struct {
	*transaction
	form   ColumnForm
	duties map[string]*duty           // by the assignment's uid
	sheets map[int64]*Sheet           // by the assignment's id
	scores map[int64]map[int64]*Score // by the assignment's and the criterion's id
	saved  []*SavedCell
	writes []sheetWrite
}

// readColumn reads the duties in the statement that follows the locks, and what is stored of their sheets.
func (s *Store) readColumn(ctx context.Context, tx bun.Tx, form ColumnForm) (*columnSave, error) {
	uids := make([]string, len(form.Cells))
	for i, cell := range form.Cells {
		uids[i] = cell.Assignment
	}
	duties, err := s.readDuties(ctx, tx, form.Round, form.Page, uids)
	if err != nil {
		return nil, err
	}
	c := &columnSave{transaction: &transaction{Tx: tx, store: s}, form: form, duties: duties, sheets: map[int64]*Sheet{}, scores: map[int64]map[int64]*Score{}}
	ids := []int64{0}
	for _, d := range duties {
		ids, c.now = append(ids, d.AssignmentID), d.Now
	}
	var sheets []*Sheet
	if err := tx.NewSelect().Model(&sheets).Where("assignment_id in (?)", bun.List(ids)).Scan(ctx); err != nil {
		return nil, err
	}
	for _, sheet := range sheets {
		c.sheets[sheet.AssignmentID], c.scores[sheet.AssignmentID] = sheet, map[int64]*Score{}
	}
	var scores []*Score
	if err := tx.NewSelect().Model(&scores).Where("assignment_id in (?)", bun.List(ids)).Scan(ctx); err != nil {
		return nil, err
	}
	for _, score := range scores {
		c.scores[score.AssignmentID][score.CriterionID] = score
	}
	return c, nil
}

// judge says what becomes of a row.
func (c *columnSave) judge(actor judging.Actor, cell CellForm) *SavedCell {
	d := c.duties[cell.Assignment]
	lost := SheetForm{Round: c.form.Round, Assignment: cell.Assignment, Revision: cell.Revision, Values: cell.typed(), Remarks: cell.Remarks,
		Typing: true, Partial: true, Page: c.form.Page, Seq: c.form.Seq}
	if d == nil || !d.owes(cell.Values) || !d.owes(cell.Remarks) {
		return &SavedCell{Form: lost, Err: fault.New(fault.NotFound, "fault.not_found")}
	}
	if err := judging.May(actor, judging.ViewSheet, d.facts()); err != nil { // nobody else learns what is stored
		return &SavedCell{Form: lost, Err: err}
	}
	form, stored := c.sheet(d, cell)
	lost.Revision, lost.Submit, lost.Typing = form.Revision, form.Submit, form.Typing
	saved := &SavedCell{Sheet: *c.sheets[d.AssignmentID], Stored: map[string]string{}, Form: lost}
	for key := range cell.Values {
		saved.Stored[key] = stored[key]
	}
	if saved.Err = judging.May(actor, judging.SaveSheet, d.facts()); saved.Err != nil {
		return saved
	}
	if saved.Same = !c.form.Typing && cell.Revision == d.Revision && c.unchanged(d, cell, stored); saved.Same {
		return saved
	}
	marks, wrong, err := d.judge(actor, form)
	if err == nil && !c.form.Typing {
		err = cell.among(wrong)
	}
	if saved.Err = err; err == nil {
		saved.Sheet = d.becomes(form, marks, wrong)
		c.writes = append(c.writes, c.writeOf(d, saved, cell, marks))
	}
	return saved
}

// owes tells whether all the keys are of criteria that the duty is about.
func (d *duty) owes(typed map[string]string) bool {
	for key := range typed {
		if !d.owesCriterion(key) {
			return false
		}
	}
	return true
}

// sheet is the whole sheet as the row wants it, and what is stored on its criteria as a juror types it.
func (c *columnSave) sheet(d *duty, cell CellForm) (form SheetForm, stored map[string]string) {
	sheet, submitted := c.sheets[d.AssignmentID], d.State == SheetSubmitted
	form = SheetForm{Round: c.form.Round, Assignment: cell.Assignment, Revision: cell.Revision, Values: map[string]string{}, Remarks: map[string]string{},
		Comment: sheet.TypedComment(), Note: sheet.TypedNote(),
		Submit: submitted && c.form.Again, Typing: !submitted || !c.form.Again, Page: c.form.Page, Seq: c.form.Seq}
	stored = map[string]string{}
	for i, criterion := range d.criteria {
		key := criterion.ID
		if score := c.scores[d.AssignmentID][d.ids[i]]; score != nil {
			stored[key] = cmp.Or(score.Measured, judging.DecimalOfMicros(score.Value).String())
		}
		stored[key] = cmp.Or(sheet.Typed["score."+key], stored[key])
		form.Values[key], form.Remarks[key] = stored[key], sheet.TypedRemark(key)
	}
	if cell.stillAs(stored, form.Remarks) {
		form.Revision = d.Revision
	}
	maps.Copy(form.Values, cell.Values)
	maps.Copy(form.Remarks, cell.Remarks)
	return form.unified(), stored
}

// typed gives the values that are not as the form had them before.
func (cell CellForm) typed() map[string]string {
	typed := maps.Clone(cell.Values)
	maps.DeleteFunc(typed, func(key, value string) bool {
		was, known := cell.Was[key]
		return known && sameTyped(value, was)
	})
	return typed
}

// stillAs tells whether what is stored is, on each criterion of the row, what the form began with or what it wants. A remark that was
// changed elsewhere is not: the form does not say what it began with, and must not write over words that it has not shown.
func (cell CellForm) stillAs(stored map[string]string, remarks map[string]string) bool {
	for key, text := range cell.Remarks {
		if strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n")) != strings.TrimSpace(remarks[key]) {
			return false
		}
	}
	for key, typed := range cell.Values {
		was, known := cell.Was[key]
		if !sameTyped(typed, stored[key]) && (!known || !sameTyped(was, stored[key])) {
			return false
		}
	}
	return true
}

// unchanged tells whether the row wants just what is stored.
func (c *columnSave) unchanged(d *duty, cell CellForm, stored map[string]string) bool {
	for key, typed := range cell.Values {
		if !sameTyped(typed, stored[key]) {
			return false
		}
	}
	for key, typed := range cell.Remarks {
		if typed != c.sheets[d.AssignmentID].TypedRemark(key) {
			return false
		}
	}
	return true
}

// sameTyped tells whether two texts are the same number, or else the same text.
func sameTyped(a, b string) bool {
	one, err := judging.ParsePoints(a)
	if two, err2 := judging.ParsePoints(b); err == nil && err2 == nil {
		return one == two
	}
	return strings.TrimSpace(a) == strings.TrimSpace(b)
}

// among makes a fault of what is wrong in the fields of the row; what was wrong elsewhere in the sheet stays there as it was typed.
func (cell CellForm) among(wrong fields) error {
	var own fields
	for _, f := range wrong {
		_, kind := cell.Values[strings.TrimPrefix(f.Name, "score.")]
		_, remark := cell.Remarks[strings.TrimPrefix(f.Name, "remark.")]
		if kind || remark {
			own = append(own, f)
		}
	}
	return own.err()
}
