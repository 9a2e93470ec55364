package entrant

import (
	"slices"

	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

const objectionsPage web.Page[objectionsData] = "entrant/objections"

// objectionsData is an entry with the objections to how it fared.
type objectionsData struct {
	*store.OwnObjections
	Open   []*store.OwnOutcome // contests to whose results one may object now
	Form   objectionForm
	Errors web.Errors
}

type objectionForm struct {
	Contest string `form:"contest"`
	About   string `form:"about"`
	Words   string `form:"words"`
}

// Shown are the contests that are public.
func (d objectionsData) Shown() []*store.OwnOutcome {
	return slices.DeleteFunc(slices.Clone(d.Rounds), func(o *store.OwnOutcome) bool { return !o.Public() })
}

// Contests are the choices of what is objected to.
func (d objectionsData) Contests(lang locale.Language) (options []web.Option) {
	for _, o := range d.Open {
		options = append(options, web.Option{Value: o.Contest.UID, Label: o.Round.Name.In(lang) + ", " + o.ContestPlace.Category.Name.In(lang)})
	}
	return options
}

// Abouts are what an objection may be about.
func (objectionsData) Abouts(lang locale.Language) (options []web.Option) {
	for _, about := range []store.ObjectionAbout{store.AboutFact, store.AboutProcedure} {
		options = append(options, web.Option{Value: string(about), Label: locale.T(lang, "result.about_"+string(about))})
	}
	return options
}

func (d door) objectionsData(r *web.Request) (objectionsData, error) {
	own, err := d.store.OwnObjections(r.Context(), r.Actor, r.Var("entry"), r.Language)
	if err != nil {
		return objectionsData{}, err
	}
	data := objectionsData{OwnObjections: own}
	for _, o := range own.Rounds {
		if own.Objectionable(r.Actor, o) == nil {
			data.Open = append(data.Open, o)
		}
	}
	if len(data.Open) > 0 {
		data.Form.Contest = data.Open[len(data.Open)-1].Contest.UID
	}
	return data, nil
}

func (d door) objections(r *web.Request) error {
	data, err := d.objectionsData(r)
	if err != nil {
		return err
	}
	return objectionsPage.Show(r, data)
}

func (d door) makeObjection(r *web.Request) error {
	data, err := d.objectionsData(r)
	if err != nil {
		return err
	}
	data.Form = objectionForm{}
	if err = r.Decode(&data.Form); err == nil {
		err = d.store.MakeObjection(r.Context(), r.Actor, store.ObjectionForm{Entry: data.Entry.UID, Contest: data.Form.Contest,
			About: store.ObjectionAbout(data.Form.About), Words: data.Form.Words})
	}
	if err != nil {
		data.Errors = web.ErrorsOf(err).Labeled(map[string]string{"about": "result.about", "words": "result.words"})
		return objectionsPage.Again(r, err, data)
	}
	r.Notice("result.made")
	return r.Redirect("entrant.objections", "entry", data.Entry.UID)
}
