package store

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"blazon/fault"
	"blazon/locale"
)

// FieldForm is what an organizer fills in about a field of a form.
type FieldForm struct {
	Kind     FieldKind
	Label    locale.Text
	Help     locale.Text
	Required bool
	Hidden   bool
	Longest  int    // a text in UTF-16 units, a file in bytes; 0: as its kind usually has
	Minimum  string // decimal numbers as people type them; empty: any
	Maximum  string
	Decimals int
	Most     int           // files or choices; 0: one file, any number of choices
	Options  []FieldOption // choices, where a new one has no key yet; a file's types
}

// The longest texts of a form, in letters.
const (
	maxHelp   = 2000
	maxOption = 200
	maxChoice = 100 // how many choices a field may offer
)

// field gives the field as the form has it; what it does not set stays as before.
func (form *FieldForm) field(before FormField) (*FormField, error) {
	var wrong fields
	if !slices.Contains(FieldKinds, form.Kind) {
		wrong.add("kind", "fault.unknown_choice")
		return nil, wrong.err()
	}
	f := before
	f.Kind, f.Label, f.Help, f.Required, f.Hidden = form.Kind, trimmed(form.Label), trimmed(form.Help), form.Required, form.Hidden
	f.Longest, f.Minimum, f.Maximum, f.Decimals, f.Most, f.Options = 0, nil, nil, 0, 0, []FieldOption{}
	longest := maxName
	if f.Kind == Declaration {
		longest = maxHelp
	}
	wrong.text("label", f.Label, true, longest)
	wrong.text("help", f.Help, false, maxHelp)
	switch f.Kind {
	case ShortText:
		f.Longest = wrong.within("longest", form.Longest, 0, MaxShortText)
	case LongText:
		f.Longest = wrong.within("longest", form.Longest, 0, MaxLongText)
	case NumberField:
		form.numbers(&f, &wrong)
	case Choice, Choices:
		form.choices(&f, &wrong, before.Options)
	case FileField:
		form.files(&f, &wrong)
	}
	return &f, wrong.err()
}

// within checks a whole number.
func (f *fields) within(name string, n, least, most int) int {
	if n < least || n > most {
		*f = append(*f, fault.Field{Name: name, Key: "form.out_of_range", Args: fault.Args{"Min": least, "Max": most}})
	}
	return n
}

func (form *FieldForm) numbers(f *FormField, wrong *fields) {
	bound := func(name, typed string) *int64 {
		if strings.TrimSpace(typed) == "" {
			return nil
		}
		value, err := typedNumber(typed)
		if err != nil {
			wrong.add(name, "form.bad_number")
			return nil
		}
		micros := value.Micros()
		return &micros
	}
	f.Minimum, f.Maximum = bound("minimum", form.Minimum), bound("maximum", form.Maximum)
	if f.Minimum != nil && f.Maximum != nil && *f.Minimum > *f.Maximum {
		wrong.add("maximum", "form.bounds_crossed")
	}
	f.Decimals = wrong.within("decimals", form.Decimals, 0, 6)
}

func (form *FieldForm) files(f *FormField, wrong *fields) {
	f.Longest = wrong.within("longest", form.Longest, 0, MaxFile)
	f.Most = wrong.within("most", form.Most, 0, MaxFiles)
	for _, o := range form.Options {
		if !slices.Contains(FileTypes, o.Key) {
			wrong.add("types", "fault.unknown_choice")
			return
		}
		f.Options = append(f.Options, FieldOption{Key: o.Key})
	}
	if len(f.Options) == 0 {
		wrong.add("types", "fault.nothing_chosen")
	}
}

// choices keeps the keys of the choices that there were, and gives new ones theirs. One that has been taken back before and comes
// again under its name is the same.
func (form *FieldForm) choices(f *FormField, wrong *fields, before []FieldOption) {
	names := map[string]bool{}
	for i, o := range form.Options {
		o = FieldOption{Key: o.Key, Name: trimmed(o.Name)}
		name := fmt.Sprintf("options[%d].name", i)
		wrong.text(name, o.Name, true, maxOption)
		if folded := locale.Fold(o.Name.In(locale.Czech)); names[folded] {
			wrong.add(name, "form.choice_twice")
		} else {
			names[folded] = true
		}
		if !slices.ContainsFunc(before, func(b FieldOption) bool { return b.Key == o.Key && !b.Ended }) {
			o.Key = ""
		}
		f.Options = append(f.Options, o)
	}
	for i := range f.Options {
		if o := &f.Options[i]; o.Key == "" {
			o.Key = optionKey(o.Name, before, f.Options)
		}
	}
	if least := map[FieldKind]int{Choice: 2, Choices: 1}[f.Kind]; len(f.Options) < least || len(f.Options) > maxChoice {
		*wrong = append(*wrong, fault.Field{Name: "options", Key: "form.too_few_choices", Args: fault.Args{"Count": least}})
	}
	if f.Kind == Choices {
		f.Most = wrong.within("most", form.Most, 0, max(len(f.Options), 1))
	}
}

// optionKey makes the key of a new choice.
func optionKey(name locale.Text, before, now []FieldOption) string {
	for _, b := range before {
		if b.Ended && locale.Fold(b.Name.In(locale.Czech)) == locale.Fold(name.In(locale.Czech)) {
			return b.Key
		}
	}
	all := slices.Concat(before, now)
	return uniqueKey(name, func(key string) bool {
		return slices.ContainsFunc(all, func(o FieldOption) bool { return o.Key == key })
	})
}

// uniqueKey makes a key out of a name: its folded letters and digits, with a number where that is taken.
func uniqueKey(name locale.Text, taken func(string) bool) string {
	list := words(locale.Fold(name.In(locale.Czech)))
	key := strings.Map(func(r rune) rune {
		if r == '_' || r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			return r
		}
		return -1
	}, strings.Join(list[:min(len(list), 5)], "_"))
	key = strings.Trim(key[:min(len(key), 40)], "_")
	if key == "" {
		key = "field"
	}
	for n, base := 2, key; taken(key); n++ {
		key = fmt.Sprintf("%s_%d", base, n)
	}
	return key
}
