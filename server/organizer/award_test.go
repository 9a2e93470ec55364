package organizer_test

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"blazon/server/servertest"
	"blazon/spreadsheet"
)

// An award goes the whole way over the organizer's pages: the edition defines it with prizes that two share, the round confers it, and the
// list of payments says who gets what.
func TestAwardsAreDefinedConferredAndPaid(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		r := run(t, s, 3, 1)
		region, setup := r.round.Region.UID, "/cs/organizer/editions/"+r.round.Edition.UID+"/chapters/"
		table := url.Values{"ties": {"chair"}, "awards[0].kind": {"place"}, "awards[0].place": {"1"}, "awards[0].amount": {"40 000"}, "awards[0].currency": {"czk"},
			"awards[0].title": {"=Zlatá obec"}, "awards[1].kind": {"special"}, "awards[1].name": {"Cena hejtmana"}, "awards[1].patron": {"hejtman kraje"},
			"awards[1].amount": {"x"}, "awards[1].currency": {"CZK"}, "awards[2].kind": {"place"}}
		r.refused(setup+region+"/awards", table, http.StatusUnprocessableEntity, says("edition.bad_amount"), `aria-invalid="true"`, `value="Cena hejtmana"`)
		table.Set("awards[1].amount", "1500,50")
		r.sends(setup+region+"/awards", table, says("award.setup_saved")).Has(t, `value="40000"`, `value="1500,50"`)
		r.Get(r.ofRound+"prizes").Has(t, says("award.inherited"), "=Zlatá obec", "40\u00a0000\u00a0Kč")
		r.submit()
		r.sends(r.inRoom+"closing", nil, says("running.closed_now"))
		r.sends(r.judged+"decisions", url.Values{"which": {"ties[0]"}, "ties[0].kind": {"tie"}, "ties[0].reason": {"Hlasování."},
			"ties[0].order[" + r.round.Candidates[0] + "]": {""}, "ties[0].order[" + r.round.Candidates[1] + "]": {""}}, says("running.tied"))
		first, second := "amounts["+r.round.Candidates[0]+"]", "amounts["+r.round.Candidates[1]+"]"
		r.Get(r.ofContest+"result").Has(t, says("award.chair_decides_short"), `name="`+first+`"`)
		r.refused(r.ofContest+"result", url.Values{first: {"30 000"}}, http.StatusUnprocessableEntity, says("award.chair_amount"), `value="30 000"`)
		r.sends(r.ofContest+"result", url.Values{first: {"30 000"}, second: {"10 000,01"}}, says("running.decided_now")).Has(t, "30\u00a0000\u00a0Kč", "10\u00a0000,01\u00a0Kč")

		page := r.Get(r.ofRound + "awards")
		page.Has(t, says("award.waiting"), "Cena hejtmana", "40\u00a0000,01\u00a0Kč")
		conferring := found(t, page, `href="(/cs/organizer/rounds/[^"]*/award\?[^"]*definition=[^"]*)"`)
		r.Get(strings.ReplaceAll(conferring, "&amp;", "&")).Has(t, `value="Cena hejtmana"`, `value="hejtman kraje"`, `value="1500,50"`)
		definition := found(t, page, `definition=([a-z0-9]+)`)
		award := url.Values{"contest": {r.round.Contest}, "definition": {definition}, "kind": {"special"}, "candidate": {r.round.Candidates[2]}, "name[cs]": {"Cena hejtmana"},
			"citation[cs]": {"Za mapu."}, "patron": {"hejtman kraje"}, "amount": {"1500,50"}, "currency": {"CZK"}}
		page = r.sends(r.ofRound+"award", award, says("award.added"))
		page.Has(t, r.names[2], says("award.no_citation")+":")
		file := r.Get(r.ofRound + "payments")
		sheet, err := spreadsheet.Read("payments.xlsx", bytes.NewReader([]byte(file.Body)))
		if err != nil || len(sheet.Lines) != 3 {
			t.Fatalf("the list of payments: %v, %v", sheet, err)
		}
		for i, want := range []string{"30000", "10000.01", "1500.5"} {
			line := sheet.Lines[i]
			if line.Get(1) != "2023/stredocesky-kraj/obec/1" || line.Get(4) == "" || line.Get(6) != want || line.Get(7) != "CZK" {
				t.Errorf("line %d: %q, want %s", i+1, line.Cells, want)
			}
		}
		uid := found(t, page, `/awards/([a-z0-9]+)"`)
		award.Set("withheld", "true")
		r.refused(r.ofRound+"awards/"+uid, award, http.StatusUnprocessableEntity, `href="#f-reason"`, `Za mapu.</textarea>`)
		award.Set("reason", "Web zanikl.")
		r.sends(r.ofRound+"awards/"+uid, award, says("award.saved")).Has(t, says("award.not_awarded"), "Web zanikl.")
		award.Set("reason", "Jiný důvod.")
		r.refused(r.ofRound+"awards/"+uid, award, http.StatusConflict, says("amend.award_conflict"), `name="revision" value="1"`, "Jiný důvod.</textarea>", "<dd>Web zanikl.</dd>")
		r.sends(r.ofContest+"announcement", url.Values{"when": {"now"}}, says("running.announced_now"))
		public := s.Visitor(t).Get("/cs/zlaty-erb/2023/stredocesky-kraj/obec")
		public.Has(t, "=Zlatá obec", "30\u00a0000\u00a0Kč", "Cena hejtmana", says("public.award_withheld"))
		public.Lacks(t, "Web zanikl.", "Za mapu.")
		r.refused(r.ofRound+"awards/"+uid, award, http.StatusConflict, says("fault.already_announced"))
		correction := url.Values{"act": {"enter"}, "words[cs]": {"Uděleno přece."}, "awards[" + uid + "].revision": {"0"}, "awards[" + uid + "].citation[cs]": {"Za nový web."}}
		r.refused(r.judged+"errata", correction, http.StatusConflict, says("amend.award_conflict"), says("amend.award_stored"), `.revision" value="1"`,
			"Za nový web.</textarea>", "<dd>Za mapu.</dd>")
	})
}
