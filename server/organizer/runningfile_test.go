package organizer_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"blazon/judging"
	"blazon/server"
	"blazon/server/paper"
	"blazon/server/servertest"
	"blazon/store"
)

// decided is a runner whose contest is decided: the first two share the first place.
func decided(t *testing.T, s *servertest.Server, candidates int) *runner {
	t.Helper()
	r := run(t, s, candidates, 1)
	r.submit()
	for _, act := range []func() error{
		func() error { return s.Store.CloseRound(t.Context(), r.round.Organizer, r.round.UID) },
		func() error {
			return s.Store.AddDecision(t.Context(), r.round.Organizer, r.round.Contest, store.DecisionForm{Kind: judging.LeaveTied,
				Candidates: r.round.Candidates[:2], Reason: "Hlasování."})
		},
		func() error {
			return s.Store.Decide(t.Context(), r.round.Organizer, r.round.Contest, store.DecideForm{})
		},
	} {
		if err := act(); err != nil {
			t.Fatal(err)
		}
	}
	return r
}

func TestTheTallyFileComesToTheSameResult(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		r := decided(t, s, 4)
		page := r.Get(r.judged + "tally.json")
		contest, err := judging.ReadContest(strings.NewReader(page.Body))
		if err != nil {
			t.Fatal(err)
		}
		outcome, err := judging.Tally(contest)
		if err != nil {
			t.Fatal(err)
		}
		again, err := json.Marshal(outcome)
		if err != nil {
			t.Fatal(err)
		}
		view, err := s.Store.Tally(t.Context(), r.round.Organizer, r.round.Contest)
		if err != nil {
			t.Fatal(err)
		}
		if string(again) != view.Decided.Outcome {
			t.Errorf("the file comes to %s, decided was %s", again, view.Decided.Outcome)
		}
		if disposition := page.Header.Get("Content-Disposition"); !strings.Contains(disposition, "zlaty-erb-2023-stredocesky-kraj-obec.json") {
			t.Errorf("the file is sent as %s", disposition)
		}
	})
}

// text extracts what a PDF says.
func text(t *testing.T, page servertest.Page) string {
	t.Helper()
	if page.Status != http.StatusOK || page.Header.Get("Content-Type") != "application/pdf" {
		t.Fatalf("%s: got %d, %s", page.Path, page.Status, page.Header.Get("Content-Type"))
	}
	path := filepath.Join(t.TempDir(), "file.pdf")
	if err := os.WriteFile(path, []byte(page.Body), 0o600); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	command := exec.Command("pdftotext", "-layout", path, "-")
	command.Stdout = &out
	if err := command.Run(); err != nil {
		t.Fatalf("pdftotext: %v", err)
	}
	return strings.Join(strings.Fields(out.String()), " ")
}

func TestResultSheetsAndCertificatesAsFiles(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		r := run(t, s, 3, 1)
		for _, path := range []string{r.ofRound + "result-sheet.pdf", r.ofContest + "result-sheet.pdf"} {
			if page := r.Get(path); page.Status != http.StatusNotFound {
				t.Errorf("%s before anything is decided: got %d", path, page.Status)
			}
		}
		r.submit()
		r.sends(r.inRoom+"closing", nil, says("running.closed_now"))
		r.refused(r.ofRound+"certificates", nil, http.StatusConflict, says("fault.not_decided"))
		r.sends(r.judged+"decisions", vote("Hlasování.", r.round.Candidates[:2]...), says("running.nothing_open"))
		r.sends(r.ofContest+"result", url.Values{"note": {"Porota hlasovala."}}, says("running.decided_now"))
		for _, path := range []string{r.ofRound + "result-sheet.pdf", r.ofContest + "result-sheet.pdf"} {
			sheet := text(t, r.Get(path))
			for _, want := range append([]string{"Zlatý erb", "Porota hlasovala.", "1. místo"}, r.names...) {
				if !strings.Contains(sheet, want) {
					t.Errorf("%s does not say %q", path, want)
				}
			}
		}
		page := r.sends(r.ofRound+"certificates", nil, says("running.issued_now", "Count", 3))
		page.Has(t, `<progress max="3" value="0"`, says("batch.being_printed"), `data-work="`+r.ofRound+`certificates/news"`, "?renew=1")
		if renews := r.Get(r.ofRound + "certificates?renew=1"); renews.Header.Get("Refresh") != "5" {
			t.Errorf("a page without a script does not renew itself: %v", renews.Header)
		}
		if news := r.Get(r.ofRound + "certificates/news"); news.Body != `{"revision":0}` {
			t.Errorf("the news are %q", news.Body)
		}
		press := server.Press(s.Store, server.Options{URL: s.URL})
		if err := press.Print(t.Context()); err != nil {
			t.Fatal(err)
		}
		page = r.Get(r.ofRound + "certificates?renew=1")
		if page.Header.Get("Refresh") != "" || strings.Contains(page.Body, "<progress") {
			t.Error("a page goes on renewing itself when all is printed")
		}
		links := regexp.MustCompile(`/cs/organizer/certificates/\w+`).FindAllString(page.Body, -1)
		links = slices.Compact(links) // each is followed by what revokes it
		if len(links) != 3 {
			t.Fatalf("%d certificates are listed", len(links))
		}
		r.Post(r.ofRound+"certificates/batches", url.Values{"kind": {"print_file"}, "marks": {"true"}}).Has(t, says("batch.kind_print_file_marks"), says("batch.state_waiting"))
		if err := press.Print(t.Context()); err != nil {
			t.Fatal(err)
		}
		file := r.Get(regexp.MustCompile(`/cs/organizer/batches/\w+/file`).FindString(r.Get(r.ofRound + "certificates").Body))
		if name := file.Header.Get("Content-Disposition"); !strings.Contains(name, "diplomy-tisk-zlaty-erb-2023-stredocesky-kraj.pdf") {
			t.Errorf("the print file is saved as %s", name)
		}
		all := text(t, file)
		for i, link := range links {
			one := text(t, r.Get(link))
			if !strings.Contains(one, r.names[i]) || strings.Contains(one, r.names[(i+1)%3]) || !strings.Contains(all, r.names[i]) {
				t.Errorf("certificate %d of %s says %s; all of them say %s", i+1, r.names[i], one, all)
			}
		}
		r.sends(r.ofRound+"certificates", nil, says("running.issued_now", "Count", 0))
	})
}

// paths are all addresses of the running half: those that are read, and those that are posted to.
func (r *runner) paths(certificate, decision string) (read, posted []string) {
	for _, word := range []string{"certificates", "certificates/news", "result-sheet.pdf"} {
		read = append(read, r.ofRound+word)
	}
	for _, word := range []string{"result", "result-sheet.pdf", "announcement", "advancement"} {
		read = append(read, r.ofContest+word)
	}
	read = append(read, r.inRoom+"coverage", r.inRoom+"closing", r.judged+"tally", r.judged+"tally.json", r.judged+"decisions")
	return append(read, "/cs/organizer/certificates/"+certificate), []string{r.inRoom + "closing", r.inRoom + "reopening", r.ofRound + "certificates",
		r.judged + "decisions", r.judged + "decisions/" + decision + "/revocation", r.ofContest + "result", r.ofContest + "announcement", r.ofContest + "advancement"}
}

// certified issues the certificates, has them printed and gives the uid of the first.
func (r *runner) certified() string {
	r.t.Helper()
	page := r.sends(r.ofRound+"certificates", nil, "2023/stredocesky-kraj/obec/1")
	if err := (&paper.Press{Store: r.server.Store}).Print(r.t.Context()); err != nil {
		r.t.Fatal(err)
	}
	page = r.Get(r.ofRound + "certificates")
	return regexp.MustCompile(`/organizer/certificates/(\w+)`).FindStringSubmatch(page.Body)[1]
}

func TestWhoRunsARound(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		r := decided(t, s, 3)
		view, err := s.Store.Tally(t.Context(), r.round.Organizer, r.round.Contest)
		if err != nil {
			t.Fatal(err)
		}
		read, posted := r.paths(r.certified(), view.Decisions[0].UID)
		before := r.Get(r.ofContest + "result").Body
		r.onlyForItsOrganizer(read, posted, url.Values{"which": {"drop"}, "drop.criterion": {"design"}, "drop.reason": {"x"}, "when": {"now"}})
		if r.Get(r.ofContest+"result").Body != before {
			t.Error("a stranger has changed the result")
		}
	})
}

// What a page costs does not grow with the candidates.
func TestStatementsOfTheRunningPages(t *testing.T) {
	n := 0
	var addresses []string
	counts := map[bool][][]int{}
	for _, candidates := range []int{3, 9} {
		servertest.EachWith(t, store.Options{Statement: func() { n++ }}, func(t *testing.T, s *servertest.Server) {
			r := decided(t, s, candidates)
			read, _ := r.paths(r.certified(), "")
			addresses = read
			var counted []int
			for _, path := range read {
				before := n
				if page := r.Get(path); page.Status != http.StatusOK {
					t.Fatalf("%s: got %d", path, page.Status)
				}
				counted = append(counted, n-before)
			}
			counts[s.Store.MigratesItself()] = append(counts[s.Store.MigratesItself()], counted)
		})
	}
	for itself, counted := range counts {
		if len(counted) != 2 || !slices.Equal(counted[0], counted[1]) {
			t.Errorf("a database that migrates itself (%t): the pages take %v statements with 3 candidates and with 9", itself, counted)
		}
		if most := slices.Max(counted[0]); most > 48 { // the announcing, which says what opens when and who is told
			t.Errorf("%s takes %d statements", addresses[slices.Index(counted[0], most)], most)
		}
	}
}
