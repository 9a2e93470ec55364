package organizer

import (
	"slices"
	"strings"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

const roundNewPage web.Page[roundNewData] = "organizer/round-new"

type roundNewData struct {
	*store.EditionSetup
	Form   roundNewForm
	Errors web.Errors
}

type roundNewForm struct {
	datesForm
	Chapter string `form:"chapter"`
	Name    string `form:"name"` // empty: the chapter's
	Slug    string `form:"slug"` // empty: the chapter's
}

// Choices are the chapters whose round it may be: first those that have none.
func (d roundNewData) Choices(lang locale.Language) (options []web.Option) {
	has := func(c store.ChapterSetup) bool {
		return slices.ContainsFunc(d.Rounds, func(r *store.EditionRound) bool { return r.Chapter.ID == c.Chapter.ID })
	}
	var others []web.Option
	for _, c := range d.Chapters {
		option := web.Option{Value: c.Chapter.UID, Label: c.Chapter.Name.In(lang)}
		if has(c) {
			others = append(others, option)
		} else {
			options = append(options, option)
		}
	}
	return append(options, others...)
}

// roundNewData reads the edition. Only who may set it up sees the form.
func (d door) roundNewData(r *web.Request) (roundNewData, error) {
	setup, err := d.store.EditionSetup(r.Context(), r.Actor, r.Var("edition"), r.Language)
	if err == nil {
		err = judging.May(r.Actor, judging.SetUp, judging.Facts{Chapter: setup.Root.Path})
	}
	return roundNewData{EditionSetup: setup}, err
}

// newRound begins with the dates that the edition's other rounds have.
func (d door) newRound(r *web.Request) error {
	data, err := d.roundNewData(r)
	if err != nil {
		return err
	}
	for _, round := range data.Rounds {
		if !round.Round.JudgingFrom.IsZero() && (round.Chapter.ID != data.Root.ID || data.Form.JudgingFrom == web.Moment{}) {
			data.Form.datesForm = datesOf(round.Round.Dates(), data.Edition.Zone())
		}
	}
	return roundNewPage.Show(r, data)
}

func (d door) addRound(r *web.Request) error {
	data, err := d.roundNewData(r)
	if err != nil {
		return err
	}
	err = r.Decode(&data.Form)
	var round *store.Round
	if err == nil {
		var part store.ChapterPart
		if part, err = data.part(); err == nil {
			round, err = d.store.AddRound(r.Context(), r.Actor, data.Edition.UID, part)
		}
	}
	if err != nil {
		data.Errors = wrongIn(roundNewLabels, err)
		return roundNewPage.Again(r, err, data)
	}
	r.Notice("organizer.round_made")
	return r.Redirect("organizer.round", "round", round.UID)
}

// part reads the form; what the store checks is left to it.
func (d roundNewData) part() (store.ChapterPart, error) {
	f := d.Form
	c := reading{zone: d.Edition.Zone()}
	part := store.ChapterPart{Chapter: f.Chapter, Slug: strings.TrimSpace(f.Slug)}
	if !slices.ContainsFunc(d.Chapters, func(row store.ChapterSetup) bool { return row.Chapter.UID == f.Chapter }) {
		c.add("chapter", "fault.unknown_choice")
	}
	part.Round.Name = locale.Text{d.Edition.Language: f.Name}
	part.Round.Dates = c.dates("", f.datesForm, store.Dates{})
	return part, fault.InForm(c.wrong...)
}
