package server_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"blazon/locale"
	"blazon/server/browsertest"
	"blazon/server/servertest"
	"blazon/store"
)

// Who competes on the road. The first two are tied: each juror puts another one first, and all else is equal.
var roadEntrants = []struct {
	search, name, district string
	points                 [2]string // of the two jurors, for each criterion
}{
	{"marenice", "obec Mařenice", "okres Česká Lípa", [2]string{"5", "3"}},
	{"nova ves", "obec Nová Ves", "okres Liberec", [2]string{"3", "5"}},
	{"chotyne", "obec Chotyně", "okres Liberec", [2]string{"2", "2"}},
	{"zasada", "městys Zásada", "okres Jablonec nad Nisou", [2]string{"1", "0"}},
}

// road is everybody who takes part, each at a browser of his own.
type road struct {
	*testing.T
	server    *servertest.Server
	organizer *browsertest.Tab
	public    *browsertest.Tab
	jurors    [2]*browsertest.Tab
}

// The whole road, from an empty database to the printed result, as people go it.
func TestTheWholeRoad(t *testing.T) {
	t.Parallel()
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		if _, err := s.Store.SeedRegisters(t.Context()); err != nil {
			t.Fatal(err)
		}
		_, err := s.Store.AddUser(t.Context(), store.Operator(), store.UserForm{Email: "poradatel@example.org", Name: "Pořadatel",
			Language: locale.Czech, Administrator: true, Password: servertest.Password})
		if err != nil {
			t.Fatal(err)
		}
		r := &road{T: t, server: s, organizer: browsertest.New(t, s.URL), public: browsertest.New(t, s.URL)}
		signIn(r.organizer, "poradatel@example.org", servertest.Password)
		r.setUp()
		r.enrol()
		r.seatJurors()
		r.judge()
		r.closeAndDecide()
		r.announce()
		r.print()
		r.advance()
		for _, tab := range []*browsertest.Tab{r.organizer, r.public, r.jurors[0], r.jurors[1]} {
			for _, trouble := range tab.Troubles() {
				t.Error(trouble)
			}
		}
	})
}

// setUp founds a competition with one region and an edition of it by a template, whose judging is on.
func (r *road) setUp() {
	o := r.organizer
	o.Press(".nav a", "Pořádání")
	o.Press("Nová soutěž")
	o.Fill("Název soutěže", "Zlatý erb")
	o.Fill("[name='root.name']", "Česká republika")
	o.Check("Budu soutěž pořádat")
	o.Press("Založit soutěž")
	o.Has("Soutěž Zlatý erb je založena.")
	o.Check("Liberecký kraj")
	o.Press("Přidat vybrané")
	o.Open("/cs/organizer")
	o.Press("Nový ročník: Zlatý erb")
	o.Fill("Číslo ročníku", "25")
	o.Fill("Rok", "2023")
	o.Check("Zlatý erb")
	now := time.Now()
	for _, round := range []string{"regional", "national"} {
		for name, at := range map[string]time.Time{"entries_from": now.AddDate(0, -2, 0), "entries_until": now.AddDate(0, -1, 0),
			"judging_from": now.AddDate(0, 0, -1), "judging_until": now.AddDate(0, 0, 7)} {
			o.Fill(fmt.Sprintf("[name='%s.%s.date']", round, name), at.Format(time.DateOnly))
			o.Fill(fmt.Sprintf("[name='%s.%s.time']", round, name), "12:00")
		}
	}
	o.Press("Založit ročník")
	o.Has("Ročník je založený.", "Liberecký kraj", "Česká republika")
	o.Press("Liberecký kraj")
	o.Press("Upravit kolo")
	o.Fill("[name='ceremony.starts_at.date']", "2023-04-27")
	o.Fill("[name='ceremony.starts_at.time']", "14:00")
	o.Fill("Místo na diplomu", "V Liberci")
	o.Press("Uložit kolo")
	o.Has("Kolo je uložené.", "27. dubna 2023")
}

// contest opens the page of the category of small municipalities in the region's round.
func (r *road) contest(tab string) {
	r.organizer.Open("/cs/organizer")
	r.organizer.Press("Liberecký kraj", "Liberecký kraj")
	r.organizer.Press(r.category())
	if tab != "" {
		r.organizer.Press(".tabs a", tab)
	}
}

// category is what the template calls the category of municipalities without extended powers.
func (r *road) category() string {
	template, err := store.TemplateByKey("zlaty-erb")
	if err != nil {
		r.Fatal(err)
	}
	return template.Categories[1].Name.In(locale.Czech)
}

// enrol finds each entrant in the register by the beginning of his name, and tells namesakes apart by their district.
func (r *road) enrol() {
	r.contest("Zapsat obce")
	for _, e := range roadEntrants {
		r.organizer.Fill("Název nebo kód", e.search)
		r.organizer.Press("Hledat")
		r.organizer.Check(e.name, e.district)
		r.organizer.Press("Zapsat vybrané")
		r.organizer.Has("Zapsána 1 obec.")
	}
}

// seatJurors adds two jurors, who follow the links that the organizer sends them and accept their seats, and assigns everybody
// everything. The second one's browser runs no scripts.
func (r *road) seatJurors() {
	o := r.organizer
	for i := range r.jurors {
		name := fmt.Sprintf("Porotce %d", i+1)
		r.contest("")
		o.Press("Liberecký kraj")
		o.Press("Porota")
		o.Fill("Jméno", name)
		o.Fill("E-mail", fmt.Sprintf("porotce%d@example.org", i+1))
		o.Press("Přidat do poroty", "E-mail")
		o.Has("V porotě je nově: " + name)
		o.Press("Vytvořit odkaz", name)
		link := o.Value("Odkaz ke zkopírování")
		r.jurors[i] = browsertest.New(r.T, r.server.URL)
		if i == 1 {
			r.jurors[i].WithoutScripts()
		}
		r.jurors[i].Open(strings.TrimPrefix(link, r.server.URL))
		r.jurors[i].Fill("Nové heslo", servertest.Password)
		r.jurors[i].Fill("Nové heslo znovu", servertest.Password)
		r.jurors[i].Press("Nastavit heslo a přihlásit se")
		r.jurors[i].Has("Pozvání do poroty", r.category())
		r.jurors[i].Press(".nav a", "Hodnocení")
		r.jurors[i].Has("Pozvání do poroty") // there is nothing else for him yet
		r.jurors[i].Press("Přijímám místo v porotě")
		r.jurors[i].Has("Děkujeme, přijetí je zapsané.")
		r.jurors[i].Press(".nav a", "Hodnocení")
		r.jurors[i].Has("Moje hodnocení")
		r.jurors[i].Lacks("Pozvání do poroty")
	}
	r.contest("Přidělení")
	o.Press("Každý hodnotí všechno")
	o.Has("Nově přidělit 8")
	o.Press("Přidělit")
	o.Has("Hotovo. Nově přiděleno: 8, změněno: 0, odebráno: 0.", "0 z 4")
}

// judge has every juror score every candidate; the organizer sees how far they are, and no score.
func (r *road) judge() {
	template, err := store.TemplateByKey("zlaty-erb")
	if err != nil {
		r.Fatal(err)
	}
	for i, juror := range r.jurors {
		juror.Press(".nav a", "Hodnocení")
		juror.Has("4 formuláře zatím nevidíte.")
		juror.Press("Odpovědět")
		juror.Press("soutěžících bez střetu")
		juror.Has("Odpovědi jsou uložené.")
		juror.Press(".nav a", "Hodnocení")
		juror.Has("NEODESLÁNO", "chybějí 4 formuláře")
		for n, e := range roadEntrants {
			juror.Press(".nav a", "Hodnocení")
			juror.Press(e.name)
			for _, c := range template.Rubrics[0].Criteria {
				juror.Fill("[name='score."+c.Key+"']", e.points[i])
			}
			if n == 0 {
				juror.Press("Uložit koncept")
				juror.Has("Koncept je uložený.", "NEODESLÁNO")
			}
			juror.Press("Odeslat")
			juror.Has("Odesláno")
		}
		juror.Has("V tomto kole už žádný formulář nechybí.", "Všechny formuláře jsou odeslané.")
		juror.Lacks("NEODESLÁNO")
		if i == 0 {
			r.contest("Průběh hodnocení")
			r.organizer.Has("Porotce 2", "4 z 8")
			r.organizer.Lacks("Součet bodů")
		}
	}
}
