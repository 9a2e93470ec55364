package store_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

// representative makes somebody who acts for bodies.
func representative(t *testing.T, s *store.Store, name string, bodies ...string) judging.Actor {
	t.Helper()
	var user int64
	for _, body := range bodies {
		m, err := s.GrantMembership(t.Context(), store.Operator(), store.MembershipForm{
			Person: store.Person{Email: name + "@example.org", Name: name, Language: locale.Czech}, Role: judging.Representative, Body: body})
		if err != nil {
			t.Fatal(err)
		}
		user = m.UserID
	}
	return storetest.Actor(t, s, user)
}

// told writes down what own entries say: the round, and what is known of its result.
func told(t *testing.T, s *store.Store, actor judging.Actor) (lines []string) {
	t.Helper()
	own, err := s.OwnEntries(t.Context(), actor, locale.Czech)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range own {
		for _, o := range e.Rounds {
			line := fmt.Sprintf("%s in %s", e.Entrants(locale.Czech), o.Chapter.Slug)
			if o.Standing != nil {
				line += fmt.Sprintf(", place %d", o.Standing.AwardedPlace)
			}
			if o.Prize != nil {
				line += ", " + o.Prize.Title.In(locale.Czech)
			}
			for _, a := range o.Awards {
				line += ", " + a.Name.In(locale.Czech)
			}
			lines = append(lines, fmt.Sprintf("%s, %d certificates", line, len(o.Certificates)))
		}
	}
	return lines
}

// bodyOf gives the uid and the name of a candidate's body.
func bodyOf(t *testing.T, s *store.Store, r *storetest.JudgedRound, candidate int) (uid, name string) {
	t.Helper()
	progress, err := s.Progress(t.Context(), r.Organizer, r.UID, locale.Czech)
	if err != nil {
		t.Fatal(err)
	}
	for _, contest := range progress.Contests {
		if contest.Contest.UID == r.Contest {
			c := contest.Candidates[candidate].Candidate
			return c.Bodies[0].UID, c.Entrants(locale.Czech)
		}
	}
	t.Fatal("no such contest")
	return "", ""
}

func TestOwnEntriesTellWhatIsAnnouncedAndNothingElse(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := announced(t, s)
		first, name := bodyOf(t, s, r, 0)
		actor := representative(t, s, "vitez", first)
		plant := func(statement string, args ...any) {
			t.Helper()
			if err := s.Plant(t.Context(), statement, args...); err != nil {
				t.Fatal(err)
			}
		}
		plant(besides, r.Candidates[3])
		plant("update contest set state = 'approved', announced_at = null where uid = ?", r.Contest) // for as long as somebody confers
		for _, award := range []store.AwardForm{
			{Contest: r.Contest, Kind: store.AwardForPlace, Place: 1, Name: text("Vítěz"), Title: text("Zlatá obec")},
			{Contest: r.Contest, Kind: store.AwardForPlace, Place: 2, Name: text("Druhý"), Title: text("Stříbrná obec")},
			{Contest: r.Contest, Candidate: r.Candidates[0], Kind: "special", Name: text("Cena hejtmana")},
			{Contest: r.Contest, Candidate: r.Candidates[1], Kind: "special", Name: text("Cena veřejnosti")},
			{Contest: r.Contest, Candidate: r.Candidates[0], Kind: "distinction", Name: text("Neudělená"), Withheld: true, Reason: "Bez důvodu."},
			{Candidate: r.Candidates[0], Kind: "grand_prix", Name: text("Hlavní cena")},
		} {
			if _, err := s.AddAward(t.Context(), r.Organizer, r.UID, award); err != nil {
				t.Fatal(err)
			}
		}
		plant("update contest set state = 'announced', announced_at = ? where uid = ?", time.Now().Add(-time.Minute), r.Contest)
		// The other category of the round is not announced, so what stands over all categories waits.
		same(t, told(t, s, actor), []string{name + " in stredocesky-kraj, place 1, Zlatá obec, Cena hejtmana, 1 certificates", name + " in celostatni-kolo, 0 certificates"})
		plant("update contest set state = 'announced', announced_at = ? where uid <> ? and round_id = (select round_id from contest where uid = ?)",
			time.Now().Add(-time.Minute), r.Contest, r.Contest)
		same(t, told(t, s, actor), []string{name + " in stredocesky-kraj, place 1, Zlatá obec, Cena hejtmana, Hlavní cena, 1 certificates", name + " in celostatni-kolo, 0 certificates"})
		// Before T0 there is neither a place nor the next round.
		plant("update contest set announced_at = ? where uid = ?", time.Now().Add(time.Hour), r.Contest)
		same(t, told(t, s, actor), []string{name + " in stredocesky-kraj, 0 certificates"})
	})
}

// besides has a candidate stand in the other category of its round, too.
const besides = `insert into candidate (uid, contest_id, entry_id, created_at) select 'besides', o.id, n.entry_id, n.created_at from candidate n
	join contest t on t.id = n.contest_id join contest o on o.round_id = t.round_id and o.id <> t.id where n.uid = ? limit 1`

func text(czech string) locale.Text { return locale.Text{locale.Czech: czech} }

func TestACertificateOverAllCategoriesWaitsForAll(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := announced(t, s)
		body, _ := bodyOf(t, s, r, 0)
		actor := representative(t, s, "vitez", body)
		if _, err := s.AddAward(t.Context(), r.Organizer, r.UID, store.AwardForm{Candidate: r.Candidates[0], Kind: "grand_prix", Name: text("Hlavní cena")}); err != nil {
			t.Fatal(err)
		}
		if err := s.Plant(t.Context(), besides, r.Candidates[3]); err != nil {
			t.Fatal(err)
		}
		others := "uid <> ? and round_id = (select round_id from contest where uid = ?)"
		plant := func(state string, at any) {
			t.Helper()
			if err := s.Plant(t.Context(), "update contest set state = ?, announced_at = ? where "+others, state, at, r.Contest, r.Contest); err != nil {
				t.Fatal(err)
			}
		}
		plant("sealed", nil) // decided, so that its certificate can be issued
		issue(t, s, r, 1)
		all, err := s.Certificates(t.Context(), r.Organizer, r.UID)
		if err != nil {
			t.Fatal(err)
		}
		at := slices.IndexFunc(all.Issued, func(c *store.IssuedCertificate) bool { return c.Award == "Hlavní cena" })
		uid := all.Issued[at].UID
		if number := all.Issued[at].Number(); number != "2023/stredocesky-kraj/1" {
			t.Errorf("its number is %s: it tells how many certificates the categories have", number)
		}
		count := func() (n int) {
			own, err := s.OwnEntries(t.Context(), actor, locale.Czech)
			if err != nil {
				t.Fatal(err)
			}
			return len(own[0].Rounds[0].Certificates)
		}
		if _, err := s.Certificate(t.Context(), actor, uid); !fault.Is(err, fault.NotFound) || count() != 1 {
			t.Errorf("a category is not announced: %v, %d certificates", err, count())
		}
		plant("announced", time.Now().Add(-time.Minute))
		if _, err := s.Certificate(t.Context(), actor, uid); err != nil || count() != 2 {
			t.Errorf("all are announced: %v, %d certificates", err, count())
		}
	})
}

func TestOwnEntriesAreOnesOwn(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 3, 1)
		one, oneName := bodyOf(t, s, r, 0)
		two, twoName := bodyOf(t, s, r, 1)
		joint, err := s.AddEntry(t.Context(), r.Organizer, r.Contest, store.EntryForm{Bodies: []string{one, two}, Title: "Společný portál", Late: "Dodatečně."})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.WithdrawCandidate(t.Context(), r.Organizer, joint, "Stažena."); err != nil {
			t.Fatal(err)
		}
		both := locale.List(locale.Czech, []string{oneName, twoName})
		for _, c := range []struct {
			who   string
			actor judging.Actor
			want  []string
		}{
			{"who acts for one", representative(t, s, "prvni", one), []string{oneName, both}},
			{"who acts for the other", representative(t, s, "druhy", two), []string{both, twoName}},
			{"who acts for both", representative(t, s, "oba", one, two), []string{oneName, both, twoName}},
			{"who acts for a body that does not compete", representative(t, s, "nikdo", storetest.Registered(t, s, "576964")...), nil},
		} {
			own, err := s.OwnEntries(t.Context(), c.actor, locale.Czech)
			if err != nil {
				t.Fatal(err)
			}
			var names []string
			for _, e := range own {
				names = append(names, e.Entrants(locale.Czech))
				if withdrawn := !e.Rounds[0].Candidate.WithdrawnAt.IsZero(); withdrawn != (e.Entry.Title != "") {
					t.Errorf("%s, %s: withdrawn %t", c.who, names[len(names)-1], withdrawn)
				}
			}
			same(t, names, c.want)
		}
		for who, actor := range map[string]judging.Actor{"the public": {}, "the organizer": r.Organizer, "a juror": r.Jurors[0].Actor} {
			if _, err := s.OwnEntries(t.Context(), actor, locale.Czech); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s: %v", who, err)
			}
		}
	})
}

func TestOwnEntriesTakeAsManyStatementsForManyAsForOne(t *testing.T) {
	var statements int
	storetest.EachWith(t, store.Options{Statement: func() { statements++ }}, func(t *testing.T, s *store.Store) {
		r := announced(t, s)
		var bodies []string
		for i := range 4 {
			body, _ := bodyOf(t, s, r, i)
			bodies = append(bodies, body)
		}
		count := func(actor judging.Actor) int {
			statements = 0
			if _, err := s.OwnEntries(context.Background(), actor, locale.Czech); err != nil {
				t.Fatal(err)
			}
			return statements
		}
		one := count(representative(t, s, "jeden", bodies[0]))
		if many := count(representative(t, s, "vsichni", bodies...)); many != one {
			t.Errorf("%d statements for four entries, %d for one", many, one)
		}
	})
}
