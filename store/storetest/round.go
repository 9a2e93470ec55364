package storetest

import (
	"context"
	"fmt"
	"testing"
	"time"

	"blazon/judging"
	"blazon/locale"
	"blazon/store"
)

// JudgedRound is a regional round whose judging is on, below a round of the nation.
type JudgedRound struct {
	Competition *store.Competition
	Edition     *store.Edition
	Nation      *store.Chapter
	Region      *store.Chapter
	Organizer   judging.Actor // of the nation, and so of the region
	UID         string        // of the region's round
	National    string        // uid of the nation's round
	Contest     string        // uid of the region's contest in the category "obec"
	Target      string        // uid of the nation's contest in it
	Other       string        // uid of the region's contest in another category, which nobody has entered
	Candidates  []string      // uids, in the order of names
	Jurors      []Seat
}

// Seat is a juror with the account that sits there.
type Seat struct {
	Juror *store.Juror
	Actor judging.Actor
	Email string
}

// region is the one with the most municipalities: 1,118 without extended powers.
const region = "CZ020"

// Round makes a round of Středočeský kraj with so many candidates and jurors, where everybody scores everything.
func Round(t testing.TB, s *store.Store, candidates, jurors int) *JudgedRound {
	t.Helper()
	ctx := context.Background()
	r := &JudgedRound{}
	r.Competition, r.Nation = Competition(t, s)
	r.Organizer = Organizer(t, s, r.Nation)
	r.Region = Chapter(t, s, r.Organizer, r.Nation.UID, region)
	dates := JudgingOn(t, s)
	r.Edition = Edition(t, s, r.Organizer, r.Competition,
		store.ChapterPart{Chapter: r.Nation.UID, Mode: store.OwnRound, Round: store.RoundForm{Dates: dates}},
		store.ChapterPart{Chapter: r.Region.UID, Mode: store.OwnRound, Round: store.RoundForm{Dates: dates}})
	r.find(t, s)
	if candidates > 0 {
		enrolment, err := s.Enrol(ctx, r.Organizer, r.Contest, store.EnrolForm{Bodies: Bodies(t, s, region, false, candidates)})
		must(t, err)
		if enrolment.Added != candidates {
			t.Fatalf("%d of %d bodies enrolled", enrolment.Added, candidates)
		}
	}
	for i := range jurors {
		r.Jurors = append(r.Jurors, Juror(t, s, r.Organizer, r.UID, i+1))
	}
	if jurors > 0 {
		_, err := s.Assign(ctx, r.Organizer, r.Contest, store.AssignForm{})
		must(t, err)
	}
	progress, err := s.Progress(ctx, r.Organizer, r.UID, locale.Czech)
	must(t, err)
	for _, c := range progress.Contests {
		for _, n := range c.Candidates {
			r.Candidates = append(r.Candidates, n.Candidate.UID)
		}
	}
	return r
}

// JudgingOn gives dates by which the judging began an hour ago and goes on for a week.
func JudgingOn(t testing.TB, s *store.Store) store.Dates {
	t.Helper()
	now, err := s.Now(context.Background())
	must(t, err)
	return store.Dates{EntriesFrom: now.AddDate(0, -2, 0), EntriesUntil: now.AddDate(0, -1, 0),
		JudgingFrom: now.Add(-time.Hour), JudgingUntil: now.AddDate(0, 0, 7)}
}

// Juror seats "Porotce N" with the e-mail address "porotceN@example.org" in a round's jury, who accepts.
func Juror(t testing.TB, s *store.Store, organizer judging.Actor, round string, n int) Seat {
	t.Helper()
	seat := Seat{Email: fmt.Sprintf("porotce%d@example.org", n)}
	var err error
	seat.Juror, err = s.AddJuror(context.Background(), organizer, round, store.JurorForm{
		Name: fmt.Sprintf("Porotce %d", n), Role: judging.Member, Email: seat.Email})
	must(t, err)
	seat.Actor = Accept(t, s, Actor(t, s, seat.Juror.UserID), round)
	return seat
}

// Accept lets somebody accept his seat in a round's jury, and the texts that it was given, and gives who he is then.
func Accept(t testing.TB, s *store.Store, juror judging.Actor, round string) judging.Actor {
	t.Helper()
	ctx := context.Background()
	view, err := s.SeatView(ctx, juror, round)
	must(t, err)
	form := store.AnswerForm{}
	for _, text := range view.Texts {
		form.Texts = append(form.Texts, text.UID)
	}
	must(t, s.AnswerSeat(ctx, juror, round, form))
	return Actor(t, s, juror.User)
}

// find looks the rounds and contests up as their organizer does.
func (r *JudgedRound) find(t testing.TB, s *store.Store) {
	t.Helper()
	setup, err := s.EditionSetup(context.Background(), r.Organizer, r.Edition.UID, locale.Czech)
	must(t, err)
	for _, round := range setup.Rounds {
		for _, c := range round.Contests {
			if c.Category.Slug != "obec" {
				if round.Round.ChapterID != r.Nation.ID {
					r.Other = c.Contest.UID
				}
				continue
			}
			if round.Round.ChapterID == r.Nation.ID {
				r.National, r.Target = round.Round.UID, c.Contest.UID
			} else {
				r.UID, r.Contest = round.Round.UID, c.Contest.UID
			}
		}
	}
}

// Submit fills in and submits every sheet of every juror; points says what each gives, by their numbers.
func (r *JudgedRound) Submit(t testing.TB, s *store.Store, points func(juror, candidate, criterion int) string) {
	t.Helper()
	for juror := range r.Jurors {
		r.SubmitSheets(t, s, juror, func(candidate, criterion int) string { return points(juror, candidate, criterion) })
	}
}

// SubmitSheets fills in and submits one juror's sheets.
func (r *JudgedRound) SubmitSheets(t testing.TB, s *store.Store, juror int, points func(candidate, criterion int) string) {
	t.Helper()
	ctx := context.Background()
	actor := r.Jurors[juror].Actor
	desk, err := s.DeskRound(ctx, actor, r.UID, locale.Czech)
	must(t, err)
	for _, contest := range desk.Contests {
		for candidate, sheet := range contest.Sheets {
			view, err := s.SheetView(ctx, actor, r.UID, sheet.Assignment, locale.Czech)
			must(t, err)
			values := map[string]string{}
			for criterion, c := range view.Criteria {
				values[c.Criterion.Key] = points(candidate, criterion)
			}
			_, err = s.SaveSheet(ctx, actor, store.SheetForm{Round: r.UID, Assignment: sheet.Assignment,
				Revision: view.Sheet.Revision, Values: values, Submit: true})
			must(t, err)
		}
	}
}
