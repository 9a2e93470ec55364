package server_test

import (
	"crypto/rand"
	"fmt"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"blazon/server/web"
)

// address is where a line of the table is asked for.
type address struct {
	path   string
	form   url.Values
	absent []string // the same path with one of its words after the other replaced by one that nothing has
}

// variable is a place in a path that a word of the object goes into.
var variable = regexp.MustCompile(`\{(\w+)\}`)

// addressOf gives the Czech address of a line's route for the line's object.
func (w *world) addressOf(t testing.TB, site *web.Site, p permission) address {
	t.Helper()
	stage, sheet, _ := strings.Cut(p.object, "/") // "judging/recused" is the sheet of the recused juror
	o := w.objects[stage]
	for _, route := range site.Routes() {
		if route.Name != p.route {
			continue
		}
		words := map[string]string{}
		for _, found := range variable.FindAllStringSubmatch(route.Path, -1) {
			word := o[wordOf(route.Name, sheet, found[1])]
			if word == "" {
				t.Fatalf("%s: the world has no %s at the stage %q", p, found[1], stage)
			}
			words[found[1]] = word
		}
		a := address{path: pathOf(route, words)}
		for name, word := range words {
			words[name] = strings.Repeat("0", len(word))
			a.absent = append(a.absent, pathOf(route, words))
			words[name] = word
		}
		if form := forms[route.Name]; form != nil {
			a.form = form(o)
		}
		return a
	}
	t.Fatalf("there is no route %s", p.route)
	return address{}
}

// wordOf names the object's word that a variable of a route stands for.
func wordOf(route, sheet, name string) string {
	switch {
	case strings.HasPrefix(route, "public."), strings.HasPrefix(route, "data."):
		return name + " slug"
	case name == "membership" && strings.HasPrefix(route, "organizer.representative"):
		return "representation"
	case name == "token" && route == "account.calendar_file":
		return "calendar"
	case name == "sheet" && sheet != "":
		return sheet + " sheet"
	}
	return name
}

func pathOf(route web.Route, words map[string]string) string {
	path := variable.ReplaceAllStringFunc(route.Path, func(found string) string { return words[found[1:len(found)-1]] })
	if route.Bare {
		return path
	}
	return "/cs" + path
}

// forms are those that a route needs filled in: an empty one would be refused before anybody looks at the stage, or at
// whose the object is.
var forms = map[string]func(o map[string]string) url.Values{
	"account.sign_in": func(map[string]string) url.Values { // failures are counted by account
		return url.Values{"email": {rand.Text() + "@example.org"}}
	},
	"organizer.chapters": func(o map[string]string) url.Values {
		return url.Values{"parent": {o["root"]}, "name": {"Plzeňský kraj"}, "region_code": {"CZ032"}}
	},
	"organizer.regions":            func(map[string]string) url.Values { return url.Values{"regions": {"CZ032"}} },
	"organizer.withdrawal":         func(map[string]string) url.Values { return url.Values{"reason": {"Obec se zřekla účasti."}} },
	"organizer.enrol":              func(o map[string]string) url.Values { return url.Values{"bodies": {o["newcomer"]}} },
	"organizer.assignment_removal": func(map[string]string) url.Values { return url.Values{"which": {"all"}} },
	"organizer.recusal_new": func(o map[string]string) url.Values {
		return url.Values{"juror": {o["juror"]}, "candidate": {o["second"]}, "why": {"recused"}, "reason": {"Porotce je občanem obce."}}
	},
	"organizer.recusal_end": func(map[string]string) url.Values { return url.Values{"reason": {"Porotce se odstěhoval."}} },
	"organizer.conflict_policy": func(map[string]string) url.Values {
		return url.Values{"asks": {"true"}, "declaration": {"true"}, "supplier": {"true"}, "region": {"district"}, "bars_entry": {"representative"}}
	},
	"jury.conflicts":     func(map[string]string) url.Values { return url.Values{"act": {"others"}} },
	"organizer.form_set": func(map[string]string) url.Values { return url.Values{"set": {"web"}} },
	"organizer.form_parts": func(map[string]string) url.Values {
		return url.Values{"parts[0].part": {"title"}, "parts[0].asked": {"true"}, "parts[0].label[cs]": {"Název webu"}}
	},
	"organizer.field_new": func(map[string]string) url.Values {
		return url.Values{"kind": {"short_text"}, "label[cs]": {"Kdo web spravuje"}}
	},
	"organizer.field": func(map[string]string) url.Values {
		return url.Values{"kind": {"url"}, "label[cs]": {"Adresa úřední desky"}}
	},
	"organizer.suppliers":    func(map[string]string) url.Values { return url.Values{"name": {"as4u.cz, s.r.o."}} },
	"organizer.supplier":     func(map[string]string) url.Values { return url.Values{"name": {"Galileo, a.s."}} },
	"organizer.announcement": func(map[string]string) url.Values { return url.Values{"when": {"now"}} },
	"room.reopening":         func(map[string]string) url.Values { return url.Values{"reason": {"Uzavřelo se předčasně."}} },
	"room.reminder":          func(o map[string]string) url.Values { return url.Values{"jurors": {o["juror"]}} },
	"room.substitution": func(o map[string]string) url.Values {
		return url.Values{"substitute": {o["heir"]}, "reason": {"Porotce onemocněl."}}
	},
	"room.decisions": func(o map[string]string) url.Values {
		return url.Values{"which": {"exclude"}, "exclude.candidate": {o["second"]}, "exclude.reason": {"Přihláška byla stažena."}}
	},
}

// spell writes a whole answer down, but for its own path, which the visitor knows already.
func spell(answer *httptest.ResponseRecorder, path string) string {
	text := fmt.Sprintln(answer.Code) + fmt.Sprintln(answer.Header()) + answer.Body.String()
	rest := strings.TrimPrefix(path, "/cs") // a page leads to itself in all languages
	if rest == "" {
		return text
	}
	return strings.NewReplacer(rest, "/…", url.QueryEscape(path), "/…").Replace(text)
}

// firstDifference shows where two texts begin to differ.
func firstDifference(a, b string) string {
	at := 0
	for at < len(a) && at < len(b) && a[at] == b[at] {
		at++
	}
	from := max(0, at-60)
	return fmt.Sprintf("%q\n%q", a[from:min(len(a), at+60)], b[from:min(len(b), at+60)])
}
