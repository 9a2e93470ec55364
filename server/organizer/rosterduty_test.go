package organizer_test

import (
	"html"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"blazon/server/servertest"
	"blazon/store"
	"blazon/store/storetest"
)

// duties reads who scores what by the jurors' names.
func (r *runner) duties() (map[string]*store.AssignedJuror, *store.AssignmentSetup) {
	r.t.Helper()
	setup, err := r.server.Store.AssignmentSetup(r.t.Context(), r.round.Organizer, r.round.Contest)
	if err != nil {
		r.t.Fatal(err)
	}
	jurors := map[string]*store.AssignedJuror{}
	for _, j := range setup.Jurors {
		jurors[j.Juror.Name] = j
	}
	return jurors, setup
}

func TestCriteriaGoToSpecialists(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		r := run(t, s, 3, 2)
		first, second := r.round.Jurors[0].Juror.UID, r.round.Jurors[1].Juror.UID
		page := r.assigns(url.Values{"mode": {"shares"}, "duties": {first + "/design", first + "/security", second + "/mandatory"}},
			says("assign.done", "Added", 0, "Changed", 6, "Removed", 0))
		page.Lacks(t, `>celý hodnoticí list<`)
		page = r.Get(r.ofContest + "assignments/plan?mode=shares")
		page.Has(t, `value="`+first+`/design" aria-label="Výtvarné zpracování – Porotce 1" checked`)
		page.Lacks(t, `value="`+second+`/design" aria-label="Výtvarné zpracování – Porotce 2" checked`)
		got, _ := r.duties()
		if j := got["Porotce 1"]; !slices.Equal(j.Criteria, []string{"design", "security"}) || j.Mixed {
			t.Errorf("the first juror scores %v (mixed: %t)", j.Criteria, j.Mixed)
		}

		r.assigns(url.Values{"mode": {"shares"}, "duties": {second + "/services"}, "candidates": {r.round.Candidates[0]}},
			says("assign.done", "Added", 0, "Changed", 1, "Removed", 0)).Has(t, says("roster.mixed"))
		table := r.Get(r.ofRound + "assignments.csv")
		again := r.Upload(r.ofRound+"assignments/import", nil, "prideleni.csv", []byte(table.Body))
		again.Has(t, says("transfer.nothing"), "/organizer/rounds/"+r.round.UID+"/assignments/import")
		less := strings.Replace(table.Body, "services", "services, usability", 1)
		plan := r.Upload(r.ofRound+"assignments/import", nil, "prideleni.csv", []byte(less))
		r.sends(plan.Path, url.Values{"digest": {digest.FindStringSubmatch(plan.Body)[1]}}, says("transfer.done", "Added", 0, "Changed", 1, "Same", 5))
		r.refused(r.ofRound+"assignments/import", url.Values{}, http.StatusUnprocessableEntity, says("transfer.no_file"), `href="#f-file"`)
		path := r.ofContest + "assignments/plan"
		r.refused(path, url.Values{"mode": {"shares"}}, http.StatusUnprocessableEntity, says("fault.nothing_chosen"), `href="#f-duties"`)
		r.refused(path, url.Values{"mode": {"shares"}, "duties": {first + "/nothing"}}, http.StatusUnprocessableEntity, says("fault.unknown_choice"))
		stale := url.Values{"mode": {"shares"}, "duties": {first + "/usability"}, "do": {"apply"}, "digest": {"another"}}
		r.refused(path, stale, http.StatusConflict, says("assign.plan_changed"), says("assign.changed"))
		if again, _ := r.duties(); !slices.Equal(again["Porotce 1"].Criteria, got["Porotce 1"].Criteria) {
			t.Errorf("a refused form has changed who scores what to %v", again["Porotce 1"].Criteria)
		}
	})
}

// assigns looks through what a form would come to, and applies it.
func (r *runner) assigns(form url.Values, notice string) servertest.Page {
	r.t.Helper()
	path := r.ofContest + "assignments/plan"
	form.Set("do", "show")
	plan := r.Post(path, form)
	found := digest.FindStringSubmatch(plan.Body)
	if plan.Status != http.StatusOK || found == nil {
		r.t.Fatalf("%s: got %d and no plan: %s", path, plan.Status, plan.Body)
	}
	form.Set("do", "apply")
	form.Set("digest", found[1])
	return r.sends(path, form, notice)
}

func TestJurorsAreDrawnOnceThePlanIsSeen(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		r := run(t, s, 4, 0)
		form := url.Values{"mode": {"draw"}, "each": {"2"}, "how": {"topup"}, "seed": {"20231116"}}
		for n := range 3 {
			juror := storetest.Juror(t, s.Store, r.round.Organizer, r.round.UID, n+1).Juror.UID
			form.Add("among", juror)
			form.Set("share["+juror+"]", "4")
		}
		path := r.ofContest + "assignments/plan"
		r.Get(path+"?mode=draw").Has(t, says("assign.each"), `name="seed"`, "Porotce 3")
		limited := url.Values{"most[" + form["among"][0] + "]": {"1"}, "most[" + form["among"][1] + "]": {"1"}}
		for name, value := range form {
			limited[name] = value
		}
		r.Post(path, limited).Has(t, says("assign.unmet"), says("assign.no_room", "Needed", 4, "Room", 2), "Porotce 1, Porotce 2")
		r.refused(path, url.Values{"mode": {"draw"}, "each": {"none"}}, http.StatusUnprocessableEntity, `href="#f-each"`, says("web.bad_value"))
		r.assigns(form, says("assign.done", "Added", 8, "Changed", 0, "Removed", 0))
		got, _ := r.duties()
		for name, j := range got {
			if j.Assigned < 2 || j.Assigned > 3 {
				t.Errorf("%s scores %d of 8, shared out among three", name, j.Assigned)
			}
		}
	})
}

func TestTickingByHandAsksBeforeScoresStopCounting(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		r := run(t, s, 2, 2)
		r.round.SubmitSheets(t, s.Store, 0, func(candidate, criterion int) string { return "1" })
		pair := func(juror, candidate int) string {
			return r.round.Jurors[juror].Juror.UID + "/" + r.round.Candidates[candidate]
		}
		path := r.ofContest + "assignments/grid"
		r.Get(path).Has(t, `value="`+pair(0, 0)+`"`, says("assign.begun_here"))
		r.Get(path+"?juror="+r.round.Jurors[1].Juror.UID).Lacks(t, `value="`+pair(0, 0)+`"`)
		r.sends(path, url.Values{"was": {pair(1, 0), pair(1, 1)}, "on": {pair(1, 1)}}, says("assign.done", "Added", 0, "Changed", 0, "Removed", 1))
		form := url.Values{"was": {pair(0, 0), pair(0, 1)}, "on": {pair(0, 1), pair(1, 0)}}
		page := r.Post(path, form)
		page.Has(t, says("assign.losing", "Count", 1), says("assign.lost", "Count", 8), `value="`+pair(1, 0)+`"`)
		if got, _ := r.duties(); got["Porotce 1"].Assigned != 2 {
			t.Errorf("%d duties are left before anybody said yes", got["Porotce 1"].Assigned)
		}
		form.Set("sure", "true")
		form.Set("digest", digest.FindStringSubmatch(page.Body)[1])
		r.sends(path, form, says("assign.done", "Added", 1, "Changed", 0, "Removed", 1))
		r.refused(path, url.Values{"on": {"nobody/nothing"}}, http.StatusUnprocessableEntity, says("fault.unknown_choice"), `href="#f-on"`)
	})
}

func TestDutiesAreTakenAway(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		r := run(t, s, 3, 2)
		removal := r.ofContest + "assignments/" + r.round.Jurors[0].Juror.UID + "/removal"
		r.Get(removal).Has(t, "Porotce 1", html.EscapeString(r.names[2]))
		r.refused(removal, url.Values{"which": {"chosen"}}, http.StatusUnprocessableEntity, says("fault.nothing_chosen"), `href="#f-candidates"`)
		r.sends(removal, url.Values{"which": {"chosen"}, "candidates": {r.round.Candidates[0]}}, says("roster.removed", "Name", "Porotce 1"))
		if got, _ := r.duties(); got["Porotce 1"].Assigned != 2 {
			t.Errorf("%d duties are left, want 2", got["Porotce 1"].Assigned)
		}
		r.sends(removal, url.Values{"which": {"all"}}, says("roster.removed", "Name", "Porotce 1"))
		got, _ := r.duties()
		if got["Porotce 1"].Assigned != 0 || got["Porotce 2"].Assigned != 3 {
			t.Errorf("%d and %d duties are left, want none and 3", got["Porotce 1"].Assigned, got["Porotce 2"].Assigned)
		}
		if page := r.Get(removal); page.Status != http.StatusNotFound {
			t.Errorf("nothing is left to take away: got %d", page.Status)
		}
	})
}

func TestAJurorIsRecused(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		r := run(t, s, 2, 2)
		form := r.ofContest + "recusals/new"
		first := r.round.Jurors[0].Juror.UID
		r.Get(form+"?candidate="+r.round.Candidates[0]).Has(t, html.EscapeString(r.names[0]), "Porotce 1", "Úřední deska")
		r.refused(form, url.Values{"candidate": {r.round.Candidates[0]}, "juror": {first}, "why": {"abstained"}, "reason": {""}}, http.StatusUnprocessableEntity,
			says("fault.reason_missing"), `value="`+first+`" selected`, `value="abstained" checked`)
		r.refused(form, url.Values{"candidate": {r.round.Candidates[0]}, "why": {"recused"}, "reason": {"x"}}, http.StatusUnprocessableEntity,
			says("fault.unknown_choice"), `href="#f-juror"`)
		r.refused(form, url.Values{"candidate": {"nobody"}, "juror": {first}, "why": {"recused"}, "reason": {"x"}}, http.StatusUnprocessableEntity, `href="#f-candidate"`)

		page := r.sends(form, url.Values{"candidate": {r.round.Candidates[0]}, "juror": {first}, "why": {"recused"}, "reason": {"Pracuje v obci."}}, says("roster.recused"))
		page.Has(t, "Pracuje v obci.", "střet zájmů", html.EscapeString(r.names[0]))
		_, setup := r.duties()
		if len(setup.Recusals) != 1 {
			t.Fatalf("%d recusals, want 1", len(setup.Recusals))
		}
		r.sends(r.ofContest+"recusals/"+setup.Recusals[0].Recusal.UID+"/end", url.Values{"reason": {"Už tam nepracuje."}}, says("roster.recusal_ended")).Has(t, says("roster.no_recusals"))
	})
}

func TestAJurorLeavesTheRestToASubstitute(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		r := run(t, s, 3, 3)
		r.round.SubmitSheets(t, s.Store, 0, func(candidate, _ int) string { return []string{"1", "2", "3"}[candidate] })
		end := func(juror int) string { return r.ofRound + "jury/" + r.round.Jurors[juror].Juror.UID + "/end" }
		r.Get(end(1)).Has(t, "Porotce 3", says("roster.end_juror_counts", "Submitted", 0, "Count", 3))
		r.refused(end(1), url.Values{"substitute": {"nobody"}}, http.StatusUnprocessableEntity, `href="#f-substitute"`, says("fault.unknown_choice"))
		page := r.sends(end(1), url.Values{"substitute": {r.round.Jurors[2].Juror.UID}}, says("roster.juror_ended", "Name", "Porotce 2"))
		page.Has(t, "skončil")
		r.sends(end(0), nil, says("roster.juror_ended", "Name", "Porotce 1"))
		got, _ := r.duties()
		if got["Porotce 1"].Submitted != 3 || got["Porotce 2"] != nil || got["Porotce 3"].Assigned != 3 {
			t.Errorf("after two have left: %+v", got)
		}
		if page := r.Get(end(0)); page.Status != http.StatusNotFound {
			t.Errorf("who has left cannot leave: got %d", page.Status)
		}
	})
}
