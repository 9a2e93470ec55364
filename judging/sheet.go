package judging

import (
	"strings"

	"blazon/fault"
)

// Sheet is a score sheet as a juror has filled it in, for one candidate.
type Sheet struct {
	Criteria []Criterion       // those that the juror owes, and informative ones
	Typed    map[string]string // by criterion id, as typed; what is absent or blank is empty
	Submit   bool              // for good, and not only as a draft

	Conversions map[string]Conversion // by criterion id, of those for which a measured value is typed
}

// Mark is what a sheet says on one criterion.
type Mark struct {
	Criterion string // its id
	Value     Decimal
	Measured  string // the value that the points were converted from, as Decimal writes it; empty: the points were typed
	Empty     bool   // nothing was typed; not a value of zero
}

// Marks gives what saving the sheet means: one mark for each criterion, in their order. The error is an Invalid fault whose
// fields are named "score." and the criterion's id. A draft may be incomplete; a submitted sheet may leave only
// informative criteria empty.
func (s Sheet) Marks() ([]Mark, error) {
	marks, wrong := s.Draft()
	if err := fault.InForm(wrong...); err != nil {
		return nil, err
	}
	return marks, nil
}

// Draft is Marks for what is still being typed: where that does not fit, the mark is empty, and the field is named with what
// is wrong.
func (s Sheet) Draft() (marks []Mark, wrong []fault.Field) {
	for i := range s.Criteria {
		mark, flaw := s.mark(&s.Criteria[i])
		marks = append(marks, mark)
		if flaw.Key != "" {
			flaw.Name = "score." + mark.Criterion
			wrong = append(wrong, flaw)
			marks[i] = Mark{Criterion: mark.Criterion, Empty: true}
		}
	}
	return marks, wrong
}

// mark reads what was typed for a criterion, and gives the key of what is wrong with it.
func (s Sheet) mark(c *Criterion) (mark Mark, flaw fault.Field) {
	args := fault.Args{"Max": c.Max, "Step": c.Step}
	mark.Criterion = c.ID
	typed := s.Typed[c.ID]
	if strings.TrimSpace(typed) == "" {
		mark.Empty = true
		if s.Submit && c.Kind != Informative {
			return mark, fault.Field{Key: "fault.score_missing", Args: args}
		}
		return mark, fault.Field{}
	}
	value, err := ParsePoints(typed)
	if err != nil {
		return mark, fault.Field{Key: "fault.score_not_a_number", Args: args}
	}
	if conversion := s.Conversions[c.ID]; len(conversion) > 0 {
		points, key, args := conversion.points(value)
		if key == "" {
			mark.Value, mark.Measured = points, value.String()
		}
		return mark, fault.Field{Key: key, Args: args}
	}
	mark.Value = value
	return mark, fault.Field{Key: c.Fit(value).key(), Args: args}
}

// key is that of the message about a value that does not fit.
func (f Fit) key() string {
	return [...]string{Fits: "", Negative: "fault.score_negative", OverMax: "fault.score_over_max", OffStep: "fault.score_off_step"}[f]
}
