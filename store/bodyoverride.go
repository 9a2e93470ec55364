package store

import (
	"context"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"

	"blazon/fault"
	"blazon/judging"
	"blazon/register"

	"github.com/uptrace/bun"
)

// BodyOverride is a value that an organizer has put in place of the register's, which is out of date. It stays in place
// when the register is imported again.
type BodyOverride struct {
	bun.BaseModel `bun:"table:body_override"`

	ID         int64 `bun:",pk,autoincrement"`
	UID        string
	BodyID     int64
	Field      register.Column
	Value      string
	Source     string // who says so
	SourceDate string // as of when
	CreatedAt  time.Time
	UserID     int64 `bun:",nullzero"`
}

// Overridable lists the columns that an organizer may override.
func Overridable() []register.Column {
	return []register.Column{register.ColumnName, register.ColumnKind, register.ColumnORP, register.ColumnPopulation, register.ColumnWeb}
}

// columns are those that an import leaves alone.
func (o *BodyOverride) columns() []register.Column {
	if o.Field == register.ColumnPopulation {
		return []register.Column{register.ColumnPopulation, register.ColumnPopulationDate}
	}
	return []register.Column{o.Field}
}

// Override is a new value for a body, with who says so and as of when (ISO 8601).
type Override struct {
	Field  register.Column
	Value  string
	Source string
	Date   string
	Reason string // why the register's value does not do; may be empty
}

// OverrideBody puts a value in place of the register's; a later override of the same field replaces an earlier one.
func (s *Store) OverrideBody(ctx context.Context, actor judging.Actor, body string, o Override) error {
	err := s.write(ctx, func(tx *transaction) error {
		if err := s.lockName(ctx, tx.Tx, bodiesLock); err != nil {
			return err
		}
		if err := tx.mayManageBody(ctx, actor, "uid = ?", body); err != nil {
			return err
		}
		b := new(Body)
		if err := absentAs(tx.NewSelect().Model(b).Where("uid = ?", body).Scan(ctx)); err != nil {
			return err
		}
		if err := o.apply(b); err != nil {
			return err
		}
		row := &BodyOverride{UID: s.NewUID(), BodyID: b.ID, Field: o.Field, Value: o.Value, Source: o.Source, SourceDate: o.Date,
			CreatedAt: tx.now, UserID: actor.User}
		if err := tx.saveOverride(ctx, b, row); err != nil {
			return err
		}
		note, err := o.note()
		if err != nil {
			return err
		}
		return tx.recordWithNote(ctx, actor, overrideAct, "body", b.ID, map[string]any{"field": o.Field}, note)
	})
	if err != nil {
		return fmt.Errorf("override body: %w", err)
	}
	return nil
}

// apply puts the value into the body, or tells which fields of the form are wrong.
func (o Override) apply(b *Body) error {
	var wrong []fault.Field
	row := b.Row()
	if !slices.Contains(Overridable(), o.Field) {
		wrong = append(wrong, fault.Field{Name: "field", Key: "fault.body_field"})
	} else if !row.Set(o.Field, o.Value) {
		wrong = append(wrong, fault.Field{Name: "value", Key: "fault.body_value"})
	}
	wrong = append(wrong, wrongSource(o.Source, o.Date)...)
	if utf8.RuneCountInString(o.Reason) > maxNote {
		wrong = append(wrong, fault.Field{Name: "reason", Key: "fault.too_long"})
	}
	if len(wrong) > 0 {
		return fault.InForm(wrong...)
	}
	b.put(row, o.Field)
	if o.Field == register.ColumnPopulation {
		b.PopulationDate = o.Date
	}
	b.index()
	return nil
}

// wrongSource checks who says a value and as of when.
func wrongSource(source, date string) (wrong []fault.Field) {
	if !register.ValidName(source) {
		wrong = append(wrong, fault.Field{Name: "source", Key: "fault.body_source"})
	}
	if !register.ValidDate(date) {
		wrong = append(wrong, fault.Field{Name: "date", Key: "fault.body_date"})
	}
	return wrong
}

func (tx *transaction) saveOverride(ctx context.Context, b *Body, row *BodyOverride) error {
	_, err := tx.NewInsert().Model(row).Returning("NULL").On("conflict (body_id, field) do update").
		Set("value = excluded.value").Set("source = excluded.source").Set("source_date = excluded.source_date").
		Set("created_at = excluded.created_at").Set("user_id = excluded.user_id").Exec(ctx)
	if err != nil {
		return err
	}
	return tx.saveBody(ctx, b)
}

// saveBody writes one body with its words and what it does to its namesakes.
func (tx *transaction) saveBody(ctx context.Context, b *Body) error {
	if err := tx.upsertBodies(ctx, []*Body{b}); err != nil {
		return err
	}
	return tx.indexBodies(ctx, []int64{b.ID}, true)
}

// BodyOverrides lists what is overridden of a body, by field.
func (s *Store) BodyOverrides(ctx context.Context, actor judging.Actor, body string) ([]BodyOverride, error) {
	if err := judging.May(actor, judging.OpenOffice, judging.Facts{}); err != nil {
		return nil, err
	}
	var list []BodyOverride
	err := s.reader.NewSelect().Model(&list).Where("body_id in (select id from body where uid = ?)", body).OrderExpr("field").Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("body overrides: %w", err)
	}
	return list, nil
}

// NewBody is a body that is in no register: a museum, a school, an office.
type NewBody struct {
	Name       string
	Kind       register.Kind // empty: Other
	Region     string        // code; may be empty
	Web        string
	Population string // may be empty: unknown
	Source     string // who says so
	Date       string // as of when
}

// AddBody adds a body that is in no register.
func (s *Store) AddBody(ctx context.Context, actor judging.Actor, add NewBody) (*Body, error) {
	b := &Body{UID: s.NewUID(), Register: register.Own, Source: add.Source, SourceDate: add.Date}
	b.Code = "b-" + b.UID
	if err := add.apply(b); err != nil {
		return nil, err
	}
	err := s.write(ctx, func(tx *transaction) error {
		if err := s.lockName(ctx, tx.Tx, bodiesLock); err != nil {
			return err
		}
		if err := judging.May(actor, judging.ManageBodies, judging.Facts{}); err != nil {
			return err
		}
		if err := tx.saveBody(ctx, b); err != nil {
			return err
		}
		if err := tx.NewSelect().Model(b).Where("uid = ?", b.UID).Scan(ctx); err != nil {
			return err
		}
		return tx.record(ctx, actor, "body.add", "body", b.ID, nil)
	})
	if err != nil {
		return nil, fmt.Errorf("add body: %w", err)
	}
	return b, nil
}

// apply puts the values into the body, or tells which fields of the form are wrong.
func (n NewBody) apply(b *Body) error {
	if n.Kind == "" {
		n.Kind = register.Other
	}
	wrong := wrongSource(n.Source, n.Date)
	row := b.Row()
	for _, field := range []struct {
		column register.Column
		value  string
		key    string
	}{
		{register.ColumnName, n.Name, "fault.body_name"},
		{register.ColumnKind, string(n.Kind), "fault.body_value"},
		{register.ColumnRegion, n.Region, "fault.body_value"},
		{register.ColumnPopulation, n.Population, "fault.body_value"},
		{register.ColumnWeb, n.Web, "fault.body_value"},
	} {
		if !row.Set(field.column, field.value) {
			wrong = append(wrong, fault.Field{Name: string(field.column), Key: field.key})
		}
		b.put(row, field.column)
	}
	if b.Population != nil {
		b.PopulationDate = n.Date
	}
	b.index()
	return fault.InForm(wrong...)
}
