package store

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
)

// mostCriteria and mostAnchors bound what a rubric may have.
const (
	mostCriteria = 100
	mostAnchors  = 50
)

// apply gives the rubric as the form wants it, with new criteria under new keys; it changes nothing.
func (form RubricForm) apply(tx *transaction, old *Rubric) (*Rubric, error) {
	var wrong fields
	wrong.language("language", form.Language)
	next := *old
	next.Name, next.Trim, next.Minimum, next.Criteria = in(old.Name, form.Language, form.Name), form.Trim, form.Minimum, nil
	wrong.text("name", next.Name, true, maxName)
	if form.Trim < 0 || form.Trim > 9 {
		wrong.add("trim", "edition.bad_trim")
	}
	if form.Minimum < 1 || form.Minimum > 99 {
		wrong.add("minimum", "edition.bad_minimum")
	}
	if len(form.Criteria) == 0 || len(form.Criteria) > mostCriteria {
		wrong.add("criteria", "edition.bad_criteria")
	}
	keys := map[string]bool{}
	for _, c := range old.Criteria {
		keys[c.Key] = true
	}
	taken := map[string]bool{}
	for i, row := range form.Criteria {
		c := row.apply(old, form.Language)
		if c == nil || c.ID != 0 && taken[c.UID] {
			wrong.add(criterionField(i, "name"), "fault.unknown_choice")
			continue
		}
		taken[c.UID] = true
		if c.ID == 0 {
			c.UID, c.Key = tx.store.NewUID(), freeKey(row.Name, keys)
			keys[c.Key] = true
		}
		c.Position = i + 1
		row.check(&wrong, i, c)
		next.Criteria = append(next.Criteria, c)
	}
	if err := wrong.err(); err != nil {
		return nil, err
	}
	return &next, next.countable()
}

// criterionField names a field of a criterion in a form.
func criterionField(i int, name string) string { return fmt.Sprintf("criteria[%d].%s", i, name) }

// in is a text with what one language says replaced.
func in(text locale.Text, lang locale.Language, said string) locale.Text {
	next := locale.Text{}
	for l, t := range text {
		next[l] = t
	}
	next[lang] = said
	return trimmed(next)
}

// apply gives the criterion as the form wants it; nil: the rubric has none with its uid.
func (form CriterionForm) apply(old *Rubric, lang locale.Language) *Criterion {
	c := Criterion{RubricID: old.ID}
	if form.UID != "" {
		at := slices.IndexFunc(old.Criteria, func(c *Criterion) bool { return c.UID == form.UID })
		if at < 0 {
			return nil
		}
		c = *old.Criteria[at]
	}
	c.Name, c.Description = in(c.Name, lang, form.Name), in(c.Description, lang, form.Description)
	c.Kind, c.Form, c.Law = form.Kind, form.Form, strings.TrimSpace(form.Law)
	c.Max, c.Step, c.Weight = form.Max.Micros(), form.Step.Micros(), form.Weight.Micros()
	anchors := []Anchor{}
	for _, a := range form.Anchors {
		words := locale.Text{}
		for _, before := range c.Anchors {
			if before.Value == a.Value.String() {
				words = before.Text
			}
		}
		anchors = append(anchors, Anchor{Value: a.Value.String(), Text: in(words, lang, a.Text)})
	}
	c.Anchors = anchors
	c.Unit, c.Conversion = in(c.Unit, lang, form.Unit), form.Conversion
	return &c
}

func (form CriterionForm) check(wrong *fields, i int, c *Criterion) {
	wrong.text(criterionField(i, "name"), c.Name, true, maxName)
	wrong.text(criterionField(i, "description"), c.Description, false, maxNote)
	wrong.word(criterionField(i, "law"), c.Law, false, maxName)
	if c.Kind != judging.Points && c.Kind != judging.Penalty && c.Kind != judging.Informative {
		wrong.add(criterionField(i, "kind"), "fault.unknown_choice")
	}
	if c.Form != "points" && c.Form != "checklist" && c.Form != "measured" {
		wrong.add(criterionField(i, "form"), "fault.unknown_choice")
	}
	for _, number := range []struct {
		name  string
		value int64
	}{{"max", c.Max}, {"step", c.Step}, {"weight", c.Weight}} {
		if number.value <= 0 {
			wrong.add(criterionField(i, number.name), "edition.not_positive")
		}
	}
	if c.Step > 0 && c.Max > 0 && c.Max%c.Step != 0 {
		wrong.add(criterionField(i, "step"), "edition.off_step")
	}
	rules := c.Rules()
	seen := map[string]bool{}
	for _, a := range form.Anchors {
		if c.Step > 0 && rules.Fit(a.Value) != judging.Fits || seen[a.Value.String()] {
			wrong.add(criterionField(i, "anchors"), "edition.bad_anchor")
			break
		}
		seen[a.Value.String()] = true
		wrong.word(criterionField(i, "anchors"), a.Text, true, maxName)
	}
	if len(form.Anchors) > mostAnchors {
		wrong.add(criterionField(i, "anchors"), "fault.too_long")
	}
	form.checkConversion(wrong, i, c)
}

// checkConversion holds a conversion table to what it is for: each measured value in its range is worth points of the scale.
func (form CriterionForm) checkConversion(wrong *fields, i int, c *Criterion) {
	wrong.text(criterionField(i, "unit"), c.Unit, false, maxName)
	name := criterionField(i, "conversion")
	switch rules := c.Rules(); {
	case c.Form == "measured" && len(c.Conversion) == 0:
		wrong.add(name, "matrix.no_conversion")
	case c.Form != "measured" && len(c.Conversion) > 0:
		wrong.add(name, "matrix.conversion_unasked")
	case len(c.Conversion) > mostAnchors:
		wrong.add(name, "fault.too_long")
	case c.Step > 0:
		if flaw := c.Conversion.Flaw(&rules); flaw != nil {
			*wrong = append(*wrong, fault.Field{Name: name, Key: flaw.Key, Args: fault.Args{"Line": flaw.Band + 1}})
		}
	}
}

// countable finds out whether a contest can be counted by the rubric.
func (r *Rubric) countable() error {
	c := &judging.Contest{Name: "one", Better: r.Better, Numbering: judging.Dense, Trim: r.Trim, Minimum: r.Minimum,
		Candidates: []judging.Candidate{{ID: "one"}}, Jurors: []judging.Juror{{ID: "one"}}}
	for _, k := range r.Criteria {
		c.Criteria = append(c.Criteria, k.Rules())
	}
	if err := c.Validate(); err != nil {
		var wrong fields
		wrong.add("criteria", "edition.not_countable")
		return fault.Of(wrong.err()).Because(err)
	}
	return nil
}

// freeKey makes a key out of a name that no criterion of the rubric has.
func freeKey(name string, taken map[string]bool) string {
	key := strings.Join(strings.FieldsFunc(locale.Fold(name), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') }), "_")
	key = key[:min(len(key), 40)]
	if key == "" {
		key = "criterion"
	}
	free := key
	for n := 2; taken[free]; n++ {
		free = key + "_" + strconv.Itoa(n)
	}
	return free
}

// scale is what a criterion can give, whatever it is called.
type scale struct {
	judging.Criterion
	conversion string
}

func (c *Criterion) scale() scale {
	s := scale{Criterion: c.Rules(), conversion: c.Conversion.String()}
	s.ID = ""
	return s
}

// asksTheSame tells whether two states of a rubric have the same criteria under the same names, in the same order; their scales may differ.
func (r *Rubric) asksTheSame(other *Rubric) bool {
	return slices.EqualFunc(r.Criteria, other.Criteria, func(a, b *Criterion) bool {
		return a.Key == b.Key && a.Kind == b.Kind && a.Form == b.Form && a.Law == b.Law && same(a.Unit, b.Unit) && same(a.Name, b.Name) && same(a.Description, b.Description)
	})
}

// same tells whether two texts say the same in all languages.
func same(a, b locale.Text) bool {
	for _, lang := range locale.Languages {
		if a[lang] != b[lang] {
			return false
		}
	}
	return true
}

// without lists the ids of the criteria that the next state of the rubric leaves out.
func (r *Rubric) without(next *Rubric) (gone []int64) {
	for _, c := range r.Criteria {
		if !slices.ContainsFunc(next.Criteria, func(k *Criterion) bool { return k.ID == c.ID }) {
			gone = append(gone, c.ID)
		}
	}
	return gone
}
