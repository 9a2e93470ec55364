package organizer_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"blazon/judging"
	"blazon/server/servertest"
	"blazon/store"
	"blazon/store/storetest"
)

// rosterPaths lists the pages of the roster that belong to a chapter, and the addresses that only take forms.
func (r *runner) rosterPaths(recusal string) (read, posted []string) {
	juror, candidate := r.round.Jurors[0].Juror.UID, r.round.Candidates[0]
	members := "/cs/organizer/chapters/" + r.round.Region.UID + "/members"
	read = []string{r.ofRound + "jury", r.ofRound + "jury/" + juror + "/end", strings.TrimSuffix(r.ofContest, "/"),
		r.ofContest + "candidates/" + candidate + "/withdrawal", r.ofContest + "enrolment?q=a", r.ofContest + "entries/new?q=a",
		r.ofContest + "assignments", r.ofContest + "assignments/" + juror + "/removal", r.ofContest + "assignments/plan?mode=draw", r.ofContest + "assignments/grid",
		r.ofContest + "recusals/new", members}
	posted = []string{r.ofRound + "jury", r.ofRound + "jury/" + juror + "/end", r.ofRound + "jury/" + juror + "/invitation",
		r.ofContest + "candidates/" + candidate + "/withdrawal", r.ofContest + "candidates/" + candidate + "/reinstatement",
		r.ofContest + "enrolment", r.ofContest + "enrolment/eligible", r.ofContest + "entries/new", r.ofContest + "assignments/plan", r.ofContest + "assignments/grid",
		r.ofContest + "assignments/" + juror + "/removal", r.ofContest + "recusals/new", r.ofContest + "recusals/" + recusal + "/end",
		members, members + "/nobody/invitation", members + "/nobody/end"}
	return read, posted
}

// recusal takes the first juror off the first candidate.
func (r *runner) recusal() string {
	r.t.Helper()
	err := r.server.Store.Recuse(r.t.Context(), r.round.Organizer, store.RecusalForm{Juror: r.round.Jurors[0].Juror.UID,
		Candidate: r.round.Candidates[0], Why: judging.Recused, Reason: "střet zájmů"})
	if err != nil {
		r.t.Fatal(err)
	}
	_, setup := r.duties()
	return setup.Recusals[0].Recusal.UID
}

// onlyForItsOrganizer opens pages as the round's organizer, as that of another region and as a juror, and posts a form as strangers.
func (r *runner) onlyForItsOrganizer(read, posted []string, form url.Values) {
	r.t.Helper()
	elsewhere := signedIn(r.t, r.server, storetest.Chapter(r.t, r.server.Store, r.round.Organizer, r.round.Nation.UID, "CZ051"))
	if err := r.server.Store.SetPassword(r.t.Context(), store.Operator(), r.round.Jurors[0].Email, servertest.Password); err != nil {
		r.t.Fatal(err)
	}
	juror := r.server.Visitor(r.t)
	juror.SignIn(r.round.Jurors[0].Email)
	for _, path := range read {
		if page := r.Get(path); page.Status != http.StatusOK {
			r.t.Errorf("%s, to its organizer: got %d", path, page.Status)
		}
		if page := elsewhere.Get(path); page.Status != http.StatusNotFound {
			r.t.Errorf("%s, to an organizer of another region: got %d", path, page.Status)
		}
		if page := juror.Get(path); page.Status != http.StatusNotFound {
			r.t.Errorf("%s, to a juror: got %d", path, page.Status)
		}
	}
	for _, path := range posted {
		if page := elsewhere.Post(path, form); page.Status != http.StatusNotFound {
			r.t.Errorf("%s, from an organizer of another region: got %d", path, page.Status)
		}
		if page := r.server.Visitor(r.t).Post(path, form); page.Status != http.StatusUnauthorized {
			r.t.Errorf("%s, from nobody: got %d", path, page.Status)
		}
	}
}

func TestWhoLooksAfterTheRoster(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		r := run(t, s, 3, 2)
		read, posted := r.rosterPaths(r.recusal())
		r.onlyForItsOrganizer(read, posted, url.Values{"reason": {"x"}, "name": {"X"}, "email": {"x@example.org"}, "which": {"all"}, "role": {"member"}, "language": {"cs"},
			"juror": {r.round.Jurors[1].Juror.UID}, "candidate": {r.round.Candidates[1]}, "why": {"recused"}, "bodies": {r.candidates().Candidates[0].Bodies[0].UID}})
		if got, setup := r.duties(); r.standing() != 3 || len(r.jurors()) != 2 || len(setup.Recusals) != 1 || got["Porotce 1"].Assigned != 3 {
			t.Error("a stranger has changed the roster")
		}
	})
}

func TestNothingChangesOnceTheJudgingIsClosed(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		r := run(t, s, 2, 2)
		read, _ := r.rosterPaths("")
		if err := s.Store.CloseRound(t.Context(), r.round.Organizer, r.round.UID); err != nil {
			t.Fatal(err)
		}
		for _, path := range read[:11] {
			if page := r.Get(path); page.Status != http.StatusOK {
				t.Errorf("%s: got %d", path, page.Status)
			}
		}
		r.Get(r.ofContest+"assignments").Lacks(t, `type="checkbox"`, says("assign.mode_draw"))
		juror, candidate := r.round.Jurors[0].Juror.UID, r.round.Candidates[0]
		for path, form := range map[string]url.Values{
			r.ofRound + "jury":                                      {"name": {"Porotce 3"}, "role": {"member"}},
			r.ofRound + "jury/" + juror + "/end":                    {},
			r.ofContest + "enrolment":                               {"bodies": {r.candidates().Candidates[0].Bodies[0].UID}},
			r.ofContest + "enrolment/eligible":                      {},
			r.ofContest + "entries/new":                             {"bodies": {r.candidates().Candidates[0].Bodies[0].UID}, "title": {"X"}},
			r.ofContest + "assignments/plan":                        {"mode": {"everything"}},
			r.ofContest + "assignments/" + juror + "/removal":       {"which": {"all"}},
			r.ofContest + "recusals/new":                            {"juror": {juror}, "candidate": {candidate}, "why": {"recused"}, "reason": {"x"}},
			r.ofContest + "candidates/" + candidate + "/withdrawal": {"reason": {"x"}},
		} {
			r.refused(path, form, http.StatusConflict, says("fault.already_closed"))
		}
	})
}

func TestAnEntryOfSeveralBodies(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		r := run(t, s, 0, 0)
		storetest.Registered(t, s.Store, novaVesI, novaVesMelnik, kladno)
		first, second := r.body(novaVesI).UID, r.body(novaVesMelnik).UID
		path := r.ofContest + "entries/new"
		page := r.Get(path + "?q=nova+ves&bodies=" + first + "&title=" + url.QueryEscape("Společný portál") + "&supplier=X")
		page.Has(t, `value="`+first+`" checked`, `value="`+second+`"`, `value="Společný portál"`, "1\u00a0096\u00a0obyvatel")
		page.Lacks(t, `value="`+second+`" checked`)
		r.refused(path, url.Values{"bodies": {first}, "title": {strings.Repeat("á", 301)}, "url": {"semily"}, "supplier": {"Dodavatel"}}, http.StatusUnprocessableEntity,
			says("fault.too_long"), says("fault.bad_web"), `href="#f-title"`, `href="#f-url"`, `value="semily"`, `value="Dodavatel"`, `value="`+first+`" checked`)
		r.refused(path, url.Values{"title": {"X"}}, http.StatusUnprocessableEntity, says("fault.required"), `href="#f-bodies"`)
		r.refused(path, url.Values{"bodies": {r.body(kladno).UID}, "title": {"X"}}, http.StatusUnprocessableEntity, "je obcí s\u00a0rozšířenou působností")
		r.sends(path, url.Values{"bodies": {first, second}, "title": {"Společný portál"}, "url": {"https://portal.example.org"}, "supplier": {"Dodavatel"}, "late": {"Výpadek sítě."}},
			says("roster.entry_added", "Title", "Společný portál")).Has(t, "obec Nová Ves I", "Společný portál", "https://portal.example.org", "vlastní přihláška")
		if got := r.candidates().Candidates[0]; len(got.Bodies) != 2 || got.Bodies[0].UID != first {
			t.Errorf("the entry is of %v", got.Bodies)
		}
	})
}

// What a page costs does not grow with what is listed on it.
func TestStatementsOfTheRoster(t *testing.T) {
	n := 0
	counts := map[bool][][]int{}
	for _, rows := range []int{3, 9} {
		servertest.EachWith(t, store.Options{Statement: func() { n++ }}, func(t *testing.T, s *servertest.Server) {
			r := run(t, s, rows, rows)
			body := "/cs/organizer/bodies/" + r.candidates().Candidates[0].Bodies[0].UID
			r.fill(rows, body)
			read, _ := r.rosterPaths("")
			var counted []int
			for _, path := range append(read, body, "/cs/organizer/bodies?q=o") {
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
			t.Errorf("a database that migrates itself (%t): the pages take %v statements with 3 rows and with 9", itself, counted)
		}
		if most := slices.Max(counted[0]); most > 30 {
			t.Errorf("a page takes %d statements", most)
		}
	}
}

// fill makes as many recusals, representatives, organizers and overrides as there are candidates.
func (r *runner) fill(rows int, body string) {
	r.t.Helper()
	for i := range rows {
		email := fmt.Sprintf("osoba%d@example.org", i)
		person := url.Values{"name": {"Zástupce"}, "email": {email}, "language": {"cs"}}
		r.sends(body+"/representatives", person, email)
		r.sends("/cs/organizer/chapters/"+r.round.Region.UID+"/members", person, email)
		r.sends(body, url.Values{"field": {"population"}, "value": {fmt.Sprint(100 + i)}, "source": {"web obce"}, "date": {"2026"}}, says("roster.overridden"))
		r.sends(r.ofContest+"recusals/new", url.Values{"juror": {r.round.Jurors[i].Juror.UID}, "candidate": {r.round.Candidates[i]},
			"why": {"recused"}, "reason": {"střet zájmů"}}, says("roster.recused"))
	}
}
