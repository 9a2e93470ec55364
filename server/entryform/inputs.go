// Package entryform shows what a category asks of its entries: as inputs to fill in, and as answers to read. Doors put its values
// into the partials "entry-fields" and "entry-answers".
package entryform

import (
	"strings"
	"time"

	"blazon/judging"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

// Inputs is a form to fill in, as the partial "entry-fields" shows it.
type Inputs struct {
	Errors    web.Errors // with the names of the inputs in its summary
	Rows      []Input
	Suppliers []string // names to suggest
}

// Input is one input.
type Input struct {
	Name    string // "title", "url", "supplier", "answers[key]"
	Kind    store.FieldKind
	Type    string // of the element: "text", "date"
	Label   string
	Hint    string // empty: none
	Value   any    // a text, or of several choices the keys
	Longest int    // in UTF-16 units
	Rows    int    // of a text of several lines
	Words   string // of a declaration
	Options []web.Option
}

// supplierInput is the kind of the input of the supplier, for which known names are suggested.
const supplierInput store.FieldKind = "supplier"

// fewChoices is how many choices stand one below the other; more are a list to open.
const fewChoices = 7

// New makes the inputs of a form, with what is filled in and what is wrong with it. Files have none: they are attached on their own.
func New(lang locale.Language, form *store.Form, filled store.Filled, suppliers []string, wrong error) *Inputs {
	in := &Inputs{Suppliers: suppliers}
	values := map[store.PartName]string{store.PartTitle: filled.Title, store.PartURL: filled.URL, store.PartSupplier: filled.Supplier}
	for i := range form.Parts {
		if p := &form.Parts[i]; p.Asked {
			in.Rows = append(in.Rows, partInput(lang, p, values[p.Part]))
		}
	}
	for _, f := range form.Fields {
		if f.Kind != store.FileField {
			in.Rows = append(in.Rows, fieldInput(lang, f, filled.Answers))
		}
	}
	names := map[string]string{}
	for _, row := range in.Rows {
		names[row.Name] = row.Label
	}
	in.Errors = web.ErrorsOf(wrong).Named(names)
	return in
}

func partInput(lang locale.Language, p *store.FormPart, value string) Input {
	in := Input{Name: string(p.Part), Kind: store.ShortText, Type: "text", Label: asked(lang, PartLabel(lang, p), p.Required),
		Hint: p.Help.In(lang), Value: value, Longest: p.Limit()}
	switch p.Part {
	case store.PartURL:
		in.Kind = store.WebAddress
	case store.PartSupplier:
		in.Kind = supplierInput
		if in.Hint == "" {
			in.Hint = locale.T(lang, "form.supplier_hint")
		}
	}
	return in
}

// PartLabel is what a form calls a part.
func PartLabel(lang locale.Language, p *store.FormPart) string {
	if p.Label.Empty() {
		return locale.T(lang, "form.part_"+string(p.Part))
	}
	return p.Label.In(lang)
}

func fieldInput(lang locale.Language, f *store.FormField, answers store.Answers) Input {
	in := Input{Name: "answers[" + f.Key + "]", Kind: f.Kind, Type: "text", Label: asked(lang, f.Label.In(lang), f.Required),
		Value: answers.One(f.Key)}
	hints := []string{f.Help.In(lang)}
	switch f.Kind {
	case store.ShortText:
		in.Longest = f.Limit()
		if f.Longest != 0 {
			hints = append(hints, locale.T(lang, "form.at_most_characters", "Count", f.Limit()))
		}
	case store.LongText:
		in.Longest, in.Rows = f.Limit(), min(max(f.Limit()/150, 3), 8)
		hints = append(hints, locale.T(lang, "form.at_most_characters", "Count", f.Limit()))
	case store.WebAddress:
		in.Longest = f.Limit()
	case store.NumberField:
		in.Value = shownNumber(lang, answers.One(f.Key))
		hints = append(hints, numberHint(lang, f))
	case store.DateField:
		if _, err := time.Parse(time.DateOnly, answers.One(f.Key)); err == nil || answers.One(f.Key) == "" {
			in.Type = "date"
		}
	case store.Declaration:
		in.Words = f.Label.In(lang)
		in.Value = f.Agreed(answers.One(f.Key))
		if words := answers.One(f.Key); words != "" && in.Value == false {
			hints = append(hints, locale.T(lang, "form.agreed_before", "Words", words))
		}
	case store.Choice:
		in.Options = choices(lang, f, answers, !f.Required || len(f.Offered()) > fewChoices)
	case store.Choices:
		in.Value, in.Options = answers[f.Key], choices(lang, f, answers, false)
		if f.Most > 0 {
			hints = append(hints, locale.T(lang, "form.at_most_choices", "Count", f.Most))
		}
	}
	if f.Hidden && f.Kind != store.Declaration {
		hints = append(hints, locale.T(lang, "form.jury_blind"))
	}
	in.Hint = strings.TrimSpace(strings.Join(hints, " "))
	return in
}

// asked marks the label of what need not be filled in.
func asked(lang locale.Language, label string, required bool) string {
	if required {
		return label
	}
	return locale.T(lang, "form.optional", "Label", label)
}

// Radios tells whether the choices stand one below the other.
func (in Input) Radios() bool { return len(in.Options) <= fewChoices+1 }

// choices are those offered, and those chosen that no longer are; none stands for no answer.
func choices(lang locale.Language, f *store.FormField, answers store.Answers, none bool) (options []web.Option) {
	if none {
		options = append(options, web.Option{Label: locale.T(lang, "form.no_choice")})
	}
	chosen := web.Field{Value: answers[f.Key]}
	for _, o := range f.Options {
		switch {
		case !o.Ended:
			options = append(options, web.Option{Value: o.Key, Label: o.Name.In(lang)})
		case chosen.Has(o.Key):
			options = append(options, web.Option{Value: o.Key, Label: locale.T(lang, "form.choice_was", "Name", o.Name)})
		}
	}
	return options
}

// shownNumber writes a number with the language's decimal mark, ungrouped; what is no number stays as it was typed.
func shownNumber(lang locale.Language, value string) string {
	if _, err := judging.ParseDecimal(value); err != nil || lang == locale.English {
		return value
	}
	return strings.Replace(value, ".", ",", 1)
}

func numberHint(lang locale.Language, f *store.FormField) string {
	var hints []string
	bound := func(key string, micros *int64) {
		if micros != nil {
			hints = append(hints, locale.T(lang, key, "Value", judging.DecimalOfMicros(*micros)))
		}
	}
	bound("form.at_least", f.Minimum)
	bound("form.at_most", f.Maximum)
	if f.Decimals > 0 {
		hints = append(hints, locale.T(lang, "form.decimals", "Count", f.Decimals))
	}
	return strings.Join(hints, " ")
}
