package store_test

import (
	"context"
	"net/netip"
	"strings"
	"testing"
	"time"

	"blazon/fault"
	"blazon/store"
	"blazon/store/storetest"
)

func TestCodesAreForgivenHowTheyAreTyped(t *testing.T) {
	const code = "7QF3-K9TM-XD2P-0A1B-VHJK-MNPQ-RSTW"
	for typed, want := range map[string]string{
		code:                                   code,
		" 7qf3 k9tm xd2p oaib uhjk mnpq rstw ": code,
		"7QF3K9TMXD2POALBVHJKMNPQRSTW":         code,
		"https://erb.example.org/v/7QF3K9TMXD2P" + "/": "7QF3-K9TM-XD2P",
		"7QF3\u20147QF3\u00a07qf3":                     "7QF3-7QF3-7QF3",
		"7QF3'; drop table certificate":                "",
		"Příliš":                                       "",
		"":                                             "",
		strings.Repeat("/", 9):                         "",
	} {
		if got := store.TypedCode(typed); got != want {
			t.Errorf("%q is read as %q, want %q", typed, got, want)
		}
	}
}

func TestWhoeverHasTheCodeVerifiesACertificateOnceItIsPublic(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		r := announced(t, s)
		_, all := places(t, s, r)
		first, second := all.Issued[0], all.Issued[1]
		if bits := 5 * len(strings.ReplaceAll(first.Code, "-", "")); bits < 128 || first.Code == second.Code {
			t.Errorf("the codes are %s and %s, of %d bits", first.Code, second.Code, bits)
		}
		client := netip.MustParseAddr("192.0.2.7")
		look := func(code string) *store.VerifiedCertificate {
			t.Helper()
			v, err := s.VerifyCertificate(ctx, code, client)
			must(t, err)
			return v
		}
		if v := look(first.Code); v.Entrants[0] != first.Entrants[0] || v.FileHash != first.FileHash || !v.RevokedAt.IsZero() || v.Slug != "zlaty-erb" {
			t.Errorf("verified: %+v", v)
		}
		_, file, err := s.CertificateFile(ctx, r.Organizer, first.UID)
		must(t, err)
		if string(file) != first.Content {
			t.Errorf("the kept file is %q", file)
		}

		must(t, s.Plant(ctx, "update body set name = 'Přejmenovaná' where code = ?", first.Candidate.Bodies[0].Code))
		issue(t, s, r, 1)
		_, all = places(t, s, r)
		if v := look(first.Code); v.RevokedAt.IsZero() || v.Withdrawn || v.Successor != all.Issued[0].Code {
			t.Errorf("superseded: %+v, its successor is %q", v.Certificate, v.Successor)
		}
		wants(t, s.RevokeCertificate(ctx, r.Organizer, second.UID, " "), fault.Invalid, "revoking without a reason")
		wants(t, s.RevokeCertificate(ctx, r.Jurors[0].Actor, second.UID, "Chyba."), fault.NotFound, "a juror revokes")
		must(t, s.RevokeCertificate(ctx, r.Organizer, second.UID, "Vytištěno s chybou."))
		wants(t, s.RevokeCertificate(ctx, r.Organizer, second.UID, "Znovu."), fault.NotFound, "revoking once more")
		if v := look(second.Code); !v.Withdrawn || v.Reason != "Vytištěno s chybou." || v.Successor != "" {
			t.Errorf("revoked: %+v", v.Certificate)
		}
		issue(t, s, r, 1)
		if look(second.Code).Successor == "" {
			t.Error("the one that was issued instead of a revoked one is not named")
		}
		must(t, s.Check(ctx, func(f store.Finding) { t.Error(f) }))
		must(t, s.Plant(ctx, "update certificate_file set content = ?", []byte("x")))
		found := 0
		must(t, s.Check(ctx, func(store.Finding) { found++ }))
		if found == 0 {
			t.Error("nobody notices a changed file")
		}

		must(t, s.Plant(ctx, "update contest set announced_at = ? where uid = ?", time.Now().Add(time.Hour), r.Contest))
		for _, code := range []string{first.Code, second.Code, all.Issued[0].Code, "7QF3-K9TM", ""} {
			if _, err := s.VerifyCertificate(ctx, code, client); !fault.Is(err, fault.NotFound) || fault.Of(err).Key != "verify.unknown" {
				t.Errorf("before T0, %q: %v", code, err)
			}
		}
	})
}

// A guess is counted in the database, so that several copies of the program count together.
func TestGuessingIsLimitedOverAllCopies(t *testing.T) {
	for name, address := range map[string]func(testing.TB) string{"sqlite": storetest.SQLiteAddress, "postgres": storetest.PostgresAddress} {
		at := address(t)
		one, other := storetest.Open(t, at, store.Options{}), storetest.Open(t, at, store.Options{})
		r := announced(t, one)
		_, all := places(t, one, r)
		code := all.Issued[0].Code
		ask := func(s *store.Store, code, client string) fault.Kind {
			_, err := s.VerifyCertificate(context.Background(), code, netip.MustParseAddr(client))
			if err == nil {
				return -1
			}
			return fault.Of(err).Kind
		}
		const client, neighbor = "2001:db8::1", "2001:db8::2"
		for i := range 60 {
			if got := ask([]*store.Store{one, other}[i%2], "0000", client); got != fault.NotFound {
				t.Fatalf("%s: guess %d: %v", name, i+1, got)
			}
		}
		for _, s := range []*store.Store{one, other} {
			if ask(s, "0000", client) != fault.TooMany || ask(s, code, neighbor) != fault.TooMany {
				t.Error(name, "somebody who has guessed too often may go on, and even be right")
			}
			if got := ask(s, code, "2001:db8:1::1"); got != -1 {
				t.Errorf("%s: somebody else is refused: %v", name, got)
			}
		}
	}
}
