package store_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"blazon/fault"
	"blazon/register"
	"blazon/store"
	"blazon/store/storetest"
)

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
