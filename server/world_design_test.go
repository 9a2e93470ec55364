package server_test

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"maps"
	"net/url"
	"testing"

	"blazon/document"
	"blazon/judging"
	"blazon/store"
)

// addDesign designs the certificates of a chapter, once, with a picture.
func addDesign(t testing.TB, s *store.Store, organizer judging.Actor, o map[string]string, name string) {
	t.Helper()
	ctx := context.Background()
	known, err := s.ChapterDesigns(ctx, organizer, o["chapter"])
	must(t, err)
	if len(known.Own) > 0 {
		o["design"] = known.Own[0].UID
	} else {
		body, err := document.OurDesign("laurel", false).JSON()
		must(t, err)
		o["design"], err = s.CreateDesign(ctx, organizer, o["chapter"], store.DesignForm{Name: name, Content: string(body), Usable: true})
		must(t, err)
	}
	var picture bytes.Buffer
	must(t, png.Encode(&picture, image.NewGray(image.Rect(0, 0, 20, 10))))
	o["picture"], err = s.AddDesignPicture(ctx, organizer, o["design"], name+".png", &picture)
	must(t, err)
}

func init() {
	maps.Copy(forms, map[string]func(o map[string]string) url.Values{
		"organizer.designs": func(map[string]string) url.Values {
			return url.Values{"name": {"Čestná uznání"}, "kind": {store.AwardDistinction}, "look": {"deco"}}
		},
		"organizer.design": func(map[string]string) url.Values { return url.Values{"do": {"end"}} },
	})
	samples = append(samples,
		sample{"organizer.designs", "organizer", "judging", ""},
		sample{"organizer.design", "organizer", "judging", ""},
	)
	noPages["organizer.design_file"] = struct{ what, visitor string }{file, "organizer"}
	noPages["organizer.design_picture"] = struct{ what, visitor string }{file, "organizer"}
}
