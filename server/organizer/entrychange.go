package organizer

import (
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

// entryChange is the page about a change of an entry, without what is particular to the change.
func (d door) entryChange(r *web.Request, v *store.EntryChange, title, button string) changeData {
	back := r.Address("organizer.check", "entry", v.Entry.UID)
	return changeData{Consequences: v.Consequences, Title: title, Button: button, Back: back, About: entryName(r.Language, &v.EntryPlace),
		Crumbs: roundCrumbs(r, &v.Place, crumbTo(v.Category.Name.In(r.Language), r.Address("organizer.contest", "contest", v.Contest.UID)),
			crumbTo(entryName(r.Language, &v.EntryPlace), back), crumbTo(button, ""))}
}

// entryName names an entry by its bodies and, once it was handed in, its title: nobody but its entrant reads a draft.
func entryName(lang locale.Language, p *store.EntryPlace) string {
	if p.Entry.Unread() {
		return (&store.NamedCandidate{Bodies: p.Bodies}).Entrants(lang)
	}
	return (&store.NamedCandidate{Bodies: p.Bodies, Title: p.Entry.Title}).Display(lang)
}

func (d door) toEntry(r *web.Request) error {
	return r.Redirect("organizer.check", "entry", r.Var("entry"))
}

func (d door) entryCancellation(r *web.Request) changing {
	return changing{Request: r, notice: "category.entry_cancelled", then: func() error { return d.toEntry(r) }, page: func(string) (changeData, error) {
		v, err := d.store.CancellingEntry(r.Context(), r.Actor, r.Var("entry"))
		if err != nil {
			return changeData{}, err
		}
		data := d.entryChange(r, v, r.T("category.cancel_entry"), r.T("category.cancel"))
		data.Means = []string{r.T("category.entry_leaves"), r.T("category.cancel_keeps"), r.T("category.cancel_back")}
		if v.Since {
			data.Done, data.Restore = r.T("category.entry_is_out"), r.Address("organizer.entry_restore", "entry", v.Entry.UID)
		}
		return data, nil
	}}
}

func (d door) cancellingEntry(r *web.Request) error { return d.entryCancellation(r).show() }

func (d door) cancelEntry(r *web.Request) error {
	return d.entryCancellation(r).change(func(form changeForm) error {
		return d.store.CancelEntry(r.Context(), r.Actor, r.Var("entry"), form.Reason)
	})
}

func (d door) restoreEntry(r *web.Request) error {
	return restored(r, d.store.RestoreCancelledEntry(r.Context(), r.Actor, r.Var("entry")), func() error { return d.toEntry(r) })
}

func (d door) entryMove(r *web.Request) changing {
	return changing{Request: r, notice: "category.entry_moved", then: func() error { return d.toEntry(r) }, page: func(into string) (changeData, error) {
		m, err := d.store.MovingEntry(r.Context(), r.Actor, r.Var("entry"), into)
		if err != nil {
			return changeData{}, err
		}
		var options []web.Option
		for _, c := range m.Choices {
			options = append(options, web.Option{Value: c.UID, Label: c.Name.In(r.Language)})
		}
		data := d.entryChange(r, m.EntryChange, r.T("category.move_entry"), r.T("category.move"))
		data.Choice = chosen(r.T("category.into"), r.T("category.no_other_category"), options, into)
		data.Means = []string{r.T("category.move_moves"), r.T("category.merge_answers")}
		data.Warnings = lines(
			when(m.Stay, r.T("category.scores_stay", "Count", m.Scores)),
			when(m.Into != nil && m.Scores > 0 && !m.Stay, r.T("category.scores_follow", "Count", m.Scores)),
			when(m.Twice, r.T("category.twice_entry")), when(m.NotEligible, r.T("category.not_eligible", "Count", 1)))
		return data, nil
	}}
}

func (d door) movingEntry(r *web.Request) error { return d.entryMove(r).show() }

func (d door) moveEntry(r *web.Request) error {
	return d.entryMove(r).change(func(form changeForm) error {
		return d.store.MoveEntry(r.Context(), r.Actor, r.Var("entry"), form.Into, form.Reason)
	})
}

func (d door) entryMerging(r *web.Request) changing {
	return changing{Request: r, notice: "category.entry_merged", then: func() error { return d.toEntry(r) }, page: func(into string) (changeData, error) {
		m, err := d.store.MergingEntry(r.Context(), r.Actor, r.Var("entry"), into)
		if err != nil {
			return changeData{}, err
		}
		var options []web.Option
		for _, e := range m.Choices {
			options = append(options, web.Option{Value: e.UID, Label: duplicateName(r, m, e)})
		}
		data := d.entryChange(r, m.EntryChange, r.T("category.merge_entry"), r.T("category.merge"))
		data.Choice = chosen(r.T("category.counts_instead"), r.T("category.no_duplicate"), options, into)
		data.Means = []string{r.T("category.duplicate_leaves"), r.T("category.cancel_keeps"), r.T("category.cancel_back")}
		return data, nil
	}}
}

// duplicateName tells an entry from its duplicate: by its title, its address, and how it came in.
func duplicateName(r *web.Request, m *store.EntryMerge, e *store.DuplicateEntry) string {
	name := e.Title
	if name == "" {
		name = (&store.NamedCandidate{Bodies: m.Bodies}).Entrants(r.Language)
	}
	for _, part := range []string{e.URL, r.T("category.state_" + string(e.State)), when(e.Automatic, r.T("category.automatic"))} {
		if part != "" {
			name += ", " + part
		}
	}
	return name
}

func (d door) mergingEntry(r *web.Request) error { return d.entryMerging(r).show() }

func (d door) mergeEntry(r *web.Request) error {
	return d.entryMerging(r).change(func(form changeForm) error {
		return d.store.MergeEntry(r.Context(), r.Actor, r.Var("entry"), form.Into, form.Reason)
	})
}
