package web

import (
	"testing"

	"blazon/judging"
	"blazon/locale"
)

func nothing(*Request) error { return nil }

func TestAddressesComeFromTheTable(t *testing.T) {
	s := &Site{byName: map[string]*Route{}}
	for _, route := range []Route{
		{Name: "home", Path: "", Act: judging.ViewRound, Get: nothing},
		{Name: "sheet", Path: "/jury/sheets/{sheet}", Act: judging.OpenDesk, Get: nothing},
		{Name: "contest", Path: "/{competition}/{edition:[0-9]+}/{round}", Act: judging.ViewRound, Get: nothing},
		{Name: "data", Path: "/data/{code}.json", Act: judging.ViewRound, Get: nothing, Bare: true},
	} {
		if err := s.add(&route); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		name  string
		pairs []any
		want  string // empty: refused
	}{
		{"home", nil, "/cs"},
		{"sheet", []any{"sheet", "a1"}, "/cs/jury/sheets/a1"},
		{"sheet", []any{"sheet", "a/ b"}, "/cs/jury/sheets/a%2F%20b"},
		{"sheet", []any{"sheet", "a1", "page", 2}, "/cs/jury/sheets/a1?page=2"},
		{"contest", []any{"round", "r", "competition", "zlaty-erb", "edition", 2023}, "/cs/zlaty-erb/2023/r"},
		{"data", []any{"code", "564028"}, "/data/564028.json"},
		{"sheet", nil, ""},
		{"sheet", []any{"sheet", ""}, ""},
		{"sheet", []any{"sheet"}, ""},
		{"absent", nil, ""},
	} {
		got, err := s.address(locale.Czech, c.name, c.pairs...)
		if got != c.want || (err != nil) != (c.want == "") {
			t.Errorf("%s %v: got %q (%v), want %q", c.name, c.pairs, got, err, c.want)
		}
	}
}

func TestIncompleteRoutesAreRefused(t *testing.T) {
	good := Route{Name: "sheet", Path: "/jury", Act: judging.OpenDesk, Get: nothing}
	for about, change := range map[string]func(*Route){
		"no name":                 func(r *Route) { r.Name = "" },
		"nobody said who may":     func(r *Route) { r.Act = "" },
		"no handler":              func(r *Route) { r.Get = nil },
		"a word that is not kept": func(r *Route) { r.Path = "/zlaty-erb" },
		"a name that is taken":    func(r *Route) { r.Name = "taken" },
	} {
		s := &Site{byName: map[string]*Route{"taken": {}}}
		route := good
		change(&route)
		if err := s.add(&route); err == nil {
			t.Errorf("%s: the route was accepted", about)
		}
	}
	if err := (&Site{byName: map[string]*Route{}}).add(&good); err != nil {
		t.Errorf("a complete route: %v", err)
	}
}
