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

func TestMain(m *testing.M) { os.Exit(browsertest.Main(m)) }

// sample is a page to look at: whose eyes see it, and with the objects of which stages.
type sample struct {
	route   string
	visitor string // empty: nobody who has signed in
	stages  string // "judging tied"
	query   string
}

// samples are all pages, each in every state in which it looks different.
var samples = []sample{
	{"public.home", "", "empty", ""},
	{"public.competition", "", "empty", ""},
	{"public.edition", "", "empty announced", ""},
	{"public.round", "", "empty judging announced", ""},
	{"public.contest", "", "announced", ""},
	{"account.sign_in", "", "empty", ""},
	{"account.invitation", "", "empty", ""},
	{"account.forgotten", "", "empty", ""},
	{"account.forgotten", "", "empty", "?sent=1"},
	{"account.reset", "", "empty", ""},
	{"account.represent", "", "empty", "?q=nej"},
	{"account.request_new", "", "empty", ""},
	{"account.request", "", "empty", ""},
	{"account.profile", "juror", "empty", ""},
	{"account.password", "juror", "empty", ""},
	{"jury.desk", "juror", "empty", ""},
	{"jury.round", "juror", "judging gaps announced", ""},
	{"jury.sheet", "juror", "judging gaps announced", ""},
	{"jury.seat", "juror", "judging invited", ""},
	{"jury.calibration", "juror", "judging", ""},
	{"jury.history", "juror", "judging gaps", ""},
	{"jury.abstention", "juror", "judging", ""},
	{"jury.abstentions", "juror", "judging gaps", ""},
	{"jury.last_look", "juror", "judging gaps", ""},
	{"jury.receipt", "juror", "judging gaps", ""},
	{"jury.own", "juror", "judging gaps", ""},
	{"jury.matrix", "juror", "judging gaps announced", ""},
	{"jury.column", "juror", "judging gaps announced", ""},
	{"jury.paste", "juror", "judging announced", ""},
	{"entrant.home", "entrant", "empty", ""},
	{"entrant.entry_new", "entrant", "draft", ""},
	{"entrant.entry", "entrant", "draft handed returned automatic", ""},
	{"entrant.draft", "entrant", "draft returned", ""},
	{"entrant.draft", "entrant", "draft", "?check=1"},
	{"entrant.joint", "entrant", "draft", "?q=nej"},
	{"entrant.submission", "entrant", "draft returned", ""},
	{"entrant.taking_back", "entrant", "handed", ""},
	{"entrant.withdrawal", "entrant", "draft", ""},
	{"entrant.receipt", "entrant", "handed", ""},
	{"attachment.list", "entrant", "draft handed", ""},
	{"organizer.home", "organizer", "empty", ""},
	{"organizer.outbox", "organizer", "empty", ""},
	{"organizer.outbox_send", "organizer", "empty", ""},
	{"organizer.message", "organizer", "empty", ""},
	{"organizer.message_templates", "organizer", "empty", ""},
	{"organizer.message_template", "organizer", "empty", ""},
	{"organizer.site_templates", "admin", "empty", ""},
	{"organizer.site_template", "admin", "empty", ""},
	{"organizer.requests", "organizer", "empty", ""},
	{"organizer.request", "organizer", "empty", ""},
	{"organizer.competition_new", "admin", "empty", ""},
	{"organizer.chapters", "organizer", "empty", ""},
	{"organizer.edition_new", "organizer", "empty", ""},
	{"organizer.edition", "organizer", "empty announced", ""},
	{"organizer.round_new", "organizer", "empty", ""},
	{"organizer.edition_copy", "organizer", "judging", ""},
	{"organizer.edition_differences", "organizer", "empty announced", ""},
	{"organizer.edition_settings", "organizer", "judging", ""},
	{"organizer.rules", "organizer", "empty judging", ""},
	{"organizer.chapter_setting", "organizer", "empty judging", ""},
	{"organizer.prizes", "organizer", "judging announced", ""},
	{"organizer.edition_awards", "organizer", "empty judging", ""},
	{"organizer.chapter_awards", "organizer", "judging", ""},
	{"organizer.awards", "organizer", "empty tied announced", ""},
	{"organizer.award_new", "organizer", "empty", ""},
	{"organizer.award", "organizer", "tied announced", ""},
	{"organizer.contest_rules", "organizer", "empty judging", ""},
	{"organizer.rubric", "organizer", "empty announced", ""},
	{"public.rules", "", "empty judging", ""},
	{"public.rules_version", "", "judging", ""},
	{"public.privacy", "", "empty judging", ""},
	{"organizer.partners", "organizer", "judging", ""},
	{"organizer.round", "organizer", "empty judging tied announced", ""},
	{"organizer.round_edit", "organizer", "judging announced", ""},
	{"organizer.jury", "organizer", "empty judging announced", ""},
	{"organizer.juror_end", "organizer", "judging", ""},
	{"organizer.seat", "organizer", "judging", "?q=nej&role=member"},
	{"organizer.jury_text", "organizer", "empty judging", ""},
	{"organizer.round_jury_text", "organizer", "empty judging", ""},
	{"organizer.sitting", "organizer", "judging", ""},
	{"organizer.training", "organizer", "judging", "?q=nej"},
	{"organizer.contest", "organizer", "empty judging announced", ""},
	{"organizer.withdrawal", "organizer", "judging", ""},
	{"organizer.enrol", "organizer", "empty", ""},
	{"organizer.enrol", "organizer", "judging", "?q=nej"},
	{"organizer.entry_new", "organizer", "judging", "?q=nej"},
	{"organizer.assignments", "organizer", "empty judging announced", ""},
	{"organizer.assignment_removal", "organizer", "judging", ""},
	{"organizer.assigning", "organizer", "judging", "?mode=draw"},
	{"organizer.assigning", "organizer", "judging", "?mode=shares"},
	{"organizer.assigning", "organizer", "empty", "?mode=everything"},
	{"organizer.assignment_grid", "organizer", "judging", ""},
	{"organizer.assignment_import", "organizer", "judging", ""},
	{"organizer.recusal_new", "organizer", "judging", ""},
	{"organizer.recusal_end", "organizer", "judging", ""},
	{"organizer.conflicts", "organizer", "empty judging announced", ""},
	{"organizer.conflict_policy", "organizer", "empty judging", ""},
	{"jury.conflicts", "juror", "judging announced", ""},
	{"organizer.bodies", "organizer", "empty", "?q=nej"},
	{"organizer.body_new", "admin", "empty", ""},
	{"organizer.body", "organizer", "empty", ""},
	{"organizer.members", "organizer", "empty", ""},
	{"organizer.late", "organizer", "judging checking", ""},
	{"organizer.remarks", "organizer", "empty checking", ""},
	{"organizer.entries", "organizer", "empty announced checking", ""},
	{"organizer.entries", "organizer", "checking", "?q=nej&flag=any&sort=-time"},
	{"organizer.queue", "organizer", "empty checking", ""},
	{"organizer.admission", "organizer", "empty checking", ""},
	{"organizer.check", "organizer", "judging checking", ""},
	{"organizer.joint", "organizer", "checking", "?q=nej"},
	{"organizer.categories", "organizer", "empty judging", ""},
	{"organizer.category_new", "organizer", "empty", ""},
	{"organizer.category", "organizer", "empty judging", ""},
	{"organizer.category_edit", "organizer", "empty judging", ""},
	{"organizer.eligibility", "organizer", "judging", ""},
	{"organizer.eligible", "organizer", "judging", "?q=obec"},
	{"organizer.eligible", "organizer", "judging", ""},
	{"organizer.auto_enrolment", "organizer", "judging", ""},
	{"organizer.deadlines", "organizer", "judging", ""},
	{"organizer.deadline", "organizer", "judging", ""},
	{"organizer.category_merge", "organizer", "judging", ""},
	{"organizer.category_cancel", "organizer", "judging", ""},
	{"organizer.round_cancel", "organizer", "judging announced", ""},
	{"organizer.contest_cancel", "organizer", "judging announced", ""},
	{"organizer.entry_move", "organizer", "judging", ""},
	{"organizer.entry_merge", "organizer", "judging", ""},
	{"organizer.entry_cancel", "organizer", "judging", ""},
	{"organizer.form", "organizer", "empty judging", ""},
	{"organizer.form_parts", "organizer", "empty", ""},
	{"organizer.field_new", "organizer", "empty", ""},
	{"organizer.field_new", "organizer", "judging", "?kind=choices"},
	{"organizer.field", "organizer", "empty judging", ""},
	{"organizer.field_end", "organizer", "judging", ""},
	{"organizer.suppliers", "organizer", "empty judging", ""},
	{"organizer.supplier", "organizer", "judging", ""},
	{"room.home", "organizer", "empty", ""},
	{"room.round", "organizer", "empty judging gaps announced", ""},
	{"room.coverage", "organizer", "empty judging announced", ""},
	{"room.reminder", "organizer", "judging announced", ""},
	{"room.substitution", "organizer", "judging", ""},
	{"room.coverage", "organizer", "judging", "?columns=criteria&candidates=late"},
	{"room.closing", "organizer", "empty judging gaps announced", ""},
	{"organizer.certificates", "organizer", "judging announced", ""},
	{"room.tally", "organizer", "gaps tied announced", ""},
	{"room.decisions", "organizer", "gaps tied announced", ""},
	{"room.meetings", "organizer", "gaps tied", ""},
	{"room.meeting_rule", "organizer", "tied", ""},
	{"room.meeting", "organizer", "tied announced", ""},
	{"room.screen", "juror", "tied", ""},
	{"room.screen", "organizer", "tied announced", ""},
	{"room.meeting_tally", "organizer", "tied", ""},
	{"room.motion_new", "organizer", "tied", ""},
	{"room.motion", "juror", "tied", ""},
	{"room.motion", "organizer", "tied", ""},
	{"room.proposal_new", "organizer", "tied", ""},
	{"room.proposal", "organizer", "tied", ""},
	{"room.record", "organizer", "tied", ""},
	{"room.report", "organizer", "gaps tied announced", ""},
	{"organizer.result", "organizer", "gaps tied announced", ""},
	{"organizer.announcement", "organizer", "tied announced", ""},
	{"organizer.advancement", "organizer", "announced", ""},
	{"organizer.import", "organizer", "empty", ""},
	{"organizer.import_plan", "organizer", "empty", ""},
}

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
	if strings.HasPrefix(route, "public.") {
		objects = map[string]string{"competition": g.competition.Slug, "edition": stage, "round": g.region.Slug, "category": "obec", "version": "1",
			"code": codeOf(g.t, g.store, cmp.Or(g.objects[stage]["laureate"], g.entrants[0]))}
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
// axe looks at it light, and the keyboard goes through it.
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
			report("light", tab.Axe())
			report("keyboard", tab.Tour())
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
