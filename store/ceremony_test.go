package store_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

// ceremonyPlants break one invariant each; "?" is the contest.
var ceremonyPlants = []plant{
	{`update performance_step set award_id = (select min(id) from award) where performance_id = (select min(id) from performance where rehearsal) and 'x' <> ?`,
		"a rehearsal opens nothing, and knows of no result"},
	{`update performance_step set result_id = null where performance_id = (select max(id) from performance where not rehearsal) and 'x' <> ?`,
		"a ceremony reveals what its contests' results confer"},
	{`update performance set step = 99 where 'x' <> ?`, "what is on the screens was revealed"},
	{`update stage_contest set contest_id = (select t.id from contest t where t.round_id <> (select o.round_id from contest o where o.uid = ?) limit 1)`,
		"a contest that a stage reveals is of its round"},
}

// staged is a decided round as at Liberec in 2023: one first, two seconds, a third, and a distinction.
type staged struct {
	*storetest.JudgedRound
	t         *testing.T
	s         *store.Store
	presenter judging.Actor
	hall      string
}

func newStaged(t *testing.T, s *store.Store) *staged {
	t.Helper()
	ctx := t.Context()
	r := &staged{JudgedRound: storetest.Round(t, s, 5, 1), t: t, s: s}
	must(t, s.SetAwardDefinitions(ctx, r.Organizer, r.Edition.UID, "", store.AwardSetupForm{Ties: judging.FullPrize, Definitions: placePrizes(60, 40, 20)}))
	r.Submit(t, s, func(_, candidate, _ int) string { return []string{"3", "5", "4", "4", "2"}[candidate] })
	must(t, s.CloseRound(ctx, r.Organizer, r.UID))
	must(t, s.AddDecision(ctx, r.Organizer, r.Contest, store.DecisionForm{Kind: judging.LeaveTied, Candidates: r.Candidates[2:4], Reason: "Hlasování."}))
	must(t, s.Decide(ctx, r.Organizer, r.Contest, store.DecideForm{}))
	_, err := s.AddAward(ctx, r.Organizer, r.UID, store.AwardForm{Contest: r.Contest, Candidate: r.Candidates[4], Kind: store.AwardDistinction,
		Name: locale.Text{locale.Czech: "Čestné uznání"}, Citation: locale.Text{locale.Czech: "Za odvahu."}})
	must(t, err)
	must(t, s.SaveStage(ctx, r.Organizer, r.UID, store.StageForm{Opens: true, Public: true, Contests: []store.StageContestForm{{Contest: r.Contest}}}))
	must(t, s.AddPresenter(ctx, r.Organizer, r.UID, store.Person{Email: "moderator@example.org", Name: "Moderátor", Language: locale.Czech}))
	setup, err := s.StageSetup(ctx, r.Organizer, r.UID)
	must(t, err)
	r.presenter = storetest.Actor(t, s, setup.Presenters[0].UserID)
	r.hall, err = s.MakeHallLink(ctx, r.Organizer, r.UID)
	must(t, err)
	return r
}

// screen writes down what a screen shows.
func (r *staged) screen(public bool) string {
	r.t.Helper()
	scene, err := r.s.HallScene(r.t.Context(), r.hall)
	if public {
		scene, err = r.s.PublicScene(r.t.Context(), scene.Stage.UID)
	}
	must(r.t, err)
	var list []string
	for _, s := range scene.Steps {
		words := []string{string(s.Kind)}
		if s.Place != 0 {
			words = append(words, fmt.Sprint(s.Place))
		}
		for _, l := range s.Laureates {
			for i, uid := range r.Candidates {
				if uid == l.UID {
					words = append(words, fmt.Sprint("#", i, " ", l.Amount/100_000))
				}
			}
		}
		list = append(list, strings.Join(words, " "))
	}
	return strings.Join(list, "; ")
}

// cue does what the presenter wants, with what he sees before him.
func (r *staged) cue(cues ...judging.Cue) error {
	view, err := r.s.StageConsole(r.t.Context(), r.presenter, r.UID)
	must(r.t, err)
	var list []store.StageCue
	for _, c := range cues {
		list = append(list, store.StageCue{Cue: c})
	}
	return r.s.Perform(r.t.Context(), r.presenter, r.UID, store.SeenStage{Performance: view.Performance.UID, Revision: view.Stage.Revision}, list...)
}

// announced tells whether everybody may see the result.
func (r *staged) announced() bool {
	_, err := r.s.RoundResults(r.t.Context(), judging.Actor{}, r.address())
	if !fault.Is(err, fault.NotFound) {
		must(r.t, err)
	}
	return err == nil
}

func (r *staged) address() store.Address {
	setup, err := r.s.RoundSetup(r.t.Context(), r.Organizer, r.UID)
	must(r.t, err)
	return store.Address{Competition: r.Competition.Slug, Edition: r.Edition.Slug, Round: setup.Round.Slug, Category: "obec"}
}

func (r *staged) end() {
	view, err := r.s.StageConsole(r.t.Context(), r.presenter, r.UID)
	must(r.t, err)
	must(r.t, r.s.EndPerformance(r.t.Context(), r.presenter, r.UID, view.Performance.UID))
}

// A ceremony reveals what is sealed from the last place up and opens the page with the first one; a rehearsal before it has invented
// winners and opens nothing.
func TestACeremony(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		r := newStaged(t, s)
		r.rights()
		r.waits()
		r.rehearse()
		if err := s.BeginCeremony(ctx, r.Organizer, r.UID); !fault.Is(err, fault.Closed) {
			t.Errorf("what is not sealed: %v, want Closed", err)
		}
		must(t, s.SealResult(ctx, r.Organizer, r.Contest))
		r.watch()
		must(t, s.BeginCeremony(ctx, r.Organizer, r.UID))
		if err := s.BeginRehearsal(ctx, r.presenter, r.UID); !fault.Is(err, fault.Conflict) {
			t.Errorf("a rehearsal during the ceremony: %v, want Conflict", err)
		}
		for _, c := range []struct {
			sentence string
			cues     []judging.Cue
			want     string
		}{
			{"the category", []judging.Cue{judging.CueNext}, "contest"},
			{"the distinction", []judging.Cue{judging.CueNext}, "contest; award #4 0"},
			{"the third", []judging.Cue{judging.CueNext}, "contest; award #4 0; place 3 #0 20"},
			{"both seconds together", []judging.Cue{judging.CueNext}, "contest; award #4 0; place 3 #0 20; place 2 #2 40 #3 40"},
			{"back", []judging.Cue{judging.CueBack}, "contest; award #4 0; place 3 #0 20"},
			{"black", []judging.Cue{judging.CueBlack}, ""},
			{"a break", []judging.Cue{judging.CueLight, judging.CuePause}, ""},
			{"two cues that had to wait", []judging.Cue{judging.CueResume, judging.CueNext}, "contest; award #4 0; place 3 #0 20; place 2 #2 40 #3 40"},
		} {
			must(t, r.cue(c.cues...))
			for _, public := range []bool{false, true} {
				if got := r.screen(public); got != c.want {
					t.Errorf("%s: %q, want %q", c.sentence, got, c.want)
				}
			}
			if r.announced() {
				t.Fatalf("%s: the page is open", c.sentence)
			}
		}
		r.conclude()
		must(t, s.Check(ctx, func(f store.Finding) { t.Error(f) }))
		caught := findPlanted(t, s, ceremonyPlants, r.Contest)
		for _, sentence := range store.CeremonyInvariants() {
			if !caught[sentence] {
				t.Errorf("nothing was planted against: %s", sentence)
			}
		}
	})
}

// rights asks who may do what.
func (r *staged) rights() {
	ctx, other := r.t.Context(), storetest.Organizer(r.t, r.s, storetest.Chapter(r.t, r.s, r.Organizer, r.Nation.UID, "CZ051"))
	for _, c := range []struct {
		sentence string
		err      error
		kind     fault.Kind
	}{
		{"another region's organizer leads no ceremony", r.s.BeginRehearsal(ctx, other, r.UID), fault.NotFound},
		{"nor does somebody without an account", r.s.BeginRehearsal(ctx, judging.Actor{}, r.UID), fault.NotFound},
		{"nor a juror", r.s.BeginRehearsal(ctx, r.Jurors[0].Actor, r.UID), fault.NotFound},
		{"the presenter does not begin it", r.s.BeginCeremony(ctx, r.presenter, r.UID), fault.NotFound},
		{"nor say how it goes", r.s.SaveStage(ctx, r.presenter, r.UID, store.StageForm{}), fault.NotFound},
		{"a link that never was", second(r.s.HallScene(ctx, "x")), fault.NotFound},
	} {
		if !fault.Is(c.err, c.kind) {
			r.t.Errorf("%s: %v", c.sentence, c.err)
		}
	}
}

func second[T any](_ T, err error) error { return err }

// says wants the console to say so of the category's page, and of awards that have no step.
func (r *staged) says(sentence string, page store.Curtained, unstaged ...string) {
	r.t.Helper()
	view, err := r.s.StageConsole(r.t.Context(), r.presenter, r.UID)
	must(r.t, err)
	var names []string
	for _, a := range view.Unstaged {
		names = append(names, a.Name[locale.Czech])
	}
	if view.Contests[0].Page != page || fmt.Sprint(names) != fmt.Sprint(unstaged) {
		r.t.Errorf("%s: the page is %q, and %q have no step; want %q and %q", sentence, view.Contests[0].Page, names, page, unstaged)
	}
}

// waits looks at the nation's ceremony while the region's winners are not known: it reveals no category for which they are missing.
func (r *staged) waits() {
	ctx := r.t.Context()
	view, err := r.s.StageConsole(ctx, r.Organizer, r.National)
	must(r.t, err)
	if len(view.Contests) != 1 || view.Contests[0].Contest.UID != r.Target || view.Contests[0].Waits() != "awaited" {
		r.t.Errorf("the nation's ceremony waits for %+v", view.Contests)
	}
	if err := r.s.BeginCeremony(ctx, r.Organizer, r.National); !fault.Is(err, fault.Closed) || fault.Of(err).Key != "hall.contest_awaited" {
		r.t.Errorf("a category whose entries are not known yet: %v, want Closed", err)
	}
	must(r.t, r.s.SaveStage(ctx, r.Organizer, r.National, store.StageForm{Contests: []store.StageContestForm{{Contest: r.Target, LeftOut: true}}}))
	if view, err = r.s.StageConsole(ctx, r.Organizer, r.National); err != nil || len(view.Contests) != 0 {
		r.t.Errorf("left out, it is still waited for: %+v, %v", view.Contests, err)
	}
	must(r.t, r.s.SaveStage(ctx, r.Organizer, r.National, store.StageForm{}))
}

// rehearse goes through a rehearsal, which everybody but the hall sees nothing of.
func (r *staged) rehearse() {
	ctx := r.t.Context()
	const advance = "update candidate set source_candidate_id = (select id from candidate where uid = ?) where uid = ?"
	must(r.t, r.s.Plant(ctx, advance, r.Candidates[4], r.Candidates[3]))
	must(r.t, r.s.BeginRehearsal(ctx, r.presenter, r.UID))
	must(r.t, r.s.Plant(ctx, advance, "none", r.Candidates[3]))
	must(r.t, r.cue(judging.CueNext, judging.CueNext, judging.CueNext, judging.CueNext))
	if got, want := r.screen(false), "contest; place 3 #4 20; place 2 #1 40 #2 40; place 1 #0 60"; got != want {
		r.t.Errorf("a rehearsal that must not show who advanced in secret shows %q, want %q", got, want)
	}
	if got := r.screen(true); got != "" || r.announced() {
		r.t.Errorf("of a rehearsal everybody sees %q, announced %v", got, r.announced())
	}
	stale := store.SeenStage{Revision: 1}
	if err := r.s.Perform(ctx, r.presenter, r.UID, stale, store.StageCue{Cue: judging.CueBack}); !fault.Is(err, fault.Conflict) {
		r.t.Errorf("another console has moved on: %v, want Conflict", err)
	}
	if err := r.cue(judging.CueNext); !fault.Is(err, fault.Closed) {
		r.t.Errorf("after the last step: %v, want Closed", err)
	}
	r.end()
}

// watch has everybody watch a ceremony that opens no page: until the result is public, the hall alone sees it.
func (r *staged) watch() {
	ctx := r.t.Context()
	form := store.StageForm{Public: true, Contests: []store.StageContestForm{{Contest: r.Contest}}}
	must(r.t, r.s.SaveStage(ctx, r.Organizer, r.UID, form))
	must(r.t, r.s.BeginCeremony(ctx, r.Organizer, r.UID))
	must(r.t, r.cue(judging.CueNext, judging.CueNext))
	if hall, all := r.screen(false), r.screen(true); hall != "contest; award #4 0" || all != "" {
		r.t.Errorf("of a ceremony that opens no page the hall sees %q, and everybody %q", hall, all)
	}
	const state = "update contest set state = ?, announced_at = (select began_at from performance where ended_at is null) where uid = ?"
	must(r.t, r.s.Plant(ctx, state, judging.Announced, r.Contest))
	if got := r.screen(true); got != "contest; award #4 0" {
		r.t.Errorf("of what is public everybody sees %q", got)
	}
	must(r.t, r.s.Plant(ctx, "update contest set state = ?, announced_at = null where uid = ?", judging.Sealed, r.Contest))
	r.end()
	form.Opens = true
	must(r.t, r.s.SaveStage(ctx, r.Organizer, r.UID, form))
	now, err := r.s.Now(ctx)
	must(r.t, err)
	must(r.t, r.s.Announce(ctx, r.Organizer, r.Contest, now.Add(time.Hour)))
	if err := r.s.BeginCeremony(ctx, r.Organizer, r.UID); !fault.Is(err, fault.Closed) || fault.Of(err).Key != "hall.contest_time_set" {
		r.t.Errorf("a page that the clock could open before the ceremony does: %v, want Closed", err)
	}
	must(r.t, r.s.CallOffAnnouncement(ctx, r.Organizer, r.Contest, "Vyhlásí se na slavnosti."))
}

// conclude reveals the first place: the page opens in that moment, and stays open.
func (r *staged) conclude() {
	ctx := r.t.Context()
	must(r.t, r.cue(judging.CueNext))
	if !r.announced() {
		r.t.Error("the page is not open after the last winner")
	}
	must(r.t, r.cue(judging.CueBack, judging.CueBlack))
	if !r.announced() {
		r.t.Error("going back has taken the announcement back")
	}
	life, err := r.s.ResultLife(ctx, r.Organizer, r.Contest)
	must(r.t, err)
	if last := life.Steps[len(life.Steps)-1]; last.Act != "result.announce" || last.Who != "Moderátor" || !last.AnnouncedAt.Equal(life.Contest.AnnouncedAt) {
		r.t.Errorf("on record is %+v", last)
	}
	must(r.t, r.s.EndHallLink(ctx, r.Organizer, r.UID))
	if _, err := r.s.HallScene(ctx, r.hall); !fault.Is(err, fault.NotFound) {
		r.t.Errorf("a link that was ended: %v, want NotFound", err)
	}
	must(r.t, r.s.MoveRound(ctx, r.Organizer, r.UID, store.MoveForm{Move: judging.FinishRound, Reason: "Je po vyhlášení."}))
	if err := r.cue(judging.CueBack); !fault.Is(err, fault.Closed) {
		r.t.Errorf("the ceremony of a finished round goes on: %v, want Closed", err)
	}
	r.end()
}

// Where announcing takes two people, both say beforehand that a page opens as it is revealed; a result that is opened again has to be
// confirmed again.
func TestACeremonyOfTwoPeople(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		r := newStaged(t, s)
		second := storetest.Organizer(t, s, r.Region)
		must(t, s.SaveResultPolicy(ctx, r.Organizer, r.Edition.UID, store.ResultPolicy{AnnouncingPair: true}))
		_, err := s.AddAward(ctx, r.Organizer, r.UID, store.AwardForm{Candidate: r.Candidates[0], Kind: store.AwardGrandPrix, Name: locale.Text{locale.Czech: "Hlavní cena"}})
		must(t, err)
		must(t, s.SealResult(ctx, r.Organizer, r.Contest))
		begin := func(sentence string, want bool) {
			t.Helper()
			if err := s.BeginCeremony(ctx, r.Organizer, r.UID); (err == nil) != want || err != nil && !fault.Is(err, fault.Closed) {
				t.Errorf("%s: %v", sentence, err)
			}
		}
		plan := func() string {
			setup, err := s.StageSetup(ctx, r.Organizer, r.UID)
			must(t, err)
			return setup.Contests[0].Plan.UID
		}
		form := store.StageForm{Public: true, Contests: []store.StageContestForm{{Contest: r.Contest}}}
		must(t, s.SaveStage(ctx, r.Organizer, r.UID, form))
		begin("nobody has said so, and everybody would watch", false)
		form.Opens = true
		must(t, s.SaveStage(ctx, r.Organizer, r.UID, form))
		begin("nobody has said so", false)
		must(t, s.ProposeRevealing(ctx, r.Organizer, r.Contest))
		begin("one has said so", false)
		if err := s.ConfirmAnnouncement(ctx, r.Organizer, plan()); !fault.Is(err, fault.Forbidden) {
			t.Errorf("the same one confirms: %v, want Forbidden", err)
		}
		must(t, s.ConfirmAnnouncement(ctx, second, plan()))
		if r.announced() {
			t.Fatal("confirming has announced it")
		}
		must(t, s.UnsealResult(ctx, second, r.Contest, "Oprava odůvodnění."))
		must(t, s.SealResult(ctx, second, r.Contest))
		begin("it was opened since", false)
		must(t, s.ProposeRevealing(ctx, second, r.Contest))
		must(t, s.ConfirmAnnouncement(ctx, r.Organizer, plan()))
		begin("both have said so", true)
		r.says("as it begins", store.PageHidden)
		must(t, r.cue(judging.CueNext, judging.CueNext, judging.CueNext, judging.CueNext, judging.CueNext))
		if r.announced() {
			t.Error("the page is open before what is conferred over all categories is revealed")
		}
		r.says("all of the category is revealed", store.PageOverall)
		must(t, s.UnsealResult(ctx, second, r.Contest, "Oprava odůvodnění."))
		r.says("it is opened again", store.PageChanged)
		must(t, s.SealResult(ctx, second, r.Contest))
		r.says("and sealed", store.PageUnconfirmed)
		must(t, s.ProposeRevealing(ctx, second, r.Contest))
		must(t, s.ConfirmAnnouncement(ctx, r.Organizer, plan()))
		late, err := s.AddAward(ctx, r.Organizer, r.UID, store.AwardForm{Candidate: r.Candidates[2], Kind: store.AwardSpecial, Name: locale.Text{locale.Czech: "Cena hejtmana"}})
		must(t, err)
		r.says("there is another award by now", store.PageOverall, "Cena hejtmana")
		must(t, s.RemoveAward(ctx, r.Organizer, late))
		must(t, r.cue(judging.CueNext))
		const change = "update award set revision = revision + ? where contest_id is null"
		must(t, s.Plant(ctx, change, 1))
		if err := r.cue(judging.CueNext); !fault.Is(err, fault.Closed) || fault.Of(err).Key != "hall.result_changed" {
			t.Errorf("an award that has changed since: %v, want Closed", err)
		}
		must(t, s.Plant(ctx, change, -1))
		must(t, r.cue(judging.CueNext))
		address := r.address()
		address.Category = ""
		results, err := s.RoundResults(ctx, judging.Actor{}, address)
		must(t, err)
		r.says("the last winner is revealed", store.PageOpen)
		if !r.announced() || len(results.Awards) != 1 {
			t.Errorf("after the last winner the page is open: %v, with %d awards over all categories, of which one has no entries", r.announced(), len(results.Awards))
		}
		must(t, s.Check(ctx, func(f store.Finding) { t.Error(f) }))
	})
}
