package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"blazon/judging"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

func TestTheDemoOnEachDatabase(t *testing.T) {
	program := built(t)
	for name, database := range storetest.Empty(t) {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			said, wrong, status := executed(t, program, "", "demo", "--database", database, "--pdf", folder)
			if status != 0 {
				t.Fatalf("status %d: %s%s", status, said, wrong)
			}
			demoPapers(t, folder, said)
			demoAdvancement(t, database)
			demoPayments(t, database)
			if said, wrong, status := executed(t, program, "", "check", "--database", database); status != 0 {
				t.Errorf("the demo does not hold: %s%s", said, wrong)
			}
			again, wrong, status := executed(t, program, "", "demo", "--database", database)
			if status != 0 || !strings.Contains(again, "stays as it is") {
				t.Errorf("a second time: status %d, %s%s", status, again, wrong)
			}
		})
	}
}

// demoPapers looks for what was published, on the papers.
func demoPapers(t *testing.T, folder, listed string) {
	t.Helper()
	for file, lines := range map[string][]string{
		"zlaty-erb-2023-liberecky-kraj-results.pdf":              {"Semily", "Mařenice", "1. místo", "25. ročník"},
		"zlaty-erb-2023-liberecky-kraj-certificates.pdf":         {"město Semily", "1. místo"},
		"zlaty-erb-2023-ustecky-kraj-results.pdf":                {"1. místo"},
		"zlaty-erb-2025-ustecky-kraj-results.pdf":                {"místo se neuděluje", "Čestné uznání", "Ukázka odůvodnění", "finanční odměna 40 000 Kč"},
		"zlaty-erb-2014-jihomoravsky-kraj-results.pdf":           {"2.–3. místo"},
		"samorzadowy-lider-cyfryzacji-2019-mazowsze-results.pdf": {"ex aequo", "nagroda finansowa 7500 zł", "Przykład, nie rzeczywistość"},
		"samorzadowy-lider-cyfryzacji-2018-mazowsze-results.pdf": {"Legionowo", "I miejsce", "III miejsce",
			"Stacja Muzeum"},
	} {
		path := filepath.Join(folder, file)
		if !strings.Contains(listed, path) {
			t.Errorf("%s is not listed:\n%s", file, listed)
			continue
		}
		text, err := exec.Command("pdftotext", "-layout", path, "-").Output()
		if err != nil {
			t.Errorf("%s: %v", file, err)
		}
		for _, line := range lines {
			if !strings.Contains(strings.ReplaceAll(string(text), "\u00a0", " "), line) {
				t.Errorf("%s does not say %q:\n%s", file, line, text)
			}
		}
	}
}

// demoPayments reads the table of Ústí 2025 as it was published, and what it cost, and what is pooled on a shared place.
func demoPayments(t *testing.T, database string) {
	t.Helper()
	s := storetest.Open(t, database, store.Options{})
	for address, want := range map[store.Address][]string{
		{Competition: "zlaty-erb", Edition: "2025"}: {"2. statutární město Děčín 30000 CZK", "3. město Kadaň 20000 CZK", "1. město Jirkov 40000 CZK",
			"1. obec Mnetěš 40000 CZK", "2. obec Hora Svatého Šebestiána 30000 CZK", "3. město Štětí 20000 CZK"},
		{Competition: "samorzadowy-lider-cyfryzacji", Edition: "2019"}: {"1. miasto Płock 15000 PLN", "2. miasto Radom 7500 PLN", "2. miasto Siedlce 7500 PLN"},
	} {
		edition, err := s.EditionOverview(t.Context(), address.Competition, address.Edition, locale.Czech)
		if err != nil || len(edition.Rounds) != 1 {
			t.Fatalf("%v: %v", address, err)
		}
		_, payments, err := s.Payments(t.Context(), demoOrganizer(edition.Rounds[0].Chapter.Path), edition.Rounds[0].Round.UID)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, p := range payments {
			name, _, _ := strings.Cut(p.Candidate.Entrants(locale.Czech), " (")
			got = append(got, fmt.Sprintf("%d. %s %d %s", p.Standing.AwardedPlace, name, p.Minor/100, p.Currency))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%v is paid %q, want %q", address, got, want)
		}
	}
}

func TestTheDemoWantsADatabaseOfItsOwn(t *testing.T) {
	program := built(t)
	for name, database := range storetest.Empty(t) {
		t.Run(name, func(t *testing.T) {
			for _, command := range [][]string{{"migrate"}, {"user", "add", "--admin", "--name=Správce", "spravce@example.org"}} {
				if _, wrong, status := executed(t, program, "a long password\n", append(command, "--database", database)...); status != 0 {
					t.Fatalf("%v: %s", command, wrong)
				}
			}
			_, wrong, status := executed(t, program, "", "demo", "--database", database)
			if status == 0 || !strings.Contains(wrong, "holds something else") {
				t.Errorf("status %d: %s", status, wrong)
			}
		})
	}
}

func TestTheTablesOfAnotherProgramAreLeftAlone(t *testing.T) {
	program, address := built(t), storetest.Empty(t)["postgres"]
	psql := func(statement string) string {
		out, err := exec.Command("psql", "--no-psqlrc", "--tuples-only", "--no-align", "--command", statement, address).CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v\n%s", statement, err, out)
		}
		return strings.TrimSpace(string(out))
	}
	psql("create table invoice (id int)")
	for _, command := range []string{"demo", "migrate"} {
		_, wrong, status := executed(t, program, "", command, "--database", address)
		if status == 0 || !strings.Contains(wrong, "tables of another program") {
			t.Errorf("%s: status %d: %s", command, status, wrong)
		}
	}
	if tables := psql("select string_agg(relname, ',') from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace"); tables != "invoice" {
		t.Errorf("tables: %s", tables)
	}
	if _, err := os.Stat("data"); err == nil {
		t.Error("a folder was made beside the tests")
	}
}

// demoAdvancement wants every contest of 2023 whose winner was published to have sent it on, with the numbers adding up, and the region that
// took no part to be named.
func demoAdvancement(t *testing.T, database string) {
	t.Helper()
	ctx, s := context.Background(), storetest.Open(t, database, store.Options{})
	round, err := s.RoundResults(ctx, judging.Actor{}, store.Address{Competition: "zlaty-erb", Edition: "2023", Round: "celostatni-kolo"})
	if err != nil {
		t.Fatal(err)
	}
	overview, err := s.AdvancementOverview(ctx, demoOrganizer(round.Chapter.Path), round.Round.UID, locale.Czech)
	if err != nil {
		t.Fatal(err)
	}
	var went []string
	for _, l := range overview.Lines {
		if l.Contest == nil {
			went = append(went, l.Chapter.Slug+" "+string(l.State))
			continue
		}
		if l.State != store.OnwardDone || !l.Balanced() || l.Seats != l.Came || len(l.Reasons) > 0 {
			t.Errorf("%s, %s: %s, %d in, %d out", l.Chapter.Slug, l.Contest.Category.Slug, l.State, l.Seats, l.Came)
		}
		for _, n := range l.Went {
			went = append(went, l.Chapter.Slug+" "+n.Bodies[0].Name)
		}
	}
	want := []string{"jihomoravsky-kraj no_part", "liberecky-kraj Semily", "liberecky-kraj Mařenice", "ustecky-kraj Chomutov", "ustecky-kraj Jirkov"}
	if !slices.Equal(went, want) {
		t.Errorf("who went on: %v", went)
	}
}
