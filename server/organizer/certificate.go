package organizer

import (
	"strings"

	"blazon/fault"
	"blazon/server/paper"
	"blazon/server/web"
	"blazon/store"
)

const certificatesPage web.Page[certificatesData] = "organizer/certificates"

type certificatesData struct {
	*store.RoundCertificates
	Head   *roundHead
	Errors web.Errors
	List   *web.List
	Rows   []*store.IssuedCertificate // of the page
}

func (d door) certificatesData(r *web.Request, err error) (certificatesData, error) {
	all, e := d.store.Certificates(r.Context(), r.Actor, r.Var("round"))
	if e != nil {
		return certificatesData{}, e
	}
	list := r.List(nil)
	return certificatesData{RoundCertificates: all, Head: &roundHead{&all.Place, "organizer.certificates"}, Errors: web.ErrorsOf(err),
		List: list, Rows: web.Cut(list, all.Issued)}, nil
}

func (d door) certificates(r *web.Request) error {
	data, err := d.certificatesData(r, nil)
	if err != nil {
		return err
	}
	return certificatesPage.Show(r, data)
}

func (d door) issueCertificates(r *web.Request) error {
	issued, err := d.press.Issue(r.Context(), r.Actor, r.Var("round"))
	if err != nil {
		data, e := d.certificatesData(r, err)
		if e != nil {
			return e
		}
		return certificatesPage.Again(r, err, data)
	}
	r.Notice("running.issued_now", "Count", issued)
	return r.Redirect("organizer.certificates", "round", r.Var("round"))
}

// certificate is one certificate as a file.
func (d door) certificate(r *web.Request) error {
	c, kept, err := d.store.CertificateFile(r.Context(), r.Actor, r.Var("certificate"))
	if err != nil {
		return err
	}
	file, err := paper.CertificateFile(c, kept)
	if err != nil {
		return err
	}
	return sendCertificates(r, paper.CertificateNumber(c), file)
}

// certificatesFile is all certificates of the round in one file, by category, best first.
func (d door) certificatesFile(r *web.Request) error {
	all, err := d.store.Certificates(r.Context(), r.Actor, r.Var("round"))
	if err != nil {
		return err
	}
	if len(all.Issued) == 0 {
		return fault.New(fault.NotFound, "fault.not_found")
	}
	certificates := make([]*store.Certificate, len(all.Issued))
	for i, c := range all.Issued {
		certificates[i] = &c.Certificate
	}
	file, err := paper.Certificates(certificates...)
	if err != nil {
		return err
	}
	return sendCertificates(r, strings.Join([]string{all.Competition.Slug, all.Edition.Slug, all.Round.Slug}, "-"), file)
}

func sendCertificates(r *web.Request, name string, file []byte) error {
	return r.Send(web.File{Name: r.T("running.certificate_file") + "-" + name + ".pdf", Type: "application/pdf", Body: file})
}
