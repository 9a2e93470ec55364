package document

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"blazon/locale"
)

// emptySheets are a sheet with three criteria, and a column of so many candidates.
func emptySheets(candidates int) ScoreSheets {
	board := ScoreCriterion{Name: "Úřední deska", Description: "Zda je úřední deska úplná, přehledná a přístupná.", Scale: "Od 0 do 15, po 1.",
		Lines: []string{"0 – chybí", "8 – je, ale hledá se v ní těžko", "15 – vzorná", "Předpis: § 26 správního řádu"}}
	link := "https://soutez.example.org/cs/jury/8f3kq7m2vw0xhtbz/paper?code="
	column := ScoreSheet{Category: "Nejlepší webové stránky obce", Juror: "Porotce 2", Code: "t5w0-hx9d", Link: link + "t5w0hx9d", Criteria: []ScoreCriterion{board}}
	for i := range candidates {
		column.Rows = append(column.Rows, fmt.Sprintf("město Semily %d", i))
	}
	return ScoreSheets{Language: locale.Czech, Competition: "Zlatý erb 2026", Round: "Liberecký kraj", When: time.Date(2026, 3, 27, 0, 0, 0, 0, time.UTC),
		Sheets: []ScoreSheet{
			{Category: longCategory, Juror: "Porotce 1", Candidate: "město Semily", Code: "8f3k-q7m2", Link: link + "8f3kq7m2", Criteria: []ScoreCriterion{
				board, {Name: "Bezpečnost", Scale: "Ano, nebo ne."}, {Name: "Ovládání, přehlednost webu, navigace", Scale: "Od 0 do 15, po 1."}}},
			column,
		}}
}

func TestScoreSheetsLookAsTheyDid(t *testing.T) {
	path, body := printed(t, func(w io.Writer) error { return WriteScoreSheets(w, emptySheets(4)) })
	golden := filepath.Join("testdata", "scoresheets.pdf")
	if *update {
		if err := os.WriteFile(golden, body, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got, want := tool(t, "pdftotext", "-raw", path, "-"), tool(t, "pdftotext", "-raw", golden, "-"); got != want {
		t.Errorf("the text changed (-golden +now):\n%s", cmp.Diff(want, got))
	}
	if uncompressed(t, path) != uncompressed(t, golden) {
		t.Error("the drawing changed; if that is meant, run the test with -update")
	}
	if out := tool(t, "qpdf", "--check", path); !strings.Contains(out, "No syntax or stream encoding errors found") {
		t.Error(out)
	}
}

func TestALongColumnGoesOnWithItsCodeOnEachPage(t *testing.T) {
	path, _ := printed(t, func(w io.Writer) error { return WriteScoreSheets(w, emptySheets(77)) })
	pages := words(t, path)
	if len(pages) < 4 {
		t.Fatalf("%d pages", len(pages))
	}
	said := text(t, path)
	for i := range 77 {
		if !strings.Contains(said, fmt.Sprintf("%d. město Semily %d", i+1, i)) {
			t.Errorf("candidate %d is missing", i)
		}
	}
	if codes := strings.Count(said, "t5w0-hx9d"); codes != len(pages) { // twice on the first page of the column, and not on the sheet
		t.Errorf("%d codes on %d pages", codes, len(pages))
	}
	for number, page := range pages {
		for _, w := range page {
			if w.X1 < 60 || w.X2 > 536 || w.Y2 > 820 {
				t.Errorf("page %d: %q stands at %v–%v × %v", number+1, w.Text, w.X1, w.X2, w.Y2)
			}
		}
	}
}
