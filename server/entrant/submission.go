package entrant

import (
	"blazon/server/web"
	"blazon/store"
)

const (
	submissionPage web.Page[entryView] = "entrant/submission"
	takingBackPage web.Page[entryView] = "entrant/taking_back"
	withdrawalPage web.Page[entryView] = "entrant/withdrawal"
)

// submission shows what would be handed in, to be read through.
func (d door) submission(r *web.Request) error {
	view, err := d.entryView(r)
	if err != nil {
		return err
	}
	if view.Entry.State != store.EntryDraft && view.Entry.State != store.EntryReturned {
		return d.toEntry(r)
	}
	return submissionPage.Show(r, view)
}

func (d door) submit(r *web.Request) error {
	var form struct {
		Revision int  `form:"revision"`
		Rules    int  `form:"rules"`
		Agreed   bool `form:"agreed"`
	}
	err := r.Decode(&form)
	var sub *store.Submission
	if err == nil {
		sub, err = d.store.SubmitEntry(r.Context(), r.Actor, r.Var("entry"), store.SubmitForm{Revision: form.Revision, Agreed: form.Agreed, Rules: form.Rules})
	}
	if err != nil {
		return d.again(r, submissionPage, err)
	}
	r.Notice("entrant.submitted")
	return r.Redirect("entrant.receipt", "submission", sub.UID)
}

// again shows a page of the entry with what is wrong.
func (d door) again(r *web.Request, page web.Page[entryView], err error) error {
	view, viewErr := d.entryView(r)
	if viewErr != nil {
		return viewErr
	}
	view.Errors = web.ErrorsOf(err)
	return page.Again(r, err, view)
}

func (d door) takingBack(r *web.Request) error { return d.show(r, takingBackPage) }

func (d door) withdrawal(r *web.Request) error { return d.show(r, withdrawalPage) }

func (d door) show(r *web.Request, page web.Page[entryView]) error {
	view, err := d.entryView(r)
	if err != nil {
		return err
	}
	return page.Show(r, view)
}

func (d door) takeBack(r *web.Request) error {
	if err := d.store.TakeBackEntry(r.Context(), r.Actor, r.Var("entry")); err != nil {
		return d.again(r, takingBackPage, err)
	}
	r.Notice("entrant.taken_back")
	return r.Redirect("entrant.draft", "entry", r.Var("entry"))
}

func (d door) restore(r *web.Request) error {
	if err := d.store.RestoreEntry(r.Context(), r.Actor, r.Var("entry")); err != nil {
		return d.again(r, entryPage, err)
	}
	r.Notice("entrant.restored")
	return d.toEntry(r)
}

func (d door) withdraw(r *web.Request) error {
	if err := d.store.WithdrawEntry(r.Context(), r.Actor, r.Var("entry")); err != nil {
		return d.again(r, withdrawalPage, err)
	}
	r.Notice("entrant.withdrawn")
	return r.Redirect("entrant.home")
}
