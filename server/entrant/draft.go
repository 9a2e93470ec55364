package entrant

import (
	"net/http"
	"strings"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/server/entryform"
	"blazon/server/web"
	"blazon/store"
)

const draftPage web.Page[draftData] = "entrant/draft"

type draftData struct {
	entryView
	Inputs   *entryform.Inputs
	Revision int
	SavedAt  string
	Stored   []storedAnswer // what was saved elsewhere meanwhile, where it differs from the form
	Late     bool           // the time for entries is over
}

// storedAnswer is what is stored in a field beside what was typed into it.
type storedAnswer struct{ Label, Text string }

// draftForm is what the form has beside the answers.
type draftForm struct {
	Revision int    `form:"revision"`
	Title    string `form:"title"`
	URL      string `form:"url"`
	Supplier string `form:"supplier"`
	Act      string `form:"act"`
}

// submitAct is the button that leads on to handing in.
const submitAct = "submit"

func (d door) draft(r *web.Request) error {
	view, err := d.entryView(r)
	if err != nil {
		return err
	}
	if !view.May(judging.EditEntry) && view.Entry.State != store.EntryReturned && view.Entry.State != store.EntryDraft {
		return d.toEntry(r)
	}
	var wrong error
	if r.Query("check") != "" {
		wrong = fault.InForm(view.Lacks...)
	}
	return draftPage.Show(r, draftOf(r, view, view.Filled, wrong))
}

func draftOf(r *web.Request, view entryView, filled store.Filled, wrong error) draftData {
	data := draftData{entryView: view, Inputs: entryform.New(r.Language, view.Asked, filled, view.Suppliers, wrong), Revision: view.Entry.Revision,
		Late: view.EntryView.Facts().Taking == judging.TooLate}
	if !view.Entry.SavedAt.IsZero() {
		data.SavedAt = clock(r.Language, &view.EntryPlace)
	}
	return data
}

// clock writes when an entry was saved, with the day unless that is today.
func clock(lang locale.Language, p *store.EntryPlace) string {
	zone := p.Edition.Zone()
	t := p.Entry.SavedAt.In(zone)
	if t.Format("2006-01-02") == p.Now.In(zone).Format("2006-01-02") {
		return locale.T(lang, "entrant.at_time", "Time", t.Format("15:04:05"))
	}
	return locale.T(lang, "entrant.at_moment", "Date", locale.ShortDate(lang, t, zone), "Time", t.Format("15:04:05"))
}

func (d door) saveDraft(r *web.Request) error {
	var posted draftForm
	err := r.Decode(&posted)
	if err != nil && len(r.PostForm) == 0 {
		return err // nothing arrived that could be shown again
	}
	form := store.DraftForm{Revision: posted.Revision, Filled: store.Filled{Title: posted.Title, URL: posted.URL, Supplier: posted.Supplier,
		Answers: answers(r)}}
	if err == nil {
		_, err = d.store.SaveDraft(r.Context(), r.Actor, r.Var("entry"), form)
	}
	if r.Scripted() {
		return d.answerScript(r, err)
	}
	if err != nil {
		return d.draftAgain(r, form, err)
	}
	if posted.Act == submitAct {
		return r.Redirect("entrant.submission", "entry", r.Var("entry"))
	}
	r.Notice("entrant.draft_saved")
	return r.Redirect("entrant.draft", "entry", r.Var("entry"))
}

// answers reads what was filled in for the fields of the form, "answers[key]".
func answers(r *web.Request) store.Answers {
	filled := store.Answers{}
	for name, values := range r.PostForm {
		if key, ok := strings.CutPrefix(name, "answers["); ok {
			filled[strings.TrimSuffix(key, "]")] = values
		}
	}
	return filled
}

// draftAgain shows the form as it was filled in, beside what is stored. Saving it again replaces that.
func (d door) draftAgain(r *web.Request, form store.DraftForm, err error) error {
	view, viewErr := d.entryView(r)
	if viewErr != nil {
		return viewErr
	}
	data := draftOf(r, view, form.Filled, err)
	if fault.Is(err, fault.Conflict) {
		data.Stored = differing(r.Language, view.EntryView, form.Filled)
	}
	return draftPage.Again(r, err, data)
}

// differing lists the fields in which the stored entry says something else than what was typed.
func differing(lang locale.Language, view *store.EntryView, typed store.Filled) (list []storedAnswer) {
	mine := *view.Material
	mine.Filled = typed
	theirs, ours := entryform.Shown(lang, view.Material), entryform.Shown(lang, &mine)
	for i, stored := range theirs.Rows {
		if i < len(ours.Rows) && !sameAnswer(stored, ours.Rows[i]) {
			list = append(list, storedAnswer{stored.Label, strings.Join(append([]string{stored.Text}, stored.Items...), " ")})
		}
	}
	return list
}

func sameAnswer(a, b entryform.Answer) bool {
	return strings.TrimSpace(a.Text) == strings.TrimSpace(strings.ReplaceAll(b.Text, "\r\n", "\n")) &&
		strings.Join(a.Items, "\n") == strings.Join(b.Items, "\n")
}

// scriptAnswer is what the script that saves drafts is told.
type scriptAnswer struct {
	Revision int    `json:"revision,omitempty"`
	Saved    string `json:"saved,omitempty"`
	Error    string `json:"error,omitempty"`
	Conflict bool   `json:"conflict,omitempty"` // saved elsewhere meanwhile: both texts are to be compared
}

// answerScript tells the page's script what became of a save.
func (d door) answerScript(r *web.Request, err error) error {
	if fault.Is(err, fault.Conflict) {
		return r.JSON(http.StatusConflict, scriptAnswer{Error: locale.Fault(r.Language, fault.Of(err)), Conflict: true})
	}
	if err != nil {
		return err
	}
	view, err := d.entryView(r)
	if err != nil {
		return err
	}
	return r.JSON(http.StatusOK, scriptAnswer{Revision: view.Entry.Revision, Saved: r.T("entrant.saved", "Time", clock(r.Language, &view.EntryPlace))})
}
