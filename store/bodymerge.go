package store

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/register"
)

// shrinkLimit is the part of the bodies, one in so many, that may end in one import: more looks like a file cut short.
const shrinkLimit = 20

// merge compares the rows of extracts with what is remembered.
type merge struct {
	tx         *transaction
	bodies     map[bodyKey]*Body
	overridden map[int64][]register.Column
	seen       map[bodyKey]bool
	written    []*Body               // added and changed
	touched    map[signature][]int64 // changed in nothing but who says that they are
	renamed    []int64
	report     ImportReport
}

type bodyKey struct {
	register register.Register
	code     string
}

// signature is who says that a body is, and as of when.
type signature struct{ source, date string }

func (tx *transaction) newMerge(ctx context.Context) (*merge, error) {
	m := &merge{tx: tx, bodies: map[bodyKey]*Body{}, overridden: map[int64][]register.Column{}, seen: map[bodyKey]bool{},
		touched: map[signature][]int64{}}
	var bodies []*Body
	if err := tx.NewSelect().Model(&bodies).ExcludeColumn("name_fold", "sort_cs", "sort_pl", "sort_en").Scan(ctx); err != nil {
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

// take compares an extract's rows with what is remembered.
func (m *merge) take(extract *register.Extract, rows []register.Row) error {
	for _, row := range rows {
		key := bodyKey{row.Register, row.Code}
		m.seen[key] = true
		before := m.bodies[key]
		after := &Body{UID: m.tx.store.NewUID(), Register: row.Register, Code: row.Code}
		if before != nil {
			copied := *before
			after = &copied
		} else if err := enough(extract, row); err != nil {
			return err
		}
		for _, column := range extract.Columns {
			if !slices.Contains(m.overridden[after.ID], column) {
				after.put(row, column)
			}
		}
		if extract.Has(register.ColumnName) {
			after.sign(extract, row)
		}
		m.sort(before, after)
	}
	m.report.Rows += len(rows)
	return nil
}

// enough makes sure that a new body has what it needs.
func enough(extract *register.Extract, row register.Row) error {
	if extract.Has(register.ColumnName) && extract.Has(register.ColumnKind) {
		return nil
	}
	return fault.New(fault.Invalid, "fault.register_new").With("File", row.File).With("Line", strconv.Itoa(row.Line)).
		With("Column", string(register.ColumnCode)).With("Value", row.Code)
}

// sign notes who says that the body is, which only a file with names does; that revives one that had ended.
func (b *Body) sign(extract *register.Extract, row register.Row) {
	b.Source, b.SourceDate = extract.Source.Name, cmp.Or(row.Date, extract.Source.Date)
	b.EndedAt = time.Time{}
}

// sort puts a body where it belongs: added, changed, or the same.
func (m *merge) sort(before, after *Body) {
	switch signed := (signature{after.Source, after.SourceDate}); {
	case before == nil:
		m.report.Added++
		m.written = append(m.written, after)
	case !before.same(after):
		m.report.Changed++
		m.written = append(m.written, after)
		if before.Name != after.Name {
			m.renamed = append(m.renamed, before.ID)
		}
	case signed != signature{before.Source, before.SourceDate}:
		m.touched[signed] = append(m.touched[signed], before.ID)
	}
}

// end ends the bodies that a file should list but does not.
func (m *merge) end(covers []register.Kind, file string, allowed bool) error {
	all := 0
	for key, b := range m.bodies {
		if key.register == register.Own || !b.EndedAt.IsZero() || !slices.Contains(covers, b.Kind) {
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

// write saves what differs, then the words by which bodies are found, then who has namesakes, and records the import.
func (m *merge) write(ctx context.Context, actor judging.Actor, progress func(done, total int)) error {
	done := 0
	for batch := range slices.Chunk(m.written, bodyBatch) {
		for _, b := range batch {
			b.index()
		}
		if err := m.tx.upsertBodies(ctx, batch); err != nil {
			return err
		}
		if done += len(batch); progress != nil {
			progress(done, len(m.written))
		}
	}
	for signed, bodies := range m.touched {
		if err := m.tx.signBodies(ctx, signed, bodies); err != nil {
			return err
		}
	}
	if err := m.tx.indexBodies(ctx, m.renamed, len(m.written) > 0); err != nil {
		return err
	}
	return m.tx.record(ctx, actor, "register.import", "register", 0,
		map[string]int{"rows": m.report.Rows, "added": m.report.Added, "changed": m.report.Changed, "ended": m.report.Ended})
}
