package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"blazon/fault"
	"blazon/judging"

	"github.com/uptrace/bun"
)

// Sheet is all of a juror's scores for one candidate; it is made with its assignment.
type Sheet struct {
	bun.BaseModel `bun:"table:sheet"`

	AssignmentID int64 `bun:",pk"`
	Revision     int64 // counts the saves, so that two tabs cannot overwrite each other
	State        SheetState
	Comment      string
	SavedAt      time.Time `bun:",nullzero"`
	SubmittedAt  time.Time `bun:",nullzero"`
	Typed        Typed     // what does not fit, as typed, by its field's name
	Remarks      Typed     // comments on single criteria, by the criterion's key
	Note         string    // to the chair
	Page         string    // the open page that saved it last
	Seq          int64     // which of that page's saves it was

	Wrong []fault.Field  `bun:"-"` // what is the matter with Typed; only after a save
	Marks []judging.Mark `bun:"-"` // what is stored; only after a save
	Zone  string         `bun:"-"` // of the edition; only after a save
}

// SheetState tells how far a score sheet has come; only submitted scores count.
type SheetState string

// The states of a score sheet.
const (
	SheetEmpty     SheetState = "empty"
	SheetDraft     SheetState = "draft"
	SheetSubmitted SheetState = "submitted"
)

// SheetForm is a score sheet as its juror sends it.
type SheetForm struct {
	Round      string            // uid
	Assignment string            // uid
	Revision   int64             // the one that the form was made from
	Values     map[string]string // as typed, by the criterion's key
	Comment    string
	Remarks    map[string]string // on single criteria, by their keys
	Note       string            // to the chair
	Submit     bool              // false: a draft, which does not count
	Partial    bool              // for KeepDraft: it is only some cells of a matrix, and says nothing of the rest of the sheet
	Typing     bool              // saved while typing: what fits is stored, the rest kept as typed; a submitted sheet stays as it is
	Page       string            // a random word for the open page that sends it; empty: a page without a script
	Seq        int64             // counts what that page sends
}

// The longest texts of a sheet, in characters.
const (
	maxComment = 20_000
	maxRemark  = 5_000
)

// SaveSheet stores what a juror typed, in one transaction under the round's shared lock: a save either comes before
// the closing of the round and counts, or is refused. Saving a submitted sheet as a draft takes the submission back. Faults:
// NotFound; Closed when judging is over; Conflict when the sheet was saved elsewhere since; Invalid with the fields that
// are wrong ("score." or "remark." and the criterion's key, "comment" or "note"), and then nothing is stored. A save while
// typing is never Invalid.
func (s *Store) SaveSheet(ctx context.Context, actor judging.Actor, form SheetForm) (Sheet, error) {
	form = form.unified()
	var saved Sheet
	err := s.db.RunInTx(ctx, nil, func(ctx context.Context, tx bun.Tx) error {
		if err := s.lockRound(ctx, tx, form.Round, shared); err != nil {
			return err
		}
		var err error
		saved, err = s.putSheet(ctx, tx, actor, form)
		return err
	})
	if err != nil {
		return Sheet{}, fmt.Errorf("save sheet: %w", err)
	}
	return saved, nil
}

// putSheet is what a save does once it holds the lock.
func (s *Store) putSheet(ctx context.Context, tx bun.Tx, actor judging.Actor, form SheetForm) (Sheet, error) {
	duty, err := s.readDuty(ctx, tx, form.Round, form.Assignment, form.Page)
	if err != nil {
		return Sheet{}, err
	}
	marks, wrong, err := duty.judge(actor, form)
	if err != nil {
		return Sheet{}, err
	}
	saved := duty.becomes(form, marks, wrong)
	t := &transaction{Tx: tx, store: s, now: duty.Now}
	event, err := t.event(actor, "sheet.save", "assignment", duty.AssignmentID, duty.eventBody(saved, marks))
	if err != nil {
		return Sheet{}, err
	}
	scores, emptied := duty.scores(marks)
	if err := s.writeSheet(ctx, tx, event, saved, scores, emptied); err != nil || !duty.Kept {
		return saved, err
	}
	return saved, t.dropDraft(ctx, duty.AssignmentID, form.Page) // the page has come through after all
}

// judge says whether the sheet may be saved as it was typed, and what that means; wrong is what does not fit, while typing.
func (d *duty) judge(actor judging.Actor, form SheetForm) (marks []judging.Mark, wrong fields, err error) {
	if err := judging.May(actor, judging.ViewCandidate, d.facts()); err != nil {
		return nil, nil, err
	}
	if err := judging.May(actor, judging.SaveSheet, d.facts()); err != nil {
		return nil, nil, err
	}
	if form.Typing && d.State == SheetSubmitted {
		return nil, nil, fault.New(fault.Conflict, "sheet.is_submitted")
	}
	return d.marks(form)
}

// marks says what the sheet means as it was typed, whoever saves it.
func (d *duty) marks(form SheetForm) (marks []judging.Mark, wrong fields, err error) {
	if d.Revision != form.Revision && !d.follows(form) {
		return nil, nil, fault.New(fault.Conflict, "fault.sheet_changed")
	}
	marks, wrong = judging.Sheet{Criteria: d.criteria, Conversions: d.conversions, Typed: form.Values, Submit: form.Submit}.Draft()
	wrong = append(wrong, form.tooLong()...)
	if form.Typing {
		return marks, wrong, nil
	}
	return marks, nil, wrong.err()
}

// follows tells whether the save that is in the way came from the very page that sends this one, before it: its answer was lost.
func (d *duty) follows(form SheetForm) bool {
	return form.Page != "" && form.Page == d.Page && form.Seq > d.Seq
}

// becomes is the sheet after the save.
func (d *duty) becomes(form SheetForm, marks []judging.Mark, wrong fields) Sheet {
	sheet := Sheet{AssignmentID: d.AssignmentID, Revision: d.Revision + 1, State: SheetDraft, Comment: form.Comment, Note: form.Note,
		SavedAt: d.Now, Typed: Typed{}, Remarks: Typed{}, Page: form.Page, Seq: form.Seq, Wrong: wrong, Marks: marks, Zone: d.TimeZone}
	if form.Submit {
		sheet.State, sheet.SubmittedAt = SheetSubmitted, d.Now
	}
	for key, text := range d.Remarks { // what stands on a criterion that is owed no more stays as it is
		if !d.owesCriterion(key) {
			sheet.Remarks.put(key, text)
		}
	}
	for name, text := range d.Typed {
		if _, key, of := strings.Cut(name, "."); of && !d.owesCriterion(key) {
			sheet.Typed.put(name, text)
		}
	}
	for _, c := range d.criteria {
		sheet.Remarks.put(c.ID, form.Remarks[c.ID])
	}
	sheet.takeTyped(form)
	return sheet
}

// owesCriterion tells whether the duty is about the criterion with this key.
func (d *duty) owesCriterion(key string) bool {
	return slices.ContainsFunc(d.criteria, func(c judging.Criterion) bool { return c.ID == key })
}

// scores lists the rows to keep, and of the other criteria that are owed the ids: those are emptied. A stray score, on a
// criterion that is owed no more, stays as it is.
func (d *duty) scores(marks []judging.Mark) (rows []Score, emptied []int64) {
	for i, m := range marks {
		if m.Empty {
			emptied = append(emptied, d.ids[i])
		} else {
			rows = append(rows, Score{AssignmentID: d.AssignmentID, CriterionID: d.ids[i], Value: m.Value.Micros(), Measured: m.Measured, SavedAt: d.Now})
		}
	}
	return rows, emptied
}

// eventBody puts the sheet on record, by ids: what was given on each criterion, in
// millionths, and what was measured for it; nothing for an empty cell.
func (d *duty) eventBody(sheet Sheet, marks []judging.Mark) sheetBody {
	scores, measured := map[int64]int64{}, map[int64]string{}
	for i, m := range marks {
		if !m.Empty {
			scores[d.ids[i]] = m.Value.Micros()
		}
		if m.Measured != "" {
			measured[d.ids[i]] = m.Measured
		}
	}
	return sheetBody{Revision: sheet.Revision, State: sheet.State, Scores: scores, Measured: measured}
}

// sheetBody is what is on record of a save, by ids. What two people did names the first of them; the event's user is the second.
type sheetBody struct {
	Revision   int64            `json:"revision"`
	State      SheetState       `json:"state"`
	Scores     map[int64]int64  `json:"scores"`
	Measured   map[int64]string `json:"measured,omitempty"`
	Paper      int64            `json:"paper,omitempty"`      // that was confirmed
	Correction int64            `json:"correction,omitempty"` // that was confirmed
	By         int64            `json:"by,omitempty"`         // user who keyed it in or entered it
}
