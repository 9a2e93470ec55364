package store

import (
	"slices"
	"strings"
	"time"

	"blazon/fault"
	"blazon/judging"
)

// CheckAnswers reads what was filled in as it is kept, and says what is wrong with it: an Invalid fault whose fields are named
// "answers[key]". A draft may keep the answers all the same: what is wrong stays in them as it was typed, so that nothing is lost,
// without the characters that no text has. Answers to other fields are left out; files are no answers but attachments.
func CheckAnswers(fields []*FormField, filled Answers) (Answers, error) {
	kept := Answers{}
	var wrong formFields
	for _, f := range fields {
		if f.Kind == FileField {
			continue
		}
		values, problem := f.read(filled[f.Key])
		kept.put(f.Key, values...)
		if problem == nil && f.Required && len(kept[f.Key]) == 0 {
			problem = f.missing()
		}
		wrong.put("answers["+f.Key+"]", problem)
	}
	return kept, fault.InForm(wrong...)
}

// formFields collects what is wrong in a form, where it needs saying with numbers.
type formFields []fault.Field

func (w *formFields) put(name string, problem *fault.Field) {
	if problem != nil {
		problem.Name = name
		*w = append(*w, *problem)
	}
}

func problem(key string) *fault.Field { return &fault.Field{Key: key} }

func withCount(key string, count int) *fault.Field {
	return &fault.Field{Key: key, Args: fault.Args{"Count": count}}
}

// missing says what a required field lacks.
func (f *FormField) missing() *fault.Field {
	switch f.Kind {
	case Declaration:
		return problem("form.must_agree")
	case Choice:
		return problem("form.must_choose")
	case Choices:
		return problem("form.must_choose_some")
	}
	return problem("fault.required")
}

// read reads what was filled in for the field.
func (f *FormField) read(filled []string) (values []string, wrong *fault.Field) {
	if f.Kind == Choices {
		return f.readChoices(filled)
	}
	if len(filled) == 0 {
		return nil, nil
	}
	text, sound := plainText(filled[0], f.Kind == LongText || f.Kind == Declaration)
	if text == "" && sound {
		return nil, nil
	}
	text, wrong = f.readOne(text)
	if !sound {
		wrong = problem("form.bad_character")
	}
	return []string{text}, wrong
}

func (f *FormField) readOne(text string) (string, *fault.Field) {
	switch f.Kind {
	case WebAddress:
		address, ok := NormalAddress(text)
		if !ok {
			return text, problem("form.bad_address")
		}
		return address, nil
	case NumberField:
		return f.readNumber(text)
	case DateField:
		return readDate(text)
	case Choice:
		return f.readChoice(text)
	case Declaration:
		return f.readWords(text)
	}
	if over := Units(text) - f.Limit(); over > 0 {
		return text, withCount("form.too_long", over)
	}
	return text, nil
}

// typedNumber reads a number as people type it: with a decimal comma or point, and with spaces between thousands.
func typedNumber(text string) (judging.Decimal, error) {
	return judging.ParseDecimal(strings.NewReplacer(" ", "", "\u00A0", "", "\u202F", "", "\u2212", "-", ",", ".").Replace(text))
}

func (f *FormField) readNumber(text string) (string, *fault.Field) {
	value, err := typedNumber(text)
	if err != nil {
		return text, problem("form.bad_number")
	}
	canonical := value.String()
	if _, after, _ := strings.Cut(canonical, "."); len(after) > f.Decimals {
		if f.Decimals == 0 {
			return text, problem("form.whole_number")
		}
		return text, withCount("form.too_many_decimals", f.Decimals)
	}
	if f.Minimum != nil && value.Micros() < *f.Minimum {
		return text, &fault.Field{Key: "form.too_small", Args: fault.Args{"Min": judging.DecimalOfMicros(*f.Minimum)}}
	}
	if f.Maximum != nil && value.Micros() > *f.Maximum {
		return text, &fault.Field{Key: "form.too_large", Args: fault.Args{"Max": judging.DecimalOfMicros(*f.Maximum)}}
	}
	return canonical, nil
}

// readDate reads "2026-05-01", as browsers send it, and "1. 5. 2026", as people write it.
func readDate(text string) (string, *fault.Field) {
	dense := strings.Join(strings.Fields(text), "")
	for _, layout := range []string{time.DateOnly, "2.1.2006"} {
		if day, err := time.Parse(layout, dense); err == nil && day.Year() >= 1000 {
			return day.Format(time.DateOnly), nil
		}
	}
	return text, problem("form.bad_date")
}

func (f *FormField) readChoice(key string) (string, *fault.Field) {
	switch option := f.Option(key); {
	case option == nil:
		return "", problem("fault.unknown_choice")
	case option.Ended:
		return key, problem("form.choice_ended")
	}
	return key, nil
}

// readChoices gives the choices in their own order, each once.
func (f *FormField) readChoices(filled []string) (values []string, wrong *fault.Field) {
	for _, o := range f.Options {
		if slices.Contains(filled, o.Key) {
			values = append(values, o.Key)
			if o.Ended {
				wrong = problem("form.choice_ended")
			}
		}
	}
	for _, key := range filled {
		if key != "" && f.Option(key) == nil {
			wrong = problem("fault.unknown_choice")
		}
	}
	if wrong == nil && f.Most > 0 && len(values) > f.Most {
		wrong = withCount("form.too_many_choices", f.Most)
	}
	return values, wrong
}

// readWords takes the words of a declaration, in any language, for its answer: who ticks it agrees to these and no others, even
// if they have been changed since the page was opened.
func (f *FormField) readWords(words string) (string, *fault.Field) {
	if f.Agreed(words) {
		return words, nil
	}
	return "", problem("form.words_changed")
}

// Agreed tells whether words that were agreed to are those that the declaration has now, in any language.
func (f *FormField) Agreed(words string) bool {
	for _, text := range f.Label {
		if current, _ := plainText(text, true); current == words && words != "" {
			return true
		}
	}
	return false
}
