package store

import (
	"context"
	"fmt"
	"slices"

	"blazon/judging"
	"blazon/register"

	"github.com/uptrace/bun"
)

// bodiesLock is the name of the lock that everybody takes who changes bodies.
const bodiesLock = "bodies"

// bodyBatch is how many rows go into one statement.
const bodyBatch = 500

// BodyImport says how an extract is imported.
type BodyImport struct {
	AllowEnded bool                  // even if a large part of the register ends
	Progress   func(done, total int) // called as rows are written; may be nil
}

// ImportReport counts what an import did.
type ImportReport struct {
	Rows, Added, Changed, Ended int
}

// ImportBodies takes over an extract of a register in one transaction. It touches only the columns that the file has, and no
// overridden value. Bodies that the file should list but does not have ended; nothing is deleted. Importing the same again
// changes nothing. A bad row is a fault that names file, line and column, and then nothing is changed.
func (s *Store) ImportBodies(ctx context.Context, actor judging.Actor, extract *register.Extract, how BodyImport) (ImportReport, error) {
	if err := judging.May(actor, judging.ManageUsers, judging.Facts{}); err != nil {
		return ImportReport{}, err
	}
	rows, err := readAll(extract)
	if err != nil {
		return ImportReport{}, err
	}
	var report ImportReport
	err = s.write(ctx, func(tx *transaction) error {
		if err := s.lockName(ctx, tx.Tx, bodiesLock); err != nil {
			return err
		}
		report, err = tx.importBodies(ctx, actor, extract, rows, how)
		return err
	})
	if err != nil {
		return ImportReport{}, fmt.Errorf("import bodies: %w", err)
	}
	return report, nil
}

// SeedRegisters fills a database that has no bodies with the registers that come with the program, and tells whether it did.
func (s *Store) SeedRegisters(ctx context.Context) (seeded bool, err error) {
	err = s.write(ctx, func(tx *transaction) error {
		if err := s.lockName(ctx, tx.Tx, bodiesLock); err != nil {
			return err
		}
		there, err := tx.NewSelect().Model((*Body)(nil)).Exists(ctx)
		if err != nil || there {
			return err
		}
		seeded = true
		return tx.seed(ctx)
	})
	if err != nil {
		return false, fmt.Errorf("seed registers: %w", err)
	}
	return seeded, nil
}

// seed takes all bundles over in one go.
func (tx *transaction) seed(ctx context.Context) error {
	m, err := tx.newMerge(ctx)
	if err != nil {
		return err
	}
	for _, bundle := range register.Bundles() {
		extract, err := bundle.Open()
		if err != nil {
			return err
		}
		rows, err := readAll(extract)
		if err != nil {
			return err
		}
		if err := m.take(extract, rows); err != nil {
			return err
		}
	}
	return m.write(ctx, judging.Actor{}, nil)
}

// readAll reads the whole file before anything is locked.
func readAll(extract *register.Extract) ([]register.Row, error) {
	var rows []register.Row
	for row, err := range extract.Rows() {
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func (tx *transaction) importBodies(ctx context.Context, actor judging.Actor, extract *register.Extract, rows []register.Row, how BodyImport) (ImportReport, error) {
	m, err := tx.newMerge(ctx)
	if err != nil {
		return ImportReport{}, err
	}
	if err := m.take(extract, rows); err != nil {
		return ImportReport{}, err
	}
	if err := m.end(extract.Covers, rows[0].File, how.AllowEnded); err != nil {
		return ImportReport{}, err
	}
	return m.report, m.write(ctx, actor, how.Progress)
}

// upsertBodies writes whole bodies by their codes.
func (tx *transaction) upsertBodies(ctx context.Context, bodies []*Body) error {
	insert := tx.NewInsert().Model(&bodies).ExcludeColumn("id").Returning("NULL").On("conflict (register, code) do update")
	for _, column := range []string{"kind", "name", "name_fold", "region_code", "region_name", "district_code", "district_name", "orp",
		"orp_code", "orp_name", "parent_code", "population", "population_date", "web", "source", "source_date",
		"sort_cs", "sort_pl", "sort_en", "ended_at"} {
		insert = insert.Set("? = excluded.?", bun.Ident(column), bun.Ident(column))
	}
	if _, err := insert.Exec(ctx); err != nil {
		return fmt.Errorf("write bodies: %w", err)
	}
	return nil
}

// signBodies notes who says that bodies are that did not change otherwise.
func (tx *transaction) signBodies(ctx context.Context, signed signature, bodies []int64) error {
	for batch := range slices.Chunk(bodies, bodyBatch) {
		_, err := tx.NewUpdate().Model((*Body)(nil)).Set("source = ?", signed.source).Set("source_date = ?", signed.date).
			Where("id in (?)", bun.List(batch)).Exec(ctx)
		if err != nil {
			return fmt.Errorf("sign bodies: %w", err)
		}
	}
	return nil
}

// indexBodies brings the words by which bodies are found, and who has namesakes, up to date.
func (tx *transaction) indexBodies(ctx context.Context, renamed []int64, changed bool) error {
	if !changed {
		return nil
	}
	for batch := range slices.Chunk(renamed, bodyBatch) {
		if _, err := tx.NewDelete().Model((*BodyWord)(nil)).Where("body_id in (?)", bun.List(batch)).Exec(ctx); err != nil {
			return fmt.Errorf("drop words: %w", err)
		}
	}
	if err := tx.writeWords(ctx); err != nil {
		return err
	}
	return tx.markNamesakes(ctx, register.RUIAN, register.TERC, register.Own)
}

// writeWords adds the words of the bodies that have none yet.
func (tx *transaction) writeWords(ctx context.Context) error {
	var bodies []*Body
	err := tx.NewSelect().Model(&bodies).Column("id", "name_fold").
		Where("not exists (select 1 from body_word w where w.body_id = body.id)").Scan(ctx)
	if err != nil {
		return err
	}
	var list []BodyWord
	for _, b := range bodies {
		for _, word := range words(b.NameFold) {
			list = append(list, BodyWord{Word: word, BodyID: b.ID})
		}
	}
	for batch := range slices.Chunk(list, 2*bodyBatch) {
		if _, err := tx.NewInsert().Model(&batch).Returning("NULL").Exec(ctx); err != nil {
			return fmt.Errorf("write words: %w", err)
		}
	}
	return nil
}

// markNamesakes finds out whose name is not the only one of its region or district in one of the registers. Counties are compared among themselves:
// a city with county rights is a gmina and a county of one name.
func (tx *transaction) markNamesakes(ctx context.Context, registers ...register.Register) error {
	counties := []register.Kind{register.Powiat, register.MiastoNaPrawachPowiatu}
	_, err := tx.ExecContext(ctx, `
		update body set ambiguous = n.ambiguous, twin = n.twin
		from (
			select id,
				count(*) over (partition by register, kind in (?0), region_code, name) > 1 as ambiguous,
				count(*) over (partition by register, kind in (?0), region_code, name, district_code) > 1 as twin
			from body where ended_at is null and register in (?1)
		) n
		where n.id = body.id and (body.ambiguous <> n.ambiguous or body.twin <> n.twin)`, bun.List(counties), bun.List(registers))
	if err != nil {
		return fmt.Errorf("mark namesakes: %w", err)
	}
	return nil
}
