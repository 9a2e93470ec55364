package store_test

import (
	"testing"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/register"
	"blazon/store"
	"blazon/store/storetest"
)

func TestABodyIsLookedAfterInItsOwnRegion(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		_, nation := storetest.Competition(t, s)
		nations := storetest.Organizer(t, s, nation)
		liberec := storetest.Organizer(t, s, storetest.Chapter(t, s, nations, nation.UID, "CZ051"))
		ustiChapter := storetest.Chapter(t, s, nations, nation.UID, "CZ042")
		usti := storetest.Organizer(t, s, ustiChapter)
		body := storetest.Bodies(t, s, "CZ051", false, 1)[0]
		person := store.MembershipForm{Person: store.Person{Email: "zastupce@example.org", Name: "Zástupce", Language: locale.Czech},
			Role: judging.Representative, Body: body}
		member, err := s.GrantMembership(t.Context(), liberec, person)
		if err != nil {
			t.Fatal(err)
		}
		acts := map[string]func(actor judging.Actor) error{
			"read who acts for it":      func(a judging.Actor) error { _, err := s.Representatives(t.Context(), a, body); return err },
			"read what was overridden":  func(a judging.Actor) error { _, err := s.BodyHistory(t.Context(), a, body); return err },
			"invite a representative":   func(a judging.Actor) error { _, err := s.InviteMember(t.Context(), a, member.UID); return err },
			"entitle a representative":  func(a judging.Actor) error { _, err := s.GrantMembership(t.Context(), a, person); return err },
			"override what is known":    func(a judging.Actor) error { return s.OverrideBody(t.Context(), a, body, renamed) },
			"end what somebody acts as": func(a judging.Actor) error { return s.EndMembership(t.Context(), a, member.UID) },
		}
		for name, act := range acts {
			if err := act(usti); !fault.Is(err, fault.NotFound) {
				t.Errorf("another region may %s: %v", name, err)
			}
		}
		for name, actor := range map[string]judging.Actor{"its region": liberec, "the nation": nations, "the administrator": store.Operator()} {
			if manages, err := s.ManagesBody(t.Context(), actor, body); err != nil || !manages {
				t.Errorf("%s does not look after it: %v", name, err)
			}
		}
		museum, err := s.AddBody(t.Context(), liberec, store.NewBody{Name: "Muzeum", Source: "statut", Date: "2018"})
		if err != nil {
			t.Fatal(err)
		}
		if manages, err := s.ManagesBody(t.Context(), usti, museum.UID); err != nil || !manages {
			t.Errorf("what competes nowhere and belongs to no region is not looked after by everybody: %v", err)
		}
	})
}

// renamed is an override that anybody would notice.
var renamed = store.Override{Field: register.ColumnName, Value: "Podvržené Město", Source: "nikdo", Date: "2026"}
