package main

import (
	"context"
	"database/sql"
	_ "embed"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"
	_ "modernc.org/sqlite"
)

//go:embed save-schema.sql
var saveSchema string

//go:embed save.sql
var saveScript string

var ratePattern = regexp.MustCompile(`tps = ([0-9.]+)`)

// barePostgres gives the bare transactions per second of one score sheet, by pgbench.
func barePostgres(b *bench, clients int) (float64, error) {
	address, err := createDatabase(b, fmt.Sprintf("bare_%d_%d", clients, time.Now().UnixNano()))
	if err != nil {
		return 0, err
	}
	db, err := sql.Open("pgx", address)
	if err != nil {
		return 0, err
	}
	defer db.Close()
	if _, err := db.Exec("drop table if exists audit"); err != nil {
		return 0, err
	}
	schema, script := filepath.Join(b.folder, "save-schema.sql"), filepath.Join(b.folder, "save.sql")
	if err := os.WriteFile(schema, []byte(saveSchema), 0o600); err != nil {
		return 0, err
	}
	if err := os.WriteFile(script, []byte(saveScript), 0o600); err != nil {
		return 0, err
	}
	if out, err := exec.Command(postgresTool("psql"), "-q", "-v", "ON_ERROR_STOP=1", "-f", schema, address).CombinedOutput(); err != nil {
		return 0, fmt.Errorf("schema of the bare transaction: %w\n%s", err, out)
	}
	out, err := exec.Command(postgresTool("pgbench"), "-n", "-M", "prepared", "-f", script, "-c", strconv.Itoa(clients), "-j", "2",
		"-T", strconv.Itoa(int(b.seconds.Seconds())), address).CombinedOutput()
	if err != nil {
		return 0, fmt.Errorf("pgbench: %w\n%s", err, out)
	}
	found := ratePattern.FindSubmatch(out)
	if found == nil {
		return 0, fmt.Errorf("pgbench printed no rate:\n%s", out)
	}
	return strconv.ParseFloat(string(found[1]), 64)
}

// postgresTool finds a program of PostgreSQL, which Debian keeps out of the PATH.
func postgresTool(name string) string {
	if path, err := exec.LookPath(name); err == nil {
		return path
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/" + name)
	if len(found) > 0 {
		return found[len(found)-1]
	}
	return name
}

// bareSQLite gives the same five statements per second, from Go through one writer connection.
func bareSQLite(b *bench, clients int) (float64, error) {
	db, err := sql.Open("sqlite", "file:"+filepath.Join(b.folder, fmt.Sprintf("bare-%d.db", clients))+
		"?_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_txlock=immediate")
	if err != nil {
		return 0, err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if err := bareSchema(db); err != nil {
		return 0, err
	}
	var done atomic.Int64
	var group sync.WaitGroup
	var failed atomic.Value
	ctx, cancel := context.WithTimeout(b.ctx, b.seconds)
	defer cancel()
	start := time.Now()
	for range clients {
		group.Go(func() {
			for ctx.Err() == nil {
				if err := bareSave(db); err != nil {
					failed.Store(err)
					return
				}
				done.Add(1)
			}
		})
	}
	group.Wait()
	if err, ok := failed.Load().(error); ok {
		return 0, err
	}
	return float64(done.Load()) / time.Since(start).Seconds(), nil
}

func bareSchema(db *sql.DB) error {
	_, err := db.Exec(`
		create table round (id integer primary key, open integer not null, closes_at text not null);
		create table assignment (id integer primary key, round_id integer not null, juror_id integer not null);
		create table score (assignment_id integer not null, criterion_id integer not null, points integer not null,
			updated_at text not null, primary key (assignment_id, criterion_id));
		create table audit (id integer primary key autoincrement, at text not null, actor integer not null, action text not null,
			object_id integer not null, detail text not null);
		insert into round values (1, 1, datetime('now', '+30 days'));
		with recursive n (i) as (select 1 union all select i + 1 from n where i < 2500) insert into assignment select i, 1, i % 40 + 1 from n;`)
	return err
}

func bareSave(db *sql.DB) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	a := rand.IntN(2500) + 1
	var juror int
	if err := tx.QueryRow(`select a.juror_id from assignment a join round r on r.id = a.round_id
		where a.id = ? and r.open and r.closes_at > datetime('now')`, a).Scan(&juror); err != nil {
		return err
	}
	if _, err := tx.Exec(`insert into score (assignment_id, criterion_id, points, updated_at) values
		(?1,1,?2,datetime('now')),(?1,2,?2,datetime('now')),(?1,3,?2,datetime('now')),(?1,4,?2,datetime('now')),
		(?1,5,?2,datetime('now')),(?1,6,?2,datetime('now')),(?1,7,?2,datetime('now')),(?1,8,?2,datetime('now'))
		on conflict (assignment_id, criterion_id) do update set points = excluded.points, updated_at = excluded.updated_at`,
		a, rand.IntN(11)); err != nil {
		return err
	}
	if _, err := tx.Exec(`insert into audit (at, actor, action, object_id, detail)
		values (datetime('now'), 1, 'score.save', ?, '{"points":[1,2,3,4,5,6,7,8],"ip":"127.0.0.1"}')`, a); err != nil {
		return err
	}
	return tx.Commit()
}

// createDatabase makes an empty database on the server and gives its address.
func createDatabase(b *bench, name string) (string, error) {
	db, err := sql.Open("pgx", b.postgres)
	if err != nil {
		return "", err
	}
	defer db.Close()
	if _, err := db.Exec("create database " + name); err != nil {
		return "", err
	}
	return databaseURL(b.postgres, name)
}
