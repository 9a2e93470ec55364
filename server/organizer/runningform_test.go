package organizer_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"blazon/server/servertest"
)

// refusal is a form that comes back, with what it says then.
type refusal struct {
	sentence string
	form     url.Values
	has      []string
}

func (r *runner) refuses(path string, refusals []refusal) {
	r.t.Helper()
	for _, test := range refusals {
		page := r.Post(path, test.form)
		if page.Status != http.StatusUnprocessableEntity {
			r.t.Errorf("%s: got %d, want %d", test.sentence, page.Status, http.StatusUnprocessableEntity)
		}
		for _, text := range test.has {
			if !strings.Contains(page.Body, text) {
				r.t.Errorf("%s: the page does not show %q", test.sentence, text)
			}
		}
	}
}

func TestWhatIsWrongWithADecisionStandsBesideItsField(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		r := run(t, s, 3, 2)
		r.submit()
		r.sends(r.inRoom+"closing", nil, says("running.closed_now"))
		cell := r.round.Candidates[0] + "/mandatory"
		blank, long := says("fault.reason_missing"), strings.Repeat("x", 5001)
		r.refuses(r.judged+"decisions", []refusal{
			{"gaps, all blank", url.Values{"which": {"gaps"}}, []string{blank, `href="#f-gaps-reason"`, `href="#f-gaps-cells"`, `href="#f-gaps-kind"`, says("fault.nothing_chosen")}},
			{"a reason of spaces", wait("accept", " \n"), []string{blank, `value="accept" checked`, `name="gaps.all" value="true" checked`}},
			{"gaps that are chosen, without a kind", url.Values{"which": {"gaps"}, "gaps.cells": {cell}, "gaps.reason": {"Zůstane"}},
				[]string{`value="` + cell + `" aria-label="` + r.names[0], `" checked>`, "Zůstane</textarea>", says("fault.unknown_choice")}},
			{"a kind that is none for a gap", wait("order", "Zůstane"), []string{`href="#f-gaps-kind"`, "Zůstane</textarea>"}},
			{"a reason that is too long", wait("accept", long), []string{`href="#f-gaps-reason"`, says("fault.too_long")}},
			{"dropping nothing", url.Values{"which": {"drop"}}, []string{`href="#f-drop-criterion"`, `href="#f-drop-reason"`, blank}},
			{"dropping what is not there", url.Values{"which": {"drop"}, "drop.criterion": {"x"}, "drop.reason": {"Zůstane"}}, []string{`href="#f-drop-criterion"`, "Zůstane</textarea>"}},
			{"excluding without a reason", url.Values{"which": {"exclude"}, "exclude.candidate": {r.round.Candidates[2]}}, []string{`href="#f-exclude-reason"`, "<strong>" + r.names[2]}},
			{"no form at all", url.Values{}, []string{says("fault.unknown_choice")}},
			{"a tie that is not there", vote("Hlasování."), []string{says("fault.order_incomplete")}},
		})
		r.sends(r.judged+"decisions", wait("accept", "Porotce 2 onemocněl."), "Porotce 2 onemocněl.")
		first, second := r.round.Candidates[0], r.round.Candidates[1]
		r.refuses(r.judged+"decisions", []refusal{
			{"a vote, all blank", url.Values{"which": {"ties[0]"}, "ties[0].order[" + first + "]": {""}}, []string{blank, says("fault.unknown_choice"), `href="#f-ties-0--kind"`}},
			{"two with one turn", url.Values{"which": {"ties[0]"}, "ties[0].kind": {"order"}, "ties[0].reason": {"Zůstane"}, "ties[0].order[" + first + "]": {"1"}, "ties[0].order[" + second + "]": {"1"}},
				[]string{says("fault.order_incomplete"), `value="order" checked`, `name="ties[0].order[` + first + `]" type="text" value="1"`, "Zůstane</textarea>"}},
			{"somebody from elsewhere", vote("Hlasování.", first, second, "nobody"), []string{says("fault.unknown_choice")}},
		})
	})
}

func TestDecisionsCanBeRevoked(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		r := run(t, s, 3, 2)
		r.submit()
		r.sends(r.inRoom+"closing", nil, says("running.closed_now"))
		r.Get(r.judged+"decisions?candidate="+r.round.Candidates[2]).Has(t, "<strong>"+r.names[2], says("running.exclude_now"))
		r.sends(r.judged+"decisions", url.Values{"which": {"exclude"}, "exclude.candidate": {r.round.Candidates[2]}, "exclude.reason": {"Web nebyl dostupný."}}, "Web nebyl dostupný.")
		r.Get(r.judged+"tally").Has(t, says("running.gaps_alert", "Count", 16))
		view, err := s.Store.Tally(t.Context(), r.round.Organizer, r.round.Contest)
		if err != nil || len(view.Decisions) != 1 {
			t.Fatalf("%v, %v", view, err)
		}
		revocation := r.judged + "decisions/" + view.Decisions[0].UID + "/revocation"
		r.Get(r.judged+"decisions").Has(t, revocation, view.Decisions[0].By)
		r.sends(revocation, nil, says("running.decision_revoked")).Lacks(t, "Web nebyl dostupný.")
		if page := r.Post(revocation, nil); page.Status != http.StatusNotFound {
			t.Errorf("revoking it again: got %d", page.Status)
		}
		r.Get(r.judged+"tally").Has(t, says("running.gaps_alert", "Count", 24))
		r.sends(r.judged+"decisions", wait("accept", "Porotce 2 onemocněl."), r.names[2]+": Povinně zveřejňované informace, Úřední deska, ")
		if view, err = s.Store.Tally(t.Context(), r.round.Organizer, r.round.Contest); err != nil || len(view.Decisions) != 24 {
			t.Fatalf("%v, %v", view, err)
		}
		r.sends(r.judged+"decisions/"+view.Decisions[5].UID+"/revocation", nil, says("running.none_taken"))
		var every []string
		for _, c := range view.Criteria[1:] {
			every = append(every, c.Key)
			r.sends(r.judged+"decisions", url.Values{"which": {"drop"}, "drop.criterion": {c.Key}, "drop.reason": {"Web nebyl dostupný."}}, says("running.dropped"))
		}
		r.refused(r.judged+"decisions", url.Values{"which": {"drop"}, "drop.criterion": {view.Criteria[0].Key}, "drop.reason": {"Zůstane"}},
			http.StatusUnprocessableEntity, says("fault.decision_impossible"), "Zůstane</textarea>")
		r.Get(r.judged+"decisions").Lacks(t, `<option value="`+every[0]+`"`)
	})
}

func TestAPlaceIsWithheldAndAResultDecidedAgain(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		r := run(t, s, 3, 1)
		r.submit()
		r.sends(r.inRoom+"closing", nil, says("running.closed_now"))
		r.refused(r.ofContest+"result", nil, http.StatusConflict, says("fault.ties_undecided", "Count", 1))
		r.sends(r.judged+"decisions", url.Values{"which": {"ties[0]"}, "ties[0].kind": {"tie"}, "ties[0].reason": {"Hlasování."},
			"ties[0].order[" + r.round.Candidates[0] + "]": {""}, "ties[0].order[" + r.round.Candidates[1] + "]": {""}}, says("running.tied"))
		r.refused(r.ofContest+"result", url.Values{"note": {strings.Repeat("x", 5001)}, "withheld": {r.round.Candidates[2]}}, http.StatusUnprocessableEntity,
			says("fault.too_long"), `href="#f-note"`, `value="`+r.round.Candidates[2]+`" checked`)
		r.refused(r.ofContest+"result", url.Values{"withheld": {r.round.Candidates[2]}}, http.StatusUnprocessableEntity, `href="#f-withheld_reason"`, says("fault.reason_missing"))
		page := r.sends(r.ofContest+"result", url.Values{"withheld": {r.round.Candidates[2]}, "note": {"Druhé místo se neuděluje."}, "withheld_reason": {"Web zanikl."}}, says("running.decided_now"))
		page.Has(t, says("running.place_withheld"), `value="`+r.round.Candidates[2]+`" checked`, "Druhé místo se neuděluje.</textarea>", "Web zanikl.</textarea>")
		vacant := r.sends(r.ofContest+"result", url.Values{"vacant": {"1"}, "withheld_reason": {"Nikdo nesplnil podmínky."}}, says("running.decided_now"))
		vacant.Has(t, says("award.not_awarded"), `name="vacant" value="1" checked`, "2.\u00a0místo")
		r.sends(r.ofContest+"result", nil, says("running.decided_now")).Lacks(t, says("running.place_withheld"), "Druhé místo se neuděluje.")

		r.sends(r.judged+"decisions", url.Values{"which": {"exclude"}, "exclude.candidate": {r.round.Candidates[2]}, "exclude.reason": {"Web nebyl dostupný."}}, "Web nebyl dostupný.")
		r.Get(r.ofContest+"result").Has(t, says("running.outdated"))
		r.refused(r.ofContest+"announcement", url.Values{"when": {"now"}}, http.StatusConflict, says("fault.result_outdated"))
		r.sends(r.ofContest+"result", url.Values{"vacant": {"1"}, "withheld_reason": {"Nikdo nesplnil podmínky."}}, says("running.excluded"))
		r.sends(r.ofContest+"announcement", url.Values{"when": {"now"}}, says("running.announced_now"))
		results, err := s.Store.ContestResults(t.Context(), r.round.Organizer, r.round.Contest)
		if err != nil {
			t.Fatal(err)
		}
		body := r.Get("/cs/bodies/" + results.Contests[0].Standings[0].Candidate.Bodies[0].Code)
		body.Has(t, "2.\u00a0místo")
		body.Lacks(t, "1.\u00a0místo")
		r.refused(r.ofContest+"result", nil, http.StatusConflict, says("fault.already_announced"))
		r.refused(r.ofContest+"announcement", url.Values{"when": {"now"}}, http.StatusConflict, says("fault.already_announced"))
		r.refused(r.judged+"decisions", wait("accept", "Pozdě."), http.StatusUnprocessableEntity, says("fault.nothing_chosen"))
	})
}

func TestAnAnnouncementIsMovedUntilItsMoment(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		r := decided(t, s, 3)
		zone, err := time.LoadLocation("Europe/Prague")
		if err != nil {
			t.Fatal(err)
		}
		later := func(days int, clock string) url.Values {
			return url.Values{"when": {"later"}, "at.date": {time.Now().In(zone).AddDate(0, 0, days).Format(time.DateOnly)}, "at.time": {clock}}
		}
		r.refuses(r.ofContest+"announcement", []refusal{
			{"nothing chosen", nil, []string{`href="#f-when"`, says("fault.unknown_choice")}},
			{"a day without a time", later(3, ""), []string{`href="#f-at"`, says("fault.bad_time"), `value="later" checked`, `value="` + later(3, "").Get("at.date")}},
			{"no moment", url.Values{"when": {"later"}}, []string{`href="#f-at"`, says("fault.bad_time")}},
			{"a moment that has passed", later(-1, "18:00"), []string{`href="#f-at"`, says("fault.moment_past"), `value="18:00"`}},
		})
		public := "/cs/zlaty-erb/2023/stredocesky-kraj/obec"
		r.sends(r.ofContest+"announcement", later(3, "18:00"), says("running.announced_later")).Has(t, says("running.scheduled_means"), `value="18:00"`)
		if page := s.Visitor(t).Get(public); page.Status != http.StatusNotFound {
			t.Errorf("before the moment the public gets %d", page.Status)
		}
		r.Get(r.ofContest+"result").Has(t, says("running.too_late"))
		r.sends(r.ofContest+"announcement", later(4, "17:30"), `value="17:30"`)
		r.sends(r.ofContest+"announcement", url.Values{"when": {"now"}}, says("running.announced_now"))
		if page := s.Visitor(t).Get(public); page.Status != http.StatusOK {
			t.Errorf("after the announcement the public gets %d", page.Status)
		}
	})
}

func TestWhoStaysBehindIsNamedWithAReason(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		r := run(t, s, 3, 1)
		r.submit()
		r.sends(r.inRoom+"closing", nil, says("running.closed_now"))
		r.Post(r.ofContest+"advancement", nil).Has(t, says("fault.not_decided"), says("running.to_result"))
		first, second := r.round.Candidates[0], r.round.Candidates[1]
		r.sends(r.judged+"decisions", url.Values{"which": {"ties[0]"}, "ties[0].kind": {"tie"}, "ties[0].reason": {"Hlasování."},
			"ties[0].order[" + first + "]": {""}, "ties[0].order[" + second + "]": {""}}, says("running.tied"))
		r.sends(r.ofContest+"result", nil, says("running.decided_now"))
		r.Get(r.ofContest+"advancement").Has(t, says("running.tied_cut", "Count", 2), says("running.advance_hidden"))
		r.refused(r.ofContest+"advancement", url.Values{"declined[" + first + "]": {strings.Repeat("x", 5001)}}, http.StatusUnprocessableEntity,
			says("fault.too_long"), `href="#f-declined-`+first+`-"`, strings.Repeat("x", 5001))
		page := r.sends(r.ofContest+"advancement", url.Values{"declined[" + first + "]": {"Obec se vzdala."}, "declined[" + second + "]": {"  "}}, says("running.advanced_now"))
		page.Has(t, says("running.advanced_count", "Count", 1), says("running.stayed_count", "Count", 1), "Obec se vzdala.")
		page.Lacks(t, `name="declined[`)
	})
}
