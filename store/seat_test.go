package store_test

import (
	"slices"
	"testing"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

// contestOf gives the uid of a round's contest in a category.
func contestOf(t *testing.T, s *store.Store, r *storetest.JudgedRound, category string) string {
	t.Helper()
	setup, err := s.RoundSetup(t.Context(), r.Organizer, r.UID)
	must(t, err)
	at := slices.IndexFunc(setup.Contests, func(c store.ContestSetup) bool { return c.Category.Slug == category })
	return setup.Contests[at].Contest.UID
}

// seatOf gives a juror as the organizer sees him.
func seatOf(t *testing.T, s *store.Store, r *storetest.JudgedRound, uid string) store.JurorSetup {
	t.Helper()
	setup, err := s.RoundSetup(t.Context(), r.Organizer, r.UID)
	must(t, err)
	at := slices.IndexFunc(setup.Jurors, func(j store.JurorSetup) bool { return j.Juror.UID == uid })
	return setup.Jurors[at]
}

func juryText(words string) store.JuryTextForm {
	return store.JuryTextForm{Text: locale.Text{locale.Czech: words}}
}

func TestEachContestHasItsJury(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r, ctx := storetest.Round(t, s, 2, 2), t.Context()
		other, member := contestOf(t, s, r, "orp"), r.Jurors[0].Juror.UID
		secretary, err := s.AddJuror(ctx, r.Organizer, r.UID, store.JurorForm{Name: "Tajemník", Role: judging.Secretary})
		must(t, err)
		limited, err := s.AddJuror(ctx, r.Organizer, r.UID, store.JurorForm{Name: "Porotce 3", Role: judging.Member, Contests: []string{other}})
		must(t, err)
		for _, test := range []struct {
			sentence string
			err      error
			want     string
		}{
			{"who sits for another contest gets no duty", assignTo(t, s, r, limited.UID), "seat.other_contest"},
			{"a secretary gets none anywhere", assignTo(t, s, r, secretary.UID), "seat.secretary_has_no_vote"},
			{"who has duties stays in the contest", s.SaveSeat(ctx, r.Organizer, member, store.SeatForm{Role: judging.Member, Contests: []string{other}}), "seat.has_duties"},
			{"and becomes no secretary", s.SaveSeat(ctx, r.Organizer, member, store.SeatForm{Role: judging.Secretary}), "seat.has_duties"},
			{"who does not judge a contest does not lead it", s.SaveSeat(ctx, r.Organizer, limited.UID,
				store.SeatForm{Role: judging.Member, Contests: []string{other}, Chairs: []string{r.Contest}}), "seat.chair_elsewhere"},
			{"a secretary is nobody's substitute", s.EndJuror(ctx, r.Organizer, member, secretary.UID), "seat.secretary_has_no_vote"},
		} {
			if fields := fault.Of(test.err).Fields; len(fields) != 1 || fields[0].Key != test.want {
				t.Errorf("%s: got %v, want %s", test.sentence, test.err, test.want)
			}
		}
		must(t, s.SaveSeat(ctx, r.Organizer, member, store.SeatForm{Role: judging.Member, Contests: []string{r.Contest}, Chairs: []string{r.Contest}}))
		chair := storetest.Actor(t, s, r.Jurors[0].Juror.UserID)
		if _, err := s.Progress(ctx, chair, r.UID, locale.Czech); err != nil {
			t.Errorf("a contest's own chair sees no progress: %v", err)
		}
		must(t, s.EndJuror(ctx, r.Organizer, member, limited.UID))
		if left := seatOf(t, s, r, member); left.Sheets != 2 || len(left.Leads) != 0 {
			t.Errorf("%d sheets stay with who left, since his substitute does not sit for the contest, and he leads %v", left.Sheets, left.Leads)
		}
	})
}

func assignTo(t *testing.T, s *store.Store, r *storetest.JudgedRound, juror string) error {
	_, err := s.Assign(t.Context(), r.Organizer, r.Contest, store.AssignForm{Duties: []store.DutyForm{{Juror: juror}}})
	return err
}

func TestNobodyScoresBeforeHeAccepts(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r, ctx := storetest.Round(t, s, 1, 1), t.Context()
		actor := r.Jurors[0].Actor
		desk, err := s.DeskRound(ctx, actor, r.UID, locale.Czech)
		must(t, err)
		sheet := desk.Contests[0].Sheets[0].Assignment
		revision := int64(0)
		save := func() error {
			saved, err := s.SaveSheet(ctx, actor, store.SheetForm{Round: r.UID, Assignment: sheet, Revision: revision, Values: map[string]string{"design": "3"}})
			if err == nil {
				revision = saved.Revision
			}
			return err
		}
		ready := func(sentence string, want bool) {
			t.Helper()
			_, deskErr := s.DeskRound(ctx, actor, r.UID, locale.Czech)
			_, sheetErr := s.SheetView(ctx, actor, r.UID, sheet, locale.Czech)
			for what, err := range map[string]error{"the desk": deskErr, "the sheet": sheetErr, "a save": save()} {
				if (err == nil) != want || err != nil && fault.Of(err).Key != "seat.not_ready" {
					t.Errorf("%s: %s says %v", sentence, what, err)
				}
			}
		}
		publish := func(round string, kind store.JuryTextKind, base int) {
			t.Helper()
			form := juryText("Verze.")
			form.Base = base
			must(t, s.PublishJuryText(ctx, r.Organizer, r.Edition.UID, round, kind, form))
		}
		ready("where nothing was given to read", true)
		publish("", store.Confidentiality, 0)
		ready("with a declaration", false)
		if err := s.AnswerSeat(ctx, actor, r.UID, store.AnswerForm{}); !fault.Is(err, fault.Conflict) {
			t.Errorf("accepting what was not shown: %v, want Conflict", err)
		}
		storetest.Accept(t, s, actor, r.UID)
		ready("once it is accepted", true)
		publish("", store.Confidentiality, 1)
		ready("with a new version of it", false)
		storetest.Accept(t, s, actor, r.UID)
		publish("", store.Instructions, 0)
		ready("with instructions", false)
		storetest.Accept(t, s, actor, r.UID)
		publish("", store.Instructions, 1)
		ready("a new version of instructions is only shown", true)
		publish(r.UID, store.Confidentiality, 0)
		ready("with a declaration of the round's own", false)
		must(t, s.EndJuryText(ctx, r.Organizer, r.Edition.UID, r.UID, store.Confidentiality, 1))
		ready("once that is given up, the edition's is in force again", true)
		if err := s.PublishJuryText(ctx, r.Organizer, r.Edition.UID, "", store.Confidentiality, juryText("Staré.")); !fault.Is(err, fault.Conflict) {
			t.Errorf("a form that began before the second version: %v, want Conflict", err)
		}
	})
}

func TestAnInvitationIsAnswered(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r, ctx := storetest.Round(t, s, 2, 1), t.Context()
		must(t, s.PublishJuryText(ctx, r.Organizer, r.Edition.UID, "", store.Confidentiality, juryText("Budu mlčet.")))
		invited, err := s.AddJuror(ctx, r.Organizer, r.UID, store.JurorForm{Name: "Porotce 2", Role: judging.Member, Email: "porotce2@example.org"})
		must(t, err)
		must(t, assignTo(t, s, r, invited.UID))
		actor := storetest.Actor(t, s, invited.UserID)
		if seat := seatOf(t, s, r, invited.UID); seat.Juror.InvitedAt.IsZero() || !seat.Unready || !seat.Juror.AcceptedAt.IsZero() {
			t.Errorf("who was invited: %+v", seat)
		}
		if err := s.AcceptSeat(ctx, r.Organizer, invited.UID); !fault.Is(err, fault.Closed) {
			t.Errorf("the organizer accepts for somebody who has an account: %v, want Closed", err)
		}
		must(t, s.AnswerSeat(ctx, actor, r.UID, store.AnswerForm{Decline: true, Reason: " Jsem v zahraničí. "}))
		gone := seatOf(t, s, r, invited.UID)
		if gone.Juror.LeftAt.IsZero() || gone.Juror.DeclinedAt.IsZero() || gone.Juror.DeclinedFor != "Jsem v zahraničí." || gone.Sheets != 2 {
			t.Errorf("who declined: %+v", gone)
		}
		must(t, s.EndJuror(ctx, r.Organizer, invited.UID, r.Jurors[0].Juror.UID))
		if gone := seatOf(t, s, r, invited.UID); gone.Sheets != 0 {
			t.Errorf("%d sheets are left with who declined after a substitute took over", gone.Sheets)
		}
		back, err := s.AddJuror(ctx, r.Organizer, r.UID, store.JurorForm{Name: "Porotce 2", Role: judging.Member, Email: "porotce2@example.org"})
		must(t, err)
		if seat := seatOf(t, s, r, back.UID); back.UID != invited.UID || !seat.Juror.DeclinedAt.IsZero() || !seat.Unready {
			t.Errorf("who is invited again: %+v", seat)
		}
		paper, err := s.AddJuror(ctx, r.Organizer, r.UID, store.JurorForm{Name: "Na papíře", Role: judging.Member})
		must(t, err)
		must(t, s.AcceptSeat(ctx, r.Organizer, paper.UID))
		if seat := seatOf(t, s, r, paper.UID); seat.Unready || seat.Juror.AnswererID != r.Organizer.User {
			t.Errorf("who accepted on paper: %+v", seat)
		}
	})
}

func TestWhoMaySitAndWhoMayCompete(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r, ctx := storetest.Round(t, s, 0, 2), t.Context()
		bodies := storetest.Bodies(t, s, "CZ020", false, 3)
		employed, acting := r.Jurors[0].Juror.UID, r.Jurors[1]
		_, err := s.GrantMembership(ctx, r.Organizer, store.MembershipForm{Role: judging.Representative, Body: bodies[1],
			Person: store.Person{Email: acting.Email, Name: "Porotce 2", Language: locale.Czech}})
		must(t, err)
		works := store.SeatForm{Role: judging.Member, Bodies: bodies[:1]}
		must(t, s.SaveSeat(ctx, r.Organizer, employed, works))
		done, err := s.Enrol(ctx, r.Organizer, r.Contest, store.EnrolForm{Bodies: bodies[:1]})
		must(t, err)
		if done.Added != 1 || len(done.Warned) != 1 || done.Warned[0].Reason != store.JurorsBody {
			t.Errorf("a body of a juror's is entered with a warning: %+v", done)
		}
		if seat := seatOf(t, s, r, employed); len(seat.Clashes) != 1 || seat.Clashes[0].Body.UID != bodies[0] || seat.Clashes[0].Bond != judging.WorksFor {
			t.Errorf("the organizer sees %+v", seat.Clashes)
		}
		must(t, s.SaveSittingRules(ctx, r.Organizer, r.Edition.UID, store.SittingRules{JurorBars: true}))
		done, err = s.Enrol(ctx, r.Organizer, r.Contest, store.EnrolForm{Bodies: bodies[1:]})
		must(t, err)
		if done.Added != 1 || len(done.Refused) != 1 || done.Refused[0].Body.UID != bodies[1] {
			t.Errorf("where the edition bars it, the body that a juror acts for is refused: %+v", done)
		}
		if err := s.SaveSeat(ctx, r.Organizer, employed, works); !slices.Equal(wrongFields(err), []string{"bodies"}) {
			t.Errorf("and so is a seat where a body of the juror's competes: %v", err)
		}
		works.Contests = []string{contestOf(t, s, r, "orp")}
		must(t, s.SaveSeat(ctx, r.Organizer, employed, works))
	})
}

func TestWinnersOfTheLastEditionDoNotCompete(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r, ctx := storetest.Round(t, s, 2, 1), t.Context()
		r.Submit(t, s, func(_, candidate, _ int) string { return []string{"5", "3"}[candidate] })
		must(t, s.CloseRound(ctx, r.Organizer, r.UID))
		must(t, s.Decide(ctx, r.Organizer, r.Contest, store.DecideForm{}))
		must(t, s.Plant(ctx, "update contest set state = 'announced', announced_at = ? where uid = ?", r.Jurors[0].Juror.CreatedAt, r.Contest))
		must(t, s.Plant(ctx, "update round set next_round_id = null where uid = ?", r.UID))
		template, err := store.TemplateByKey("zlaty-erb")
		must(t, err)
		next, err := s.SetUpEdition(ctx, r.Organizer, r.Competition.UID, store.EditionForm{Slug: "2024", Number: 26, Year: 2024, Template: template,
			Parts: []store.ChapterPart{{Chapter: r.Region.UID, Mode: store.OwnRound, Round: store.RoundForm{Dates: storetest.JudgingOn(t, s)}}}})
		must(t, err)
		setup, err := s.EditionSetup(ctx, r.Organizer, next.UID, locale.Czech)
		must(t, err)
		at := slices.IndexFunc(setup.Rounds[0].Contests, func(c store.CategorizedContest) bool { return c.Category.Slug == "obec" })
		contest := setup.Rounds[0].Contests[at]
		bodies := storetest.Bodies(t, s, "CZ020", false, 2)
		enrol := func(rules store.SittingRules) *store.Enrolment {
			t.Helper()
			must(t, s.SaveSittingRules(ctx, r.Organizer, next.UID, rules))
			done, err := s.Enrol(ctx, r.Organizer, contest.Contest.UID, store.EnrolForm{Bodies: bodies})
			must(t, err)
			return done
		}
		if done := enrol(store.SittingRules{WinnersRest: 1, WinnersBarred: true}); done.Added != 1 || len(done.Refused) != 1 || done.Refused[0].Reason != store.WonBefore {
			t.Errorf("the winner of the edition before is refused: %+v", done)
		}
		if done := enrol(store.SittingRules{WinnersRest: 1, WinnersBarred: true, Compete: []string{contest.Category.UID}}); len(done.Refused) != 0 || done.Added != 1 {
			t.Errorf("in a category that is excepted he competes: %+v", done)
		}
		if done := enrol(store.SittingRules{WinnersRest: 1}); len(done.Warned) != 1 || len(done.Refused) != 0 {
			t.Errorf("where the edition does not bar him, the organizer is told: %+v", done)
		}
	})
}
