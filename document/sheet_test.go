package document

import (
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"

	"blazon/fault"
	"blazon/locale"
)

// wordySheet is the Liberec sheet with a long text wherever one can stand.
func wordySheet(long string) Sheet {
	s := liberecSheet()
	for i := range s.Contests {
		c := &s.Contests[i]
		c.Category, c.Notes = long, []string{long}
		c.Awards = []Award{{Name: long, Entrants: []Entrant{{Name: long}}, Entry: long, Citation: long, Prize: Prize{Title: long}}}
		for j := range c.Rows {
			c.Rows[j].Entry, c.Rows[j].Prize.Title, c.Rows[j].Total = long, long, "86.33"
		}
	}
	return s
}

func TestSheetsSayEverything(t *testing.T) {
	withheld := moraviaSheet()
	withheld.Contests[0].Rows[0] = Row{Place: Place{First: 1, Last: 1}}
	withheld.Notes = []string{"Bez finančních odměn."}
	unranked := mazoviaSheet()
	unranked.Contests[0].Rows[0].Place = Place{}
	english := liberecSheet()
	english.Language = locale.English
	english.Contests[0].Entries, english.Contests[0].Rows[0].Total = 1, "1086.33"
	awarded := moraviaSheet()
	awarded.Contests[0].Awards[0].Prize, awarded.Contests[0].Awards[0].Citation = Prize{Minor: 500050, Currency: "CZK"}, "Za vlídnost."

	tests := []struct {
		sentence string
		sheet    Sheet
		want     []string
	}{
		{"a round with a tie in dense numbering", liberecSheet(), []string{"Zlatý erb 25. ročník · 2023 · krajské kolo – Liberecký kraj VÝSLEDKOVÁ LISTINA",
			"1. místo město Semily postupuje dělené 2. místo město Nový Bor dělené 2. místo město Turnov 3. místo statutární město Liberec",
			longCategory, "1. místo obec Mařenice postupuje", "Body, které k těmto místům vedly, nebyly zveřejněny.",
			"V Liberci dne 27. dubna 2023 hejtman Libereckého kraje předseda krajské poroty", "1/1"}},
		{"a tie as a range", moraviaSheet(), []string{"Elektronická služba 19 přihlášek", "1. místo Šebetov postupuje SMS Hlídač pohledávek",
			"2.–3. místo Petrovice Ohlášení nedostatků 2.–3. místo Vyškov Mobilní verze stránek webu", "Cena veřejnosti městys Křtiny", "Brno, 24. března 2014"}},
		{"Polish places, prizes and a distinction", mazoviaSheet(), []string{"LISTA LAUREATÓW", "I miejsce Urząd Miasta Legionowo", "nagroda finansowa 15 000 zł",
			"II miejsce Starostwo Powiatowe w Mińsku Mazowieckim III miejsce Starostwo Powiatowe w Pruszkowie", "Wyróżnienie Stacja Muzeum"}},
		{"a place that was not awarded", withheld, []string{"1. místo místo se neuděluje", "Bez finančních odměn."}},
		{"a laureate without a place", unranked, []string{"– Urząd Miasta Legionowo"}},
		{"an English sheet", english, []string{"RESULT SHEET", "1 entry", "1st place město Semily advances 1,086.33", "joint 2nd place město Turnov"}},
		{"a prize beside the ranking", awarded, []string{"finanční odměna 5 000,50 Kč, Za vlídnost."}},
	}
	for _, test := range tests {
		path, _ := printed(t, sheet(test.sheet))
		got := text(t, path)
		for _, want := range test.want {
			if !strings.Contains(got, want) {
				t.Errorf("%s: %q is not in\n%s", test.sentence, want, got)
			}
		}
	}
}

func TestLongSheetsBreakBetweenRows(t *testing.T) {
	for _, rows := range []int{1, 7, 8, 9, 10, 37, 150} {
		path, _ := printed(t, sheet(longSheet(rows)))
		pages := strings.Split(strings.TrimSuffix(tool(t, "pdftotext", "-raw", path, "-"), "\f"), "\f")
		next := 1
		for i, page := range pages {
			if number := fmt.Sprintf("%d/%d", i+1, len(pages)); !strings.Contains(page, number) {
				t.Errorf("%d rows: page %d does not say %s", rows, i+1, number)
			}
			places := regexp.MustCompile(`(?m)^(\d+)\. místo`).FindAllStringSubmatch(page, -1)
			if len(places) == 0 {
				t.Errorf("%d rows: page %d has none", rows, i+1)
			}
			if strings.Count(page, "MÍSTO SOUTĚŽÍCÍ") != 1 {
				t.Errorf("%d rows: page %d does not name its columns once", rows, i+1)
			}
			for _, place := range places {
				if place[1] != fmt.Sprint(next) {
					t.Fatalf("%d rows: page %d has place %s, want %d", rows, i+1, place[1], next)
				}
				next++
			}
			if strings.Count(strings.Join(strings.Fields(page), " "), longCategory) != 1 {
				t.Errorf("%d rows: page %d does not name its category once", rows, i+1)
			}
			if signed := strings.Contains(page, "předseda krajské poroty"); signed != (i == len(pages)-1) {
				t.Errorf("%d rows: page %d of %d is signed: %v", rows, i+1, len(pages), signed)
			}
		}
		if next != rows+1 {
			t.Errorf("%d rows: %d were printed", rows, next-1)
		}
	}
}

func TestContestsStayTogether(t *testing.T) {
	s := liberecSheet()
	for range 3 {
		s.Contests = append(s.Contests, s.Contests[1])
	}
	path, _ := printed(t, sheet(s))
	for i, page := range strings.Split(strings.TrimSuffix(tool(t, "pdftotext", "-raw", path, "-"), "\f"), "\f") {
		heads, ends := strings.Count(page, "MÍSTO SOUTĚŽÍCÍ"), strings.Count(page, "Body, které k těmto místům vedly")
		if heads != ends {
			t.Errorf("page %d begins %d contests and ends %d", i+1, heads, ends)
		}
	}
}

func TestRowsThatFitNoPageAreRefused(t *testing.T) {
	tests := []struct {
		sentence string
		change   func(*Sheet)
	}{
		{"an entrant of 9000 letters", func(s *Sheet) { s.Contests[0].Rows[0].Entrants[0].Name = strings.Repeat("Nová Ves ", 1000) }},
		{"a title of 20000 letters", func(s *Sheet) { s.Contests[0].Rows[0].Entry = strings.Repeat("Mapa obce ", 2000) }},
		{"a competition of 1000 letters", func(s *Sheet) { s.Competition = strings.Repeat("Zlatý erb ", 100) }},
		{"a place of 1000 letters without signatories", func(s *Sheet) { s.Signatories, s.Ceremony.Place = nil, strings.Repeat("Liberec ", 125) }},
	}
	for _, test := range tests {
		s := liberecSheet()
		test.change(&s)
		err := ResultSheet(io.Discard, s)
		if f := fault.Of(err); err == nil || f.Kind != fault.Invalid || f.Key != "fault.row_too_long" {
			t.Errorf("%s: got %v, want fault.row_too_long", test.sentence, err)
		}
	}
}

func TestNoContestIsAnError(t *testing.T) {
	if err := ResultSheet(io.Discard, Sheet{Occasion: liberec()}); err == nil {
		t.Error("an empty sheet was printed")
	}
}
