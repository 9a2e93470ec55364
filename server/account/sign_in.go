package account

import (
	"net/http"

	"blazon/server/web"
)

const signInPage web.Page[signInData] = "account/sign-in"

type signInData struct {
	Form   signInForm
	Errors web.Errors
}

type signInForm struct {
	Email    string `form:"email"`
	Password string `form:"password"`
	Next     string `form:"next"` // where to go afterwards
}

func (d door) showSignIn(r *web.Request) error {
	next, _ := r.Return()
	return signInPage.Show(r, signInData{Form: signInForm{Next: next}})
}

func (d door) signIn(r *web.Request) error {
	var form signInForm
	if err := r.Decode(&form); err != nil {
		return signInPage.Again(r, err, signInData{Errors: web.ErrorsOf(err)})
	}
	user, err := d.store.SignIn(r.Context(), form.Email, form.Password, r.ClientIP())
	if err != nil {
		form.Password = ""
		if r.Scripted() {
			return err // somebody whose session ended signs in beside what is being typed
		}
		return signInPage.Again(r, err, signInData{form, web.ErrorsOf(err)})
	}
	if err := r.SignIn(user.ID); err != nil {
		return err
	}
	if r.Scripted() {
		return r.JSON(http.StatusOK, struct{}{})
	}
	if next, ok := r.Return(); ok {
		return r.RedirectTo(next)
	}
	r.Language = user.Language
	return r.RedirectTo(r.Start())
}

func (d door) signOut(r *web.Request) error {
	if err := r.SignOut(); err != nil {
		return err
	}
	r.Notice("account.signed_out")
	return r.RedirectTo(r.Home())
}
