package organizer_test

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"blazon/server/servertest"
	"blazon/store"
	"blazon/store/storetest"
)

// planned is a competition with an edition of 2023 whose rounds have not begun, and its center signed in.
func planned(t *testing.T, s *servertest.Server) (edition *store.Edition, nation, region *store.Chapter, center *servertest.Visitor) {
	t.Helper()
	c, nation := storetest.Competition(t, s.Store)
	organizer := storetest.Organizer(t, s.Store, nation)
	region = storetest.Chapter(t, s.Store, organizer, nation.UID, "CZ020")
	storetest.Organizer(t, s.Store, region)
	edition = storetest.Edition(t, s.Store, organizer, c, store.ChapterPart{Chapter: nation.UID, Mode: store.OwnRound},
		store.ChapterPart{Chapter: region.UID, Mode: store.OwnRound})
	return edition, nation, region, enter(t, s, "organizator."+nation.Slug+"@example.org")
}

func TestAnEditionIsSetUpFromLastYears(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		edition, _, _, v := planned(t, s)
		path := "/cs/organizer/editions/" + edition.UID
		v.Get(path).Has(t, path+"/copy")
		form := filledIn(v.Get(path + "/copy"))
		if form.Get("number") != "26" || form.Get("year") != "2024" {
			t.Errorf("the form begins with %v", form)
		}
		form.Set("slug", "2023")
		if page := v.Post(path+"/copy", form); page.Status != http.StatusUnprocessableEntity {
			t.Errorf("an address that is taken: got %d", page.Status)
		} else {
			page.Has(t, `value="26"`, `id="f-slug-error"`)
		}
		form.Set("slug", "")
		page := v.Post(path+"/copy", form)
		if page.Status != http.StatusOK || !strings.HasSuffix(page.Path, "/differences") {
			t.Fatalf("copied: got %d at %s", page.Status, page.Path)
		}
		page.Has(t, "Ročník 2024 je založený", "Pravidla nejsou zveřejněná", "Chybí termíny hodnocení", "Ročníky se v\u00a0ničem neliší")
		made := found(t, page, `/organizer/editions/([a-z0-9]+)/rules`)
		v.Get("/cs/organizer/editions/"+made).Has(t, "Zlatý erb 2024", "26.\u00a0ročník")
		v.Get("/pl/organizer/editions/"+made+"/differences").Has(t, "Regulamin nie jest opublikowany")
	})
}

func TestRulesAreDraftedSeenAndPublished(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		edition, _, _, v := planned(t, s)
		path, public := "/cs/organizer/editions/"+edition.UID+"/rules", "/cs/zlaty-erb/2023/rules"
		anybody := s.Visitor(t)
		anybody.Get(public).Has(t, "ještě nejsou zveřejněná")
		send := func(do, text, base string, other ...string) servertest.Page {
			form := url.Values{"text[cs]": {text}, "base": {base}, "do": {do}}
			for i := 0; i < len(other); i += 2 {
				form.Set(other[i], other[i+1])
			}
			return v.Post(path, form)
		}
		send("preview", "# Článek 1\n\n**tučně**\n\n<script>x</script>", "").Has(t, "<h3>Článek 1</h3>", "<strong>tučně</strong>")
		v.Get(path).Lacks(t, "Článek 1")
		send("save", "# Článek 1", "").Has(t, "Návrh pravidel je uložený", "# Článek 1")
		base := found(t, v.Get(path), `name="base" value="([0-9a-f]+)"`)
		anybody.Get(public).Lacks(t, "Článek")
		conflict := send("save", "# Jiný", "")
		conflict.Has(t, "Návrh mezitím uložil někdo jiný", "# Jiný", "<h3>Článek 1</h3>", `value="`+base+`"`)
		if conflict.Status != http.StatusConflict {
			t.Errorf("a form that began without a draft: got %d", conflict.Status)
		}
		if page := send("publish", "# Článek 1", base); page.Status != http.StatusUnprocessableEntity {
			t.Errorf("published without a word: got %d", page.Status)
		}
		send("publish", "# Článek 1", base, "confirm", "true").Has(t, "Pravidla jsou zveřejněná", "Verze 1")
		anybody.Get(public).Has(t, "<h2>Článek 1</h2>", "Verze 1, zveřejněná")
		send("publish", "# Článek 2", "", "confirm", "true", "text[pl]", "# Artykuł 2")
		anybody.Get(public).Has(t, "<h2>Článek 2</h2>", "Nahrazuje verzi 1")
		anybody.Get("/pl/zlaty-erb/2023/rules").Has(t, "<h2>Artykuł 2</h2>")
		anybody.Get("/en/zlaty-erb/2023/rules").Has(t, `lang="cs"`, "not in English")
		anybody.Get(public+"/1").Has(t, "<h2>Článek 1</h2>", "nahradila novější")
		for _, none := range []string{"/3", "/0", "/01", "/x"} {
			if page := anybody.Get(public + none); page.Status != http.StatusNotFound {
				t.Errorf("%s: got %d", none, page.Status)
			}
		}
	})
}

func TestAPageSaysWhichPartsTheCenterHasLocked(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		edition, _, region, center := planned(t, s)
		path := "/cs/organizer/editions/" + edition.UID
		v := enter(t, s, "organizator."+region.Slug+"@example.org")
		round := found(t, v.Get(path), `/organizer/rounds/([a-z0-9]+)`)
		contest := "/cs/organizer/contests/" + found(t, v.Get("/cs/organizer/rounds/"+round), `/organizer/contests/([a-z0-9]+)"`) + "/rules"
		v.Get(contest).Has(t, "Tyto části zamkl pořadatel (Celostátní kolo)", "Číslování míst po shodě")
		if page := v.Post(contest, url.Values{"numbering": {"range"}}); page.Status != http.StatusForbidden {
			t.Errorf("a locked part: got %d", page.Status)
		} else {
			page.Has(t, "Číslování míst zamkl pořadatel: Celostátní kolo")
		}
		settings := filledIn(center.Get(path + "/settings"))
		settings.Set("numbering", "dense")
		settings.Set("cut.by", "places")
		settings["locked"] = []string{"criteria", "tie_break", "cut", "prizes"}
		center.Post(path+"/settings", settings).Has(t, "Nastavení ročníku je uložené")
		v.Post(contest, url.Values{"numbering": {"range"}}).Has(t, "Pravidla hodnocení jsou uložená", "společné místo se píše rozsahem")
		v.Post(contest, url.Values{"own": {"true"}}).Has(t, "Kategorie má teď vlastní hodnoticí list", "Jen pro: Středočeský kraj")
		v.Get("/cs/organizer/rounds/"+round+"/prizes").Has(t, "Ceny zamkl pořadatel")
		settings["locked"] = nil
		center.Post(path+"/settings", settings)
		uid := found(t, v.Get("/cs/organizer/rounds/"+round+"/prizes"), `name="prizes\[([a-z0-9]+)\]`)
		row := "prizes[" + uid + "][0]."
		prizes := url.Values{row + "place": {"1"}, row + "amount": {"-5"}, row + "currency": {"CZK"}, row + "title": {"Zlatý erb kraje"}}
		if page := v.Post("/cs/organizer/rounds/"+round+"/prizes", prizes); page.Status != http.StatusUnprocessableEntity {
			t.Errorf("less than nothing: got %d", page.Status)
		} else {
			page.Has(t, `value="-5"`, "Zlatý erb kraje", "Zadejte částku bez minusu")
		}
		prizes.Set(row+"amount", "40 000,50")
		v.Post("/cs/organizer/rounds/"+round+"/prizes", prizes).Has(t, "Ceny jsou uložené", `value="40000,50"`)
	})
}

func TestARubricIsEditedInOneLanguageAtATime(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		edition, _, region, v := planned(t, s)
		path := "/cs/organizer/rubrics/" + found(t, v.Get("/cs/organizer/editions/"+edition.UID+"/settings"), `/organizer/rubrics/([a-z0-9]+)`)
		form := filledIn(v.Get(path + "?in=pl"))
		for i := range 9 {
			form.Set(fmt.Sprintf("criteria[%d].kind", i), "points")
			form.Set(fmt.Sprintf("criteria[%d].form", i), "points")
			form.Del(fmt.Sprintf("criteria[%d].remove", i))
		}
		form.Set("criteria[7].order", "0")
		form.Set("criteria[7].name", "Bezpieczeństwo")
		form.Set("criteria[8].name", "Mapa gminy")
		form.Set("criteria[8].max", "2,5")
		form.Set("criteria[8].order", "0")
		if page := v.Post(path, form); page.Status != http.StatusUnprocessableEntity {
			t.Errorf("a step that misses the most: got %d", page.Status)
		} else {
			page.Has(t, `id="f-criteria-8--step-error"`, `name="criteria[8].max" type="text" value="2,5"`)
		}
		form.Set("criteria[8].step", "0,5")
		v.Post(path, form).Has(t, "Hodnoticí list je uložený", `name="criteria[0].name" type="text" value="Bezpieczeństwo"`, `name="criteria[1].name" type="text" value="Mapa gminy"`)
		v.Get(path).Has(t, "Bezpečnost", `name="criteria[1].name" type="text" value=""`) // the Czech words are still to be written
		v.Post(path+"/copy", url.Values{"copy": {"Zkrácený list"}}).Has(t, "Hodnoticí list: Zkrácený list")
		regional := enter(t, s, "organizator."+region.Slug+"@example.org")
		regional.Get(path).Has(t, "Pro všechna kola ročníku")
		if page := regional.Post(path, form); page.Status != http.StatusNotFound {
			t.Errorf("everybody's rubric, changed by a region: got %d", page.Status)
		}
	})
}

func TestAChapterShowsItsLogoAndItsPrivacyNotice(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		edition, _, region, _ := planned(t, s)
		v, anybody := enter(t, s, "organizator."+region.Slug+"@example.org"), s.Visitor(t)
		path := "/cs/organizer/editions/" + edition.UID + "/chapters/" + region.UID
		v.Post(path, url.Values{"contact": {"erb@kr-s.cz"}, "number": {"15"}, "privacy[cs]": {"## Údaje\n\nMažeme je po roce."}}).
			Has(t, "Nastavení je uložené", "Určuje to pořadatel: Celostátní kolo")
		anybody.Get("/cs/zlaty-erb/2023/privacy").Has(t, "Středočeský kraj", "<h3>Údaje</h3>", "erb@kr-s.cz")
		if page := v.Post(path, url.Values{"mode": {"none"}}); page.Status != http.StatusForbidden {
			t.Errorf("the region leaves: got %d", page.Status)
		}
		var picture bytes.Buffer
		if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 40, 30))); err != nil {
			t.Fatal(err)
		}
		round := "/cs/zlaty-erb/2023/" + region.Slug
		anybody.Get(round).Lacks(t, "/logos/")
		if page := v.Upload(path+"/logo", nil, "znak.svg", []byte("<svg/>")); page.Status != http.StatusUnprocessableEntity {
			t.Errorf("no picture: got %d", page.Status)
		} else {
			page.Has(t, `id="f-file-error"`)
		}
		v.Upload(path+"/logo", nil, "znak.png", picture.Bytes()).Has(t, "Uloženo", "Logo: Středočeský kraj")
		logo := found(t, anybody.Get(round), `src="(/logos/[0-9a-f]{64})"`)
		if page := anybody.Get(logo); page.Status != http.StatusOK {
			t.Errorf("the logo: got %d", page.Status)
		}
		v.Post(path, url.Values{"contact": {"jina@kr-s.cz"}}).Has(t, logo) // the form leaves the logo alone
		v.Post(path+"/logo", url.Values{"remove": {"true"}}).Lacks(t, logo)
	})
}

func TestAPartnerKeepsItsLogoWhileItsNameStays(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		r := storetest.Round(t, s.Store, 0, 0)
		v := enter(t, s, "organizator."+r.Nation.Slug+"@example.org")
		path := "/cs/organizer/rounds/" + r.UID
		v.Post(path+"/edit", sound(roundOf(t, s, r)))
		partner := found(t, v.Get(path+"/partners"), `name="partner" value="([a-z0-9]+)"`)
		var picture bytes.Buffer
		if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 40, 30))); err != nil {
			t.Fatal(err)
		}
		v.Upload(path+"/partners", url.Values{"partner": {partner}}, "znak.png", picture.Bytes()).Has(t, "Uloženo", "/logos/")
		v.Post(path+"/edit", sound(roundOf(t, s, r), "partners[1].name", "Banka"))
		s.Visitor(t).Get("/cs/zlaty-erb/2023/"+r.Region.Slug).Has(t, `alt="Kladno"`)
		if page := v.Upload(path+"/partners", url.Values{"partner": {"none"}}, "znak.png", picture.Bytes()); page.Status != http.StatusNotFound {
			t.Errorf("nobody's logo: got %d", page.Status)
		}
	})
}
