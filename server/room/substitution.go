package room

import (
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

const substitutionPage web.Page[substitutionData] = "room/substitution"

type substitutionData struct {
	*store.Replacement
	Head   *head
	Form   substitutionForm
	Errors web.Errors
}

type substitutionForm struct {
	Substitute string `form:"substitute"`
	Reason     string `form:"reason"`
}

// Options are the jurors who could take over, each with what would move.
func (d substitutionData) Options(lang locale.Language) (options []web.Option) {
	for _, h := range d.Heirs {
		options = append(options, web.Option{Value: h.Juror.UID, Label: locale.T(lang, "room.heir", "Name", h.Juror.Name, "Count", d.Moves(h))})
	}
	return options
}

func (d door) substitutionData(r *web.Request) (substitutionData, error) {
	v, err := d.store.Replacement(r.Context(), r.Actor, r.Var("juror"), r.Language)
	if err != nil {
		return substitutionData{}, err
	}
	return substitutionData{Replacement: v, Head: headOf(r, &v.Place, "room.substitution")}, nil
}

// substitution says who could take over from a juror, and what would move.
func (d door) substitution(r *web.Request) error {
	data, err := d.substitutionData(r)
	if err != nil {
		return err
	}
	return substitutionPage.Show(r, data)
}

func (d door) substitute(r *web.Request) error {
	data, err := d.substitutionData(r)
	if err != nil {
		return err
	}
	if err = r.Decode(&data.Form); err == nil {
		err = d.store.ReplaceJuror(r.Context(), r.Actor, r.Var("juror"), data.Form.Substitute, data.Form.Reason)
	}
	if err != nil {
		data.Errors = web.ErrorsOf(err)
		return substitutionPage.Again(r, err, data)
	}
	r.Notice("room.substituted", "Name", data.Leaver.Juror.Name)
	return r.Redirect("room.coverage", "round", data.Round.UID)
}
