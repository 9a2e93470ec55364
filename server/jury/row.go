package jury

import (
	"strings"

	"blazon/judging"
	"blazon/locale"
	"blazon/store"
)

// row is a criterion with its value as the form shows it.
type row struct {
	*store.SheetCriterion
	Field   string // its name in the form
	Shown   string // its value there
	Stored  string // the stored value as the language writes it
	Differs bool   // the form shows another than what is stored
}

// fieldPrefix stands before a criterion's key in the name of its field, as it does in faults.
const fieldPrefix = "score."

func newRow(lang locale.Language, c *store.SheetCriterion) row {
	shown := c.Typed()
	if lang != locale.English {
		shown = strings.Replace(shown, ".", ",", 1)
	}
	return row{SheetCriterion: c, Field: fieldPrefix + c.Criterion.Key, Shown: shown, Stored: locale.Decimal(lang, c.Value())}
}

// fill puts into the form what was typed.
func (r *row) fill(typed string) {
	r.Shown = typed
	r.Differs = !sameValue(typed, r.SheetCriterion)
}

// Max is the most that may be given.
func (r row) Max() judging.Decimal { return judging.DecimalOfMicros(r.Criterion.Max) }

// Step is the smallest difference between two values.
func (r row) Step() judging.Decimal { return judging.DecimalOfMicros(r.Criterion.Step) }

// Weight is how many times the value counts.
func (r row) Weight() judging.Decimal { return judging.DecimalOfMicros(r.Criterion.Weight) }

// Weighted tells whether the value counts other than once.
func (r row) Weighted() bool {
	return r.Criterion.Kind != judging.Informative && r.Weight() != judging.One
}

// choice is one answer to an item of a checklist; its label is a key.
type choice struct{ Value, Label string }

// Choices are the answers to an item of a checklist: met is the full value, not met is zero. Of penalties it is the fault
// that is found or not. No answer is neither.
func (r row) Choices() []choice {
	most := r.Max().String()
	if r.Criterion.Kind == judging.Penalty {
		return []choice{{"0", "jury.fault_absent"}, {most, "jury.fault_found"}, {"", "jury.not_judged"}}
	}
	return []choice{{most, "jury.met"}, {"0", "jury.not_met"}, {"", "jury.not_judged"}}
}

// Chosen tells whether the form has this answer.
func (r row) Chosen(value string) bool {
	if strings.TrimSpace(r.Shown) == "" {
		return value == ""
	}
	shown, err := judging.ParsePoints(r.Shown)
	return err == nil && shown.String() == value
}

// sameValue tells whether what was typed is what is stored.
func sameValue(typed string, c *store.SheetCriterion) bool {
	if strings.TrimSpace(typed) == "" {
		return c.Micros == nil
	}
	value, err := judging.ParsePoints(typed)
	return err == nil && c.Micros != nil && value.String() == c.Typed()
}
