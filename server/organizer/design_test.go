package organizer_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"

	"blazon/server/servertest"
	"blazon/store/storetest"
)

var typedValue = regexp.MustCompile(`(?s)<(?:input|textarea)[^>]* name="([^"]+)"[^>]*?(?: value="([^"]*)"[^>]*>|>([^<]*)</textarea>)`)

// typed reads what a page's form would send, but for what is chosen from lists.
func typed(body string) url.Values {
	form := url.Values{"background": {"laurel"}}
	for _, found := range typedValue.FindAllStringSubmatch(body, -1) {
		if (!strings.Contains(found[0], `type="checkbox"`) || strings.Contains(found[0], " checked")) && found[1] != "file" {
			form.Set(found[1], found[2]+found[3])
		}
	}
	for name := range form {
		if block, isSize := strings.CutSuffix(name, ".size"); isSize {
			form.Set(block+".align", "center")
			form.Set(block+".vertical", "middle")
		}
	}
	return form
}

func TestADesignIsSavedAsItIsTyped(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		r := storetest.Round(t, s.Store, 2, 1)
		storetest.Organizer(t, s.Store, r.Region)
		c := enter(t, s, "organizator."+r.Region.Slug+"@example.org")
		list := "/cs/organizer/chapters/" + r.Region.UID + "/designs"
		page := c.Post(list, url.Values{"name": {"Slavnostní"}, "look": {"laurel"}})
		if page.Status != 200 || !strings.Contains(page.Body, "<svg") {
			t.Fatalf("the editor answers %d", page.Status)
		}
		address, form := page.Path, typed(page.Body)
		form.Set("do", "save")
		form.Set("blocks[1].y", "47,5 metru")
		if refused := c.Post(address, form); refused.Status != 422 || !strings.Contains(refused.Body, "47,5 metru") {
			t.Errorf("what is no number is answered %d", refused.Status)
		}
		form.Set("blocks[1].y", "48,5")
		form.Set("background", "picture")
		form.Set("picture", strings.Repeat("a", 64))
		if refused := c.Post(address, form); refused.Status != 422 || c.Get(address).Status != 200 {
			t.Errorf("a picture that the design has not is answered %d", refused.Status)
		}
		form.Set("background", "laurel")
		form.Del("picture")
		if saved := c.Post(address, form); saved.Status != 200 || !strings.Contains(saved.Body, `value="48.5"`) || !strings.Contains(saved.Body, "verze 2") || !strings.Contains(saved.Body, "Vše se\u00a0vejde") && !strings.Contains(saved.Body, "Vše se vejde") {
			t.Errorf("saving is answered %d", saved.Status)
		}
		if stale := c.Post(address, form); stale.Status != 409 || !strings.Contains(stale.Body, `value="48,5"`) {
			t.Errorf("saving from an old tab is answered %d", stale.Status)
		}
		form.Set("do", "pdf")
		if sample := c.Post(address, form); sample.Status != 200 || !strings.HasPrefix(sample.Body, "%PDF-") {
			t.Errorf("a sample is answered %d", sample.Status)
		}
		if file := c.Get(address + "/file"); file.Status != 200 || !strings.Contains(file.Body, `"blazon": "certificate design 1"`) {
			t.Errorf("the file is answered %d: %.80s", file.Status, file.Body)
		}
	})
}
