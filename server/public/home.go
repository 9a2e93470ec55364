package public

import (
	"slices"

	"blazon/fault"
	"blazon/server/web"
	"blazon/store"
)

const homePage web.Page[homeData] = "public/home"

type homeData struct {
	Competitions []*store.CompetitionOverview
}

func (d door) home(r *web.Request) error {
	overview, err := d.store.Overview(r.Context())
	if err != nil {
		return err
	}
	return homePage.Show(r, homeData{overview.Competitions})
}

const competitionPage web.Page[*store.CompetitionOverview] = "public/competition"

func (d door) competition(r *web.Request) error {
	overview, err := d.store.Overview(r.Context())
	if err != nil {
		return err
	}
	i := slices.IndexFunc(overview.Competitions, func(c *store.CompetitionOverview) bool {
		return c.Competition.Slug == r.Var("competition")
	})
	if i < 0 {
		return fault.New(fault.NotFound, "fault.not_found")
	}
	return competitionPage.Show(r, overview.Competitions[i])
}
