package public

import (
	"blazon/server/web"
	"blazon/store"
)

const homePage web.Page[homeData] = "public/home"

// homeData is the front page of the site: that of its competition, or where it has several, all of them.
type homeData struct {
	Front *frontData // of the only competition
	Cards []competitionCard
}

// competitionCard is a competition with where its current edition stands.
type competitionCard struct {
	*store.CompetitionFront
	Edition *editionView // nil: there is none
}

func (d door) home(r *web.Request) error {
	fronts, err := d.store.Fronts(r.Context(), r.Language)
	if err != nil {
		return err
	}
	var data homeData
	if len(fronts) == 1 {
		if data.Front, err = d.readFront(r, fronts[0].Competition.Slug); err != nil {
			return err
		}
		return homePage.Show(r, data)
	}
	for _, front := range fronts {
		card := competitionCard{CompetitionFront: front}
		if front.Current != nil {
			card.Edition = &editionView{EditionOverview: front.Current}
		}
		data.Cards = append(data.Cards, card)
	}
	return homePage.Show(r, data)
}

const competitionPage web.Page[*frontData] = "public/competition"

func (d door) competition(r *web.Request) error {
	front, err := d.readFront(r, r.Var("competition"))
	if err != nil {
		return err
	}
	return competitionPage.Show(r, front)
}
