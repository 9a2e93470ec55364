package organizer

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/store"
)

// rubricForm is a rubric in one language.
type rubricForm struct {
	In       string         `form:"in"`
	Name     string         `form:"name"`
	Trim     string         `form:"trim"`
	Minimum  string         `form:"minimum"`
	Criteria []criterionRow `form:"criteria"`
}

// criterionRow is a criterion in one language; the anchors are lines such as "0: nothing is shown".
type criterionRow struct {
	UID         string `form:"uid"`
	Order       string `form:"order"`
	Name        string `form:"name"`
	Description string `form:"description"`
	Kind        string `form:"kind"`
	Form        string `form:"form"`
	Max         string `form:"max"`
	Step        string `form:"step"`
	Weight      string `form:"weight"`
	Law         string `form:"law"`
	Anchors     string `form:"anchors"`
	Unit        string `form:"unit"`
	Conversion  string `form:"conversion"`
	Remove      bool   `form:"remove"`
}

func rubricFormOf(r *store.Rubric, lang locale.Language) rubricForm {
	f := rubricForm{In: string(lang), Name: r.Name[lang], Trim: strconv.Itoa(r.Trim), Minimum: strconv.Itoa(r.Minimum)}
	for i, c := range r.Criteria {
		scale := c.Rules()
		row := criterionRow{UID: c.UID, Order: strconv.Itoa(i + 1), Name: c.Name[lang], Description: c.Description[lang], Kind: string(c.Kind), Form: c.Form,
			Max: typedDecimal(lang, scale.Max.String()), Step: typedDecimal(lang, scale.Step.String()), Weight: typedDecimal(lang, scale.Weight.String()), Law: c.Law}
		var lines []string
		for _, a := range c.Anchors {
			lines = append(lines, typedDecimal(lang, a.Value)+": "+a.Text[lang])
		}
		row.Anchors = strings.Join(lines, "\n")
		row.Unit, row.Conversion = c.Unit[lang], typedDecimals(lang, c.Conversion.String())
		f.Criteria = append(f.Criteria, row)
	}
	return f
}

// Rows are the criteria with an empty one at the end, to add to them.
func (f rubricForm) Rows() []criterionRow {
	if n := len(f.Criteria); n > 0 && f.Criteria[n-1].blank() {
		return f.Criteria
	}
	return append(slices.Clone(f.Criteria), criterionRow{Order: strconv.Itoa(len(f.Criteria) + 1), Kind: "points", Form: "points", Max: "10", Step: "1", Weight: "1"})
}

// Fresh tells whether the row is a criterion that is not there yet.
func (row criterionRow) Fresh() bool { return row.UID == "" }

func (row criterionRow) blank() bool {
	return row.UID == "" && strings.TrimSpace(row.Name+row.Description+row.Law+row.Anchors+row.Unit+row.Conversion) == ""
}

// rubric reads the form, and gives for each criterion which row it was; what the store checks is left to it.
func (f rubricForm) rubric(lang locale.Language) (form store.RubricForm, rows []int, err error) {
	c := reading{}
	form = store.RubricForm{Language: lang, Name: f.Name}
	form.Trim, form.Minimum = c.number("trim", f.Trim, "edition.bad_trim"), c.number("minimum", f.Minimum, "edition.bad_minimum")
	for i, row := range f.Criteria {
		if !row.blank() && !row.Remove {
			rows = append(rows, i)
		}
	}
	order := func(i int) int {
		n, err := strconv.Atoi(strings.TrimSpace(f.Criteria[i].Order))
		if err != nil {
			return len(f.Criteria) + 1
		}
		return n
	}
	slices.SortStableFunc(rows, func(a, b int) int { return cmp.Compare(order(a), order(b)) })
	for _, i := range rows {
		form.Criteria = append(form.Criteria, f.Criteria[i].criterion(&c, i))
	}
	if err := fault.InForm(c.wrong...); err != nil {
		return form, nil, err
	}
	return form, rows, nil
}

// criterion reads a row; what is wrong in it is named by the row's number in the form.
func (row criterionRow) criterion(c *reading, i int) store.CriterionForm {
	number := func(name, text string) judging.Decimal {
		d, err := readDecimal(text)
		if err != nil {
			c.add(fmt.Sprintf("criteria[%d].%s", i, name), "edition.bad_decimal")
		}
		return d
	}
	form := store.CriterionForm{UID: row.UID, Name: row.Name, Description: row.Description, Kind: judging.CriterionKind(row.Kind), Form: row.Form, Law: row.Law,
		Max: number("max", row.Max), Step: number("step", row.Step), Weight: number("weight", row.Weight)}
	for line := range strings.Lines(row.Anchors) {
		value, words, ok := strings.Cut(strings.TrimSpace(line), ":")
		if strings.TrimSpace(line) == "" {
			continue
		}
		d, err := readDecimal(value)
		if err != nil || !ok {
			c.add(fmt.Sprintf("criteria[%d].anchors", i), "edition.bad_anchor")
			break
		}
		form.Anchors = append(form.Anchors, store.AnchorForm{Value: d, Text: strings.TrimSpace(words)})
	}
	var line int
	form.Unit = row.Unit
	if form.Conversion, line = judging.ParseConversion(row.Conversion); line > 0 {
		c.wrong = append(c.wrong, fault.Field{Name: fmt.Sprintf("criteria[%d].conversion", i), Key: "matrix.band_line", Args: fault.Args{"Line": line}})
	}
	return form
}

// typedDecimal writes a number as it is typed in a language, without groups of digits.
func typedDecimal(lang locale.Language, number string) string {
	if lang == locale.English {
		return number
	}
	return strings.Replace(number, ".", ",", 1)
}

// typedDecimals is typedDecimal for a text of many numbers.
func typedDecimals(lang locale.Language, numbers string) string {
	if lang == locale.English {
		return numbers
	}
	return strings.ReplaceAll(numbers, ".", ",")
}

// readDecimal reads a number with a point or a comma.
func readDecimal(text string) (judging.Decimal, error) {
	return judging.ParseDecimal(strings.Replace(strings.TrimSpace(text), ",", ".", 1))
}

var criterionIndex = regexp.MustCompile(`^criteria\[(\d+)\]`)

// renumbered names the wrong fields by the rows of the form, where the store has named them by the order of the criteria.
func renumbered(err error, rows []int) error {
	if !fault.Is(err, fault.Invalid) || rows == nil {
		return err
	}
	f := *fault.Of(err)
	f.Fields = slices.Clone(f.Fields)
	for i, field := range f.Fields {
		f.Fields[i].Name = criterionIndex.ReplaceAllStringFunc(field.Name, func(found string) string {
			n, _ := strconv.Atoi(found[len("criteria[") : len(found)-1])
			if n >= len(rows) {
				return found
			}
			return fmt.Sprintf("criteria[%d]", rows[n])
		})
	}
	return &f
}
