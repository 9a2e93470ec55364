package entrant

import (
	"slices"

	"blazon/judging"
	"blazon/server/entryform"
	"blazon/server/web"
	"blazon/store"
)

const entryPage web.Page[entryView] = "entrant/entry"

// entryView is an entry with what may be done with it now.
type entryView struct {
	*store.EntryView
	Answers  entryform.Answers
	Attached *store.EntryAttachments
	Errors   web.Errors
	Remark   string         // as it was typed
	Facts    store.FactForm // as they were typed
	Moved    []*store.MovedDeadline

	actor judging.Actor
}

// May tells whether an act is possible now.
func (v entryView) May(act judging.Act) bool { return v.EntryView.May(v.actor, act) == nil }

// Why says why an act is not possible now; nil: it is.
func (v entryView) Why(act judging.Act) web.Errors {
	return web.ErrorsOf(v.EntryView.May(v.actor, act))
}

// Confirmable tells whether the entry was made from the register, so that its entrant says whether what it says is right.
func (v entryView) Confirmable() bool { return v.Entry.Automatic && v.May(judging.RemarkEntry) }

// Frozen tells whether the jury is at work, so that the entry stays as it is.
func (v entryView) Frozen() bool { return v.Phase().Judged() }

func (d door) entryView(r *web.Request) (entryView, error) {
	view, err := d.store.EntryView(r.Context(), r.Actor, r.Var("entry"))
	if err != nil {
		return entryView{}, err
	}
	attached, err := d.store.Attachments(r.Context(), r.Actor, r.Var("entry"))
	if err != nil {
		return entryView{}, err
	}
	moved, err := d.moved(r, &view.ContestPlace)
	if err != nil {
		return entryView{}, err
	}
	return entryView{EntryView: view, Moved: moved, Attached: attached, Answers: entryform.Shown(r.Language, view.Material), actor: r.Actor,
		Facts: store.FactForm{URL: view.Entry.URL, Supplier: view.Entry.Supplier}}, nil
}

// moved lists how the deadline of entries in a contest was moved, newest first.
func (d door) moved(r *web.Request, p *store.ContestPlace) ([]*store.MovedDeadline, error) {
	all, err := d.store.Prolongations(r.Context(), r.Actor, p.Round.UID)
	return slices.DeleteFunc(all[p.Round.UID], func(m *store.MovedDeadline) bool {
		return m.Deadline != judging.EntriesDeadline || m.ContestID != 0 && m.ContestID != p.Contest.ID
	}), err
}

func (d door) entry(r *web.Request) error {
	view, err := d.entryView(r)
	if err != nil {
		return err
	}
	return entryPage.Show(r, view)
}

func (d door) addRemark(r *web.Request) error {
	var form struct {
		Remark string `form:"remark"`
	}
	err := r.Decode(&form)
	if err == nil {
		err = d.store.AddRemark(r.Context(), r.Actor, r.Var("entry"), form.Remark)
	}
	if err != nil {
		return d.entryAgain(r, err, func(v *entryView) { v.Remark = form.Remark })
	}
	r.Notice("entrant.remark_added")
	return d.toEntry(r)
}

func (d door) confirmFacts(r *web.Request) error {
	var form struct {
		URL      string `form:"url"`
		Supplier string `form:"supplier"`
	}
	err := r.Decode(&form)
	facts, changed := store.FactForm{URL: form.URL, Supplier: form.Supplier}, false
	if err == nil {
		changed, err = d.store.ConfirmFacts(r.Context(), r.Actor, r.Var("entry"), facts)
	}
	if err != nil {
		return d.entryAgain(r, err, func(v *entryView) { v.Facts = facts })
	}
	if changed {
		r.Notice("entrant.facts_confirmed")
	} else {
		r.Notice("entrant.facts_remarked")
	}
	return d.toEntry(r)
}

// entryAgain shows the entry with a form as it was filled in.
func (d door) entryAgain(r *web.Request, err error, fill func(*entryView)) error {
	view, viewErr := d.entryView(r)
	if viewErr != nil {
		return viewErr
	}
	fill(&view)
	view.Errors = web.ErrorsOf(err).Labeled(map[string]string{"remark": "entrant.remark", "url": "entrant.site", "supplier": "entrant.supplier"})
	return entryPage.Again(r, err, view)
}
