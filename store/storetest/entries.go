package storetest

import (
	"context"
	"testing"
	"time"

	"blazon/judging"
	"blazon/locale"
	"blazon/store"
)

// OpenCall is a region's round that takes entries for a day, below the nation's, and a clerk who acts for one of its municipalities.
type OpenCall struct {
	Competition *store.Competition
	Edition     *store.Edition
	Nation      *store.Chapter
	Region      *store.Chapter
	Organizer   judging.Actor // of the nation, and so of the region
	Dates       store.Dates   // of the region's round
	Round       string        // uid of the region's round
	Contest     string        // uid of its contest in the category "obec"
	Category    string        // uid of that category
	Field       string        // "answers[…]" of its form: a long text that is required
	Bodies      []string      // uids of three municipalities of the region, without extended powers
	Clerk       judging.Actor // of the first of them
	Email       string        // the clerk's
}

// Call makes a round that takes entries, whose form asks for a long text and a consent.
func Call(t testing.TB, s *store.Store) *OpenCall {
	t.Helper()
	ctx := context.Background()
	c := &OpenCall{Email: "podatelna@example.org"}
	c.Competition, c.Nation = Competition(t, s)
	c.Organizer = Organizer(t, s, c.Nation)
	c.Region = Chapter(t, s, c.Organizer, c.Nation.UID, region)
	now, err := s.Now(ctx)
	must(t, err)
	c.Dates = store.Dates{EntriesFrom: now.Add(-time.Hour), EntriesUntil: now.Add(24 * time.Hour), JudgingFrom: now.Add(72 * time.Hour), JudgingUntil: now.Add(240 * time.Hour)}
	c.Edition = Edition(t, s, c.Organizer, c.Competition,
		store.ChapterPart{Chapter: c.Nation.UID, Mode: store.OwnRound, Round: store.RoundForm{Dates: c.Dates}},
		store.ChapterPart{Chapter: c.Region.UID, Mode: store.OwnRound, Round: store.RoundForm{Dates: c.Dates}})
	must(t, s.PublishRules(ctx, c.Organizer, c.Edition.UID, store.RulesForm{Text: locale.Text{locale.Czech: "# Pravidla\n\nSoutěží obce a města."}}))
	c.find(t, s)
	c.Field = "answers[" + c.AddField(t, s, store.FieldForm{Kind: store.LongText, Label: locale.Text{locale.Czech: "Čím je web výjimečný"}, Required: true, Longest: 500}) + "]"
	c.AddField(t, s, store.FieldForm{Kind: store.Declaration, Label: locale.Text{locale.Czech: "Souhlasíme se zveřejněním přihlášky."}, Required: true})
	c.Bodies = Registered(t, s, withSites(t, 3)...)
	c.Clerk = Representative(t, s, c.Email, c.Bodies[0])
	return c
}

// find looks the round and its contest up as their organizer does.
func (c *OpenCall) find(t testing.TB, s *store.Store) {
	t.Helper()
	setup, err := s.EditionSetup(context.Background(), c.Organizer, c.Edition.UID, locale.Czech)
	must(t, err)
	for _, round := range setup.Rounds {
		for _, contest := range round.Contests {
			if contest.Category.Slug == "obec" && round.Round.ChapterID == c.Region.ID {
				c.Round, c.Contest, c.Category = round.Round.UID, contest.Contest.UID, contest.Category.UID
			}
		}
	}
}

// AddField adds a field to the category's form, and gives its key.
func (c *OpenCall) AddField(t testing.TB, s *store.Store, form store.FieldForm) (key string) {
	t.Helper()
	uid, err := s.AddField(context.Background(), c.Organizer, c.Category, form, "")
	must(t, err)
	setup, err := s.FormSetup(context.Background(), c.Organizer, c.Category)
	must(t, err)
	for _, f := range setup.Fields {
		if f.UID == uid {
			return f.Key
		}
	}
	t.Fatal("the field is not in the form")
	return ""
}

// Move sets the round's dates anew.
func (c *OpenCall) Move(t testing.TB, s *store.Store, dates store.Dates) {
	t.Helper()
	must(t, s.UpdateRound(context.Background(), c.Organizer, c.Round, store.RoundForm{Dates: dates, Reason: "Výpadek sítě."}))
}

// withSites gives the codes of so many municipalities of the region whose websites the register knows.
func withSites(t testing.TB, n int) (codes []string) {
	t.Helper()
	for _, r := range municipalities(t) {
		if r.RegionCode == region && !r.ORP && r.Web != "" && r.Population != nil && len(codes) < n {
			codes = append(codes, r.Code)
		}
	}
	return codes
}

// Fill is what an entry says once its form is filled in: as it is, with this answer and every declaration agreed to.
func (c *OpenCall) Fill(view *store.EntryView, answer string) store.DraftForm {
	filled := store.Filled{Title: view.Entry.Title, URL: view.Entry.URL, Supplier: view.Entry.Supplier, Answers: store.Answers{}}
	for _, f := range view.Asked.Fields {
		switch {
		case "answers["+f.Key+"]" == c.Field:
			filled.Answers[f.Key] = []string{answer}
		case f.Kind == store.Declaration:
			filled.Answers[f.Key] = []string{f.Label.In(locale.Czech)}
		}
	}
	return store.DraftForm{Revision: view.Entry.Revision, Filled: filled}
}

// Representative makes an account that acts for a body.
func Representative(t testing.TB, s *store.Store, email, body string) judging.Actor {
	t.Helper()
	m, err := s.GrantMembership(context.Background(), store.Operator(), store.MembershipForm{Role: judging.Representative, Body: body,
		Person: store.Person{Email: email, Name: "Podatelna", Language: locale.Czech}})
	must(t, err)
	return Actor(t, s, m.UserID)
}
