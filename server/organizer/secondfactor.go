package organizer

import (
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/server/web"
	"blazon/store"
)

const (
	factorPolicyPage  web.Page[factorPolicyData]  = "organizer/second-factor"
	factorRemovalPage web.Page[factorRemovalData] = "organizer/second-factor-removal"
)

// factorRoutes are about second factors: who has to have one, and taking one away.
func (d door) factorRoutes() []web.Route {
	return []web.Route{
		{Name: "organizer.second_factor", Path: "/organizer/competitions/{competition}/second-factor", Act: judging.OpenOffice, Get: d.factorPolicy, Post: d.saveFactorPolicy},
		{Name: "organizer.factor_removal", Path: "/organizer/second-factor", Act: judging.ManageUsers, Get: d.factorRemoval, Post: d.removeFactor},
	}
}

type factorPolicyData struct {
	*store.FactorPolicy
	Form   factorPolicyForm
	Errors web.Errors
}

type factorPolicyForm struct {
	Asks bool       `form:"asks"`
	From web.Moment `form:"from"`
}

func (d door) factorPolicyData(r *web.Request) (data factorPolicyData, zone *time.Location, err error) {
	policy, err := d.store.FactorPolicy(r.Context(), r.Actor, r.Var("competition"))
	if err != nil {
		return data, nil, err
	}
	if zone, err = time.LoadLocation(policy.Zone()); err != nil {
		return data, nil, err
	}
	from := policy.Competition.SecondFactorFrom
	return factorPolicyData{FactorPolicy: policy, Form: factorPolicyForm{!from.IsZero(), web.MomentOf(from, zone)}}, zone, nil
}

func (d door) factorPolicy(r *web.Request) error {
	data, _, err := d.factorPolicyData(r)
	if err != nil {
		return err
	}
	return factorPolicyPage.Show(r, data)
}

func (d door) saveFactorPolicy(r *web.Request) error {
	data, zone, err := d.factorPolicyData(r)
	if err != nil {
		return err
	}
	data.Form = factorPolicyForm{}
	var from time.Time
	if err = r.Decode(&data.Form); err == nil {
		from, err = data.Form.moment(zone)
	}
	if err == nil {
		err = d.store.SetFactorPolicy(r.Context(), r.Actor, data.Competition.UID, from)
	}
	if err != nil {
		data.Errors = web.ErrorsOf(err)
		return factorPolicyPage.Again(r, err, data)
	}
	r.Notice("account.policy_saved")
	return r.Redirect("organizer.second_factor", "competition", data.Competition.UID)
}

// moment is since when it is asked; zero: never.
func (f factorPolicyForm) moment(zone *time.Location) (time.Time, error) {
	if !f.Asks {
		return time.Time{}, nil
	}
	from, err := f.From.In(zone)
	if err != nil {
		return from, fault.InForm(fault.Field{Name: "from", Key: fault.Of(err).Key})
	}
	if from.IsZero() {
		return from, fault.InForm(fault.Field{Name: "from", Key: "account.policy_when"})
	}
	return from, nil
}

type factorRemovalData struct {
	Form   factorRemovalForm
	Errors web.Errors
}

type factorRemovalForm struct {
	Email  string `form:"email"`
	Reason string `form:"reason"`
}

func (d door) factorRemoval(r *web.Request) error {
	return factorRemovalPage.Show(r, factorRemovalData{})
}

func (d door) removeFactor(r *web.Request) error {
	var form factorRemovalForm
	err := r.Decode(&form)
	if err == nil {
		err = d.store.RemoveSecondFactor(r.Context(), r.Actor, form.Email, form.Reason)
	}
	if fault.Is(err, fault.NotFound) && r.Actor.Administrator {
		err = fault.InForm(fault.Field{Name: "email", Key: "account.no_such_user"})
	}
	if err != nil {
		return factorRemovalPage.Again(r, err, factorRemovalData{form, web.ErrorsOf(err)})
	}
	r.Notice("account.factor_removed", "Email", form.Email)
	return r.Redirect("organizer.factor_removal")
}
