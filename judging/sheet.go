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
}

// Mark is what a sheet says on one criterion.
type Mark struct {
	Criterion string // its id
	Value     Decimal
	Empty     bool // nothing was typed; not a value of zero
}

// Marks gives what saving the sheet means: one mark for each criterion, in their order. The error is an Invalid fault whose
// fields are named "score." and the criterion's id. A draft may be incomplete; a submitted sheet may leave only
// informative criteria empty.
func (s Sheet) Marks() ([]Mark, error) {
	var marks []Mark
	var wrong []fault.Field
	for i := range s.Criteria {
		c := &s.Criteria[i]
		mark, key := s.mark(c)
		marks = append(marks, mark)
		if key != "" {
			wrong = append(wrong, fault.Field{Name: "score." + c.ID, Key: key, Args: fault.Args{"Max": c.Max, "Step": c.Step}})
		}
	}
	if err := fault.InForm(wrong...); err != nil {
		return nil, err
	}
	return marks, nil
}

// mark reads what was typed for a criterion, and gives the key of what is wrong with it.
func (s Sheet) mark(c *Criterion) (mark Mark, key string) {
	typed := s.Typed[c.ID]
	if strings.TrimSpace(typed) == "" {
		if s.Submit && c.Kind != Informative {
			key = "fault.score_missing"
		}
		return Mark{Criterion: c.ID, Empty: true}, key
	}
	value, err := ParsePoints(typed)
	if err != nil {
		return Mark{Criterion: c.ID}, "fault.score_not_a_number"
	}
	return Mark{Criterion: c.ID, Value: value}, c.Fit(value).key()
}

// key is that of the message about a value that does not fit.
func (f Fit) key() string {
	return [...]string{Fits: "", Negative: "fault.score_negative", OverMax: "fault.score_over_max", OffStep: "fault.score_off_step"}[f]
}
