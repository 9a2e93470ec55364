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

// places lists the certificates of a round: number, places and award.
func places(t *testing.T, s *store.Store, r *storetest.JudgedRound) (list []string, all *store.RoundCertificates) {
	t.Helper()
	all, err := s.Certificates(context.Background(), r.Organizer, r.UID)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range all.Issued {
		list = append(list, fmt.Sprintf("%s %d-%d %s", c.Number(), c.Place, c.Last, c.Award))
		if c.Candidate.Entrants(locale.Czech) != c.Entrants[0] {
			t.Errorf("the certificate names %q, the pages %q", c.Entrants, c.Candidate.Entrants(locale.Czech))
		}
	}
	return list, all
}

func issue(t *testing.T, s *store.Store, r *storetest.JudgedRound, want int) {
	t.Helper()
	if n, err := s.IssueCertificates(context.Background(), r.Organizer, r.UID, files); err != nil || n != want {
		t.Fatalf("issued %d, %v; want %d", n, err, want)
	}
	must(t, s.WorkBatches(context.Background(), printing))
}

func same(t *testing.T, got, want []string) {
	t.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestCertificatesAreIssuedOnceAndAgainWhenTheySaySomethingElse(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := announced(t, s)
		const series = "2023/stredocesky-kraj/obec/"
		podium := []string{series + "1 1-1 ", series + "2 2-2 ", series + "3 2-2 ", series + "4 3-3 "}
		list, first := places(t, s, r)
		same(t, list, podium)
		issue(t, s, r, 0)
		list, again := places(t, s, r)
		same(t, list, podium)
		for i := range first.Issued {
			if first.Issued[i].Certificate != again.Issued[i].Certificate {
				t.Errorf("certificate %d is another than before", i+1)
			}
		}

		must(t, s.Plant(context.Background(), "update contest set state = 'approved', announced_at = null where uid = ?", r.Contest))
		_, err := s.AddAward(context.Background(), r.Organizer, r.UID, store.AwardForm{Contest: r.Contest, Candidate: r.Candidates[3],
			Kind: "special", Name: locale.Text{locale.Czech: "Cena hejtmana"}})
		if err != nil {
			t.Fatal(err)
		}
		if _, before := places(t, s, r); before.Missing != 1 || before.Changed != 0 {
			t.Errorf("an award was added: %d missing, %d changed", before.Missing, before.Changed)
		}
		issue(t, s, r, 1)
		list, _ = places(t, s, r)
		same(t, list, append(podium, series+"5 0-0 Cena hejtmana"))

		if err := s.Plant(context.Background(), "update body set name = 'Přejmenovaná' where code = ?", first.Issued[0].Candidate.Bodies[0].Code); err != nil {
			t.Fatal(err)
		}
		issue(t, s, r, 1)
		list, _ = places(t, s, r)
		same(t, list, slices.Concat([]string{series + "6 1-1 "}, podium[1:], []string{series + "5 0-0 Cena hejtmana"}))
		if _, err := s.Certificate(context.Background(), r.Organizer, first.Issued[0].UID); !fault.Is(err, fault.NotFound) {
			t.Errorf("a revoked certificate: %v", err)
		}
	})
}

func TestNothingIsCertifiedBeforeItIsDecided(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 2, 1)
		if _, err := s.IssueCertificates(context.Background(), r.Organizer, r.UID, files); !fault.Is(err, fault.Closed) {
			t.Errorf("before a decision: %v", err)
		}
	})
}

func TestWhoMaySeeACertificate(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		r := announced(t, s)
		_, all := places(t, s, r)
		winner := all.Issued[0]
		represent := func(name, body string) judging.Actor {
			m, err := s.GrantMembership(ctx, store.Operator(), store.MembershipForm{
				Person: store.Person{Email: name + "@example.org", Name: name, Language: locale.Czech}, Role: judging.Representative, Body: body})
			if err != nil {
				t.Fatal(err)
			}
			return storetest.Actor(t, s, m.UserID)
		}
		own, other := represent("vlastni", winner.Candidate.Bodies[0].UID), represent("cizi", all.Issued[1].Candidate.Bodies[0].UID)
		for _, c := range []struct {
			who   string
			actor judging.Actor
			sees  bool
		}{
			{"the organizer", r.Organizer, true},
			{"who acts for the laureate", own, true},
			{"who acts for somebody else", other, false},
			{"a juror", r.Jurors[0].Actor, false},
			{"the public", judging.Actor{}, false},
		} {
			_, err := s.Certificate(ctx, c.actor, winner.UID)
			if c.sees && err != nil || !c.sees && !fault.Is(err, fault.NotFound) {
				t.Errorf("%s: %v", c.who, err)
			}
		}
		if err := s.Plant(ctx, "update contest set announced_at = ? where uid = ?", time.Now().Add(time.Hour), r.Contest); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Certificate(ctx, own, winner.UID); !fault.Is(err, fault.NotFound) {
			t.Errorf("before the announcement the laureate sees it: %v", err)
		}
	})
}
