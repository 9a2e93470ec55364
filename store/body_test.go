package store_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/register"
	"blazon/store"
	"blazon/store/storetest"
)

var (
	administrator = judging.Actor{User: 0, Administrator: true}
	organizer     = judging.Actor{Memberships: []judging.Membership{{Role: judging.Organizer, Chapter: "/cz/"}}}
)

// seeded fills a store with the 215 municipalities of a region.
func seeded(t *testing.T, s *store.Store) {
	t.Helper()
	text := "code,name,kind,orp,district_code,district_name,region_code,population,web\n"
	for _, r := range region(t) {
		text += fmt.Sprintf("%s,%s,%s,%d,%s,%s,%s,%d,%s\n", r.Code, r.Name, r.Kind, map[bool]int{true: 1}[r.ORP], r.DistrictCode,
			r.DistrictName, r.RegionCode, *r.Population, r.Web)
	}
	if report, err := csv(s, text); err != nil || report.Added != 215 {
		t.Fatalf("seed: %+v, %v", report, err)
	}
}

// region gives the bundled municipalities of the Liberec region.
func region(t *testing.T) (rows []register.Row) {
	t.Helper()
	extract, err := register.Bundles()[0].Open()
	if err != nil {
		t.Fatal(err)
	}
	for row, err := range extract.Rows() {
		if err != nil {
			t.Fatal(err)
		}
		if row.RegionCode == "CZ051" {
			rows = append(rows, row)
		}
	}
	return rows
}

// search gives the titles of what is found, in order.
func search(t *testing.T, s *store.Store, ask store.BodySearch) []string {
	t.Helper()
	if ask.Language == "" {
		ask.Language = locale.Czech
	}
	found, err := s.SearchBodies(context.Background(), organizer, ask)
	if err != nil {
		t.Fatal(err)
	}
	titles := []string{}
	for _, b := range found {
		titles = append(titles, b.Title())
	}
	return titles
}

// body finds a body by its code.
func body(t *testing.T, s *store.Store, code string) *store.Body {
	t.Helper()
	found, err := s.SearchBodies(context.Background(), organizer, store.BodySearch{Text: code})
	if err != nil || len(found) != 1 {
		t.Fatalf("body %s: %d found, %v", code, len(found), err)
	}
	return found[0]
}

// csv imports a file of our own form.
func csv(s *store.Store, text string) (store.ImportReport, error) {
	extract, err := register.ReadCSV("list.csv", strings.NewReader(text), register.Source{Name: "ČSÚ", Date: "2025-01-01"})
	if err != nil {
		return store.ImportReport{}, err
	}
	return s.ImportBodies(context.Background(), administrator, extract, store.BodyImport{})
}

// The whole register is seeded once, for all that only reads it.
func TestTheBundledRegisters(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		begin, did, failed := time.Now(), make(chan bool, 2), make(chan error, 2)
		for range cap(did) { // two copies of the program start at once
			go func() {
				done, err := s.SeedRegisters(context.Background())
				did <- done
				failed <- err
			}()
		}
		if first, second, err := <-did, <-did, errors.Join(<-failed, <-failed); first == second || err != nil {
			t.Fatalf("seeded: %v and %v, %v; want one of them", first, second, err)
		}
		t.Logf("seeded in %v", time.Since(begin))
		if again, err := s.SeedRegisters(context.Background()); err != nil || again {
			t.Errorf("a second seeding: %v, %v", again, err)
		}
		list, err := s.ListEligible(context.Background(), organizer, register.Eligibility{}, locale.Czech)
		if err != nil || len(list.Eligible) != 6258+140+2477+380 {
			t.Errorf("%d bodies, %v", len(list.Eligible), err)
		}
		t.Run("bodies are found by the beginnings of their words", func(t *testing.T) { findByWords(t, s) })
		t.Run("namesakes are told apart", func(t *testing.T) { tellNamesakes(t, s) })
		t.Run("a rule lists whom it lets in", func(t *testing.T) { listEligible(t, s) })
	})
}

func findByWords(t *testing.T, s *store.Store) {
	liberec, nobody := []string{"CZ051"}, []string{}
	for _, c := range []struct {
		name string
		ask  store.BodySearch
		want []string
	}{
		{"without accents", store.BodySearch{Text: "novy bor"}, []string{"město Nový Bor"}},
		{"with accents", store.BodySearch{Text: "Mařenice"}, []string{"obec Mařenice"}},
		{"the beginnings of words, in any order", store.BodySearch{Text: "nis nad nov", Regions: liberec}, []string{"obec Nová Ves nad Nisou"}},
		{"whole names first, namesakes apart", store.BodySearch{Text: "nova ves", Regions: []string{"CZ051", "CZ042"}, Limit: 5},
			[]string{"obec Nová Ves", "obec Nová Ves", "obec Nová Ves nad Nisou", "obec Nová Ves nad Popelkou", "obec Nová Ves v Horách"}},
		{"after a hyphen", store.BodySearch{Text: "stara boleslav"}, []string{"město Brandýs nad Labem-Stará Boleslav"}},
		{"Polish letters without a decomposition", store.BodySearch{Text: "plock", Language: locale.Polish, Regions: []string{"14"}},
			[]string{"miasto na prawach powiatu Płock", "miasto Płock", "powiat płocki"}},
		{"by code", store.BodySearch{Text: "576964"}, []string{"město Semily"}},
		{"numbers as numbers", store.BodySearch{Text: "praha", Regions: []string{"CZ010"}, Limit: 4},
			[]string{"hlavní město Praha", "městská část Praha 1", "městská část Praha 2", "městská část Praha 3"}},
		{"nothing for nothing", store.BodySearch{Text: " - "}, nobody},
		{"a wildcard is a letter like others", store.BodySearch{Text: "se%ly"}, nobody},
		{"a part of a word is not its beginning", store.BodySearch{Text: "emily"}, nobody},
		{"only in the region", store.BodySearch{Text: "semily", Regions: []string{"CZ042"}}, nobody},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, search(t, s, c.ask)); diff != "" {
				t.Errorf("want → got:\n%s", diff)
			}
		})
	}
}

func tellNamesakes(t *testing.T, s *store.Store) {
	for code, want := range map[string]string{
		"576964":  "město Semily",
		"546593":  "obec Nová Ves", // the only one of its region
		"513661":  "obec Nová Ves (okres Český Krumlov)",
		"553921":  "obec Mezholezy (okres Domažlice, ORP Domažlice)",
		"553930":  "obec Mezholezy (okres Domažlice, ORP Horšovský Týn)",
		"1408011": "miasto Legionowo",
		"0201022": "gmina Bolesławiec (powiat bolesławiecki)",
		"1462011": "miasto Płock", // the county of the same name is on another level
	} {
		b := body(t, s, code)
		if b.Title() != want {
			t.Errorf("%s: got %q, want %q", code, b.Title(), want)
		}
		name := store.BodyName{Kind: b.Kind, Name: b.Name, District: b.DistrictName, ORPName: b.ORPName, Ambiguous: b.Ambiguous, Twin: b.Twin}
		if name.Printed() != want {
			t.Errorf("%s as a candidate: got %q, want %q", code, name.Printed(), want)
		}
	}
	if b := body(t, s, "546593"); b.District() != "okres Liberec" || b.Population == nil || *b.Population != 881 {
		t.Errorf("Nová Ves: district %q, population %v", b.District(), b.Population)
	}
}

func listEligible(t *testing.T, s *store.Store) {
	yes, few := true, 1000
	for _, c := range []struct {
		name               string
		rule               register.Eligibility
		eligible, unjudged int
	}{
		{"all ORP of the country, Prague among them", register.Eligibility{ORP: &yes}, 206, 0},
		{"all ORP of a region", register.Eligibility{ORP: &yes, Regions: []string{"CZ051"}}, 10, 0},
		{"a rule on population where there is none", register.Eligibility{Regions: []string{"14"}, Kinds: []register.Kind{register.GminaMiejska}, PopulationMin: &few}, 0, 34},
		{"towns and a city district", register.Eligibility{Kinds: []register.Kind{register.Mesto}, ORP: &yes, Regions: []string{"CZ051", "CZ010"},
			Include: []string{"500054"}}, 9, 0},
		{"a chosen few", register.Eligibility{Include: []string{"576964", "500054"}}, 2, 0},
	} {
		list, err := s.ListEligible(context.Background(), organizer, c.rule, locale.Czech)
		if err != nil || len(list.Eligible) != c.eligible || len(list.Unjudged) != c.unjudged {
			t.Errorf("%s: %d eligible and %d unjudged, %v; want %d and %d", c.name, len(list.Eligible), len(list.Unjudged), err, c.eligible, c.unjudged)
		}
	}
	list, err := s.ListEligible(context.Background(), organizer, register.Eligibility{Include: []string{"563510", "564117", "577081"}}, locale.Czech)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, b := range list.Eligible {
		names = append(names, b.Name)
	}
	if want := []string{"Harrachov", "Chrastava", "Jablonec nad Nisou"}; !slices.Equal(names, want) {
		t.Errorf("Czech order: got %v, want %v", names, want)
	}
}

func TestAnImportTouchesOnlyItsColumns(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		seeded(t, s)
		before := body(t, s, "576964")
		file := "code,population,population_date\n576964,8200,2025-01-01\n577201,,\n"
		report, err := csv(s, file)
		if want := (store.ImportReport{Rows: 2, Changed: 2}); err != nil || report != want {
			t.Fatalf("got %+v, %v; want %+v", report, err, want)
		}
		after, want := body(t, s, "576964"), *before
		people := 8200
		want.Population, want.PopulationDate = &people, "2025-01-01"
		if diff := cmp.Diff(want, *after, cmp.Comparer(func(a, b time.Time) bool { return a.Equal(b) })); diff != "" {
			t.Errorf("want → got:\n%s", diff)
		}
		if b := body(t, s, "577201"); b.Population != nil {
			t.Errorf("an empty value: population %d, want unknown", *b.Population)
		}
		again, err := csv(s, file)
		if want := (store.ImportReport{Rows: 2}); err != nil || again != want {
			t.Errorf("the same again: got %+v, %v; want %+v", again, err, want)
		}
	})
}

func TestABadFileChangesNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		seeded(t, s)
		for name, c := range map[string]struct{ text, key string }{
			"a bad value":                       {"code,population\n576964,1\n577201,many\n", "fault.register_value"},
			"a new code without name":           {"code,population\n576964,1\n599998,5\n", "fault.register_new"},
			"a new code without kind":           {"code,name,population\n576964,Semily,1\n599998,Nová Obec,5\n", "fault.register_new"},
			"a code that comes twice":           {"code,population\n576964,1\n576964,2\n", "fault.register_doubled"},
			"a line that is cut":                {"code,population\n576964,1\n57720", "fault.register_fields"},
			"a file of another kind altogether": {"PK\x03\x04\x00\x00", "fault.register_character"},
		} {
			_, err := csv(s, c.text)
			if f := fault.Of(err); f.Key != c.key || f.Args["File"] != "list.csv" || f.Args["Line"] == nil {
				t.Errorf("%s: got %v, want %s", name, err, c.key)
			}
			if b := body(t, s, "576964"); *b.Population != 8311 {
				t.Errorf("%s: population %d was changed", name, *b.Population)
			}
		}
	})
}

// ruian writes UI_OBEC.csv with the region's municipalities but some, and with extra lines.
func ruian(t *testing.T, without []string, extra ...string) string {
	t.Helper()
	status := map[register.Kind]string{register.Obec: "2", register.Mesto: "3", register.StatutarniMesto: "4", register.Mestys: "6"}
	districts := map[string]string{"CZ0511": "3501", "CZ0512": "3504", "CZ0513": "3505", "CZ0514": "3608"}
	text := "\ufeffKOD;NAZEV;STATUS_KOD;POU_KOD;OKRES_KOD;PLATI_OD;PLATI_DO\n"
	for _, row := range region(t) {
		if !slices.Contains(without, row.Code) {
			text += fmt.Sprintf("%s;%s;%s;;%s;;\n", row.Code, row.Name, status[row.Kind], districts[row.DistrictCode])
		}
	}
	return text + strings.Join(extra, "\n")
}

func importRUIAN(s *store.Store, text string, how store.BodyImport) (store.ImportReport, error) {
	extract, err := register.ReadRUIAN("UI_OBEC.csv", strings.NewReader(text), register.Source{Name: "ČÚZK, RÚIAN", Date: "2026-11-01"})
	if err != nil {
		return store.ImportReport{}, err
	}
	return s.ImportBodies(context.Background(), administrator, extract, how)
}

func TestANewerRegisterAddsChangesAndEnds(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		seeded(t, s)
		if _, err := csv(s, "code,name,kind\n556891,Liberec-Vratislavice nad Nisou,mestsky_obvod\n"); err != nil {
			t.Fatal(err)
		}
		newer := ruian(t, []string{"576964", "546593"}, "576964;Semily nad Jizerou;4;;3608;;", "599998;Mařenice;2;;3501;;")
		report, err := importRUIAN(s, newer, store.BodyImport{})
		if want := (store.ImportReport{Rows: 215, Added: 1, Changed: 1, Ended: 1}); err != nil || report != want {
			t.Fatalf("got %+v, %v; want %+v", report, err, want)
		}
		semily := body(t, s, "576964")
		if semily.Title() != "statutární město Semily nad Jizerou" || !semily.ORP || *semily.Population != 8311 || semily.SourceDate != "2026-11-01" {
			t.Errorf("Semily: %+v", semily)
		}
		if got := search(t, s, store.BodySearch{Text: "semily jizer"}); len(got) != 1 {
			t.Errorf("the new name finds %v", got)
		}
		if got := search(t, s, store.BodySearch{Text: "nova ves", Regions: []string{"CZ051"}, Limit: 1}); got[0] != "obec Nová Ves nad Nisou" {
			t.Errorf("an ended body is found: %v", got)
		}
		if got := search(t, s, store.BodySearch{Text: "marenice"}); len(got) != 2 || !strings.Contains(got[0], "(okres Česká Lípa") {
			t.Errorf("namesakes after the import: %v", got)
		}
		if b := body(t, s, "556891"); b.Name != "Liberec-Vratislavice nad Nisou" {
			t.Errorf("a city district, which the file does not list: %+v", b)
		}
		again, err := importRUIAN(s, newer, store.BodyImport{})
		if want := (store.ImportReport{Rows: 215}); err != nil || again != want {
			t.Errorf("the same again: got %+v, %v; want %+v", again, err, want)
		}
		back, err := importRUIAN(s, ruian(t, nil), store.BodyImport{})
		if want := (store.ImportReport{Rows: 215, Changed: 2, Ended: 1}); err != nil || back != want {
			t.Errorf("the older again: got %+v, %v; want %+v", back, err, want)
		}
		if b := body(t, s, "546593"); !b.EndedAt.IsZero() {
			t.Errorf("a body that is back in the register ended at %v", b.EndedAt)
		}
	})
}

func TestAFileCutShortEndsNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		seeded(t, s)
		whole := ruian(t, nil)
		half := whole[:strings.LastIndex(whole[:len(whole)/2], "\n")]
		_, err := importRUIAN(s, half, store.BodyImport{})
		if f := fault.Of(err); f.Key != "fault.register_shrunk" || f.Args["All"] != 215 {
			t.Fatalf("got %v, want fault.register_shrunk of 215", err)
		}
		done := []int{}
		report, err := importRUIAN(s, half, store.BodyImport{AllowEnded: true, Progress: func(n, total int) { done = append(done, n*1000/total) }})
		if err != nil || report.Ended == 0 || report.Ended+report.Rows != 215 {
			t.Errorf("allowed: got %+v, %v", report, err)
		}
		if !slices.IsSorted(done) || len(done) == 0 || done[len(done)-1] != 1000 {
			t.Errorf("progress in thousandths: %v", done)
		}
	})
}

func TestOverridesOutliveImports(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		seeded(t, s)
		ctx, krizany := context.Background(), body(t, s, "564184")
		for _, o := range []store.Override{
			{Field: register.ColumnKind, Value: "mestys", Source: "rozhodnutí předsedy Poslanecké sněmovny", Date: "2024-05-01"},
			{Field: register.ColumnPopulation, Value: "900", Source: "obecní úřad", Date: "2026"},
			{Field: register.ColumnPopulation, Value: "901", Source: "obecní úřad", Date: "2026-01"},
		} {
			if err := s.OverrideBody(ctx, organizer, krizany.UID, o); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := importRUIAN(s, ruian(t, nil), store.BodyImport{}); err != nil {
			t.Fatal(err)
		}
		if _, err := csv(s, "code,population,population_date,web\n564184,5,2025,krizany.eu\n"); err != nil {
			t.Fatal(err)
		}
		b := body(t, s, "564184")
		if b.Kind != register.Mestys || *b.Population != 901 || b.PopulationDate != "2026-01" || b.Web != "krizany.eu" {
			t.Errorf("after imports: %s, %d as of %s, %s", b.Kind, *b.Population, b.PopulationDate, b.Web)
		}
		list, err := s.BodyOverrides(ctx, organizer, krizany.UID)
		if err != nil || len(list) != 2 || list[0].Field != register.ColumnKind || list[1].Value != "901" || list[1].SourceDate != "2026-01" {
			t.Errorf("overrides: %+v, %v", list, err)
		}
	})
}

func TestAWrongOverrideNamesItsFields(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		if _, err := csv(s, "code,name,kind,region_code\n576964,Semily,mesto,CZ051\n"); err != nil {
			t.Fatal(err)
		}
		semily := body(t, s, "576964")
		for name, c := range map[string]struct {
			override store.Override
			fields   []string
		}{
			"a code cannot change":             {store.Override{Field: "code", Value: "1", Source: "úřad", Date: "2026"}, []string{"field"}},
			"a kind of another country":        {store.Override{Field: "kind", Value: "powiat", Source: "úřad", Date: "2026"}, []string{"value"}},
			"a name of nothing":                {store.Override{Field: "name", Value: " ", Source: "úřad", Date: "2026"}, []string{"value"}},
			"a NUL":                            {store.Override{Field: "name", Value: "Se\x00mily", Source: "úřad", Date: "2026"}, []string{"value"}},
			"neither source nor date":          {store.Override{Field: "name", Value: "Semily"}, []string{"source", "date"}},
			"a date as people write it":        {store.Override{Field: "orp", Value: "0", Source: "úřad", Date: "1. 5. 2026"}, []string{"date"}},
			"a population that is not counted": {store.Override{Field: "population", Value: "asi 8000", Source: "úřad", Date: "2026"}, []string{"value"}},
		} {
			err := s.OverrideBody(context.Background(), organizer, semily.UID, c.override)
			var got []string
			for _, field := range fault.Of(err).Fields {
				got = append(got, field.Name)
			}
			if !slices.Equal(got, c.fields) {
				t.Errorf("%s: got %v (%v), want %v", name, got, err, c.fields)
			}
		}
		if b := body(t, s, "576964"); b.Title() != "město Semily" {
			t.Errorf("a refused override changed the body to %s", b.Title())
		}
	})
}

func TestABodyThatIsInNoRegister(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		seeded(t, s)
		ctx := context.Background()
		museum, err := s.AddBody(ctx, organizer, store.NewBody{Name: "Stacja Muzeum", Region: "14", Web: "https://stacjamuzeum.pl/",
			Source: "Urząd Marszałkowski", Date: "2023"})
		if err != nil {
			t.Fatal(err)
		}
		if museum.ID == 0 || museum.Kind != register.Other || museum.RegionName != "województwo mazowieckie" || museum.Web != "stacjamuzeum.pl" {
			t.Errorf("added: %+v", museum)
		}
		if got := search(t, s, store.BodySearch{Text: "stacja muz", Language: locale.Polish}); !slices.Equal(got, []string{"Stacja Muzeum"}) {
			t.Errorf("found: %v", got)
		}
		if _, err := importRUIAN(s, ruian(t, nil), store.BodyImport{}); err != nil {
			t.Fatal(err)
		}
		if b, err := s.Body(ctx, organizer, museum.UID); err != nil || !b.EndedAt.IsZero() {
			t.Errorf("an import ended a body of our own: %+v, %v", b, err)
		}
		_, err = s.AddBody(ctx, organizer, store.NewBody{Name: "", Region: "99", Date: "2023", Source: "x"})
		if f := fault.Of(err); !fault.Is(err, fault.Invalid) || len(f.Fields) != 2 {
			t.Errorf("neither name nor region: %v", err)
		}
	})
}

func TestBodiesAreNotForEverybody(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, juror := context.Background(), judging.Actor{User: 7, Seats: []judging.Seat{{Juror: 1, Round: 1}}}
		extract, err := register.Bundles()[3].Open()
		if err != nil {
			t.Fatal(err)
		}
		_, importing := s.ImportBodies(ctx, organizer, extract, store.BodyImport{})
		_, searching := s.SearchBodies(ctx, juror, store.BodySearch{Text: "semily"})
		_, listing := s.ListEligible(ctx, juror, register.Eligibility{}, locale.Czech)
		_, reading := s.Body(ctx, juror, "x")
		_, overrides := s.BodyOverrides(ctx, juror, "x")
		_, adding := s.AddBody(ctx, juror, store.NewBody{Name: "Muzeum", Source: "x", Date: "2023"})
		overriding := s.OverrideBody(ctx, juror, "x", store.Override{})
		for what, err := range map[string]error{"an organizer imports": importing, "a juror searches": searching, "a juror lists": listing,
			"a juror reads": reading, "a juror reads overrides": overrides, "a juror adds": adding, "a juror overrides": overriding} {
			if !fault.Is(err, fault.NotFound) {
				t.Errorf("%s: got %v, want not found", what, err)
			}
		}
		if _, err := s.Body(ctx, organizer, "nobody"); !fault.Is(err, fault.NotFound) {
			t.Errorf("a body that is not there: %v", err)
		}
	})
}
