package organizer

import (
	"slices"
	"strings"

	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

const jointPage web.Page[jointData] = "organizer/joint"

type jointData struct {
	*store.EntryCheck
	Form   jointForm
	Chosen []*store.Body
	Found  []*store.Body
	Errors web.Errors
	Back   string
}

// jointForm is the same in the query of a search as it is when it is sent.
type jointForm struct {
	Search   string   `form:"q"`
	Bodies   []string `form:"bodies"`
	Reason   string   `form:"reason"`
	Revision int      `form:"revision"`
}

// Options are the bodies to tick: first those that are ticked, then those whose the entry is, then those that the search has found.
func (d jointData) Options(lang locale.Language) (options []web.Option) {
	for _, b := range slices.Concat(d.Chosen, d.Found) {
		if !slices.ContainsFunc(options, func(o web.Option) bool { return o.Value == b.UID }) {
			_, reason := d.Category.Eligibility.Matches(b.Row())
			options = append(options, web.Option{Value: b.UID, Label: bodyLine(lang, b, reason)})
		}
	}
	return options
}

// More tells whether the search may find more than is shown.
func (d jointData) More() bool { return len(d.Found) == jointAtMost }

// jointAtMost is how many bodies the search shows.
const jointAtMost = 20

func (d door) jointData(r *web.Request, form *jointForm) (jointData, error) {
	found, err := d.store.EntryCheck(r.Context(), r.Actor, r.Var("entry"), r.Language)
	if err != nil {
		return jointData{}, err
	}
	data := jointData{EntryCheck: found}
	if path, ok := r.Return(); ok {
		data.Back = path
	}
	var own []string
	for _, b := range found.Bodies {
		own = append(own, b.UID)
	}
	if form == nil {
		form = &jointForm{Bodies: own, Revision: found.Entry.Revision}
	}
	data.Form = *form
	if data.Chosen, err = d.store.Bodies(r.Context(), r.Actor, slices.Concat(form.Bodies[:min(len(form.Bodies), maxJoint)], own)); err != nil {
		return data, err
	}
	data.Found, err = d.store.SearchBodies(r.Context(), r.Actor, store.BodySearch{Text: form.Search, Limit: jointAtMost, Language: r.Language})
	return data, err
}

// joint shows whose the entry is; searching for more brings what is filled in along in the query.
func (d door) joint(r *web.Request) error {
	var form *jointForm
	if query := r.URL.Query(); query.Has("q") {
		form = &jointForm{Search: strings.TrimSpace(query.Get("q")), Bodies: query["bodies"], Reason: query.Get("reason")}
	}
	data, err := d.jointData(r, form)
	if err != nil {
		return err
	}
	data.Form.Revision = data.Entry.Revision
	return jointPage.Show(r, data)
}

func (d door) joinBodies(r *web.Request) error {
	var form jointForm
	err := r.Decode(&form)
	if err == nil {
		err = d.store.SetEntryBodies(r.Context(), r.Actor, r.Var("entry"), store.BodiesForm{Revision: form.Revision, Bodies: form.Bodies, Reason: form.Reason})
	}
	if err != nil {
		data, e := d.jointData(r, &form)
		if e != nil {
			return e
		}
		data.Errors, data.Form.Revision = web.ErrorsOf(err), data.Entry.Revision
		return jointPage.Again(r, err, data)
	}
	r.Notice("check.bodies_set")
	return r.Redirect("organizer.check", "entry", r.Var("entry"), "next", r.FormValue("next"))
}
