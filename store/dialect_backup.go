package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/uptrace/bun"
)

// table is a table with what a backup needs to know of it, and a restoration of where it goes.
type table struct {
	name    string
	columns []column // in the order of their names, which is the same in both databases
	key     []string // the columns of its primary key, in their order
}

type column struct {
	name string
	kind columnKind
}

// columnKind is how a value is stored.
type columnKind string

// The kinds of columns. SQLite keeps truth as an integer and moments as texts.
const (
	integerColumn columnKind = "integer"
	truthColumn   columnKind = "boolean"
	textColumn    columnKind = "text"
	momentColumn  columnKind = "moment"
	bytesColumn   columnKind = "bytes"
)

var columnKinds = map[string]columnKind{
	"integer": integerColumn, "text": textColumn, "blob": bytesColumn, // SQLite
	"bigint": integerColumn, "boolean": truthColumn, "timestamp with time zone": momentColumn, "bytea": bytesColumn, // PostgreSQL
}

// dataTables lists all tables but that of the migrations, by their names.
func (tx *transaction) dataTables(ctx context.Context) (tables []*table, err error) {
	query := `select m.name as "table", c.name as "column", lower(c.type) as type, c.pk as place from sqlite_master m, pragma_table_info(m.name) c
		where m.type = 'table' and m.name not like 'sqlite!_%' escape '!' and m.name <> 'goose_db_version' order by 1, 2`
	if tx.store.dialect == postgres {
		query = `select r.relname as "table", a.attname as "column", format_type(a.atttypid, null) as type, coalesce(array_position(i.indkey, a.attnum) + 1, 0) as place
			from pg_class r join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
			left join pg_index i on i.indrelid = r.oid and i.indisprimary
			where r.relnamespace = current_schema()::regnamespace and r.relkind in ('r', 'p') and r.relname <> 'goose_db_version'
				and not exists (select 1 from pg_depend d where d.objid = r.oid and d.deptype = 'e')
			order by r.relname collate "C", a.attname collate "C"`
	}
	var rows []struct {
		Table, Column, Type string
		Place               int
	}
	if err := tx.NewRaw(query).Scan(ctx, &rows); err != nil {
		return nil, fmt.Errorf("tables: %w", err)
	}
	places := map[string]int{}
	for _, r := range rows {
		if len(tables) == 0 || tables[len(tables)-1].name != r.Table {
			tables = append(tables, &table{name: r.Table})
		}
		kind, known := columnKinds[r.Type]
		if !known {
			return nil, fmt.Errorf("column %s.%s: nobody knows how to keep a %s", r.Table, r.Column, r.Type)
		}
		t := tables[len(tables)-1]
		t.columns = append(t.columns, column{r.Column, kind})
		if places[r.Table+"."+r.Column] = r.Place; r.Place > 0 {
			t.key = append(t.key, r.Column)
		}
	}
	for _, t := range tables {
		slices.SortFunc(t.key, func(a, b string) int { return places[t.name+"."+a] - places[t.name+"."+b] })
	}
	return tables, nil
}

// ordered is the order of a table's rows: that of its key, letter by letter whatever the database's language.
func (s *Store) ordered(t *table) string {
	var order []string
	for _, name := range t.key {
		quoted := `"` + name + `"`
		if s.dialect == postgres && slices.Contains(t.columns, column{name, textColumn}) {
			quoted += ` collate "C"`
		}
		order = append(order, quoted)
	}
	return strings.Join(order, ", ")
}

// nextIDs tells which id each table gives next; a table that counts none is missing.
func (tx *transaction) nextIDs(ctx context.Context, tables []*table) (map[string]int64, error) {
	next := map[string]int64{}
	if tx.store.dialect == sqlite {
		var rows []struct {
			Name string
			Seq  int64
		}
		err := tx.NewRaw("select name, seq from sqlite_sequence").Scan(ctx, &rows)
		for _, r := range rows {
			if r.Seq > 0 { // an insert of no rows leaves a line, too
				next[r.Name] = r.Seq + 1
			}
		}
		return next, err
	}
	for _, t := range tables {
		sequence, err := tx.sequenceOf(ctx, t)
		if err != nil || sequence == "" {
			if err != nil {
				return nil, err
			}
			continue
		}
		var id int64
		if err := tx.NewRaw("select case when is_called then last_value + 1 else last_value end from "+sequence).Scan(ctx, &id); err != nil {
			return nil, err
		}
		if id > 1 {
			next[t.name] = id
		}
	}
	return next, nil
}

// sequenceOf gives the name of what counts a table's ids on PostgreSQL; "" where nothing does.
func (tx *transaction) sequenceOf(ctx context.Context, t *table) (string, error) {
	if !slices.ContainsFunc(t.columns, func(c column) bool { return c.name == "id" }) {
		return "", nil
	}
	var name string
	err := tx.NewRaw("select coalesce(pg_get_serial_sequence(?, 'id'), '')", `"`+t.name+`"`).Scan(ctx, &name)
	return name, err
}

// setNextID lets a table give ids from this one on.
func (tx *transaction) setNextID(ctx context.Context, t *table, id int64) error {
	if tx.store.dialect == sqlite {
		if _, err := tx.NewRaw("delete from sqlite_sequence where name = ?", t.name).Exec(ctx); err != nil {
			return err
		}
		_, err := tx.NewRaw("insert into sqlite_sequence (name, seq) values (?, ?)", t.name, id-1).Exec(ctx)
		return err
	}
	sequence, err := tx.sequenceOf(ctx, t)
	if err != nil || sequence == "" {
		return err
	}
	_, err = tx.NewRaw("select setval(?, ?, false)", sequence, id).Exec(ctx)
	return err
}

// withoutReferences runs fn while rows may refer to others that are not there yet. They must be by its end.
func (tx *transaction) withoutReferences(ctx context.Context, fn func() error) error {
	if tx.store.dialect == sqlite {
		if _, err := tx.ExecContext(ctx, "pragma defer_foreign_keys = on"); err != nil {
			return err
		}
		return fn()
	}
	var references []struct{ Table, Name, Definition string }
	err := tx.NewRaw(`select r.relname as "table", c.conname as name, pg_get_constraintdef(c.oid) as definition
		from pg_constraint c join pg_class r on r.oid = c.conrelid
		where c.contype = 'f' and r.relnamespace = current_schema()::regnamespace order by 1, 2`).Scan(ctx, &references)
	if err != nil {
		return err
	}
	for _, r := range references {
		if _, err := tx.ExecContext(ctx, "alter table ? drop constraint ?", bun.Ident(r.Table), bun.Ident(r.Name)); err != nil {
			return fmt.Errorf("only the role that owns the tables can restore: %w", err)
		}
	}
	if err := fn(); err != nil {
		return err
	}
	for _, r := range references {
		_, err := tx.ExecContext(ctx, "alter table ? add constraint ? ?", bun.Ident(r.Table), bun.Ident(r.Name), bun.Safe(r.Definition))
		if err != nil {
			return err
		}
	}
	return nil
}
