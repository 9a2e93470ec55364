package server_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"blazon/judging"
	"blazon/locale"
	"blazon/server/browsertest"
	"blazon/server/servertest"
	"blazon/store"
	"blazon/store/storetest"
)

// gala is a ceremony with the presenter at his console and two viewers.
type gala struct {
	*testing.T
	server                 *servertest.Server
	round                  *storetest.JudgedRound
	names                  []string // of the candidates
	console, hall, visitor *browsertest.Tab
	stage                  *browsertest.Tab // the presenter's own screen, which may be on the projector
}

// A ceremony as at Liberec in 2023: the third, both seconds together, and the first, with whom the page opens. A viewer whose connection is
// lost sees the present state when it is back; the presenter's own screen goes on without one.
func TestAGala(t *testing.T) {
	t.Parallel()
	g := newGala(t)
	g.rehearse()
	g.console.Open("/cs/ceremony/" + g.round.UID)
	g.console.Press("Začít slavnost")
	g.hall.Awaits("Za chvíli začínáme.")
	g.stage.Awaits("Vše je načteno")
	g.console.Press("Dál") // the category
	g.visitor.Awaits("obce, která není obcí")
	g.console.Has("3. místo", g.names[3], "20 000 Kč")
	g.console.Press("Dál")
	g.hall.Awaits(g.names[3])
	g.visitor.Awaits(g.names[3])
	g.hall.Lacks(g.names[0], g.names[1])
	g.look(g.hall, "third")
	g.visitor.Offline(true)
	g.console.Press("Dál")
	g.hall.Awaits(g.names[2])
	g.hall.Has("2. místo", g.names[1])
	g.look(g.hall, "seconds")
	g.visitor.Lacks(g.names[1])
	g.visitor.Offline(false)
	g.visitor.Awaits(g.names[1])
	troubles := g.console.Troubles() // without a connection there are more
	g.goOnAlone()
	for _, trouble := range append(troubles, g.hall.Troubles()...) {
		t.Error(trouble)
	}
}

func newGala(t *testing.T) *gala {
	t.Helper()
	s := servertest.Start(t, storetest.Open(t, storetest.SQLiteAddress(t), store.Options{}))
	ctx := t.Context()
	g := &gala{T: t, server: s, round: storetest.Round(t, s.Store, 4, 1)}
	r := g.round
	var prizes []store.AwardDefinitionForm
	for i, amount := range []int64{60_000_00, 40_000_00, 20_000_00} {
		prizes = append(prizes, store.AwardDefinitionForm{Kind: store.AwardForPlace, Place: i + 1, Amount: amount, Currency: "CZK"})
	}
	must(t, s.Store.SetAwardDefinitions(ctx, r.Organizer, r.Edition.UID, "", store.AwardSetupForm{Ties: judging.FullPrize, Definitions: prizes}))
	r.Submit(t, s.Store, func(_, candidate, _ int) string { return []string{"5", "4", "4", "2"}[candidate] })
	must(t, s.Store.CloseRound(ctx, r.Organizer, r.UID))
	must(t, s.Store.AddDecision(ctx, r.Organizer, r.Contest, store.DecisionForm{Kind: judging.LeaveTied, Candidates: r.Candidates[1:3], Reason: "Hlasování."}))
	must(t, s.Store.Decide(ctx, r.Organizer, r.Contest, store.DecideForm{}))
	must(t, s.Store.SealResult(ctx, r.Organizer, r.Contest))
	tally, err := s.Store.Tally(ctx, r.Organizer, r.Contest)
	must(t, err)
	for _, c := range tally.Candidates {
		g.names = append(g.names, c.Display(locale.Czech))
	}
	o := map[string]string{"round": r.UID}
	addStage(t, s.Store, r.Organizer, o)
	must(t, s.Store.SetPassword(ctx, store.Operator(), "moderator@example.org", servertest.Password))
	organizer := "organizator." + r.Nation.Slug + "@example.org"
	must(t, s.Store.SetPassword(ctx, store.Operator(), organizer, servertest.Password))
	g.console, g.hall, g.visitor = browsertest.New(t, s.URL), browsertest.New(t, s.URL), browsertest.New(t, s.URL)
	signIn(g.console, organizer, servertest.Password)
	g.hall.Open("/cs/ceremony/hall/" + o["hall"])
	g.visitor.Open("/cs/ceremony/live/" + o["stage"])
	return g
}

// look keeps a picture of a screen in the sizes of halls and of a phone, and in two languages, where somebody wants to see it, and looks at it
// as it is.
func (g *gala) look(tab *browsertest.Tab, name string) {
	g.Helper()
	for _, fault := range append(tab.Axe(), tab.Sideways()...) {
		g.Errorf("%s: %s", tab.Path(), fault)
	}
	folder := os.Getenv("BLAZON_SCREENSHOTS")
	if folder == "" {
		return
	}
	here := tab.Path()
	for _, lang := range []string{"pl", "cs"} {
		tab.Open("/" + lang + here[3:])
		for _, width := range []int64{360, 1280, 1920} {
			tab.Emulate(width, browsertest.Dark)
			tab.Picture(filepath.Join(folder, fmt.Sprintf("ceremony-%s.%s.%d.png", name, lang, width)))
		}
	}
}

// rehearse goes through a part of a rehearsal: the hall is told that it is one, and everybody else sees none of it.
func (g *gala) rehearse() {
	g.console.Open("/cs/ceremony/" + g.round.UID)
	g.look(g.console, "console-off")
	g.console.Press("Začít zkoušku")
	for range 3 {
		g.console.Press("Dál")
	}
	g.hall.Awaits("2. místo")
	g.hall.Has("ZKOUŠKA")
	g.look(g.hall, "rehearsal")
	g.look(g.console, "console-on")
	g.visitor.Has("Slavnost ještě nezačala.")
	g.stage = g.console.Beside()
	g.stage.Open("/cs/ceremony/" + g.round.UID + "/stage")
	g.stage.Has("2. místo")
	g.console.Press("Ukončit zkoušku")
	g.hall.Awaits("Slavnost ještě nezačala.")
	g.stage.Awaits("Slavnost ještě nezačala.") // and not the console, which shows whoever comes next
	if path := g.stage.Path(); path != "/cs/ceremony/"+g.round.UID+"/stage" {
		g.Errorf("after the rehearsal the presenter's screen is at %s", path)
	}
}

// goOnAlone has the presenter's own screen reveal the first place without a connection; the others follow once it is back, and the page of the
// category is open. By then the server stands on the screen's way, as after an
// answer that was lost.
func (g *gala) goOnAlone() {
	stage := g.stage
	stage.Awaits(g.names[1])
	stage.Offline(true)
	stage.Type("n") // no key of the stage's
	stage.Type(" ")
	stage.Awaits(g.names[0])
	stage.Awaits("Bez spojení.")
	g.hall.Lacks(g.names[0])
	setup, err := g.server.Store.RoundSetup(g.Context(), g.round.Organizer, g.round.UID)
	must(g.T, err)
	public := fmt.Sprintf("/cs/%s/%s/%s/obec", g.round.Competition.Slug, g.round.Edition.Slug, setup.Round.Slug)
	if status := g.visitor.Beside().Open(public); status != 404 {
		g.Errorf("before the first place the page answers %d", status)
	}
	stage.Type("b")
	stage.Awaits("(2)")
	g.console.Press("Dál")
	g.hall.Awaits(g.names[0])
	stage.Offline(false)
	g.hall.Awaits("Obrazovka je zhasnutá.")
	stage.Type("b")
	g.hall.Awaits(g.names[0])
	stage.Lacks("Mezitím někdo postoupil dál.")
	g.visitor.Awaits(g.names[0])
	g.look(g.hall, "first")
	if status := g.visitor.Beside().Open(public); status != 200 {
		g.Errorf("after the first place the page answers %d", status)
	}
}
