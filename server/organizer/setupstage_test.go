package organizer_test

import (
	"fmt"
	"testing"
	"time"

	"blazon/server/servertest"
	"blazon/store"
	"blazon/store/storetest"
)

func TestARoundSaysWhatComesNext(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		r := storetest.Round(t, s.Store, 0, 0)
		v := enter(t, s, "organizator."+r.Nation.Slug+"@example.org")
		round, room, hub := "/cs/organizer/rounds/"+r.UID, "/cs/room/"+r.UID, "/cs/organizer/rounds/"+r.UID+"#contests"
		ctx, must := t.Context(), func(err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
		}
		for _, stage := range []struct {
			act           func() error
			next, address string
			shows         string
		}{
			{func() error { return nil }, "Zapsat přihlášky", hub, "0\u00a0přihlášek"},
			{func() error {
				_, err := s.Store.Enrol(ctx, r.Organizer, r.Contest, store.EnrolForm{Bodies: storetest.Bodies(t, s.Store, "CZ020", false, 2)})
				return err
			}, "Sestavit porotu", round + "/jury", "2\u00a0přihlášky"},
			{func() error {
				r.Jurors = append(r.Jurors, storetest.Juror(t, s.Store, r.Organizer, r.UID, 1))
				return nil
			}, "Přidělit hodnocení", hub, "1\u00a0porotce"},
			{func() error {
				_, err := s.Store.Assign(ctx, r.Organizer, r.Contest, store.AssignForm{})
				return err
			}, "Sledovat hodnocení", room + "/coverage", "odesláno 0 z\u00a02"},
			{func() error {
				r.Submit(t, s.Store, func(_, candidate, _ int) string { return fmt.Sprint(5 - candidate) })
				return nil
			}, "Uzavřít hodnocení", room + "/closing", "odesláno 2 z\u00a02"},
			{func() error { return s.Store.CloseRound(ctx, r.Organizer, r.UID) }, "Rozhodnout o\u00a0výsledku", hub, "/cs/room/contests/" + r.Contest + "/tally"},
			{func() error { return s.Store.Decide(ctx, r.Organizer, r.Contest, store.DecideForm{}) }, "Vyhlásit výsledky", hub, "rozhodnuto, nevyhlášeno"},
			{func() error { return s.Store.Announce(ctx, r.Organizer, r.Contest, time.Time{}) }, "Potvrdit postup", hub, "výsledky vyhlášeny"},
			{func() error { return s.Store.Advance(ctx, r.Organizer, r.Contest, store.AdvanceForm{}) }, "Vystavit diplomy", round + "/certificates", "1 z\u00a01 kategorií"},
		} {
			must(stage.act())
			page := v.Get(round)
			page.Has(t, `href="`+stage.address+`">`+stage.next, stage.shows)
			v.Get("/cs/organizer").Has(t, `href="`+stage.address+`">`+stage.next)
		}
		v.Get("/cs/organizer/rounds/"+r.National).Has(t, "Sestavit porotu", "1\u00a0přihláška")
	})
}

func TestAResultThatIsStillToComeIsNotCalledAnnounced(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		r := storetest.Round(t, s.Store, 2, 1)
		r.Submit(t, s.Store, func(_, candidate, _ int) string { return fmt.Sprint(5 - candidate) })
		for _, err := range []error{
			s.Store.CloseRound(t.Context(), r.Organizer, r.UID),
			s.Store.Decide(t.Context(), r.Organizer, r.Contest, store.DecideForm{}),
			s.Store.Announce(t.Context(), r.Organizer, r.Contest, time.Now().Add(time.Hour)),
		} {
			if err != nil {
				t.Fatal(err)
			}
		}
		v := enter(t, s, "organizator."+r.Nation.Slug+"@example.org")
		for _, path := range []string{"/cs/organizer", "/cs/organizer/editions/" + r.Edition.UID, "/cs/organizer/rounds/" + r.UID} {
			v.Get(path).Lacks(t, "výsledky vyhlášeny")
		}
		if err := s.Store.Announce(t.Context(), r.Organizer, r.Contest, time.Time{}); err != nil {
			t.Fatal(err)
		}
		v.Get("/cs/organizer/rounds/"+r.UID).Has(t, "výsledky vyhlášeny")
	})
}
