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
