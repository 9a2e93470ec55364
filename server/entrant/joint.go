package entrant

import (
	"slices"
	"strings"

	"blazon/server/web"
	"blazon/store"
)

const jointPage web.Page[jointData] = "entrant/joint"

// jointData is the bodies of a joint entry, and what a search for more has found.
type jointData struct {
	entryView
	Search string
	Found  []*store.Body
	Chosen []string // uids
	Errors web.Errors
}

// Options are the bodies to tick: those that take part, then those found.
func (d jointData) Options() (options []web.Option) {
	for _, b := range d.Bodies[1:] {
		options = append(options, web.Option{Value: b.UID, Label: b.Printed()})
	}
	for _, b := range d.Found {
		known := func(o web.Option) bool { return o.Value == b.UID }
		if b.UID != d.Bodies[0].UID && !slices.ContainsFunc(options, known) {
			options = append(options, web.Option{Value: b.UID, Label: strings.Join(without(b.Title(), b.District(), b.RegionName), ", ")})
		}
	}
	return options
}

// without leaves out the texts that are empty.
func without(texts ...string) []string {
	return slices.DeleteFunc(texts, func(text string) bool { return text == "" })
}

func (d door) jointData(r *web.Request) (jointData, error) {
	view, err := d.entryView(r)
	if err != nil {
		return jointData{}, err
	}
	data := jointData{entryView: view, Search: strings.TrimSpace(r.FormValue("q"))}
	for _, b := range view.Bodies[1:] {
		data.Chosen = append(data.Chosen, b.UID)
	}
	if data.Search != "" {
		data.Found, err = d.store.SearchBodies(r.Context(), r.Actor, store.BodySearch{Text: data.Search, Language: r.Language})
	}
	return data, err
}

func (d door) joint(r *web.Request) error {
	data, err := d.jointData(r)
	if err != nil {
		return err
	}
	if data.Entry.State != store.EntryDraft {
		return d.toEntry(r)
	}
	return jointPage.Show(r, data)
}

func (d door) join(r *web.Request) error {
	var form struct {
		Bodies []string `form:"bodies"`
	}
	err := r.Decode(&form)
	if err == nil {
		err = d.store.JoinEntry(r.Context(), r.Actor, r.Var("entry"), form.Bodies)
	}
	if err != nil {
		data, dataErr := d.jointData(r)
		if dataErr != nil {
			return dataErr
		}
		data.Chosen, data.Errors = form.Bodies, web.ErrorsOf(err)
		return jointPage.Again(r, err, data)
	}
	r.Notice("entrant.joined")
	return r.Redirect("entrant.draft", "entry", r.Var("entry"))
}

// answer says for a body that somebody else named in a joint entry whether it takes part.
func (d door) answer(r *web.Request) error {
	agrees := r.FormValue("answer") == "agree"
	if err := d.store.AnswerEntry(r.Context(), r.Actor, r.Var("entry"), r.FormValue("body"), agrees); err != nil {
		return err
	}
	if agrees {
		r.Notice("entrant.agreed_to_join")
		return r.Redirect("entrant.draft", "entry", r.Var("entry"))
	}
	r.Notice("entrant.declined_to_join")
	return r.Redirect("entrant.home")
}
