package store

import (
	"slices"
	"strings"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/register"
)

// fillIn reads what the line says in the category's form: columns that the table lacks stay as they are.
func (t *entryTable) fillIn(l *PlannedLine, w *entryWork, values map[string]string) {
	w.form = t.forms[w.place.Category.ID]
	before := Filled{Answers: Answers{}}
	w.state = EntryState(values[ColumnState])
	if w.state == "" {
		w.state = t.form.State
	}
	if w.entry != nil {
		before = Filled{Title: w.entry.Title, URL: w.entry.URL, Supplier: w.entry.Supplier, Answers: t.answers[w.entry.ID]}
		w.state = w.entry.State
	}
	typed, headings := t.typed(l, w.form, before, values)
	after, err := w.form.asking(values).Check(before, typed)
	w.after = after
	if w.entry == nil {
		l.put(ColumnCode, "", codesIn(w.bodies))
		l.put(ColumnCategory, "", w.place.Category.Slug)
		l.put(ColumnState, "", string(w.state))
	}
	l.put(ColumnTitle, before.Title, after.Title)
	l.put(ColumnURL, before.URL, after.URL)
	l.put(ColumnSupplier, before.Supplier, after.Supplier)
	for _, field := range w.form.Fields {
		if heading := headings[field.Key]; heading != "" {
			l.put(heading, field.words(before.Answers[field.Key], t.edition.Language), field.words(after.Answers[field.Key], t.edition.Language))
		}
	}
	if err != nil {
		t.wrongAnswers(l, w, values, headings, fault.Of(err).Fields)
	}
}

// asking is the form with the parts that a line fills in, even where entrants are not asked for them: organizers may say more.
func (f *Form) asking(values map[string]string) *Form {
	all := &Form{Fields: f.Fields, Parts: slices.Clone(f.Parts)}
	for i := range all.Parts {
		if values[string(all.Parts[i].Part)] != "" {
			all.Parts[i].Asked = true
		}
	}
	return all
}

// typed puts the line's cells into the places of the form, and tells which heading each field has.
func (t *entryTable) typed(l *PlannedLine, form *Form, before Filled, values map[string]string) (typed Filled, headings map[string]string) {
	typed = Filled{Title: before.Title, URL: before.URL, Supplier: before.Supplier, Answers: Answers{}}
	for _, part := range PartNames {
		if text, given := values[string(part)]; given {
			*typed.part(part) = text
		}
	}
	headings = map[string]string{}
	for _, field := range form.Fields {
		typed.Answers[field.Key] = before.Answers[field.Key]
		heading, text := field.column(values)
		if heading == "" || field.Kind == FileField {
			continue
		}
		headings[field.Key] = heading
		if field.Kind != Declaration {
			typed.Answers[field.Key] = field.typed(text)
		} else if was := field.words(before.Answers[field.Key], t.edition.Language); text != was {
			l.put(heading, was, text)
			l.wrong(heading, text, fault.Field{Key: "transfer.only_entrant"}) // nobody else can agree to its words
		}
	}
	return typed, headings
}

// wrongAnswers says what is wrong with cells. What is merely missing keeps nothing but a submission back.
func (t *entryTable) wrongAnswers(l *PlannedLine, w *entryWork, values map[string]string, headings map[string]string, wrong []fault.Field) {
	for _, field := range wrong {
		column := field.Name
		if key, found := strings.CutPrefix(column, "answers["); found {
			column = headings[strings.TrimSuffix(key, "]")]
			if column == "" {
				column = key[:len(key)-1]
			}
		}
		if values[column] != "" || (w.entry == nil && w.state == EntrySubmitted) {
			l.wrong(column, values[column], field)
		}
	}
}

// admitLine says why the line's entry may not be made, or changed, now.
func (t *entryTable) admitLine(l *PlannedLine, w *entryWork, values map[string]string) {
	switch {
	case !w.place.Round.ClosedAt.IsZero() || w.place.Phase().Judged():
		if w.entry == nil || len(l.Cells) > 0 {
			l.wrong(ColumnCategory, w.place.Category.Slug, fault.Field{Key: "fault.entry_judged"})
		}
		return
	case w.entry != nil:
		if state := values[ColumnState]; state != "" && state != string(w.entry.State) {
			l.put(ColumnState, string(w.entry.State), state)
			l.wrong(ColumnState, state, fault.Field{Key: "transfer.state_elsewhere"})
		}
		return
	case w.state != EntryDraft && w.state != EntrySubmitted && w.state != EntryAdmitted:
		l.wrong(ColumnState, values[ColumnState], fault.Field{Key: "transfer.no_state"})
	}
	w.late = w.place.Window().At(t.now) == judging.TooLate
	if t.form.Reason == "" && w.late {
		l.wrong(ColumnCategory, w.place.Category.Slug, fault.Field{Key: "transfer.late", Args: fault.Args{
			"Deadline": locale.Moment{Time: w.place.Window().Until, Zone: t.edition.Zone()}}})
	}
	for _, b := range w.bodies { // in whose round it stands, its chapter has said: a collective one takes other regions' bodies
		if _, reason := w.place.Category.Eligibility.Matches(b.Row()); reason != register.Eligible && t.form.Reason == "" {
			l.wrong(ColumnCode, codesIn(w.bodies), fault.Field{Key: string(reason)})
		}
		t.counts[limitKey(w.place.Category.ID, b)]++
		if limit := w.place.Category.EntryLimit; limit > 0 && t.counts[limitKey(w.place.Category.ID, b)] > limit {
			l.wrong(ColumnCode, codesIn(w.bodies), fault.Field{Key: "category.limit_reached", Args: fault.Args{"Limit": limit}})
		}
	}
}

// column finds the field's column by its label in any language, or by its key.
func (f *FormField) column(values map[string]string) (heading, text string) {
	names := []string{f.Key}
	for _, label := range f.Label {
		names = append(names, label, label+" ("+f.Key+")")
	}
	slices.Sort(names)
	for _, name := range names {
		if text, given := values[name]; given && name != "" {
			return name, text
		}
	}
	return "", ""
}

// typed gives what a cell says in the form in which the entry form sends it: choices by their keys.
func (f *FormField) typed(text string) []string {
	switch {
	case text == "":
		return nil
	case f.Kind == Choice:
		return []string{f.optionCalled(text)}
	case f.Kind != Choices:
		return []string{text}
	}
	lines := strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == ';' && f.optionCalled(text) == text })
	keys := make([]string, 0, len(lines))
	for _, line := range lines {
		keys = append(keys, f.optionCalled(strings.TrimSpace(line)))
	}
	return keys
}

// optionCalled gives the key of the choice with a name; what names none stays.
func (f *FormField) optionCalled(name string) string {
	for _, o := range f.Options {
		for _, text := range o.Name {
			if locale.Fold(text) == locale.Fold(name) {
				return o.Key
			}
		}
	}
	return name
}

// words gives an answer as a cell has it: choices by their names, one on each line.
func (f *FormField) words(values []string, lang locale.Language) string {
	if f.Kind != Choice && f.Kind != Choices {
		return strings.Join(values, "\n")
	}
	names := make([]string, len(values))
	for i, key := range values {
		names[i] = key
		if o := f.Option(key); o != nil {
			names[i] = o.Name.In(lang)
		}
	}
	return strings.Join(names, "\n")
}
