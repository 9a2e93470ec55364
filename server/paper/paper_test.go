package paper_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"blazon/document/documenttest"
	"blazon/judging"
	"blazon/locale"
	"blazon/register"
	"blazon/server/paper"
	"blazon/store"
	"blazon/store/storetest"
)

// decided is a round of three candidates whose contest is decided but not announced; the organizer's certificates are issued.
func decided(t *testing.T, s *store.Store) *storetest.JudgedRound {
	t.Helper()
	ctx := context.Background()
	r := storetest.Round(t, s, 3, 1)
	other := store.EnrolForm{Bodies: storetest.Bodies(t, s, "CZ020", true, 1)}
	if _, err := s.Enrol(ctx, r.Organizer, r.Other, other); err != nil { // what is conferred over all categories waits for it
		t.Fatal(err)
	}
	r.Submit(t, s, func(_, candidate, _ int) string { return fmt.Sprint(3 - candidate) })
	for _, act := range []func() error{
		func() error { return s.CloseRound(ctx, r.Organizer, r.UID) },
		func() error {
			return s.Decide(ctx, r.Organizer, r.Contest, store.DecideForm{Withheld: r.Candidates[1:2], Reason: "Podmínky nesplnil nikdo.",
				Note: locale.Text{locale.Czech: "Druhé místo porota neudělila."}})
		},
		func() error {
			_, err := s.AddAward(ctx, r.Organizer, r.UID, store.AwardForm{Candidate: r.Candidates[1], Kind: "grand_prix",
				Name: locale.Text{locale.Czech: "Cena za přístupnost"}})
			return err
		},
		func() error {
			_, err := s.AddAward(ctx, r.Organizer, r.UID, store.AwardForm{Contest: r.Contest, Kind: "place", Place: 1, Amount: 2000000, Currency: "CZK",
				Name: locale.Text{locale.Czech: "1. místo"}})
			return err
		},
		func() error { _, err := (&paper.Press{Store: s}).Issue(ctx, r.Organizer, r.UID); return err },
		func() error { return (&paper.Press{Store: s}).Print(ctx) },
	} {
		if err := act(); err != nil {
			t.Fatal(err)
		}
	}
	return r
}

// text extracts what a PDF says, with white space made one; a file that is not whole fails the test.
func text(t *testing.T, file []byte) string {
	t.Helper()
	if _, err := documenttest.Read(file); err != nil {
		t.Error(err)
	}
	path := filepath.Join(t.TempDir(), "file.pdf")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdftotext", "-layout", path, "-").Output()
	if err != nil {
		t.Fatalf("pdftotext: %v", err)
	}
	return strings.Join(strings.Fields(string(out)), " ")
}

func has(t *testing.T, what, page string, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !strings.Contains(page, text) {
			t.Errorf("%s does not say %q; it says: %s", what, text, page)
		}
	}
}

func TestTheResultSheetSaysWhatIsDecided(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := decided(t, s)
		sheet, err := s.RoundSheetOf(context.Background(), r.Organizer, r.UID)
		if err != nil {
			t.Fatal(err)
		}
		results := sheet.Rounds[0].RoundResults
		file, err := paper.ResultSheet(sheet, locale.Czech)
		if err != nil {
			t.Fatal(err)
		}
		page := text(t, file)
		standings := results.Contests[contestWithResult(results)].Standings
		first, withheld := standings[0].Candidate.Entrants(locale.Czech), standings[1].Candidate.Entrants(locale.Czech)
		has(t, "the sheet", page, "Zlatý erb", "25. ročník", first, "20 000 Kč", "místo nebylo "+withheld+" uděleno", "Druhé místo porota neudělila.")
		if strings.Contains(page, "Cena za přístupnost") {
			t.Error("an award over all categories is printed while one of them is open")
		}
		again, err := paper.ResultSheet(sheet, locale.Czech)
		if err != nil || !bytes.Equal(file, again) {
			t.Errorf("the same results print differently, %v", err)
		}
	})
}

func TestAwardsOverAllCategoriesFollowTheContests(t *testing.T) {
	body := &store.NamedCandidate{Bodies: []store.BodyName{{Name: "Semily", Kind: register.Mesto}}}
	category := store.Category{Name: locale.Text{locale.Czech: "Obec"}}
	file, err := paper.ResultSheet(&store.ResultSheet{Rounds: []*store.SheetRound{{RoundResults: &store.RoundResults{
		Place: store.Place{Edition: store.Edition{Language: locale.Czech, TimeZone: "Europe/Prague"}},
		Contests: []*store.ContestResult{
			{Category: store.Category{Name: locale.Text{locale.Czech: "Neznámá"}}},
			{Category: category, Visible: true, Result: &store.Result{}, Standings: []*store.PlacedStanding{
				{Standing: store.Standing{Place: 2, LastPlace: 2, AwardedPlace: 2}, Candidate: body}},
				Awards: []*store.AwardedAward{{Award: store.Award{Kind: store.AwardForPlace, Place: 1, Withheld: true}}}},
		},
		Awards: []*store.AwardedAward{{Award: store.Award{CandidateID: 1, Kind: "grand_prix", Name: locale.Text{locale.Czech: "Hlavní cena"}}, Candidate: body}},
	}}}}, locale.Czech)
	if err != nil {
		t.Fatal(err)
	}
	page := text(t, file)
	has(t, "the sheet", page, "1. místo místo se neuděluje 2. místo město Semily", "Napříč kategoriemi", "Hlavní cena")
	if strings.Contains(page, "Neznámá") {
		t.Errorf("a contest without a result is printed: %s", page)
	}
}

func TestAnEmptySheetSaysHowAMeasuredValueBecomesPoints(t *testing.T) {
	two, three, zero := 2*judging.One, 3*judging.One, judging.Decimal(0)
	speed := &store.Criterion{Name: locale.Text{locale.Czech: "Rychlost"}, Form: "measured", Unit: locale.Text{locale.Czech: "s"}, Max: 10 * judging.One.Micros(), Step: judging.One.Micros(),
		Conversion: judging.Conversion{{From: &zero, To: &two, Points: 10 * judging.One}, {From: &three, Points: 4 * judging.One}}}
	file, err := paper.ScoreSheets(locale.Czech, &store.PaperSheets{Sheets: []*store.BlankSheet{{Assignment: "abcdefghijkl", Juror: &store.Juror{UID: "mnopqrstuvwx", Name: "Porotce 1"},
		Candidate: &store.NamedCandidate{Bodies: []store.BodyName{{Name: "Semily", Kind: register.Mesto}}}, Criteria: []*store.Criterion{speed}}}}, true,
		func(code string) string { return "https://soutez.example.org/" + code })
	if err != nil {
		t.Fatal(err)
	}
	has(t, "the sheet", text(t, file), "Naměřená hodnota (s). Převod naměřené hodnoty na body 0 až 2: 10 nejméně 3: 4")
}

func contestWithResult(r *store.RoundResults) int {
	for i, c := range r.Contests {
		if c.Result != nil {
			return i
		}
	}
	return -1
}

func TestCertificatesPrintWhatIsOnRecord(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := decided(t, s)
		ctx := context.Background()
		all, err := s.Certificates(ctx, r.Organizer, r.UID)
		if err != nil {
			t.Fatal(err)
		}
		if len(all.Issued) != 2 {
			t.Fatalf("%d certificates, want those of the first and the third place: the second is withheld, and awards over all categories wait for the last of them", len(all.Issued))
		}
		var list []*store.Certificate
		for i, c := range all.Issued {
			list = append(list, &c.Certificate)
			file, err := paper.Certificates(&c.Certificate)
			if err != nil {
				t.Fatal(err)
			}
			page := text(t, file)
			has(t, "the certificate", page, c.Entrants[0], []string{"1. místo", "3. místo"}[i], c.Number(), c.Code)
			_, kept, err := s.CertificateFile(ctx, r.Organizer, c.UID)
			if err != nil {
				t.Fatal(err)
			}
			if hash := fmt.Sprintf("%x", sha256.Sum256(kept)); hash != c.FileHash || !bytes.HasPrefix(kept, file) {
				t.Errorf("the kept file's hash is %s, on record is %s; it begins with what is printed: %t", hash, c.FileHash, bytes.HasPrefix(kept, file))
			}
		}
		one, err := paper.Certificates(list...)
		if err != nil {
			t.Fatal(err)
		}
		has(t, "the file of all", text(t, one), all.Issued[0].Entrants[0], all.Issued[1].Entrants[0])
	})
}
