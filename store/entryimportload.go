package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"blazon/register"

	"github.com/uptrace/bun"
)

// load reads what the table may speak of.
func (t *entryTable) load(ctx context.Context) (err error) {
	if t.ways, err = t.entryWays(ctx, t.edition.ID); err != nil {
		return err
	}
	for _, list := range t.ways.contests {
		for _, p := range list {
			t.places[p.Contest.ID] = p
		}
	}
	if err := t.NewSelect().Model(&t.categories).Where("edition_id = ?", t.edition.ID).Order("position", "id").Scan(ctx); err != nil {
		return err
	}
	for _, c := range t.categories {
		if t.forms[c.ID], err = t.formOf(ctx, c.ID); err != nil {
			return err
		}
	}
	if err := t.loadEntries(ctx); err != nil {
		return err
	}
	return t.loadBodies(ctx)
}

// loadEntries reads the entries of the edition with their bodies and answers.
func (t *entryTable) loadEntries(ctx context.Context) error {
	var entries []*Entry
	if err := t.NewSelect().Model(&entries).Where("edition_id = ?", t.edition.ID).Order("id").Scan(ctx); err != nil {
		return err
	}
	var ids []int64
	for _, e := range entries {
		t.entries[e.UID] = e
		ids = append(ids, e.ID)
	}
	var owned []struct {
		EntryID int64
		Body    Body `bun:"embed:body_"`
	}
	err := t.NewRaw(`select ee.entry_id, `+t.store.columns(struct {
		Body Body `bun:"embed:body_"`
	}{})+` from entry_entrant ee join entry e on e.id = ee.entry_id join entrant t on t.id = ee.entrant_id join body on body.id = t.body_id
		where e.edition_id = ? order by ee.entry_id, ee.position, body.id`, t.edition.ID).Scan(ctx, &owned)
	if err != nil {
		return err
	}
	for i := range owned {
		b := &owned[i].Body
		t.bodies[b.Code] = b
		t.owners[owned[i].EntryID] = append(t.owners[owned[i].EntryID], b)
	}
	for _, e := range entries {
		if key := alike(e.CategoryID, t.owners[e.ID], e.Title); t.known[key] == nil && e.State != EntryWithdrawn {
			t.known[key] = e
		}
		if slices.Contains(counted, e.State) {
			for _, b := range t.owners[e.ID] {
				t.counts[limitKey(e.CategoryID, b)]++
			}
		}
	}
	t.answers, err = t.answersOf(ctx, ids...)
	return err
}

func limitKey(category int64, b *Body) string { return fmt.Sprint(category, "/", b.ID) }

// loadBodies reads the bodies that the table names by code.
func (t *entryTable) loadBodies(ctx context.Context) error {
	var competition Competition
	if err := t.NewSelect().Model(&competition).Where("id = ?", t.edition.CompetitionID).Scan(ctx); err != nil {
		return err
	}
	var wanted []string
	for i, line := range t.form.Lines {
		codes := codesOf(line.Values[ColumnCode], competition.Country)
		if len(codes) > 0 {
			t.form.Lines[i].Values[ColumnCode] = strings.Join(codes, ", ")
		}
		wanted = append(wanted, codes...)
	}
	for part := range slices.Chunk(wanted, batch) {
		var found []*Body
		err := t.transaction.bodies(&found).Where("code in (?)", bun.List(part)).
			Where("register in (?)", bun.List([]register.Register{competition.register(), register.Own})).Where("ended_at is null").Scan(ctx)
		if err != nil {
			return err
		}
		for _, b := range found {
			t.bodies[b.Code] = b
		}
	}
	return nil
}

// codesOf parts the codes of a cell. A spreadsheet takes the zero at the beginning of a Polish code away: it is put back.
func codesOf(cell string, country register.Country) (codes []string) {
	for _, code := range strings.FieldsFunc(cell, func(r rune) bool { return strings.ContainsRune(",; \n\t", r) }) {
		if country == register.Poland && (len(code) == 6 || len(code) == 3) && strings.Trim(code, "0123456789") == "" {
			code = "0" + code
		}
		codes = append(codes, code)
	}
	return codes
}
