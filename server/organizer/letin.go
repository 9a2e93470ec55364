package organizer

import (
	"blazon/fault"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

const lettingInPage web.Page[lettingInData] = "organizer/let-in"

type lettingInData struct {
	*store.AdvancementPreview
	Head   *contestHead
	Stead  *store.AdvancingCandidate // who is replaced; nil: somebody gets a wild card
	Form   letInForm
	Errors web.Errors
}

// letInForm is who is let in, and why.
type letInForm struct {
	Candidate string `form:"candidate"`
	Stead     string `form:"stead"`
	Reason    string `form:"reason"`
	minutesForm
}

// Choices are those who may be let in, each with its place.
func (d lettingInData) Choices(lang locale.Language) (options []web.Option) {
	list := d.Beside()
	if d.Stead != nil {
		list = d.RunnersUp()
	}
	for _, c := range list {
		place := locale.T(lang, "advancement.no_place")
		if c.Place > 0 {
			place = locale.Place(lang, c.Place, c.LastPlace, c.Shared, d.Contest.Ranges())
		}
		options = append(options, web.Option{Value: c.Candidate.UID, Label: c.Candidate.Display(lang) + " – " + place})
	}
	return options
}

// Tie tells whether several come next, of whom the organizer names one.
func (d lettingInData) Tie() int {
	if n := len(d.RunnersUp()); d.Stead != nil && n > 1 {
		return n
	}
	return 0
}

// lettingInData reads the contest, and who is replaced.
func (d door) lettingInData(r *web.Request, stead string) (lettingInData, error) {
	preview, err := d.store.PreviewLetIn(r.Context(), r.Actor, r.Var("contest"))
	if err != nil {
		return lettingInData{}, err
	}
	data := lettingInData{AdvancementPreview: preview, Head: headOf(&preview.ContestPlace, "organizer.advancement"), Form: letInForm{Stead: stead}}
	for _, c := range preview.Vacated() {
		if c.Candidate.UID == stead {
			data.Stead = c
		}
	}
	if stead != "" && data.Stead == nil {
		err = fault.New(fault.NotFound, "fault.not_found")
	}
	return data, err
}

func (d door) lettingIn(r *web.Request) error {
	data, err := d.lettingInData(r, r.Query("stead"))
	if err != nil {
		return d.notYet(r, err, "organizer.advancement")
	}
	if next := data.RunnersUp(); data.Stead != nil && len(next) == 1 {
		data.Form.Candidate = next[0].Candidate.UID
	}
	return lettingInPage.Show(r, data)
}

func (d door) letIn(r *web.Request) error {
	var form letInForm
	wrong := r.Decode(&form)
	data, err := d.lettingInData(r, form.Stead)
	if err != nil {
		return d.notYet(r, err, "organizer.advancement")
	}
	data.Form = form
	if err = wrong; err == nil {
		err = d.store.LetIn(r.Context(), r.Actor, r.Var("contest"), store.LetInForm{Candidate: form.Candidate, Stead: form.Stead, Reason: form.Reason,
			MinutesForm: form.named()})
	}
	if err != nil {
		data.Errors = web.ErrorsOf(err)
		return lettingInPage.Again(r, err, data)
	}
	r.Notice("advancement.let_in_now")
	return r.Redirect("organizer.advancement", "contest", r.Var("contest"))
}
