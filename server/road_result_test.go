package server_test

import (
	"bytes"
	"net/http"
	"os/exec"
	"strings"
	"testing"

	"blazon/server/paper"
)

// address is where everybody finds the result.
const roadAddress = "/cs/zlaty-erb/2023/liberecky-kraj"

// closeAndDecide closes the round, sees the tie, and records how the jury voted on it.
func (r *road) closeAndDecide() {
	o := r.organizer
	r.contest("")
	o.Press("Liberecký kraj")
	o.Press("Uzavření")
	o.Has("Všechny formuláře jsou odeslané.")
	o.Press("Uzavřít hodnocení")
	o.Has("Hodnocení je uzavřené.")
	o.Press("Součet bodů: " + r.category())
	o.Has("obec Mařenice 32,00 čeká na porotu", "obec Nová Ves 32,00 čeká na porotu", "obec Chotyně 16,00")
	o.Press("Přejít k rozhodnutím")
	o.Has("Shoda: 1. místo, součet 32,00")
	o.Check("o tomto pořadí")
	o.Fill("obec Nová Ves", "1", "Pořadí: 1 má nejlepší")
	o.Fill("obec Mařenice", "2", "Pořadí: 1 má nejlepší")
	o.Fill("Důvod", "Porota hlasovala 2 : 0.", "Zapsat rozhodnutí")
	o.Press("Zapsat rozhodnutí")
	o.Press("Přejít k výsledku")
	o.Press("Rozhodnout")
	o.Has("Výsledek je rozhodnutý.", "1. místo obec Nová Ves", "2. místo obec Mařenice")
}

// announce makes the result public, and not before.
func (r *road) announce() {
	if status := r.public.Open(roadAddress + "/obec"); status != http.StatusNotFound {
		r.Errorf("before the announcement everybody gets %d", status)
	}
	r.public.Open(roadAddress)
	r.public.Has("výsledky dosud nebyly vyhlášeny", "obec Mařenice")
	r.public.Lacks("místo")
	r.organizer.Press("Přejít k vyhlášení")
	r.organizer.Check("hned")
	r.organizer.Press("Vyhlásit")
	r.organizer.Has("Výsledek byl vyhlášen")
	r.public.Open(roadAddress)
	r.public.Press(r.category())
	r.public.Has("1. místo obec Nová Ves", "2. místo obec Mařenice", "3. místo obec Chotyně", "4. místo městys Zásada", "postupuje")
}

// print downloads what goes on paper and reads it.
func (r *road) print() {
	name, sheet := r.public.Download("Výsledková listina (PDF)")
	if want := "vysledkova-listina-zlaty-erb-2023-liberecky-kraj-obec.pdf"; name != want {
		r.Errorf("the result sheet arrives as %s, want %s", name, want)
	}
	onPaper(r.T, sheet, "Zlatý erb", "25. ročník", "Liberecký kraj", r.category(), "1. místo", "obec Nová Ves", "2. místo", "obec Mařenice", "27. dubna 2023")
	samePlaces(r.T, r.server.Visitor(r.T).Get(roadAddress+"/obec").Body, sheet)
	o := r.organizer
	o.Press("Diplomy")
	o.Press("Vystavit")
	r.printed()
	o.Press("Připravit tiskový soubor")
	r.printed()
	o.Await("Stáhnout") // the page renews itself
	_, all := o.Download("Stáhnout")
	onPaper(r.T, all, "ZLATÝ ERB", "25. ročník", "1. místo", "Nová Ves", "3. místo", "Chotyně", "V Liberci dne 27. dubna 2023")
	_, one := o.Download("PDF", "obec Mařenice")
	onPaper(r.T, one, "2. místo", "Mařenice")
}

// printed prints what waits for the worker, whom the site of a test does not have.
func (r *road) printed() {
	r.Helper()
	if err := (&paper.Press{Store: r.server.Store, Site: r.server.URL}).Print(r.Context()); err != nil {
		r.Fatal(err)
	}
}

// advance sends the winner to the nation's round, where everybody sees it.
func (r *road) advance() {
	r.contest("Výsledek")
	r.organizer.Press(".steps a", "Postup")
	r.organizer.Has("obec Nová Ves")
	r.organizer.Lacks("obec Chotyně")
	r.organizer.Press("Provést postup")
	r.organizer.Has("Postup je provedený.", "Postoupil 1 soutěžící.")
	r.public.Open("/cs/zlaty-erb/2023/ceska-republika")
	r.public.Has("1 soutěžící", "obec Nová Ves")
	r.public.Lacks("Mařenice")
}

// onPaper reads a PDF as a reader does and fails the test for each text that is not there.
func onPaper(t *testing.T, file []byte, texts ...string) {
	t.Helper()
	read := exec.Command("pdftotext", "-layout", "-", "-")
	read.Stdin = bytes.NewReader(file)
	out, err := read.Output()
	if err != nil {
		t.Fatalf("pdftotext (Debian: poppler-utils): %v", err)
	}
	page := strings.Join(strings.Fields(string(out)), " ")
	for _, text := range texts {
		if !strings.Contains(page, text) {
			t.Errorf("%q is not on paper:\n%s", text, page)
		}
	}
}
