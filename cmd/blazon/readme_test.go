package main

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

func TestTheReadmeListsWhatServeCanBeTold(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]string{}
	for _, row := range regexp.MustCompile("(?m)^\\| `(BLAZON_\\w+)` \\| ([^|]+) \\|").FindAllStringSubmatch(string(readme), -1) {
		listed[row[1]] = row[2]
	}
	known := map[string]bool{}
	parser := kong.Must(&cli{}, kong.Vars{"version": version})
	serve := parser.Model.Children[slices.IndexFunc(parser.Model.Children, func(n *kong.Node) bool { return n.Name == "serve" })]
	for _, flag := range serve.Flags {
		for _, name := range flag.Envs {
			known[name] = true
			if want := strings.ReplaceAll(strings.TrimPrefix(name, "BLAZON_"), "_", "-"); strings.ToLower(want) != flag.Name {
				t.Errorf("%s is the flag --%s; the README says that they are called alike", name, flag.Name)
			}
			if row, ok := listed[name]; !ok {
				t.Errorf("the README does not list %s", name)
			} else if flag.HasDefault && !strings.Contains(row, "`"+flag.Default+"`") {
				t.Errorf("the README says that the default of %s is %s; it is %s", name, row, flag.Default)
			}
		}
	}
	for name := range listed {
		if !known[name] {
			t.Errorf("the README lists %s, which serve does not know", name)
		}
	}
}
