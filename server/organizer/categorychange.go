package organizer

import (
	"strconv"

	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

// toCategory leads to the category's page.
func (d door) toCategory(r *web.Request) error {
	return r.Redirect("organizer.category", "category", r.Var("category"))
}

// categoryCrumbs is the way to a page of a category.
func categoryCrumbs(r *web.Request, p *store.CategoryPlace, here string) []web.Crumb {
	return []web.Crumb{crumbTo(r.T("organizer.nav"), r.Address("organizer.home")),
		crumbTo(editionTitle(r, &p.Competition, &p.Edition), r.Address("organizer.edition", "edition", p.Edition.UID)),
		crumbTo(r.T("category.categories"), r.Address("organizer.categories", "edition", p.Edition.UID)),
		crumbTo(p.Category.Name.In(r.Language), r.Address("organizer.category", "category", p.Category.UID)), crumbTo(here, "")}
}

func crumbTo(text, address string) web.Crumb { return web.Crumb{Text: text, Address: address} }

func editionTitle(r *web.Request, c *store.Competition, e *store.Edition) string {
	return c.Name.In(r.Language) + " " + strconv.Itoa(e.Year)
}

func (d door) categoryCancellation(r *web.Request) changing {
	return changing{Request: r, notice: "category.cancelled", then: func() error { return d.toCategory(r) }, page: func(string) (changeData, error) {
		v, err := d.store.CancellingCategory(r.Context(), r.Actor, r.Var("category"))
		if err != nil {
			return changeData{}, err
		}
		p := v.Place
		return changeData{Consequences: v.Consequences, Crumbs: categoryCrumbs(r, p, r.T("category.cancel")), Title: r.T("category.cancel_category"),
			About: p.Category.Name.In(r.Language), Button: r.T("category.cancel"), Back: r.Address("organizer.category", "category", p.Category.UID),
			Restore: when(!v.Since.IsZero() && p.Category.MergedIntoID == 0, r.Address("organizer.category_restore", "category", p.Category.UID)),
			Done:    calledOffSince(r, v, &p.Edition), Means: cancelMeans(r)}, nil
	}}
}

// calledOffSince says since when something is called off.
func calledOffSince(r *web.Request, v *store.CalledOff, e *store.Edition) string {
	if v.Since.IsZero() {
		return ""
	}
	return r.T("category.cancelled_since", "Time", locale.DateTime(r.Language, v.Since, e.Zone()))
}

// cancelMeans is what calling off comes to in any case.
func cancelMeans(r *web.Request) []string {
	return []string{r.T("category.cancel_hides"), r.T("category.cancel_keeps"), r.T("category.cancel_back")}
}

func (d door) cancellingCategory(r *web.Request) error { return d.categoryCancellation(r).show() }

func (d door) cancelCategory(r *web.Request) error {
	return d.categoryCancellation(r).change(func(form changeForm) error {
		return d.store.CancelCategory(r.Context(), r.Actor, r.Var("category"), form.Reason)
	})
}

func (d door) restoreCategory(r *web.Request) error {
	return restored(r, d.store.RestoreCategory(r.Context(), r.Actor, r.Var("category")), func() error { return d.toCategory(r) })
}

func (d door) categoryMerging(r *web.Request) changing {
	return changing{Request: r, notice: "category.merged", then: func() error { return d.toCategory(r) }, page: func(into string) (changeData, error) {
		m, err := d.store.MergingCategory(r.Context(), r.Actor, r.Var("category"), into)
		if err != nil {
			return changeData{}, err
		}
		var options []web.Option
		for _, c := range m.Choices {
			options = append(options, web.Option{Value: c.UID, Label: c.Name.In(r.Language)})
		}
		return changeData{Consequences: m.Consequences, Crumbs: categoryCrumbs(r, &m.CategoryPlace, r.T("category.merge")), Title: r.T("category.merge_category"),
			About: m.Category.Name.In(r.Language), Button: r.T("category.merge"), Back: r.Address("organizer.category", "category", m.Category.UID),
			Choice: chosen(r.T("category.into"), r.T("category.no_other_category"), options, into), Warnings: mergeWarnings(r, m),
			Means: []string{r.T("category.merge_moves"), r.T("category.merge_answers"), r.T("category.merge_final")}}, nil
	}}
}

func mergeWarnings(r *web.Request, m *store.Merging) []string {
	if m.Into == nil {
		return nil
	}
	return lines(
		when(m.Stay > 0, r.T("category.scores_stay", "Count", m.Stay)),
		when(m.Scores > 0 && m.Stay == 0, r.T("category.scores_follow", "Count", m.Scores)),
		when(len(m.Twice) > 0 && len(m.Over) == 0, r.T("category.twice", "Count", len(m.Twice), "Names", locale.List(r.Language, m.Twice))),
		when(m.NotEligible > 0, r.T("category.not_eligible", "Count", m.NotEligible)))
}

func (d door) mergingCategory(r *web.Request) error { return d.categoryMerging(r).show() }

func (d door) mergeCategory(r *web.Request) error {
	return d.categoryMerging(r).change(func(form changeForm) error {
		return d.store.MergeCategory(r.Context(), r.Actor, r.Var("category"), form.Into, form.Reason)
	})
}
