package organizer

import (
	"blazon/fault"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

const objectionsPage web.Page[objectionsData] = "organizer/objections"

type objectionsData struct {
	*store.ContestObjections
	Head   *contestHead
	Form   objectionForm
	Errors web.Errors
}

// objectionForm is the answer to one objection; what is typed stands under its uid.
type objectionForm struct {
	Objection string            `form:"objection"`
	Outcome   map[string]string `form:"outcome"`
	Reason    map[string]string `form:"reason"`
}

// Outcomes are the two answers.
func (objectionsData) Outcomes(lang locale.Language) []web.Option {
	return []web.Option{{Value: string(store.ObjectionUpheld), Label: locale.T(lang, "result.uphold")},
		{Value: string(store.ObjectionRejected), Label: locale.T(lang, "result.reject")}}
}

func (d door) objectionsData(r *web.Request) (objectionsData, error) {
	all, err := d.store.Objections(r.Context(), r.Actor, r.Var("contest"), r.Language)
	if err != nil {
		return objectionsData{}, err
	}
	if !r.Actor.Organizes(all.Chapter.Path) { // whoever chairs reads them in the room
		return objectionsData{}, notThere()
	}
	return objectionsData{ContestObjections: all, Head: headOf(&all.ContestPlace, "organizer.announcement")}, nil
}

func (d door) objections(r *web.Request) error {
	data, err := d.objectionsData(r)
	if err != nil {
		return err
	}
	return objectionsPage.Show(r, data)
}

func (d door) answerObjection(r *web.Request) error {
	data, err := d.objectionsData(r)
	if err != nil {
		return err
	}
	err = r.Decode(&data.Form)
	if err == nil && !data.has(data.Form.Objection) {
		err = fault.New(fault.NotFound, "fault.not_found")
	}
	uid := data.Form.Objection
	if err == nil {
		err = d.store.DecideObjection(r.Context(), r.Actor, uid, store.ObjectionState(data.Form.Outcome[uid]), data.Form.Reason[uid])
	}
	if err != nil {
		of := func(name string) string { return name + "[" + uid + "]" }
		if fault.Is(err, fault.Invalid) {
			var wrong []fault.Field
			for _, f := range fault.Of(err).Fields {
				f.Name = of(f.Name)
				wrong = append(wrong, f)
			}
			err = fault.InForm(wrong...)
		}
		data.Errors = wrongIn(map[string]string{of("outcome"): "result.answer", of("reason"): "result.reason"}, err)
		return objectionsPage.Again(r, err, data)
	}
	r.Notice("result.answered")
	return r.Redirect("organizer.objections", "contest", r.Var("contest"))
}

func (d objectionsData) has(uid string) bool {
	for _, i := range d.Items {
		if i.Objection.UID == uid {
			return true
		}
	}
	return false
}
