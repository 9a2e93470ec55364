package jury

import (
	"slices"

	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

const conflictsPage web.Page[conflictsData] = "jury/conflicts"

type conflictsData struct {
	*store.DeclarationView
	Form     conflictsForm
	Chosen   []*store.Body // that the juror works for, as the form has it
	Found    []*store.Body // by the search
	Editable bool
	Errors   web.Errors
}

// conflictsForm is what a juror answers; suppliers, candidates and reasons are by uid.
type conflictsForm struct {
	Home       string            `form:"home"`
	Bodies     []string          `form:"bodies"`
	Suppliers  map[string]string `form:"supplier"`
	Candidates map[string]string `form:"candidate"`
	Reasons    map[string]string `form:"reason"`
	Search     string            `form:"q"`
	Act        string            `form:"act"` // search, others, or save
}

// answered is the form as the juror has answered so far.
func answered(v *store.DeclarationView) conflictsForm {
	form := conflictsForm{Home: v.HomeCode(), Suppliers: map[string]string{}, Candidates: map[string]string{}, Reasons: map[string]string{}}
	for _, b := range v.Bodies {
		form.Bodies = append(form.Bodies, b.UID)
	}
	for _, q := range v.Suppliers {
		if q.Answered {
			form.Suppliers[q.UID] = relation(q.Related)
		}
	}
	for _, q := range v.Candidates {
		if q.Answered {
			form.Candidates[q.UID], form.Reasons[q.UID] = relation(q.Conflict), q.Reason
		}
	}
	return form
}

func relation(related bool) string {
	if related {
		return string(store.Related)
	}
	return string(store.Unrelated)
}

// HomeOptions are the places that the juror may be at home in.
func (d conflictsData) HomeOptions(lang locale.Language) []web.Option {
	options := []web.Option{{Value: "", Label: locale.T(lang, "conflict.home_choose")}, {Value: "none", Label: locale.T(lang, "conflict.home_none")}}
	for _, p := range d.Places {
		label := p.Region
		if p.Name != "" {
			label += " – " + p.Name
		}
		options = append(options, web.Option{Value: p.Code(), Label: label})
	}
	return options
}

// Categories lists the candidates by category, in their order.
func (d conflictsData) Categories() (groups [][]*store.CandidateQuestion) {
	for _, q := range d.Candidates {
		if n := len(groups); n == 0 || groups[n-1][0].ContestID != q.ContestID {
			groups = append(groups, nil)
		}
		groups[len(groups)-1] = append(groups[len(groups)-1], q)
	}
	return groups
}

// Open counts the candidates that the form has no answer for.
func (d conflictsData) Open() (n int) {
	for _, q := range d.Candidates {
		if d.Form.Candidates[q.UID] == "" {
			n++
		}
	}
	return n
}

func (d door) conflictsData(r *web.Request) (conflictsData, error) {
	view, err := d.store.Declarations(r.Context(), r.Actor, r.Var("round"), r.Language)
	if err != nil {
		return conflictsData{}, err
	}
	return conflictsData{DeclarationView: view, Form: answered(view), Chosen: view.Bodies, Editable: view.Editable(r.Actor) == nil}, nil
}

func (d door) conflicts(r *web.Request) error {
	data, err := d.conflictsData(r)
	if err != nil {
		return err
	}
	return conflictsPage.Show(r, data)
}

func (d door) declare(r *web.Request) error {
	data, err := d.conflictsData(r)
	if err != nil {
		return err
	}
	data.Form = conflictsForm{}
	if err = r.Decode(&data.Form); err == nil && data.Form.Act == "search" && data.Form.Search != "" {
		if err = d.find(r, &data); err == nil {
			return conflictsPage.Show(r, data)
		}
	}
	if err == nil {
		err = d.store.Declare(r.Context(), r.Actor, r.Var("round"), data.Form.declaration())
	}
	if err != nil {
		if again := d.find(r, &data); again != nil {
			return again
		}
		data.Errors = web.ErrorsOf(err).Named(data.names(r.Language))
		return conflictsPage.Again(r, err, data)
	}
	r.Notice("conflict.declared")
	return r.Redirect("jury.conflicts", "round", r.Var("round"))
}

// find looks up the bodies that the form names, and those that it searches for.
func (d door) find(r *web.Request, data *conflictsData) (err error) {
	if data.Chosen, err = d.store.EmployersByUID(r.Context(), r.Actor, data.Form.Bodies); err != nil {
		return err
	}
	data.Found, err = d.store.FindEmployers(r.Context(), r.Actor, store.BodySearch{Text: data.Form.Search, Limit: 15, Language: r.Language})
	data.Found = slices.DeleteFunc(data.Found, func(b *store.Body) bool { return slices.Contains(data.Form.Bodies, b.UID) })
	return err
}

func (form conflictsForm) declaration() store.DeclarationForm {
	out := store.DeclarationForm{Home: form.Home, Bodies: form.Bodies, Suppliers: map[string]store.Relation{}, Candidates: map[string]store.Relation{},
		Reasons: form.Reasons, Others: form.Act == "others"}
	for uid, answer := range form.Suppliers {
		out.Suppliers[uid] = store.Relation(answer)
	}
	for uid, answer := range form.Candidates {
		out.Candidates[uid] = store.Relation(answer)
	}
	return out
}

// names says whom each wrong field is about.
func (d conflictsData) names(lang locale.Language) map[string]string {
	names := map[string]string{}
	for _, q := range d.Candidates {
		names["candidate["+q.UID+"]"], names["reason["+q.UID+"]"] = q.Display(lang), q.Display(lang)
	}
	return names
}
