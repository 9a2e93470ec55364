package organizer

import (
	"strconv"

	"blazon/fault"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

const juryTextPage web.Page[juryTextData] = "organizer/jury-text"

type juryTextData struct {
	*store.JuryTexts
	Kind    store.JuryTextKind
	Form    juryTextForm
	Preview bool
	Theirs  *store.JuryText // what somebody else published meanwhile
	Errors  web.Errors
}

// juryTextForm is the next version; Do is what shall become of it: "preview", "publish" or "end".
type juryTextForm struct {
	Text    map[string]string `form:"text"`
	Base    int               `form:"base"`
	Do      string            `form:"do"`
	Confirm bool              `form:"confirm"`
}

var juryTextLabels = map[string]string{"text[]": "edition.rules_text", "confirm": "edition.publish"}

// Kinds are the texts that there may be.
func (juryTextData) Kinds() []store.JuryTextKind { return store.JuryTextKinds }

// Writings are the texts of all languages, the edition's own first.
func (d juryTextData) Writings() []writing {
	return writings("text", d.Form.Text, d.Edition.Language, true)
}

// Words are the text as it stands in the form.
func (d juryTextData) Words() locale.Text { return textOf(d.Form.Text) }

// NextVersion is the number that the text gets.
func (d juryTextData) NextVersion() int { return d.newest() + 1 }

func (d juryTextData) newest() int {
	if own := d.Own[d.Kind]; len(own) > 0 {
		return own[0].Version
	}
	return 0
}

// Versions are all that there were, the newest first.
func (d juryTextData) Versions() []store.JuryText { return d.Own[d.Kind] }

// InForce is the version that jurors accept now; nil: none.
func (d juryTextData) InForce() *store.JuryText { return d.Current(d.Kind) }

// FromAbove is the edition's text, which a round without one of its own has; nil: there is none.
func (d juryTextData) FromAbove() *store.JuryText { return d.Above[d.Kind] }

func (d door) juryTextData(r *web.Request) (juryTextData, error) {
	texts, err := d.store.JuryTexts(r.Context(), r.Actor, r.Var("edition"), r.Var("round"))
	data := juryTextData{JuryTexts: texts, Kind: store.JuryTextKind(r.Var("text"))}
	if err == nil && data.Kind != store.Confidentiality && data.Kind != store.Instructions {
		err = fault.New(fault.NotFound, "fault.not_found")
	}
	return data, err
}

func (d door) juryText(r *web.Request) error {
	data, err := d.juryTextData(r)
	if err != nil {
		return err
	}
	data.Form.Base = data.newest()
	if text := data.InForce(); text != nil {
		data.Form.Text = typed(text.Text)
	} else if text := data.FromAbove(); text != nil {
		data.Form.Text = typed(text.Text)
	}
	return juryTextPage.Show(r, data)
}

func (d door) saveJuryText(r *web.Request) error {
	data, err := d.juryTextData(r)
	if err != nil {
		return err
	}
	err = r.Decode(&data.Form)
	if err == nil && data.Form.Do == "preview" {
		data.Preview = true
		return juryTextPage.Show(r, data)
	}
	if err == nil {
		err = d.putJuryText(r, data)
	}
	if err != nil {
		if fault.Is(err, fault.Conflict) { // whoever sends it again has seen the other text
			data.Theirs, data.Form.Base = data.InForce(), data.newest()
		}
		data.Errors = wrongIn(juryTextLabels, err)
		return juryTextPage.Again(r, err, data)
	}
	return r.RedirectTo(r.URL.Path)
}

// putJuryText publishes the text, or gives the one in force up.
func (d door) putJuryText(r *web.Request, data juryTextData) (err error) {
	edition, round := r.Var("edition"), r.Var("round")
	notice := "seat.text_published"
	if data.Form.Do == "end" {
		notice, err = "seat.text_ended", d.store.EndJuryText(r.Context(), r.Actor, edition, round, data.Kind, data.Form.Base)
	} else if !data.Form.Confirm {
		err = fault.InForm(fault.Field{Name: "confirm", Key: "edition.confirm_publishing"})
	} else {
		err = d.store.PublishJuryText(r.Context(), r.Actor, edition, round, data.Kind, store.JuryTextForm{Text: data.Words(), Base: data.Form.Base})
	}
	if err == nil {
		r.Notice(notice, "Version", strconv.Itoa(data.NextVersion()))
	}
	return err
}
