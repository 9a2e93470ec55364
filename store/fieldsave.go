package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"blazon/fault"
	"blazon/judging"
)

// writeForm is an act that changes a category's form: under the form's lock, so that no entry is saved meanwhile, and by somebody who may
// set the edition up.
func (s *Store) writeForm(ctx context.Context, actor judging.Actor, category string, fn func(tx *transaction, p *CategoryPlace) error) error {
	return s.write(ctx, func(tx *transaction) error {
		if err := tx.lockForm(ctx, category, exclusive); err != nil {
			return err
		}
		p, err := tx.categoryFor(ctx, actor, category)
		if err != nil {
			return err
		}
		return fn(tx, p)
	})
}

// fieldFor reads a field of a category.
func (tx *transaction) fieldFor(ctx context.Context, p *CategoryPlace, field string) (*FormField, error) {
	f := &FormField{}
	err := tx.NewSelect().Model(f).Where("uid = ?", field).Where("category_id = ?", p.Category.ID).Scan(ctx)
	return f, absentAs(err)
}

// AddField adds a field at the end of a category's form, and gives its uid. agreement is AgreementTo the effects that the actor
// was shown; where there are others meanwhile it is a Conflict.
func (s *Store) AddField(ctx context.Context, actor judging.Actor, category string, form FieldForm, agreement string) (uid string, err error) {
	err = s.writeForm(ctx, actor, category, func(tx *transaction, p *CategoryPlace) error {
		f, list, err := tx.newField(ctx, p, form)
		if err != nil {
			return err
		}
		if err := agreedTo(list, agreement); err != nil {
			return err
		}
		if _, err := tx.NewInsert().Model(f).Exec(ctx); err != nil {
			return err
		}
		uid = f.UID
		return tx.record(ctx, actor, "form.field_add", "form_field", f.ID, map[string]int64{"category": p.Category.ID})
	})
	if err != nil {
		return "", fmt.Errorf("add field: %w", err)
	}
	return uid, nil
}

// newField makes a field, and says what it comes to for the entries.
func (tx *transaction) newField(ctx context.Context, p *CategoryPlace, form FieldForm) (*FormField, []Effect, error) {
	all, err := tx.allFieldsOf(ctx, p.Category.ID)
	if err != nil {
		return nil, nil, err
	}
	f, err := form.field(FormField{UID: tx.store.NewUID(), CategoryID: p.Category.ID, Position: len(all) + 1})
	if err != nil {
		return nil, nil, err
	}
	f.Key = uniqueKey(f.Label, func(key string) bool {
		return slices.Contains(PartNames, PartName(key)) || slices.ContainsFunc(all, func(other *FormField) bool { return other.Key == key })
	})
	entries, err := tx.answering(ctx, p.Category.ID, 0)
	return f, effects(nil, f, entries), err
}

// ChangeField changes a field of a category's form. A kind stays once there are answers: end the field and make a new one. agreement is
// as in AddField. Whatever was chosen and is no longer offered stays known.
func (s *Store) ChangeField(ctx context.Context, actor judging.Actor, category, field string, form FieldForm, agreement string) error {
	err := s.writeForm(ctx, actor, category, func(tx *transaction, p *CategoryPlace) error {
		f, list, err := tx.changedField(ctx, p, field, form)
		if err != nil {
			return err
		}
		if err := agreedTo(list, agreement); err != nil {
			return err
		}
		if _, err := tx.NewUpdate().Model(f).WherePK().Exec(ctx); err != nil {
			return err
		}
		return tx.record(ctx, actor, "form.field_change", "form_field", f.ID, map[string]int64{"category": p.Category.ID})
	})
	if err != nil {
		return fmt.Errorf("change field: %w", err)
	}
	return nil
}

// changedField gives the field as it would be, and says what that comes to for the entries.
func (tx *transaction) changedField(ctx context.Context, p *CategoryPlace, field string, form FieldForm) (*FormField, []Effect, error) {
	before, err := tx.fieldFor(ctx, p, field)
	if err != nil {
		return nil, nil, err
	}
	if before.Ended() {
		return nil, nil, fault.New(fault.Closed, "form.field_ended")
	}
	after, err := form.field(*before)
	if err != nil {
		return nil, nil, err
	}
	entries, err := tx.answering(ctx, p.Category.ID, before.ID)
	if err != nil {
		return nil, nil, err
	}
	if used, err := tx.used(ctx, before); err != nil || before.Kind != after.Kind && used {
		return nil, nil, cmp.Or(err, fault.InForm(fault.Field{Name: "kind", Key: "form.kind_has_answers"}))
	}
	if after.Kind == Choice || after.Kind == Choices {
		after.Options = append(after.Options, remembered(before, after)...)
	}
	return after, effects(before, after, entries), nil
}

// used tells whether anybody has answered the field, if only with files.
func (tx *transaction) used(ctx context.Context, f *FormField) (bool, error) {
	table := "answer"
	if f.Kind == FileField {
		table = "attachment"
	}
	used, err := tx.NewSelect().Table(table).Where("field_id = ?", f.ID).Exists(ctx)
	if err != nil {
		return false, fmt.Errorf("answers to %s: %w", f.Key, err)
	}
	return used, nil
}

// remembered are the choices that a change no longer offers: they stay known by their names.
func remembered(before, after *FormField) (ended []FieldOption) {
	for _, o := range before.Options {
		if after.Option(o.Key) == nil {
			o.Ended = true
			ended = append(ended, o)
		}
	}
	return ended
}

// MoveField moves a field one place up or down among those that are asked for.
func (s *Store) MoveField(ctx context.Context, actor judging.Actor, category, field string, up bool) error {
	err := s.writeForm(ctx, actor, category, func(tx *transaction, p *CategoryPlace) error {
		f, err := tx.fieldFor(ctx, p, field)
		if err != nil {
			return err
		}
		all, err := tx.allFieldsOf(ctx, p.Category.ID)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(all, func(other *FormField) bool { return other.ID == f.ID })
		to := at + 1
		if up {
			to = at - 1
		}
		if to >= 0 && to < len(all) && !all[to].Ended() && !f.Ended() {
			all[at], all[to] = all[to], all[at]
		}
		for i, other := range all {
			if _, err := tx.NewUpdate().Model(other).Set("position = ?", i+1).WherePK().Exec(ctx); err != nil {
				return err
			}
		}
		return tx.record(ctx, actor, "form.field_move", "form_field", f.ID, map[string]int64{"category": p.Category.ID})
	})
	if err != nil {
		return fmt.Errorf("move field: %w", err)
	}
	return nil
}
