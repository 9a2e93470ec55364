package server_test

import (
	"context"
	"crypto/sha256"
	"maps"
	"math/rand/v2"
	"net/netip"
	"net/url"
	"testing"
	"time"

	"blazon/judging"
	"blazon/letter"
	"blazon/locale"
	"blazon/server/servertest"
	"blazon/store"
	"blazon/store/storetest"
)

// addLetters adds what the addresses of letters stand for. The site itself sends no letters. Two worlds have the same ids.
func (w *world) addLetters() {
	w.t.Helper()
	mails := storetest.Open(w.t, w.address, store.Options{Mail: true, Connections: 1, Random: rand.NewChaCha8(sha256.Sum256([]byte("letters"))),
		Now: func() time.Time {
			now, err := w.store.Now(context.Background())
			must(w.t, err)
			return now
		}})
	o := w.objects["judging"]
	if o == nil {
		o = w.objects["region"] // of the world with the one round
	}
	words := addLetters(w.t, mails, w.organizer, o["edition"], o["juror"], w.bodies[0])
	must(w.t, mails.Close())
	for _, object := range w.objects {
		maps.Copy(object, words)
	}
}

// addLetters makes a draft to a juror, a link to a new password, a request that waits, and one whose address is to be proven.
func addLetters(t testing.TB, mails *store.Store, organizer judging.Actor, edition, juror, body string) map[string]string {
	t.Helper()
	ctx := context.Background()
	must(t, mails.SaveMessageSettings(ctx, organizer, edition, nil))
	must(t, mails.MailJuror(ctx, organizer, juror))
	outbox, err := mails.Outbox(ctx, organizer, store.Listing{Filters: map[string]string{"kind": string(letter.JurorInvitation)}})
	must(t, err)
	words := map[string]string{"message": outbox.Rows[0].Message.UID, "kind": string(letter.Receipt), "language": "cs"}
	words["request"], words["proof"] = addRequests(t, mails, body)
	_, err = mails.AddUser(ctx, store.Operator(), store.UserForm{Email: "forgetful@example.org", Name: "forgetful", Language: locale.Czech, Password: servertest.Password})
	must(t, err)
	must(t, mails.ForgotPassword(ctx, "forgetful@example.org", netip.Addr{}))
	words["reset"] = nextLetter(t, mails, letter.PasswordReset).Token
	return words
}

// addRequests asks twice to act for a body: one request waits for the organizer, the address of the other is to be proven.
func addRequests(t testing.TB, mails *store.Store, body string) (waiting, proof string) {
	t.Helper()
	ctx := context.Background()
	for _, email := range []string{"tajemnice@example.org", "starosta@example.org"} {
		if proof != "" {
			must(t, mails.ProveRequest(ctx, proof))
		}
		must(t, mails.AskToRepresent(ctx, body, store.RequestForm{Email: email, Name: asPerson(oneWord), Function: "tajemnice úřadu", Note: manyWords,
			Language: locale.Czech}, netip.Addr{}))
		proof = nextLetter(t, mails, letter.AddressCheck).Token
	}
	requests, err := mails.Requests(ctx, store.Operator())
	must(t, err)
	return requests[0].Request.UID, proof
}

// nextLetter writes the letters that wait, and gives the one of a kind.
func nextLetter(t testing.TB, mails *store.Store, kind letter.Kind) (found *store.Letter) {
	t.Helper()
	for {
		job, err := mails.ClaimJob(context.Background(), time.Hour, store.Letters()...)
		must(t, err)
		if job == nil {
			break
		}
		l, err := mails.Letter(context.Background(), job)
		must(t, err)
		if l != nil && l.Kind == kind {
			found = l
		}
		must(t, mails.FinishJob(context.Background(), job))
	}
	if found == nil {
		t.Fatalf("there is no letter of the kind %s", kind)
	}
	return found
}

func init() {
	forms["organizer.request"] = func(map[string]string) url.Values { return url.Values{"do": {"confirm"}} }
	forms["organizer.message_template"] = func(map[string]string) url.Values {
		return url.Values{"subject": {"Potvrzení"}, "text": {"Děkujeme."}}
	}
	forms["organizer.site_template"] = forms["organizer.message_template"]
	forms["organizer.message"] = forms["organizer.message_template"]
}
