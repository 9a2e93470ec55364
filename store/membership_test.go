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

func TestWhoMayEntitleWhom(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		_, organizer, nation, region, _ := addChapters(t, s)
		regional := storetest.Organizer(t, s, region)
		body := storetest.Bodies(t, s, "CZ051", true, 1)[0]
		person := store.Person{Email: "Nova.Osoba@Example.org", Name: "Nová osoba", Language: locale.Czech}
		ok, absent, invalid := func(err error) bool { return err == nil },
			func(err error) bool { return fault.Is(err, fault.NotFound) }, func(err error) bool { return fault.Is(err, fault.Invalid) }
		for _, c := range []struct {
			name  string
			actor judging.Actor
			form  store.MembershipForm
			want  func(error) bool
		}{
			{"the nation's organizer, a region's", organizer, store.MembershipForm{Role: judging.Organizer, Chapter: region.UID}, ok},
			{"the same again", organizer, store.MembershipForm{Role: judging.Organizer, Chapter: region.UID}, ok},
			{"a region's organizer, another of the region", regional, store.MembershipForm{Role: judging.Organizer, Chapter: region.UID}, ok},
			{"a region's organizer, one of the nation", regional, store.MembershipForm{Role: judging.Organizer, Chapter: nation.UID}, absent},
			{"an administrator, one of the nation", store.Operator(), store.MembershipForm{Role: judging.Organizer, Chapter: nation.UID}, ok},
			{"a region's organizer, a representative", regional, store.MembershipForm{Role: judging.Representative, Body: body}, ok},
			{"a stranger, a representative", judging.Actor{User: 99}, store.MembershipForm{Role: judging.Representative, Body: body}, absent},
			{"a representative of nobody", organizer, store.MembershipForm{Role: judging.Representative, Body: "none"}, absent},
			{"a juror by membership", organizer, store.MembershipForm{Role: judging.Member, Chapter: region.UID}, invalid},
		} {
			c.form.Person = person
			if _, err := s.GrantMembership(t.Context(), c.actor, c.form); !c.want(err) {
				t.Errorf("%s: %v", c.name, err)
			}
		}
		v, err := s.ChapterMembers(t.Context(), organizer, region.UID)
		if err != nil {
			t.Fatal(err)
		}
		var emails []string
		for _, m := range v.Members {
			emails = append(emails, m.Email)
		}
		slices.Sort(emails)
		if !slices.Equal(emails, []string{"nova.osoba@example.org", "organizator.liberecky-kraj@example.org"}) {
			t.Errorf("the region's members: %q", emails)
		}
	})
}

func TestAMembershipEnds(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		_, organizer, nation, region, _ := addChapters(t, s)
		m, err := s.GrantMembership(t.Context(), organizer, store.MembershipForm{Role: judging.Organizer, Chapter: region.UID,
			Person: store.Person{Email: "nova.osoba@example.org", Name: "Nová osoba", Language: locale.Czech}})
		if err != nil {
			t.Fatal(err)
		}
		actor := storetest.Actor(t, s, m.UserID)
		if !actor.Organizes(region.Path) || actor.Organizes(nation.Path) {
			t.Errorf("the new organizer: %+v", actor)
		}
		if err := s.EndMembership(t.Context(), judging.Actor{User: 99}, m.UID); !fault.Is(err, fault.NotFound) {
			t.Errorf("a stranger ends it: %v", err)
		}
		if err := s.EndMembership(t.Context(), organizer, m.UID); err != nil {
			t.Fatal(err)
		}
		if storetest.Actor(t, s, m.UserID).OrganizesAny() {
			t.Error("still an organizer")
		}
	})
}

func TestAnInvitationOpensNoForeignAccount(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 0, 1)
		regional := storetest.Organizer(t, s, r.Region)
		juror := r.Jurors[0].Juror.UID
		token, err := s.InviteJuror(t.Context(), regional, juror)
		if err != nil || token == "" {
			t.Fatalf("a juror of the region: %q, %v", token, err)
		}
		if _, err := s.AddJuror(t.Context(), r.Organizer, r.National, store.JurorForm{Name: "Porotce 1", Role: judging.Member, Email: r.Jurors[0].Email}); err != nil {
			t.Fatal(err)
		}
		if _, err := s.InviteJuror(t.Context(), regional, juror); !fault.Is(err, fault.Forbidden) {
			t.Errorf("who sits in the nation's jury, too: %v, want Forbidden", err)
		}
		if _, err := s.InviteJuror(t.Context(), r.Organizer, juror); err != nil {
			t.Errorf("the nation's organizer invites him: %v", err)
		}
		if err := s.SetPassword(t.Context(), store.Operator(), r.Jurors[0].Email, "velmi dlouhé heslo"); err != nil {
			t.Fatal(err)
		}
		if _, err := s.InviteJuror(t.Context(), r.Organizer, juror); !fault.Is(err, fault.Invalid) {
			t.Errorf("who has a password: %v, want Invalid", err)
		}
	})
}

// Whoever holds a link to an account must not get, along with it, what somebody else entrusts to the account later.
func TestAnInvitationGivesNothingThatOthersAddLater(t *testing.T) {
	for _, test := range []struct {
		sentence string
		national bool // by whom the invitation is: the nation's organizer, or the region's
		seat     bool // what is added by the nation's: a seat, or a membership
		works    bool
	}{
		{"the region's link, then a seat in the nation's jury", false, true, false},
		{"the region's link, then the nation to organize", false, false, false},
		{"the nation's own link, then a seat in its jury", true, true, true},
		{"the nation's own link, then the nation to organize", true, false, true},
	} {
		t.Run(test.sentence, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				r := storetest.Round(t, s, 0, 1)
				seat, inviter := r.Jurors[0], storetest.Organizer(t, s, r.Region)
				if test.national {
					inviter = r.Organizer
				}
				token, err := s.InviteJuror(t.Context(), inviter, seat.Juror.UID)
				if err != nil {
					t.Fatal(err)
				}
				if test.seat {
					_, err = s.AddJuror(t.Context(), r.Organizer, r.National, store.JurorForm{Name: "Porotce 1", Role: judging.Member, Email: seat.Email})
				} else {
					_, err = s.GrantMembership(t.Context(), r.Organizer, store.MembershipForm{Role: judging.Organizer, Chapter: r.Nation.UID,
						Person: store.Person{Email: seat.Email, Name: "Porotce 1", Language: locale.Czech}})
				}
				if err != nil {
					t.Fatal(err)
				}
				if _, err := s.Invitation(t.Context(), token); (err == nil) != test.works {
					t.Errorf("the link works: %t (%v), want %t", err == nil, err, test.works)
				}
			})
		})
	}
}

func TestAnEmailIsOneAccountAndOneSeat(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 0, 1)
		again := store.JurorForm{Name: "Porotce 1", Role: judging.Chair, Email: " POROTCE1@example.org "}
		if _, err := s.AddJuror(t.Context(), r.Organizer, r.UID, again); !slices.Equal(wrongFields(err), []string{"email"}) {
			t.Errorf("a second seat: %v", err)
		}
		if err := s.EndJuror(t.Context(), r.Organizer, r.Jurors[0].Juror.UID, ""); err != nil {
			t.Fatal(err)
		}
		back, err := s.AddJuror(t.Context(), r.Organizer, r.UID, again)
		if err != nil || back.UID != r.Jurors[0].Juror.UID || back.UserID != r.Jurors[0].Juror.UserID {
			t.Errorf("the seat is taken again: %+v, %v", back, err)
		}
		for name, c := range map[string]struct {
			form store.JurorForm
			want []string
		}{
			"nobody":             {store.JurorForm{Role: judging.Member}, []string{"name"}},
			"no role of a juror": {store.JurorForm{Name: "Porotce 2", Role: judging.Organizer}, []string{"role"}},
			"an address of none": {store.JurorForm{Name: "Porotce 2", Role: judging.Member, Email: "porotce"}, []string{"email"}},
		} {
			if _, err := s.AddJuror(t.Context(), r.Organizer, r.UID, c.form); !slices.Equal(wrongFields(err), c.want) {
				t.Errorf("%s: %v, want wrong fields %q", name, err, c.want)
			}
		}
	})
}

func TestAConflictEndsWithTheMembershipThatItStoodOn(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 1, 1)
		juror, sheet := r.Jurors[0], sheetOf(t, s, r, 0, 0)
		var body string
		must(t, s.Look(t.Context(), &body, "select uid from body where id = (select body_id from entrant)"))
		m, err := s.GrantMembership(t.Context(), r.Organizer, store.MembershipForm{Person: store.Person{Email: juror.Email, Name: "Porotce 1", Language: locale.Czech},
			Role: judging.Representative, Body: body})
		must(t, err)
		if _, err := s.SheetView(t.Context(), juror.Actor, r.UID, sheet, locale.Czech); !fault.Is(err, fault.NotFound) {
			t.Errorf("whoever acts for the candidate judges it: %v", err)
		}
		must(t, s.EndMembership(t.Context(), r.Organizer, m.UID))
		viewOf(t, s, juror.Actor, r.UID, sheet)
	})
}
