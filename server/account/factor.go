package account

import (
	"cmp"
	"html/template"
	"net/url"
	"slices"
	"strings"
	"time"

	"blazon/document"
	"blazon/server/web"
	"blazon/store"
)

const (
	factorPage web.Page[factorData] = "account/factor"
	codesPage  web.Page[codesData]  = "account/recovery-codes"
)

// factorData is the page of one's second factor: to set one, or what can be done with the one that there is.
type factorData struct {
	Email   string
	Since   time.Time // zero: there is none
	Codes   int       // for recovery, that are left
	Owing   bool
	Secret  string // to set one
	Address template.URL
	Picture *document.CodePicture
	Next    string
	Errors  web.Errors
}

// Zone is where its dates are read: the account belongs to no edition.
func (factorData) Zone() string { return profileData{}.Zone() }

// Groups is the secret as people copy it.
func (d factorData) Groups() string {
	var groups []string
	for group := range slices.Chunk([]byte(d.Secret), 4) {
		groups = append(groups, string(group))
	}
	return strings.Join(groups, " ")
}

// factorForm proves that it is oneself.
type factorForm struct {
	Secret   string `form:"secret"`
	Password string `form:"password"`
	codeForm
}

func (f factorForm) proof(r *web.Request) store.Proof {
	return store.Proof{Password: f.Password, Code: f.code(), Client: r.ClientIP()}
}

// factorData reads the page; a secret that was shown already is shown again, so that it is not scanned in vain.
func (d door) factorData(r *web.Request, secret string) (data factorData, err error) {
	user, err := d.store.Profile(r.Context(), r.Actor)
	if err != nil {
		return data, err
	}
	data = factorData{Email: user.Email, Owing: r.Actor.Owes()}
	data.Next, _ = r.Return()
	if data.Since, data.Codes, err = d.store.HasSecondFactor(r.Context(), r.Actor); err != nil || !data.Since.IsZero() {
		return data, err
	}
	if data.Secret = secret; len(secret) != len(d.store.NewFactorSecret()) {
		data.Secret = d.store.NewFactorSecret()
	}
	address, err := factorAddress(r.Site(), user.Email, data.Secret)
	if err != nil {
		return data, err
	}
	data.Address = template.URL(address)
	data.Picture, err = document.NewCodePicture(address)
	return data, err
}

// factorAddress is what the programs on telephones read: https://github.com/google/google-authenticator/wiki/Key-Uri-Format.
func factorAddress(site, email, secret string) (string, error) {
	base, err := url.Parse(site)
	if err != nil {
		return "", err
	}
	issuer := base.Hostname()
	query := url.Values{"secret": {secret}, "issuer": {issuer}}
	return "otpauth://totp/" + url.PathEscape(issuer+":"+email) + "?" + query.Encode(), nil
}

func (d door) showFactor(r *web.Request) error {
	data, err := d.factorData(r, "")
	if err != nil {
		return err
	}
	return factorPage.Show(r, data)
}

// setFactor ends all sessions, and begins this one anew.
func (d door) setFactor(r *web.Request) error {
	return d.changeFactor(r, "", func(form factorForm) error {
		codes, err := d.store.SetSecondFactor(r.Context(), r.Actor, form.Secret, form.proof(r))
		if err != nil {
			return err
		}
		if err := r.SignIn(r.Actor.User); err != nil {
			return err
		}
		return d.showCodes(r, codes)
	})
}

func (d door) renewCodes(r *web.Request) error {
	return d.changeFactor(r, "codes", func(form factorForm) error {
		codes, err := d.store.RenewRecoveryCodes(r.Context(), r.Actor, form.proof(r))
		if err != nil {
			return err
		}
		return d.showCodes(r, codes)
	})
}

func (d door) endFactor(r *web.Request) error {
	return d.changeFactor(r, "end", func(form factorForm) error {
		if err := d.store.EndSecondFactor(r.Context(), r.Actor, form.proof(r)); err != nil {
			return err
		}
		if err := r.SignIn(r.Actor.User); err != nil { // rights may have gone with it
			return err
		}
		r.Notice("account.factor_ended")
		return r.Redirect(web.FactorRoute)
	})
}

// changeFactor reads a form of the page and acts; the page comes again where that is refused.
func (d door) changeFactor(r *web.Request, name string, act func(factorForm) error) error {
	var forms struct {
		factorForm
		Codes factorForm `form:"codes"`
		End   factorForm `form:"end"`
	}
	err := r.Decode(&forms)
	if err == nil {
		err = act(map[string]factorForm{"": forms.factorForm, "codes": forms.Codes, "end": forms.End}[name])
	}
	if err == nil {
		return nil
	}
	data, readErr := d.factorData(r, forms.Secret)
	if readErr != nil {
		return readErr
	}
	if name != "" {
		err = web.Inside(name, err)
	}
	data.Errors = web.ErrorsOf(err)
	return factorPage.Again(r, err, data)
}

// codesData is the codes for recovery, which are shown once.
type codesData struct {
	Codes []string
	Next  string
}

func (d door) showCodes(r *web.Request, codes []string) error {
	next, _ := r.Return()
	return codesPage.Show(r, codesData{codes, cmp.Or(next, r.Address(web.ProfileRoute))})
}
