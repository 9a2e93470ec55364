package account

import (
	"cmp"

	"blazon/fault"
	"blazon/server/web"
)

// stepCookie keeps the token of somebody who has given his password and is asked for a code.
const stepCookie = "step"

const codePage web.Page[codeData] = "account/code"

type codeData struct {
	Next     string
	Recovery bool // a code for recovery was given: its field is open
	Errors   web.Errors
}

// codeForm has a code of the second factor, or one for recovery.
type codeForm struct {
	Code     string `form:"code"`
	Recovery string `form:"recovery"`
	Next     string `form:"next"`
}

func (f codeForm) code() string { return cmp.Or(f.Code, f.Recovery) }

// recovers tells whether it is the code for recovery that counts.
func (f codeForm) recovers() bool { return f.Code == "" && f.Recovery != "" }

// about puts what is wrong with the code at the field that it was typed into.
func (f codeForm) about(err error) error {
	if wrong := fault.Of(err).Fields; f.recovers() && fault.Is(err, fault.Invalid) && len(wrong) == 1 {
		return fault.InForm(fault.Field{Name: "recovery", Key: wrong[0].Key, Args: wrong[0].Args})
	}
	return err
}

func (d door) showCode(r *web.Request) error {
	if _, err := d.store.AsksCode(r.Context(), r.Remembered(stepCookie)); err != nil {
		return d.again(r, err)
	}
	next, _ := r.Return()
	return codePage.Show(r, codeData{Next: next})
}

func (d door) signInByCode(r *web.Request) error {
	var form codeForm
	if err := r.Decode(&form); err != nil {
		return codePage.Again(r, err, codeData{Errors: web.ErrorsOf(err)})
	}
	user, err := d.store.SignInByCode(r.Context(), r.Remembered(stepCookie), form.code(), r.ClientIP())
	switch {
	case fault.Is(err, fault.NotFound):
		return d.again(r, err)
	case err != nil && r.Scripted():
		return err
	case err != nil:
		return codePage.Again(r, err, codeData{form.Next, form.recovers(), web.ErrorsOf(form.about(err))})
	}
	r.Remember(stepCookie, "", 0)
	return d.begin(r, user)
}

// again leads back to the first step where the second one is over; where to go afterwards is kept.
func (d door) again(r *web.Request, err error) error {
	if !fault.Is(err, fault.NotFound) || r.Scripted() {
		return err
	}
	r.Notice("account.no_step")
	if next, ok := r.Return(); ok {
		return r.Redirect(web.SignInRoute, "next", next)
	}
	return r.Redirect(web.SignInRoute)
}
