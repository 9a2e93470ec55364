package server_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"blazon/locale"
	"blazon/server/browsertest"
	"blazon/server/entryform"
	"blazon/server/web"
	"blazon/store"
	"blazon/store/storetest"

	"golang.org/x/text/unicode/norm"
)

// Whatever a browser lets in within the limit of a text, and sends, the server accepts, and it keeps all that anybody sees of it.
func TestTheServerCountsTextsAsTheBrowserDoes(t *testing.T) {
	t.Parallel()
	const limit = 50
	asked := []*store.FormField{{Key: "line", Kind: store.ShortText, Longest: limit, Label: locale.Text{locale.Czech: "Jeden řádek"}},
		{Key: "text", Kind: store.LongText, Longest: limit, Label: locale.Text{locale.Czech: "Více řádků"}}}
	site := newSite(t, storetest.Open(t, storetest.SQLiteAddress(t), store.Options{}))
	page, err := web.Page[*entryform.Inputs]("entry/form").Fragment(site, locale.Czech, entryform.New(locale.Czech, &store.Form{Fields: asked}, store.Filled{}, nil, nil))
	must(t, err)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if r.Method == http.MethodGet {
			fmt.Fprintf(w, "<!DOCTYPE html><html lang=cs><title>x</title><form method=post>%s<button>Poslat</button></form>", page)
			return
		}
		if err := r.ParseForm(); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		answers := store.Answers{"line": r.PostForm["answers[line]"], "text": r.PostForm["answers[text]"]}
		kept, err := store.CheckAnswers(asked, answers)
		fmt.Fprintf(w, "<!DOCTYPE html><html lang=cs><title>x</title><p>wrong: %t</p><p>délky %d a %d</p>", err != nil, store.Units(kept.One("line")), store.Units(kept.One("text")))
	}))
	t.Cleanup(server.Close)
	tab := browsertest.New(t, server.URL)
	for _, c := range []struct{ name, typed string }{
		{"plain letters", strings.Repeat("ř", 80)},
		{"emoji", strings.Repeat("🏆", 40)},
		{"emoji that begin at an odd place", "x" + strings.Repeat("🏆", 40)},
		{"families of emoji", strings.Repeat("👩🏽‍⚖️", 20)},
		{"lines", strings.Repeat("řádek\n", 20)},
		{"lines and emoji", strings.Repeat("🏆\n", 30)},
		{"letters in two parts", norm.NFD.String(strings.Repeat("Příliš žluťoučký kůň ", 10))},
		{"letters that composing makes longer", strings.Repeat("\u0344", 80)},
	} {
		tab.Open("/")
		tab.Fill("Jeden řádek (nepovinné)", strings.ReplaceAll(c.typed, "\n", " "))
		tab.Fill("Více řádků (nepovinné)", c.typed)
		let := tab.Value("Více řádků (nepovinné)")
		if n := store.Units(let); n > limit || n < limit-10 {
			t.Errorf("%s: the browser let in %d", c.name, n)
		}
		tab.Press("Poslat")
		if text := tab.Text(); !strings.Contains(text, "wrong: false") {
			t.Errorf("%s: the browser let in %q, but: %s", c.name, let, text)
		}
	}
}
