package store_test

import (
	"math/rand/v2"
	"os"
	"slices"
	"testing"
	"time"

	"blazon/judging"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

// soak tells whether the full numbers are wanted.
func soak() bool { return os.Getenv("BLAZON_SOAK") != "" }

func times(usual, full int) int {
	if soak() {
		return full
	}
	return usual
}

// world is a round on PostgreSQL with two processes that work on it.
type world struct {
	t        *testing.T
	store    *store.Store
	round    *storetest.JudgedRound
	children []*child
	sheets   []stormSheet
	cells    map[string]string // of each sheet: the beginning of its cells, as counted names them
}

func newWorld(t *testing.T, candidates, jurors int) *world {
	t.Helper()
	address := storetest.PostgresAddress(t)
	w := &world{t: t, store: storetest.Open(t, address, store.Options{Connections: 4}), cells: map[string]string{}}
	w.round = storetest.Round(t, w.store, candidates, jurors)
	w.children = []*child{startChild(t, address), startChild(t, address)}
	var actors []judging.Actor
	for _, seat := range w.round.Jurors {
		actors = append(actors, seat.Actor)
	}
	w.sheets = allSheets(t, w.store, actors, w.round.UID)
	for number, sheet := range w.sheets {
		juror, candidate := number/candidates, number%candidates
		w.cells[sheet.Sheet] = w.round.Jurors[juror].Juror.UID + " " + w.round.Candidates[candidate] + " "
	}
	return w
}

func (w *world) reopen() {
	w.t.Helper()
	if err := w.store.ReopenRound(w.t.Context(), w.round.Organizer, w.round.UID, "Předčasně."); err != nil {
		w.t.Fatal(err)
	}
}

// race lets the processes save each sheet over and over while one of them closes the round, and tells what is wrong with the
// tally: what it lacks of the saves acknowledged, what came into it after the closing, and what the control totals do not have.
func (w *world) race(unguarded bool) (wrong int) {
	w.t.Helper()
	half := len(w.sheets) / 2
	for i, sheets := range [][]stormSheet{w.sheets[:half], w.sheets[half:]} {
		w.children[i].order(order{Act: "storm", Round: w.round.UID, Sheets: sheets, Unguarded: unguarded})
	}
	r := &raceLog{acknowledged: map[string]int64{}}
	for _, c := range w.children { // both are at it
		for range 5 + rand.IntN(20) {
			_, a := c.wait("ack")
			r.note(w.t, a)
		}
	}
	closer := w.children[rand.IntN(2)]
	closer.order(order{Act: "close", User: w.round.Organizer.User, Round: w.round.UID, Contest: w.round.Contest})
	for _, c := range w.children {
		answers, _ := c.wait("storm")
		for _, a := range answers {
			r.note(w.t, a)
		}
	}
	if r.counted == nil {
		_, a := closer.wait("close")
		r.note(w.t, a)
	}
	if r.refused != len(w.sheets) {
		w.t.Fatalf("no race: %d savers of %d were refused", r.refused, len(w.sheets))
	}
	for i := range w.sheets {
		if revision := r.acknowledged[w.sheets[i].Sheet]; revision > 0 {
			w.sheets[i].Revision, w.sheets[i].Seed = revision, revision
		}
	}
	return differences(r.counted, w.expected()) + differences(w.countedNow(), r.counted) + w.sinceClosing()
}

// sinceClosing counts what no longer is as the closing's control totals have it.
func (w *world) sinceClosing() int {
	w.t.Helper()
	return len(judgedIn(closingOf(w.t, w.store, w.round.Organizer, w.round.UID), w.round.Contest).Control.Differences)
}

// raceLog is what the processes said.
type raceLog struct {
	acknowledged map[string]int64  // the last revision of each sheet
	counted      map[string]string // by the tally, right after the closing
	refused      int               // savers
}

func (r *raceLog) note(t *testing.T, a answer) {
	t.Helper()
	switch {
	case a.Act == "close" && a.Refused != "":
		t.Fatalf("closing was refused: %s", a.Refused)
	case a.Act == "close":
		r.counted = a.Counted
	case a.Refused == "fault.judging_closed":
		r.refused++
	case a.Refused != "":
		t.Fatalf("a save was refused: %s", a.Refused)
	default:
		r.acknowledged[a.Sheet] = a.Revision
	}
}

// expected is what the tally must count: the last acknowledged save of each sheet. A save's seed is the revision before it.
func (w *world) expected() map[string]string {
	cells := map[string]string{}
	for _, sheet := range w.sheets {
		if sheet.Revision == 0 {
			continue
		}
		for criterion, value := range values(sheet.Revision - 1) {
			cells[w.cells[sheet.Sheet]+criterion] = value
		}
	}
	return cells
}

func (w *world) countedNow() map[string]string {
	w.t.Helper()
	scores, err := counted(w.t.Context(), w.store, w.round.Organizer, w.round.Contest)
	if err != nil {
		w.t.Fatal(err)
	}
	return scores
}

func differences(got, want map[string]string) (n int) {
	for cell := range want {
		if got[cell] != want[cell] {
			n++
		}
	}
	for cell := range got {
		if _, wanted := want[cell]; !wanted {
			n++
		}
	}
	return n
}

func TestSavesAgainstTheClosing(t *testing.T) {
	w := newWorld(t, 4, 4)
	for round := range times(50, 1000) {
		if wrong := w.race(false); wrong > 0 {
			t.Fatalf("round %d: %d cells of the tally are wrong", round+1, wrong)
		}
		w.reopen()
	}
}

// The race above must be one: without the lock it is lost.
func TestSavesWithoutTheLockAreCaught(t *testing.T) {
	w := newWorld(t, 4, 4)
	wrong := 0
	for range times(10, 200) {
		if w.race(true) > 0 {
			wrong++
		}
		w.resume()
		w.reopen()
	}
	t.Logf("%d of %d tallies were wrong", wrong, times(10, 200))
	if wrong == 0 {
		t.Error("saving without the lock went unnoticed")
	}
}

// resume goes on from the revisions that the database has.
func (w *world) resume() {
	w.t.Helper()
	for i := range w.sheets {
		err := w.store.Look(w.t.Context(), &w.sheets[i].Revision,
			"select h.revision from sheet h join assignment a on a.id = h.assignment_id where a.uid = ?", w.sheets[i].Sheet)
		if err != nil {
			w.t.Fatal(err)
		}
		w.sheets[i].Seed = w.sheets[i].Revision
	}
}

func TestTwoClosingsAtOnce(t *testing.T) {
	w := newWorld(t, 1, 1)
	for round := range times(50, 1000) {
		o := order{Act: "close", User: w.round.Organizer.User, Round: w.round.UID, Contest: w.round.Contest, At: soon()}
		for _, c := range w.children {
			c.order(o)
		}
		var refusals []string
		for _, c := range w.children {
			_, a := c.wait("close")
			refusals = append(refusals, a.Refused)
		}
		slices.Sort(refusals)
		if !slices.Equal(refusals, []string{"", "fault.already_closed"}) {
			t.Fatalf("round %d: the closings got %q", round+1, refusals)
		}
		var events int
		if err := w.store.Look(t.Context(), &events, "select count(*) from event where act = 'round.close'"); err != nil {
			t.Fatal(err)
		}
		if events != round+1 {
			t.Fatalf("round %d: %d closings are on record", round+1, events)
		}
		w.reopen()
	}
}

func TestTwoSavesOfOneSheet(t *testing.T) {
	w := newWorld(t, 1, 1)
	sheet := w.sheets[0]
	for round := range times(50, 1000) {
		at := soon()
		seeds := []int64{int64(2 * round), int64(2*round + 1)}
		for i, c := range w.children {
			sheet.Seed = seeds[i]
			c.order(order{Act: "save", Round: w.round.UID, Sheets: []stormSheet{sheet}, At: at})
		}
		winners := []int64{}
		for i, c := range w.children {
			switch _, a := c.wait("save"); a.Refused {
			case "":
				winners = append(winners, seeds[i])
			case "fault.sheet_changed":
			default:
				t.Fatalf("round %d: a save was refused: %s", round+1, a.Refused)
			}
		}
		if len(winners) != 1 {
			t.Fatalf("round %d: %d saves won", round+1, len(winners))
		}
		view, err := w.store.SheetView(t.Context(), w.round.Jurors[0].Actor, w.round.UID, sheet.Sheet, locale.Czech)
		if err != nil {
			t.Fatal(err)
		}
		sheet.Revision++
		if got := stored(view); !equal(got, values(winners[0])) || view.Sheet.Revision != sheet.Revision {
			t.Fatalf("round %d: stored is %v at revision %d, the winner's are %v", round+1, got, view.Sheet.Revision, values(winners[0]))
		}
	}
}

// soon is a moment at which processes can begin together.
func soon() int64 { return time.Now().Add(3 * time.Millisecond).UnixMicro() }
