package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"blazon/locale"
	"blazon/server/browsertest"
	"blazon/server/servertest"
	"blazon/store"
	"blazon/store/storetest"

	"github.com/chromedp/chromedp/kb"
)

// story is a round of the demo of a whole country with the people who have to do with it, each at a browser of his own.
type story struct {
	*nationTest
	days  atomic.Int64 // that the site's clock is ahead
	site  *servertest.Server
	round *store.EditionRound
	towns []*store.ListedCandidate // with extended powers, by name
	small []*store.ListedCandidate // the other municipalities

	organizer, chair, generalist, ill, heir *browsertest.Tab
}

// The supplier is the one of Semily's web site; its organizer does not know that yet.
const supplier = "Dodavatel A, s.r.o."

// From a supplier's name in an entry to a tally that anybody can recompute: a conflict is found by supplier, a generalist scores on a
// phone, a juror who falls ill is substituted, the round closes with two decided gaps, and a second person confirms a correction.
func TestARoundOfTheCountryFromEntryToTally(t *testing.T) {
	t.Parallel()
	y := newStory(t)
	y.nameSupplier()
	y.beginJudging()
	y.assign()
	y.declare()
	y.scoreOnAPhone()
	y.scoreTheOthers()
	y.substitute()
	y.finish()
	y.closeTheRound()
	y.correct()
	y.recompute()
	y.must(y.store.Check(t.Context(), func(f store.Finding) { t.Errorf("check finds %+v", f) }))
	for _, tab := range []*browsertest.Tab{y.organizer, y.chair, y.generalist, y.ill, y.heir} {
		for _, trouble := range tab.Troubles() {
			t.Error(trouble)
		}
	}
}

func newStory(t *testing.T) *story {
	t.Helper()
	y := &story{}
	s := storetest.Open(t, nationOnFile(t), store.Options{Now: y.now})
	y.nationTest = &nationTest{t: t, store: s}
	y.find()
	y.made = time.Now()
	y.site = servertest.Start(t, s)
	edition, err := s.EditionSetup(t.Context(), y.actor, y.edition, locale.Czech)
	y.must(err)
	y.round = edition.Rounds[slices.IndexFunc(edition.Rounds, func(r *store.EditionRound) bool { return r.Round.Slug == "liberecky-kraj" })]
	for _, c := range y.round.Contests {
		list, err := s.ContestList(t.Context(), y.actor, c.Contest.UID, store.Listing{})
		y.must(err)
		if c.Category.Slug == "orp" {
			y.towns = list.Candidates
		} else {
			y.small = list.Candidates
		}
	}
	if len(y.towns) != 10 || !strings.HasSuffix(y.town(6), "Semily") {
		t.Fatalf("%d towns, the seventh is %s", len(y.towns), y.town(6))
	}
	return y
}

// now is the site's time.
func (y *story) now() time.Time { return time.Now().AddDate(0, 0, int(y.days.Load())) }

func (y *story) town(i int) string { return y.towns[i].Display(locale.Czech) }

// path is a page of the round, "/cs/jury/…".
func (y *story) path(door, page string) string { return "/cs/" + door + "/" + y.round.Round.UID + page }

// contest is a page of the contest of a category.
func (y *story) contest(category, page string) string {
	i := slices.IndexFunc(y.round.Contests, func(c store.CategorizedContest) bool { return c.Category.Slug == category })
	return strings.ReplaceAll(page, "{contest}", y.round.Contests[i].Contest.UID)
}

// signIn gives somebody a browser.
func (y *story) signIn(email, password string) *browsertest.Tab {
	y.t.Helper()
	tab := browsertest.New(y.t, y.site.URL)
	tab.Open("/cs/sign-in")
	tab.Fill("E-mail", email)
	tab.Fill("Heslo", password)
	tab.Press("Přihlásit se", "Heslo")
	tab.Has("Odhlásit se")
	return tab
}

// juror signs a juror in, by the number in the demo's names.
func (y *story) juror(number int) *browsertest.Tab {
	y.t.Helper()
	y.must(y.store.SetPassword(y.t.Context(), store.Operator(), y.address(number), servertest.Password))
	return y.signIn(y.address(number), servertest.Password)
}

func (y *story) address(number int) string {
	return demoEmail(y.round.Round.Slug+"-"+y.setup.Editions[0].Slug+"-porotce", number)
}

// fine finds nothing wrong with a page.
func (y *story) fine(tab *browsertest.Tab) {
	y.t.Helper()
	for _, fault := range append(tab.Axe(), tab.Sideways()...) {
		y.t.Errorf("%s: %s", tab.Path(), fault)
	}
}

// nameSupplier lets Semily say who built its web site, while entries are taken.
func (y *story) nameSupplier() {
	semily := y.signIn(demoEmail("semily", 0), y.data.Password)
	semily.Open("/cs/entrant")
	semily.Press("Potvrdit adresu webu")
	semily.Fill("Dodavatel webu nebo služby", supplier)
	semily.Press("Potvrdit údaje")
	semily.Has("Děkujeme, údaje jsou potvrzeny.")
}

// beginJudging has the organizer of the region end the entries and begin the judging earlier than planned, tomorrow; and so the day after comes.
func (y *story) beginJudging() {
	y.organizer = y.signIn(demoEmail("liberec", 0), y.data.Password)
	y.organizer.Open(y.path("organizer/rounds", "/edit"))
	for field, hour := range map[string]string{"Přihlášky do": "18:00", "Hodnocení od": "20:00"} {
		y.organizer.Fill("Den", y.day(1, 0).Format(time.DateOnly), field)
		y.organizer.Fill("Čas", hour, field)
	}
	y.organizer.Fill("Důvod", "Kraj vyhlašuje výsledky dřív.")
	y.organizer.Press("Uložit kolo")
	y.organizer.Has("Kolo je uložené.")
	y.days.Store(2)
}

// assign has the organizer bring in a table: the generalist scores everybody, and one more juror the towns.
func (y *story) assign() {
	table := "Kategorie;Kód;E-mail\n"
	for _, c := range y.towns {
		table += fmt.Sprintf("orp;%s;%s\norp;%[1]s;%[3]s\n", c.Bodies[0].Code, y.address(2), y.address(3))
	}
	for _, c := range y.small {
		table += fmt.Sprintf("obec;%s;%s\n", c.Bodies[0].Code, y.address(2))
	}
	y.organizer.Open(y.path("organizer/rounds", "/assignments/import"))
	y.organizer.Choose("input[type=file]", "prideleni.csv", table)
	y.organizer.Press("Ukázat, co by se stalo")
	y.organizer.Press("Provést import")
	y.organizer.Has("Porotce 2", "Porotce 3")
}

// declare has the chair and three jurors answer about conflicts. The one who will be the substitute has to do with a supplier, and does not know whose.
func (y *story) declare() {
	y.chair, y.generalist, y.ill, y.heir = y.juror(1), y.juror(2), y.juror(3), y.juror(4)
	y.generalist.Emulate(360, browsertest.Light)
	for _, tab := range []*browsertest.Tab{y.chair, y.generalist, y.ill, y.heir} {
		if tab == y.chair { // who leads and owes nothing is led there, too
			tab.Open(y.path("room", "/closing"))
			tab.Press("Střety zájmů: oznámit nebo změnit", "Na co neodpovíte, bere se jako střet zájmů")
		} else {
			tab.Open(y.path("jury", "/conflicts"))
		}
		tab.Check(map[bool]string{false: "nic společného", true: "ano, mám k ní vztah"}[tab == y.heir], supplier)
		tab.Press("U zbývajících")
		tab.Has("Odpovědi jsou uložené.")
	}
	y.organizer.Open(y.path("organizer/rounds", "/conflicts"))
	y.organizer.Has("Porotce 4 "+y.town(6), "vztah k dodavateli "+supplier, "zjištěno z údajů")
}

// points are a juror's for the candidate at a place of the list: the first gets the most.
func points(place int, strict bool) (row []string) {
	for c, most := range []int{20, 15, 15, 10, 15, 10, 10, 5} {
		switch {
		case c == 0:
			most -= place
		case strict:
			most--
		}
		row = append(row, strconv.Itoa(most))
	}
	return row
}

// scoreOnAPhone fills in a whole sheet 360 px wide, and submits it.
func (y *story) scoreOnAPhone() {
	tab := y.generalist
	tab.Open(y.path("jury", ""))
	tab.Press("Začít: " + y.town(0))
	tab.Has("NEODESLÁNO")
	y.fine(tab)
	view, err := y.store.ContestList(y.t.Context(), y.actor, y.round.Contests[0].Contest.UID, store.Listing{})
	y.must(err)
	for i, value := range points(0, false) {
		tab.Fill("Vaše body: "+view.Rubric.Criteria[i].Name.In(locale.Czech), value)
	}
	tab.Fill("[name=comment]", "Přehledný web, který se dobře čte i na telefonu.")
	tab.Awaits("Uloženo ")
	tab.Press("Odeslat")
	tab.Open(y.path("jury", ""))
	tab.Has(y.town(0)+" Odesláno", y.town(1)+" NEODESLÁNO")
	y.fine(tab)
}

// paste pastes rows of points into the matrix of a category, from the row of a candidate on, and goes on to the last look.
func (y *story) paste(tab *browsertest.Tab, category, from string, rows [][]string) {
	y.t.Helper()
	tab.Open(y.path("jury", y.contest(category, "/matrix/{contest}")))
	var text []string
	for _, row := range rows {
		text = append(text, strings.Join(row, "\t"))
	}
	tab.Fill(from+": Povinně zveřejňované informace", "")
	tab.Paste(strings.Join(text, "\r\n"))
	tab.Awaits(fmt.Sprintf("Hodnot k vložení: %d. Buněk, do kterých přijdou: %[1]d.", 8*len(rows)))
	tab.Type(kb.Enter)
	tab.Awaits(fmt.Sprintf("Vyplněno buněk: %d.", 8*len(rows)))
	tab.Press("Přejít k odeslání")
}

// scoreTheOthers has the generalist score all others but one, whose site is down, and the other juror those before Semily.
func (y *story) scoreTheOthers() {
	var rest, first, small [][]string
	for i := range y.towns[:9] {
		rest = append(rest, points(i, false))
		first = append(first, points(i, true))
	}
	for i := range y.small {
		small = append(small, points(i, false))
	}
	y.generalist.Emulate(1280, browsertest.Light)
	y.paste(y.generalist, "orp", y.town(1), rest[1:])
	y.paste(y.generalist, "obec", y.small[0].Display(locale.Czech), small)
	y.generalist.Press(fmt.Sprintf("Odeslat %d úplných formulářů", 8+len(small)))
	if n := strings.Count(y.generalist.Text(), strings.Join(points(3, false), " ")); n != 2 {
		y.t.Errorf("the receipt has the fourth row of points in %d of the two categories", n)
	}
	y.paste(y.ill, "orp", y.town(0), first[:6])
	y.ill.Press("Odeslat 6 úplných formulářů")
	y.ill.Has("Odeslali jste 6 formulářů.")
}

// substitute has the chair hand on what the juror who fell ill has not scored; what the substitute is recused from is not.
func (y *story) substitute() {
	y.chair.Open(y.path("room", "/closing"))
	y.chair.Press("Nahradit: Porotce 3")
	y.chair.Has("Porotce 4 je u 1 soutěžícího vyloučen. Ten zůstane k rozhodnutí.")
	y.chair.Check("Porotce 4: převezme 3 formuláře")
	y.chair.Fill("Důvod", "Porotce 3 je do konce hodnocení nemocen.")
	y.chair.Press("Nahradit porotce")
	y.chair.Has("Porotce 3 už v porotě není, chybějící formuláře převzal náhradník.", "Porotce 3 odešel z poroty 6 z 7", "Porotce 4 0 z 3")
	y.fine(y.chair)
}

// finish has the substitute score what he can. He sees nothing of Semily.
func (y *story) finish() {
	y.paste(y.heir, "orp", y.town(7), [][]string{points(7, true), points(8, true)})
	y.heir.Press("Odeslat 2 úplné formuláře")
	y.heir.Has("Odeslali jste 2 formuláře.")
	y.heir.Open(y.path("jury", ""))
	y.heir.Has(y.town(8)+" Odesláno", y.town(9)+" NEODESLÁNO")
	y.heir.Lacks("Semily")
}

// closeTheRound has the chair decide about both gaps with the closing, each for a reason of its own.
func (y *story) closeTheRound() {
	y.chair.Open(y.path("room", "/closing"))
	y.chair.Has(y.town(6)+" Porotce 3 všechna kritéria", y.town(9)+" Porotce 2, Porotce 4 všechna kritéria")
	y.fine(y.chair)
	y.chair.Fill("Rozhodnutí: "+y.town(6), "Stačí hodnocení, která jsou")
	y.chair.Fill("Vlastní důvod: "+y.town(6), "Náhradník má vztah k dodavateli, jedno hodnocení stačí.")
	y.chair.Fill("Rozhodnutí: "+y.town(9), "Soutěžící zůstane mimo pořadí")
	y.chair.Fill("Vlastní důvod: "+y.town(9), "Web byl po celou dobu hodnocení mimo provoz.")
	y.chair.Press("Uzavřít hodnocení")
	y.chair.Has("Hodnocení je uzavřené.", "Kontrolní součty", "Od uzavření se nic nezměnilo.",
		"Přidělené formuláře 20 20", "Odeslané formuláře 17 17", "Udělená hodnocení 136 136")
	y.fine(y.chair)
	y.chair.Open(y.contest("orp", "/cs/room/contests/{contest}/decisions"))
	y.chair.Has("Náhradník má vztah k dodavateli, jedno hodnocení stačí.", "Web byl po celou dobu hodnocení mimo provoz.")
}

// correct has the organizer enter what was added up wrong, and the chair confirm it: the town falls to the third place.
func (y *story) correct() {
	y.organizer.Open(y.contest("orp", "/cs/room/contests/{contest}/corrections/new"))
	y.organizer.Fill("Porotce", "Porotce 3")
	y.organizer.Fill("Soutěžící", y.town(1))
	y.organizer.Press("Ukázat hodnoty")
	y.organizer.Fill("Povinně zveřejňované informace", "16")
	y.organizer.Fill("Důvod", "Porotce 3 se přepsal, na jeho papíru je 16.")
	y.organizer.Press("Zadat a předat k potvrzení")
	y.organizer.Has("Oprava je zadaná a čeká na potvrzení druhým člověkem.")
	y.organizer.Lacks("Potvrdit opravu")
	y.chair.Open(y.path("room", "/corrections"))
	y.chair.Press("Porotce 3 se přepsal, na jeho papíru je 16.")
	y.chair.Has(y.town(1)+" Povinně zveřejňované informace 19 16", y.town(1)+" jiné místo 2. → 3. 95,50 → 94,00")
	y.fine(y.chair)
	y.chair.Press("Potvrdit opravu")
	y.chair.Has("Oprava je potvrzená a platí.")
	y.chair.Open(y.path("room", "/closing"))
	y.chair.Has("Od uzavření se něco změnilo a je na záznamu, čím.", "vysvětleno", "Porotce 3 se přepsal, na jeho papíru je 16.")
}

// recompute has the program compute the exported file: it comes to what the page shows.
func (y *story) recompute() {
	y.organizer.Open(y.contest("orp", "/cs/room/contests/{contest}/tally"))
	y.organizer.Has(y.town(9) + " – mimo pořadí")
	_, file := y.organizer.Download("Stáhnout soubor s hodnocením (JSON)")
	said, wrong, status := executed(y.t, built(y.t), string(file), "tally", "-")
	if status != 0 {
		y.t.Fatalf("status %d: %s%s", status, said, wrong)
	}
	var outcome struct {
		Standings []struct{ Candidate, Label, Total string }
	}
	y.must(json.Unmarshal([]byte(said), &outcome))
	if len(outcome.Standings) != 9 {
		y.t.Errorf("%d towns have a place", len(outcome.Standings))
	}
	for _, s := range outcome.Standings {
		i := slices.IndexFunc(y.towns, func(c *store.ListedCandidate) bool { return c.UID == s.Candidate })
		y.organizer.Has(fmt.Sprintf("%s %s %s", s.Label, y.town(i), strings.Replace(s.Total, ".", ",", 1)))
	}
}
