package account

import (
	"strings"

	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

const (
	representPage web.Page[representData] = "account/represent"
	requestPage   web.Page[requestData]   = "account/request"
	proofPage     web.Page[proofData]     = "account/proof"
)

type representData struct {
	Search string
	Found  []*store.Body
	Sent   bool // a request was made just now
	Mails  bool // letters are sent
	Errors web.Errors
}

func (d door) represent(r *web.Request) (err error) {
	data := representData{Search: strings.TrimSpace(r.Query("q")), Sent: r.Query("sent") != "", Mails: d.store.Mails()}
	if data.Found, err = d.store.FindBodies(r.Context(), store.BodySearch{Text: data.Search, Limit: 50, Language: r.Language}); err != nil {
		return err
	}
	return representPage.Show(r, data)
}

type requestData struct {
	*store.Body
	Form      requestForm
	Languages []web.Option
	Mails     bool
	Errors    web.Errors
}

type requestForm struct {
	Email    string          `form:"email"`
	Name     string          `form:"name"`
	Function string          `form:"function"`
	Note     string          `form:"note"`
	Language locale.Language `form:"language"`
}

func (d door) showNewRequest(r *web.Request) error {
	body, err := d.store.FoundBody(r.Context(), r.Var("body"))
	if err != nil {
		return err
	}
	data := requestData{Body: body, Form: requestForm{Language: r.Language}, Languages: languages(), Mails: d.store.Mails()}
	if r.Actor.SignedIn() {
		user, err := d.store.Profile(r.Context(), r.Actor)
		if err != nil {
			return err
		}
		data.Form = requestForm{Email: user.Email, Name: user.Name, Language: user.Language}
	}
	return requestPage.Show(r, data)
}

// newRequest answers the same whether anybody has the address or not.
func (d door) newRequest(r *web.Request) error {
	body, err := d.store.FoundBody(r.Context(), r.Var("body"))
	if err != nil {
		return err
	}
	var form requestForm
	if err = r.Decode(&form); err == nil {
		err = d.store.AskToRepresent(r.Context(), body.UID, store.RequestForm(form), r.ClientIP())
	}
	if err != nil {
		return requestPage.Again(r, err, requestData{body, form, languages(), d.store.Mails(), web.ErrorsOf(err)})
	}
	return r.Redirect("account.represent", "sent", "1")
}

type proofData struct {
	Email, Body string
	Errors      web.Errors
}

// showProof uses nothing up, as showReset.
func (d door) showProof(r *web.Request) error {
	request, body, err := d.store.ProvableRequest(r.Context(), r.Var("proof"))
	if err != nil {
		return err
	}
	return proofPage.Show(r, proofData{Email: request.Email, Body: body})
}

func (d door) prove(r *web.Request) error {
	if err := d.store.ProveRequest(r.Context(), r.Var("proof")); err != nil {
		return err
	}
	r.Notice("account.proven")
	return r.RedirectTo(r.Home())
}

// leave ends one's own right to act for a body.
func (d door) leave(r *web.Request) error {
	body, err := d.store.LeaveBody(r.Context(), r.Actor, r.Var("representation"))
	if err != nil {
		return err
	}
	r.Notice("account.left", "Body", body)
	return r.Redirect(web.ProfileRoute)
}
