package store_test

import (
	"fmt"
	"io"
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

// What jurors gave and wrote, and the minutes that they signed, are seen by whom the edition says, and by nobody before.
func TestPointsCommentsAndMinutesAreSeenAsTheEditionSays(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, r := t.Context(), storetest.Round(t, s, 2, 2)
		r.Submit(t, s, func(juror, candidate, _ int) string { return fmt.Sprint(4 - juror - candidate) })
		own, another := comments(t, s, r, 0), comments(t, s, r, 1)
		juror := r.Jurors[0].Actor
		must(t, s.ShareComments(ctx, juror, r.UID, []string{own, another}))
		wants(t, s.ShareComments(ctx, r.Organizer, r.UID, []string{own}), fault.NotFound, "an organizer sharing comments")
		v, err := s.SharedComments(ctx, juror, r.UID, locale.Czech)
		if err != nil || len(v.Comments) != 1 || !v.Comments[0].Shared || v.Comments[0].Comment != "Porotce 1 chválí." {
			t.Errorf("the juror reads %+v, %v", v, err)
		}
		wants(t, s.AddSignedMinutes(ctx, r.Organizer, r.Contest, signedMinutes("%PDF-1.7\nzápis")), fault.Closed, "minutes of what is not decided")
		must(t, s.CloseRound(ctx, r.Organizer, r.UID))
		wants(t, s.ShareComments(ctx, juror, r.UID, nil), fault.Closed, "sharing after the closing")
		must(t, s.Decide(ctx, r.Organizer, r.Contest, store.DecideForm{}))
		signs(t, s, r)
		must(t, s.Announce(ctx, r.Organizer, r.Contest, time.Time{}))
		seesPoints(t, s, r)
		seesComments(t, s, r)
	})
}

// comments has a juror write about the first candidate, and gives the assignment.
func comments(t *testing.T, s *store.Store, r *storetest.JudgedRound, juror int) string {
	t.Helper()
	seat := r.Jurors[juror]
	desk, err := s.DeskRound(t.Context(), seat.Actor, r.UID, locale.Czech)
	must(t, err)
	assignment := desk.Contests[0].Sheets[0].Assignment
	view, err := s.SheetView(t.Context(), seat.Actor, r.UID, assignment, locale.Czech)
	must(t, err)
	form := store.SheetForm{Round: r.UID, Assignment: assignment, Revision: view.Sheet.Revision, Values: map[string]string{}, Submit: true,
		Comment: seat.Juror.Name + " chválí."}
	for _, c := range view.Criteria {
		form.Values[c.Criterion.Key] = fmt.Sprint(4 - juror)
	}
	_, err = s.SaveSheet(t.Context(), seat.Actor, form)
	must(t, err)
	return assignment
}

func signedMinutes(content string) store.SignedForm {
	return store.SignedForm{File: store.ScanForm{Name: "zapis.pdf", Content: strings.NewReader(content)}, Note: "Podepsáno na místě."}
}

// signs brings minutes in, which belong to the version that holds.
func signs(t *testing.T, s *store.Store, r *storetest.JudgedRound) {
	t.Helper()
	ctx, missing := t.Context(), func(g store.AnnouncementGap) bool { return g.What == store.MinutesMissing }
	plan, err := s.AnnouncementPlan(ctx, r.Organizer, r.Contest)
	if err != nil || !slices.ContainsFunc(plan.Gaps, missing) {
		t.Errorf("before, nothing says that signed minutes are missing: %v", err)
	}
	if wrong := wrongFields(s.AddSignedMinutes(ctx, r.Organizer, r.Contest, signedMinutes("GIF89a"))); !slices.Equal(wrong, []string{"file"}) {
		t.Errorf("wrong in another kind of file: %v", wrong)
	}
	wants(t, s.AddSignedMinutes(ctx, r.Jurors[0].Actor, r.Contest, signedMinutes("%PDF-1.7\nporotce")), fault.NotFound, "a juror bringing minutes")
	must(t, s.AddSignedMinutes(ctx, r.Organizer, r.Contest, signedMinutes("%PDF-1.7\nprvní")))
	must(t, s.Decide(ctx, r.Organizer, r.Contest, store.DecideForm{}))
	if plan, err = s.AnnouncementPlan(ctx, r.Organizer, r.Contest); err != nil || !slices.ContainsFunc(plan.Gaps, missing) {
		t.Errorf("minutes of the version before are taken for those of the newest: %v", err)
	}
	must(t, s.AddSignedMinutes(ctx, r.Organizer, r.Contest, signedMinutes("%PDF-1.7\ndruhý")))
	plan, err = s.AnnouncementPlan(ctx, r.Organizer, r.Contest)
	must(t, err)
	if slices.ContainsFunc(plan.Gaps, missing) || len(plan.Minutes) != 2 || plan.Minutes[0].Version != 2 || plan.Minutes[1].Version != 1 {
		t.Fatalf("signed minutes: %+v, gaps %+v", plan.Minutes, plan.Gaps)
	}
	_, _, err = s.OpenSignedMinutes(ctx, r.Jurors[0].Actor, r.Contest, plan.Minutes[1].UID)
	wants(t, err, fault.NotFound, "a juror reading the minutes")
	_, file, err := s.OpenSignedMinutes(ctx, r.Organizer, r.Contest, plan.Minutes[1].UID)
	must(t, err)
	defer file.Close()
	if content, err := io.ReadAll(file); err != nil || string(content) != "%PDF-1.7\nprvní" {
		t.Errorf("the minutes are %q, %v", content, err)
	}
}

// seesPoints reads what everybody sees of what two jurors gave, one 4 and 3, the other 3 and 2.
func seesPoints(t *testing.T, s *store.Store, r *storetest.JudgedRound) {
	t.Helper()
	setup, err := s.RoundSetup(t.Context(), r.Organizer, r.UID)
	must(t, err)
	address := store.Address{Competition: r.Competition.Slug, Edition: r.Edition.Slug, Round: setup.Round.Slug, Category: "obec"}
	for _, c := range []struct {
		sentence string
		policy   store.ResultPolicy
		want     string
	}{
		{"no points are published", store.ResultPolicy{PointsShown: judging.PointsNamed}, ""},
		{"not yet", store.ResultPolicy{PointsShown: judging.PointsNamed, Publication: judging.Publication{judging.PointsLevel: 1}}, ""},
		{"means", store.ResultPolicy{PointsShown: judging.PointsMean, Publication: judging.Publication{judging.PointsLevel: 0}}, "[] 3.50[] 2.50[]"},
		{"under letters", store.ResultPolicy{PointsShown: judging.PointsPseudonym, Publication: judging.Publication{judging.PointsLevel: 0}}, "[A B] 3.50[3 4] 2.50[2 3]"},
		{"by name", store.ResultPolicy{PointsShown: judging.PointsNamed, Publication: judging.Publication{judging.PointsLevel: 0}}, "[Porotce 1 Porotce 2] 3.50[4 3] 2.50[3 2]"},
	} {
		must(t, s.SaveResultPolicy(t.Context(), r.Organizer, r.Edition.UID, c.policy))
		v, err := s.ContestPoints(t.Context(), address)
		if c.want == "" {
			wants(t, err, fault.NotFound, c.sentence)
			continue
		}
		must(t, err)
		got := fmt.Sprint(v.Jurors)
		for _, row := range v.Rows {
			cell := row.Cells[0]
			if c.policy.PointsShown == judging.PointsPseudonym { // whose letter is whose tells nothing
				slices.Sort(cell.Values)
			}
			got += fmt.Sprint(" ", cell.Mean, cell.Values)
		}
		if got != c.want || len(v.Criteria) != 8 || !v.Criteria[0].Counts {
			t.Errorf("%s: %q, want %q, in %d criteria", c.sentence, got, c.want, len(v.Criteria))
		}
	}
}

// seesComments reads what the first entrant sees of what jurors wrote.
func seesComments(t *testing.T, s *store.Store, r *storetest.JudgedRound) {
	t.Helper()
	ctx := t.Context()
	list, err := s.ContestList(ctx, r.Organizer, r.Contest, store.Listing{})
	must(t, err)
	at := slices.IndexFunc(list.Candidates, func(c *store.ListedCandidate) bool { return c.UID == r.Candidates[0] })
	m, err := s.GrantMembership(ctx, store.Operator(), store.MembershipForm{Role: judging.Representative, Body: list.Candidates[at].Bodies[0].UID,
		Person: store.Person{Email: "starosta@example.org", Name: "Starosta", Language: locale.Czech}})
	must(t, err)
	for hours, want := range map[int][]string{24: nil, 0: {"Porotce 1 chválí."}} {
		must(t, s.SaveResultPolicy(ctx, r.Organizer, r.Edition.UID, store.ResultPolicy{Publication: judging.Publication{judging.CommentsLevel: hours}}))
		entries, err := s.OwnEntries(ctx, storetest.Actor(t, s, m.UserID), locale.Czech)
		must(t, err)
		if got := entries[0].Rounds[0].Comments; !slices.Equal(got, want) {
			t.Errorf("%d hours after T0 the entrant reads %q, want %q", hours, got, want)
		}
	}
}
