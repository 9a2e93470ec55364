package organizer

import (
	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

// personForm is somebody who is to be entitled to something.
type personForm struct {
	Email    string          `form:"email"`
	Name     string          `form:"name"`
	Language locale.Language `form:"language"`
	Mail     bool            `form:"mail"`
}

func (f personForm) person() store.Person {
	return store.Person{Email: f.Email, Name: f.Name, Language: f.Language}
}

// held finds a member by the membership's uid.
func held(members []store.Member, uid string) (*store.Member, error) {
	for i := range members {
		if members[i].Membership.UID == uid {
			return &members[i], nil
		}
	}
	return nil, fault.New(fault.NotFound, "fault.not_found")
}

func (d door) addRepresentative(r *web.Request) error {
	data, err := d.managedBody(r)
	if err != nil {
		return err
	}
	data.Person = personForm{}
	if err = r.Decode(&data.Person); err == nil {
		_, err = d.store.GrantMembership(r.Context(), r.Actor,
			store.MembershipForm{Person: data.Person.person(), Role: judging.Representative, Body: r.Var("body"), Mail: data.Person.Mail})
	}
	if err != nil {
		data.Errors = web.ErrorsOf(err)
		return bodyPage.Again(r, err, data)
	}
	r.Notice("roster.representative_added", "Name", data.Person.Name)
	return d.toBody(r)
}

func (d door) inviteRepresentative(r *web.Request) error {
	data, err := d.managedBody(r)
	if err != nil {
		return err
	}
	member, err := held(data.Representatives, r.Var("membership"))
	if err != nil {
		return err
	}
	if data.Invitation, err = d.inviteHeld(r, member); err != nil {
		data.Errors = web.ErrorsOf(err)
		return bodyPage.Again(r, err, data)
	}
	if data.Invitation == nil {
		return d.toBody(r)
	}
	return bodyPage.Show(r, data)
}

func (d door) endRepresentative(r *web.Request) error {
	members, err := d.store.Representatives(r.Context(), r.Actor, r.Var("body"))
	if err != nil {
		return err
	}
	member, err := held(members, r.Var("membership"))
	if err == nil {
		err = d.store.EndMembership(r.Context(), r.Actor, member.Membership.UID)
	}
	if err != nil {
		return err
	}
	r.Notice("roster.member_ended", "Name", member.Name)
	return d.toBody(r)
}
