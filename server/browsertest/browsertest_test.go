package browsertest

import (
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"
)

func TestMain(m *testing.M) { os.Exit(Main(m)) }

// serve serves a page as strictly as the site does.
func serve(t *testing.T, body string) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", "default-src 'none'; form-action 'self'; style-src 'unsafe-inline'")
		w.Write([]byte(`<!doctype html><html lang="cs"><head><title>Stránka</title></head><body>` + body + `</body></html>`))
	}))
	t.Cleanup(server.Close)
	return server.URL
}

const sound = `<style>:focus { outline: 3px solid black }</style><a class="ds-skip-link" href="#main">Přeskočit</a>
	<main id="main" tabindex="-1"><h1>Nadpis</h1><a href="/jinam">Odkaz</a></main>`

// What is wrong with a page must be found, and nothing else.
func TestFaultsArePlantedAndFound(t *testing.T) {
	tests := []struct {
		sentence string
		body     string
		ask      func(tab *Tab) []string
		want     string // empty: nothing is found
	}{
		{"a sound page, to axe", sound, (*Tab).Axe, ""},
		{"a picture without words", strings.Replace(sound, "</h1>", `</h1><img src="a.png">`, 1), (*Tab).Axe, "image-alt"},
		{"grey on white", strings.Replace(sound, "<h1>", `<p style="color: #aaa">Text</p><h1>`, 1), (*Tab).Axe, "color-contrast"},
		{"grey on white, as shown", strings.Replace(sound, "<h1>", `<p style="color: #aaa">Text</p><h1>`, 1), (*Tab).AxeShown, "color-contrast"},
		{"two small buttons, as shown", strings.Replace(sound, "<h1>", `<button style="all: unset; font-size: 6px">a</button><button style="all: unset; font-size: 6px">b</button><h1>`, 1), (*Tab).AxeShown, "target-size"},
		{"a sound page, as shown", sound, (*Tab).AxeShown, ""},
		{"a field without a label", strings.Replace(sound, "</h1>", `</h1><input>`, 1), (*Tab).Axe, "label"},
		{"a sound page, to the keyboard", sound, (*Tab).Tour, ""},
		{"a focus that is not to be seen", strings.Replace(sound, "<style>", `<style>a[href="/jinam"] { outline: none !important }`, 1), (*Tab).Tour, "does not see the focus"},
		{"a link that the keyboard does not reach", strings.Replace(sound, "</main>", `</main><a href="/pryč" tabindex="1">Napřed</a>`, 1), (*Tab).Tour, "the first stop is"},
		{"a link past the header", sound, (*Tab).Skip, ""},
		{"a link past the header that leads nowhere", strings.Replace(sound, `id="main"`, "", 1), (*Tab).Skip, "leads to"},
		{"a sound page, to its width", sound, (*Tab).Sideways, ""},
		{"a page that is too wide", strings.Replace(sound, "<h1>", `<p style="width: 2000px">Text</p><h1>`, 1), (*Tab).Sideways, "px in"},
		{"a wide table in a region of its own", strings.Replace(sound, "<h1>", `<div style="overflow-x: auto"><p style="width: 2000px">Text</p></div><h1>`, 1), (*Tab).Sideways, ""},
		{"a script that may not run", sound + `<script>fail()</script>`, (*Tab).Troubles, "Content Security Policy"},
		{"a sound page, to its console", sound, (*Tab).Troubles, ""},
	}
	for _, test := range tests {
		tab := New(t, serve(t, test.body))
		tab.Open("/")
		found := test.ask(tab)
		if test.want == "" && len(found) > 0 || test.want != "" && !slices.ContainsFunc(found, func(f string) bool { return strings.Contains(f, test.want) }) {
			t.Errorf("%s: found %q, want %q", test.sentence, found, test.want)
		}
	}
}

func TestThingsAreFoundByTheirWords(t *testing.T) {
	tab := New(t, serve(t, `<main><table><tr><th>Semily</th><td><form><button name="who" value="semily">Přidat</button></form></td></tr>
		<tr><th>Turnov</th><td><form><button name="who" value="turnov">Přidat</button></form></td></tr></table>
		<form><fieldset><legend>Od</legend><label>Den <input type="date" name="from"></label></fieldset>
		<fieldset><legend>Do</legend><label>Den <input type="date" name="until"></label></fieldset>
		<label>Jméno <input name="name" value="staré"></label><label><input type="checkbox" name="sure"> Opravdu</label>
		<label>Role <select name="role"><option value="1">Člen</option><option value="2">Předseda</option></select></label>
		<button>Uložit</button></form></main>`))
	tab.Open("/")
	tab.Press("Přidat", "Turnov")
	if got := tab.Path(); got != "/?who=turnov" {
		t.Errorf("the button in the row of Turnov leads to %s", got)
	}
	tab.Fill("Den", "2023-04-27", "Do")
	tab.Fill("Jméno", "Žluťoučký kůň 🏆")
	tab.Fill("Role", "Předseda")
	tab.Check("Opravdu")
	if got := tab.Value("Jméno"); got != "Žluťoučký kůň 🏆" {
		t.Errorf("typing gives %q", got)
	}
	tab.WithoutScripts()
	tab.Press("Uložit")
	if got, want := tab.Path(), "/?from=&until=2023-04-27&name=%C5%BDlu%C5%A5ou%C4%8Dk%C3%BD+k%C5%AF%C5%88+%F0%9F%8F%86&sure=on&role=2"; got != want {
		t.Errorf("the form sends\n%s, want\n%s", got, want)
	}
}
