package organizer_test

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"blazon/server/servertest"
	"blazon/store"
	"blazon/store/storetest"
)

var hiddenInput = regexp.MustCompile(`<input type="hidden" name="([^"]+)" value="([^"]*)">`)

// carried is what a page sends on in its hidden inputs.
func carried(page servertest.Page) url.Values {
	values := url.Values{}
	for _, found := range hiddenInput.FindAllStringSubmatch(page.Body, -1) {
		values.Add(html.UnescapeString(found[1]), html.UnescapeString(found[2]))
	}
	return values
}

func TestAnOrganizerBuildsAnEntryForm(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		r := storetest.Round(t, s.Store, 3, 0)
		setup := setupOf(t, s, r.Edition.UID)
		form := "/cs/organizer/categories/" + setup.Categories[1].UID + "/form"
		c := enter(t, s, "organizator.celostatni-kolo@example.org")
		c.Get(form).Has(t, "Přihláška: ", "Adresa webových stránek", "Co je na webu nového", "Jak přihlášku uvidí soutěžící", "podané: 3")
		c.Get(form+"/fields/new").Has(t, "Jaká bude odpověď?", "Prohlášení", "kind=choice")

		// a question that nobody has to answer is added at once
		page := c.Post(form+"/fields/new", url.Values{"kind": {"choice"}, "label[cs]": {"Jak web vznikl"}, "label[en]": {"How it was made"},
			"options[0].name[cs]": {"Vlastními silami"}, "options[0].order": {"2"}, "options[1].name[cs]": {"Na zakázku"}, "options[1].order": {"1"}, "options[2].order": {"3"}})
		page.Has(t, "Změna je uložena.", "Jak web vznikl")
		if page.Path != form || strings.Index(page.Body, "Na zakázku") > strings.Index(page.Body, "Vlastními silami") {
			t.Errorf("%s: the choices are not in their order", page.Path)
		}
		// one that must be answered says first whom it concerns, and comes back as it was filled in
		typed := url.Values{"kind": {"number"}, "label[cs]": {"Kolik web stál"}, "required": {"true"}, "hidden": {"true"}, "minimum": {"0,5"}, "decimals": {"2"}}
		page = c.Post(form+"/fields/new", typed)
		page.Has(t, "Co změna způsobí", "Odpověď bude povinná", "rozepsané 0, podané 3", "Uložit i\u00a0tak")
		again := carried(page)
		again.Set("back", "true")
		c.Post(form+"/fields/new", again).Has(t, `value="0,5"`, ">Kolik web stál</textarea>", "checked")
		c.Get(form).Lacks(t, "Kolik web stál")
		again.Del("back")
		c.Post(form+"/fields/new", again).Has(t, "Změna je uložena.", "Kolik web stál", "porota nevidí", "Nejméně 0,5.")

		// the suppliers that entries may name, and the list as a file
		suppliers := "/cs/organizer/competitions/" + r.Competition.UID + "/suppliers"
		c.Post(suppliers, url.Values{"name": {"AS4U.cz, s.r.o."}})
		c.Get(suppliers).Has(t, "AS4U.cz, s.r.o.", "as=xlsx")
		c.Get(suppliers+"?as=csv").Has(t, "\ufeffNázev dodavatele;", "AS4U.cz, s.r.o.")

		// what is wrong stands beside its field
		for _, wrong := range []struct {
			name  string
			typed url.Values
			says  string
		}{
			{"no question", url.Values{"kind": {"url"}}, `href="#f-label-cs-"`},
			{"one choice", url.Values{"kind": {"choice"}, "label[cs]": {"X"}, "options[0].name[cs]": {"A"}}, "Zadejte aspoň 2"},
			{"the same choice twice", url.Values{"kind": {"choices"}, "label[cs]": {"X"}, "options[0].name[cs]": {"Ano"}, "options[1].name[cs]": {"ANO"}}, "už v\u00a0seznamu je"},
			{"bounds crossed", url.Values{"kind": {"number"}, "label[cs]": {"X"}, "minimum": {"2"}, "maximum": {"1"}}, "menší než nejmenší"},
			{"a limit beyond all limits", url.Values{"kind": {"long_text"}, "label[cs]": {"X"}, "longest": {"1000000"}}, "od 0 do 20\u00a0000"},
			{"files of no type", url.Values{"kind": {"file"}, "label[cs]": {"X"}, "longest": {"10"}}, "Vyberte aspoň jednu možnost"},
			{"a kind that is none", url.Values{"kind": {"map"}, "label[cs]": {"X"}}, "Vyberte jednu z"},
		} {
			page := c.Post(form+"/fields/new", wrong.typed)
			if page.Status != http.StatusUnprocessableEntity || !strings.Contains(page.Body, wrong.says) {
				t.Errorf("%s: %d without %q", wrong.name, page.Status, wrong.says)
			}
		}

		// order, end, parts
		all, err := s.Store.FormSetup(t.Context(), r.Organizer, setup.Categories[1].UID)
		if err != nil {
			t.Fatal(err)
		}
		last := all.Fields[len(all.Fields)-1]
		page = c.Post(form+"/fields/"+last.UID+"/move", url.Values{"up": {"true"}})
		if strings.Index(page.Body, "Kolik web stál") > strings.Index(page.Body, "Jak web vznikl") {
			t.Error("the question has not moved up")
		}
		c.Get(form+"/fields/"+last.UID+"/end").Has(t, "zatím nikdo neodpověděl")
		c.Post(form+"/fields/"+last.UID+"/end", nil).Lacks(t, "Kolik web stál")
		c.Post(form+"/parts", url.Values{"parts[0].part": {"url"}, "parts[0].asked": {"true"}, "parts[0].label[cs]": {"Adresa portálu"}}).
			Has(t, "Změna je uložena.", "Adresa portálu")
		if page := c.Post(form+"/set", url.Values{"set": {"web"}}); page.Status != http.StatusConflict {
			t.Errorf("a set over a form: %d", page.Status)
		}
		storetest.Organizer(t, s.Store, r.Region)
		regional := enter(t, s, "organizator."+r.Region.Slug+"@example.org")
		regional.Get(form).Has(t, "Adresa portálu")
		if page := regional.Get(form + "/fields/new"); page.Status != http.StatusNotFound {
			t.Errorf("the region's organizer at a new question: %d", page.Status)
		}
	})
}

func TestAnEmptyCategoryStartsFromASet(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		competition, nation := storetest.Competition(t, s.Store)
		organizer := storetest.Organizer(t, s.Store, nation)
		template, err := store.TemplateByKey("zlaty-erb")
		if err != nil {
			t.Fatal(err)
		}
		template.Categories[0].Form = ""
		edition, err := s.Store.SetUpEdition(t.Context(), organizer, competition.UID, store.EditionForm{Slug: "2023", Number: 25, Year: 2023, Template: template})
		if err != nil {
			t.Fatal(err)
		}
		c := enter(t, s, "organizator.celostatni-kolo@example.org")
		form := "/cs/organizer/categories/" + setupOf(t, s, edition.UID).Categories[0].UID + "/form"
		c.Get(form).Has(t, "Začít od připraveného formuláře", "Zlatý erb: e-služba")
		c.Post(form+"/set", url.Values{"set": {"eservice"}}).Has(t, "Přihláška je připravena.", "Komu je určena", "PDF, PNG, JPG")
		c.Get(form).Lacks(t, "Začít od připraveného formuláře")
	})
}
