package organizer

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/store"
)

// fieldForm is what is filled in about a question. Texts are in each language.
type fieldForm struct {
	Kind      store.FieldKind   `form:"kind"`
	Label     map[string]string `form:"label"`
	Help      map[string]string `form:"help"`
	Required  bool              `form:"required"`
	Hidden    bool              `form:"hidden"`
	Longest   string            `form:"longest"` // characters; of files megabytes
	Minimum   string            `form:"minimum"`
	Maximum   string            `form:"maximum"`
	Decimals  string            `form:"decimals"`
	Most      string            `form:"most"`
	Types     []string          `form:"types"`
	Options   []optionRow       `form:"options"`
	Agreement string            `form:"agreement"` // to what it comes to for entries
	Back      bool              `form:"back"`      // from there to the form
}

type optionRow struct {
	Key   string            `form:"key"`
	Name  map[string]string `form:"name"`
	Order string            `form:"order"`
}

// blankChoices is how many empty rows follow the choices, to add to them.
const blankChoices = 4

// OptionRows are the rows to show, with empty ones at the end.
func (f fieldForm) OptionRows() []optionRow {
	rows := slices.Clone(f.Options)
	for range blankChoices {
		rows = append(rows, optionRow{})
	}
	for i := range rows {
		rows[i].Order = cmp.Or(rows[i].Order, strconv.Itoa(i+1))
	}
	return rows
}

// fieldFormOf fills the form with a field.
func fieldFormOf(lang locale.Language, f *store.FormField) fieldForm {
	form := fieldForm{Kind: f.Kind, Label: byCode(f.Label), Help: byCode(f.Help), Required: f.Required, Hidden: f.Hidden,
		Decimals: strconv.Itoa(f.Decimals), Most: digits(f.Most)}
	form.Longest = digits(f.Longest)
	bound := func(micros *int64) string {
		if micros == nil {
			return ""
		}
		return locale.Decimal(lang, judging.DecimalOfMicros(*micros).String())
	}
	form.Minimum, form.Maximum = bound(f.Minimum), bound(f.Maximum)
	if f.Kind == store.FileField {
		form.Longest, form.Types = strconv.Itoa(f.Limit()/megabyte), f.Types()
		return form
	}
	for _, o := range f.Offered() {
		form.Options = append(form.Options, optionRow{Key: o.Key, Name: byCode(o.Name)})
	}
	return form
}

const megabyte = 1_000_000

// byCode is a text as forms have it.
func byCode(text locale.Text) map[string]string {
	codes := map[string]string{}
	for lang, words := range text {
		codes[string(lang)] = words
	}
	return codes
}

func inLanguages(codes map[string]string) locale.Text {
	text := locale.Text{}
	for _, lang := range locale.Languages {
		text[lang] = codes[string(lang)]
	}
	return text
}

// tidy drops the empty choices and puts the others in their order.
func (f *fieldForm) tidy() {
	f.Options = slices.DeleteFunc(f.Options, func(row optionRow) bool {
		return strings.TrimSpace(row.Name["cs"]+row.Name["pl"]+row.Name["en"]) == ""
	})
	order := func(row optionRow) int {
		n, err := strconv.Atoi(strings.TrimSpace(row.Order))
		if err != nil {
			return len(f.Options)
		}
		return n
	}
	slices.SortStableFunc(f.Options, func(a, b optionRow) int { return cmp.Compare(order(a), order(b)) })
	for i := range f.Options {
		f.Options[i].Order = ""
	}
}

// field is the form as the store takes it; what the store checks is left to it.
func (f *fieldForm) field() (store.FieldForm, error) {
	c := reading{}
	whole := func(name, text string) int {
		if strings.TrimSpace(text) == "" {
			return 0
		}
		return c.number(name, text, "form.whole_number")
	}
	form := store.FieldForm{Kind: f.Kind, Label: inLanguages(f.Label), Help: inLanguages(f.Help), Required: f.Required, Hidden: f.Hidden,
		Longest: whole("longest", f.Longest), Minimum: f.Minimum, Maximum: f.Maximum, Decimals: whole("decimals", f.Decimals),
		Most: whole("most", f.Most)}
	switch f.Kind {
	case store.FileField:
		form.Longest = min(form.Longest, store.MaxFile) * megabyte
		for _, kind := range f.Types {
			form.Options = append(form.Options, store.FieldOption{Key: kind})
		}
	case store.Choice, store.Choices:
		for _, row := range f.Options {
			form.Options = append(form.Options, store.FieldOption{Key: row.Key, Name: inLanguages(row.Name)})
		}
	}
	return form, fault.InForm(c.wrong...)
}

var wordsIn = regexp.MustCompile(`^(.*\.)?(label|help|name)$`)

// inLanguage names the input of the edition's language where a text is wrong as a whole.
func inLanguage(lang locale.Language, err error) error {
	if !fault.Is(err, fault.Invalid) {
		return err
	}
	f := *fault.Of(err)
	f.Fields = slices.Clone(f.Fields)
	for i, field := range f.Fields {
		if wordsIn.MatchString(field.Name) {
			f.Fields[i].Name = field.Name + "[" + string(lang) + "]"
		}
	}
	return &f
}
