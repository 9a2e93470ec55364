package jury_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"blazon/server/servertest"
)

// looked is what the form of the last look sends.
var looked = regexp.MustCompile(`name="(looked\[[a-z0-9]+\])" value="(\d+)"`)

func TestAJurorLooksAgainAndSubmitsAll(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		d := sit(t, s, 3)
		place := "/cs/jury/" + d.round.UID
		d.Post(d.sheets[0], scores("draft", "5", "revision", "0", "note", "Web nejde otevřít."))
		d.Post(d.sheets[1], scores("draft", "5", "revision", "0", "score.mandatory", "20", "score.security", "0"))
		d.Post(d.sheets[2], url.Values{"act": {"draft"}, "revision": {"0"}, "score.mandatory": {"5"}})
		page := d.Get(place + "/submit")
		page.Has(t, "NEODESLÁNO", "2\u00a0formuláře jsou úplné a\u00a0čekají na odeslání.", "1\u00a0formulář je neúplný.", "Chybí:",
			"Krajní hodnota:", "Povinně zveřejňované informace 20", "Všechna kritéria mají stejnou hodnotu.", "Odeslat 2\u00a0úplné formuláře")
		form := url.Values{"act": {"submit"}}
		for _, found := range looked.FindAllStringSubmatch(page.Body, -1) {
			form.Set(found[1], found[2])
		}
		page = d.Post(place+"/submit", form)
		if page.Path != place+"/receipt" {
			t.Errorf("submitting all leads to %s", page.Path)
		}
		page.Has(t, "Odeslali jste 2\u00a0formuláře.", "Kontrolní kód", "<strong>NEODESLÁNO</strong>", d.names[0], "Porotce 1")
		d.Get(place+"?show=submitted").Has(t, d.names[0], d.names[1], "poznámka předsedovi")
		d.Get(place+"?show=submitted").Lacks(t, `/sheets/`+d.sheets[2][strings.LastIndex(d.sheets[2], "/")+1:]+`">`+d.names[2]+`</a>
      <span class="ds-tag"`)
		d.Get(place+"/own").Has(t, "Moje body podle kritérií", "10,00", "<svg")
		d.Get(d.sheets[0]+"/history").Has(t, "odesláno", "→ <strong>5</strong>")
		page = d.Post(place+"/submit", url.Values{"act": {"take_back"}})
		page.Has(t, "Vzali jste zpět 2\u00a0formuláře.", "NEODESLÁNO")
	})
}

func TestTwoVersionsAreSettledFieldByField(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		d := sit(t, s, 1)
		d.Post(d.sheets[0], scores("draft", "5", "revision", "0", "comment", "První", "page", "a"))
		mine := scores("draft", "5", "revision", "0", "comment", "Druhý", "score.design", "7", "page", "b")
		page := d.Post(d.sheets[0], mine)
		if page.Status != http.StatusConflict {
			t.Errorf("an older form gets %d", page.Status)
		}
		page.Has(t, `name="theirs" value="score.design"`, `name="theirs" value="comment"`, "Co jste napsali, je schované jako koncept")
		d.Get(d.sheets[0]).Has(t, "Co jste napsali jinde", "Druhý", "Porovnat obě znění", "Zahodit")
		mine.Set("revision", "1")
		mine.Set("theirs", "comment") // keep the stored comment, and one's own points
		d.Post(d.sheets[0], mine).Has(t, "Koncept je uložený.", "První</textarea>", `value="7"`)
		d.Get(d.sheets[0]).Lacks(t, "Co jste napsali jinde") // it is settled

		// what stays as it is stored may be words that fit no score, and a comment that is too long
		long := strings.Repeat("ř", 20_001)
		d.Post(d.sheets[0], scores("autosave", "5", "revision", "2", "comment", long, "score.design", "sedm", "page", "a", "seq", "9"))
		mine.Del("theirs")
		d.Post(d.sheets[0], mine).Has(t, `sedm<div class="ds-field"><input class="ds-input" type="checkbox" id="theirs-score-design"`)
		mine.Set("revision", "3")
		mine["theirs"] = []string{"comment", "score.design"}
		if page = d.Post(d.sheets[0], mine); page.Status != http.StatusUnprocessableEntity {
			t.Errorf("words that fit no score are answered with %d", page.Status)
		}
		page.Has(t, long+"</textarea>", `value="sedm"`)
	})
}
