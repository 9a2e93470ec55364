package main

import (
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// rooms says which other rooms the packages of each room may import: the plan of the house. Everything means all but
// cmd and the kits of tests.
var rooms = map[string]string{
	"cmd":                   "everything",
	"judging":               "fault",
	"register":              "judging fault",
	"spreadsheet":           "fault",
	"attachment":            "locale fault",
	"store":                 "judging register migrations attachment locale letter fault",
	"store/storetest":       "store judging register attachment locale fault",
	"migrations":            "",
	"locale":                "judging fault",
	"document":              "judging locale fault",
	"document/documenttest": "",
	"letter":                "judging locale fault",
	"mail":                  "judging locale fault",
	"mail/mailtest":         "",
	"jobs":                  "store document mail judging fault",
	"server":                "everything",
	"server/web":            "spreadsheet judging locale templates static fault",
	"server/entryform":      "server/web store judging locale",
	"server/printed":        "server/web document locale",
	"server/paper":          "server/entryform store judging document locale fault",
	"server/watch":          "server/web fault",
	"server/ceremony":       "server/web server/watch store judging locale fault",
	"server/calendar":       "store locale",
	"server/attachment":     "server/web store judging locale fault",
	"server/link":           "server/web store letter locale",
	"server/regionmap":      "judging register",
	"server/account":        "server/web server/calendar store judging document locale letter fault",
	"server/public":         "server/web server/printed server/paper server/calendar server/regionmap store judging document locale fault",
	"server/opendata":       "spreadsheet server/web store judging locale register fault",
	"server/entrant":        "server/web server/entryform server/paper store judging document locale fault",
	"server/jury":           "server/web server/entryform server/paper store judging document locale fault",
	"server/room":           "server/web server/watch server/entryform server/paper store judging document locale spreadsheet fault",
	"server/organizer":      "spreadsheet server/web server/printed server/entryform server/link server/paper server/regionmap server/watch store judging document locale letter register fault",
	"server/browsertest":    "",
	"server/servertest":     "server server/web store store/storetest judging locale fault",
	"templates":             "",
	"fault":                 "",
	"static":                "",
	"bench":                 "everything",
	"deploy":                "",
}

// kits are imported by tests alone.
var kits = []string{"store/storetest", "document/documenttest", "server/servertest", "server/browsertest", "mail/mailtest"}

// keepers says in which room alone a foreign module may be imported, so that it can be exchanged there.
var keepers = map[string]string{
	"github.com/uptrace/bun":        "store",
	"github.com/jackc/pgx":          "store",
	"modernc.org/sqlite":            "store",
	"github.com/pressly/goose":      "store",
	"github.com/boombuler/barcode":  "document",
	"github.com/pquerna/otp":        "store",
	"github.com/jung-kurt/gofpdf":   "document",
	"github.com/gorilla/mux":        "server",
	"github.com/alexedwards/scs":    "server store",
	"github.com/wneessen/go-mail":   "mail",
	"github.com/evanw/esbuild":      "static",
	"github.com/arran4/golang-ical": "server/calendar",
	"github.com/chromedp":           "server/browsertest",
	"github.com/nicksnyder/go-i18n": "locale",
	"github.com/xuri/excelize":      "spreadsheet",
}

// impure lists what the rules must not touch: the outside world, clocks' cousins and chance.
var impure = []string{"context", "database/sql", "log", "log/slog", "math/rand", "math/rand/v2", "crypto/rand", "net", "net/http", "os", "os/exec", "syscall"}

// imports gives each package of ours, by its path in the house, with all that it imports outside its tests.
func imports(t *testing.T) map[string][]string {
	t.Helper()
	list := exec.Command("go", "list", "-e", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "blazon/...")
	out, err := list.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	all := map[string][]string{}
	for line := range strings.Lines(string(out)) {
		fields := strings.Fields(line)
		all[strings.TrimPrefix(fields[0], "blazon/")] = fields[1:]
	}
	return all
}

// roomOf gives the innermost room that a package is in, "" where the plan has none.
func roomOf(pkg string) string {
	for dir := pkg; dir != "."; dir = path.Dir(dir) {
		if _, planned := rooms[dir]; planned {
			return dir
		}
	}
	return ""
}

// within tells whether a package is one of the names, or below one.
func within(pkg string, names []string) bool {
	return slices.ContainsFunc(names, func(name string) bool { return pkg == name || strings.HasPrefix(pkg, name+"/") })
}

// mayImport tells whether the plan lets a package of ours import another.
func mayImport(from, to string) bool {
	room, target := roomOf(from), roomOf(to)
	allowed := strings.Fields(rooms[room])
	return target == room || slices.Contains(allowed, target) ||
		slices.Contains(allowed, "everything") && target != "cmd" && !slices.Contains(kits, target)
}

func TestArrowsBetweenRoomsGoOneWay(t *testing.T) {
	for pkg, list := range imports(t) {
		if roomOf(pkg) == "" {
			t.Errorf("%s is in no room of the house plan", pkg)
		}
		for _, imported := range list {
			ours, isOurs := strings.CutPrefix(imported, "blazon/")
			if isOurs && !mayImport(pkg, ours) {
				t.Errorf("%s may not import %s; it may import: %s", pkg, ours, rooms[roomOf(pkg)])
			}
		}
	}
}

func TestThePlanKnowsAnArrowThatGoesTheWrongWay(t *testing.T) {
	for _, c := range []struct {
		from, to string
		may      bool
	}{
		{"server/jury", "store", true},
		{"server/jury", "server/web", true},
		{"server/jury", "server/organizer", false},
		{"server/public", "server/paper", true},
		{"document", "store", false},
		{"server", "server/jury", true},
		{"server", "cmd/blazon", false},
		{"store", "server/web", false},
		{"judging", "store", false},
		{"server/public", "register", false},
		{"cmd/blazon", "server", true},
		{"store", "store/storetest", false},
		{"server/public", "store/storetest", false},
		{"bench", "server/servertest", false},
		{"static/bundle", "static", true},
	} {
		if got := mayImport(c.from, c.to); got != c.may {
			t.Errorf("%s importing %s: allowed %t, want %t", c.from, c.to, got, c.may)
		}
	}
}

func TestForeignModulesKeepToTheirRoom(t *testing.T) {
	for pkg, list := range imports(t) {
		for module, keeper := range keepers {
			for _, imported := range list {
				if within(imported, []string{module}) && !within(pkg, append(strings.Fields(keeper), "bench")) {
					t.Errorf("%s imports %s, which only %s may", pkg, imported, keeper)
				}
			}
		}
	}
}

// TestTheRulesDrawByASeedAlone: of the random numbers that the standard library has, the rules take only the generator that always gives
// the same ones for the same seed.
func TestTheRulesDrawByASeedAlone(t *testing.T) {
	files, err := filepath.Glob("../../judging/*.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("no rules: %v", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range regexp.MustCompile(`\brand\.(\w+)`).FindAllStringSubmatch(string(text), -1) {
			if name[1] != "PCG" && name[1] != "NewPCG" && !strings.HasSuffix(file, "_test.go") {
				t.Errorf("%s draws by rand.%s", file, name[1])
			}
		}
	}
}

func TestTheRulesAreOfTheStandardLibraryAlone(t *testing.T) {
	all := imports(t)
	for _, imported := range slices.Concat(all["judging"], all["fault"]) {
		first, _, _ := strings.Cut(imported, "/")
		if strings.Contains(first, ".") {
			t.Errorf("the rules import %s, which is not of the standard library", imported)
		}
		if slices.Contains(impure, imported) && imported != "math/rand/v2" {
			t.Errorf("the rules import %s, but they have no outside world", imported)
		}
	}
}
