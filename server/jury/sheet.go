package jury

import (
	"cmp"
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
	Note     string
	Page     string // what this page is called when it saves
	Seq      int64  // how often it has
	Editable bool
	Typed    bool // the form shows what was typed, which is not what is stored
	Foreign  bool // what is stored was saved elsewhere meanwhile
	Unfit    bool // some of what is stored fits no score, and stays as it was typed
	SavedAt  string
	SavedNow string // the same beside the buttons, where a script goes on with it
	Kept     []kept // what was typed elsewhere and could not be saved
	KeptNow  string // what became of what was just refused
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
func (d sheetData) CommentDiffers() bool { return d.Typed && d.Comment != d.Sheet.TypedComment() }

// NoteDiffers tells whether the stored note to the chair is another than the one in the form.
func (d sheetData) NoteDiffers() bool { return d.Typed && d.Note != d.Sheet.TypedNote() }

// HasFiles tells whether the entry has files to show.
func (d sheetData) HasFiles() bool { return d.Attached != nil && d.Attached.Any() }

// sheetForm is the form apart from the scores, whose fields are "score." and the criterion's key.
type sheetForm struct {
	Revision int64  `form:"revision"`
	Page     string `form:"page"`
	Seq      int64  `form:"seq"`
	Comment  string `form:"comment"`
	Act      string `form:"act"`

	Theirs []string `form:"theirs"` // the fields in which what is stored is to stay
	Draft  string   `form:"draft"`  // one that is thrown away
}

// What the form's buttons ask for.
const (
	saveDraft = "draft"
	submit    = "submit"
	takeBack  = "take_back" // a submission
	autosave  = "autosave"  // while typing
	drop      = "drop"      // a draft that could not be saved
)

func (d door) sheet(r *web.Request) error {
	view, err := d.store.SheetView(r.Context(), r.Actor, r.Var("round"), r.Var("sheet"), r.Language)
	if err != nil {
		return err
	}
	if err := d.store.OpenSheets(r.Context(), r.Actor, view.Assignment.UID); err != nil {
		return err
	}
	data := d.page(r, view)
	if uid := r.Query("kept"); uid != "" {
		return d.compare(r, data, uid)
	}
	return sheetPage.Show(r, data)
}

func (d door) saveSheet(r *web.Request) error {
	var posted sheetForm
	err := r.Decode(&posted)
	if err != nil && len(r.PostForm) == 0 {
		return err // nothing arrived that could be shown again
	}
	form := posted.sheet(r)
	switch {
	case err == nil && posted.Act == drop:
		return d.drop(r, posted.Draft)
	case err == nil && form.Typing:
		return d.autosave(r, form)
	case err == nil && len(posted.Theirs) > 0:
		form, err = d.takeTheirs(r, form, posted.Theirs)
	}
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

// again shows the form as it was filled in, beside what is stored. What cannot become the sheet is kept, too.
func (d door) again(r *web.Request, form store.SheetForm, err error) error {
	why, kept := d.keep(r, form, err)
	if fault.Is(kept, fault.NotFound) || fault.Is(kept, fault.Internal) {
		return kept
	}
	view, viewErr := d.store.SheetView(r.Context(), r.Actor, form.Round, form.Assignment, r.Language)
	if viewErr != nil {
		return viewErr
	}
	data := d.page(r, view)
	data.fill(form)
	data.Errors = web.ErrorsOf(err)
	data.Foreign = fault.Is(err, fault.Conflict)
	if why != "" {
		data.KeptNow = keptWords[why]
	}
	return sheetPage.Again(r, err, data)
}

// fill puts into the form what was typed.
func (d *sheetData) fill(form store.SheetForm) {
	d.Typed, d.Unfit, d.Errors = true, false, web.Errors{}
	d.Comment, d.Note = form.Comment, form.Note
	d.Page, d.Seq = cmp.Or(form.Page, d.Page), form.Seq
	for i := range d.Rows {
		d.Rows[i].fill(form)
	}
}

func (d door) page(r *web.Request, view *store.SheetView) sheetData {
	sheet := &view.Sheet
	data := sheetData{SheetView: view, Comment: sheet.TypedComment(), Note: sheet.TypedNote(),
		Page: d.store.NewUID(), Editable: view.Editable(r.Actor) == nil}
	if !sheet.SavedAt.IsZero() {
		data.SavedAt = clock(r.Language, sheet.SavedAt, &view.Place)
		data.SavedNow = r.T("sheet.saved", "Time", data.SavedAt)
	}
	if unfit := view.Unfit(); unfit != nil && data.Editable {
		data.Errors, data.Unfit = web.ErrorsOf(unfit), true
	}
	for _, c := range view.Criteria {
		data.Rows = append(data.Rows, newRow(r.Language, sheet, c))
	}
	data.Kept = keptOf(r.Language, view)
	return data
}

// sheet is the form as the store takes it; what was typed is there even where it could not be decoded.
func (f sheetForm) sheet(r *web.Request) store.SheetForm {
	form := store.SheetForm{Round: r.Var("round"), Assignment: r.Var("sheet"), Revision: f.Revision, Submit: f.Act == submit, Typing: f.Act == autosave,
		Page: f.Page, Seq: f.Seq, Comment: unixLines(r.PostForm.Get("comment")), Note: unixLines(r.PostForm.Get("note")),
		Values: map[string]string{}, Remarks: map[string]string{}}
	for name := range r.PostForm {
		if key, ok := strings.CutPrefix(name, fieldPrefix); ok {
			form.Values[key] = r.PostForm.Get(name)
		}
		if key, ok := strings.CutPrefix(name, remarkPrefix); ok {
			form.Remarks[key] = unixLines(r.PostForm.Get(name))
		}
	}
	return form
}

func unixLines(text string) string { return strings.ReplaceAll(text, "\r\n", "\n") }

// same tells whether a sheet is stored just as the form has it.
func same(view *store.SheetView, form store.SheetForm) bool {
	for _, c := range view.Criteria {
		if !sameValue(&view.Sheet, form.Values[c.Criterion.Key], c) || view.Sheet.TypedRemark(c.Criterion.Key) != form.Remarks[c.Criterion.Key] {
			return false
		}
	}
	return view.Sheet.TypedComment() == form.Comment && view.Sheet.TypedNote() == form.Note && (view.Sheet.State == store.SheetSubmitted) == form.Submit
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
