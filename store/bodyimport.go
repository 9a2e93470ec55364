package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/register"

	"github.com/uptrace/bun"
)

// bodiesLock is the name of the lock that everybody takes who changes bodies.
const bodiesLock = "bodies"

// bodyBatch is how many rows go into one statement.
const bodyBatch = 500

// shrinkLimit is the part of the bodies, one in so many, that may end in one import: more looks like a file cut short.
const shrinkLimit = 20

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
		for _, bundle := range register.Bundles() {
			if err := tx.seed(ctx, bundle); err != nil {
				return fmt.Errorf("%s: %w", bundle.Name, err)
			}
		}
		return nil
	})
	if err != nil {
		return false, fmt.Errorf("seed registers: %w", err)
	}
	return seeded, nil
}

func (tx *transaction) seed(ctx context.Context, bundle register.Bundle) error {
	extract, err := bundle.Open()
	if err != nil {
		return err
	}
	rows, err := readAll(extract)
	if err != nil {
		return err
	}
	_, err = tx.importBodies(ctx, judging.Actor{}, extract, rows, BodyImport{})
	return err
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
	m, err := tx.newMerge(ctx, extract)
	if err != nil {
		return ImportReport{}, err
	}
	for _, row := range rows {
		if err := m.take(row); err != nil {
			return ImportReport{}, err
		}
	}
	if err := m.end(rows[0].File, how.AllowEnded); err != nil {
		return ImportReport{}, err
	}
	m.report.Rows = len(rows)
	if err := m.write(ctx, how.Progress); err != nil {
		return ImportReport{}, err
	}
	return m.report, tx.record(ctx, actor, "register.import", "register", 0,
		map[string]int{"rows": m.report.Rows, "added": m.report.Added, "changed": m.report.Changed, "ended": m.report.Ended})
}

// merge compares the rows of an extract with what is remembered.
type merge struct {
	tx         *transaction
	extract    *register.Extract
	bodies     map[bodyKey]*Body
	overridden map[int64][]register.Column
	seen       map[bodyKey]bool
	written    []*Body // added and changed
	touched    []*Body // changed in nothing but their source
	renamed    []int64
	report     ImportReport
}

type bodyKey struct {
	register register.Register
	code     string
}

func (tx *transaction) newMerge(ctx context.Context, extract *register.Extract) (*merge, error) {
	m := &merge{tx: tx, extract: extract, bodies: map[bodyKey]*Body{}, overridden: map[int64][]register.Column{}, seen: map[bodyKey]bool{}}
	var bodies []*Body
	if err := tx.NewSelect().Model(&bodies).Scan(ctx); err != nil {
		return nil, err
	}
	for _, b := range bodies {
		m.bodies[bodyKey{b.Register, b.Code}] = b
	}
	var overrides []BodyOverride
	if err := tx.NewSelect().Model(&overrides).Scan(ctx); err != nil {
		return nil, err
	}
	for _, o := range overrides {
		m.overridden[o.BodyID] = append(m.overridden[o.BodyID], o.columns()...)
	}
	return m, nil
}

// take compares one row.
func (m *merge) take(row register.Row) error {
	key := bodyKey{row.Register, row.Code}
	m.seen[key] = true
	before, known := m.bodies[key]
	after := &Body{UID: m.tx.store.NewUID(), Register: row.Register, Code: row.Code}
	if known {
		copied := *before
		after = &copied
	} else if err := m.enough(row); err != nil {
		return err
	}
	for _, column := range m.extract.Columns {
		if !slices.Contains(m.overridden[after.ID], column) {
			after.put(row, column)
		}
	}
	if m.extract.Has(register.ColumnName) {
		m.sign(after, row)
	}
	m.sort(before, after)
	return nil
}

// enough makes sure that a new body has what it needs.
func (m *merge) enough(row register.Row) error {
	if m.extract.Has(register.ColumnName) && m.extract.Has(register.ColumnKind) {
		return nil
	}
	return fault.New(fault.Invalid, "fault.register_new").With("File", row.File).With("Line", row.Line).
		With("Column", string(register.ColumnCode)).With("Value", row.Code)
}

// sign notes who says that the body is, which only a file with names does; that revives one that had ended.
func (m *merge) sign(b *Body, row register.Row) {
	b.Source, b.SourceDate = m.extract.Source.Name, m.extract.Source.Date
	if row.Date != "" {
		b.SourceDate = row.Date
	}
	b.EndedAt = time.Time{}
}

// sort puts a body where it belongs: added, changed, or the same.
func (m *merge) sort(before, after *Body) {
	switch {
	case before == nil:
		m.report.Added++
	case !before.same(after):
		m.report.Changed++
	case before.Source != after.Source || before.SourceDate != after.SourceDate:
		m.touched = append(m.touched, after)
		return
	default:
		return
	}
	if before == nil || before.Name != after.Name {
		after.index()
	}
	if before != nil && before.Name != after.Name {
		m.renamed = append(m.renamed, before.ID)
	}
	m.written = append(m.written, after)
}

// end ends the bodies that the file should list but does not.
func (m *merge) end(file string, allowed bool) error {
	all := 0
	for key, b := range m.bodies {
		if key.register == register.Own || !b.EndedAt.IsZero() || !slices.Contains(m.extract.Covers, b.Kind) {
			continue
		}
		all++
		if !m.seen[key] {
			b.EndedAt = m.tx.now
			m.written = append(m.written, b)
			m.report.Ended++
		}
	}
	if m.report.Ended*shrinkLimit > all && !allowed {
		return fault.New(fault.Invalid, "fault.register_shrunk").With("File", file).With("Ended", m.report.Ended).With("All", all)
	}
	return nil
}

// write saves what differs, then the words by which bodies are found, then who has namesakes.
func (m *merge) write(ctx context.Context, progress func(done, total int)) error {
	done, total := 0, len(m.written)+len(m.touched)
	for batch := range slices.Chunk(append(m.written, m.touched...), bodyBatch) {
		if err := m.tx.upsertBodies(ctx, batch); err != nil {
			return err
		}
		if done += len(batch); progress != nil {
			progress(done, total)
		}
	}
	if len(m.written) == 0 {
		return nil
	}
	for batch := range slices.Chunk(m.renamed, bodyBatch) {
		if err := m.tx.dropWords(ctx, batch); err != nil {
			return err
		}
	}
	if err := m.tx.writeWords(ctx); err != nil {
		return err
	}
	return m.tx.markNamesakes(ctx)
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

func (tx *transaction) dropWords(ctx context.Context, bodies []int64) error {
	_, err := tx.NewDelete().Model((*BodyWord)(nil)).Where("body_id in (?)", bun.List(bodies)).Exec(ctx)
	return err
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

// markNamesakes finds out whose name is not the only one of its region or district. Counties are compared among themselves:
// a city with county rights is a gmina and a county of one name.
func (tx *transaction) markNamesakes(ctx context.Context) error {
	counties := []register.Kind{register.Powiat, register.MiastoNaPrawachPowiatu}
	_, err := tx.ExecContext(ctx, `
		update body set ambiguous = n.ambiguous, twin = n.twin
		from (
			select id,
				count(*) over (partition by register, kind in (?0), region_code, name) > 1 as ambiguous,
				count(*) over (partition by register, kind in (?0), region_code, name, district_code) > 1 as twin
			from body where ended_at is null
		) n
		where n.id = body.id and (body.ambiguous <> n.ambiguous or body.twin <> n.twin)`, bun.List(counties))
	if err != nil {
		return fmt.Errorf("mark namesakes: %w", err)
	}
	return nil
}
