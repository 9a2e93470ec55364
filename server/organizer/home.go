package organizer

import (
	"slices"
	"time"

	"blazon/server/web"
	"blazon/store"
)

const homePage web.Page[homeData] = "organizer/home"

type homeData struct {
	Competitions []homeCompetition
	Others       []store.Competition // of which an administrator organizes nothing
	MayCreate    bool
	Requests     int       // to act for a body, that wait
	Drafts       int       // letters that wait
	MailOff      time.Time // since when no letters leave; zero: they do
}

type homeCompetition struct {
	*store.OfficeCompetition
	Editions []homeEdition
}

// homeEdition is an edition with the actor's rounds in it.
type homeEdition struct {
	store.Edition
	Rounds []roundRow
}

// Over tells whether nothing is left to be done.
func (e homeEdition) Over() bool {
	return len(e.Rounds) > 0 && !slices.ContainsFunc(e.Rounds, func(r roundRow) bool { return r.Way.Next() != nil })
}

func (d door) home(r *web.Request) error {
	office, err := d.store.Office(r.Context(), r.Actor, r.Language)
	if err != nil {
		return err
	}
	data := homeData{MayCreate: r.Actor.Administrator}
	if data.MailOff, err = d.store.MailOff(r.Context()); err != nil {
		return err
	}
	for _, c := range office.Competitions {
		row := homeCompetition{OfficeCompetition: c}
		for _, e := range c.Editions {
			row.Editions = append(row.Editions, homeEdition{e.Edition, roundRows(r, e.Rounds, e.Edition.Zone(), office.Now)})
		}
		data.Competitions = append(data.Competitions, row)
	}
	if data.MayCreate {
		if data.Others, err = d.others(r, office); err != nil {
			return err
		}
	}
	if data.Requests, err = d.store.WaitingRequests(r.Context(), r.Actor); err != nil {
		return err
	}
	if data.Drafts, err = d.store.WaitingMessages(r.Context(), r.Actor); err != nil {
		return err
	}
	return homePage.Show(r, data)
}

// others lists the competitions that are not in the office.
func (d door) others(r *web.Request, office *store.Office) (list []store.Competition, err error) {
	overview, err := d.store.Overview(r.Context())
	if err != nil {
		return nil, err
	}
	for _, c := range overview.Competitions {
		own := func(o *store.OfficeCompetition) bool { return o.Competition.ID == c.Competition.ID }
		if !slices.ContainsFunc(office.Competitions, own) {
			list = append(list, c.Competition)
		}
	}
	return list, nil
}
