package organizer_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"blazon/locale"
	"blazon/server/servertest"
	"blazon/store/storetest"
)

// A rule is made without any script: a body is searched for, named, counted and saved; the script asks the same count.
func TestWhoMayEnterIsChosenByNames(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		r := storetest.Round(t, s.Store, 3, 0)
		setup, err := s.Store.EditionSetup(t.Context(), r.Organizer, r.Edition.UID, locale.Czech)
		if err != nil {
			t.Fatal(err)
		}
		path := "/cs/organizer/categories/" + setup.Categories[1].UID + "/eligibility"
		c := enter(t, s, "organizator.celostatni-kolo@example.org")
		code := found(t, c.Post(path, url.Values{"q": {"drn"}, "act": {"search"}}), `name="add" value="(\d+)"`)
		named := url.Values{"kinds": {"mesto"}, "q": {"drn"}, "add": {code}, "add_as": {"mesto"}, "act": {"add"}}
		if page := c.Post(path, named); !strings.Contains(page.Body, `name="named[`+code+`]"`) {
			t.Errorf("what was ticked is not named: %d", page.Status)
		}
		rule := url.Values{"kinds": {"mesto"}, "named[" + code + "]": {"mesto"}}
		if page := c.Post(path+"/count", rule); page.Status != http.StatusOK || !strings.Contains(page.Body, `"names":"obec Drnek"`) {
			t.Errorf("the script's count: %d %s", page.Status, page.Body)
		}
		if page := c.Post(path+"/count", url.Values{"population_min": {"mnoho"}}); page.Status != http.StatusOK || strings.Contains(page.Body, "obec") {
			t.Errorf("the count of what is not right: %d %s", page.Status, page.Body)
		}
		bad := url.Values{"population_min": {"9"}, "population_max": {"8"}, "kinds": {"mesto"}}
		if page := c.Post(path, bad); page.Status != http.StatusUnprocessableEntity || !strings.Contains(page.Body, "f-population_max") {
			t.Errorf("a band upside down: %d", page.Status)
		}
		if page := c.Post(path, rule); page.Status != http.StatusOK || !strings.HasSuffix(page.Path, setup.Categories[1].UID) {
			t.Errorf("saving leads to %s (%d)", page.Path, page.Status)
		}
		if page := c.Get(strings.TrimSuffix(path, "eligibility") + "eligible?show=eligible"); !strings.Contains(page.Body, "počítá se jako jiný druh") {
			t.Errorf("the list does not say why: %d", page.Status)
		}
	})
}

// What a change comes to is shown before it is made; without a reason nothing happens.
func TestAChangeIsExplainedBeforeItIsMade(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		r := storetest.Round(t, s.Store, 3, 1)
		r.Submit(t, s.Store, func(_, _, _ int) string { return "2" })
		setup, err := s.Store.EditionSetup(t.Context(), r.Organizer, r.Edition.UID, locale.Czech)
		if err != nil {
			t.Fatal(err)
		}
		c := enter(t, s, "organizator.celostatni-kolo@example.org")
		path := "/cs/organizer/categories/" + setup.Categories[1].UID
		if page := c.Get(path + "/merging?into=" + setup.Categories[0].UID); !strings.Contains(page.Body, "24\u00a0zapsaných hodnocení přejde také") {
			t.Errorf("the merging does not say what becomes of the scores: %s", page.Body)
		}
		if page := c.Post(path+"/cancellation", url.Values{"reason": {" "}}); page.Status != http.StatusUnprocessableEntity {
			t.Errorf("without a reason: %d", page.Status)
		}
		if page := c.Post(path+"/cancellation", url.Values{"reason": {"Málo přihlášek."}}); !strings.Contains(page.Body, "Málo přihlášek.") {
			t.Errorf("the reason is not on record: %d %s", page.Status, page.Path)
		}
		public := "/cs/zlaty-erb/2023/stredocesky-kraj"
		if page := c.Get(public); strings.Contains(page.Body, setup.Categories[1].Name.In(locale.Czech)) {
			t.Error("a cancelled category is still public")
		}
		c.Post(path+"/restoration", nil)
		if page := c.Get(public); !strings.Contains(page.Body, "Drnek") {
			t.Errorf("what was restored is not public: %d", page.Status)
		}
	})
}
