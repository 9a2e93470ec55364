package store_test

import (
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

// onwardWorld is a decided contest of five: one first, one second, two who share the third place, and a last.
type onwardWorld struct {
	*sending
	regional judging.Actor
}

func newOnward(t *testing.T, s *store.Store) *onwardWorld {
	t.Helper()
	w := &onwardWorld{sending: &sending{JudgedRound: storetest.Round(t, s, 5, 1), t: t, store: s}}
	w.regional = storetest.Organizer(t, s, w.Region)
	w.Submit(t, s, func(_, candidate, _ int) string { return []string{"5", "4", "3", "3", "1"}[candidate] })
	w.must(s.CloseRound(t.Context(), w.Organizer, w.UID))
	w.must(settleTies(s, w.JudgedRound))
	w.must(w.decide())
	for _, c := range w.preview().Standings {
		w.names = append(w.names, c.Candidate.Display(locale.Czech))
	}
	return w
}

// letIn lets somebody in, in the stead of somebody or of nobody.
func (w *onwardWorld) letIn(candidate, stead int, reason string) error {
	form := store.LetInForm{Candidate: w.Candidates[candidate], Reason: reason}
	if stead >= 0 {
		form.Stead = w.Candidates[stead]
	}
	return w.store.LetIn(w.t.Context(), w.Organizer, w.Contest, form)
}

// line is the contest's on the page of everything that comes to the next round.
func (w *onwardWorld) line() *store.AdvancementLine {
	w.t.Helper()
	v, err := w.store.AdvancementOverview(w.t.Context(), w.Organizer, w.National, locale.Czech)
	w.must(err)
	at := slices.IndexFunc(v.Lines, func(l *store.AdvancementLine) bool { return l.Contest != nil && l.Contest.Contest.UID == w.Contest })
	return v.Lines[at]
}

// reconciles wants so many seats, so many who came, and these reasons between them.
func (w *onwardWorld) reconciles(state store.OnwardState, seats, came int, reasons ...judging.Ground) {
	w.t.Helper()
	l := w.line()
	var got []judging.Ground
	for _, r := range l.Reasons {
		got = append(got, r.Why)
	}
	if l.State != state || l.Seats != seats || l.Came != came || len(l.Went) != came || !slices.Equal(got, reasons) || (state == store.OnwardDone) != l.Balanced() {
		w.t.Errorf("%s: %d in, %d out, by %v", l.State, l.Seats, l.Came, got)
	}
	if found := findings(w.t, w.store); len(found) > 0 {
		w.t.Errorf("findings: %v", found)
	}
}

// advancementPlants break one thing each; ?0 is the uid of the contest.
var advancementPlants = []plant{
	{`update standing set advances = true where position = 3`, "each of them has, or is named with a reason"},
	{`update standing set advances = false`, "who went on by the rule was to go on by a result"},
	{`update advancement set replaces_id = null; delete from advancement`, "who came from another round came by an advancement"},
	{`update advancement set target_contest_id = ` + ofContest, "to the same category of the next round"},
	{`update advancement set target_candidate_id = null where way = 'rule'`, "is named with a reason"},
	{`update advancement set reason = '' where way = 'wild_card'`, "or was let in beside the rule, is named with a reason"},
	{`update advancement set replaces_id = null where way = 'replacement'`, "who went in somebody's stead replaces one"},
	{`update candidate set withdrawn_at = null where source_candidate_id is not null`, "nobody stands in the next round beside the one who went in its stead"},
	{`update advancement set way = 'rule' where way = 'wild_card'`, "differ by named reasons alone"},
}

func TestWhoGoesOnAndWhoIsLetIn(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w, ctx := newOnward(t, s), t.Context()
		w.reconciles(store.OnwardDecided, 1, 0, "")
		form := store.AdvanceForm{MinutesForm: store.MinutesForm{Minutes: "Protokol 3/2023", MinutesOn: "14. 4."}}
		if got := wrongFields(s.Advance(ctx, w.regional, w.Contest, form)); !slices.Equal(got, []string{"minutes_on"}) {
			t.Errorf("wrong in the form: %v", got)
		}
		form.MinutesOn = "2023-04-14"
		w.must(s.Advance(ctx, w.regional, w.Contest, form))
		w.reconciles(store.OnwardDone, 1, 1)
		w.kept()

		for sentence, err := range map[string]error{
			"a wild card without a reason":                     w.letIn(4, -1, " "),
			"nobody is replaced who stands there":              w.letIn(1, 0, "Vzdal se."),
			"who stands there gets no wild card":               w.letIn(0, -1, "Ještě jednou."),
			"a wild card for somebody who is not there at all": s.LetIn(ctx, w.Organizer, w.Contest, store.LetInForm{Candidate: "nikdo", Reason: "Omyl."}),
		} {
			if !fault.Is(err, fault.Invalid) {
				t.Errorf("%s: %v", sentence, err)
			}
		}
		if err := s.LetIn(ctx, w.regional, w.Contest, store.LetInForm{Candidate: w.Candidates[4], Reason: "Zasloužil by si to."}); !fault.Is(err, fault.NotFound) {
			t.Errorf("the region's organizer lets somebody in: %v", err)
		}
		w.must(w.letIn(4, -1, "Nejlepší přístupnost v kraji."))
		w.reconciles(store.OnwardDone, 1, 2, judging.WildCard)
		w.must(w.decide()) // the wild card is in no result's way
		if got := wrongFields(w.letIn(4, -1, "Podruhé.")); !slices.Equal(got, []string{"candidate"}) {
			t.Errorf("a wild card twice: %v", got)
		}

		w.withdraw(w.names[0])
		w.reconciles(store.OnwardDone, 1, 1, judging.Withdrawn, judging.WildCard)
		if got := wrongFields(w.letIn(2, 0, "Je lepší.")); !slices.Equal(got, []string{"candidate"}) {
			t.Errorf("somebody is passed over: %v", got)
		}
		w.must(w.letIn(1, 0, ""))
		w.refused("putting the first back", s.ReinstateCandidate(ctx, w.Organizer, w.sent(w.names[0]).UID), "advancement.replaced_by_now")
		w.withdraw(w.names[1])
		if next := w.preview().RunnersUp(); len(next) != 2 || next[0].Place != 3 {
			t.Fatalf("%d runners-up", len(next))
		}
		if got := wrongFields(w.letIn(3, 1, "")); !slices.Equal(got, []string{"reason"}) {
			t.Errorf("a tie that nobody decides: %v", got)
		}
		w.must(w.letIn(3, 1, "Porota dala přednost lepšímu obsahu."))
		w.reconciles(store.OnwardDone, 1, 2, judging.Withdrawn, judging.Replacement, judging.WildCard)
		if l := w.line(); l.Reasons[0].Words != "O shodě se hlasovalo znovu." || l.Reasons[1].Candidate.UID != w.Candidates[3] {
			t.Errorf("the reasons: %q, %v", l.Reasons[0].Words, l.Reasons[1].Candidate)
		}
		caught := findPlanted(t, s, advancementPlants, w.Contest)
		for _, sentence := range store.AdvancementInvariants() {
			if !caught[sentence] {
				t.Errorf("nothing was planted against: %s", sentence)
			}
		}
		w.reports()
		w.must(s.CloseRound(ctx, w.Organizer, w.National))
		w.refused("a wild card after the closing there", w.letIn(2, -1, "Pozdě."), "fault.next_round_closed")
	})
}

// reports wants the next round's jurors to see what came of a candidate in the round before after T0, if the edition shows it at all.
func (w *onwardWorld) reports() {
	w.t.Helper()
	ctx, s := w.t.Context(), w.store
	seat := storetest.Juror(w.t, s, w.Organizer, w.National, 2)
	_, err := s.Assign(ctx, w.Organizer, w.Target, store.AssignForm{})
	w.must(err)
	sheets := func() (uids []string) {
		desk, err := s.Desk(ctx, seat.Actor, locale.Czech)
		w.must(err)
		for _, c := range desk[0].Contests {
			for _, sheet := range c.Sheets {
				uids = append(uids, sheet.Assignment)
			}
		}
		return uids
	}
	if seen := sheets(); len(seen) > 0 {
		w.t.Errorf("before T0 the next jury has %d sheets", len(seen))
	}
	for _, shown := range []bool{false, true} {
		w.must(s.SaveSourceReport(ctx, w.Organizer, w.Edition.UID, shown))
		if listed := w.sent(w.names[3]); listed.Report != nil {
			w.t.Error("a result is shown before its T0")
		}
	}
	w.must(s.Announce(ctx, w.Organizer, w.Contest, time.Time{}))
	for _, shown := range []bool{true, false} {
		w.must(s.SaveSourceReport(ctx, w.Organizer, w.Edition.UID, shown))
		places := []int{}
		for _, uid := range sheets() {
			view, err := s.SheetView(ctx, seat.Actor, w.National, uid, locale.Czech)
			w.must(err)
			if view.Report != nil {
				places = append(places, view.Report.Place)
			}
		}
		if listed := w.sent(w.names[3]); (listed.Report != nil) != shown || listed.Source.Way != store.InStead {
			w.t.Errorf("the organizer sees %+v, by %s", listed.Report, listed.Source.Way)
		}
		if slices.Sort(places); shown && !slices.Equal(places, []int{3, 4}) || !shown && len(places) > 0 {
			w.t.Errorf("shown %v: the juror sees places %v", shown, places)
		}
	}
	if err := s.SaveSourceReport(ctx, w.regional, w.Edition.UID, true); !fault.Is(err, fault.NotFound) {
		w.t.Errorf("a region sets it: %v", err)
	}
}

// kept looks at what was kept of the winner.
func (w *onwardWorld) kept() {
	w.t.Helper()
	winner := w.preview().Candidates[0]
	a := winner.Advancement
	snapshot, err := a.Read()
	w.must(err)
	r := snapshot.Result
	if a.Minutes != "Protokol 3/2023" || a.MinutesOn != "2023-04-14" || r.Place != 1 || r.Awarded != 1 || r.Shared || r.Version != 1 || r.Exact == "" || r.Total != winner.Total {
		w.t.Errorf("on record: %q of %s, %+v", a.Minutes, a.MinutesOn, r)
	}
	if e := snapshot.Entry; len(e.Entrants) != 1 || e.Entrants[0].Code != winner.Candidate.Bodies[0].Code || e.URL != winner.Candidate.URL || e.Files == nil {
		w.t.Errorf("of the entry: %+v", e)
	}
	old := &store.Advancement{ID: 1, Snapshot: `{"ID":4,"Place":2,"LastPlace":3,"Shared":true,"Total":"31.00","Candidate":{"Title":"Web"}}`}
	if snapshot, err = old.Read(); err != nil || snapshot.Result.Place != 2 || snapshot.Result.Last != 3 || snapshot.Result.Total != "31.00" || snapshot.Entry != nil {
		w.t.Errorf("an old snapshot: %+v, %v", snapshot, err)
	}
}

func TestWhatComesToARoundIsReadInFewStatements(t *testing.T) {
	var statements atomic.Int64
	storetest.EachWith(t, store.Options{Statement: func() { statements.Add(1) }}, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 3, 0)
		read := func() (*store.AdvancementOverview, int64) {
			before := statements.Load()
			v, err := s.AdvancementOverview(t.Context(), r.Organizer, r.National, locale.Czech)
			if err != nil {
				t.Fatal(err)
			}
			return v, statements.Load() - before
		}
		one, few := read()
		storetest.Chapter(t, s, r.Organizer, r.Nation.UID, "CZ051")
		storetest.Chapter(t, s, r.Organizer, r.Nation.UID, "CZ042")
		three, many := read()
		if few != many || len(three.Lines) != len(one.Lines)+2 || three.Lines[0].State != store.OnwardNoPart {
			t.Errorf("%d lines take %d statements, %d take %d", len(one.Lines), few, len(three.Lines), many)
		}
		if _, err := s.AdvancementOverview(t.Context(), storetest.Organizer(t, s, r.Region), r.National, locale.Czech); !fault.Is(err, fault.NotFound) {
			t.Errorf("a region's organizer reads it: %v", err)
		}
	})
}
