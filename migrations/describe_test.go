package migrations_test

import (
	"database/sql"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// reader is a database, or a transaction on it.
type reader interface {
	Query(query string, args ...any) (*sql.Rows, error)
}

// rows reads what a query finds, all of it as text; NULL is empty.
func rows(t *testing.T, db reader, query string, args ...any) (found [][]string) {
	t.Helper()
	result, err := db.Query(query, args...)
	if err != nil {
		t.Fatal(err)
	}
	defer result.Close()
	columns, err := result.Columns()
	if err != nil {
		t.Fatal(err)
	}
	for result.Next() {
		values, into := make([]sql.NullString, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err := result.Scan(into...); err != nil {
			t.Fatal(err)
		}
		row := make([]string, len(columns))
		for i, value := range values {
			row[i] = value.String
		}
		found = append(found, row)
	}
	if err := result.Err(); err != nil {
		t.Fatal(err)
	}
	return found
}

// types says under which name both databases' column types are compared.
var types = map[string]string{
	"integer": "integer", "text": "text", "blob": "blob",
	"bigint": "integer", "boolean": "integer", "timestamp with time zone": "text", "bytea": "blob",
}

// describePostgres writes the schema down, one line for each thing that it has.
func describePostgres(t *testing.T, db reader) (lines []string) {
	t.Helper()
	for _, c := range rows(t, db, `select table_name, column_name, data_type, is_nullable = 'NO', coalesce(column_default, ''), is_identity = 'YES'
		from information_schema.columns where table_schema = 'public' and table_name <> 'goose_db_version'`) {
		lines = append(lines, column(c[0], c[1], types[c[2]], c[3] == "true", c[4], c[5] == "true"))
	}
	for _, c := range rows(t, db, `select t.relname, pg_get_constraintdef(c.oid) from pg_constraint c join pg_class t on t.oid = c.conrelid
		join pg_namespace n on n.oid = t.relnamespace where n.nspname = 'public' and c.contype in ('p', 'u', 'f', 'c') and t.relname <> 'goose_db_version'`) {
		lines = append(lines, plain("table "+c[0]+": "+c[1]))
	}
	for _, c := range rows(t, db, `select pg_get_indexdef(i.indexrelid) from pg_index i join pg_class c on c.oid = i.indexrelid
		join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public'
		and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid)`) {
		lines = append(lines, plain(c[0]))
	}
	for _, c := range rows(t, db, `select t.relname, case when g.tgtype & 2 > 0 then 'before' else 'after' end, act.name
		from pg_trigger g join pg_class t on t.oid = g.tgrelid
		join (values (4, 'insert'), (8, 'delete'), (16, 'update'), (32, 'truncate')) as act (bit, name) on g.tgtype & act.bit > 0
		where not g.tgisinternal`) {
		lines = append(lines, fmt.Sprintf("trigger on %s %s %s", c[0], c[1], c[2]))
	}
	slices.Sort(lines)
	return lines
}

// describeSQLite writes the schema down as describePostgres does.
func describeSQLite(t *testing.T, db reader) (lines []string) {
	t.Helper()
	for _, table := range rows(t, db, `select name, sql from sqlite_master where type = 'table' and name not like 'sqlite_%' and name <> 'goose_db_version'`) {
		lines = append(lines, describeTable(t, db, table[0], withoutComments(table[1]))...)
	}
	for _, index := range rows(t, db, `select sql from sqlite_master where type = 'index' and sql <> ''`) {
		lines = append(lines, plain(index[0]))
	}
	for _, trigger := range rows(t, db, `select tbl_name, sql from sqlite_master where type = 'trigger'`) {
		words := strings.Fields(strings.ToLower(trigger[1]))
		lines = append(lines, fmt.Sprintf("trigger on %s %s %s", trigger[0], words[3], words[4]))
	}
	slices.Sort(lines)
	return lines
}

func describeTable(t *testing.T, db reader, name, definition string) (lines []string) {
	t.Helper()
	var key []string
	for _, c := range rows(t, db, `select name, lower(type), "notnull", coalesce(dflt_value, ''), pk from pragma_table_xinfo(?) order by pk`, name) {
		counts := c[4] == "1" && strings.Contains(definition, c[0]+" integer primary key autoincrement")
		lines = append(lines, column(name, c[0], types[c[1]], c[2] == "1" || c[4] != "0", c[3], counts))
		if c[4] != "0" {
			key = append(key, c[0])
		}
	}
	lines = append(lines, plain("table "+name+": primary key "+strings.Join(key, ", ")))
	for _, u := range rows(t, db, `select group_concat(i.name, ', ') from pragma_index_list(?) l, pragma_index_info(l.name) i
		where l.origin = 'u' group by l.name`, name) {
		lines = append(lines, plain("table "+name+": unique "+u[0]))
	}
	for _, k := range rows(t, db, `select "table", group_concat("from", ', '), group_concat("to", ', '), on_update, on_delete
		from pragma_foreign_key_list(?) group by id`, name) {
		acts := strings.ReplaceAll(" on update "+k[3]+" on delete "+k[4], " on update NO ACTION", "")
		acts = strings.ReplaceAll(acts, " on delete NO ACTION", "")
		lines = append(lines, plain("table "+name+": foreign key "+k[1]+" references "+k[0]+" "+k[2]+acts))
	}
	for _, check := range checks(definition) {
		lines = append(lines, plain("table "+name+": check "+check))
	}
	return lines
}

func column(table, name, kind string, required bool, initially string, counts bool) string {
	line := "column " + table + "." + name + " " + kind
	if required {
		line += " not null"
	}
	if initially != "" {
		line += " default " + defaults.Replace(cast.ReplaceAllString(initially, ""))
	}
	if counts {
		line += ", counts by itself"
	}
	return line
}

var (
	defaults = strings.NewReplacer("false", "0", "true", "1")
	cast     = regexp.MustCompile(`::\w+(\[\])?`)
	oneOf    = regexp.MustCompile(`= any array\[([^\]]*)\]`)
	spelling = strings.NewReplacer("(", " ", ")", " ", `"`, "", "public.", "", "using btree", "", "text_pattern_ops", "")
)

// plain brings both databases' ways to spell a definition together.
func plain(definition string) string {
	definition = spelling.Replace(strings.ToLower(cast.ReplaceAllString(definition, "")))
	definition = oneOf.ReplaceAllString(strings.Join(strings.Fields(definition), " "), "in $1")
	return strings.ReplaceAll(definition, " , ", ", ")
}

func withoutComments(definition string) string {
	return regexp.MustCompile(`--[^\n]*`).ReplaceAllString(definition, "")
}

// checks finds the conditions in a table's definition.
func checks(definition string) (conditions []string) {
	for {
		_, rest, found := strings.Cut(definition, " check (")
		if !found {
			return conditions
		}
		depth, end := 1, 0
		for ; depth > 0; end++ {
			switch rest[end] {
			case '(':
				depth++
			case ')':
				depth--
			}
		}
		conditions = append(conditions, rest[:end-1])
		definition = rest[end:]
	}
}
