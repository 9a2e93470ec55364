package store_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

// lifeWorld is a closed round of three with everybody who takes its result on: two organizers, the chair, the secretary and whoever acts
// for the second candidate.
type lifeWorld struct {
	*paperWorld
	second, entrant judging.Actor
	entry           string
}

func newLifeWorld(t *testing.T, s *store.Store) *lifeWorld {
	w := &lifeWorld{paperWorld: closedPapers(t, s)}
	w.second = storetest.Organizer(t, s, w.Region)
	list, err := s.ContestList(t.Context(), w.Organizer, w.contest, store.Listing{})
	w.must(err)
	at := slices.IndexFunc(list.Candidates, func(c *store.ListedCandidate) bool { return c.UID == w.Candidates[1] })
	w.entry = list.Candidates[at].EntryUID
	m, err := s.GrantMembership(t.Context(), store.Operator(), store.MembershipForm{Role: judging.Representative, Body: list.Candidates[at].Bodies[0].UID,
		Person: store.Person{Email: "starosta@example.org", Name: "Starosta", Language: locale.Czech}})
	w.must(err)
	w.entrant = storetest.Actor(t, s, m.UserID)
	return w
}

// shown is what everybody sees of the contest; nil: nothing.
func (w *lifeWorld) shown() *store.ContestResult {
	w.t.Helper()
	place, err := w.RoundSetup(w.t.Context(), w.Organizer, w.UID)
	w.must(err)
	r, err := w.RoundResults(w.t.Context(), judging.Actor{}, store.Address{Competition: w.Competition.Slug, Edition: w.Edition.Slug, Round: place.Round.Slug, Category: "obec"})
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	w.must(err)
	return r.Contests[0]
}

func (w *lifeWorld) state() judging.State {
	w.t.Helper()
	life, err := w.ResultLife(w.t.Context(), w.Organizer, w.contest)
	w.must(err)
	return life.State
}

func (w *lifeWorld) waiting() string {
	w.t.Helper()
	life, err := w.ResultLife(w.t.Context(), w.Organizer, w.contest)
	w.must(err)
	return life.Waiting.UID
}

// step is an act on the result, with the kind of refusal that it meets; granted: none.
type step struct {
	sentence string
	act      func() error
	want     fault.Kind
	state    judging.State // after it
}

const granted = fault.Kind(-1)

func (w *lifeWorld) walk(steps []step) {
	w.t.Helper()
	for _, s := range steps {
		err, got := s.act(), granted
		if err != nil {
			got = fault.Of(err).Kind
		}
		if state := w.state(); got != s.want || state != s.state {
			w.t.Fatalf("%s: %v in the state %s, not kind %d in %s", s.sentence, err, state, s.want, s.state)
		}
	}
}

func TestTheLifeOfAResult(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w, ctx := newLifeWorld(t, s), t.Context()
		c, tomorrow := w.contest, time.Now().Add(24*time.Hour)
		var moved string // the moment that waits
		decide := func() error { return s.Decide(ctx, w.Organizer, c, store.DecideForm{}) }
		announce := func() error { return s.Announce(ctx, w.Organizer, c, time.Time{}) }
		seal := func() error { return s.SealResult(ctx, w.Organizer, c) }
		propose := func(at time.Time) func() error {
			return func() error { return s.ProposeAnnouncement(ctx, w.Organizer, c, at) }
		}
		plant := func(statement string, args ...any) func() error {
			return func() error { return s.Plant(ctx, statement, args...) }
		}
		w.walk([]step{
			{"what is not approved is not sealed", seal, fault.Closed, judging.Draft},
			{"nor announced", announce, fault.Closed, judging.Draft},
			{"somebody changes what the sheets came to", plant("update closing_sum set points = points + 1"), granted, judging.Draft},
			{"then it is not approved", decide, fault.Closed, judging.Draft},
			{"and puts it back", plant("update closing_sum set points = points - 1"), granted, judging.Draft},
			{"the jury approves", decide, granted, judging.Approved},
			{"no moment is set that could be called off", func() error { return s.CallOffAnnouncement(ctx, w.Organizer, c, "Porucha.") }, fault.Closed, judging.Approved},
			{"what is not sealed is not opened", func() error { return s.UnsealResult(ctx, w.Organizer, c, "Omyl.") }, fault.Closed, judging.Approved},
			{"the chair does not seal", func() error { return s.SealResult(ctx, w.chair, c) }, fault.NotFound, judging.Approved},
			{"the organizer does", seal, granted, judging.Sealed},
			{"nothing is decided then", decide, fault.Closed, judging.Sealed},
			{"and nothing corrected", func() error {
				_, err := s.EnterCorrection(ctx, w.chair, store.CorrectionForm{Contest: c, Reason: "Překlep."})
				return err
			}, fault.Closed, judging.Sealed},
			{"it is opened with a reason only", func() error { return s.UnsealResult(ctx, w.Organizer, c, " ") }, fault.Invalid, judging.Sealed},
			{"and with one", func() error { return s.UnsealResult(ctx, w.Organizer, c, "Chyba v poznámce.") }, granted, judging.Approved},
			{"then it is approved anew", decide, granted, judging.Approved},
			{"one person is enough so far", propose(tomorrow), fault.Closed, judging.Approved},
			{"the region does not set the rules", func() error {
				return s.SaveResultPolicy(ctx, w.second, w.Edition.UID, store.ResultPolicy{})
			}, fault.NotFound, judging.Approved},
			{"a window of a year is none", func() error {
				return s.SaveResultPolicy(ctx, w.Organizer, w.Edition.UID, store.ResultPolicy{ObjectionDays: 365})
			}, fault.Invalid, judging.Approved},
			{"the nation wants two people, and three days", func() error {
				return s.SaveResultPolicy(ctx, w.Organizer, w.Edition.UID, store.ResultPolicy{AnnouncingPair: true, ObjectionDays: 3, Publication: judging.UsualPublication()})
			}, granted, judging.Approved},
			{"one alone does not announce", announce, fault.Closed, judging.Approved},
			{"he enters the moment", propose(tomorrow), granted, judging.Approved},
			{"once", propose(tomorrow), fault.Conflict, judging.Approved},
			{"then nothing is decided anew, or it would be confirmed unseen", decide, fault.Conflict, judging.Approved},
			{"nor does one do away with the other", func() error {
				return s.SaveResultPolicy(ctx, w.Organizer, w.Edition.UID, store.ResultPolicy{ObjectionDays: 3, Publication: judging.UsualPublication()})
			}, fault.Closed, judging.Approved},
			{"and does not confirm it himself", func() error { return s.ConfirmAnnouncement(ctx, w.Organizer, w.waiting()) }, fault.Forbidden, judging.Approved},
			{"nor does the chair", func() error { return s.ConfirmAnnouncement(ctx, w.chair, w.waiting()) }, fault.NotFound, judging.Approved},
			{"nobody but himself withdraws it", func() error { return s.WithdrawAnnouncement(ctx, w.second, w.waiting()) }, fault.Forbidden, judging.Approved},
			{"another confirms", func() error { return s.ConfirmAnnouncement(ctx, w.second, w.waiting()) }, granted, judging.Sealed},
			{"nothing is decided while the clock runs", decide, fault.Closed, judging.Sealed},
			{"to move it takes two again", func() error { defer func() { moved = w.waiting() }(); return propose(tomorrow.Add(time.Hour))() }, granted, judging.Sealed},
			{"it is called off with a reason only", func() error { return s.CallOffAnnouncement(ctx, w.second, c, "") }, fault.Invalid, judging.Sealed},
			{"and with one", func() error { return s.CallOffAnnouncement(ctx, w.second, c, "Vyhlášení se odkládá.") }, granted, judging.Sealed},
			{"then nobody moves it any more", func() error { return s.ConfirmAnnouncement(ctx, w.second, moved) }, fault.Conflict, judging.Sealed},
			{"another moment, as soon as confirmed", propose(time.Time{}), granted, judging.Sealed},
			{"is rejected with a reason only", func() error { return s.RejectAnnouncement(ctx, w.second, w.waiting(), "") }, fault.Invalid, judging.Sealed},
			{"and with one", func() error { return s.RejectAnnouncement(ctx, w.second, w.waiting(), "Až po slavnosti.") }, granted, judging.Sealed},
			{"and again", propose(time.Time{}), granted, judging.Sealed},
			{"withdrawn", func() error { return s.WithdrawAnnouncement(ctx, w.Organizer, w.waiting()) }, granted, judging.Sealed},
			{"nobody objects to what nobody knows", func() error {
				return s.MakeObjection(ctx, w.entrant, store.ObjectionForm{Entry: w.entry, Contest: c, About: store.AboutFact, Words: "Web byl v pořádku."})
			}, fault.NotFound, judging.Sealed},
		})
		if w.shown() != nil {
			t.Fatal("it is public before T0")
		}
		w.must(s.ProposeAnnouncement(ctx, w.Organizer, c, time.Time{}))
		w.walk([]step{
			{"two have announced", func() error { return s.ConfirmAnnouncement(ctx, w.second, w.waiting()) }, granted, judging.Announced},
			{"nothing is announced twice", propose(tomorrow), fault.Closed, judging.Announced},
			{"nor called off", func() error { return s.CallOffAnnouncement(ctx, w.second, c, "Pozdě.") }, fault.Closed, judging.Announced},
			{"nor sealed", seal, fault.Closed, judging.Announced},
			{"nor decided", decide, fault.Closed, judging.Announced},
			{"a corrected version needs something to correct", func() error {
				_, err := s.EnterErratum(ctx, w.chair, store.ErratumForm{Contest: c, Words: locale.Text{locale.Czech: "Nic."}})
				return err
			}, fault.Closed, judging.Announced},
			{"the window ends", plant("update contest set announced_at = ?, objections_until = ? where uid = ?", tomorrow.Add(-96*time.Hour).UTC(), tomorrow.Add(-25*time.Hour).UTC(), c), granted, judging.Final},
			{"then nobody objects", func() error {
				return s.MakeObjection(ctx, w.entrant, store.ObjectionForm{Entry: w.entry, Contest: c, About: store.AboutFact, Words: "Web byl v pořádku."})
			}, fault.Closed, judging.Final},
		})
		life, err := s.ResultLife(ctx, w.Organizer, c)
		w.must(err)
		var acts []string
		for _, step := range life.Steps {
			acts = append(acts, step.Act)
		}
		want := []string{"result.decide", "result.seal", "result.unseal", "result.decide", "result.announce", "result.call_off", "result.announce"}
		if last := life.Steps[len(life.Steps)-1]; !slices.Equal(acts, want) || last.Entered == "" || last.AnnouncedAt.IsZero() || life.Steps[2].Note != "Chyba v poznámce." {
			t.Errorf("on record: %v, the last %+v", acts, last)
		}
	})
}

// TestAResultIsCorrectedAfterItsAnnouncement: an upheld objection leads to a correction, and that to a second version beside the first.
func TestAResultIsCorrectedAfterItsAnnouncement(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w, ctx := newLifeWorld(t, s), t.Context()
		c := w.contest
		w.must(s.SaveResultPolicy(ctx, w.Organizer, w.Edition.UID, store.ResultPolicy{ObjectionDays: 7, Publication: judging.UsualPublication()}))
		w.must(s.Decide(ctx, w.Organizer, c, store.DecideForm{}))
		w.wavers()
		_, err := s.IssueCertificates(ctx, w.Organizer, w.UID, files)
		w.must(err)
		w.must(s.Announce(ctx, w.Organizer, c, time.Time{}))
		w.must(s.Advance(ctx, w.Organizer, c, store.AdvanceForm{}))
		first := w.shown()
		if n := w.ownCertificates(); n != 1 {
			t.Errorf("at T0 the entrant has %d certificates", n)
		}
		w.must(s.SaveResultPolicy(ctx, w.Organizer, w.Edition.UID, store.ResultPolicy{ObjectionDays: 7, Publication: judging.Publication{judging.CertificatesLevel: 24}}))
		if n := w.ownCertificates(); n != 0 {
			t.Errorf("a day before their time the entrant has %d certificates", n)
		}
		bad := store.ResultPolicy{Publication: judging.Publication{judging.TotalsLevel: -1, "finalist": 0}}
		if got := wrongFields(s.SaveResultPolicy(ctx, w.Organizer, w.Edition.UID, bad)); !slices.Equal(got, []string{"levels", "hours[totals]"}) {
			t.Errorf("wrong in the policy: %v", got)
		}

		form := store.ObjectionForm{Entry: w.entry, Contest: c, About: store.AboutFact, Words: "Povinné údaje na webu jsou."}
		w.refused("only who acts for the entrant objects", s.MakeObjection(ctx, w.second, form), fault.NotFound)
		empty := form
		empty.About, empty.Words = "taste", " "
		if got := wrongFields(s.MakeObjection(ctx, w.entrant, empty)); !slices.Equal(got, []string{"about", "words"}) {
			t.Errorf("wrong in the objection: %v", got)
		}
		w.must(s.MakeObjection(ctx, w.entrant, form))
		w.must(s.MakeObjection(ctx, w.entrant, store.ObjectionForm{Entry: w.entry, Contest: c, About: store.AboutProcedure, Words: "Porota nebyla úplná."}))
		all, err := s.Objections(ctx, w.second, c, locale.Czech)
		w.must(err)
		upheld, rejected := all.Items[1].Objection.UID, all.Items[0].Objection.UID
		w.refused("the chair does not answer", s.DecideObjection(ctx, w.chair, upheld, store.ObjectionUpheld, "Ano."), fault.NotFound)
		read, err := s.Objections(ctx, w.chair, c, locale.Czech)
		if err != nil || len(read.Items) != 2 {
			t.Errorf("the chair reads %v, %v", read, err)
		}
		involved := w.second
		involved.Memberships = slices.Concat(w.second.Memberships, w.entrant.Memberships)
		w.refused("nor an organizer who acts for the entrant", s.DecideObjection(ctx, involved, upheld, store.ObjectionUpheld, "Ano."), fault.Forbidden)
		if got := wrongFields(s.DecideObjection(ctx, w.second, upheld, store.ObjectionOpen, "")); !slices.Equal(got, []string{"outcome", "reason"}) {
			t.Errorf("wrong in the answer: %v", got)
		}
		w.must(s.DecideObjection(ctx, w.second, rejected, store.ObjectionRejected, "Porota byla usnášeníschopná."))
		w.must(s.DecideObjection(ctx, w.second, upheld, store.ObjectionUpheld, "Údaje tam jsou."))
		w.refused("nothing is answered twice", s.DecideObjection(ctx, w.second, upheld, store.ObjectionRejected, "Ne."), fault.Conflict)

		correction := w.correction(w.Jurors[0].Juror.UID, w.Candidates[1], map[string]string{"mandatory": "20"})
		correction.Objection = rejected
		_, err = s.EnterCorrection(ctx, w.secretary, correction)
		w.refused("a rejected objection corrects nothing", err, fault.NotFound)
		correction.Objection = upheld
		w.must(s.ConfirmCorrection(ctx, w.chair, w.enter(w.secretary, correction)))
		if got := w.shown(); got.Result.Version != first.Result.Version || got.Standings[0].Candidate.UID != w.Candidates[0] || len(got.Errata) > 0 {
			t.Errorf("the correction alone changed what is public: version %d", got.Result.Version)
		}
		w.sound()

		erratum := store.ErratumForm{Contest: c, Words: locale.Text{locale.English: "Two values were swapped."}}
		_, err = s.EnterErratum(ctx, w.secretary, erratum)
		if got := wrongFields(err); !slices.Equal(got, []string{"words[cs]", "errors[" + w.Candidates[0] + "]"}) {
			t.Errorf("wrong in the erratum: %v", got)
		}
		erratum.Words[locale.Czech], erratum.Errors = "Dvě hodnoty byly prohozené.", map[string]string{w.Candidates[0]: store.AnotherError}
		e, err := s.EnterErratum(ctx, w.chair, erratum)
		w.must(err)
		_, err = s.EnterErratum(ctx, w.chair, erratum)
		w.refused("one version waits", err, fault.Conflict)
		w.refused("whoever entered it does not confirm it", s.ConfirmErratum(ctx, w.chair, e), fault.Forbidden)
		w.refused("nor does the secretary", s.ConfirmErratum(ctx, w.secretary, e), fault.NotFound)
		w.must(s.RejectErratum(ctx, w.second, e, "Chybí vysvětlení."))
		if e, err = s.EnterErratum(ctx, w.chair, erratum); err != nil {
			t.Fatal(err)
		}
		w.must(s.ConfirmErratum(ctx, w.second, e))
		w.amends("while no version answers the objection", true)
		w.must(s.ConfirmCorrection(ctx, w.chair, w.enter(w.secretary, w.correction(w.Jurors[0].Juror.UID, w.Candidates[2], map[string]string{"mandatory": "20", "design": "10", "usability": "15"}))))
		w.certificates(1) // of the third place, which nothing moved
		last := store.ErratumForm{Contest: c, Words: erratum.Words, Errors: map[string]string{w.Candidates[0]: store.AnotherError, w.Candidates[1]: store.OwnError},
			Objections: []string{rejected}}
		_, err = s.EnterErratum(ctx, w.secretary, last)
		w.refused("no version answers what was rejected", err, fault.NotFound)
		last.Objections = []string{upheld}
		e, err = s.EnterErratum(ctx, w.secretary, last)
		w.must(err)
		w.must(s.ConfirmErratum(ctx, w.chair, e))
		w.amends("once one does", false)
		got := w.shown()
		if got.Result.Version != 3 || len(got.Errata) != 2 || got.Errata[1].Words.In(locale.English) != "Two values were swapped." || len(got.Errata[1].Changes) != 2 ||
			got.Errata[1].Changes[0].Before.Place != 2 || got.Errata[1].Changes[0].After.Place != 1 || got.Standings[0].Candidate.UID != w.Candidates[2] {
			t.Errorf("everybody sees version %d with %d errata", got.Result.Version, len(got.Errata))
		}
		w.there(w.Candidates[0], w.Candidates[2])
		overview, err := s.AdvancementOverview(ctx, w.Organizer, w.National, locale.Czech)
		w.must(err)
		at := slices.IndexFunc(overview.Lines, func(l *store.AdvancementLine) bool { return l.Contest != nil && l.Contest.Contest.UID == c })
		if l := overview.Lines[at]; l.Seats != 1 || l.Came != 2 || len(l.Reasons) != 1 || l.Reasons[0].Why != judging.Correction || l.Reasons[0].Words != "Dvě hodnoty byly prohozené." {
			t.Errorf("%d in, %d out, by %+v", l.Seats, l.Came, l.Reasons)
		}
		w.sound()
		news, err := s.Announced(ctx, w.Competition.Slug, 10)
		w.must(err)
		if !news.ChangedAt(news.Contests[0]).Equal(got.Result.DecidedAt) || !news.UpdatedAt().Equal(got.Result.DecidedAt) {
			t.Errorf("the news is of %s, the corrected version of %s", news.UpdatedAt(), got.Result.DecidedAt)
		}
		own, err := s.OwnObjections(ctx, w.entrant, w.entry, locale.Czech)
		w.must(err)
		if items := own.Items[got.Contest.ID]; len(items) != 2 || items[1].Objection.Answer != "Údaje tam jsou." || len(items[1].Corrections) != 1 ||
			items[1].Answered() == nil || items[0].Answered() != nil {
			t.Errorf("the entrant sees %+v", items)
		}
		w.correctAwards()
		laureate := func(state, award string) string {
			return "laureate_result " + state + ": Blahopřejeme: " + award + " v soutěži Zlatý erb 2023"
		}
		w.letters(laureate("discarded", "1. místo"), laureate("discarded", "2. místo"), laureate("discarded", "2. místo"), laureate("discarded", "2. místo"),
			laureate("discarded", "2. místo, Uznání"), laureate("discarded", "2. místo, Čestné uznání"), laureate("draft", "2. místo"),
			"objection_received", "objection_received", "objection_rejected", "objection_upheld")
		caught := findPlanted(t, s, lifePlants, c)
		for _, sentence := range store.LifeInvariants() {
			if !caught[sentence] {
				t.Errorf("nothing was planted against: %s", sentence)
			}
		}
	})
}

// wavers sets T0, calls it off to confer an award, sets it again, and calls that off to take the award back: no letter may tell of what does
// not hold any more.
func (w *lifeWorld) wavers() {
	w.t.Helper()
	ctx, tomorrow, award := w.t.Context(), time.Now().Add(24*time.Hour), ""
	for _, change := range []func() error{
		func() (err error) {
			award, err = w.AddAward(ctx, w.Organizer, w.UID, store.AwardForm{Contest: w.contest, Candidate: w.Candidates[1], Kind: store.AwardDistinction,
				Name: locale.Text{locale.Czech: "Uznání"}})
			return err
		},
		func() error { return w.RemoveAward(ctx, w.Organizer, award) },
	} {
		w.must(w.Announce(ctx, w.Organizer, w.contest, tomorrow))
		w.must(w.CallOffAnnouncement(ctx, w.Organizer, w.contest, "Vyhlášení se odkládá."))
		w.must(w.UnsealResult(ctx, w.Organizer, w.contest, "Změna ocenění."))
		w.must(change())
	}
}

// amends wants the public result to wait for a corrected version, or not.
func (w *lifeWorld) amends(when string, want bool) {
	w.t.Helper()
	life, err := w.ResultLife(w.t.Context(), w.Organizer, w.contest)
	if w.must(err); life.Amending() != want {
		w.t.Errorf("%s: the result waits for a corrected version: %v", when, !want)
	}
}

// correctAwards corrects what is beside the ranking while nothing asks for other places: a distinction is added, its citation corrected, and
// it is withdrawn. Each time everybody sees what changed.
func (w *lifeWorld) correctAwards() {
	w.t.Helper()
	ctx := w.t.Context()
	text := func(words string) locale.Text { return locale.Text{locale.Czech: words} }
	award := store.AwardForm{Candidate: w.Candidates[1], Kind: store.AwardDistinction, Name: text("Čestné uznání"), Citation: text("Za mapu.")}
	wrong := award
	wrong.Candidate, wrong.Name = "", nil
	_, err := w.EnterErratum(ctx, w.chair, store.ErratumForm{Contest: w.contest, Words: text("Chybělo."), Added: []store.AwardForm{wrong},
		Errors: map[string]string{w.Candidates[0]: store.AnotherError, w.Candidates[1]: store.OwnError}})
	if got := wrongFields(err); !slices.Equal(got, []string{"added[0].name", "added[0].candidate"}) {
		w.t.Errorf("wrong in an award that is added: %v", got)
	}
	correct := func(form store.ErratumForm) *store.AwardChange {
		w.t.Helper()
		form.Contest, form.Words, form.Errors = w.contest, text("Oprava ocenění."), map[string]string{w.Candidates[0]: store.AnotherError, w.Candidates[1]: store.OwnError}
		e, err := w.EnterErratum(ctx, w.chair, form)
		w.must(err)
		w.must(w.ConfirmErratum(ctx, w.second, e))
		if newest := w.shown().Errata[0]; len(newest.Awards) == 1 && len(newest.Changes) == 0 {
			return newest.Awards[0]
		}
		w.t.Fatalf("everybody sees %+v", w.shown().Errata[0])
		return nil
	}
	var seen []string
	change := correct(store.ErratumForm{Added: []store.AwardForm{award}})
	seen = append(seen, change.What())
	uid := w.shown().Awards[0].UID
	award.Citation = text("Za mapu a vyhledávání.")
	change = correct(store.ErratumForm{Changed: map[string]store.AwardForm{uid: award}})
	seen = append(seen, change.What()+" "+change.Was.Citation[locale.Czech])
	award.Withheld, award.Reason = true, "Omyl."
	_, err = w.EnterErratum(ctx, w.chair, store.ErratumForm{Contest: w.contest, Words: text("Stará stránka."), Changed: map[string]store.AwardForm{uid: award}})
	w.refused("a page from before the award's last change corrects nothing", err, fault.Conflict)
	award.Revision = 1
	seen = append(seen, correct(store.ErratumForm{Changed: map[string]store.AwardForm{uid: award}}).What())
	if want := []string{"added", "changed Za mapu.", "withdrawn"}; !slices.Equal(seen, want) || w.shown().Awards[0].Conferred() {
		w.t.Errorf("the awards are %q, not %q", seen, want)
	}
	award.Revision = 2
	_, err = w.EnterErratum(ctx, w.chair, store.ErratumForm{Contest: w.contest, Words: text("Nic."), Changed: map[string]store.AwardForm{uid: award}})
	w.refused("what is so already is no correction", err, fault.Closed)
	w.sound()
}

// certificates tells how many are valid.
func (w *lifeWorld) certificates(want int) {
	w.t.Helper()
	list, err := w.Certificates(w.t.Context(), w.Organizer, w.UID)
	w.must(err)
	if len(list.Issued) != want || list.Changed != 0 {
		w.t.Errorf("%d certificates are valid, %d changed; want %d", len(list.Issued), list.Changed, want)
	}
}

// ownCertificates counts those that whoever acts for the entrant may see.
func (w *lifeWorld) ownCertificates() (n int) {
	w.t.Helper()
	own, err := w.OwnEntries(w.t.Context(), w.entrant, locale.Czech)
	w.must(err)
	for _, o := range own[0].Rounds {
		n += len(o.Certificates)
	}
	return n
}

// there wants these candidates of the region in the nation's contest, and no other.
func (w *lifeWorld) there(candidates ...string) {
	w.t.Helper()
	view, err := w.PreviewAdvancement(w.t.Context(), w.Organizer, w.contest)
	w.must(err)
	var got []string
	for _, c := range append(view.Candidates, view.Former...) {
		if c.Done && !c.Withdrawn {
			got = append(got, c.Candidate.UID)
		}
	}
	slices.Sort(got)
	if want := slices.Sorted(slices.Values(candidates)); !slices.Equal(got, want) {
		w.t.Errorf("in the next round stand %v, not %v", got, want)
	}
}

// letters wants these letters, by kind and, where they tell of a result, with state and subject, no matter in which order.
func (w *lifeWorld) letters(want ...string) {
	w.t.Helper()
	box, err := w.Outbox(w.t.Context(), w.Organizer, store.Listing{})
	w.must(err)
	var got []string
	for _, m := range box.Rows {
		line := string(m.Message.Kind)
		if m.Message.ContestID != 0 {
			line += " " + string(m.Message.State) + ": " + strings.Join(strings.Fields(m.Message.Subject), " ")
		}
		got = append(got, line)
	}
	if slices.Sort(got); !slices.Equal(got, want) {
		w.t.Errorf("the letters are %v, not %v", got, want)
	}
}

// lifePlants break one invariant each; ?0 is the contest.
var lifePlants = []plant{
	{`insert into announcement (uid, contest_id, state, entered_by, entered_at) select 'planted', contest_id, 'waiting', entered_by, entered_at from erratum where state = 'rejected' and 'x' <> ?0`,
		"a moment of announcing that took two people was entered and decided by two, and is on record"},
	{`update erratum set decided_by = entered_by where 'x' <> ?0`, "a corrected version was entered and decided by two people, and is on record"},
	{`update erratum set words = '{"cs":"Nic."}' where 'x' <> ?0`, "a confirmed erratum stands in the version that it became"},
	{`update erratum set result_id = null where 'x' <> ?0`, "a version that replaced a public one was confirmed by a second person"},
	{`update objection set made_at = (select objections_until from contest where uid = ?0)`, "an objection is of a candidate of its contest, made in its window"},
	{`update objection set decided_by = made_by where 'x' <> ?0`, "an objection has an answer exactly when it was decided, by another person than who made it"},
	{`update objection set state = 'rejected' where 'x' <> ?0`, "a correction answers an objection that was upheld in its contest"},
	{`insert into signed_minutes (uid, contest_id, version, name, type, size, hash, created_at)
		select 'planted', id, 99, 'a.pdf', 'application/pdf', 1, '', announced_at from contest where uid = ?0`, "signed minutes are of a version that there is"},
	{`update message set state = 'sent', answered_at = (select created_at from edition) where contest_id = (select id from contest where uid = ?0)`,
		"no letter about a result has left before T0"},
	{`update contest set amending_at = (select created_at from edition) where uid = ?0`, "only a result that is announced waits for a corrected version"},
}
