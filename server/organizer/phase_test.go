package organizer_test

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"blazon/server/servertest"
)

func TestARoundsPhaseIsMovedOnItsPage(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		r := run(t, s, 2, 1)
		phase := r.ofRound + "phase"
		r.Get(phase).Has(t, "Kde kolo stojí", `aria-current="step"`, "2 formuláře nejsou odeslané.", `name="reason[end_judging]"`, "/cs/help/phases")
		page := r.Post(phase, url.Values{"move": {"end_judging"}})
		if page.Status != http.StatusUnprocessableEntity {
			t.Errorf("without a reason: got %d", page.Status)
		}
		page.Has(t, `href="#f-reason-end_judging-"`, "Napište důvod.")
		if page := r.Post(phase, url.Values{"move": {"finish"}, "reason[finish]": {"Hotovo."}}); page.Status != http.StatusConflict {
			t.Errorf("finishing what is not closed: got %d", page.Status)
		}
		if page := r.Post(phase, url.Values{"move": {"dance"}}); page.Status != http.StatusNotFound {
			t.Errorf("a move that there is not: got %d", page.Status)
		}
		r.Post(phase, url.Values{"move": {"end_judging"}, "reason[end_judging]": {"Porota <se> dohodla."}}).
			Has(t, "Lhůta hodnocení skončila.", "Zkráceno z", "Důvod: Porota &lt;se&gt; dohodla.", "Ukončit kolo", "Hodnocení není uzavřené.")
	})
}

// An hour that comes twice is asked back on the same form, without losing what was typed.
func TestADeadlineInTheNightOfTheClocksIsAskedBack(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		r := run(t, s, 1, 1)
		address := r.ofRound + "prolongation"
		form := url.Values{"which": {"judging_until"}, "until.date": {"2032-10-31"}, "until.time": {"02:30"}, "reason": {"Volby."}}
		page := r.Post(address, form)
		if page.Status != http.StatusUnprocessableEntity {
			t.Errorf("an hour that comes twice: got %d", page.Status)
		}
		page.Has(t, `value="&#43;02:00"`, `value="&#43;01:00"`, `name="until.offset"`, "poprvé v", "Volby.", `value="2032-10-31"`)
		form.Set("until.offset", "+01:00")
		r.Post(address, form).Has(t, "Lhůta je posunutá", "Prodlouženo z", "Důvod: Volby.")
		v, err := s.Store.RoundPhase(t.Context(), r.round.Organizer, r.round.UID)
		if want := time.Date(2032, 10, 31, 1, 30, 0, 0, time.UTC); err != nil || !v.Round.JudgingUntil.Equal(want) {
			t.Errorf("the deadline is %v, want %v (%v)", v.Round.JudgingUntil, want, err)
		}
		s.Visitor(t).Get("/cs/zlaty-erb/2023/"+r.round.Region.Slug).Has(t, "Posunuté lhůty", "Důvod: Volby.")
		form.Set("until.date", "2032-03-28") // when the clocks go forward
		if page := r.Post(address, form); page.Status != http.StatusUnprocessableEntity {
			t.Errorf("an hour that is skipped: got %d", page.Status)
		}
	})
}
