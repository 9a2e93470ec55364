package store

import (
	"context"
	"fmt"
	"slices"

	"blazon/judging"
)

// FormSetup is a category's form as its organizers see it.
type FormSetup struct {
	CategoryPlace
	Form
	Ended     []*FormField // no longer asked for; their answers stay
	Entries   Effect       // how many there are
	Suppliers []string     // names to suggest
}

// Field finds a field by its uid, also one that is no longer asked for; nil: there is none.
func (f *FormSetup) Field(uid string) *FormField {
	all := slices.Concat(f.Fields, f.Ended)
	if at := slices.IndexFunc(all, func(field *FormField) bool { return field.UID == uid }); at >= 0 {
		return all[at]
	}
	return nil
}

// FormSetup reads a category's form for whoever organizes a chapter of its competition.
func (s *Store) FormSetup(ctx context.Context, actor judging.Actor, category string) (*FormSetup, error) {
	v := &FormSetup{}
	err := s.read(ctx, func(tx *transaction) error {
		p, err := tx.categoryPlace(ctx, actor, category)
		if err != nil {
			return err
		}
		return tx.formSetup(ctx, v, p)
	})
	if err != nil {
		return nil, fmt.Errorf("form setup: %w", err)
	}
	return v, nil
}

func (tx *transaction) formSetup(ctx context.Context, v *FormSetup, p *CategoryPlace) (err error) {
	v.CategoryPlace = *p
	if v.Parts, err = tx.partsOf(ctx, p.Category.ID); err != nil {
		return err
	}
	all, err := tx.allFieldsOf(ctx, p.Category.ID)
	if err != nil {
		return err
	}
	for _, f := range all {
		if f.Ended() {
			v.Ended = append(v.Ended, f)
		} else {
			v.Fields = append(v.Fields, f)
		}
	}
	if v.Suppliers, err = tx.supplierNames(ctx, p.Competition.ID); err != nil {
		return err
	}
	entries, err := tx.answering(ctx, p.Category.ID, 0)
	for _, e := range entries {
		v.Entries.add(e.State)
	}
	return err
}

// FieldPlan says what a field that is added, where field is empty, or changed so comes to for the entries. What is wrong with the form
// is as in AddField and ChangeField.
func (s *Store) FieldPlan(ctx context.Context, actor judging.Actor, category, field string, form FieldForm) (list []Effect, err error) {
	err = s.plan(ctx, actor, category, func(tx *transaction, p *CategoryPlace) (err error) {
		if field == "" {
			_, list, err = tx.newField(ctx, p, form)
		} else {
			_, list, err = tx.changedField(ctx, p, field, form)
		}
		return err
	})
	return list, err
}

// PartsPlan says what SaveParts comes to for the entries.
func (s *Store) PartsPlan(ctx context.Context, actor judging.Actor, category string, parts []FormPart) (list []Effect, err error) {
	err = s.plan(ctx, actor, category, func(tx *transaction, p *CategoryPlace) (err error) {
		_, list, err = tx.changedParts(ctx, p, parts)
		return err
	})
	return list, err
}

// EndPlan counts the entries that have answered a field.
func (s *Store) EndPlan(ctx context.Context, actor judging.Actor, category, field string) (stays Effect, err error) {
	stays.Kind = AnswersStay
	err = s.plan(ctx, actor, category, func(tx *transaction, p *CategoryPlace) error {
		f, err := tx.fieldFor(ctx, p, field)
		if err != nil {
			return err
		}
		entries, err := tx.answering(ctx, p.Category.ID, f.ID)
		for _, e := range entries {
			if e.Stored != nil {
				stays.add(e.State)
			}
		}
		return err
	})
	return stays, err
}

func (s *Store) plan(ctx context.Context, actor judging.Actor, category string, fn func(tx *transaction, p *CategoryPlace) error) error {
	err := s.read(ctx, func(tx *transaction) error {
		p, err := tx.categoryFor(ctx, actor, category)
		if err != nil {
			return err
		}
		return fn(tx, p)
	})
	if err != nil {
		return fmt.Errorf("plan: %w", err)
	}
	return nil
}
