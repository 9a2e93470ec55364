package organizer_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"blazon/judging"
	"blazon/register"
	"blazon/server/servertest"
	"blazon/store"
	"blazon/store/storetest"
)

func TestABodyThatIsInNoRegister(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		r := run(t, s, 0, 0)
		const form = "/cs/organizer/bodies/new"
		r.refused(form, url.Values{"name": {""}, "kind": {"other"}, "region_code": {"XX"}, "population": {"mnoho"}, "web": {"muzeum"}, "source": {""}, "date": {"loni"}},
			http.StatusUnprocessableEntity, says("fault.body_name"), says("fault.body_source"), says("fault.body_date"), `href="#f-region_code"`,
			`href="#f-population"`, `href="#f-web"`, `value="mnoho"`, `value="loni"`)
		page := r.sends(form, url.Values{"name": {" Stacja Muzeum "}, "kind": {"other"}, "region_code": {"14"}, "population": {""}, "web": {"stacjamuzeum.pl"},
			"source": {"statut muzeum"}, "date": {"2018"}}, says("roster.body_added", "Name", "Stacja Muzeum"))
		page.Has(t, "mimo registry", "województwo mazowieckie", "stacjamuzeum.pl", "statut muzeum", "2018", "neuvedeno")
		r.Get("/cs/organizer/bodies?q=muzeum+stac").Has(t, "Stacja Muzeum", strings.TrimPrefix(page.Path, "/cs"))
	})
}

func TestARegisterIsPutRight(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		r := run(t, s, 0, 0)
		storetest.Registered(t, s.Store, novaVesI)
		path := "/cs/organizer/bodies/" + r.body(novaVesI).UID
		r.Get(path).Has(t, "obec Nová Ves I", "okres Kolín", "1\u00a0326", "6/2024", `field=population#override`)
		r.Get(path+"?field=kind").Has(t, `<option value="obec" selected>`, `<option value="mestys"`)
		r.Get(path+"?field=region_code").Lacks(t, `name="value"`)
		r.refused(path, url.Values{"field": {"population"}, "value": {"-3"}, "source": {"web obce"}, "date": {""}, "reason": {"Sčítání"}}, http.StatusUnprocessableEntity,
			says("fault.body_value"), says("fault.body_date"), `href="#f-value"`, `href="#f-date"`, `value="-3"`, `value="web obce"`, "Sčítání</textarea>")
		r.sends(path, url.Values{"field": {"kind"}, "value": {"mestys"}, "source": {"usnesení Sněmovny"}, "date": {"2026-05-01"}, "reason": {"Obec je městysem."}},
			says("roster.overridden"))
		page := r.sends(path, url.Values{"field": {"kind"}, "value": {"mesto"}, "source": {"usnesení Sněmovny"}, "date": {"2026-06"}}, says("roster.overridden"))
		page.Has(t, "město Nová Ves I", "usnesení Sněmovny", "6/2026", "opraveno", "městys", "Obec je městysem.", "1.\u00a05.\u00a02026")
		if b := r.body(novaVesI); b.Kind != register.Mesto {
			t.Errorf("it is a %s", b.Kind)
		}
		history, err := s.Store.BodyHistory(t.Context(), r.round.Organizer, r.body(novaVesI).UID)
		if err != nil || len(history) != 2 || history[1].Value != "mestys" || history[1].Reason != "Obec je městysem." {
			t.Errorf("history: %+v, %v", history, err)
		}
	})
}

func TestRepresentativesOfABody(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		r := run(t, s, 1, 0)
		body := r.candidates().Candidates[0].Bodies[0].UID
		path := "/cs/organizer/bodies/" + body
		r.refused(path+"/representatives", url.Values{"name": {"Tajemnice úřadu"}, "email": {"nikdo"}, "language": {"cs"}}, http.StatusUnprocessableEntity,
			says("account.bad_email"), `href="#f-email"`, `value="Tajemnice úřadu"`, `value="nikdo"`)
		r.sends(path+"/representatives", url.Values{"name": {"Tajemnice úřadu"}, "email": {"urad@example.org"}, "language": {"cs"}},
			says("roster.representative_added", "Name", "Tajemnice úřadu")).Has(t, "urad@example.org", "zatím bez hesla")
		members, err := s.Store.Representatives(t.Context(), r.round.Organizer, body)
		if err != nil || len(members) != 1 {
			t.Fatalf("%d representatives, %v", len(members), err)
		}
		member := path + "/representatives/" + members[0].Membership.UID
		r.joins(r.invited(r.Post(member+"/invitation", nil)))
		if actor := storetest.Actor(t, s.Store, members[0].Membership.UserID); !actor.RepresentsAny() || actor.OrganizesAny() {
			t.Errorf("who was invited is entitled to %+v", actor.Memberships)
		}
		r.refused(member+"/invitation", nil, http.StatusUnprocessableEntity, says("fault.has_password"))
		r.sends(member+"/end", nil, says("roster.member_ended", "Name", "Tajemnice úřadu")).Lacks(t, "urad@example.org")
	})
}

func TestOrganizersOfAChapter(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		r := run(t, s, 0, 0)
		path := "/cs/organizer/chapters/" + r.round.Region.UID + "/members"
		r.refused(path, url.Values{"name": {""}, "email": {"kraj@example.org"}, "language": {"cs"}}, http.StatusUnprocessableEntity,
			says("account.bad_name"), `value="kraj@example.org"`)
		r.sends(path, url.Values{"name": {"Organizátorka kraje"}, "email": {"kraj@example.org"}, "language": {"cs"}},
			says("roster.member_added", "Name", "Organizátorka kraje"))
		members, err := s.Store.ChapterMembers(t.Context(), r.round.Organizer, r.round.Region.UID)
		if err != nil {
			t.Fatal(err)
		}
		var uid string
		for _, m := range members.Members {
			if m.Email == "kraj@example.org" && m.Membership.Role == judging.Organizer {
				uid = m.Membership.UID
			}
		}
		second := r.joins(r.invited(r.Post(path+"/"+uid+"/invitation", nil)))
		if page := second.Get(path); page.Status != http.StatusOK {
			t.Errorf("to the new organizer: got %d", page.Status)
		}
		nation := "/cs/organizer/chapters/" + r.round.Nation.UID + "/members"
		if page := second.Post(nation, url.Values{"name": {"X"}, "email": {"x@example.org"}, "language": {"cs"}}); page.Status != http.StatusNotFound {
			t.Errorf("an organizer of a region adds one of the nation: got %d", page.Status)
		}
		r.sends(path+"/"+uid+"/end", nil, says("roster.member_ended", "Name", "Organizátorka kraje"))
		if page := second.Get(path); page.Status != http.StatusNotFound {
			t.Errorf("to an organizer no more: got %d", page.Status)
		}
	})
}

func TestLettersInviteWhereLettersAreSent(t *testing.T) {
	servertest.EachWith(t, store.Options{Mail: true}, func(t *testing.T, s *servertest.Server) {
		r := run(t, s, 0, 0)
		r.Get(r.ofRound+"jury").Has(t, says("roster.mail_now"))
		r.sends(r.ofRound+"jury", url.Values{"name": {"Porotce 1"}, "role": {"member"}, "email": {"porotce1@example.org"}, "language": {"cs"}, "mail": {"true"}},
			says("roster.juror_added", "Name", "Porotce 1")).Has(t, says("roster.mail"))
		r.sends(r.ofRound+"jury/"+r.jurors()["Porotce 1"].Juror.UID+"/invitation", url.Values{"by": {"mail"}}, says("roster.mailed", "Email", "porotce1@example.org")).
			Lacks(t, "invitation-link")
		page := r.Post(r.ofRound+"jury/"+r.jurors()["Porotce 1"].Juror.UID+"/invitation", nil)
		if page.Status != http.StatusForbidden {
			t.Errorf("asking for a link where letters are sent: got %d", page.Status)
		}
		page.Lacks(t, "invitation-link")
	})
}
