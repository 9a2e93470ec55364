package organizer

import (
	"blazon/server/web"
	"blazon/store"
)

const advancementPage web.Page[advancementData] = "organizer/advancement"

type advancementData struct {
	*store.AdvancementPreview
	Head      *contestHead
	Reachable bool // the actor organizes the next round, too
	Form      advancementForm
	Errors    web.Errors
}

// advancementForm names who stays behind: a reason by the candidate's uid.
type advancementForm struct {
	Declined map[string]string `form:"declined"`
}

// Gone counts who went on, Stayed who was named with a reason.
func (d advancementData) Gone() int { return len(d.Candidates) - d.Open() - d.Stayed() }

// Stayed counts who did not go on.
func (d advancementData) Stayed() (n int) {
	for _, c := range d.Candidates {
		if c.Done && c.Reason != "" {
			n++
		}
	}
	return n
}

func (d door) advancementData(r *web.Request) (advancementData, error) {
	preview, err := d.store.PreviewAdvancement(r.Context(), r.Actor, r.Var("contest"))
	if err != nil {
		return advancementData{}, err
	}
	reachable := preview.Target != nil && r.Actor.Organizes(preview.Target.Chapter.Path)
	return advancementData{AdvancementPreview: preview, Head: headOf(&preview.ContestPlace, "organizer.advancement"), Reachable: reachable}, nil
}

func (d door) advancement(r *web.Request) error {
	data, err := d.advancementData(r)
	if err != nil {
		return d.notYet(r, err, "organizer.advancement")
	}
	return advancementPage.Show(r, data)
}

func (d door) advance(r *web.Request) error {
	data, err := d.advancementData(r)
	if err != nil {
		return d.notYet(r, err, "organizer.advancement")
	}
	err = r.Decode(&data.Form)
	if err == nil {
		err = d.store.Advance(r.Context(), r.Actor, r.Var("contest"), store.AdvanceForm{Declined: data.Form.Declined})
	}
	if err != nil {
		data.Errors = web.ErrorsOf(err)
		return advancementPage.Again(r, err, data)
	}
	r.Notice("running.advanced_now")
	return r.Redirect("organizer.advancement", "contest", r.Var("contest"))
}
