package store

import (
	"cmp"
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"blazon/fault"
)

// Typed is words as somebody typed them, by the name of their field or the key of their criterion; blank ones are not in it.
type Typed map[string]string

// put sets a text; a blank one is none.
func (t Typed) put(name, text string) {
	if strings.TrimSpace(text) != "" {
		t[name] = text
	}
}

// Value writes the texts as JSON, for database/sql.
func (t Typed) Value() (driver.Value, error) {
	if t == nil {
		return "{}", nil
	}
	text, err := json.Marshal(map[string]string(t))
	return string(text), err
}

// Scan reads what Value wrote.
func (t *Typed) Scan(source any) error {
	var body []byte
	switch s := source.(type) {
	case string:
		body = []byte(s)
	case []byte:
		body = s
	default:
		return fmt.Errorf("typed: cannot be read from %T", source)
	}
	read := map[string]string{}
	if err := json.Unmarshal(body, &read); err != nil {
		return fmt.Errorf("typed: %w", err)
	}
	*t = read
	return nil
}

// TypedValue is a score as its juror typed it, be it that it fits or not.
func (sheet *Sheet) TypedValue(c *SheetCriterion) string {
	return cmp.Or(sheet.Typed["score."+c.Criterion.Key], c.Typed())
}

// TypedRemark is the comment on a criterion as it was typed, be it too long or not.
func (sheet *Sheet) TypedRemark(key string) string {
	return cmp.Or(sheet.Typed["remark."+key], sheet.Remarks[key])
}

// TypedComment is the comment as it was typed, be it too long or not.
func (sheet *Sheet) TypedComment() string { return cmp.Or(sheet.Typed["comment"], sheet.Comment) }

// TypedNote is the note to the chair as it was typed, be it too long or not.
func (sheet *Sheet) TypedNote() string { return cmp.Or(sheet.Typed["note"], sheet.Note) }

// words are the texts that do not fit; scores that do not are left out.
func (t Typed) words() Typed {
	words := Typed{}
	for name, text := range t {
		if !strings.HasPrefix(name, "score.") {
			words[name] = text
		}
	}
	return words
}

// unified ends lines in one way, however browsers send them.
func (form SheetForm) unified() SheetForm {
	unify := func(text string) string { return strings.ReplaceAll(text, "\r\n", "\n") }
	form.Comment, form.Note = unify(form.Comment), unify(form.Note)
	remarks := map[string]string{}
	for key, text := range form.Remarks {
		remarks[key] = unify(text)
	}
	form.Remarks = remarks
	return form
}

// tooLong names the texts that are longer than they may be.
func (form SheetForm) tooLong() (wrong fields) {
	check := func(name, text string, most int) {
		if utf8.RuneCountInString(text) > most {
			wrong = append(wrong, fault.Field{Name: name, Key: "fault.comment_too_long", Args: fault.Args{"Max": most}})
		}
	}
	for _, key := range slices.Sorted(maps.Keys(form.Remarks)) {
		check("remark."+key, form.Remarks[key], maxRemark)
	}
	check("comment", form.Comment, maxComment)
	check("note", form.Note, maxRemark)
	return wrong
}

// takeTyped keeps as typed what does not fit, and takes it out of its place.
func (sheet *Sheet) takeTyped(form SheetForm) {
	for _, f := range sheet.Wrong {
		key, _ := strings.CutPrefix(f.Name, "remark.")
		score, isScore := strings.CutPrefix(f.Name, "score.")
		switch {
		case isScore:
			sheet.Typed.put(f.Name, form.Values[score])
		case f.Name == "comment":
			sheet.Typed[f.Name], sheet.Comment = form.Comment, ""
		case f.Name == "note":
			sheet.Typed[f.Name], sheet.Note = form.Note, ""
		default:
			sheet.Typed[f.Name] = form.Remarks[key]
			delete(sheet.Remarks, key)
		}
	}
}
