package entryform

import (
	"slices"
	"strings"
	"time"

	"blazon/judging"
	"blazon/locale"
	"blazon/store"
)

// Answers is what an entry says, as the partial "entry-answers" shows it.
type Answers struct{ Rows []Answer }

// Answer is one line of it.
type Answer struct {
	Key    string // a part's or a field's
	Label  string
	Text   string // empty: there is no answer
	Link   bool   // the text is an address
	Items  []string
	Ended  bool // no longer asked for
	Hidden bool // from jurors
}

// Given tells whether there is an answer.
func (a Answer) Given() bool { return a.Text != "" || len(a.Items) > 0 }

// Any tells whether there is any answer at all.
func (a Answers) Any() bool { return slices.ContainsFunc(a.Rows, Answer.Given) }

// Shown makes the lines of an entry's material: the parts that its form asks for or that it has, then the fields. Files are not among
// them. without names the parts that the page shows elsewhere.
func Shown(lang locale.Language, m *store.Material, without ...store.PartName) Answers {
	var shown Answers
	values := map[store.PartName]string{store.PartTitle: m.Title, store.PartURL: m.URL, store.PartSupplier: m.Supplier}
	for _, elsewhere := range without {
		delete(values, elsewhere)
	}
	for i := range m.Parts {
		p := &m.Parts[i]
		if text, here := values[p.Part]; here && (p.Asked || text != "") {
			shown.Rows = append(shown.Rows, Answer{Key: string(p.Part), Label: PartLabel(lang, p), Text: text,
				Link: p.Part == store.PartURL && isPage(text), Hidden: p.Hidden})
		}
	}
	for _, f := range m.Fields {
		if f.Kind != store.FileField {
			shown.Rows = append(shown.Rows, answer(lang, f, m.Answers[f.Key]))
		}
	}
	return shown
}

func answer(lang locale.Language, f *store.FormField, values []string) Answer {
	a := Answer{Key: f.Key, Label: f.Label.In(lang), Ended: f.Ended(), Hidden: f.Hidden}
	if len(values) == 0 {
		return a
	}
	a.Text = values[0]
	switch f.Kind {
	case store.WebAddress:
		a.Link = isPage(a.Text)
	case store.NumberField:
		if _, err := judging.ParseDecimal(a.Text); err == nil {
			a.Text = locale.Decimal(lang, a.Text)
		}
	case store.DateField:
		if day, err := time.Parse(time.DateOnly, a.Text); err == nil {
			a.Text = locale.Date(lang, day, time.UTC)
		}
	case store.Choice:
		a.Text = choiceName(lang, f, a.Text)
	case store.Choices:
		a.Text = ""
		for _, key := range values {
			a.Items = append(a.Items, choiceName(lang, f, key))
		}
	case store.Declaration:
		a.Label = locale.T(lang, "form.agreed")
	}
	return a
}

func choiceName(lang locale.Language, f *store.FormField, key string) string {
	if o := f.Option(key); o != nil {
		return o.Name.In(lang)
	}
	return key
}

// isPage tells whether a text is the address of a page, and not a draft of one.
func isPage(text string) bool {
	return strings.HasPrefix(text, "https://") || strings.HasPrefix(text, "http://")
}
