package document

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"blazon/locale"
)

// semilyReceipt is what a town gets that has handed in its website.
func semilyReceipt() Receipt {
	return Receipt{Language: locale.Czech, Title: "Potvrzení o podání přihlášky", Subject: "Zlatý erb 2026 · Liberecký kraj · " + longCategory,
		Number: "2026-8f3kq7m2vw0xhtbz-1", When: time.Date(2026, 3, 27, 15, 59, 59, 0, time.UTC),
		Parts: []ReceiptPart{
			{"Podání", []ReceiptLine{{"Číslo", "2026-8f3kq7m2vw0xhtbz-1"}, {"Soutěžící", "město Semily"},
				{"Podáno", "27. března 2026 v 16:59:59 středoevropského času"}}},
			{"Co bylo podáno", []ReceiptLine{{"Adresa webu", "https://www.semily.cz"},
				{"Čím je web výjimečný", "Úřední deska má 🏆 vyhledávání.\n\nDruhý odstavec začíná po prázdném řádku."}, {"Kontakt", "–"}}},
			{"Přílohy", []ReceiptLine{{"prilis-zlutoucky-kun.pdf (1,2 MB)", "SHA-256: " + strings.Repeat("0123456789abcdef", 4)}}},
		}}
}

func receipt(r Receipt) func(io.Writer) error {
	return func(w io.Writer) error { return WriteReceipt(w, r) }
}

func TestReceiptLooksAsItDid(t *testing.T) {
	path, body := printed(t, receipt(semilyReceipt()))
	golden := filepath.Join("testdata", "receipt-semily.pdf")
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
	if out := tool(t, "pdfinfo", path); !strings.Contains(out, "595.28 x 841.89 pts (A4)") {
		t.Errorf("not upright A4:\n%s", out)
	}
}

func TestReceiptLosesNothingOfALongAnswer(t *testing.T) {
	r := semilyReceipt()
	var answer strings.Builder
	for i := range 400 {
		answer.WriteString("slovo" + strings.Repeat("a", i%40) + " ")
	}
	r.Parts[1].Lines[1].Text = answer.String() + "\n" + strings.Repeat("bezmezery", 60) + "\nkonec"
	path, _ := printed(t, receipt(r))
	pages := words(t, path)
	if len(pages) < 2 {
		t.Fatalf("%d pages", len(pages))
	}
	said := strings.ReplaceAll(text(t, path), " ", "")
	for i := range 400 {
		if !strings.Contains(said, "slovo"+strings.Repeat("a", i%40)) {
			t.Fatalf("word %d is missing", i)
		}
	}
	if !strings.Contains(said, "konec") {
		t.Error("the end of the answer is missing")
	}
	for number, page := range pages {
		for _, w := range page {
			if w.X1 < 60 || w.X2 > 536 || w.Y2 > 820 {
				t.Errorf("page %d: %q stands at %v–%v × %v", number+1, w.Text, w.X1, w.X2, w.Y2)
			}
		}
	}
}
