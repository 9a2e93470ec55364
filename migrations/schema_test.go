// Package migrations_test holds the schemas of both databases against each other.
package migrations_test

import (
	"database/sql"
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"

	"blazon/migrations"
	"blazon/store/storetest"
)

// onlyPostgres lists what one database has for reasons of its own.
var onlyPostgres = []string{
	"create index body_word_prefix on body_word word",  // SQLite finds a beginning by the primary key
	"create index chapter_path_prefix on chapter path", // and here by the unique path
	"trigger on event before truncate",                 // which SQLite has not
}

func TestBothSchemasAreNumberedAlike(t *testing.T) {
	names := map[string][]string{}
	for _, folder := range []string{"postgres", "sqlite"} {
		files, err := fs.Glob(migrations.Files, folder+"/*.sql")
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %v, %v", folder, files, err)
		}
		for _, file := range files {
			names[folder] = append(names[folder], path.Base(file))
		}
	}
	if !slices.Equal(names["postgres"], names["sqlite"]) {
		t.Errorf("postgres has %v, sqlite %v", names["postgres"], names["sqlite"])
	}
}

func TestBothSchemasAreAlike(t *testing.T) {
	postgres, sqlite := open(t, "pgx", storetest.PostgresAddress(t)), open(t, "sqlite", storetest.SQLiteAddress(t))
	for _, line := range difference(describeSQLite(t, sqlite), describePostgres(t, postgres)) {
		t.Error(line)
	}
}

// planted are changes to one of the schemas, each with the difference that it makes.
var planted = []struct {
	about, statement string
	want             []string
}{
	{"a table", `create table stray (id bigint primary key)`,
		[]string{"postgres alone: column stray.id integer not null", "postgres alone: table stray: primary key id"}},
	{"a column", `alter table partner add column stray text`, []string{"postgres alone: column partner.stray text"}},
	{"a column's type", `alter table body alter column population type text`,
		[]string{"sqlite alone: column body.population integer", "postgres alone: column body.population text"}},
	{"what may be missing", `alter table body alter column name drop not null`,
		[]string{"sqlite alone: column body.name text not null", "postgres alone: column body.name text"}},
	{"a default", `alter table sheet alter column state set default 'draft'`,
		[]string{"sqlite alone: column sheet.state text not null default 'empty'", "postgres alone: column sheet.state text not null default 'draft'"}},
	{"counting by itself", `alter table award alter column id drop identity`, []string{"postgres alone: column award.id integer not null"}},
	{"a primary key", `alter table score drop constraint score_pkey`,
		[]string{"sqlite alone: table score: primary key assignment_id, criterion_id"}},
	{"what is unique", `alter table result drop constraint result_contest_id_version_key`,
		[]string{"sqlite alone: table result: unique contest_id, version"}},
	{"a foreign key", `alter table juror drop constraint juror_round_id_fkey`,
		[]string{"sqlite alone: table juror: foreign key round_id references round id"}},
	{"what goes with a row", `alter table session drop constraint session_user_id_fkey,
		add constraint other foreign key (user_id) references "user" (id)`,
		[]string{"sqlite alone: table session: foreign key user_id references user id on delete cascade"}},
	{"a check", `alter table contest drop constraint contest_state_check`,
		[]string{"sqlite alone: table contest: check state in 'open', 'draft', 'approved', 'sealed', 'announced', 'final'"}},
	{"an index", `drop index job_run_at`,
		[]string{"sqlite alone: create index job_run_at on job run_at where done_at is null and failed_at is null"}},
	{"an index that one database has for itself", `drop index chapter_path_prefix`,
		[]string{"postgres lacks: create index chapter_path_prefix on chapter path"}},
	{"a trigger", `drop trigger event_no_change on event`,
		[]string{"sqlite alone: trigger on event before delete", "sqlite alone: trigger on event before update"}},
}

// What is compared must be seen.
func TestPlantedDifferencesAreSeen(t *testing.T) {
	postgres, sqlite := open(t, "pgx", storetest.PostgresAddress(t)), open(t, "sqlite", storetest.SQLiteAddress(t))
	for _, c := range planted {
		tx, err := postgres.Begin()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := tx.Exec(c.statement); err != nil {
			t.Fatalf("%s: %v", c.about, err)
		}
		got := difference(describeSQLite(t, sqlite), describePostgres(t, tx))
		for _, want := range c.want {
			if !slices.Contains(got, want) {
				t.Errorf("%s: not seen: %q, only %q", c.about, want, got)
			}
		}
		if err := tx.Rollback(); err != nil {
			t.Fatal(err)
		}
	}
}

func open(t *testing.T, driver, address string) *sql.DB {
	t.Helper()
	db, err := sql.Open(driver, strings.TrimPrefix(address, "sqlite:"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// difference lists what only one of the schemas has.
func difference(sqlite, postgres []string) (lines []string) {
	for _, line := range sqlite {
		if !slices.Contains(postgres, line) {
			lines = append(lines, "sqlite alone: "+line)
		}
	}
	for _, line := range postgres {
		if !slices.Contains(sqlite, line) && !slices.Contains(onlyPostgres, line) {
			lines = append(lines, "postgres alone: "+line)
		}
	}
	for _, line := range onlyPostgres {
		if !slices.Contains(postgres, line) {
			lines = append(lines, "postgres lacks: "+line)
		}
	}
	return lines
}
