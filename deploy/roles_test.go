package deploy

import (
	"bufio"
	"context"
	"database/sql"
	"net/url"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"blazon/store"

	_ "github.com/jackc/pgx/v5/stdlib"
)

// server starts a PostgreSQL of the test's own, since roles belong to a whole server, and gives its address.
func server(t *testing.T) *url.URL {
	t.Helper()
	cmd := exec.Command("../tools/postgres.sh", "sh", "-c", "echo $BLAZON_TEST_POSTGRES; cat")
	cmd.Env = slices.DeleteFunc(os.Environ(), func(s string) bool { return strings.HasPrefix(s, "BLAZON_TEST_POSTGRES=") })
	cmd.Stderr = os.Stderr
	end, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		end.Close()
		if err := cmd.Wait(); err != nil {
			t.Errorf("stop PostgreSQL: %v", err)
		}
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("start PostgreSQL: %v", err)
	}
	address, err := url.Parse(strings.TrimSpace(line))
	if err != nil {
		t.Fatal(err)
	}
	return address
}

// as gives the address of Blazon's database for one of its roles.
func as(role string, server *url.URL) string {
	address := *server
	address.User = url.UserPassword(role, "secret")
	address.Path = "/blazon"
	return address.String()
}

// makeRoles runs the script of the production layout.
func makeRoles(t *testing.T, server *url.URL) {
	t.Helper()
	cmd := exec.Command("./roles.sh")
	cmd.Env = append(os.Environ(), "PGHOST="+server.Hostname(), "PGPORT="+server.Port(), "PGUSER="+server.User.Username(),
		"BLAZON_OWNER_PASSWORD=secret", "BLAZON_APP_PASSWORD=secret")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("roles.sh: %v: %s", err, out)
	}
}

// migrated makes the roles twice, as a second start might, and the tables under the owner's.
func migrated(t *testing.T) *url.URL {
	t.Helper()
	server := server(t)
	makeRoles(t, server)
	makeRoles(t, server)
	owner, err := store.Open(context.Background(), as("blazon_owner", server), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer owner.Close()
	if err := owner.Migrate(context.Background(), func(string) {}); err != nil {
		t.Fatal(err)
	}
	if err := owner.GrantTo(context.Background(), "blazon_app"); err != nil {
		t.Fatal(err)
	}
	return server
}

func TestTheAppsRoleWorksOnTheDataAndCannotChangeTables(t *testing.T) {
	server := migrated(t)
	db, err := sql.Open("pgx", as("blazon_app", server))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	const event = `insert into event (uid, happened_at, act, object, object_id, version, body) values ('x', now(), 'test', 'round', 1, 1, '{}')`
	for _, c := range []struct {
		statement string
		may       bool
	}{
		{event, true},
		{`select * from event`, true},
		{`update event set body = '[]'`, false},
		{`delete from event`, false},
		{`truncate event`, false},
		{`alter table event disable trigger all`, false},
		{`insert into attribute (name, value) values ('a', 'b')`, true},
		{`update attribute set value = 'c'`, true},
		{`delete from attribute`, true},
		{`create table own (i int)`, false},
		{`create temporary table own (i int)`, false},
		{`alter table event add own int`, false},
		{`drop table event_note`, false},
		{`create schema own`, false},
		{`update goose_db_version set version_id = 0`, false},
		{`select * from goose_db_version`, true},
	} {
		if _, err := db.Exec(c.statement); (err == nil) != c.may {
			t.Errorf("%s: %v, allowed should be %t", c.statement, err, c.may)
		}
	}
}

func TestTheAppsRoleSeesThatTheTablesAreUpToDate(t *testing.T) {
	app, err := store.Open(context.Background(), as("blazon_app", migrated(t)), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer app.Close()
	if current, err := app.Migrated(context.Background()); err != nil || !current {
		t.Errorf("up to date: %t, %v", current, err)
	}
}
