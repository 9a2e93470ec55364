package server_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"blazon/locale"
	"blazon/server/browsertest"
	"blazon/server/servertest"
	"blazon/store"
	"blazon/store/storetest"
)

// way is a clerk on a phone, from the invitation to the receipt.
type way struct {
	*testing.T
	*browsertest.Tab
	call        *storetest.OpenCall
	declaration string // that the form asks for
}

const question = "Čím je web výjimečný"

// The clerk's whole way at 360 px, as clerks go it: with a second tab, a lost session and second thoughts.
func TestTheClerksWay(t *testing.T) {
	t.Parallel()
	s := servertest.Start(t, storetest.Open(t, storetest.SQLiteAddress(t), store.Options{}))
	w := &way{T: t, Tab: browsertest.New(t, s.URL), call: storetest.Call(t, s.Store)}
	setup, err := s.Store.FormSetup(t.Context(), w.call.Organizer, w.call.Category)
	must(t, err)
	for _, f := range setup.Fields {
		if f.Kind == store.Declaration && f.Required {
			w.declaration = f.Label.In(locale.Czech)
		}
	}
	_, token, err := s.Store.Invite(t.Context(), store.Operator(), w.call.Email)
	must(t, err)
	w.Emulate(360, browsertest.Light)
	w.accept(token)
	draft := w.begin()
	w.conflict(browsertest.New(t, s.URL), draft)
	w.loseSession(draft)
	w.submit("Otevřená data a vyhledávání.")
	w.keepReceipt("Otevřená data a vyhledávání.", "1")
	w.takeBack()
	w.submit("Otevřená data, vyhledávání a mapa.")
	w.keepReceipt("Otevřená data, vyhledávání a mapa.", "2")
	for _, trouble := range w.Troubles() {
		if !strings.Contains(trouble, "401") && !strings.Contains(trouble, "409") { // what the lost session and the second tab are answered
			t.Error(trouble)
		}
	}
}

// fine looks at the page as it is.
func (w *way) fine() {
	w.Helper()
	for _, fault := range append(w.Axe(), w.Sideways()...) {
		w.Errorf("%s: %s", w.Path(), fault)
	}
}

func (w *way) accept(token string) {
	w.Open("/cs/invitation/" + token)
	w.Fill("[name=password]", servertest.Password)
	w.Fill("[name=again]", servertest.Password)
	w.Press("Nastavit heslo a přihlásit se")
	w.Open("/cs/entrant")
	w.Has("Přihlašování", "středoevropského", "Středočeský kraj", "Tady zatím žádná přihláška není.")
	w.fine()
}

// begin begins an entry and types; nobody presses a button, and it is saved.
func (w *way) begin() (draft string) {
	w.Press(".grid a")
	w.fine()
	w.Press("Začít přihlášku")
	w.Has("NEPODÁNO")
	w.Fill(question, "Otevřená data.")
	w.Awaits("Uloženo v")
	w.fine()
	return w.Path()
}

// conflict types into the same entry in two tabs: neither text is lost, and both can be seen.
func (w *way) conflict(other *browsertest.Tab, draft string) {
	signIn(other, w.call.Email, servertest.Password)
	other.Open(draft)
	if got := other.Value(question); got != "Otevřená data." {
		w.Errorf("the second tab shows %q", got)
	}
	other.Fill(question, "Text z druhé karty.")
	other.Awaits("Uloženo v")
	w.Fill(question, "Otevřená data a vyhledávání.")
	w.Awaits("mezitím uložil někdo jiný")
	w.fine()
	w.Press("Porovnat obě znění")
	w.Has("uloženo jinde", "Text z druhé karty.")
	if got := w.Value(question); got != "Otevřená data a vyhledávání." {
		w.Errorf("the form no longer has what was typed, but %q", got)
	}
	w.fine()
	w.Press("Uložit rozepsané")
	w.Has("Rozepsaná přihláška je uložena.")
}

// loseSession ends the session while somebody types: the text is there again after signing in.
func (w *way) loseSession(draft string) {
	w.ForgetCookies()
	w.Fill(question, "Psáno po odhlášení.")
	w.Awaits("přihlášení vypršelo")
	w.fine()
	signIn(w.Tab, w.call.Email, servertest.Password)
	w.Open(draft)
	w.Awaits("Uloženo v")
	if got := w.Value(question); got != "Psáno po odhlášení." {
		w.Errorf("what was typed after the session had ended is lost: %q", got)
	}
}

// submit fills in the rest, is told what is missing, and hands in.
func (w *way) submit(answer string) {
	w.Fill(question, answer)
	w.Press("Zkontrolovat a podat")
	if strings.Contains(w.Text(), "K podání chybí") {
		w.fine()
		w.Press("Ukázat, co chybí")
		w.fine()
		w.Check(w.declaration)
		w.Press("Zkontrolovat a podat")
	}
	w.Has("Přečtěte si, co podáváte", answer, "Rozhoduje čas serveru")
	w.fine()
	w.Press("Závazně podat")
	w.Has("Bez tohoto prohlášení přihlášku podat nelze.")
	w.Check("Prohlašuji, že údaje jsou pravdivé")
	w.Press("Závazně podat")
	w.Has("Přihláška je podaná.", "Potvrzení o podání přihlášky", answer)
	w.fine()
}

// keepReceipt downloads the receipt: the file says what the page says.
func (w *way) keepReceipt(answer, version string) {
	page := strings.Join(strings.Fields(w.Text()), "")
	_, body := w.Download("Stáhnout potvrzení (PDF)")
	path := filepath.Join(w.TempDir(), "receipt.pdf")
	must(w.T, os.WriteFile(path, body, 0o600))
	out, err := exec.Command("pdftotext", "-raw", path, "-").Output()
	must(w.T, err)
	said := strings.Join(strings.Fields(string(out)), "")
	for _, text := range []string{answer, "-" + version, "SHA-256:", "pravidly"} {
		text = strings.Join(strings.Fields(text), "")
		if !strings.Contains(said, text) || !strings.Contains(page, text) {
			w.Errorf("receipt %s: %q is not in the file, or not on the page", version, text)
		}
	}
}

func (w *way) takeBack() {
	w.Press("Přehled přihlášky")
	w.Has("podaná")
	w.fine()
	w.Press("Vzít zpět a upravit")
	w.Has("Dokud ji znovu nepodáte, v soutěži není.", "zůstává uložené")
	w.fine()
	w.Press("Vzít přihlášku zpět")
	w.Has("Obnovit poslední podání", "NEPODÁNO")
	w.fine()
}
