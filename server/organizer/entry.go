package organizer

import (
	"net/url"
	"slices"
	"strings"

	"blazon/judging"
	"blazon/locale"
	"blazon/register"
	"blazon/server/web"
	"blazon/store"
)

const entryPage web.Page[entryData] = "organizer/entry_new"

type entryData struct {
	*store.EnrolmentSetup
	Head   rosterHead
	Form   entryForm
	Chosen []*store.Body
	Errors web.Errors
}

// entryForm is the same in the query of a search as it is when it is sent.
type entryForm struct {
	Search   string   `form:"q"`
	Beyond   string   `form:"beyond"`
	Bodies   []string `form:"bodies"`
	Title    string   `form:"title"`
	URL      string   `form:"url"`
	Supplier string   `form:"supplier"`
	Reason   string   `form:"reason"`
	Late     string   `form:"late"`
}

// maxJoint is how many bodies one entry may be of.
const maxJoint = 50

// Over tells whether the time for entries is over, so that a late one needs a reason.
func (d entryData) Over() bool { return d.Window().At(d.Now) == judging.TooLate }

// Beyond tells whether the search goes beyond the chapter's region.
func (d entryData) Beyond() bool { return d.Form.Beyond != "" }

func searchedEntry(query url.Values) entryForm {
	return entryForm{Search: strings.TrimSpace(query.Get("q")), Beyond: query.Get("beyond"), Bodies: query["bodies"], Title: query.Get("title"),
		URL: query.Get("url"), Supplier: query.Get("supplier"), Reason: query.Get("reason"), Late: query.Get("late")}
}

// Options are the bodies to tick: first those that are ticked, then those that the search has found.
func (d entryData) Options(lang locale.Language) (options []web.Option) {
	add := func(b *store.Body, reason register.Reason) {
		if !slices.ContainsFunc(options, func(o web.Option) bool { return o.Value == b.UID }) {
			options = append(options, web.Option{Value: b.UID, Label: bodyLine(lang, b, reason)})
		}
	}
	for _, b := range d.Chosen {
		add(b, register.Eligible)
	}
	for _, b := range d.Found {
		add(b.Body, b.Reason)
	}
	return options
}

// bodyLine tells a body from its namesakes on one line, and why it may not enter.
func bodyLine(lang locale.Language, b *store.Body, reason register.Reason) string {
	row := b.Row()
	parts := []string{strings.TrimSpace(row.Kind.Word() + " " + row.Name), row.District(), row.RegionName}
	if b.Population != nil {
		parts = append(parts, locale.T(lang, "roster.people", "Count", *b.Population))
	}
	if reason != register.Eligible {
		parts = append(parts, locale.T(lang, "roster.not_eligible", "Reason", locale.T(lang, string(reason))))
	}
	return strings.Join(slices.DeleteFunc(parts, func(part string) bool { return part == "" }), ", ")
}

func (d door) entryData(r *web.Request, form entryForm) (entryData, error) {
	data := entryData{Form: form}
	setup, err := d.store.EnrolmentSetup(r.Context(), r.Actor, r.Var("contest"), form.Search, form.Beyond != "")
	if err != nil {
		return data, err
	}
	data.EnrolmentSetup, data.Head = setup, rosterHead{setup.ContestPlace, "organizer.entry_new", ""}
	data.Chosen, err = d.store.Bodies(r.Context(), r.Actor, form.Bodies[:min(len(form.Bodies), maxJoint)])
	return data, err
}

// entryNew shows the form; searching for its bodies brings what is filled in along in the query.
func (d door) entryNew(r *web.Request) error {
	data, err := d.entryData(r, searchedEntry(r.URL.Query()))
	if err != nil {
		return err
	}
	return entryPage.Show(r, data)
}

func (d door) addEntry(r *web.Request) error {
	var form entryForm
	err := r.Decode(&form)
	if err == nil {
		_, err = d.store.AddEntry(r.Context(), r.Actor, r.Var("contest"), store.EntryForm{Bodies: form.Bodies, Title: form.Title,
			URL: strings.TrimSpace(form.URL), Supplier: form.Supplier, Reason: strings.TrimSpace(form.Reason), Late: form.Late})
	}
	if err != nil {
		data, pageErr := d.entryData(r, form)
		if pageErr != nil {
			return pageErr
		}
		data.Errors = web.ErrorsOf(err)
		return entryPage.Again(r, err, data)
	}
	r.Notice("roster.entry_added", "Title", strings.TrimSpace(form.Title))
	return d.toContest(r)
}
