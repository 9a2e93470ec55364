package organizer

import (
	"io"
	"mime"

	"blazon/fault"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

// mostLogoForm is the most that the form with a logo may be, in bytes: a logo and what stands around it.
const mostLogoForm = 10_100_000

const partnersPage web.Page[partnersData] = "organizer/partners"

type partnersData struct {
	*store.RoundSetup
	Errors web.Errors
	wrong  string // uid of the partner whose logo was not taken
	action string
	lang   locale.Language
}

var logoLabels = map[string]string{"file": "edition.logo_file"}

// logoForm is the form of one logo.
type logoForm struct {
	Hash    string // of the logo that is there; empty: none
	Name    string // whose it is
	Action  string
	Partner string // uid; empty: the chapter's
	Error   string
}

// ID is the id of the form's input, to which the summary of errors leads.
func (f logoForm) ID() string {
	if f.Error != "" || f.Partner == "" {
		return "f-file"
	}
	return "logo-" + f.Partner
}

// Logos are the forms of the partners' logos.
func (d partnersData) Logos() (forms []logoForm) {
	for _, p := range d.Partners {
		f := logoForm{Hash: p.Logo, Name: p.Name, Action: d.action, Partner: p.UID}
		if p.UID == d.wrong {
			f.Error = logoError(d.lang, d.Errors)
		}
		forms = append(forms, f)
	}
	return forms
}

// logoError is what is wrong with the logo that was sent.
func logoError(lang locale.Language, errors web.Errors) string {
	for _, link := range errors.Links() {
		return locale.Field(lang, link.Field)
	}
	return ""
}

// broughtLogo reads the file of a form, or that the logo shall go, where there is none; which is the form's hidden word.
func broughtLogo(r *web.Request) (which, name string, content io.Reader, err error) {
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind == "multipart/form-data" {
		upload, err := r.Upload("file")
		if err != nil {
			return "", "", nil, err
		}
		return upload.Values.Get("partner"), upload.Name, upload.Content, nil
	}
	var form struct {
		Partner string `form:"partner"`
		Remove  bool   `form:"remove"`
	}
	if err := r.Decode(&form); err != nil {
		return "", "", nil, err
	}
	if !form.Remove {
		return form.Partner, "", nil, fault.InForm(fault.Field{Name: "file", Key: "edition.no_file"})
	}
	return form.Partner, "", nil, nil
}

// saveChapterLogo takes a logo for a chapter in an edition, or takes it away.
func (d door) saveChapterLogo(r *web.Request) error {
	data, err := d.chapterSettingData(r)
	if err != nil {
		return err
	}
	_, name, content, err := broughtLogo(r)
	if err == nil {
		err = d.store.SetChapterLogo(r.Context(), r.Actor, data.Edition.UID, data.Chapter.UID, name, content)
	}
	if err != nil {
		data.Errors = wrongIn(logoLabels, err)
		data.logoError = logoError(r.Language, data.Errors)
		return chapterSettingPage.Again(r, err, data)
	}
	r.Notice("edition.logo_saved")
	return r.Redirect("organizer.chapter_setting", "edition", data.Edition.UID, "chapter", data.Chapter.UID)
}

func (d door) partnersData(r *web.Request) (partnersData, error) {
	setup, err := d.store.RoundSetup(r.Context(), r.Actor, r.Var("round"))
	return partnersData{RoundSetup: setup, action: r.Address("organizer.partners", "round", r.Var("round")), lang: r.Language}, err
}

func (d door) partners(r *web.Request) error {
	data, err := d.partnersData(r)
	if err != nil {
		return err
	}
	return partnersPage.Show(r, data)
}

// savePartnerLogo takes a logo for a partner, or takes it away.
func (d door) savePartnerLogo(r *web.Request) error {
	data, err := d.partnersData(r)
	if err != nil {
		return err
	}
	partner, name, content, err := broughtLogo(r)
	if err == nil {
		err = d.store.SetPartnerLogo(r.Context(), r.Actor, data.Round.UID, partner, name, content)
	}
	if err != nil {
		data.wrong, data.Errors = partner, wrongIn(logoLabels, err)
		return partnersPage.Again(r, err, data)
	}
	r.Notice("edition.logo_saved")
	return r.Redirect("organizer.partners", "round", data.Round.UID)
}
