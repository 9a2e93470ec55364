package organizer

import (
	"blazon/judging"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

const conflictsPage web.Page[conflictsData] = "organizer/conflicts"

type conflictsData struct {
	*store.ConflictList
	Central bool // the actor sets the edition's policy
}

// Open tells whether anything can still be changed.
func (d conflictsData) Open() bool { return d.Round.ClosedAt.IsZero() }

// Strays counts the scores that recusals keep from counting.
func (d conflictsData) Strays() (n int) {
	for _, row := range d.Recusals {
		n += row.Stray
	}
	return n
}

// Waiting counts the sheets that their jurors do not see before they have answered.
func (d conflictsData) Waiting() (n int) {
	for _, j := range d.Jurors {
		n += j.Waiting
	}
	return n
}

func (d door) conflicts(r *web.Request) error {
	list, err := d.store.Conflicts(r.Context(), r.Actor, r.Var("round"), r.Language)
	if err != nil {
		return err
	}
	_, err = d.store.ConflictSettings(r.Context(), r.Actor, list.Edition.UID)
	return conflictsPage.Show(r, conflictsData{list, err == nil})
}

const conflictPolicyPage web.Page[conflictPolicyData] = "organizer/conflict_policy"

type conflictPolicyData struct {
	*store.ConflictSettings
	Form   conflictPolicyForm
	Errors web.Errors
}

type conflictPolicyForm struct {
	Asks        bool     `form:"asks"`
	Region      string   `form:"region"`
	Supplier    bool     `form:"supplier"`
	Declaration bool     `form:"declaration"`
	BarsEntry   []string `form:"bars_entry"`
}

// Regions are how far around his home a juror judges nobody.
func (conflictPolicyData) Regions(lang locale.Language) (options []web.Option) {
	options = append(options, web.Option{Value: string(judging.NoReach), Label: locale.T(lang, "conflict.reach_none")})
	for _, reach := range []judging.Reach{judging.OwnDistrict, judging.OwnRegion} {
		options = append(options, web.Option{Value: string(reach), Label: locale.T(lang, "conflict.reach_"+string(reach))})
	}
	return options
}

// Kinds are the conflicts that may bar an entry.
func (conflictPolicyData) Kinds(lang locale.Language) (options []web.Option) {
	for _, kind := range judging.ConflictKinds {
		options = append(options, web.Option{Value: string(kind), Label: locale.T(lang, "conflict.kind_"+string(kind))})
	}
	return options
}

func (d door) conflictPolicyData(r *web.Request) (conflictPolicyData, error) {
	settings, err := d.store.ConflictSettings(r.Context(), r.Actor, r.Var("edition"))
	if err != nil {
		return conflictPolicyData{}, err
	}
	data := conflictPolicyData{ConflictSettings: settings}
	if p := settings.Policy; p != nil {
		data.Form = conflictPolicyForm{Asks: true, Region: string(p.Region), Supplier: p.Supplier, Declaration: p.Declaration}
		for _, kind := range p.BarsEntry {
			data.Form.BarsEntry = append(data.Form.BarsEntry, string(kind))
		}
	}
	return data, nil
}

func (d door) conflictPolicy(r *web.Request) error {
	data, err := d.conflictPolicyData(r)
	if err != nil {
		return err
	}
	return conflictPolicyPage.Show(r, data)
}

func (d door) saveConflictPolicy(r *web.Request) error {
	data, err := d.conflictPolicyData(r)
	if err != nil {
		return err
	}
	data.Form = conflictPolicyForm{}
	if err = r.Decode(&data.Form); err == nil {
		err = d.store.SetConflictPolicy(r.Context(), r.Actor, r.Var("edition"), data.Form.policy())
	}
	if err != nil {
		data.Errors = web.ErrorsOf(err)
		return conflictPolicyPage.Again(r, err, data)
	}
	r.Notice("conflict.policy_saved")
	return r.Redirect("organizer.conflict_policy", "edition", r.Var("edition"))
}

// policy is what the form asks for; nil: nothing.
func (form conflictPolicyForm) policy() *judging.ConflictPolicy {
	if !form.Asks {
		return nil
	}
	policy := &judging.ConflictPolicy{Region: judging.Reach(form.Region), Supplier: form.Supplier, Declaration: form.Declaration}
	for _, kind := range form.BarsEntry {
		policy.BarsEntry = append(policy.BarsEntry, judging.ConflictKind(kind))
	}
	return policy
}
