package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
)

// Material is what an entry says of itself, as its readers see it.
type Material struct {
	Filled
	Parts  []FormPart // how its category asks for title, address and supplier
	Fields []*FormField
}

// reader is who reads an entry's material.
type reader int

const (
	everything reader = iota // whoever made it, and organizers
	forJurors                // nothing that is hidden from them
)

// statedPart is an entry with how its category asks for one of its parts; the zero one where it does not say.
type statedPart struct {
	Entry Entry    `bun:"embed:entry_"`
	Part  FormPart `bun:"embed:part_"`
}

// material reads what an entry says: the fields that its form asks for, and those that it no longer asks for where they were answered.
func (tx *transaction) material(ctx context.Context, entry int64, who reader) (*Material, error) {
	var rows []statedPart
	err := tx.store.prepared(ctx, tx, &rows, "select "+tx.store.columns(statedPart{})+
		" from entry left join form_part as part on part.category_id = entry.category_id where entry.id = ?", entry)
	if err != nil || len(rows) == 0 {
		return nil, cmp.Or(err, absentAs(sql.ErrNoRows))
	}
	e := rows[0].Entry
	var stored []FormPart
	for _, row := range rows {
		stored = append(stored, row.Part)
	}
	m := &Material{Filled: Filled{Title: e.Title, URL: e.URL, Supplier: e.Supplier, Answers: Answers{}}, Parts: completed(e.CategoryID, stored)}
	for i, p := range m.Parts {
		if p.Part == PartSupplier && p.Hidden && who == forJurors {
			m.Supplier, m.Parts[i].Asked = "", false
		}
	}
	return m, tx.answeredFields(ctx, m, entry, e.CategoryID, who)
}

// answeredField is a field with what is stored as its answer.
type answeredField struct {
	Field  FormField `bun:"embed:field_"`
	Stored *string
}

func (tx *transaction) answeredFields(ctx context.Context, m *Material, entry, category int64, who reader) error {
	var rows []answeredField
	query := "select " + tx.store.columns(answeredField{}) + `, a.value as stored from form_field field
		left join answer a on a.field_id = field.id and a.entry_id = ?
		where field.category_id = ? and (field.ended_at is null or a.value is not null)`
	if who == forJurors {
		query += " and not field.hidden"
	}
	query += " order by case when field.ended_at is null then 0 else 1 end, field.position, field.id"
	if err := tx.store.prepared(ctx, tx, &rows, query, entry, category); err != nil {
		return fmt.Errorf("material: %w", err)
	}
	for i := range rows {
		f := &rows[i].Field
		m.Fields = append(m.Fields, f)
		if rows[i].Stored != nil {
			m.Answers.put(f.Key, f.values(*rows[i].Stored)...)
		}
	}
	return nil
}
