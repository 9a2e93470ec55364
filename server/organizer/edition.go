package organizer

import (
	"blazon/server/web"
	"blazon/store"
)

const editionPage web.Page[editionData] = "organizer/edition"

type editionData struct {
	*store.EditionSetup
	Rules rules
	Rows  []roundRow
}

// Aside lists the chapters that have no round of their own in the edition.
func (d editionData) Aside() (list []store.ChapterSetup) {
	for _, c := range d.Chapters {
		if !d.hasRound(c.Chapter.ID) {
			list = append(list, c)
		}
	}
	return list
}

func (d editionData) hasRound(chapter int64) bool {
	for _, r := range d.Rounds {
		if r.Chapter.ID == chapter {
			return true
		}
	}
	return false
}

// Elsewhere tells whether the chapter's entries are judged by the round of another.
func (d editionData) Elsewhere(c store.ChapterSetup) bool { return c.Setting.Mode == store.Collective }

func (d door) edition(r *web.Request) error {
	setup, err := d.store.EditionSetup(r.Context(), r.Actor, r.Var("edition"), r.Language)
	if err != nil {
		return err
	}
	var rounds []*store.OfficeRound
	for _, round := range setup.Rounds {
		rounds = append(rounds, &round.OfficeRound)
	}
	return editionPage.Show(r, editionData{setup, rulesOfEdition(setup), roundRows(r, rounds, setup.Edition.Zone(), setup.Now)})
}
