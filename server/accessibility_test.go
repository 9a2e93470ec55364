package server_test

import (
	"cmp"
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"blazon/locale"
	"blazon/server/browsertest"
	"blazon/server/servertest"
	"blazon/server/web"
	"blazon/store"
	"blazon/store/storetest"
)

// gallery is the filled site with somebody at a browser for each visitor.
type gallery struct {
	*filled
	server *servertest.Server
	routes map[string]web.Route
	tabs   map[string]*browsertest.Tab
	looks  int             // so far
	toured map[string]bool // the routes that the keyboard has gone through
}

// openGallery starts a site on one kind of database: what a page looks like does not depend on it.
func openGallery(t *testing.T) *gallery {
	t.Helper()
	address := storetest.SQLiteAddress(t)
	s := servertest.Start(t, storetest.Open(t, address, store.Options{}))
	g := &gallery{filled: fill(t, s), server: s, routes: map[string]web.Route{}, tabs: map[string]*browsertest.Tab{},
		toured: map[string]bool{}}
	mails, judged := storetest.Open(t, address, store.Options{Mail: true}), g.objects["judging"]
	maps.Copy(g.objects["empty"], addLetters(t, mails, g.organizer, judged["edition"], judged["juror"], g.entrants[4]))
	for _, route := range s.Site.Routes() {
		g.routes[route.Name] = route
	}
	for _, visitor := range []string{"", "juror", "organizer", "admin", "entrant"} {
		g.tabs[visitor] = browsertest.New(t, s.URL)
		if visitor != "" {
			signIn(g.tabs[visitor], visitor+"@example.org", servertest.Password)
		}
	}
	return g
}

// signIn signs somebody in as people do, in Czech.
func signIn(tab *browsertest.Tab, email, password string) {
	tab.Open("/cs/sign-in")
	tab.Fill("E-mail", email)
	tab.Fill("Heslo", password)
	tab.Press("Přihlásit se", "Heslo")
	tab.Has("Odhlásit se")
}

// path gives the address of a page.
func (g *gallery) path(lang locale.Language, route, stage, query string) string {
	objects := g.objects[stage]
	if strings.HasPrefix(route, "public.") || strings.HasPrefix(route, "data.") {
		country, code := codeOf(g.t, g.store, cmp.Or(g.objects[stage]["laureate"], g.entrants[0]))
		objects = map[string]string{"competition": g.competition.Slug, "edition": stage, "round": g.region.Slug, "category": "obec", "version": "1", "part": "1",
			"award": objects["badge"], "verification": objects["verification"], "country": country, "code": code}
	}
	path := variable.ReplaceAllStringFunc(g.routes[route].Path, func(found string) string {
		value := objects[found[1:len(found)-1]]
		if value == "" {
			g.t.Errorf("%s: there is no %s at the stage %q", route, found, stage)
		}
		return value
	})
	if !g.routes[route].Bare {
		path = "/" + string(lang) + path
	}
	return path + query
}

// look opens a page narrow and says what is wrong with it: in one language, another one on the next page, and at full size in all of them
// where the route is looked at for the first time. In that one axe looks at it dark and narrow. The first time it is also opened wide,
// axe looks at it light for what depends on that, and the keyboard goes through it.
func (g *gallery) look(t *testing.T, s sample, stage string) {
	tab := g.tabs[s.visitor]
	g.looks++
	first := !g.toured[s.route]
	g.toured[s.route] = true
	thorough := locale.Languages[g.looks%len(locale.Languages)]
	for _, lang := range locale.Languages {
		if lang != thorough && !(first && os.Getenv("BLAZON_SOAK") != "") {
			continue
		}
		report := func(what string, faults []string) {
			for _, fault := range faults {
				t.Errorf("%s in %s: %s", what, lang, fault)
			}
		}
		tab.Emulate(320, browsertest.Dark)
		path := g.path(lang, s.route, stage, s.query)
		if status := tab.Open(path); status != http.StatusOK {
			t.Errorf("%d for %s", status, path)
			return
		}
		report("320 px", tab.Sideways())
		if lang == thorough {
			report("dark", tab.Axe())
			g.picture(tab, s, stage, "dark")
		}
		if lang == thorough && first {
			tab.Emulate(1280, browsertest.Light)
			report("1280 px", tab.Sideways())
			report("light", tab.AxeShown())
			if !frames[s.route] { // which has no header to go past
				report("keyboard", tab.Tour())
			}
			g.picture(tab, s, stage, "light")
		}
		report("console", tab.Troubles())
	}
}

// picture keeps a picture of the page where somebody wants to look at them all.
func (g *gallery) picture(tab *browsertest.Tab, s sample, stage, theme string) {
	if folder := os.Getenv("BLAZON_SCREENSHOTS"); folder != "" {
		tab.Picture(filepath.Join(folder, fmt.Sprintf("%s.%s.%s.png", s.route, stage, theme)))
	}
}

func TestEveryPageIsAccessible(t *testing.T) {
	t.Parallel()
	g := openGallery(t)
	seen := map[string]bool{}
	for _, s := range samples {
		seen[s.route] = true
		if g.routes[s.route].Get == nil {
			t.Errorf("there is no page %s", s.route)
			continue
		}
		for _, stage := range strings.Fields(s.stages) {
			t.Run(s.route+" "+stage, func(t *testing.T) { g.look(t, s, stage) })
		}
	}
	t.Run("the link past the header", func(t *testing.T) {
		g.tabs[""].Open(g.path(locale.Czech, "public.home", "empty", ""))
		for _, fault := range g.tabs[""].Skip() {
			t.Error(fault)
		}
	})
	for i, r := range refusals {
		t.Run(r.route+" "+r.stage+" refused", func(t *testing.T) { g.refuse(t, i) })
	}
	for name := range noPages {
		t.Run(name, func(t *testing.T) { g.fetch(t, name) })
	}
	for name, route := range g.routes {
		if route.Get != nil && !seen[name] && noPages[name].what == "" {
			t.Errorf("nobody looks at the page %s: it needs a line in samples", name)
		}
	}
}
