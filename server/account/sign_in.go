package account

import (
	"net/http"

	"blazon/server/web"
	"blazon/store"
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
	return d.enter(r, user)
}

// enter signs somebody in whose password was right: at once, or by a code of his second factor.
func (d door) enter(r *web.Request, user *store.User) error {
	token, err := d.store.AskCode(r.Context(), user.ID)
	if err != nil {
		return err
	}
	if token == "" {
		return d.begin(r, user)
	}
	r.Remember(stepCookie, token, store.SignInStepLife)
	if r.Scripted() {
		return r.JSON(http.StatusOK, map[string]string{"code": r.Address("account.code")})
	}
	if next, ok := r.Return(); ok {
		return r.Redirect("account.code", "next", next)
	}
	return r.Redirect("account.code")
}

// begin makes the session, and leads to where somebody wanted to go.
func (d door) begin(r *web.Request, user *store.User) error {
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
