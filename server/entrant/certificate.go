package entrant

import (
	"blazon/server/paper"
	"blazon/server/web"
)

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
	return r.Send(web.File{Name: r.T("entrant.certificate_file") + "-" + c.FileName(), Type: "application/pdf", Body: file})
}
