package organizer

import (
	"blazon/locale"
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
	Work   work
	Failed []*store.IssuedCertificate // that could not be printed
	Chosen []string                   // the kinds that are issued
}

// KindOptions are the kinds of certificates to choose from.
func (certificatesData) KindOptions(lang locale.Language) (options []web.Option) {
	for _, kind := range store.CertificateKinds {
		options = append(options, web.Option{Value: string(kind), Label: locale.T(lang, "batch.issues_"+string(kind))})
	}
	return options
}

// State tells whether a certificate has its file, as a key.
func (d certificatesData) State(c *store.IssuedCertificate) string {
	switch {
	case c.Printed():
		return "batch.printed"
	case c.Failure != "":
		return "batch.failed"
	case d.Work.On(store.PrintCertificates) != nil:
		return "batch.being_printed"
	}
	return "batch.unprinted"
}

func (d batchDoor) certificatesData(r *web.Request, err error) (certificatesData, error) {
	all, e := d.store.Certificates(r.Context(), r.Actor, r.Var("round"))
	if e != nil {
		return certificatesData{}, e
	}
	list := r.List(nil)
	here := r.Address("organizer.certificates", "round", all.Round.UID)
	data := certificatesData{RoundCertificates: all, Head: &roundHead{&all.Place, "organizer.certificates"}, Errors: web.ErrorsOf(err),
		List: list, Rows: web.Cut(list, all.Issued), Work: newWork(r, all.Work, all.Edition, here, r.Address("organizer.work", "round", all.Round.UID))}
	for _, kind := range all.Kinds {
		data.Chosen = append(data.Chosen, string(kind))
	}
	for _, c := range all.Issued {
		if c.Failure != "" && !c.Printed() {
			data.Failed = append(data.Failed, c)
		}
	}
	return data, nil
}

func (d batchDoor) certificates(r *web.Request) error {
	data, err := d.certificatesData(r, nil)
	if err != nil {
		return err
	}
	return certificatesPage.Show(r, data)
}

// again shows the page with what was refused.
func (d batchDoor) again(r *web.Request, err error) error {
	data, e := d.certificatesData(r, err)
	if e != nil {
		return e
	}
	return certificatesPage.Again(r, err, data)
}

func (d batchDoor) issueCertificates(r *web.Request) error {
	issued, err := d.press.Issue(r.Context(), r.Actor, r.Var("round"))
	if err != nil {
		return d.again(r, err)
	}
	r.Notice("running.issued_now", "Count", issued)
	return r.Redirect("organizer.certificates", "round", r.Var("round"))
}

func (d batchDoor) chooseCertificates(r *web.Request) error {
	var form struct {
		Kinds []store.CertificateKind `form:"kinds"`
	}
	if err := r.Decode(&form); err != nil {
		return err
	}
	if err := d.store.ChooseCertificates(r.Context(), r.Actor, r.Var("round"), form.Kinds); err != nil {
		return d.again(r, err)
	}
	r.Notice("batch.chosen")
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
	return r.Send(web.File{Name: r.T("running.certificate_file") + "-" + c.FileName(), Type: "application/pdf", Body: file})
}
