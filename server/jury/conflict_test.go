package jury_test

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"blazon/judging"
	"blazon/locale"
	"blazon/server/servertest"
	"blazon/store"
	"blazon/store/storetest"
)

// seal is what one candidate has of its own, and a juror who is recused from it must not come across anywhere.
var seal = []string{"Portál modrého jezevce", "https://jezevec.example.org", "Přehledný jako rybník.", "7.25"}

// walker follows every link that a juror finds, from his desk on.
type walker struct {
	*desk
	*testing.T
	found map[string]string // what of the seal is on which page
	pages int
}

var link = regexp.MustCompile(`(?:href|action)="(/cs/(?:jury|room|meeting|attachments|paper|account/calendar)[^"#]*)"`)

func (w *walker) walk() {
	w.found, w.pages = map[string]string{}, 0
	seen, next := map[string]bool{}, []string{"/cs/jury", "/cs/room"}
	for len(next) > 0 && w.pages < 300 {
		path := next[0]
		next = next[1:]
		if seen[path] {
			continue
		}
		seen[path] = true
		page := w.Get(path)
		w.pages++
		for _, secret := range seal {
			if strings.Contains(html.UnescapeString(page.Body), secret) {
				w.found[secret] = path
			}
		}
		for _, found := range link.FindAllStringSubmatch(page.Body, -1) {
			next = append(next, html.UnescapeString(found[1]))
		}
	}
}

// The chair of the jury has a relation to a supplier, and says so after scoring: the candidate is gone wherever he looks.
func TestARecusedJurorComesAcrossNothing(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		d := sit(t, s, 3)
		ctx, r := t.Context(), d.round
		must := func(err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
		}
		_, err := s.Store.AddEntry(ctx, r.Organizer, r.Contest, store.EntryForm{Bodies: storetest.Bodies(t, s.Store, "CZ020", false, 1), Title: seal[0], URL: seal[1],
			Supplier: "Galileo", Reason: "Přidáno.", Late: "Přidáno."})
		must(err)
		_, err = s.Store.Assign(ctx, r.Organizer, r.Contest, store.AssignForm{})
		must(err)
		seat := r.Jurors[0].Actor
		desk, err := s.Store.DeskRound(ctx, seat, r.UID, locale.Czech)
		must(err)
		var sheet string
		for _, sealed := range desk.Contests[0].Sheets {
			if sealed.Candidate.Title == seal[0] {
				sheet = "/cs/jury/" + r.UID + "/sheets/" + sealed.Assignment
			}
		}
		form := url.Values{"act": {"draft"}, "revision": {"0"}, "score.mandatory": {"7"}, "comment": {seal[2]}}
		d.Post(sheet, form)
		w := &walker{desk: d, T: t}
		if w.walk(); len(w.found) < 3 {
			t.Fatalf("before, the walk over %d pages comes across %q alone", w.pages, w.found)
		}
		must(s.Store.SetConflictPolicy(ctx, r.Organizer, edition(t, s, r), &judging.ConflictPolicy{Supplier: true}))
		d.Get("/cs/jury").Has(t, "1\u00a0formulář zatím nevidíte.", "Odpovědět")
		declaration := "/cs/jury/" + r.UID + "/conflicts"
		supplier := regexp.MustCompile(`supplier\[[a-z0-9]+\]`).FindString(d.Get(declaration).Body)
		d.Post(declaration, url.Values{"act": {"save"}, supplier: {"related"}}).Has(t, "Odpovědi jsou uložené.")
		if w.walk(); len(w.found) > 0 || w.pages < 5 {
			t.Errorf("recused, the walk over %d pages comes across %q", w.pages, w.found)
		}
		if page := d.Get(sheet); page.Status != http.StatusNotFound {
			t.Errorf("the sheet gets %d", page.Status)
		}
		form.Set("revision", "1")
		if page := d.Post(sheet, form); page.Status != http.StatusNotFound {
			t.Errorf("a save gets %d", page.Status)
		}
	})
}

func edition(t *testing.T, s *servertest.Server, r *storetest.JudgedRound) string {
	t.Helper()
	setup, err := s.Store.RoundSetup(t.Context(), r.Organizer, r.UID)
	if err != nil {
		t.Fatal(err)
	}
	return setup.Edition.UID
}

// Seventy-seven towns are answered for with one button, and nothing that was typed is lost on the way.
func TestAJurorDeclaresConflicts(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		d := sit(t, s, 4)
		if err := s.Store.SetConflictPolicy(t.Context(), d.round.Organizer, edition(t, s, d.round), &judging.ConflictPolicy{Declaration: true, Region: judging.OwnRegion}); err != nil {
			t.Fatal(err)
		}
		path := "/cs/jury/" + d.round.UID + "/conflicts"
		first := d.round.Candidates[0]
		typed := url.Values{"candidate[" + first + "]": {"related"}, "home": {"CZ020"}}
		d.Get(path).Has(t, "Chybí 5\u00a0odpovědí.", "4\u00a0soutěžících bez střetu", d.names[0])
		searched := url.Values{"act": {"search"}, "q": {strings.Fields(d.names[1])[1]}, "reason[" + first + "]": {"Bydlím tam."}}
		for key, values := range typed {
			searched[key] = values
		}
		d.Post(path, searched).Has(t, `name="bodies"`, "Bydlím tam.", `value="CZ020" selected`, `value="related" checked`)
		typed.Set("act", "others")
		page := d.Post(path, typed)
		if page.Status != http.StatusUnprocessableEntity {
			t.Errorf("a conflict without a reason gets %d", page.Status)
		}
		page.Has(t, `href="#f-reason-`, "Uveďte důvod", `value="related" checked`)
		typed.Set("reason["+first+"]", "Bydlím tam.")
		typed.Set("home", "none")
		d.Post(path, typed).Has(t, "Odpovědi jsou uložené.", "Odpověděli jste na všechno.", "Bydlím tam.")
		d.Get("/cs/jury").Has(t, d.names[1], d.names[3])
		d.Get("/cs/jury").Lacks(t, d.names[0])
	})
}
