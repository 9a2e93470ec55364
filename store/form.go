package store

import (
	"context"
	"slices"

	"blazon/fault"
)

// Form is a category's entry form as it asks now.
type Form struct {
	Parts  []FormPart // in the order of PartNames
	Fields []*FormField
}

// Filled is what an entry says in its form.
type Filled struct {
	Title    string
	URL      string
	Supplier string
	Answers  Answers
}

// formOf reads a category's form.
func (tx *transaction) formOf(ctx context.Context, category int64) (*Form, error) {
	parts, err := tx.partsOf(ctx, category)
	if err != nil {
		return nil, err
	}
	fields, err := tx.fieldsOf(ctx, category)
	return &Form{Parts: parts, Fields: fields}, err
}

// lockForm takes the lock of a category's form until the transaction ends: shared where an entry is saved or submitted, which go on
// side by side, exclusive where the form changes. What a save checks is so the form that it is stored with, and what an organizer
// is told of the entries concerned is true when the form changes. Whoever needs a round's lock as well takes that one first.
func (tx *transaction) lockForm(ctx context.Context, category string, mode lockMode) error {
	return tx.store.lockRound(ctx, tx.Tx, "form "+category, mode)
}

// Part gives how the form asks for a part.
func (f *Form) Part(part PartName) *FormPart {
	return &f.Parts[slices.IndexFunc(f.Parts, func(p FormPart) bool { return p.Part == part })]
}

// Only is the form that asks for nothing but what has one of the keys, a part's or a field's: a returned entry's.
func (f *Form) Only(keys []string) *Form {
	open := &Form{}
	for _, p := range f.Parts {
		p.Asked = p.Asked && slices.Contains(keys, string(p.Part))
		open.Parts = append(open.Parts, p)
	}
	for _, field := range f.Fields {
		if slices.Contains(keys, field.Key) {
			open.Fields = append(open.Fields, field)
		}
	}
	return open
}

// Check gives what an entry says once the form is filled in, as it is kept: what the form does not ask for stays as before. What is
// wrong is an Invalid fault with the fields "title", "url", "supplier" and "answers[key]"; a draft may be kept in spite of it.
func (f *Form) Check(before, filled Filled) (Filled, error) {
	after := Filled{Title: before.Title, URL: before.URL, Supplier: before.Supplier, Answers: Answers{}}
	var wrong formFields
	for i := range f.Parts {
		p := &f.Parts[i]
		if p.Asked {
			text, problem := p.read(*filled.part(p.Part))
			*after.part(p.Part) = text
			wrong.put(string(p.Part), problem)
		}
	}
	answers, err := CheckAnswers(f.Fields, filled.Answers)
	for key, values := range before.Answers {
		if !slices.ContainsFunc(f.Fields, func(field *FormField) bool { return field.Key == key }) {
			after.Answers.put(key, values...)
		}
	}
	for key, values := range answers {
		after.Answers.put(key, values...)
	}
	if err != nil {
		wrong = append(wrong, fault.Of(err).Fields...)
	}
	return after, fault.InForm(wrong...)
}

// part gives the place of a part's text.
func (f *Filled) part(part PartName) *string {
	switch part {
	case PartTitle:
		return &f.Title
	case PartURL:
		return &f.URL
	}
	return &f.Supplier
}
