package organizer

import (
	"blazon/server/web"
	"blazon/store"
)

// roundCrumbs is the way to a page of a round.
func roundCrumbs(r *web.Request, p *store.Place, steps ...web.Crumb) []web.Crumb {
	return append([]web.Crumb{crumbTo(r.T("organizer.nav"), r.Address("organizer.home")),
		crumbTo(editionTitle(r, &p.Competition, &p.Edition), r.Address("organizer.edition", "edition", p.Edition.UID)),
		crumbTo(p.Round.Name.In(r.Language), r.Address("organizer.round", "round", p.Round.UID))}, steps...)
}

func (d door) toRoundPage(r *web.Request) error {
	return r.Redirect("organizer.round", "round", r.Var("round"))
}

func (d door) roundCancellation(r *web.Request) changing {
	return changing{Request: r, notice: "category.cancelled", then: func() error { return d.toRoundPage(r) }, page: func(string) (changeData, error) {
		v, err := d.store.CancellingRound(r.Context(), r.Actor, r.Var("round"))
		if err != nil {
			return changeData{}, err
		}
		p := v.Round
		return changeData{Consequences: v.Consequences, Crumbs: roundCrumbs(r, p, crumbTo(r.T("category.cancel"), "")), Title: r.T("category.cancel_round"),
			About: p.Round.Name.In(r.Language), Button: r.T("category.cancel"), Back: r.Address("organizer.round", "round", p.Round.UID),
			Restore: when(!v.Since.IsZero(), r.Address("organizer.round_restore", "round", p.Round.UID)), Done: calledOffSince(r, v, &p.Edition),
			Means: cancelMeans(r), Warnings: lines(when(v.Chapters > 0, r.T("category.judged_here", "Count", v.Chapters)),
				when(p.Round.NextRoundID != 0, r.T("category.nobody_advances")))}, nil
	}}
}

func (d door) cancellingRound(r *web.Request) error { return d.roundCancellation(r).show() }

func (d door) cancelRound(r *web.Request) error {
	return d.roundCancellation(r).change(func(form changeForm) error {
		return d.store.CancelRound(r.Context(), r.Actor, r.Var("round"), form.Reason)
	})
}

func (d door) restoreRound(r *web.Request) error {
	return restored(r, d.store.RestoreRound(r.Context(), r.Actor, r.Var("round")), func() error { return d.toRoundPage(r) })
}

func (d door) contestCancellation(r *web.Request) changing {
	return changing{Request: r, notice: "category.cancelled", then: func() error { return d.toContestPage(r) }, page: func(string) (changeData, error) {
		v, err := d.store.CancellingContest(r.Context(), r.Actor, r.Var("contest"))
		if err != nil {
			return changeData{}, err
		}
		p, back := v.Contest, r.Address("organizer.contest", "contest", v.Contest.Contest.UID)
		name := p.Category.Name.In(r.Language)
		alone := p.Category.CancelledAt.IsZero() && p.Round.CancelledAt.IsZero() // else the category or the round comes back, or nothing
		return changeData{Consequences: v.Consequences, Title: r.T("category.cancel_contest"), About: name + " – " + p.Round.Name.In(r.Language),
			Crumbs: roundCrumbs(r, &p.Place, crumbTo(name, back), crumbTo(r.T("category.cancel"), "")),
			Button: r.T("category.cancel"), Back: back, Means: cancelMeans(r), Done: calledOffSince(r, v, &p.Edition),
			Restore: when(!v.Since.IsZero() && alone, r.Address("organizer.contest_restore", "contest", p.Contest.UID))}, nil
	}}
}

func (d door) toContestPage(r *web.Request) error {
	return r.Redirect("organizer.contest", "contest", r.Var("contest"))
}

func (d door) cancellingContest(r *web.Request) error { return d.contestCancellation(r).show() }

func (d door) cancelContest(r *web.Request) error {
	return d.contestCancellation(r).change(func(form changeForm) error {
		return d.store.CancelContest(r.Context(), r.Actor, r.Var("contest"), form.Reason)
	})
}

func (d door) restoreContest(r *web.Request) error {
	return restored(r, d.store.RestoreContest(r.Context(), r.Actor, r.Var("contest")), func() error { return d.toContestPage(r) })
}
