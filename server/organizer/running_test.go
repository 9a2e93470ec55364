package organizer_test

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"blazon/locale"
	"blazon/server/servertest"
	"blazon/store"
	"blazon/store/storetest"
)

// runner is the organizer of a region's round, signed in, and the addresses of its pages in Czech.
type runner struct {
	*servertest.Visitor
	t                  testing.TB
	server             *servertest.Server
	round              *storetest.JudgedRound
	names              []string // of the candidates
	ofRound, ofContest string   // the addresses of the round and of its contest, to which a page's word is added
	inRoom, judged     string   // the same in the jury's room
}

func run(t *testing.T, s *servertest.Server, candidates, jurors int) *runner {
	t.Helper()
	r := &runner{t: t, server: s, round: storetest.Round(t, s.Store, candidates, jurors)}
	progress, err := s.Store.Progress(t.Context(), r.round.Organizer, r.round.UID, locale.Czech)
	if err != nil {
		t.Fatal(err)
	}
	for _, contest := range progress.Contests {
		for _, c := range contest.Candidates {
			r.names = append(r.names, c.Candidate.Display(locale.Czech))
		}
	}
	r.ofRound, r.ofContest = "/cs/organizer/rounds/"+r.round.UID+"/", "/cs/organizer/contests/"+r.round.Contest+"/"
	r.inRoom, r.judged = "/cs/room/"+r.round.UID+"/", "/cs/room/contests/"+r.round.Contest+"/"
	r.Visitor = signedIn(t, s, r.round.Region)
	return r
}

// signedIn makes somebody who organizes a chapter.
func signedIn(t testing.TB, s *servertest.Server, chapter *store.Chapter) *servertest.Visitor {
	t.Helper()
	storetest.Organizer(t, s.Store, chapter)
	email := "organizator." + chapter.Slug + "@example.org"
	if err := s.Store.SetPassword(t.Context(), store.Operator(), email, servertest.Password); err != nil {
		t.Fatal(err)
	}
	v := s.Visitor(t)
	v.SignIn(email)
	return v
}

// says gives a message as a page has it.
func says(key string, args ...any) string {
	return html.EscapeString(locale.T(locale.Czech, key, args...))
}

// sends posts a form that must do what it says: the page that it leads to says so.
func (r *runner) sends(path string, form url.Values, notice string) servertest.Page {
	r.t.Helper()
	page := r.Post(path, form)
	if page.Status != http.StatusOK {
		r.t.Fatalf("%s: got %d at %s: %s", path, page.Status, page.Path, page.Body)
	}
	page.Has(r.t, notice)
	return page
}

// refused posts a form that must come back with what is wrong.
func (r *runner) refused(path string, form url.Values, status int, has ...string) servertest.Page {
	r.t.Helper()
	page := r.Post(path, form)
	if page.Status != status {
		r.t.Errorf("%s: got %d, want %d", path, page.Status, status)
	}
	page.Has(r.t, has...)
	page.Has(r.t, `role="alert"`)
	return page
}

// submit lets the first juror give the first two candidates the same points, and each of the others fewer than the one before.
func (r *runner) submit() {
	r.t.Helper()
	r.round.SubmitSheets(r.t, r.server.Store, 0, func(candidate, criterion int) string {
		if criterion > 0 {
			return "1"
		}
		return strconv.Itoa(20 - max(0, candidate-1))
	})
}

// wait is what the form says about all gaps that are left.
func wait(kind, reason string) url.Values {
	return url.Values{"which": {"gaps"}, "gaps.all": {"true"}, "gaps.kind": {kind}, "gaps.reason": {reason}}
}

// vote is an order that the jury voted, first to last.
func vote(reason string, uids ...string) url.Values {
	form := url.Values{"which": {"ties[0]"}, "ties[0].kind": {"order"}, "ties[0].reason": {reason}}
	for i, uid := range uids {
		form.Set("ties[0].order["+uid+"]", strconv.Itoa(i+1))
	}
	return form
}

func TestTheRoadFromClosingToCertificates(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		r := run(t, s, 4, 2)
		r.submit()
		first, second := r.round.Candidates[0], r.round.Candidates[1]
		r.Get(r.inRoom+"coverage").Has(t, "Porotce 2", r.names[3], says("running.open_sheets", "Count", 4))
		page := r.Get(r.inRoom + "closing")
		page.Has(t, says("running.missing_alert", "Count", 4), says("running.behind"), r.names[0])
		if strings.Contains(page.Body, "Porotce 1") {
			t.Error("who is done is among those who are behind")
		}
		r.sends(r.inRoom+"closing", nil, says("running.closed_now"))

		r.Get(r.judged+"tally").Has(t, says("running.gaps_alert", "Count", 32), says("running.working"))
		r.Get(r.ofContest+"result").Has(t, says("running.gaps_alert", "Count", 32))
		r.Get(r.judged+"decisions").Has(t, "Porotce 2", says("running.all_gaps", "Number", 32))
		page = r.sends(r.judged+"decisions", wait("accept", "Porotce 2 onemocněl."), says("running.decision_added", "Count", 32))
		page.Has(t, says("running.accepted"), "Porotce 2 onemocněl.", "Organizátor", "ties[0].order["+first+"]", "ties[0].order["+second+"]")
		r.Get(r.judged+"tally").Has(t, says("running.ties_alert", "Count", 1), says("running.waits"))
		page = r.sends(r.judged+"decisions", vote("Tři hlasy ze čtyř.", second, first), says("running.nothing_open"))
		page.Has(t, says("running.ordered"), "1. "+r.names[1]+", 2. "+r.names[0])
		r.Get(r.judged+"tally").Has(t, says("running.behind_by", "Name", r.names[1]), says("running.rule_jury"), says("running.ready"))

		page = r.sends(r.ofContest+"result", url.Values{"note": {"Porota hlasovala."}}, says("running.decided_now"))
		page.Has(t, "Porota hlasovala.", "1.\u00a0místo", says("running.decide_again"))
		s.Visitor(t).Get("/cs/zlaty-erb/2023/stredocesky-kraj").Lacks(t, "1.\u00a0místo", "<strong>1.</strong>")
		r.Get(r.ofContest+"announcement").Has(t, says("running.published_places", "Count", 4))
		r.sends(r.ofContest+"announcement", url.Values{"when": {"now"}}, says("running.announced_now"))
		s.Visitor(t).Get("/cs/zlaty-erb/2023/stredocesky-kraj/obec").Has(t, "1.\u00a0místo", r.names[1], "Porota hlasovala.")

		r.Get(r.ofContest+"advancement").Has(t, "Celostátní kolo", r.names[1], `name="declined[`+second+`]"`)
		r.sends(r.ofContest+"advancement", nil, says("running.advanced_count", "Count", 1))
		target, err := s.Store.ContestList(t.Context(), r.round.Organizer, r.round.Target, store.Listing{})
		if err != nil || len(target.Candidates) != 1 || target.Candidates[0].Display(locale.Czech) != r.names[1] {
			t.Errorf("in the next round stand %v, %v", target, err)
		}

		r.Get(r.ofRound+"certificates").Has(t, says("running.to_issue", "Count", 3))
		r.sends(r.ofRound+"certificates", nil, says("running.issued_now", "Count", 3)).Has(t, "2023/stredocesky-kraj/obec/1", "2023/stredocesky-kraj/obec/3", r.names[1])
	})
}

func TestClosingCanBeTakenBackUntilAResultIsDecided(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		r := run(t, s, 2, 1)
		r.refused(r.inRoom+"reopening", nil, http.StatusConflict, says("fault.still_judging"))
		r.sends(r.inRoom+"closing", nil, says("running.reopen"))
		r.refused(r.inRoom+"closing", nil, http.StatusConflict, says("fault.already_closed"))
		r.sends(r.inRoom+"reopening", url.Values{"reason": {"Předčasně."}}, says("running.reopened"))
		r.submit()
		r.sends(r.inRoom+"closing", nil, says("running.closed_now"))
		r.sends(r.judged+"decisions", vote("Hlasování.", r.round.Candidates...), says("running.nothing_open"))
		r.sends(r.ofContest+"result", nil, says("running.decided_now"))
		r.Get(r.inRoom+"closing").Lacks(t, says("running.reopening_means"))
		r.refused(r.inRoom+"reopening", nil, http.StatusConflict, says("fault.already_decided"))
	})
}

func TestProgressTellsNoPoints(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		r := run(t, s, 3, 2)
		r.submit()
		pages := func() string { // but for the moment that they were read at
			return regexp.MustCompile(`\d\d:\d\d:\d\d`).ReplaceAllString(r.Get(r.inRoom+"coverage").Body+r.Get(r.inRoom+"coverage?columns=criteria&part=now").Body+
				r.Get(r.inRoom+"closing").Body+r.Get(r.inRoom+"reminder").Body+r.Get(strings.TrimSuffix(r.inRoom, "/")).Body, "")
		}
		before := pages()
		r.round.SubmitSheets(t, s.Store, 0, func(candidate, _ int) string { return strconv.Itoa(candidate) })
		if pages() != before {
			t.Error("other points make another page")
		}
		for _, page := range []string{r.judged + "tally", r.judged + "tally.json", r.judged + "decisions", r.ofContest + "advancement"} {
			if got := r.Get(page); got.Status != http.StatusConflict {
				t.Errorf("%s while judging is on: got %d", page, got.Status)
			}
		}
		r.Get(r.judged+"tally").Has(t, says("fault.still_judging"), r.inRoom+"closing")
		r.Get(r.ofContest+"result").Has(t, says("fault.still_judging"))
	})
}
