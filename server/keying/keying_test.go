package keying_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"blazon/judging"
	"blazon/locale"
	"blazon/server/servertest"
	"blazon/store"
	"blazon/store/storetest"
)

func TestAPaperOnItsWay(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		r := storetest.Round(t, s.Store, 2, 1)
		for _, role := range []judging.Role{judging.Chair, judging.Secretary} {
			s.AddUser(t, string(role)+"@example.org")
			juror, err := s.Store.AddJuror(t.Context(), r.Organizer, r.UID, store.JurorForm{Name: string(role), Role: role, Email: string(role) + "@example.org"})
			if err != nil {
				t.Fatal(err)
			}
			visitor, seat := s.Visitor(t), "/cs/jury/"+r.UID+"/seat"
			visitor.SignIn(string(role) + "@example.org")
			for _, path := range []string{"/cs/jury/" + r.UID + "/paper", "/cs/room/" + r.UID + "/coverage", "/cs/room/" + r.UID + "/meetings", "/cs/room/contests/" + r.Contest + "/tally"} {
				if page := visitor.Get(path); page.Path != seat {
					t.Errorf("before the %s has accepted, %s leads to %s", role, path, page.Path)
				}
			}
			storetest.Accept(t, s.Store, storetest.Actor(t, s.Store, juror.UserID), r.UID)
		}
		blanks, err := s.Store.Blanks(t.Context(), r.Organizer, r.UID, r.Jurors[0].Juror.UID, locale.Czech)
		if err != nil {
			t.Fatal(err)
		}
		sheet := blanks.Sheets[0]
		secretary, chair := s.Visitor(t), s.Visitor(t)
		secretary.SignIn("secretary@example.org")
		chair.SignIn("chair@example.org")
		home := "/cs/jury/" + r.UID + "/paper"
		if file := secretary.Get("/cs/jury/" + r.UID + "/sheets.pdf"); !strings.HasPrefix(file.Body, "%PDF-1.7") {
			t.Errorf("the empty sheets are %d %.60q", file.Status, file.Body)
		}
		page := secretary.Get(home + "?code=" + url.QueryEscape("https://blazon.example.org"+home+"?code="+sheet.Code()))
		if page.Path != home+"/sheets/"+sheet.Assignment {
			t.Fatalf("the code leads to %s", page.Path)
		}
		values := url.Values{"dated_on": {"2026-03-27"}, "revision." + sheet.Assignment: {"0"}, "comment." + sheet.Assignment: {"Přehledné"}}
		for _, c := range sheet.Criteria {
			values.Set("score."+sheet.Assignment+"."+c.Key, "4")
		}
		values.Set("score."+sheet.Assignment+".design", "4,5")
		page = secretary.Upload(page.Path, values, "list.pdf", []byte("%PDF-1.7\n"))
		if page.Status != http.StatusUnprocessableEntity || !strings.Contains(page.Body, `value="4,5"`) || !strings.Contains(page.Body, "Přehledné") {
			t.Errorf("a wrong value: %d, or what was typed is gone", page.Status)
		}
		values.Set("score."+sheet.Assignment+".design", "5")
		page = secretary.Upload(page.Path, values, "list.pdf", []byte("%PDF-1.7\n"))
		if page.Status != http.StatusOK || strings.Contains(page.Body, `value="confirm"`) || !strings.Contains(page.Body, "čeká na potvrzení") {
			t.Fatalf("keyed in: %d %s", page.Status, page.Path)
		}
		paper := page.Path
		if page = chair.Post(paper, url.Values{"act": {"reject"}}); page.Status != http.StatusUnprocessableEntity {
			t.Errorf("rejected without a reason: %d", page.Status)
		}
		if page = chair.Post(paper, url.Values{"act": {"confirm"}}); page.Path != home || !strings.Contains(page.Body, "potvrzeno") {
			t.Errorf("confirmed: %d %s", page.Status, page.Path)
		}
		view, err := s.Store.SheetView(t.Context(), r.Jurors[0].Actor, r.UID, sheet.Assignment, locale.Czech)
		if err != nil || view.Sheet.State != store.SheetSubmitted || view.Sheet.Comment != "Přehledné" {
			t.Errorf("the sheet is %+v, %v", view, err)
		}
	})
}
