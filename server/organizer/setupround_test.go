package organizer_test

import (
	"fmt"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"blazon/locale"
	"blazon/server/servertest"
	"blazon/server/web"
	"blazon/store"
	"blazon/store/storetest"
)

// sound is a form of a round that may be saved.
func sound(before *store.RoundSetup, other ...string) url.Values {
	form := url.Values{"name": {"Krajské kolo"}, "name_in[pl]": {"Etap wojewódzki"}, "number": {"15"}, "organizer": {"Středočeský kraj"}, "contact": {"kolo@example.org"},
		"judging_from.date": {"2031-02-05"}, "judging_from.time": {"08:00"}, "judging_until.date": {"2031-02-28"}, "judging_until.time": {"18:00"},
		"ceremony.starts_at.date": {"2031-04-01"}, "ceremony.starts_at.time": {"10:00"}, "ceremony.town": {"V Kladně"}, "ceremony.venue": {"Zámek"},
		"signatories[0].role": {""}, "signatories[1].role": {"hejtmanka"}, "signatories[2].role": {"předseda poroty"},
		"partners[0].name": {"Kladno"}, "partners[0].url": {"https://www.mestokladno.cz"}, "reason": {"Volby do zastupitelstev."}}
	until := web.MomentOf(before.Round.EntriesUntil, before.Edition.Zone()) // which has passed, and so stays
	form.Set("entries_until.date", until.Date)
	form.Set("entries_until.time", until.Time)
	for i := 0; i < len(other); i += 2 {
		form.Set(other[i], other[i+1])
	}
	return form
}

func TestARoundIsChanged(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		r := storetest.Round(t, s.Store, 2, 1)
		v := enter(t, s, "organizator."+r.Nation.Slug+"@example.org")
		address := "/cs/organizer/rounds/" + r.UID
		before := roundOf(t, s, r)
		v.Get(address+"/edit").Has(t, "Středočeský kraj", `name="signatories[1].role"`, `name="partners[1].url"`, `name="name_in[en]"`)
		page := v.Post(address+"/edit", sound(before))
		if page.Path != address {
			t.Errorf("saving leads to %s (%d)", page.Path, page.Status)
		}
		page.Has(t, "Kolo je uložené.", "Krajské kolo", "15.\u00a0ročník", "28.\u00a0února\u00a02031 v\u00a018:00", "1.\u00a0dubna\u00a02031 v\u00a010:00, V\u00a0Kladně, Zámek",
			"hejtmanka", "předseda poroty", "kolo@example.org", `href="https://www.mestokladno.cz"`)
		got := roundOf(t, s, r)
		if got.Round.Name[locale.Polish] != "Etap wojewódzki" || len(got.Signatories) != 2 || !got.Round.EntriesFrom.IsZero() {
			t.Errorf("stored: %v, %d signatories, entries from %s", got.Round.Name, len(got.Signatories), got.Round.EntriesFrom)
		}
		if before.Round.EntriesFrom.IsZero() {
			t.Error("the round had no entries to begin with")
		}
		v.Get("/pl/organizer/rounds/"+r.UID).Has(t, "Etap wojewódzki")
		form := sound(before, "ceremony.starts_at.date", "", "ceremony.starts_at.time", "", "ceremony.town", "", "ceremony.venue", "", "partners[0].name", "", "partners[0].url", "")
		v.Post(address+"/edit", form).Has(t, "Kolo je uložené.")
		if got := roundOf(t, s, r); got.Ceremony != nil || len(got.Partners) != 0 {
			t.Errorf("left empty, the ceremony is %+v and partners are %v", got.Ceremony, got.Partners)
		}
	})
}

func roundOf(t *testing.T, s *servertest.Server, r *storetest.JudgedRound) *store.RoundSetup {
	t.Helper()
	setup, err := s.Store.RoundSetup(t.Context(), r.Organizer, r.UID)
	if err != nil {
		t.Fatal(err)
	}
	return setup
}

var input = regexp.MustCompile(`<input[^>]* name="([^"]+)"[^>]* value="([^"]*)"`)

// filledIn is the form of a page as a browser would send it back; it knows only inputs of one line.
func filledIn(page servertest.Page) url.Values {
	form := url.Values{}
	for _, match := range input.FindAllStringSubmatch(page.Body, -1) {
		form.Set(html.UnescapeString(match[1]), html.UnescapeString(match[2]))
	}
	return form
}

func TestAFormThatIsSentBackUnchangedChangesNothing(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		r := storetest.Round(t, s.Store, 1, 1) // its moments have seconds, which no form shows
		before := roundOf(t, s, r)
		form := store.RoundForm{Name: locale.Text{locale.Czech: "Krajské kolo", locale.English: "Regional round"}, Dates: before.Round.Dates(),
			Signatories: []store.SignatoryForm{{Role: locale.Text{locale.Czech: "předseda poroty", locale.English: "chair of the jury"}}}}
		if err := s.Store.UpdateRound(t.Context(), r.Organizer, r.UID, form); err != nil {
			t.Fatal(err)
		}
		v := enter(t, s, "organizator."+r.Nation.Slug+"@example.org")
		page := v.Get("/cs/organizer/rounds/" + r.UID + "/edit")
		v.Post("/cs/organizer/rounds/"+r.UID+"/edit", filledIn(page)).Has(t, "Kolo je uložené.")
		got := roundOf(t, s, r)
		if got.Round.Dates() != before.Round.Dates() || got.Round.Name[locale.English] != "Regional round" ||
			got.Signatories[0].Role[locale.English] != "chair of the jury" {
			t.Errorf("after the same form: %+v %v %v", got.Round.Dates(), got.Round.Name, got.Signatories)
		}
	})
}

func TestWhatIsWrongInARoundStandsBesideItsField(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		r := storetest.Round(t, s.Store, 0, 0)
		v := enter(t, s, "organizator."+r.Nation.Slug+"@example.org")
		address := "/cs/organizer/rounds/" + r.UID + "/edit"
		before := roundOf(t, s, r)
		for _, test := range []struct{ sentence, field, value, href string }{
			{"an hour without its day", "judging_from.date", "", "#f-judging_from"},
			{"a time that is none", "judging_until.time", "večer", "#f-judging_until"},
			{"judging that ends before it begins", "judging_until.date", "2031-01-01", "#f-judging_until"},
			{"letters for a number", "number", "sto", "#f-number"},
			{"a number that is too high", "number", "1000", "#f-number"},
			{"a ceremony without its day", "ceremony.starts_at.date", "", "#f-ceremony-starts_at"},
			{"a signatory without a role, after an empty row", "signatories[3].name", "Hejtmanka", "#f-signatories-2--role"},
			{"a partner without a name", "partners[1].url", "https://www.kr-stredocesky.cz", "#f-partners-1--name"},
			{"an address that is no address", "partners[0].url", "mestokladno", "#f-partners-0--url"},
		} {
			page := v.Post(address, sound(before, test.field, test.value))
			if page.Status != http.StatusUnprocessableEntity {
				t.Errorf("%s: got %d", test.sentence, page.Status)
			}
			page.Has(t, `href="`+test.href+`"`, `value="Krajské kolo"`, `value="V Kladně"`, `value="hejtmanka"`)
			if test.value != "" && !strings.Contains(page.Body, `value="`+test.value+`"`) {
				t.Errorf("%s: what was typed is gone", test.sentence)
			}
		}
	})
}

func TestAClosedRoundKeepsItsDates(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		r := storetest.Round(t, s.Store, 1, 1)
		if err := s.Store.CloseRound(t.Context(), r.Organizer, r.UID); err != nil {
			t.Fatal(err)
		}
		before := roundOf(t, s, r)
		v := enter(t, s, "organizator."+r.Nation.Slug+"@example.org")
		v.Get("/cs/organizer/rounds/"+r.UID+"/edit").Has(t, "termíny už měnit nelze")
		v.Post("/cs/organizer/rounds/"+r.UID+"/edit", sound(before)).Has(t, "Kolo je uložené.", "V\u00a0Kladně")
		if got := roundOf(t, s, r); got.Round.Dates() != before.Round.Dates() {
			t.Errorf("the dates went from %v to %v", before.Round.Dates(), got.Round.Dates())
		}
	})
}

func TestARoundIsAddedLater(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		r := storetest.Round(t, s.Store, 0, 0)
		liberec := storetest.Chapter(t, s.Store, r.Organizer, r.Nation.UID, "CZ051")
		v := enter(t, s, "organizator."+r.Nation.Slug+"@example.org")
		address := "/cs/organizer/editions/" + r.Edition.UID + "/rounds/new"
		v.Get(address).Has(t, "Nové kolo", `<option value="`+liberec.UID+`">Liberecký kraj`)
		for _, test := range []struct {
			sentence, href string
			form           url.Values
		}{
			{"a chapter that is none", "#f-chapter", url.Values{"chapter": {"nobody"}}},
			{"a second round of a chapter in the same place", "#f-slug", url.Values{"chapter": {r.Region.UID}}},
			{"a day that is none", "#f-judging_from", url.Values{"chapter": {liberec.UID}, "judging_from.date": {"zítra"}}},
		} {
			page := v.Post(address, test.form)
			if page.Status != http.StatusUnprocessableEntity {
				t.Errorf("%s: got %d", test.sentence, page.Status)
			}
			page.Has(t, `href="`+test.href+`"`)
		}
		page := v.Post(address, url.Values{"chapter": {liberec.UID}, "judging_from.date": {"2031-02-05"}, "judging_from.time": {"08:00"}})
		page.Has(t, "Kolo je přidané.", "Liberecký kraj", "od 5.\u00a02.\u00a02031", "Zapsat přihlášky", fmt.Sprintf(`/organizer/rounds/%s"`, r.National))
	})
}
