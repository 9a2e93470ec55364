package organizer

import (
	"blazon/server/web"
	"blazon/store"
)

const admissionPage web.Page[admissionData] = "organizer/admission"

type admissionData struct {
	*store.Admission
	Errors web.Errors
}

// Left counts the entries that somebody has to look at.
func (d admissionData) Left() int { return d.Waiting - d.Clear }

// admission says whom admitting at one go would admit.
func (d door) admission(r *web.Request) error {
	found, err := d.store.Admission(r.Context(), r.Actor, r.Var("round"))
	if err != nil {
		return err
	}
	return admissionPage.Show(r, admissionData{Admission: found})
}

func (d door) admitAll(r *web.Request) error {
	var form struct {
		Seen int `form:"seen"`
	}
	err := r.Decode(&form)
	var admitted int
	if err == nil {
		admitted, err = d.store.AdmitAll(r.Context(), r.Actor, r.Var("round"), form.Seen)
	}
	if err != nil {
		found, e := d.store.Admission(r.Context(), r.Actor, r.Var("round"))
		if e != nil {
			return e
		}
		return admissionPage.Again(r, err, admissionData{found, web.ErrorsOf(err)})
	}
	r.Notice("check.admitted_all", "Count", admitted)
	return r.Redirect("organizer.queue", "round", r.Var("round"))
}
