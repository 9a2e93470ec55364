package store

import (
	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// Rubric is the criteria of a contest and how they are counted.
type Rubric struct {
	bun.BaseModel `bun:"table:rubric"`

	ID        int64 `bun:",pk,autoincrement"`
	UID       string
	EditionID int64
	ChapterID int64 `bun:",nullzero"` // whose own it is; 0: everybody's
	Name      locale.Text
	Better    judging.Better
	Trim      int
	Minimum   int
	Criteria  []*Criterion `bun:"rel:has-many,join:id=rubric_id"`
}

// Criterion is one thing scored.
type Criterion struct {
	bun.BaseModel `bun:"table:criterion"`

	ID          int64 `bun:",pk,autoincrement"`
	UID         string
	RubricID    int64
	Key         string // names it in the tally file and in tie rules
	Name        locale.Text
	Description locale.Text
	Kind        judging.CriterionKind
	Form        string // "points", "checklist" or "measured": how the sheet asks
	Max         int64  // millionths
	Step        int64  // millionths
	Weight      int64  // millionths
	Anchors     []Anchor
	Law         string             // what a checklist item comes from
	Unit        locale.Text        // of what is measured
	Conversion  judging.Conversion // of a measured value into points; none: the points are typed
	Position    int
}

// Rules gives what the tally needs to know of the criterion.
func (c *Criterion) Rules() judging.Criterion {
	return judging.Criterion{ID: c.Key, Kind: c.Kind, Max: judging.DecimalOfMicros(c.Max),
		Step: judging.DecimalOfMicros(c.Step), Weight: judging.DecimalOfMicros(c.Weight)}
}

// Anchor is the words that fix a step of a criterion's scale.
type Anchor struct {
	Value string      `json:"value"`
	Text  locale.Text `json:"text"`
}
