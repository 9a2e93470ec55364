package locale

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// areas are the first words of keys; usedKey finds keys, and beginnings of keys that a program completes ("public.phase_").
var (
	areas       = `(?:locale|fault|web|document|jury|room|organizer|public|entrant|account|mail|register|roster|running|phase|message|letter|edition|form|category|entry|check|matrix|attachment|backup|sheet|spreadsheet|transfer|keying|correction|seat|assign|meeting|conflict|report|archive|result|listing|naming|award|script|press|hall|opendata|front|advancement|amend|publication|tagged|design|verify|minutes|batch)`
	usedKey     = regexp.MustCompile(`^` + areas + `\.[a-z0-9_.]+$`)
	faultKey    = regexp.MustCompile(`^(?:fault|account|phase|attachment)\.`)
	faultCall   = regexp.MustCompile(`^(?:New|add|unless|wrong|wrongIn)$`) // fault.New(kind, "entry.closed"), wrong.add("title", "entry.no_title")
	usedInHTML  = regexp.MustCompile("[\"`](" + areas + "\\.[a-z0-9_.]+)(?:%[sdv])?[\"`]")
	fileEndings = regexp.MustCompile(`\.(css|csv|go|html|js|json|pdf|svg|toml|ts|txt|xml|zip)$`)
)

// usage is where each key occurs in the program, and what the calls of T fill in.
type usage struct {
	keys   map[string]string
	routes map[string]bool // names of routes look like keys
	fills  []fill
}

type fill struct {
	key, place string
	names      []string
}

func TestEveryUsedMessageExists(t *testing.T) {
	used := scan(t, "..")
	for _, key := range slices.Sorted(maps.Keys(used.keys)) {
		if !isPrefix(key) && !Has(key) && !used.routes[key] {
			t.Errorf("%s: no catalogue has %s", used.keys[key], key)
		}
	}
}

func TestEveryMessageIsUsed(t *testing.T) {
	used := scan(t, "..")
	var prefixes []string
	for key := range used.keys {
		if isPrefix(key) {
			prefixes = append(prefixes, key)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(loaded[English].known)) {
		begins := func(prefix string) bool { return strings.HasPrefix(key, prefix) }
		if used.keys[key] == "" && !slices.ContainsFunc(prefixes, begins) {
			t.Errorf("%s is in the catalogues, but nothing uses it", key)
		}
	}
}

func TestCallsFillTheBlanks(t *testing.T) {
	want := map[string][]string{}
	for _, byLanguage := range messages(t) {
		for key, m := range byLanguage[English] {
			want[key] = slices.Sorted(maps.Keys(blanks(m)))
		}
	}
	for _, f := range scan(t, "..").fills {
		for _, name := range want[f.key] {
			if !slices.Contains(f.names, name) {
				t.Errorf("%s: %s is not given %s", f.place, f.key, name)
			}
		}
	}
}

func TestScanFindsPlantedKeys(t *testing.T) {
	dir := t.TempDir()
	files := map[string]string{
		"a.go":   "package a\nvar _ = T(cs, \"web.planted\", \"Name\", 1)\nvar _ = \"web.file.css\"\nvar _ = \"web.phase_\"",
		"b.html": `<p>{{t "jury.planted" "Count" .N}}</p>`,
	}
	for name, body := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	used := scan(t, dir)
	if got, want := slices.Sorted(maps.Keys(used.keys)), []string{"jury.planted", "web.phase_", "web.planted"}; !slices.Equal(got, want) {
		t.Errorf("keys: got %v, want %v", got, want)
	}
	if len(used.fills) != 1 || !slices.Equal(used.fills[0].names, []string{"Name"}) {
		t.Errorf("filled in: got %v, want one call that fills in Name", used.fills)
	}
}

func isPrefix(key string) bool { return strings.HasSuffix(key, "_") || strings.HasSuffix(key, ".") }

func scan(t *testing.T, root string) usage {
	t.Helper()
	found := usage{keys: map[string]string{}, routes: map[string]bool{}}
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := entry.Name()
		switch {
		case entry.IsDir() && (name == "node_modules" || name == "testdata" || len(name) > 2 && name[0] == '.'):
			return filepath.SkipDir
		case strings.HasSuffix(name, ".html"), strings.HasSuffix(name, ".txt") && strings.Contains(path, "templates"):
			return found.inHTML(path)
		case strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go"):
			return found.inGo(path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func (u *usage) inHTML(path string) error {
	body, err := os.ReadFile(path)
	for _, match := range usedInHTML.FindAllSubmatch(body, -1) {
		u.keys[string(match[1])] = path
	}
	return err
}

// inGo collects literals. In SQL's own rooms "entry.uid" is a column and "entry.add" an act: there only those count that are keys by
// their beginning, by their place, or because a catalogue has them.
func (u *usage) inGo(path string) error {
	files := token.NewFileSet()
	tree, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	onlyFaults := strings.Contains(path, "/store/") || strings.Contains(path, "/migrations/")
	ast.Inspect(tree, func(node ast.Node) bool {
		switch n := node.(type) {
		case *ast.BasicLit:
			key := literal(n)
			if !onlyFaults || faultKey.MatchString(key) || Has(key) {
				u.found(files, n)
			}
		case *ast.CallExpr:
			u.call(files, n)
			if faultCall.MatchString(called(n)) {
				for _, arg := range n.Args {
					u.found(files, arg)
				}
			}
		case *ast.KeyValueExpr: // fault.Field{Name: "title", Key: "entry.no_title"}
			if name, ok := n.Key.(*ast.Ident); ok && name.Name == "Key" {
				u.found(files, n.Value)
			}
		case *ast.CompositeLit:
			u.route(n)
		case *ast.ValueSpec: // SignInRoute = "account.sign_in"
			for i, name := range n.Names {
				if strings.HasSuffix(name.Name, "Route") && i < len(n.Values) {
					u.routes[literal(n.Values[i])] = true
				}
			}
		}
		return true
	})
	return nil
}

// route records the name in {Name: "jury.desk", Path: "/jury", …}.
func (u *usage) route(n *ast.CompositeLit) {
	values := map[string]string{}
	for _, element := range n.Elts {
		if pair, ok := element.(*ast.KeyValueExpr); ok {
			if key, ok := pair.Key.(*ast.Ident); ok {
				values[key.Name] = literal(pair.Value)
			}
		}
	}
	if _, isRoute := values["Path"]; isRoute {
		u.routes[values["Name"]] = true
	}
}

// found records a literal that looks like a key.
func (u *usage) found(files *token.FileSet, node ast.Expr) {
	if key := literal(node); usedKey.MatchString(key) && !fileEndings.MatchString(key) {
		u.keys[key] = files.Position(node.Pos()).String()
	}
}

// called is the name of what a call calls.
func called(n *ast.CallExpr) string {
	switch f := n.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}

// call records T(lang, "key", "Name", …) and locale.T(…).
func (u *usage) call(files *token.FileSet, n *ast.CallExpr) {
	if called(n) != "T" || len(n.Args) < 2 || n.Ellipsis.IsValid() {
		return
	}
	f := fill{key: literal(n.Args[1]), place: files.Position(n.Pos()).String()}
	for i := 2; i < len(n.Args); i += 2 {
		f.names = append(f.names, literal(n.Args[i]))
	}
	if usedKey.MatchString(f.key) {
		u.fills = append(u.fills, f)
	}
}

func literal(node ast.Expr) string {
	lit, ok := node.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return ""
	}
	text, err := strconv.Unquote(lit.Value)
	if err != nil {
		return ""
	}
	return text
}
