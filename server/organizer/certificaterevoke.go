package organizer

import (
	"blazon/server/paper"
	"blazon/server/web"
	"blazon/store"
)

const revocationPage web.Page[revocationData] = "organizer/revocation"

type revocationData struct {
	*store.RevokableCertificate
	Head   *roundHead
	Facts  []paper.Fact
	Reason string
	Errors web.Errors
}

func (d door) revocationData(r *web.Request, reason string, err error) (revocationData, error) {
	c, e := d.store.RevokableCertificate(r.Context(), r.Actor, r.Var("certificate"))
	if e != nil {
		return revocationData{}, e
	}
	return revocationData{RevokableCertificate: c, Head: &roundHead{&c.Place, "organizer.certificates"}, Reason: reason, Errors: web.ErrorsOf(err),
		Facts: paper.RecordOf(&c.Certificate, c.CertificateContent).Facts(r.Language)}, nil
}

// revocation asks why a certificate is declared void.
func (d door) revocation(r *web.Request) error {
	data, err := d.revocationData(r, "", nil)
	if err != nil {
		return err
	}
	return revocationPage.Show(r, data)
}

func (d door) revokeCertificate(r *web.Request) error {
	var form struct {
		Reason string `form:"reason"`
	}
	if err := r.Decode(&form); err != nil {
		return err
	}
	data, err := d.revocationData(r, form.Reason, nil)
	if err != nil {
		return err
	}
	if err := d.store.RevokeCertificate(r.Context(), r.Actor, r.Var("certificate"), form.Reason); err != nil {
		data.Errors = web.ErrorsOf(err)
		return revocationPage.Again(r, err, data)
	}
	r.Notice("verify.revoked_now", "Number", data.Certificate.Number())
	return r.Redirect("organizer.certificates", "round", data.Round.UID)
}
