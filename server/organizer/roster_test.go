package organizer_test

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"blazon/locale"
	"blazon/server/servertest"
	"blazon/store"
	"blazon/store/storetest"
)

// Three of Středočeský kraj that begin alike, its largest town, and a town of another region.
const (
	novaVesMelnik = "535117"
	novaVesPraha  = "538558"
	novaVesI      = "533530"
	kladno        = "532053"
	semily        = "576964"
)

// jurors reads the jury by its names.
func (r *runner) jurors() map[string]store.JurorSetup {
	r.t.Helper()
	setup, err := r.server.Store.RoundSetup(r.t.Context(), r.round.Organizer, r.round.UID)
	if err != nil {
		r.t.Fatal(err)
	}
	jurors := map[string]store.JurorSetup{}
	for _, j := range setup.Jurors {
		jurors[j.Juror.Name] = j
	}
	return jurors
}

// candidates reads the contest's list.
func (r *runner) candidates() *store.ContestList {
	r.t.Helper()
	list, err := r.server.Store.ContestList(r.t.Context(), r.round.Organizer, r.round.Contest, store.Listing{})
	if err != nil {
		r.t.Fatal(err)
	}
	return list
}

// standing counts those who have not been withdrawn.
func (r *runner) standing() (n int) {
	r.t.Helper()
	for _, c := range r.candidates().Candidates {
		if !c.Withdrawn {
			n++
		}
	}
	return n
}

var shownLink = regexp.MustCompile(`id="invitation-link" type="text" value="([^"]+)"`)

// invited takes the link off a page that shows it.
func (r *runner) invited(page servertest.Page) string {
	r.t.Helper()
	found := shownLink.FindStringSubmatch(page.Body)
	if found == nil {
		r.t.Fatalf("page %s (%d) shows no link", page.Path, page.Status)
	}
	return strings.TrimPrefix(html.UnescapeString(found[1]), r.server.URL)
}

// joins opens the link as whoever was invited, and chooses a password.
func (r *runner) joins(link string) *servertest.Visitor {
	r.t.Helper()
	guest := r.server.Visitor(r.t)
	page := guest.Post(link, url.Values{"password": {servertest.Password}, "again": {servertest.Password}})
	if page.Status != http.StatusOK {
		r.t.Fatalf("accepting the invitation: got %d", page.Status)
	}
	page.Has(r.t, says("account.password_set"))
	return guest
}

func TestTheRoadFromTheRegisterToTheJurysDesk(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		r := run(t, s, 0, 0)
		storetest.Registered(t, s.Store, novaVesMelnik, novaVesPraha, novaVesI, kladno, semily)

		jury := r.ofRound + "jury"
		r.Get(jury).Has(t, says("roster.no_jurors"))
		r.sends(jury, url.Values{"name": {"Porotce 1"}, "role": {"chair"}, "email": {"porotce1@example.org"}, "language": {"pl"}},
			says("roster.juror_added", "Name", "Porotce 1"))
		r.sends(jury, url.Values{"name": {"Porotce 2"}, "role": {"member"}, "language": {"cs"}}, says("roster.juror_added", "Name", "Porotce 2"))
		r.Get(jury).Has(t, "předseda poroty", "zatím bez hesla", "bez účtu", says("roster.uninvited", "Count", 1))

		link := r.invited(r.Post(jury+"/"+r.jurors()["Porotce 1"].Juror.UID+"/invitation", nil))
		r.Get(jury).Lacks(t, "invitation-link")
		juror := r.joins(link)
		r.Get(jury).Lacks(t, "zatím bez hesla")
		if page := s.Visitor(t).Get(link); page.Status != http.StatusNotFound {
			t.Errorf("the link works twice: %d", page.Status)
		}

		page := r.Get(r.ofContest + "enrolment?q=NOVA+ves")
		page.Has(t, "obec Nová Ves", "okres Mělník", "okres Praha-východ", "1\u00a0096", "1\u00a0386", "RÚIAN", "6/2024")
		page.Lacks(t, "Semily")
		ves := func(code string) string { return r.body(code).UID }
		r.sends(r.ofContest+"enrolment?q=nova+ves", url.Values{"bodies": {ves(novaVesMelnik), ves(novaVesPraha)}}, says("roster.enrolled", "Count", 2)).
			Has(t, "už soutěží", `value="nova ves"`)
		r.sends(r.ofContest+"enrolment/eligible", nil, says("roster.enrolled_kept", "Count", 1, "Kept", 2)).Has(t, says("roster.all_enrolled"))
		r.Get(strings.TrimSuffix(r.ofContest, "/")).Has(t, "obec Nová Ves (okres Mělník)", "obec Nová Ves (okres Praha-východ)", "z\u00a0registru", "nikdo nepřidělen")

		r.assigns(url.Values{"mode": {"everything"}}, says("assign.done", "Added", 6, "Changed", 0, "Removed", 0)).Has(t, "celý hodnoticí list")
		r.Get(r.ofContest+"assignments/plan?mode=everything").Has(t, says("assign.nothing"))
		seat := juror.Get("/cs/jury") // the desk opens once the seat is accepted
		juror.Post(seat.Path, url.Values{"do": {"accept"}})
		juror.Get("/cs/jury").Has(t, "Nová Ves I", says("jury.open_sheets", "Count", 3))
	})
}

// body reads a body by its code.
func (r *runner) body(code string) *store.Body {
	r.t.Helper()
	found, err := r.server.Store.SearchBodies(r.t.Context(), r.round.Organizer, store.BodySearch{Text: code, Language: locale.Czech})
	if err != nil || len(found) != 1 {
		r.t.Fatalf("bodies with the code %s: %d, %v", code, len(found), err)
	}
	return found[0]
}

func TestWhoIsNotEligibleIsNamedAndMayBeLetIn(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		r := run(t, s, 0, 0)
		storetest.Registered(t, s.Store, novaVesI, kladno, semily)
		r.Get(r.ofContest+"enrolment?q=semily").Has(t, says("roster.none_found", "Search", "semily"))
		r.Get(r.ofContest+"enrolment?q=semily&beyond=true").Has(t, "město Semily", "leží v\u00a0jiném kraji")

		all := url.Values{"bodies": {r.body(novaVesI).UID, r.body(kladno).UID, r.body(semily).UID}}
		page := r.sends(r.ofContest+"enrolment", all, says("roster.refused", "Count", 2))
		page.Has(t, "statutární město Kladno", "je obcí s\u00a0rozšířenou působností", "město Semily", "leží v\u00a0jiném kraji", says("roster.outcome_added", "Count", 1))
		if got := r.standing(); got != 1 {
			t.Errorf("%d candidates, want the eligible one alone", got)
		}
		all.Set("reason", "rozhodnutí výboru")
		r.sends(r.ofContest+"enrolment", all, says("roster.enrolled_kept", "Count", 2, "Kept", 1))
		if got := r.standing(); got != 3 {
			t.Errorf("%d candidates, want all three", got)
		}
	})
}

func TestCandidatesAreWithdrawnAndPutBack(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		r := run(t, s, 3, 1)
		list, one := strings.TrimSuffix(r.ofContest, "/"), r.ofContest+"candidates/"+r.round.Candidates[1]
		r.Get(one+"/withdrawal").Has(t, html.EscapeString(r.names[1]))
		r.refused(one+"/withdrawal", url.Values{"reason": {" "}}, http.StatusUnprocessableEntity, says("fault.reason_missing"), `id="f-reason"`, `aria-invalid="true"`)
		r.sends(one+"/withdrawal", url.Values{"reason": {"Web je mimo provoz."}}, says("roster.withdrawn_now", "Name", r.names[1])).Has(t, "nesoutěží")
		if got := r.standing(); got != 2 {
			t.Errorf("%d candidates stand, want 2", got)
		}
		r.sends(one+"/reinstatement", nil, says("roster.reinstated", "Name", r.names[1]))
		if got, sheets := r.standing(), r.candidates().Candidates[1].Sheets; got != 3 || sheets != 1 {
			t.Errorf("%d candidates stand, the one put back with %d sheets", got, sheets)
		}
		page := r.Get(list + "?q=" + url.QueryEscape(locale.Fold(r.candidates().Candidates[1].Bodies[0].Name)))
		page.Has(t, html.EscapeString(r.names[1]), says("roster.candidates_count", "Count", 1))
		r.Get(list+"?q=zzz").Has(t, says("web.nothing_found"))
	})
}
