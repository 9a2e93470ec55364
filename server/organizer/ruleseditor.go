package organizer

import (
	"blazon/fault"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

const rulesPage web.Page[rulesData] = "organizer/rules"

type rulesData struct {
	*store.RulesSetup
	Form    rulesForm
	Preview bool
	Theirs  *store.Rules // what somebody else saved meanwhile
	Errors  web.Errors
}

// rulesForm is the draft of the next version; Do is what shall become of it: "save", "preview" or "publish".
type rulesForm struct {
	Text    map[string]string `form:"text"`
	Base    string            `form:"base"`
	Do      string            `form:"do"`
	Confirm bool              `form:"confirm"`
}

var rulesLabels = map[string]string{"text[]": "edition.rules_text", "confirm": "edition.publish"}

// writing is the text of one language in the form.
type writing struct {
	Language locale.Language
	Name     string // of the field
	Value    string
	Required bool
}

// Writings are the texts of all languages, the edition's own first.
func (d rulesData) Writings() []writing {
	return writings("text", d.Form.Text, d.Edition.Language, true)
}

// writings are a form's texts of all languages, the own one first.
func writings(field string, texts map[string]string, own locale.Language, required bool) (list []writing) {
	for _, lang := range append([]locale.Language{own}, others(own)...) {
		list = append(list, writing{lang, field + "[" + string(lang) + "]", texts[string(lang)], required && lang == own})
	}
	return list
}

// others are the languages beside one.
func others(own locale.Language) (list []locale.Language) {
	for _, lang := range locale.Languages {
		if lang != own {
			list = append(list, lang)
		}
	}
	return list
}

// Text is the draft as it stands in the form.
func (d rulesData) Text() locale.Text { return textOf(d.Form.Text) }

// textOf reads the texts of a form in all languages.
func textOf(texts map[string]string) locale.Text {
	text := locale.Text{}
	for _, lang := range locale.Languages {
		text[lang] = texts[string(lang)]
	}
	return text
}

// typed fills a form with a text in all languages.
func typed(text locale.Text) map[string]string {
	texts := map[string]string{}
	for lang, t := range text {
		texts[string(lang)] = t
	}
	return texts
}

// NextVersion is the number that the draft gets.
func (d rulesData) NextVersion() int { return len(d.Published) + 1 }

func (d door) rules(r *web.Request) error {
	setup, err := d.store.RulesSetup(r.Context(), r.Actor, r.Var("edition"))
	if err != nil {
		return err
	}
	data := rulesData{RulesSetup: setup, Form: rulesForm{Base: setup.Draft.Fingerprint()}}
	switch {
	case setup.Draft != nil:
		data.Form.Text = typed(setup.Draft.Text)
	case len(setup.Published) > 0:
		data.Form.Text = typed(setup.Published[0].Text)
	}
	return rulesPage.Show(r, data)
}

func (d door) saveRules(r *web.Request) error {
	setup, err := d.store.RulesSetup(r.Context(), r.Actor, r.Var("edition"))
	if err != nil {
		return err
	}
	data := rulesData{RulesSetup: setup}
	err = r.Decode(&data.Form)
	if err == nil && data.Form.Do == "preview" {
		data.Preview = true
		return rulesPage.Show(r, data)
	}
	if err == nil {
		err = d.putRules(r, data)
	}
	if err != nil {
		if fault.Is(err, fault.Conflict) { // whoever sends it again has seen the other text
			data.Theirs, data.Form.Base = setup.Draft, setup.Draft.Fingerprint()
		}
		data.Errors = wrongIn(rulesLabels, err)
		return rulesPage.Again(r, err, data)
	}
	return r.Redirect("organizer.rules", "edition", setup.Edition.UID)
}

// putRules saves the draft, or publishes it.
func (d door) putRules(r *web.Request, data rulesData) error {
	form := store.RulesForm{Text: data.Text(), Base: data.Form.Base}
	put, notice := d.store.SaveRules, "edition.rules_saved"
	if data.Form.Do == "publish" {
		if !data.Form.Confirm {
			return fault.InForm(fault.Field{Name: "confirm", Key: "edition.confirm_publishing"})
		}
		put, notice = d.store.PublishRules, "edition.rules_published"
	}
	if err := put(r.Context(), r.Actor, data.Edition.UID, form); err != nil {
		return err
	}
	r.Notice(notice)
	return nil
}
