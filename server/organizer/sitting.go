package organizer

import (
	"strconv"

	"blazon/fault"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

const sittingPage web.Page[sittingData] = "organizer/sitting"

type sittingData struct {
	*store.EditionSetup
	Form   sittingForm
	Errors web.Errors
}

// sittingForm is who may sit in the edition's juries, and who may compete.
type sittingForm struct {
	JurorBars     string   `form:"juror_bars"`     // "warn" or "refuse"
	WinnersRest   string   `form:"winners_rest"`   // a number of editions
	WinnersBarred string   `form:"winners_barred"` // "warn" or "refuse"
	Compete       []string `form:"compete"`
}

const warn, refuse = "warn", "refuse"

var sittingLabels = map[string]string{"juror_bars": "seat.own_body", "winners_rest": "seat.rest", "winners_barred": "seat.rest_means", "compete": "seat.rest_except"}

// Means are the two things that a rule may come to.
func (sittingData) Means(lang locale.Language) []web.Option {
	return []web.Option{{Value: warn, Label: locale.T(lang, "seat.warn")}, {Value: refuse, Label: locale.T(lang, "seat.refuse")}}
}

// Choices are the edition's categories.
func (d sittingData) Choices(lang locale.Language) (options []web.Option) {
	for _, c := range d.Categories {
		options = append(options, web.Option{Value: c.UID, Label: c.Name.In(lang)})
	}
	return options
}

func meaning(refused bool) string {
	if refused {
		return refuse
	}
	return warn
}

func (d door) sitting(r *web.Request) error {
	setup, err := d.centralSetup(r)
	if err != nil {
		return err
	}
	e := setup.Edition
	form := sittingForm{JurorBars: meaning(e.JurorBars), WinnersRest: strconv.Itoa(e.WinnersRest), WinnersBarred: meaning(e.WinnersBarred)}
	for _, c := range setup.Categories {
		if c.WinnersCompete {
			form.Compete = append(form.Compete, c.UID)
		}
	}
	return sittingPage.Show(r, sittingData{EditionSetup: setup, Form: form})
}

func (d door) saveSitting(r *web.Request) error {
	setup, err := d.centralSetup(r)
	if err != nil {
		return err
	}
	data := sittingData{EditionSetup: setup}
	if err = r.Decode(&data.Form); err == nil {
		c := reading{}
		form := store.SittingRules{JurorBars: data.Form.JurorBars == refuse, WinnersBarred: data.Form.WinnersBarred == refuse, Compete: data.Form.Compete}
		form.WinnersRest = c.number("winners_rest", data.Form.WinnersRest, "seat.bad_rest")
		if err = fault.InForm(c.wrong...); err == nil {
			err = d.store.SaveSittingRules(r.Context(), r.Actor, setup.Edition.UID, form)
		}
	}
	if err != nil {
		data.Errors = wrongIn(sittingLabels, err)
		return sittingPage.Again(r, err, data)
	}
	r.Notice("seat.rules_saved")
	return r.Redirect("organizer.sitting", "edition", setup.Edition.UID)
}
