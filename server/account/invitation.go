package account

import (
	"blazon/server/web"
)

const invitationPage web.Page[invitationData] = "account/invitation"

type invitationData struct {
	Name   string
	Email  string
	Errors web.Errors
}

// showInvitation uses nothing up: programs that look into mails open links before people do.
func (d door) showInvitation(r *web.Request) error {
	user, err := d.store.Invitation(r.Context(), r.Var("token"))
	if err != nil {
		return err
	}
	return invitationPage.Show(r, invitationData{Name: user.Name, Email: user.Email})
}

func (d door) accept(r *web.Request) error {
	user, err := d.store.Invitation(r.Context(), r.Var("token"))
	if err != nil {
		return err
	}
	var form passwordForm
	err = r.Decode(&form)
	if err == nil {
		err = form.check()
	}
	if err == nil {
		_, err = d.store.Accept(r.Context(), r.Var("token"), form.New)
	}
	if err != nil {
		return invitationPage.Again(r, err, invitationData{user.Name, user.Email, web.ErrorsOf(err)})
	}
	r.Notice("account.password_set")
	user.Language = r.Language // he goes on in the language that he reads
	return d.enter(r, user)
}
