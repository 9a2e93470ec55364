package public

import (
	"strings"

	"blazon/fault"
	"blazon/server/paper"
	"blazon/server/web"
	"blazon/store"
)

const (
	verifyPage      web.Page[verifyData]      = "public/verify"
	certificatePage web.Page[certificateData] = "public/certificate"
)

// verifyData is the form that asks for a code.
type verifyData struct {
	Code   string
	Errors web.Errors
}

// certificateData is a certificate as everybody who has its code may see it.
type certificateData struct {
	*store.VerifiedCertificate
	Facts  []paper.Fact
	Texts  string // the language of what was frozen
	Result string // address of what it is for
}

// Superseded tells whether it said something else than what is decided by now; otherwise somebody revoked it, or it is valid.
func (d certificateData) Superseded() bool { return !d.RevokedAt.IsZero() && !d.Withdrawn }

// result is where what a certificate is for was published: its contest, or the round where it is over all categories.
func result(r *web.Request, c *store.VerifiedCertificate) string {
	words := strings.Split(c.Series, "/")
	pairs := []any{"competition", c.Slug, "edition", words[0], "round", words[1]}
	if len(words) > 2 {
		return r.Address("public.contest", append(pairs, "category", words[2])...)
	}
	return r.Address("public.round", pairs...)
}

// verify asks for a code, and leads to what the certificate with it says.
func (d door) verify(r *web.Request) error {
	guarded(r)
	typed, asked := r.Query("code"), r.URL.Query().Has("code")
	if !asked {
		return verifyPage.Show(r, verifyData{})
	}
	if code := store.TypedCode(typed); code != "" {
		return r.Redirect("public.verify_certificate", "verification", code)
	}
	err := fault.InForm(fault.Field{Name: "code", Key: "verify.no_code"})
	return verifyPage.Again(r, err, verifyData{Code: typed, Errors: web.ErrorsOf(err)})
}

// verifyShort leads from the address on the certificate to the page in the visitor's language, whatever the code.
func (d door) verifyShort(r *web.Request) error {
	guarded(r)
	return r.Redirect("public.verify_certificate", "verification", r.Var("verification"))
}

// verifyCertificate repeats everything that is on a certificate. A code that nobody has, one that cannot be any, and one of a certificate that
// nobody may know of yet get the same answer.
func (d door) verifyCertificate(r *web.Request) error {
	guarded(r)
	c, err := d.store.VerifyCertificate(r.Context(), store.TypedCode(r.Var("verification")), r.ClientIP())
	if err != nil {
		return err
	}
	data := certificateData{VerifiedCertificate: c, Facts: paper.RecordOf(&c.Certificate, c.CertificateContent).Facts(r.Language), Texts: string(c.Certificate.Language)}
	data.Result = result(r, c)
	return certificatePage.Show(r, data)
}

// guarded keeps a page that only those see who have a code out of all caches and search engines.
func guarded(r *web.Request) {
	r.Writer().Header().Set("Cache-Control", "no-store")
	r.Writer().Header().Set("X-Robots-Tag", "noindex, nofollow")
}

const keysPage web.Page[keysData] = "public/keys"

type keysData struct {
	Keys []*store.SigningKey // the newest first
}

// keys shows by which keys certificates are signed.
func (d door) keys(r *web.Request) error {
	keys, err := d.store.SigningKeys(r.Context(), paper.HostOf(r.Site()))
	if err != nil {
		return err
	}
	return keysPage.Show(r, keysData{Keys: keys})
}

// keysFile is the same for programs: a line for each key, as golang.org/x/mod/sumdb/note writes verifiers.
func (d door) keysFile(r *web.Request) error {
	keys, err := d.store.SigningKeys(r.Context(), paper.HostOf(r.Site()))
	if err != nil {
		return err
	}
	var text strings.Builder
	for _, k := range keys {
		text.WriteString(k.Public + "\n")
	}
	return r.Send(web.File{Name: "keys.txt", Type: "text/plain; charset=utf-8", Body: []byte(text.String())})
}
