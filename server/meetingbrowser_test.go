package server_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"blazon/judging"
	"blazon/locale"
	"blazon/server/browsertest"
	"blazon/server/servertest"
	"blazon/store"
	"blazon/store/storetest"
)

// sitting is a jury at its screens: its chair, and two members of whom the second is recused from the last candidate.
type sitting struct {
	*testing.T
	server              *servertest.Server
	round               *storetest.JudgedRound
	names               []string // of the candidates
	chair, first, other *browsertest.Tab
}

// A meeting as juries hold it: the candidate under discussion goes to all screens but that of who is recused, one tie is decided by
// a recorded vote, and another is left ex aequo.
func TestAJuryMeets(t *testing.T) {
	t.Parallel()
	m := newSitting(t)
	m.gather()
	m.discuss()
	m.orderTie()
	m.leaveTied()
	m.end()
	for _, tab := range []*browsertest.Tab{m.chair, m.first, m.other} {
		for _, trouble := range tab.Troubles() {
			t.Error(trouble)
		}
	}
}

func newSitting(t *testing.T) *sitting {
	t.Helper()
	s := servertest.Start(t, storetest.Open(t, storetest.SQLiteAddress(t), store.Options{}))
	ctx := t.Context()
	m := &sitting{T: t, server: s, round: storetest.Round(t, s.Store, 5, 2)}
	juror, err := s.Store.AddJuror(ctx, m.round.Organizer, m.round.UID, store.JurorForm{Name: "Předseda poroty", Role: judging.Chair, Email: "predseda@example.org"})
	must(t, err)
	chair := storetest.Actor(t, s.Store, juror.UserID)
	storetest.Accept(t, s.Store, chair, m.round.UID)
	must(t, s.Store.Recuse(ctx, m.round.Organizer, store.RecusalForm{Juror: m.round.Jurors[1].Juror.UID, Candidate: m.round.Candidates[4],
		Why: judging.Recused, Reason: "Porotce je občanem obce."}))
	m.round.Submit(t, s.Store, func(_, candidate, _ int) string { return []string{"5", "5", "4", "4", "2"}[candidate] })
	must(t, s.Store.CloseRound(ctx, m.round.Organizer, m.round.UID))
	tally, err := s.Store.Tally(ctx, m.round.Organizer, m.round.Contest)
	must(t, err)
	for _, c := range tally.Candidates {
		m.names = append(m.names, c.Display(locale.Czech))
	}
	for i, tab := range []**browsertest.Tab{&m.chair, &m.first, &m.other} {
		email := []string{"predseda@example.org", m.round.Jurors[0].Email, m.round.Jurors[1].Email}[i]
		must(t, s.Store.SetPassword(ctx, store.Operator(), email, servertest.Password))
		*tab = browsertest.New(t, s.URL)
		signIn(*tab, email, servertest.Password)
	}
	return m
}

// look keeps a picture of a page in both widths and two languages, where somebody wants to see it, and looks at it as it is.
func (m *sitting) look(tab *browsertest.Tab, name string) {
	m.Helper()
	for _, fault := range append(tab.Axe(), tab.Sideways()...) {
		m.Errorf("%s: %s", tab.Path(), fault)
	}
	folder := os.Getenv("BLAZON_SCREENSHOTS")
	if folder == "" {
		return
	}
	here := tab.Path()
	for _, lang := range []string{"pl", "cs"} {
		tab.Open("/" + lang + here[3:])
		for _, width := range []int64{360, 1280} {
			tab.Emulate(width, browsertest.Light)
			tab.Picture(filepath.Join(folder, fmt.Sprintf("meeting-%s.%s.%d.png", name, lang, width)))
		}
	}
}

// gather opens a meeting; everybody checks in at his own screen.
func (m *sitting) gather() {
	m.first.Open("/cs/room/" + m.round.UID + "/meeting")
	m.first.Has("Žádné zasedání právě neprobíhá.")
	m.chair.Open("/cs/room/" + m.round.UID + "/meetings")
	m.look(m.chair, "list")
	m.chair.Press("Naplánovat")
	m.chair.Press("Zahájit zasedání")
	m.look(m.chair, "lead")
	for i, tab := range []*browsertest.Tab{m.first, m.other, m.chair} {
		tab.Open("/cs/room/" + m.round.UID + "/meeting")
		tab.Awaits("Stránka se sama obnovuje.")
		tab.Press([]string{"Jsem na místě", "Jsem on-line", "Jsem na místě"}[i])
	}
	m.first.Awaits("Přítomno 3 z\u00a03")
}

// discuss goes from one candidate to the next, from which the second member is recused.
func (m *sitting) discuss() {
	m.chair.Press("Nejlepší webové stránky obce, která není obcí s\u00a0rozšířenou působností")
	m.look(m.chair, "tally")
	m.chair.Press("Projednat", m.names[3], "Navrhnout ocenění")
	for _, tab := range []*browsertest.Tab{m.first, m.other} {
		tab.Awaits(m.names[3])
	}
	m.chair.Press("Další")
	m.first.Awaits(m.names[4])
	m.look(m.first, "screen")
	m.other.Awaits("Opusťte prosím místnost.")
	m.other.Lacks(m.names[3], m.names[4])
	m.look(m.other, "recused")
	m.chair.Press("Neprojednávat nikoho")
	m.other.Awaits("Právě se neprojednává žádný soutěžící.")
}

func (m *sitting) tally() {
	m.chair.Open("/cs/room/" + m.round.UID + "/meeting")
	m.chair.Press("Nejlepší webové stránky obce, která není obcí s\u00a0rozšířenou působností")
}

// orderTie decides the first tie by votes that the members cast at their own screens.
func (m *sitting) orderTie() {
	m.tally()
	m.chair.Press("Navrhnout pořadí", m.names[0])
	m.chair.Fill(m.names[0], "2")
	m.chair.Fill(m.names[1], "1")
	m.chair.Fill("Znění návrhu a\u00a0důvod", "Druhá obec má přehlednější úřední desku.")
	m.look(m.chair, "motion-new")
	m.chair.Fill(m.names[0], "2")
	m.chair.Fill(m.names[1], "1")
	m.chair.Fill("Znění návrhu a\u00a0důvod", "Druhá obec má přehlednější úřední desku.")
	m.chair.Press("Dát hlasovat")
	motion := m.chair.Path()
	m.first.Awaits("hlasuje se")
	m.first.Press("Pro")
	m.first.Has("Váš hlas pro je zapsán.", "Hlasovali jste pro.")
	m.other.Awaits("hlasuje se")
	m.other.Press("Proti")
	m.chair.Press("Obrazovka zasedání")
	m.chair.Press("Pro")
	m.chair.Open(motion)
	m.look(m.chair, "votes")
	m.chair.Press("Uzavřít a\u00a0sečíst")
	m.chair.Has("přijat", "pro 2, proti 1, zdrželo se 0")
	m.look(m.chair, "motion")
	m.other.Open(motion)
	m.other.Fill("Odlišné stanovisko", "Obě obce jsou stejně dobré.")
	m.other.Press("Uložit stanovisko")
}

// leaveTied leaves the other tie, by a show of hands that the chair enters.
func (m *sitting) leaveTied() {
	m.tally()
	m.chair.Press("Navrhnout dělené místo", m.names[2])
	m.chair.Fill("Znění návrhu a\u00a0důvod", "Obě obce si třetí místo zaslouží.")
	m.chair.Press("Dát hlasovat")
	for _, who := range []string{"Předseda poroty", "Porotce 1", "Porotce 2"} {
		m.chair.Check(who + ": Pro")
	}
	m.chair.Press("Uzavřít a\u00a0sečíst")
	m.chair.Has("pro 3, proti 0, zdrželo se 0")
}

// end ends the meeting; what comes out is what the jury voted.
func (m *sitting) end() {
	m.chair.Open("/cs/room/" + m.round.UID + "/meetings")
	m.chair.Press("Řídit zasedání")
	m.chair.Press("Ukončit zasedání")
	m.first.Open("/cs/room/" + m.round.UID + "/meeting")
	m.first.Has("Žádné zasedání právě neprobíhá.")
	m.chair.Press("Záznam zasedání")
	m.chair.Has("Obě obce jsou stejně dobré.", "Druhá obec má přehlednější úřední desku. (hlasování 2 : 1)", "(hlasování 3 : 0)")
	m.look(m.chair, "record")
	must(m.T, m.server.Store.Decide(m.Context(), m.round.Organizer, m.round.Contest, store.DecideForm{}))
	view, err := m.server.Store.Tally(m.Context(), m.round.Organizer, m.round.Contest)
	must(m.T, err)
	var got []string
	for _, st := range view.Outcome.Standings {
		got = append(got, fmt.Sprint(st.Place, " ", view.Candidates[st.Candidate].Display(locale.Czech)))
	}
	if want := []string{"1 " + m.names[1], "2 " + m.names[0], "3 " + m.names[2], "3 " + m.names[3], "4 " + m.names[4]}; !slices.Equal(got, want) {
		m.Errorf("the result is %q, want %q", got, want)
	}
}
