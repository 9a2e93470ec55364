package organizer

import (
	"strings"

	"blazon/locale"
	"blazon/register"
	"blazon/server/web"
	"blazon/store"
)

const trainingPage web.Page[trainingData] = "organizer/training"

type trainingData struct {
	*store.TrainingSetup
	Head   rosterHead
	Form   trainingForm
	Found  []*store.Body
	Errors web.Errors
}

// trainingForm makes a training candidate, of a body that a search has found or of any title; or Do, "discuss" or "remove", is done to
// the one with the uid.
type trainingForm struct {
	Search string `form:"q"`
	Body   string `form:"body"`
	Title  string `form:"title"`
	URL    string `form:"url"`
	Do     string `form:"do"`
	UID    string `form:"uid"`
}

// Options are the bodies that the search has found.
func (d trainingData) Options(lang locale.Language) (options []web.Option) {
	for _, b := range d.Found {
		options = append(options, web.Option{Value: b.UID, Label: bodyLine(lang, b, register.Eligible)})
	}
	return options
}

func (d door) trainingData(r *web.Request, form trainingForm) (trainingData, error) {
	setup, err := d.store.TrainingSetup(r.Context(), r.Actor, r.Var("contest"))
	if err != nil {
		return trainingData{}, err
	}
	data := trainingData{TrainingSetup: setup, Head: rosterHead{setup.ContestPlace, "organizer.training", ""}, Form: form}
	if form.Search != "" {
		data.Found, err = d.store.SearchBodies(r.Context(), r.Actor, store.BodySearch{Text: form.Search, Limit: jointAtMost, Language: r.Language})
	}
	return data, err
}

func (d door) training(r *web.Request) error {
	query := r.URL.Query()
	data, err := d.trainingData(r, trainingForm{Search: strings.TrimSpace(query.Get("q")), Title: query.Get("title"), URL: query.Get("url"), Body: query.Get("body")})
	if err != nil {
		return err
	}
	return trainingPage.Show(r, data)
}

func (d door) saveTraining(r *web.Request) error {
	var form trainingForm
	err := r.Decode(&form)
	notice := ""
	if err == nil {
		notice, err = d.doTraining(r, form)
	}
	if err != nil {
		data, e := d.trainingData(r, form)
		if e != nil {
			return e
		}
		data.Errors = web.ErrorsOf(err)
		return trainingPage.Again(r, err, data)
	}
	r.Notice(notice)
	return r.Redirect("organizer.training", "contest", r.Var("contest"))
}

func (d door) doTraining(r *web.Request, form trainingForm) (notice string, err error) {
	switch form.Do {
	case "discuss":
		return "seat.training_discussed", d.store.DiscussTraining(r.Context(), r.Actor, form.UID)
	case "remove":
		return "seat.training_removed", d.store.RemoveTraining(r.Context(), r.Actor, form.UID)
	}
	training := store.TrainingForm{Title: form.Title, URL: form.URL}
	if form.Body != "" {
		bodies, err := d.store.Bodies(r.Context(), r.Actor, []string{form.Body})
		if err != nil {
			return "", err
		}
		for _, b := range bodies {
			if training.Title == "" {
				training.Title = b.Title()
			}
			if training.URL == "" && b.Web != "" {
				training.URL = "https://" + b.Web
			}
		}
	}
	return "seat.training_added", d.store.AddTraining(r.Context(), r.Actor, r.Var("contest"), training)
}
