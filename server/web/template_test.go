package web

import (
	"strings"
	"testing"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
)

// speak parses all templates for a site that has only the routes that the layout and its partials name.
func speak(t *testing.T) *Site {
	t.Helper()
	s := &Site{byName: map[string]*Route{}, assets: assets{}}
	for name, path := range map[string]string{SignInRoute: "/sign-in", SignOutRoute: "/sign-out", ProfileRoute: "/profile", "list": "/jury/{round}"} {
		if err := s.add(&Route{Name: name, Path: path, Act: judging.SignIn, Get: nothing}); err != nil {
			t.Fatal(err)
		}
	}
	var err error
	if s.templates, err = s.parseTemplates(); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestPartialsShowWhatTheyAreGiven(t *testing.T) {
	s := speak(t)
	wrong := ErrorsOf(fault.InForm(fault.Field{Name: "score[7]", Key: "web.bad_value"}, fault.Field{Name: "from.time", Key: "fault.bad_time"}))
	options := []Option{{"cs", "Čeština"}, {"pl", "Polski"}}
	make := func(name string, value any, more ...any) Field {
		f, err := newField(locale.English, wrong, name, "Label <1>", value, more)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	way, err := crumbs("Home", "/en", "Here")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		about, partial string
		data           any
		want, never    []string
	}{
		{"a field with a hint", "input", make("name", `a"b`, "hint", "Help", "required", true, "inputmode", "decimal"),
			[]string{`<label class="ds-label" for="f-name">Label &lt;1&gt;</label>`, `value="a&#34;b"`, `aria-describedby="f-name-hint"`, `id="f-name-hint">Help`,
				` required`, `inputmode="decimal"`, `type="text"`}, []string{"aria-invalid"}},
		{"a wrong field", "input", make("score[7]", "many"),
			[]string{`id="f-score-7-"`, `name="score[7]"`, `aria-describedby="f-score-7--error"`, `aria-invalid="true"`, "cannot be read"}, []string{"required"}},
		{"a text area", "textarea", make("comment", "</textarea><b>", "rows", 6), []string{"&lt;/textarea&gt;", `rows="6"`}, []string{"<b>"}},
		{"a choice", "select", make("language", locale.Polish, "options", options), []string{`<option value="pl" selected>`, `<option value="cs">`}, nil},
		{"radio buttons", "radios", make("language", "cs", "options", options),
			[]string{`<legend class="ds-label">`, `id="f-language-0" name="language" value="cs" checked`, `value="pl">`}, nil},
		{"several boxes", "checkboxes", make("language", []string{"pl"}, "options", options), []string{`value="pl" checked`, `value="cs">`}, nil},
		{"a ticked box", "checkbox", make("all", true), []string{`name="all" value="true" checked`}, nil},
		{"a box that is not ticked", "checkbox", make("all", false), []string{`value="true"`}, []string{"checked"}},
		{"a moment", "moment", make("from", Moment{Date: "2023-04-27", Time: "25:00"}),
			[]string{`name="from.date" value="2023-04-27"`, `name="from.time" value="25:00"`, `id="f-from-error"`, "Enter a date and a time"}, nil},
		{"a summary of errors", "errors", wrong, []string{`href="#f-score-7-"`, "cannot be read", "Please correct the marked fields"}, nil},
		{"a form without errors", "errors", Errors{}, nil, []string{"<"}},
		{"the way to a page", "breadcrumb", way, []string{`<a class="ds-link" href="/en">Home</a>`, `<span aria-current="page">Here</span>`}, nil},
		{"an empty list", "pager", Pager{}, nil, []string{"<"}},
		{"progress", "progress", Progress{3, 77, "Sheets"}, []string{`<progress max="77" value="3" aria-label="Sheets">`, "3 of 77"}, nil},
	} {
		got, err := s.templates[locale.English].part(c.partial, c.data)
		if err != nil {
			t.Errorf("%s: %v", c.about, err)
		}
		for _, want := range c.want {
			if !strings.Contains(string(got), want) {
				t.Errorf("%s: %s is missing in\n%s", c.about, want, got)
			}
		}
		for _, never := range c.never {
			if strings.Contains(string(got), never) {
				t.Errorf("%s: %s is in\n%s", c.about, never, got)
			}
		}
	}
}

func TestErrorsLeadToTheirFields(t *testing.T) {
	for name, want := range map[string]string{"from.time": "f-from-time", "from": "f-from", "email": "f-email", "score[7]": "f-score-7-"} {
		links := ErrorsOf(fault.InForm(fault.Field{Name: name, Key: "fault.bad_time"})).Links()
		if len(links) != 1 || links[0].ID != want {
			t.Errorf("%s: got %v, want a link to %s", name, links, want)
		}
	}
}

func TestFaultPagesInEveryLanguage(t *testing.T) {
	s := speak(t)
	for kind, title := range titles {
		for _, lang := range locale.Languages {
			data := faultData{Status: statuses[kind], Fault: fault.New(kind, "fault.not_found"), Title: title, Advice: advice[kind], Home: "/cs", Next: "/cs/sign-in"}
			for _, part := range []string{"fault", "fault" + titleSuffix} {
				if got, err := s.templates[lang].part(part, data); err != nil || strings.Contains(string(got), "web.") {
					t.Errorf("%v in %s: %v\n%s", kind, lang, err, got)
				}
			}
		}
	}
	if len(titles) != len(statuses) || len(advice) != len(statuses) {
		t.Errorf("%d kinds have a status, %d a title, %d advice", len(statuses), len(titles), len(advice))
	}
}

func TestFunctionsOfTemplates(t *testing.T) {
	s := speak(t)
	noon := time.Date(2023, 4, 27, 10, 0, 0, 0, time.UTC)
	prague, err := time.LoadLocation("Europe/Prague")
	if err != nil {
		t.Fatal(err)
	}
	for source, want := range map[string]string{
		`{{date .T "Europe/Prague"}}`:               "27.\u00a0dubna\u00a02023",
		`{{dateTime .T .Zone}}`:                     "27.\u00a0dubna\u00a02023 v\u00a012:00",
		`{{shortDate .T .Zone}}`:                    "27.\u00a04.\u00a02023",
		`{{machine .T}}`:                            "2023-04-27T10:00:00Z",
		`{{decimal "1234.50"}} {{number 1000}}`:     "1\u00a0234,50 1\u00a0000",
		`{{money 1500000 "CZK"}}`:                   "15\u00a0000\u00a0Kč",
		`{{place 2 3 true true}} {{edition 25}}`:    "2.–3.\u00a0místo 25.\u00a0ročník",
		`{{text .Name}} {{nobreak "v Liberci"}}`:    "Zlatý erb v\u00a0Liberci",
		`<a href="{{route "list" "round" "a b"}}">`: `<a href="/cs/jury/a%20b">`,
	} {
		tree, err := s.templates[locale.Czech].root.Clone()
		if err != nil {
			t.Fatal(err)
		}
		if tree, err = tree.New("test").Parse(source); err != nil {
			t.Fatal(err)
		}
		var got strings.Builder
		data := map[string]any{"T": noon, "Zone": prague, "Name": locale.Text{locale.Czech: "Zlatý erb"}}
		if err := tree.Execute(&got, data); err != nil || got.String() != want {
			t.Errorf("%s: got %q (%v), want %q", source, got.String(), err, want)
		}
	}
	for _, source := range []string{`{{t "no.such.key"}}`, `{{route "absent"}}`, `{{date .T "Europe/Nowhere"}}`, `{{number "x"}}`, `{{field .E "a" "b" "c" "color" "red"}}`} {
		tree, err := s.templates[locale.Czech].root.Clone()
		if err != nil {
			t.Fatal(err)
		}
		if tree, err = tree.New("test").Parse(source); err != nil {
			t.Fatal(err)
		}
		if err := tree.Execute(&strings.Builder{}, map[string]any{"T": noon, "E": Errors{}}); err == nil {
			t.Errorf("%s is accepted", source)
		}
	}
}
