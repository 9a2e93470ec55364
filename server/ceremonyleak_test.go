package server_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"blazon/judging"
	"blazon/store/storetest"
)

// screens asks, on behalf of everybody and of another region's organizer, for what shows a ceremony or its results.
func (s *secret) screens() map[string]string {
	all := map[string]string{}
	for _, route := range []string{"ceremony.hall", "ceremony.hall_news", "ceremony.live", "ceremony.live_news", "public.round", "public.contest"} {
		a := s.addressOf(s.t, s.site, permission{method: http.MethodGet, route: route, object: "region"})
		for _, visitor := range []string{"public", "other"} {
			s.statements = 0
			answer := ask(s.site, visitor, http.MethodGet, a.path, nil)
			all[pageName(visitor, route, "region")] = fmt.Sprintln(s.statements, "statements") + spell(answer, a.path)
		}
	}
	return all
}

// What comes next in a ceremony is told to nobody: two worlds with other winners, and another number of steps, answer every viewer alike,
// byte for byte and statement for statement, up to the reveal that tells them apart.
func TestACeremonyTellsNothingOfWhatComes(t *testing.T) {
	t.Parallel()
	one, other := newSecret(t, storetest.SQLiteAddress(t)), newSecret(t, storetest.SQLiteAddress(t), scores)
	both := func(name string, act func(s *secret)) {
		step := embargoStep{name: name, act: act}
		one.take(step)
		other.take(step)
	}
	both("decided", func(s *secret) {
		s.submit()
		s.close()
		s.decide()
	})
	both("begun", func(s *secret) {
		must(s.t, s.store.SealResult(s.t.Context(), s.organizer, s.round.Contest))
		must(s.t, s.store.BeginCeremony(s.t.Context(), s.organizer, s.round.UID))
	})
	viewers := func() string { return strings.Join(differences(one.screens(), other.screens()), "\n") }
	for _, cue := range []judging.Cue{judging.CueNext, judging.CueBlack, judging.CueLight, judging.CuePause, judging.CueResume} {
		if found := viewers(); found != "" {
			t.Errorf("before %q: %s", cue, found)
		}
		both(string(cue), func(s *secret) { perform(s.t, s.store, s.organizer, s.round.UID, cue) })
	}
	if page := ask(one.site, "public", http.MethodGet, "/cs/ceremony/live/"+one.objects["region"]["stage"], nil).Body.String(); !strings.Contains(page, `class="scene-category"`) {
		t.Errorf("everybody sees %s", page)
	}
	if found := viewers(); found != "" {
		t.Errorf("when the category is called: %s", found)
	}
	both("three places", func(s *secret) {
		perform(s.t, s.store, s.organizer, s.round.UID, judging.CueNext, judging.CueNext, judging.CueNext)
	})
	for _, page := range []string{"public: ceremony.hall of region", "public: ceremony.live of region"} {
		if found := viewers(); !strings.Contains(found, page) {
			t.Errorf("after the reveal the worlds do not differ in %s", page)
		}
	}
}
