package store

import (
	"context"
	"slices"
	"time"

	"blazon/fault"
	"blazon/register"
)

// shrinkLimit is the part of the bodies, one in so many, that may end in one import: more looks like a file cut short.
const shrinkLimit = 20

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
