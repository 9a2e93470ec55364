package store_test

import (
	"net/netip"
	"strings"
	"testing"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/letter"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"

	"github.com/pquerna/otp/totp"
)

var ourClient = netip.MustParseAddr("192.0.2.7")

// TestTheSecondFactor goes through its life with a clock of its own.
func TestTheSecondFactor(t *testing.T) {
	c := newClock()
	options := c.options()
	options.Mail = true
	storetest.EachWith(t, options, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		user := addUser(t, s, "porotce@example.org")
		actor := judging.Actor{User: user.ID}
		key := s.NewFactorSecret()
		code := func() string {
			t.Helper()
			code, err := totp.GenerateCode(key, c.options().Now())
			must(t, err)
			return code
		}
		proof := func(code string) store.Proof { return store.Proof{Password: secret, Code: code, Client: ourClient} }
		step := func() string {
			t.Helper()
			token, err := s.AskCode(ctx, user.ID)
			must(t, err)
			return token
		}
		tries := func(about, token, code string, want fault.Kind) {
			t.Helper()
			if _, err := s.SignInByCode(ctx, token, code, ourClient); want == none && err != nil || want != none && !fault.Is(err, want) {
				t.Errorf("%s: got %v", about, err)
			}
		}

		if token := step(); token != "" {
			t.Error("a code is asked for without a second factor")
		}
		if _, err := s.SetSecondFactor(ctx, actor, key, proof("000000")); !fault.Is(err, fault.Invalid) || fault.Of(err).Fields[0].Name != "code" {
			t.Errorf("a wrong code confirms: %v", err)
		}
		if _, err := s.SetSecondFactor(ctx, actor, key, store.Proof{Password: "wrong", Code: code(), Client: ourClient}); !fault.Is(err, fault.Invalid) || fault.Of(err).Fields[0].Name != "password" {
			t.Errorf("a wrong password confirms: %v", err)
		}
		codes, err := s.SetSecondFactor(ctx, actor, key, proof(code()))
		must(t, err)
		var kept string
		must(t, s.Look(ctx, &kept, "select count(*) || ' ' || count(distinct code_hash) from recovery_code"))
		if len(codes) != 10 || len(codes[0]) != 19 || kept != "10 10" {
			t.Errorf("%d codes such as %s, kept %s", len(codes), codes[0], kept)
		}

		tries("the code that confirmed", step(), code(), fault.Invalid)
		c.pass(30 * time.Second)
		token := step()
		tries("no code", token, "", fault.Invalid)
		tries("the next code", token, code()[:3]+" "+code()[3:], none)
		tries("the token once more", token, code(), fault.NotFound)
		tries("the code once more", step(), code(), fault.Invalid)
		late := code()
		c.pass(60 * time.Second)
		tries("a code of a minute ago", step(), late, fault.Invalid)
		late = code()
		c.pass(30 * time.Second)
		tries("a code of half a minute ago", step(), late, none)
		token = step()
		c.pass(store.SignInStepLife)
		tries("after ten minutes", token, code(), fault.NotFound)

		tries("a code for recovery", step(), strings.ToUpper(strings.ReplaceAll(codes[3], "-", " ")), none)
		tries("the same once more", step(), codes[3], fault.Invalid)
		_, left, err := s.HasSecondFactor(ctx, actor)
		if err != nil || left != 9 {
			t.Errorf("%d codes for recovery are left: %v", left, err)
		}
		c.pass(time.Minute)
		fresh, err := s.RenewRecoveryCodes(ctx, actor, proof(codes[4]))
		must(t, err)
		tries("one from before new ones were made", step(), codes[5], fault.Invalid)

		c.pass(time.Hour)
		for range 5 {
			tries("guessing", step(), "000000", fault.Invalid)
		}
		tries("guessing goes on", step(), code(), fault.TooMany)
		c.pass(15 * time.Minute)
		tries("after a while", step(), code(), none)

		reset, begun := resetOf(t, s, user.Email), step()
		must(t, s.ResetPassword(ctx, reset, secret+"!"))
		tries("a step that the old password began", begun, code(), fault.NotFound)
		if step() == "" {
			t.Error("a new password by mail switches the second factor off")
		}
		must(t, s.ChangePassword(ctx, actor, secret+"!", secret))
		letters(t, s)
		must(t, s.EndSecondFactor(ctx, actor, proof(fresh[0])))
		if got := letters(t, s)[letter.FactorEnded]; got == nil || !strings.Contains(got.Text, "účtu") {
			t.Errorf("the letter about it: %+v", got)
		}
		if step() != "" {
			t.Error("a code is asked for after the second factor has ended")
		}
	})
}

func TestAnAdministratorRemovesASecondFactor(t *testing.T) {
	c := newClock()
	options := c.options()
	options.Mail = true
	storetest.EachWith(t, options, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		user := addUser(t, s, "porotce@example.org")
		setFactor(t, s, c, user.ID)
		if err := s.RemoveSecondFactor(ctx, judging.Actor{User: user.ID}, user.Email, "Chci to."); !fault.Is(err, fault.NotFound) {
			t.Errorf("somebody removes one without being an administrator: %v", err)
		}
		for about, form := range map[string][2]string{"no reason": {user.Email, " "}, "nobody": {"nikdo@example.org", "Ztráta."}} {
			if err := s.RemoveSecondFactor(ctx, store.Operator(), form[0], form[1]); err == nil {
				t.Errorf("%s: removed", about)
			}
		}
		if err := s.RemoveSecondFactor(ctx, judging.Actor{User: user.ID, Administrator: true}, user.Email, "Chci to."); !fault.Is(err, fault.Invalid) {
			t.Errorf("an administrator removes his own: %v", err)
		}
		must(t, s.RemoveSecondFactor(ctx, store.Operator(), user.Email, "Ztráta telefonu, ověřeno na úřadě."))
		if token, err := s.AskCode(ctx, user.ID); err != nil || token != "" {
			t.Errorf("a code is asked for afterwards: %v", err)
		}
		var note string
		must(t, s.Look(ctx, &note, "select n.note from event_note n join event e on e.id = n.event_id where e.act = 'user.factor_remove'"))
		if got := letters(t, s)[letter.FactorEnded]; got == nil || note == "" || !strings.Contains(got.Text, note) {
			t.Errorf("on record: %q; the letter: %+v", note, got)
		}
	})
}

func TestAdministratorsNeedASecondFactorOnceACompetitionAsks(t *testing.T) {
	c := newClock()
	storetest.EachWith(t, c.options(), func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		competition, root := storetest.Competition(t, s)
		organizer := addUser(t, s, "organizator@example.org")
		_, err := s.GrantMembership(ctx, store.Operator(), store.MembershipForm{Role: judging.Organizer, Chapter: root.UID,
			Person: store.Person{Email: organizer.Email, Name: organizer.Name, Language: organizer.Language}})
		must(t, err)
		admin, err := s.AddUser(ctx, store.Operator(), store.UserForm{Email: "spravce@example.org", Name: "Správce", Language: locale.Czech, Administrator: true, Password: secret})
		must(t, err)
		setFactor(t, s, c, organizer.ID)
		if !storetest.Actor(t, s, admin.ID).Administrator {
			t.Error("nobody asks, and he is none")
		}
		must(t, s.SetFactorPolicy(ctx, storetest.Actor(t, s, organizer.ID), competition.UID, c.options().Now()))
		if a := storetest.Actor(t, s, admin.ID); a.Administrator || !a.Owes() {
			t.Error("an administrator is one by his password alone")
		}
		setFactor(t, s, c, admin.ID)
		if a := storetest.Actor(t, s, admin.ID); !a.Administrator || a.Owes() {
			t.Error("an administrator with one is none")
		}
	})
}

// none is no fault.
const none = fault.Kind(-1)

// setFactor gives somebody a second factor.
func setFactor(t *testing.T, s *store.Store, c *clock, user int64) {
	t.Helper()
	key := s.NewFactorSecret()
	code, err := totp.GenerateCode(key, c.options().Now())
	must(t, err)
	_, err = s.SetSecondFactor(t.Context(), judging.Actor{User: user}, key, store.Proof{Password: secret, Code: code, Client: ourClient})
	must(t, err)
}

// resetOf gives the token of the link by which somebody chooses a new password.
func resetOf(t *testing.T, s *store.Store, email string) string {
	t.Helper()
	must(t, s.ForgotPassword(t.Context(), email, ourClient))
	return letters(t, s)[letter.PasswordReset].Token
}
