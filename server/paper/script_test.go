package paper_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"blazon/document"
	"blazon/locale"
	"blazon/server/paper"
	"blazon/store"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

// told is what a round announces: a shared place, one that nobody gets, a special prize, and a category that waits for its jury.
func told(upward bool) *store.ScriptContent {
	both := func(czech, polish, english string) locale.Text {
		return locale.Text{locale.Czech: czech, locale.Polish: polish, locale.English: english}
	}
	name := func(name string) store.ScriptLaureate {
		return store.ScriptLaureate{Names: []string{name}, Amount: 3_000_000, Currency: "CZK"}
	}
	first := name("město Semily")
	first.Advances, first.Title, first.Object = true, both("Zlatá obec", "Złota gmina", "Golden municipality"), both("skleněný erb", "szklany herb", "a coat of arms in glass")
	joint := store.ScriptMoment{Place: 2, Last: 3, Shared: true, Laureates: []store.ScriptLaureate{name("město Nový Bor"), name("město Turnov")}}
	places := []store.ScriptMoment{{Place: 1, Last: 1, Laureates: []store.ScriptLaureate{first}}, joint}
	service := store.ScriptLaureate{Names: []string{"obec Mařenice", "obec Bělá (okres Semily)"}, Entry: "SMS Hlídač pohledávek", Citation: both("Za to, že pomáhá.", "Za to, że pomaga.", "Because it helps.")}
	special := store.ScriptMoment{Kind: store.AwardSpecial, Award: both("Cena hejtmana", "Nagroda marszałka", "Governor’s prize"), Laureates: []store.ScriptLaureate{service},
		Patron: both("hejtman", "marszałek", "the governor"), Handover: both("hejtman", "marszałek", "the governor")}
	if upward {
		places[0], places[1] = places[1], places[0]
	}
	return &store.ScriptContent{Competition: both("Zlatý erb", "Złoty Herb", "Golden Coat of Arms"), Edition: 25, Year: 2023, Round: both("Liberecký kraj", "kraj liberecki", "Liberec Region"),
		Organizer: both("Liberecký kraj", "kraj liberecki", "Liberec Region"), Partners: []string{"Ministerstvo vnitra", "Asociace krajů"},
		HeldAt: time.Date(2023, 4, 27, 8, 0, 0, 0, time.UTC), TimeZone: "Europe/Prague", Town: both("V Liberci", "Liberec", "Liberec"), Venue: both("krajský úřad", "urząd", "regional office"),
		Contests: []store.ScriptContest{
			{Category: both("Obec s rozšířenou působností", "Gmina z rozszerzonym zakresem", "Town"), Decided: true, Ordered: true, Ranges: true, Entries: 22,
				Handover: both("předseda poroty", "przewodniczący komisji", "the chair of the jury"), Moments: places},
			{Category: both("Obec", "Gmina", "Municipality"), Decided: true, Ordered: true, Entries: 3, Moments: []store.ScriptMoment{{Place: 1, Last: 1}, {Kind: store.AwardPublic,
				Award: both("Cena veřejnosti", "Nagroda publiczności", "Public’s prize")}}},
			{Decided: true, Moments: []store.ScriptMoment{special}},
		}}
}

// sameText compares a text with a golden one.
func sameText(t *testing.T, name string, prose document.Prose) {
	t.Helper()
	var text bytes.Buffer
	if err := document.WriteText(&text, prose); err != nil {
		t.Fatal(err)
	}
	golden := filepath.Join("testdata", name+".txt")
	if *update {
		if err := os.WriteFile(golden, text.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), text.String()); diff != "" {
		t.Errorf("%s (-golden +now):\n%s", name, diff)
	}
}

func TestScriptsAndPressReleasesReadAsTheyDid(t *testing.T) {
	for _, lang := range locale.Languages {
		content := told(true)
		content.Contests = append(content.Contests, store.ScriptContest{Category: locale.Text{lang: "E"}})
		script := paper.Script(lang, content, paper.ScriptCopy{Version: 7, Digest: "3f9a21bc00", Link: "https://soutez.example.org/x"})
		sameText(t, "script-"+string(lang), script)
		if script.Link == "" || script.Check == "" {
			t.Errorf("%s: nobody can look the version up", lang)
		}
		release := &store.PressRelease{RoundResults: &store.RoundResults{}, Content: told(false), Entries: 25, Entrants: 25, Jurors: 4, Hidden: 1,
			NotBefore: time.Date(2023, 4, 27, 9, 30, 0, 0, time.UTC)}
		release.Setting.Contact = "porota@kraj.example"
		sameText(t, "press-"+string(lang), paper.PressRelease(lang, release, "https://soutez.example.org/"+string(lang)))
	}
	empty := &store.ScriptContent{Competition: locale.Text{locale.Czech: "Zlatý erb"}, Round: locale.Text{locale.Czech: "kraj"}, TimeZone: "Europe/Prague"}
	sameText(t, "script-empty", paper.Script(locale.Czech, empty, paper.ScriptCopy{Digest: "3f9a21bc00"}))
	sameText(t, "press-empty", paper.PressRelease(locale.Czech, &store.PressRelease{RoundResults: &store.RoundResults{}, Content: empty, Hidden: 1}, ""))
}
