package store_test

import (
	"strings"
	"testing"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/store"
	"blazon/store/storetest"
)

// queued claims every letter that waits.
func queued(t *testing.T, s *store.Store) (jobs []*store.Job) {
	t.Helper()
	for {
		job, err := s.ClaimJob(t.Context(), time.Hour, store.Letters()...)
		if err != nil {
			t.Fatal(err)
		}
		if job == nil {
			return jobs
		}
		jobs = append(jobs, job)
	}
}

var mailed = store.JurorForm{Name: "Porotce 1", Role: judging.Member, Email: "porotce1@example.org", Mail: true}

func TestALetterAndItsCauseStandOrFallTogether(t *testing.T) {
	storetest.EachWith(t, store.Options{Mail: true}, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 0, 0)
		plant := func(statement string) {
			if err := s.Plant(t.Context(), statement); err != nil {
				t.Fatal(err)
			}
		}
		plant("alter table event rename to event_away") // so that the seat's event, the last of all, cannot be written
		if _, err := s.AddJuror(t.Context(), r.Organizer, r.UID, mailed); err == nil {
			t.Fatal("a juror was added without an event")
		}
		plant("alter table event_away rename to event")
		if jobs := queued(t, s); len(jobs) != 0 {
			t.Errorf("a letter waits whose cause was taken back: %+v", jobs[0])
		}
		if _, err := s.AddJuror(t.Context(), r.Organizer, r.UID, mailed); err != nil {
			t.Fatal(err)
		}
		if n := len(queued(t, s)); n != 1 {
			t.Errorf("%d letters wait, want one", n)
		}
	})
}

func TestWithoutMailNothingIsQueued(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 0, 0)
		juror, err := s.AddJuror(t.Context(), r.Organizer, r.UID, mailed)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.MailJuror(t.Context(), r.Organizer, juror.UID); !fault.Is(err, fault.Closed) {
			t.Errorf("a letter where none are sent: %v", err)
		}
		if n := len(queued(t, s)); n != 0 || s.Mails() {
			t.Errorf("%d letters wait", n)
		}
	})
}

func TestOnlyWhoMayInviteMails(t *testing.T) {
	storetest.EachWith(t, store.Options{Mail: true}, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 0, 1)
		elsewhere := storetest.Organizer(t, s, storetest.Chapter(t, s, r.Organizer, r.Nation.UID, "CZ051"))
		m, err := s.GrantMembership(t.Context(), r.Organizer, store.MembershipForm{Person: store.Person{Email: "a@example.org", Name: "A", Language: "cs"},
			Role: judging.Organizer, Chapter: r.Region.UID})
		if err != nil {
			t.Fatal(err)
		}
		for who, actor := range map[string]judging.Actor{"the public": {}, "a juror": r.Jurors[0].Actor, "an organizer of another region": elsewhere} {
			if err := s.MailJuror(t.Context(), actor, r.Jurors[0].Juror.UID); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s mails a juror: %v", who, err)
			}
			if err := s.MailMember(t.Context(), actor, m.UID); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s mails a member: %v", who, err)
			}
		}
		seat, err := s.AddJuror(t.Context(), r.Organizer, r.UID, store.JurorForm{Name: "Na papíře", Role: judging.Member, Mail: true})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.MailJuror(t.Context(), r.Organizer, seat.UID); !fault.Is(err, fault.NotFound) {
			t.Errorf("a juror without an account: %v", err)
		}
		if n := len(queued(t, s)); n != 0 {
			t.Errorf("%d letters wait", n)
		}
	})
}

func TestTheSecretOfALetterIsNowhereInTheDatabase(t *testing.T) {
	storetest.EachWith(t, store.Options{Mail: true}, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 0, 0)
		if _, err := s.AddJuror(t.Context(), r.Organizer, r.UID, mailed); err != nil {
			t.Fatal(err)
		}
		job := queued(t, s)[0]
		letter, err := s.Letter(t.Context(), job)
		if err != nil || letter.Token == "" {
			t.Fatalf("%+v, %v", letter, err)
		}
		if _, err := s.Invitation(t.Context(), letter.Token); err != nil {
			t.Errorf("the link: %v", err)
		}
		if err := s.FinishJob(t.Context(), job); err != nil {
			t.Fatal(err)
		}
		var texts []string
		err = s.Look(t.Context(), &texts, `select payload || key || error from job union all select body from event union all select note from event_note
			union all select uid from invitation union all select subject || text || answer from message`)
		if err != nil || len(texts) < 3 {
			t.Fatalf("%d texts, %v", len(texts), err)
		}
		for _, text := range texts {
			if strings.Contains(text, letter.Token) || strings.Contains(text, mailed.Email) {
				t.Errorf("the database says %q", text)
			}
		}
	})
}

func TestAJobThatIsQueuedAnewWhileItIsDone(t *testing.T) {
	storetest.EachWith(t, store.Options{Mail: true}, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 0, 0)
		juror, err := s.AddJuror(t.Context(), r.Organizer, r.UID, mailed)
		if err != nil {
			t.Fatal(err)
		}
		first := queued(t, s)[0]
		if err := s.MailJuror(t.Context(), r.Organizer, juror.UID); err != nil {
			t.Fatal(err)
		}
		if err := s.FinishJob(t.Context(), first); err != nil {
			t.Fatal(err)
		}
		again := queued(t, s)
		if len(again) != 1 || again[0].UID == first.UID || again[0].Attempts != 1 {
			t.Fatalf("got %+v", again)
		}
		if err := s.FinishJob(t.Context(), again[0]); err != nil || len(queued(t, s)) != 0 {
			t.Errorf("it does not end, %v", err)
		}
	})
}

func TestOldJobsAreForgotten(t *testing.T) {
	clock := newClock()
	options := clock.options()
	options.Mail = true
	storetest.EachWith(t, options, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 0, 0)
		count := func() (n int) {
			if err := s.Look(t.Context(), &n, "select count(*) from job"); err != nil {
				t.Fatal(err)
			}
			return n
		}
		for _, email := range []string{"porotce1@example.org", "porotce2@example.org"} {
			form := mailed
			form.Email = email
			if _, err := s.AddJuror(t.Context(), r.Organizer, r.UID, form); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.FinishJob(t.Context(), queued(t, s)[0]); err != nil {
			t.Fatal(err)
		}
		for after, want := range []int{2, 1} {
			clock.pass(time.Duration(after) * 30 * 24 * time.Hour)
			if _, err := s.ForgetExpired(t.Context()); err != nil || count() != want {
				t.Errorf("%d jobs are remembered, want %d; %v", count(), want, err)
			}
		}
	})
}
