package organizer

import (
	"blazon/judging"
	"blazon/server/web"
	"blazon/store"
)

const membersPage web.Page[membersData] = "organizer/members"

type membersData struct {
	*store.ChapterMembers
	List       *web.List
	Form       personForm
	Mails      bool        // letters are sent
	Invitation *invitation // nil: nobody was invited just now
	Errors     web.Errors
}

// Languages are those in which a member may be written to.
func (membersData) Languages() []web.Option { return languageOptions() }

func (d door) membersData(r *web.Request) (membersData, error) {
	members, err := d.store.ChapterMembers(r.Context(), r.Actor, r.Var("chapter"))
	if err != nil {
		return membersData{}, err
	}
	mails := d.store.Mails()
	return membersData{ChapterMembers: members, List: r.List(nil), Mails: mails, Form: personForm{Language: members.Competition.Language, Mail: mails}}, nil
}

func (d door) members(r *web.Request) error {
	data, err := d.membersData(r)
	if err != nil {
		return err
	}
	if data.List.IsFile() {
		return data.List.Send(r, membersFile(r, data.ChapterMembers))
	}
	return membersPage.Show(r, data)
}

func (d door) addMember(r *web.Request) error {
	data, err := d.membersData(r)
	if err != nil {
		return err
	}
	data.Form = personForm{}
	if err = r.Decode(&data.Form); err == nil {
		_, err = d.store.GrantMembership(r.Context(), r.Actor,
			store.MembershipForm{Person: data.Form.person(), Role: judging.Organizer, Chapter: r.Var("chapter"), Mail: data.Form.Mail})
	}
	if err != nil {
		data.Errors = web.ErrorsOf(err)
		return membersPage.Again(r, err, data)
	}
	r.Notice("roster.member_added", "Name", data.Form.Name)
	return d.toMembers(r)
}

func (d door) inviteMember(r *web.Request) error {
	data, err := d.membersData(r)
	if err != nil {
		return err
	}
	member, err := held(data.Members, r.Var("membership"))
	if err != nil {
		return err
	}
	if data.Invitation, err = d.inviteHeld(r, member); err != nil {
		data.Errors = web.ErrorsOf(err)
		return membersPage.Again(r, err, data)
	}
	if data.Invitation == nil {
		return d.toMembers(r)
	}
	return membersPage.Show(r, data)
}

func (d door) endMember(r *web.Request) error {
	data, err := d.membersData(r)
	if err != nil {
		return err
	}
	member, err := held(data.Members, r.Var("membership"))
	if err == nil {
		err = d.store.EndMembership(r.Context(), r.Actor, member.Membership.UID)
	}
	if err != nil {
		return err
	}
	r.Notice("roster.member_ended", "Name", member.Name)
	if member.Membership.UserID == r.Actor.User {
		return r.RedirectTo(r.Home()) // whoever ended his own membership may no longer see the page
	}
	return d.toMembers(r)
}

func (d door) toMembers(r *web.Request) error {
	return r.Redirect("organizer.members", "chapter", r.Var("chapter"))
}
