package store_test

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"strings"
	"testing"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

// designPlants break one invariant each; "?" is the contest.
var designPlants = []plant{
	{`update design_version set version = 7 where version = 2 and 'x' <> ?`, "the versions of a design are numbered from 1 on"},
	{`insert into design (uid, chapter_id, award_kind, name, created_at) select 'bare', chapter_id, 'special', name, created_at from design where award_kind = 'place' and 'x' <> ?`,
		"a design has a version"},
	{`update design set award_kind = 'place', ended_at = null, chapter_id = (select d.chapter_id from design d where d.award_kind = 'place') where award_kind = '' and 'x' <> ?`, "a chapter has one design for each kind of awards"},
	{`update certificate set design_version = 'gone/1' where 'x' <> ?`, "the design that a certificate was printed by is on record"},
}

func dot() []byte {
	var out bytes.Buffer
	_ = png.Encode(&out, image.NewGray(image.Rect(0, 0, 40, 40))) // into memory, which takes it
	return out.Bytes()
}

// A certificate is printed by the closest design that can be used, and keeps it when that is changed.
func TestTheClosestDesignIsUsedAndKept(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r, ctx := prized(t, s, judging.Dense), context.Background()
		must(t, s.Decide(ctx, r.Organizer, r.Contest, store.DecideForm{}))
		region := storetest.Organizer(t, s, r.Region)
		form := func(kind, content string, usable bool) store.DesignForm {
			return store.DesignForm{Name: "Návrh", Kind: kind, Content: content, Usable: usable}
		}
		_, err := s.CreateDesign(ctx, region, r.Nation.UID, form("", "{}", true))
		wants(t, err, fault.NotFound, "a region designing the nation's certificates")
		nation, err := s.CreateDesign(ctx, r.Organizer, r.Nation.UID, form("", `{"blocks":[]}`, true))
		must(t, err)
		all, err := s.CreateDesign(ctx, region, r.Region.UID, form("", `{"blocks":[{"source":"competition"}]}`, false))
		must(t, err)
		_, err = s.CreateDesign(ctx, region, r.Region.UID, form("", "{}", true))
		wants(t, err, fault.Invalid, "a second design of all kinds")
		places, err := s.CreateDesign(ctx, region, r.Region.UID, form(store.AwardForPlace, `{"blocks":[],"n":1}`, true))
		must(t, err)
		printed := map[string]string{} // what was printed by which design
		printing := store.Printing{DesignVersion: "2", Print: func(_ context.Context, c *store.Certificate) ([]byte, error) {
			printed[c.DesignVersion] = c.Look.Design
			return []byte(c.Content), nil
		}}
		_, err = s.IssueCertificates(ctx, r.Organizer, r.UID, printing)
		must(t, err)
		must(t, s.WorkBatches(ctx, func(context.Context) (store.Printing, error) { return printing, nil }))
		if len(printed) != 1 || printed[places+"/1"] != `{"blocks":[],"n":1}` {
			t.Errorf("printed by %v", printed)
		}
		version, err := s.SaveDesign(ctx, region, places, store.DesignForm{Name: "Místa", Kind: store.AwardForPlace, Content: `{"blocks":[],"n":2}`, Usable: true, Revision: 1})
		if must(t, err); version != 2 {
			t.Errorf("saved as version %d", version)
		}
		_, err = s.SaveDesign(ctx, region, places, store.DesignForm{Name: "Místa", Kind: store.AwardForPlace, Content: "{}", Revision: 1})
		wants(t, err, fault.Conflict, "a form that was made from an older version")
		issued, err := s.IssueCertificates(ctx, r.Organizer, r.UID, printing)
		if must(t, err); issued != 0 {
			t.Errorf("%d certificates were issued again because of a new version of their design", issued)
		}
		certificates, err := s.Certificates(ctx, r.Organizer, r.UID)
		must(t, err)
		for _, c := range certificates.Issued {
			if c.Look.Design != `{"blocks":[],"n":1}` {
				t.Errorf("certificate %s would be printed by %s", c.Number(), c.Look.Design)
			}
		}
		_, err = s.RestoreDesign(ctx, region, places, 1, 2, false)
		must(t, err)
		if v, err := s.DesignSetup(ctx, region, places, locale.Czech); err != nil || v.Newest().Version != 3 || v.Newest().SourceVersion != 1 || v.Used() != 2 ||
			v.Newest().Content != `{"blocks":[],"n":1}` || len(v.Sample.Names) == 0 || len(v.Sample.Categories) == 0 {
			t.Errorf("after bringing the first version back: %+v, %v", v, err)
		}
		list, err := s.ChapterDesigns(ctx, region, r.Region.UID)
		if must(t, err); len(list.Own) != 2 || len(list.Above) != 1 || list.Above[0].UID != nation || list.Own[0].UID != all || list.Own[0].Used != 0 {
			t.Errorf("listed are %+v and %+v", list.Own, list.Above)
		}
		must(t, s.EndDesign(ctx, region, all))
		_, err = s.DesignSetup(ctx, region, all, locale.Czech)
		wants(t, err, fault.NotFound, "a design out of use")
		_, err = s.DesignSetup(ctx, r.Jurors[0].Actor, places, locale.Czech)
		wants(t, err, fault.NotFound, "a juror reading a design")
		r.keepsPictures(places)
		must(t, s.Check(ctx, func(f store.Finding) { t.Error(f) }))
		caught := findPlanted(t, s, designPlants, r.Contest)
		for _, sentence := range store.DesignInvariants() {
			if !caught[sentence] {
				t.Errorf("nothing was planted against: %s", sentence)
			}
		}
	})
}

// keepsPictures brings pictures for a design.
func (r *prizedRound) keepsPictures(design string) {
	t, s := r.t, r.s
	t.Helper()
	ctx, region := context.Background(), storetest.Organizer(t, s, r.Region)
	hash, err := s.AddDesignPicture(ctx, region, design, "razitko.png", bytes.NewReader(dot()))
	must(t, err)
	_, file, err := s.OpenDesignPicture(ctx, region, design, hash)
	must(t, err)
	must(t, file.Close())
	_, _, err = s.OpenDesignPicture(ctx, r.Jurors[0].Actor, design, hash)
	wants(t, err, fault.NotFound, "a juror looking at a design's picture")
	_, err = s.AddDesignPicture(ctx, region, design, "razitko.png", strings.NewReader("<script>"))
	wants(t, err, fault.Invalid, "a script that is called a picture")
	_, _, err = s.OpenLogo(ctx, hash)
	wants(t, err, fault.NotFound, "a design's picture among the public logos")
}
