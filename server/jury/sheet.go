package jury

import (
	"strings"
	"time"

	"blazon/fault"
	"blazon/locale"
	"blazon/server/entryform"
	"blazon/server/web"
	"blazon/store"
)

const sheetPage web.Page[sheetData] = "jury/sheet"

type sheetData struct {
	*store.SheetView
	Rows     []row
	Comment  string
	Editable bool
	Typed    bool // the form shows what was typed, which is not what is stored
	Foreign  bool // what is stored was saved elsewhere meanwhile
	SavedAt  string
	Errors   web.Errors
}

// Over tells whether the judging is past.
func (d sheetData) Over() bool { return over(&d.Place) }

// Said is what the candidate's entry says beside its title and its address, which stand above; none where it says nothing.
func (d sheetData) Said(lang locale.Language) []entryform.Answers {
	said := entryform.Shown(lang, d.Material, store.PartTitle, store.PartURL)
	if !said.Any() {
		return nil
	}
	return []entryform.Answers{said}
}

// Submitted tells whether the stored sheet counts.
func (d sheetData) Submitted() bool { return d.Sheet.State == store.SheetSubmitted }

// CommentDiffers tells whether the stored comment is another than the one in the form.
func (d sheetData) CommentDiffers() bool { return d.Typed && d.Comment != d.Sheet.Comment }

// sheetForm is the form apart from the scores, whose fields are "score." and the criterion's key.
type sheetForm struct {
	Revision int64  `form:"revision"`
	Comment  string `form:"comment"`
	Act      string `form:"act"`
}

// What the form's buttons ask for.
const (
	saveDraft = "draft"
	submit    = "submit"
	takeBack  = "take_back" // a submission
)

func (d door) sheet(r *web.Request) error {
	view, err := d.store.SheetView(r.Context(), r.Actor, r.Var("round"), r.Var("sheet"), r.Language)
	if err != nil {
		return err
	}
	return sheetPage.Show(r, page(r, view))
}

func (d door) saveSheet(r *web.Request) error {
	var posted sheetForm
	err := r.Decode(&posted)
	if err != nil && len(r.PostForm) == 0 {
		return err // nothing arrived that could be shown again
	}
	form := posted.sheet(r)
	if err == nil {
		err = d.save(r, form)
	}
	if err != nil {
		return d.again(r, form, err)
	}
	switch posted.Act {
	case submit:
		return r.Redirect("jury.next", "round", form.Round, "after", form.Assignment)
	case takeBack:
		r.Notice("jury.taken_back")
	default:
		r.Notice("jury.draft_saved")
	}
	return r.Redirect("jury.sheet", "round", form.Round, "sheet", form.Assignment)
}

// save saves once more where the other save that is in the way was the very same: a form that was sent twice is not a
// conflict. It is written again all the same, since only a write is sure to last.
func (d door) save(r *web.Request, form store.SheetForm) error {
	_, err := d.store.SaveSheet(r.Context(), r.Actor, form)
	if !fault.Is(err, fault.Conflict) {
		return err
	}
	view, viewErr := d.store.SheetView(r.Context(), r.Actor, form.Round, form.Assignment, r.Language)
	if viewErr != nil || !same(view, form) {
		return err
	}
	form.Revision = view.Sheet.Revision
	_, err = d.store.SaveSheet(r.Context(), r.Actor, form)
	return err
}

// again shows the form as it was filled in, beside what is stored.
func (d door) again(r *web.Request, form store.SheetForm, err error) error {
	view, viewErr := d.store.SheetView(r.Context(), r.Actor, form.Round, form.Assignment, r.Language)
	if viewErr != nil {
		return viewErr
	}
	data := page(r, view)
	data.Errors = web.ErrorsOf(err)
	data.Foreign = fault.Is(err, fault.Conflict)
	data.Typed = true
	data.Comment = form.Comment
	for i := range data.Rows {
		data.Rows[i].fill(form.Values[data.Rows[i].Criterion.Key])
	}
	return sheetPage.Again(r, err, data)
}

func page(r *web.Request, view *store.SheetView) sheetData {
	data := sheetData{SheetView: view, Comment: view.Sheet.Comment, Editable: view.Editable(r.Actor) == nil}
	if !view.Sheet.SavedAt.IsZero() {
		data.SavedAt = clock(r.Language, view.Sheet.SavedAt, &view.Place)
	}
	for _, c := range view.Criteria {
		data.Rows = append(data.Rows, newRow(r.Language, c))
	}
	return data
}

// sheet is the form as the store takes it; what was typed is there even where it could not be decoded.
func (f sheetForm) sheet(r *web.Request) store.SheetForm {
	form := store.SheetForm{Round: r.Var("round"), Assignment: r.Var("sheet"), Revision: f.Revision, Submit: f.Act == submit,
		Comment: strings.ReplaceAll(r.PostForm.Get("comment"), "\r\n", "\n"), Values: map[string]string{}}
	for name := range r.PostForm {
		if key, ok := strings.CutPrefix(name, fieldPrefix); ok {
			form.Values[key] = r.PostForm.Get(name)
		}
	}
	return form
}

// same tells whether a sheet is stored just as the form has it.
func same(view *store.SheetView, form store.SheetForm) bool {
	for _, c := range view.Criteria {
		if !sameValue(form.Values[c.Criterion.Key], c) {
			return false
		}
	}
	return view.Sheet.Comment == form.Comment && (view.Sheet.State == store.SheetSubmitted) == form.Submit
}

// clock writes when something was saved, to the second, with the day unless that is today.
func clock(lang locale.Language, t time.Time, place *store.Place) string {
	zone := place.Edition.Zone()
	text := t.In(zone).Format(time.TimeOnly)
	if t.In(zone).Format(time.DateOnly) == place.Now.In(zone).Format(time.DateOnly) {
		return locale.T(lang, "jury.at_time", "Time", text)
	}
	return locale.T(lang, "jury.at_moment", "Date", locale.ShortDate(lang, t, zone), "Time", text)
}
