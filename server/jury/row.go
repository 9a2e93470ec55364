package jury

import (
	"cmp"
	"strings"

	"blazon/judging"
	"blazon/locale"
	"blazon/store"
)

// row is a criterion with its value as the form shows it.
type row struct {
	*store.SheetCriterion
	sheet   *store.Sheet
	Field   string // its name in the form
	Shown   string // its value there
	Stored  string // the stored value as the language writes it
	Was     string // what is stored as it was typed, be it a value or not
	Differs bool   // the form shows another than what is stored

	Mean string // of the juror's own values on the criterion; empty: there are too few

	Remark        string // on the criterion, as the form shows it
	RemarkStored  string
	RemarkDiffers bool
}

// RemarkField is the name of the comment's field.
func (r row) RemarkField() string { return remarkPrefix + r.Criterion.Key }

// fieldPrefix stands before a criterion's key in the name of its field, as it does in faults.
const fieldPrefix = "score."

// remarkPrefix stands before it in the name of its comment's field.
const remarkPrefix = "remark."

// newRow shows a criterion as it is stored, or, where that fits no score, as it was typed.
func newRow(lang locale.Language, sheet *store.Sheet, c *store.SheetCriterion) row {
	r := row{SheetCriterion: c, sheet: sheet, Field: fieldPrefix + c.Criterion.Key, Was: shownValue(lang, sheet, c),
		Stored: locale.Decimal(lang, c.Value()), RemarkStored: sheet.TypedRemark(c.Criterion.Key)}
	r.Shown, r.Remark = r.Was, r.RemarkStored
	if c.Habit.N > 1 {
		r.Mean = meanOf(lang, c.Habit)
	}
	return r
}

// fill puts into the form what was typed.
func (r *row) fill(form store.SheetForm) {
	r.Shown, r.Remark = form.Values[r.Criterion.Key], form.Remarks[r.Criterion.Key]
	r.Differs = !sameValue(r.sheet, r.Shown, r.SheetCriterion)
	r.RemarkDiffers = r.Remark != r.RemarkStored
}

// Against is the key of how the stored value compares with the juror's own mean; empty: there is none.
func (r row) Against() string {
	if r.Mean == "" || r.Micros == nil {
		return ""
	}
	return [...]string{"sheet.below_mean", "sheet.at_mean", "sheet.above_mean"}[r.Habit.Against(judging.DecimalOfMicros(*r.Micros))+1]
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

// Measures tells whether a measured value is typed, and not the points.
func (r row) Measures() bool { return len(r.Criterion.Conversion) > 0 }

// Worth says how many points the stored measured value is worth; empty where there is none.
func (r row) Worth(lang locale.Language) string {
	if r.Micros == nil {
		return ""
	}
	return worth(lang, judging.Mark{Value: judging.DecimalOfMicros(*r.Micros), Measured: r.Measured})
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

// shownValue is what is stored, as the language writes it, or as it was typed where that fits no score.
func shownValue(lang locale.Language, sheet *store.Sheet, c *store.SheetCriterion) string {
	return cmp.Or(sheet.Typed[fieldPrefix+c.Criterion.Key], inField(lang, c.Typed()))
}

// sameValue tells whether what was typed is what is stored.
func sameValue(sheet *store.Sheet, typed string, c *store.SheetCriterion) bool {
	if unfit := sheet.Typed[fieldPrefix+c.Criterion.Key]; unfit != "" {
		return strings.TrimSpace(typed) == strings.TrimSpace(unfit)
	}
	if strings.TrimSpace(typed) == "" {
		return c.Micros == nil
	}
	value, err := judging.ParsePoints(typed)
	return err == nil && c.Micros != nil && value.String() == c.Typed()
}
