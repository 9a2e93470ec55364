package server_test

import (
	"embed"
	"fmt"
	"html"
	"io/fs"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"

	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

// permissions is who may do what, for people to read: a line for each method of a route and each stage of its object, and a
// column for each visitor. permissions.txt says what the cells mean, and names the columns.
//
//go:embed testdata/permissions.txt testdata/permissions
var permissions embed.FS

// permission is a line of the table.
type permission struct {
	method, route, object string
	cells                 map[string]string // by visitor
}

func (p permission) String() string { return p.method + " " + p.route + " " + p.object }

// permissionTable is the head with the lines of each part of the site.
func permissionTable(t *testing.T) string {
	t.Helper()
	parts, err := fs.Glob(permissions, "testdata/permissions/*.txt")
	must(t, err)
	var table strings.Builder
	for _, part := range append([]string{"testdata/permissions.txt"}, parts...) {
		text, err := permissions.ReadFile(part)
		must(t, err)
		table.Write(text)
	}
	return table.String()
}

func readPermissions(t *testing.T) (lines []permission) {
	t.Helper()
	var columns []string
	for line := range strings.Lines(permissionTable(t)) {
		words := strings.Fields(line)
		switch {
		case len(words) == 0 || strings.HasPrefix(line, "#"):
		case columns == nil:
			if columns = words; !slices.Equal(slices.Sorted(slices.Values(columns)), slices.Sorted(slices.Values(visitors))) {
				t.Fatalf("the columns are %v, the visitors %v", columns, visitors)
			}
		case len(words) != 3+len(columns):
			t.Fatalf("%d cells, not %d: %s", len(words)-3, len(columns), line)
		default:
			p := permission{method: words[0], route: words[1], object: words[2], cells: map[string]string{}}
			for i, column := range columns {
				p.cells[column] = words[3+i]
			}
			lines = append(lines, p)
		}
	}
	return lines
}

// Every method of every route stands in the table, and nothing else does.
func TestEveryRouteIsClassified(t *testing.T) {
	routes, lines := map[string]bool{}, map[string]bool{}
	site := newSite(t, storetest.Open(t, storetest.SQLiteAddress(t), store.Options{}))
	for _, route := range site.Routes() {
		if route.Get != nil {
			routes["GET "+route.Name] = true
		}
		if route.Post != nil {
			routes["POST "+route.Name] = true
		}
	}
	for _, p := range readPermissions(t) {
		lines[p.method+" "+p.route] = true
	}
	for _, route := range slices.Sorted(maps.Keys(routes)) {
		if !lines[route] {
			t.Errorf("%s has no line in testdata/permissions", route)
		}
	}
	for _, line := range slices.Sorted(maps.Keys(lines)) {
		if !routes[line] {
			t.Errorf("%s has a line in testdata/permissions, but there is no such route", line)
		}
	}
}

// class says what an answer comes to.
func class(method string, answer *httptest.ResponseRecorder) string {
	switch to := answer.Header().Get("Location"); {
	case method == http.MethodGet && answer.Code == http.StatusSeeOther && !strings.HasPrefix(to, "/cs/sign-in?next="):
		return "on"
	case answer.Code == http.StatusUnauthorized, strings.HasPrefix(to, "/cs/sign-in?next="):
		return "in"
	case answer.Code == http.StatusOK, answer.Code == http.StatusSeeOther, answer.Code == http.StatusUnprocessableEntity:
		return "ok"
	case answer.Code == http.StatusNotFound:
		return "–"
	case answer.Code == http.StatusForbidden:
		return "no"
	case answer.Code == http.StatusConflict:
		return "shut"
	}
	return fmt.Sprint(answer.Code)
}

// cell is one question to the site.
type cell struct {
	permission
	visitor string
}

// Every cell is asked for in a world where nothing has happened: whatever changed it gets its own copy. PostgreSQL takes long to copy
// one, and rights do not depend on the database: there nobody sends a form that is taken, and but for make soak every second cell is enough.
func TestPermissions(t *testing.T) {
	t.Parallel()
	eachWorld(t, func(t *testing.T, w *world) {
		copies := !strings.HasPrefix(w.address, "postgres")
		var cells []cell
		for row, p := range readPermissions(t) {
			for column, visitor := range visitors {
				if copies || (os.Getenv("BLAZON_SOAK") != "" || (row+column)%2 == 0) && (p.method != http.MethodPost || p.cells[visitor] != "ok") {
					cells = append(cells, cell{p, visitor})
				}
			}
		}
		for len(cells) > 0 {
			t.Run("copy", func(t *testing.T) { cells = w.check(t, cells) })
		}
	})
}

// check asks for cells up to the first that changes the world, and gives those that are left.
func (w *world) check(t *testing.T, cells []cell) (left []cell) {
	t.Helper()
	site := w.open(t)
	for i, c := range cells {
		a := w.addressOf(t, site, c.permission)
		answer := ask(site, c.visitor, c.method, a.path, a.form)
		if got := class(c.method, answer); got != c.cells[c.visitor] {
			t.Errorf("%s, %s: got %s, want %s", c.permission, c.visitor, got, c.cells[c.visitor])
		}
		if c.method == http.MethodPost && answer.Code == http.StatusSeeOther {
			return cells[i+1:]
		}
	}
	return nil
}

// What a visitor may not know of is answered, byte for byte, as what does not exist.
func TestWhatMayNotBeKnownLooksAbsent(t *testing.T) {
	t.Parallel()
	w := buildWorld(t, storetest.SQLiteAddress(t))
	site := w.open(t)
	compared := 0
	for _, p := range readPermissions(t) {
		a := w.addressOf(t, site, p)
		for _, visitor := range []string{"public", "entrant", "rival", "recused", "above", "region", "other", "admin"} {
			if p.cells[visitor] != "–" {
				continue
			}
			hidden := spell(ask(site, visitor, p.method, a.path, a.form), a.path)
			if p.method == http.MethodPost && p.route == "jury.sheet" && p.object == "judging/recused" && visitor == "recused" {
				hidden = untold(t, hidden)
			}
			for _, absent := range a.absent {
				if got := spell(ask(site, visitor, p.method, absent, a.form), absent); got != hidden {
					t.Errorf("%s, %s: what is hidden and what is absent differ:\n%s", p, visitor, firstDifference(hidden, got))
				}
				compared++
			}
		}
	}
	if compared == 0 {
		t.Error("nothing was compared")
	}
}

// untold puts the word for what is absent in the place of the one thing that a juror is told who was recused: that what he still
// typed on a sheet of his own is kept.
func untold(t *testing.T, answer string) string {
	t.Helper()
	told := locale.T(locale.Czech, "sheet.kept_withdrawn")
	if strings.Count(answer, told) != 1 {
		t.Errorf("he is not told that his typing is kept: %s", answer)
	}
	return strings.Replace(answer, told, locale.T(locale.Czech, "fault.not_found"), 1)
}

// A juror who was recused while he typed, or whose only seat was ended, is told, in each way of sending a sheet, that his typing is
// kept, and is told nothing of the candidate. Nobody else is told even that much of the sheet.
func TestARecusedJurorIsToldOnlyThatHisTypingIsKept(t *testing.T) {
	t.Parallel()
	eachWorld(t, func(t *testing.T, w *world) {
		s := storetest.Open(t, storetest.Copy(t, w.address), store.Options{Connections: 2, Files: w.files})
		site, o := newSite(t, s), w.objects["judging"]
		progress, err := s.Progress(t.Context(), w.organizer, o["round"], locale.Czech)
		must(t, err)
		at := slices.IndexFunc(progress.Contests, func(c *store.ContestProgress) bool { return c.Contest.UID == o["contest"] })
		name := progress.Contests[at].Candidates[0].Candidate.Display(locale.Czech)
		for _, typist := range []string{"recused", "ended"} {
			sheet, kept := o[typist+" sheet"], html.EscapeString(locale.T(locale.Czech, "sheet.kept_withdrawn"))
			ways := map[string]url.Values{
				"jury.sheet":  {"page": {"sheet"}, "seq": {"1"}, "revision": {"0"}, "score.design": {"4"}, "comment": {"Psáno předtím."}},
				"jury.matrix": {"page": {"matrix"}, "seq": {"1"}, "revision." + sheet: {"0"}, "score." + sheet + ".design": {"4"}},
				"jury.column": {"page": {"column"}, "seq": {"1"}, "revision." + sheet: {"0"}, "score." + sheet + ".design": {"4"}},
			}
			for route, form := range ways {
				a := w.addressOf(t, site, permission{method: http.MethodPost, route: route, object: "judging/" + typist})
				for _, act := range []string{"draft", "submit", "autosave"} {
					form.Set("act", act)
					for _, visitor := range []string{"recused", "ended", "above", "chair", "entrant"} {
						answer := ask(site, visitor, http.MethodPost, a.path, form)
						text := answer.Body.String()
						if told := strings.Contains(text, kept); told != (visitor == typist) {
							t.Errorf("%s by %s with %s is told of the draft: %v: %d %s", route, visitor, act, told, answer.Code, text)
						}
						if visitor == typist && (strings.Contains(text, name) || strings.Contains(text, o["candidate"])) {
							t.Errorf("%s with %s names the candidate: %s", route, act, text)
						}
					}
				}
			}
		}
	})
}
