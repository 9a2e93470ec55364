package account

import (
	"blazon/server/web"
)

const (
	forgottenPage web.Page[forgottenData] = "account/forgotten"
	resetPage     web.Page[resetData]     = "account/reset"
)

type forgottenData struct {
	Email  string
	Sent   bool
	Mails  bool // letters are sent
	Errors web.Errors
}

func (d door) showForgotten(r *web.Request) error {
	return forgottenPage.Show(r, forgottenData{Sent: r.Query("sent") != "", Mails: d.store.Mails()})
}

// forgotten answers the same whether anybody has the address or not.
func (d door) forgotten(r *web.Request) error {
	var form struct {
		Email string `form:"email"`
	}
	err := r.Decode(&form)
	if err == nil {
		err = d.store.ForgotPassword(r.Context(), form.Email, r.ClientIP())
	}
	if err != nil {
		return forgottenPage.Again(r, err, forgottenData{Email: form.Email, Mails: d.store.Mails(), Errors: web.ErrorsOf(err)})
	}
	return r.Redirect("account.forgotten", "sent", "1")
}

type resetData struct {
	Email  string
	Errors web.Errors
}

// showReset uses nothing up: programs that look into mails open links before people do.
func (d door) showReset(r *web.Request) error {
	user, err := d.store.Reset(r.Context(), r.Var("reset"))
	if err != nil {
		return err
	}
	return resetPage.Show(r, resetData{Email: user.Email})
}

func (d door) reset(r *web.Request) error {
	user, err := d.store.Reset(r.Context(), r.Var("reset"))
	if err != nil {
		return err
	}
	var form passwordForm
	err = r.Decode(&form)
	if err == nil {
		err = form.check()
	}
	if err == nil {
		err = d.store.ResetPassword(r.Context(), r.Var("reset"), form.New)
	}
	if err != nil {
		return resetPage.Again(r, err, resetData{user.Email, web.ErrorsOf(err)})
	}
	r.Notice("account.reset_done")
	return r.Redirect(web.SignInRoute)
}
