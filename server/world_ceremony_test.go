package server_test

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/png"
	"maps"
	"net/url"
	"testing"

	"blazon/judging"
	"blazon/locale"
	"blazon/store"
)

// addStage lets everybody watch a round's ceremony, gives the projector an address, and one body a coat of arms.
func addStage(t testing.TB, s *store.Store, organizer judging.Actor, o map[string]string) {
	t.Helper()
	ctx := context.Background()
	must(t, s.SaveStage(ctx, organizer, o["round"], store.StageForm{Opens: true, Public: true}))
	must(t, s.AddPresenter(ctx, organizer, o["round"], store.Person{Email: "moderator@example.org", Name: "Moderátor", Language: locale.Czech}))
	var err error
	o["hall"], err = s.MakeHallLink(ctx, organizer, o["round"])
	must(t, err)
	_, bodies, err := s.BodyArms(ctx, organizer, o["round"])
	must(t, err)
	if len(bodies) > 0 {
		must(t, s.SetArms(ctx, organizer, o["round"], bodies[0].UID, "znak.png", picture(t)))
		_, bodies, err = s.BodyArms(ctx, organizer, o["round"])
		must(t, err)
		o["arms"], o["armed"] = bodies[0].Arms.UID, bodies[0].UID
	}
	setup, err := s.StageSetup(ctx, organizer, o["round"])
	must(t, err)
	o["stage"] = setup.Stage.UID
}

// picture is a small one.
func picture(t testing.TB) *bytes.Buffer {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, 30, 40))
	m.Set(2, 2, color.RGBA{R: 200, A: 255})
	var file bytes.Buffer
	must(t, png.Encode(&file, m))
	return &file
}

// perform does what the presenter wants.
func perform(t testing.TB, s *store.Store, organizer judging.Actor, round string, cues ...judging.Cue) {
	t.Helper()
	view, err := s.StageConsole(context.Background(), organizer, round)
	must(t, err)
	var list []store.StageCue
	for _, cue := range cues {
		list = append(list, store.StageCue{Cue: cue})
	}
	must(t, s.Perform(context.Background(), organizer, round, store.SeenStage{Performance: view.Performance.UID, Revision: view.Stage.Revision}, list...))
}

// addCeremony gives the round a stage; where the contest is to be decided, a rehearsal is on.
func (w *world) addCeremony(stage string, o map[string]string) {
	w.t.Helper()
	addStage(w.t, w.store, w.organizer, o)
	if stage != "decided" {
		return
	}
	must(w.t, w.store.BeginRehearsal(context.Background(), w.organizer, o["round"]))
	perform(w.t, w.store, w.organizer, o["round"], judging.CueNext)
	view, err := w.store.StageConsole(context.Background(), w.organizer, o["round"])
	must(w.t, err)
	o["performance"] = view.Performance.UID
}

// addCeremony gives the round a stage. While it is judged, a rehearsal shows the invented seconds; once it is announced, a ceremony shows what
// was awarded.
func (f *filled) addCeremony(stage string, o map[string]string) {
	f.t.Helper()
	addStage(f.t, f.store, f.organizer, o)
	switch stage {
	case "judging":
		f.must(f.store.BeginRehearsal(context.Background(), f.organizer, o["round"]))
	case "announced":
		f.must(f.store.BeginCeremony(context.Background(), f.organizer, o["round"]))
	default:
		return
	}
	perform(f.t, f.store, f.organizer, o["round"], judging.CueNext, judging.CueNext, judging.CueNext)
}

func init() {
	maps.Copy(forms, map[string]func(o map[string]string) url.Values{
		"ceremony.setup": func(map[string]string) url.Values { return url.Values{"places": {"3"}} },
		"ceremony.arms": func(o map[string]string) url.Values {
			return url.Values{"body": {o["armed"]}, "remove": {"true"}}
		},
		"ceremony.console": func(map[string]string) url.Values { return url.Values{"act": {"rehearse"}} },
		"ceremony.stage": func(o map[string]string) url.Values {
			return url.Values{"performance": {o["performance"]}, "revision": {"6"}, "cue": {"next"}}
		},
	})
	samples = append(samples,
		sample{"ceremony.setup", "organizer", "empty judging", ""},
		sample{"ceremony.arms", "organizer", "empty judging", ""},
		sample{"ceremony.console", "organizer", "empty judging announced", ""},
		sample{"ceremony.stage", "organizer", "judging", ""},
		sample{"ceremony.hall", "", "empty judging announced", ""},
		sample{"ceremony.live", "", "judging announced", ""},
	)
}
