package store_test

import (
	"strings"
	"testing"
	"time"

	"blazon/fault"
	"blazon/store"
	"blazon/store/storetest"
)

func TestNobodyFillsTheDatabaseWithDrafts(t *testing.T) {
	eachClerk(t, func(c *clerk) {
		for range 20 {
			c.begin()
		}
		_, err := c.s.BeginEntry(c.t.Context(), c.Clerk, c.Category, c.Bodies[:1])
		c.refused("one more draft", err, fault.Conflict, "entrant.many_drafts")
	})
}

func TestNobodyFillsTheDiskWithFilesThatComeAndGo(t *testing.T) {
	eachAttaching(t, 1500, func(t *testing.T, a *attaching) {
		attach := func() error {
			_, err := a.store.Attach(t.Context(), a.clerk, a.entry, store.AttachmentForm{Field: a.open, Name: "a.pdf", Content: strings.NewReader(pdf)})
			return err
		}
		must(t, attach())
		must(t, a.store.Plant(t.Context(), `insert into event (uid, happened_at, user_id, act, object, object_id, version, body)
			select 'planted' || n.i, e.happened_at, e.user_id, e.act, e.object, e.object_id, e.version, e.body
			from event e cross join (with recursive n(i) as (select 1 union all select i + 1 from n where i < 199) select i from n) n where e.act = 'attachment.add'`))
		if err := attach(); !fault.Is(err, fault.TooMany) {
			t.Errorf("the 201st file of a day: %v, want TooMany", err)
		}
	})
}

func TestARoundIsNotJudgedWhileACategoryStillTakesEntries(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		p := plan(t, s)
		begins := time.Now().AddDate(0, 1, 0)
		must(t, s.Plant(t.Context(), "update contest set entries_until = ? where uid = ?", begins.AddDate(0, 0, 2), p.contest.Contest.UID))
		for _, test := range []struct {
			sentence string
			from     time.Time
			refused  bool
		}{
			{"judging that begins before a category's own deadline", begins, true},
			{"judging that begins with it", begins.AddDate(0, 0, 2), false},
		} {
			form := store.RoundForm{Name: p.round.Round.Name, Dates: store.Dates{EntriesFrom: begins.AddDate(0, 0, -20), EntriesUntil: begins.AddDate(0, 0, -10), JudgingFrom: test.from}}
			err := s.UpdateRound(t.Context(), p.organizer, p.round.Round.UID, form)
			if refused := err != nil && lacks(fault.Of(err).Fields, "judging_from"); refused != test.refused {
				t.Errorf("%s: %v", test.sentence, err)
			}
		}
	})
}

func TestEntriesOfARoundThatIsCalledOffHoldItsChapter(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		p := plan(t, s)
		_, err := s.Enrol(t.Context(), p.organizer, p.contest.Contest.UID, store.EnrolForm{Bodies: storetest.Bodies(t, s, "CZ020", false, 1)})
		must(t, err)
		must(t, s.CancelRound(t.Context(), p.organizer, p.round.Round.UID, "Kraj kolo nepořádá."))
		err = s.UpdateChapterSetting(t.Context(), p.organizer, p.edition.UID, p.region.UID, store.ChapterSettingForm{Mode: store.NoPart})
		if fault.Of(err).Key != "edition.round_has_entries" {
			t.Errorf("taking no part any more: %v", err)
		}
	})
}

func TestAnEntryThatStandsInTwoRoundsIsNotHalfMoved(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		m := atStage(t, s, "judging")
		must(t, s.Plant(ctx, `insert into candidate (uid, contest_id, entry_id, created_at)
			select 'inthenation', (select id from contest where uid = ?), e.id, e.created_at from entry e where e.uid = ?`, m.Target, m.first))
		if err := s.MoveEntry(ctx, m.Organizer, m.first, m.orp, "Omylem."); fault.Of(err).Key != "category.stands_elsewhere" {
			t.Errorf("moving it: %v", err)
		}
		must(t, s.MergeCategory(ctx, m.Organizer, m.obec, m.orp, "Málo přihlášek."))
		var left int
		must(t, s.Look(ctx, &left, `select count(*) from candidate n join contest t on t.id = n.contest_id join category c on c.id = t.category_id
			where c.uid = ? and n.withdrawn_at is null`, m.obec))
		if left != 0 {
			t.Errorf("%d candidates stand in a category that is no more", left)
		}
	})
}
