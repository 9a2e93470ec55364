package jury_test

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"blazon/locale"
	"blazon/server/servertest"
	"blazon/store"
	"blazon/store/storetest"
)

// desk is a juror who is signed in, and his sheets in the order of names.
type desk struct {
	*servertest.Visitor
	server *servertest.Server
	round  *storetest.JudgedRound
	names  []string
	sheets []string // addresses in Czech
}

func sit(t *testing.T, s *servertest.Server, candidates int) *desk {
	t.Helper()
	d := &desk{server: s, round: storetest.Round(t, s.Store, candidates, 2)}
	seat := d.round.Jurors[0]
	if err := s.Store.SetPassword(t.Context(), store.Operator(), seat.Email, servertest.Password); err != nil {
		t.Fatal(err)
	}
	round, err := s.Store.DeskRound(t.Context(), seat.Actor, d.round.UID, locale.Czech)
	if err != nil {
		t.Fatal(err)
	}
	for _, sheet := range round.Contests[0].Sheets {
		d.names = append(d.names, sheet.Candidate.Display(locale.Czech))
		d.sheets = append(d.sheets, "/cs/jury/"+d.round.UID+"/sheets/"+sheet.Assignment)
	}
	d.Visitor = s.Visitor(t)
	d.SignIn(seat.Email)
	return d
}

// scores fills in the whole rubric of the template.
func scores(act, points string, other ...string) url.Values {
	form := url.Values{"act": {act}}
	for _, key := range []string{"mandatory", "notice_board", "recommended", "services", "usability", "accessibility", "design", "security"} {
		form.Set("score."+key, points)
	}
	for i := 0; i < len(other); i += 2 {
		form.Set(other[i], other[i+1])
	}
	return form
}

func TestAJurorFillsInSheets(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		d := sit(t, s, 3)
		page := d.Get("/cs/jury")
		page.Has(t, "Moje hodnocení", "NEODESLÁNO", "chybějí 3\u00a0formuláře", "0 z\u00a03", "Začít: "+d.names[0], "vyplněno 0 z\u00a08")
		if first := strings.Index(page.Body, d.names[1]); first > strings.LastIndex(page.Body, d.names[2]) {
			t.Error("the sheets are not in the order of names")
		}
		d.Get(d.sheets[0]).Has(t, "NEODESLÁNO", "Zatím není nic uložené.", `name="revision" value="0"`, `inputmode="decimal"`, "Od 0 do\u00a020, po\u00a01.")

		page = d.Post(d.sheets[0], url.Values{"act": {"draft"}, "revision": {"0"}, "score.mandatory": {" 12,0"}, "comment": {"Přehledné.\r\n<b>Rychlé.</b>"}})
		if page.Path != d.sheets[0] {
			t.Errorf("a draft leads to %s", page.Path)
		}
		page.Has(t, "Koncept je uložený.", "NEODESLÁNO", "Koncept je uložený v\u00a0", `name="score.mandatory" type="text" inputmode="decimal" autocomplete="off" size="8" value="12"`,
			"Přehledné.\n&lt;b&gt;Rychlé.&lt;/b&gt;</textarea>", `name="revision" value="1"`)

		page = d.Post(d.sheets[0], scores("submit", "5", "revision", "1"))
		if page.Path != d.sheets[1] {
			t.Errorf("submitting leads to %s, not to the next missing sheet", page.Path)
		}
		page.Has(t, d.names[0], "Tohle je další formulář, který ještě chybí.")
		page = d.Get(d.sheets[0])
		page.Has(t, "Odesláno", "Uložit změny a\u00a0odeslat", "Vzít odeslání zpět")
		page.Lacks(t, "NEODESLÁNO")
		d.Post(d.sheets[2], scores("submit", "5", "revision", "0"))

		page = d.Get("/cs/jury")
		page.Has(t, "2 z\u00a03", "Pokračovat: "+d.names[1], "chybí 1\u00a0formulář")
		if last := page.Body[strings.Index(page.Body, `<ol class="sheets">`):]; strings.Index(last, d.names[1]) > strings.Index(last, d.names[0]) {
			t.Error("the missing sheet does not come first")
		}
		page = d.Post(d.sheets[1], scores("submit", "4", "revision", "0"))
		if page.Path != "/cs/jury" {
			t.Errorf("the last sheet leads to %s", page.Path)
		}
		page.Has(t, "V\u00a0tomto kole už žádný formulář nechybí.", "Všechny formuláře jsou odeslané.")
		page.Lacks(t, "NEODESLÁNO")

		page = d.Post(d.sheets[1], scores("take_back", "4", "revision", "1"))
		page.Has(t, "Vzali jste odeslání zpět.", "NEODESLÁNO")
		d.Get("/cs/jury").Has(t, "NEODESLÁNO", "2 z\u00a03")
	})
}

func TestWhatIsWrongStandsBesideItsField(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		d := sit(t, s, 1)
		tests := []struct {
			sentence string
			form     url.Values
			status   int
			has      []string
		}{
			{"too many points", scores("draft", "3", "revision", "0", "score.security", "6", "comment", "Zůstane"), http.StatusUnprocessableEntity,
				[]string{"NEULOŽENO.", `value="6"`, "Nejvíc tu lze dát\u00a05.", `aria-invalid="true"`, "Zůstane</textarea>", `value="3"`}},
			{"half a point where whole ones are given", scores("draft", "3", "revision", "0", "score.design", "2,5"), http.StatusUnprocessableEntity,
				[]string{"Body se tu dávají po\u00a01.", `value="2,5"`}},
			{"words", scores("draft", "3", "revision", "0", "score.design", "pěkné"), http.StatusUnprocessableEntity,
				[]string{"Zadejte číslo", `value="pěkné"`}},
			{"submitting what is not complete", scores("submit", "3", "revision", "0", "score.design", ""), http.StatusUnprocessableEntity,
				[]string{"Tady body chybějí.", `href="#`}},
			{"what no database takes", scores("draft", "3", "revision", "0", "comment", "a\x00b"), http.StatusUnprocessableEntity,
				[]string{"Text obsahuje znaky, které nelze uložit.", `value="3"`}},
			{"a revision that is no number", scores("draft", "3", "revision", "one"), http.StatusUnprocessableEntity, []string{`value="3"`}},
		}
		for _, test := range tests {
			page := d.Post(d.sheets[0], test.form)
			if page.Status != test.status {
				t.Errorf("%s: got %d, want %d", test.sentence, page.Status, test.status)
			}
			page.Has(t, test.has...)
			page.Has(t, "NEODESLÁNO", `name="revision" value="0"`)
		}
		d.Get(d.sheets[0]).Has(t, "Zatím není nic uložené.")
	})
}

func TestTwoTabs(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		d := sit(t, s, 1)
		d.Post(d.sheets[0], scores("draft", "5", "revision", "0", "comment", "První"))
		page := d.Post(d.sheets[0], scores("draft", "5", "revision", "0", "comment", "Druhý", "score.design", "7"))
		if page.Status != http.StatusConflict {
			t.Errorf("an older form gets %d", page.Status)
		}
		page.Has(t, "NEULOŽENO.", "Formulář mezitím někdo uložil jinde.", "Druhý</textarea>", `value="7"`, "První", "<strong>Uloženo je:</strong> 5", `name="revision" value="1"`)
		if n := strings.Count(page.Body, "Uloženo je:"); n != 2 {
			t.Errorf("%d differences are shown, want 2", n)
		}
		page = d.Post(d.sheets[0], scores("draft", "5", "revision", "1", "comment", "Druhý", "score.design", "7"))
		page.Has(t, "Koncept je uložený.", "Druhý</textarea>")
		page = d.Post(d.sheets[0], scores("draft", "5", "revision", "1", "comment", "Druhý", "score.design", "7"))
		if page.Status != http.StatusOK {
			t.Errorf("a form that is sent twice gets %d", page.Status)
		}
		page.Has(t, `name="revision" value="3"`)
	})
}

func TestAfterTheClosing(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		d := sit(t, s, 2)
		d.Post(d.sheets[0], scores("submit", "5", "revision", "0", "comment", "Uložený komentář"))
		if err := s.Store.CloseRound(t.Context(), d.round.Organizer, d.round.UID); err != nil {
			t.Fatal(err)
		}
		page := d.Post(d.sheets[0], scores("submit", "4", "revision", "1", "comment", "Pozdní komentář"))
		if page.Status != http.StatusConflict {
			t.Errorf("a late form gets %d", page.Status)
		}
		page.Has(t, "NEULOŽENO.", "Hodnocení teď není otevřené", "Pozdní komentář</textarea>", "Uložený komentář", `value="4"`, "<strong>Uloženo je:</strong> 5", "readonly", "Hodnocení bylo uzavřeno")
		page.Lacks(t, `name="act"`)
		page = d.Get(d.sheets[0])
		page.Has(t, "Odesláno", "Formulář už nelze měnit.", "<strong>5 z\u00a020</strong>", "Uložený komentář")
		page.Has(t, "Pozdní komentář", "nezapočítá se") // kept, and said so
		page.Lacks(t, "<textarea", `name="score.`)
		d.Get(d.sheets[1]).Has(t, "NEODESLÁNO", "Body se nezapočítají.")
		page = d.Get("/cs/jury")
		page.Has(t, "Hodnocení bylo uzavřeno", "1 z\u00a02", "NEODESLÁNO")
		page.Lacks(t, d.names[0], "Začít")
		d.Get("/cs/jury/"+d.round.UID).Has(t, d.names[0], d.names[1])
	})
}

func TestAnEndedSessionLosesNothing(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		d := sit(t, s, 1)
		d.Post("/cs/sign-out", nil)
		page := d.Post(d.sheets[0], scores("submit", "5", "revision", "0", "comment", "První řádek\r\n\"druhý\" <řádek>"))
		if page.Status != http.StatusUnauthorized {
			t.Errorf("a form after the session gets %d", page.Status)
		}
		page.Has(t, "Nic se neztratilo.", "Odeslat formulář znovu")
		kept := url.Values{}
		for _, field := range regexp.MustCompile(`(?s)<input type="hidden" name="([^"]*)" value="([^"]*)">`).FindAllStringSubmatch(page.Body, -1) {
			kept.Add(html.UnescapeString(field[1]), html.UnescapeString(field[2]))
		}
		d.SignIn(d.round.Jurors[0].Email)
		d.Post(d.sheets[0], kept).Has(t, "V\u00a0tomto kole už žádný formulář nechybí.")
		d.Get(d.sheets[0]).Has(t, "První řádek\n&#34;druhý&#34; &lt;řádek&gt;</textarea>", `value="5"`)
	})
}

func TestWhoseDeskItIs(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		d := sit(t, s, 1)
		other := s.Visitor(t)
		if page := other.Get(d.sheets[0]); !strings.HasPrefix(page.Path, "/cs/sign-in?") {
			t.Errorf("a stranger is sent to %s", page.Path)
		}
		if err := s.Store.SetPassword(t.Context(), store.Operator(), d.round.Jurors[1].Email, servertest.Password); err != nil {
			t.Fatal(err)
		}
		other.SignIn(d.round.Jurors[1].Email)
		s.AddUser(t, "nikdo@example.org")
		nobody := s.Visitor(t)
		nobody.SignIn("nikdo@example.org")
		tests := []struct {
			sentence string
			visitor  *servertest.Visitor
			path     string
		}{
			{"another juror's sheet", other, d.sheets[0]},
			{"a desk, for somebody without a seat", nobody, "/cs/jury"},
			{"a sheet, for somebody without a seat", nobody, d.sheets[0]},
			{"a round without the juror", d.Visitor, "/cs/jury/" + d.round.National},
			{"a sheet under another round", d.Visitor, strings.Replace(d.sheets[0], d.round.UID, d.round.National, 1)},
			{"the next sheet of another round", d.Visitor, "/cs/jury/" + d.round.National + "/next"},
		}
		for _, test := range tests {
			if page := test.visitor.Get(test.path); page.Status != http.StatusNotFound {
				t.Errorf("%s: got %d", test.sentence, page.Status)
			}
		}
		if page := other.Post(d.sheets[0], scores("submit", "5", "revision", "0")); page.Status != http.StatusNotFound {
			t.Errorf("saving another juror's sheet gets %d", page.Status)
		}
		d.Get(d.sheets[0]).Has(t, "Zatím není nic uložené.")
	})
}

func TestBeforeJudgingBegins(t *testing.T) {
	now := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	servertest.EachWith(t, store.Options{Now: func() time.Time { return now }}, func(t *testing.T, s *servertest.Server) {
		start := now
		defer func() { now = start }()
		d := sit(t, s, 1)
		now = start.Add(-2 * time.Hour)
		d.Get(d.sheets[0]).Has(t, "Hodnocení začne 2.\u00a0března\u00a02026 v\u00a008:00.", "Hodnocení začne")
		if page := d.Post(d.sheets[0], scores("draft", "5", "revision", "0")); page.Status != http.StatusConflict {
			t.Errorf("a save before judging gets %d", page.Status)
		}
	})
}

// What a request costs is a matter of round trips.
func TestStatementsOfTheDoor(t *testing.T) {
	n := 0
	servertest.EachWith(t, store.Options{Statement: func() { n++ }}, func(t *testing.T, s *servertest.Server) {
		d := sit(t, s, 3)
		d.Client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
		count := func(act func() servertest.Page, status int) int {
			before := n
			if page := act(); page.Status != status {
				t.Fatalf("got %d, want %d", page.Status, status)
			}
			return n - before
		}
		got := []int{
			count(func() servertest.Page { return d.Get(d.sheets[0]) }, http.StatusOK),
			count(func() servertest.Page { return d.Post(d.sheets[0], scores("submit", "5", "revision", "0")) }, http.StatusSeeOther),
			count(func() servertest.Page { return d.Get("/cs/jury") }, http.StatusOK),
		}
		want := []int{18, 6, 15} // one for the session, the opening put on record, and what the store needs
		if s.Store.MigratesItself() {
			want = []int{16, 7, 13}
		}
		if !slices.Equal(got, want) {
			t.Errorf("the form, a save and the desk take %v statements, want %v", got, want)
		}
	})
}
