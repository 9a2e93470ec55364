package main

import (
	"fmt"
	"html"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"blazon/server/servertest"
	"blazon/store/storetest"
)

// TestAStrangerWalksTheDemo goes the whole road of the demo as somebody who only follows links and fills in forms: from a
// published result to its sheet, through a juror's last three sheets, to the certificates of the round.
func TestAStrangerWalksTheDemo(t *testing.T) {
	program := built(t)
	for name, database := range storetest.Empty(t) {
		t.Run(name, func(t *testing.T) {
			if _, wrong, status := executed(t, program, "", "demo", "--database", database); status != 0 {
				t.Fatal(wrong)
			}
			server := served(t, program, database)
			readLiberec(visit(t, server))
			finishSheets(visit(t, server))
			announceNation(visit(t, server))
			readCorrection(visit(t, server))
			revealLiberec(visit(t, server), visit(t, server))
			server.stop(t)
			if said, wrong, status := executed(t, program, "", "check", "--database", database, "--data", server.data); status != 0 {
				t.Errorf("after the walk: %s%s", said, wrong)
			}
		})
	}
}

func readLiberec(v *visitor) {
	v.open("/cs")
	v.follow("25. ročník")
	v.follow("Liberecký kraj")
	v.sees("Semily", "Mařenice")
	v.follow("Výsledková listina")
	v.prints("Semily", "Mařenice", "1. místo")
}

// finishSheets fills in what is left for the fourth juror, with the most points everywhere.
func finishSheets(v *visitor) {
	v.signIn(demoEmail("porotce", 4))
	for range 3 {
		v.open("/cs/jury")
		v.follow("Pokračovat")
		v.sees("NEODESLÁNO")
		form := url.Values{"revision": {v.value("revision")}, "act": {"submit"}, "comment": {"Přehledné a úplné."}}
		for _, field := range regexp.MustCompile(`name="(score\.\w+)"`).FindAllStringSubmatch(v.body, -1) {
			form.Set(field[1], "4")
		}
		v.post(v.path, form)
		v.sees("Odesláno")
	}
	v.sees("už žádný formulář nechybí")
}

func announceNation(v *visitor) {
	v.signIn(demoEmail("poradatel", 0))
	v.open("/cs/organizer")
	v.follow("Celostátní kolo")
	round := v.path
	v.follow("Uzavření")
	v.post(v.path, nil)
	closed := v.path
	for _, category := range []string{"Nejlepší webové stránky obce s rozšířenou působností", "Nejlepší webové stránky obce, která není"} {
		v.open(closed)
		v.follow("Výsledek: " + category)
		v.decide()
		v.follow("Vyhlášení")
		v.post(v.path, url.Values{"when": {"now"}})
		v.sees("je veřejný")
	}
	v.open(round)
	v.follow("Diplomy")
	v.post(v.path, nil)
	v.awaits("PDF 2023/celostatni-kolo/orp/1") // the worker prints them
	certificates := v.path
	v.post(certificates+"/batches", url.Values{"kind": {"print_file"}})
	v.open(certificates)
	v.awaits("Stáhnout")
	v.follow("Stáhnout")
	v.prints("1. místo", "25. ročník")
}

// readCorrection finds what was corrected after the announcement, and the version that it led to.
func readCorrection(v *visitor) {
	v.open("/cs/zlaty-erb/2025/ustecky-kraj/orp")
	v.sees("Ukázka opravy, ne skutečnost", "kterou lze procházet bez myši a číst nahlas", "1. místo neuděleno")
}

// revealLiberec leads the ceremony that waits in the Liberec Region: somebody at home sees the joint second place before the first, and the
// result's page opens as that is revealed.
func revealLiberec(host, home *visitor) {
	const round = "/cs/zlaty-erb/2022/liberecky-kraj"
	closed := func() {
		home.t.Helper()
		if page := home.browser.Get(round + "/orp"); page.Status != http.StatusNotFound {
			home.t.Fatalf("the page is answered with %d before the first place is revealed", page.Status)
		}
	}
	host.signIn(demoEmail("liberec", 0))
	host.open("/cs/organizer")
	host.follow("24. ročník")
	host.follow("Liberecký kraj")
	host.follow("Slavnost")
	host.sees("připraveno")
	console := host.path
	host.post(console, url.Values{"act": {"begin"}})
	for _, step := range []struct{ next, seen string }{
		{"Nejlepší webové stránky obce s rozšířenou působností", "Nejlepší webové stránky"}, {"Čestné uznání", "Ukázka odůvodnění"}, {"3. místo", "Liberec"},
		{"Předává se 2 soutěžícím", "Turnov"},
	} {
		host.sees(step.next)
		host.post(console, url.Values{"cue": {"next"}, "performance": {host.value("performance")}, "revision": {host.value("revision")}})
		home.open(round)
		home.follow("Slavnostní vyhlášení právě probíhá")
		home.sees(step.seen)
		closed()
	}
	home.sees("2. místo", "Nový Bor")
	if strings.Contains(words(home.body), "Semily") {
		home.t.Fatal("the first place is on the screens already")
	}
	host.sees("Semily", "60 000 Kč")
	host.post(console, url.Values{"cue": {"next"}, "performance": {host.value("performance")}, "revision": {host.value("revision")}})
	host.sees("otevřená")
	home.open(round + "/orp")
	home.sees("1. místo", "Semily", "Nový Bor", "Čestné uznání")
}

// decide decides a contest; ties that are left for the jury stay ties.
func (v *visitor) decide() {
	v.t.Helper()
	result := v.path
	for v.open(strings.NewReplacer("/organizer/", "/room/", "/result", "/decisions").Replace(result)); strings.Contains(v.body, `name="ties[0].kind"`); {
		vote := url.Values{"which": {"ties[0]"}, "ties[0].kind": {"tie"}, "ties[0].reason": {"Porota o pořadí nehlasovala."}}
		for _, field := range regexp.MustCompile(`name="(ties\[0\]\.order\[\w+\])"`).FindAllStringSubmatch(v.body, -1) {
			vote.Set(field[1], "")
		}
		v.post(v.path, vote)
	}
	v.open(result)
	v.post(result, url.Values{"note": {""}})
	v.sees("1. místo")
}

// visitor is somebody at a browser without scripts, and the page that is open.
type visitor struct {
	t       *testing.T
	browser *servertest.Visitor
	path    string
	body    string
}

func visit(t *testing.T, s *serving) *visitor {
	return &visitor{t: t, browser: (&servertest.Server{URL: s.address}).Visitor(t)}
}

func (v *visitor) open(path string) {
	v.t.Helper()
	v.see(v.browser.Get(path))
}

func (v *visitor) post(path string, form url.Values) {
	v.t.Helper()
	v.see(v.browser.Post(path, form))
}

func (v *visitor) see(page servertest.Page) {
	v.t.Helper()
	if v.path, v.body = page.Path, page.Body; page.Status != http.StatusOK {
		v.t.Fatalf("%s: %d\n%s", v.path, page.Status, words(v.body))
	}
}

func (v *visitor) signIn(email string) {
	v.t.Helper()
	data, err := readDemo()
	if err != nil {
		v.t.Fatal(err)
	}
	v.post("/cs/sign-in", url.Values{"email": {email}, "password": {data.Password}})
}

var (
	anchor  = regexp.MustCompile(`(?s)<a [^>]*href="([^"]*)"[^>]*>(.*?)</a>`)
	tag     = regexp.MustCompile(`(?s)<[^>]*>`)
	blanks  = regexp.MustCompile(`[\s\x{a0}]+`)
	noBreak = strings.NewReplacer("\u00a0", " ")
)

// words is the text of a page as it is read.
func words(page string) string {
	return strings.TrimSpace(blanks.ReplaceAllString(html.UnescapeString(tag.ReplaceAllString(page, " ")), " "))
}

// follow clicks the first link of the page's main part whose text begins with these words.
func (v *visitor) follow(text string) {
	v.t.Helper()
	_, main, _ := strings.Cut(v.body, "<main")
	var seen []string
	for _, found := range anchor.FindAllStringSubmatch(main, -1) {
		said := strings.ReplaceAll(words(found[2]), " :", ":")
		if strings.HasPrefix(said, text) {
			v.open(html.UnescapeString(found[1]))
			return
		}
		seen = append(seen, said)
	}
	v.t.Fatalf("no link %q on %s, but %q", text, v.path, seen)
}

// value is what stands in a hidden field.
func (v *visitor) value(name string) string {
	v.t.Helper()
	found := regexp.MustCompile(`name="` + name + `" value="([^"]*)"`).FindStringSubmatch(v.body)
	if found == nil {
		v.t.Fatalf("no field %s on %s", name, v.path)
	}
	return html.UnescapeString(found[1])
}

func (v *visitor) sees(texts ...string) {
	v.t.Helper()
	page := words(v.body)
	for _, text := range texts {
		if !strings.Contains(page, text) {
			v.t.Fatalf("%s does not show %q:\n%s", v.path, text, page)
		}
	}
}

// awaits looks at the page again and again until it shows a text.
func (v *visitor) awaits(text string) {
	v.t.Helper()
	for late := time.Now().Add(time.Minute); time.Now().Before(late) && !strings.Contains(words(v.body), text); {
		v.open(v.path)
	}
	v.sees(text)
}

// prints reads what was downloaded as a PDF.
func (v *visitor) prints(texts ...string) {
	v.t.Helper()
	file := filepath.Join(v.t.TempDir(), "paper.pdf")
	if err := os.WriteFile(file, []byte(v.body), 0o600); err != nil {
		v.t.Fatal(err)
	}
	out, err := exec.Command("pdftotext", "-layout", file, "-").Output()
	if err != nil {
		v.t.Fatal(fmt.Errorf("%s: %w", v.path, err))
	}
	for _, text := range texts {
		if !strings.Contains(noBreak.Replace(string(out)), text) {
			v.t.Errorf("%s does not print %q:\n%s", v.path, text, out)
		}
	}
}
