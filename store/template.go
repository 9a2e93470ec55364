package store

import (
	"embed"
	"encoding/json"
	"fmt"
	"slices"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/register"
)

//go:embed template/*.json
var templateFiles embed.FS

// Template is the rules of an edition that its chapters do not change: categories, rubrics, and how places are made.
type Template struct {
	Key        string             `json:"key"`
	Name       locale.Text        `json:"name"`
	Country    register.Country   `json:"country"`
	Numbering  judging.Numbering  `json:"numbering"`
	TieBreak   []string           `json:"tie_break"`
	Cut        judging.Cut        `json:"advance"` // for contests of rounds that have a next round
	Categories []CategoryTemplate `json:"categories"`
	Rubrics    []RubricTemplate   `json:"rubrics"`

	Conflicts *judging.ConflictPolicy `json:"conflicts"` // what jurors are asked, where the edition follows it; nil: nothing
}

// CategoryTemplate is a category as a template has it.
type CategoryTemplate struct {
	Slug        string               `json:"slug"`
	Name        locale.Text          `json:"name"`
	Eligibility register.Eligibility `json:"eligibility"`
	Scope       CategoryScope        `json:"scope"`
	Rubric      string               `json:"rubric"` // key; empty: places come from an archive, without scores
	Form        string               `json:"form"`   // key of a FormSet; empty: title, address and supplier alone
}

// RubricTemplate is a rubric as a template has it.
type RubricTemplate struct {
	Key      string              `json:"key"`
	Name     locale.Text         `json:"name"`
	Better   judging.Better      `json:"better"`
	Trim     int                 `json:"trim"`
	Minimum  int                 `json:"minimum"`
	Criteria []CriterionTemplate `json:"criteria"`
}

// CriterionTemplate is a criterion as a template has it.
type CriterionTemplate struct {
	Key         string                `json:"key"`
	Name        locale.Text           `json:"name"`
	Description locale.Text           `json:"description"`
	Kind        judging.CriterionKind `json:"kind"`
	Form        string                `json:"form"`
	Max         judging.Decimal       `json:"max"`
	Step        judging.Decimal       `json:"step"`
	Weight      judging.Decimal       `json:"weight"`
	Anchors     []Anchor              `json:"anchors"`
	Law         string                `json:"law,omitempty"`
	Unit        locale.Text           `json:"unit,omitempty"`
	Conversion  judging.Conversion    `json:"conversion,omitempty"`
}

// Templates lists the templates that come with the program, in the order of their keys.
func Templates() []Template {
	files, err := templateFiles.ReadDir("template")
	if err != nil {
		panic(fmt.Errorf("templates: %w", err))
	}
	var list []Template
	for _, file := range files {
		body, err := templateFiles.ReadFile("template/" + file.Name())
		if err != nil {
			panic(fmt.Errorf("template %s: %w", file.Name(), err))
		}
		var t Template
		if err := json.Unmarshal(body, &t); err != nil {
			panic(fmt.Errorf("template %s: %w", file.Name(), err))
		}
		list = append(list, t)
	}
	return list
}

// TemplateByKey finds one of the Templates; an unknown key is an Invalid fault of the field template.
func TemplateByKey(key string) (Template, error) {
	for _, t := range Templates() {
		if t.Key == key {
			return t, nil
		}
	}
	return Template{}, fault.InForm(fault.Field{Name: "template", Key: "fault.unknown_choice"})
}

// Check finds out whether a contest by this template can be tallied; what is wrong is Invalid, with the problems as its cause.
func (t Template) Check() error {
	for _, c := range t.Categories {
		if _, err := FormSetByKey(c.Form); c.Form != "" && err != nil {
			return badTemplate(fmt.Errorf("category %s: no form set %q", c.Slug, c.Form))
		}
		if c.Rubric == "" {
			continue
		}
		rubric := slices.IndexFunc(t.Rubrics, func(r RubricTemplate) bool { return r.Key == c.Rubric })
		if rubric < 0 {
			return badTemplate(fmt.Errorf("category %s: no rubric %q", c.Slug, c.Rubric))
		}
		if err := t.contest(&t.Rubrics[rubric]).Validate(); err != nil {
			return badTemplate(fmt.Errorf("category %s: %w", c.Slug, err))
		}
	}
	if len(t.Categories) == 0 {
		return badTemplate(fmt.Errorf("no category"))
	}
	return nil
}

func badTemplate(cause error) error {
	return (&fault.Fault{Kind: fault.Invalid, Key: "fault.invalid_form",
		Fields: []fault.Field{{Name: "template", Key: "fault.bad_template"}}}).Because(cause)
}

// contest is the least contest that has the template's rules.
func (t Template) contest(r *RubricTemplate) *judging.Contest {
	c := &judging.Contest{Name: t.Key, Better: r.Better, Numbering: t.Numbering, Trim: r.Trim, Minimum: r.Minimum, Advance: t.Cut,
		Candidates: []judging.Candidate{{ID: "one"}}, Jurors: []judging.Juror{{ID: "one"}}}
	for _, k := range r.Criteria {
		c.Criteria = append(c.Criteria, judging.Criterion{ID: k.Key, Max: k.Max, Step: k.Step, Weight: k.Weight, Kind: k.Kind})
	}
	for _, rule := range t.TieBreak {
		c.TieBreak = append(c.TieBreak, c.ParseRule(rule))
	}
	return c
}

// rubric makes the rubric's rows for an edition.
func (r RubricTemplate) rubric(tx *transaction, edition int64) *Rubric {
	rubric := &Rubric{UID: tx.store.NewUID(), EditionID: edition, Name: r.Name, Better: r.Better, Trim: r.Trim, Minimum: r.Minimum}
	for i, k := range r.Criteria {
		rubric.Criteria = append(rubric.Criteria, &Criterion{UID: tx.store.NewUID(), Key: k.Key, Name: k.Name, Description: k.Description,
			Kind: k.Kind, Form: k.Form, Max: k.Max.Micros(), Step: k.Step.Micros(), Weight: k.Weight.Micros(),
			Anchors: k.Anchors, Law: k.Law, Unit: k.Unit, Conversion: k.Conversion, Position: i + 1})
	}
	return rubric
}
