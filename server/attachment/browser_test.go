package attachment_test

import (
	"os"
	"testing"

	"blazon/server/browsertest"
	"blazon/server/servertest"
	"blazon/store"
	"blazon/store/storetest"
)

func TestMain(m *testing.M) { os.Exit(browsertest.Main(m)) }

// A clerk who sends files while a draft is being written loses nothing that is typed, and sees what became of each file.
func TestAClerkSendsFilesWithoutLeavingThePage(t *testing.T) {
	w := open(t, servertest.Start(t, storetest.Open(t, storetest.SQLiteAddress(t), store.Options{})))
	tab := browsertest.New(t, w.URL)
	tab.Open("/cs/sign-in")
	tab.Fill("E-mail", "podatelna@example.org")
	tab.Fill("Heslo", servertest.Password)
	tab.Press("Přihlásit se", "Heslo")
	tab.Emulate(360, browsertest.Light)
	tab.Open("/cs/entrant/entries/" + w.entry + "/edit")
	const typed = "https://rozepsano.example.org"
	tab.Fill(`[name="url"]`, typed)
	const input, send = ".attachment-form input[type=file]", ".attachment-form button[type=submit]"
	tab.Choose(input, "Zpráva.pdf", "<!DOCTYPE html><script>alert(1)</script>")
	tab.Click(send)
	tab.Await("uvnitř je .html")
	tab.Choose(input, "Zpráva.pdf", pdf)
	tab.Click(send)
	tab.Await("Soubor Zpráva.pdf je uložený.")
	tab.Has("Zpráva.pdf PDF, 1 kB")
	if got := tab.Value(`[name="url"]`); got != typed {
		t.Errorf("the field holds %q, not what was typed", got)
	}
	tab.Click(".attachment-list button")
	tab.Await("Soubor Zpráva.pdf je odebraný.")
	if n := w.stored(); n != 0 {
		t.Errorf("%d files are stored", n)
	}
	for _, trouble := range tab.Axe() {
		t.Error(trouble)
	}
}

// Without scripts, files are on a page of their own, which opens beside the one that is being written.
func TestWithoutScriptsFilesHaveAPageOfTheirOwn(t *testing.T) {
	w := open(t, servertest.Start(t, storetest.Open(t, storetest.SQLiteAddress(t), store.Options{})))
	page := w.clerk.Get("/cs/entrant/entries/" + w.entry + "/edit")
	page.Has(t, `href="/cs/entries/`+w.entry+`/attachments" target="_blank"`, `action="/cs/entries/`+w.entry+`/attachments" hidden`)
	w.clerk.Get(w.path).Lacks(t, `/attachments" hidden`)
}
