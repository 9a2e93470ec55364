package organizer

import (
	"strconv"
	"time"

	"blazon/letter"
	"blazon/locale"
	"blazon/server/link"
	"blazon/server/web"
	"blazon/store"
)

const (
	templatesPage web.Page[templatesData] = "organizer/message-templates"
	templatePage  web.Page[templateData]  = "organizer/message-template"
)

type templatesData struct {
	*store.EditionMessages
	Errors web.Errors
}

// Languages are those that letters are written in.
func (templatesData) Languages() []locale.Language { return locale.Languages }

// messageTemplates lists the letters of an edition, or of the whole site where the address names none.
func (d door) messageTemplates(r *web.Request) error {
	v, err := d.store.EditionMessages(r.Context(), r.Actor, r.Var("edition"))
	if err != nil {
		return err
	}
	return templatesPage.Show(r, templatesData{EditionMessages: v})
}

func (d door) saveMessageSettings(r *web.Request) error {
	var form struct {
		Kinds []letter.Kind `form:"kinds"`
	}
	err := r.Decode(&form)
	if err == nil {
		err = d.store.SaveMessageSettings(r.Context(), r.Actor, r.Var("edition"), form.Kinds)
	}
	if err != nil {
		return err
	}
	r.Notice("message.settings_saved")
	return r.Redirect("organizer.message_templates", "edition", r.Var("edition"))
}

type templateData struct {
	*store.MessageWords
	Form    messageForm
	Sample  letter.Values
	Preview letter.Template // with the sample filled in; empty: the form cannot be shown
	Errors  web.Errors
}

// Fields are what may stand in the letter.
func (d templateData) Fields() []letter.Field { return d.Kind.Fields() }

// Required tells whether the letter makes no sense without the field.
func (d templateData) Required(field letter.Field) bool {
	for _, f := range d.Kind.Required() {
		if f == field {
			return true
		}
	}
	return false
}

// LanguageName is the language's own name.
func (d templateData) LanguageName() string { return d.Language.Name() }

func (d door) templateData(r *web.Request) (templateData, error) {
	words, err := d.store.MessageWords(r.Context(), r.Actor, r.Var("edition"), letter.Kind(r.Var("kind")), languageOf(r))
	if err != nil {
		return templateData{}, err
	}
	now, err := d.store.Now(r.Context())
	if err != nil {
		return templateData{}, err
	}
	data := templateData{MessageWords: words, Form: messageForm(words.Words), Sample: sample(words, now)}
	data.show(r)
	return data, nil
}

// show fills the preview in with what the form says.
func (d *templateData) show(r *web.Request) {
	filled := letter.Template(d.Form).Fill(d.Sample)
	l := &store.Letter{Kind: d.Kind, Language: d.Language, Text: filled.Text}
	d.Preview = letter.Template{Subject: filled.Subject, Text: l.Written(link.Of(l, r.LinkIn), r.Site())}
}

// sample is what a letter might say: the edition's own names where there is one.
func sample(words *store.MessageWords, now time.Time) letter.Values {
	lang := words.Language
	zone := words.Edition.Zone()
	moment := now.AddDate(0, 0, 14).In(zone)
	moment = time.Date(moment.Year(), moment.Month(), moment.Day(), 18, 0, 0, 0, zone)
	values := letter.Values{
		letter.Recipient: locale.T(lang, "message.sample_recipient"), letter.Body: "město Semily", letter.Entry: "město Semily",
		letter.Competition: locale.T(lang, "message.sample_competition"), letter.Category: locale.T(lang, "message.sample_category"),
		letter.Round: locale.T(lang, "message.sample_round"), letter.Chapter: locale.T(lang, "message.sample_chapter"),
		letter.Role: letter.RoleIn(lang, "member"), letter.Reason: locale.T(lang, "message.sample_reason"),
		letter.Deadline: locale.DateTime(lang, moment, zone), letter.Time: locale.DateTime(lang, now, zone),
		letter.Edition: locale.Edition(lang, max(words.Edition.Number, 1)), letter.Year: strconv.Itoa(max(words.Edition.Year, moment.Year())),
	}
	if words.Edition.ID != 0 {
		values[letter.Competition], values[letter.Year] = words.Competition.Name.In(lang), strconv.Itoa(words.Edition.Year)
	}
	return values
}

func (d door) messageTemplate(r *web.Request) error {
	data, err := d.templateData(r)
	if err != nil {
		return err
	}
	return templatePage.Show(r, data)
}

// saveMessageTemplate keeps the words, shows what they come to, or gives the usual ones back, by the button that was pressed.
func (d door) saveMessageTemplate(r *web.Request) error {
	data, err := d.templateData(r)
	if err != nil {
		return err
	}
	var form struct {
		messageForm
		Do string `form:"do"`
	}
	err = r.Decode(&form)
	data.Form = messageForm(letter.Template(form.messageForm).Lines())
	notice, words := "message.words_saved", letter.Template(data.Form)
	if form.Do == "reset" {
		notice, words = "message.words_reset", letter.Template{}
	}
	switch {
	case err != nil:
	case form.Do == "preview":
		err = words.Check(data.Kind)
	default:
		if words == (letter.Template{}) && form.Do != "reset" {
			err = words.Check(data.Kind)
		} else {
			err = d.store.SaveMessageWords(r.Context(), r.Actor, r.Var("edition"), data.Kind, data.Language, words)
		}
	}
	data.show(r)
	if err != nil {
		data.Errors = web.ErrorsOf(err)
		return templatePage.Again(r, err, data)
	}
	if form.Do == "preview" {
		return templatePage.Show(r, data)
	}
	r.Notice(notice)
	if r.Var("edition") == "" {
		return r.Redirect("organizer.site_template", "kind", data.Kind, "language", data.Language)
	}
	return r.Redirect("organizer.message_template", "edition", r.Var("edition"), "kind", data.Kind, "language", data.Language)
}
