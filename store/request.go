package store

import (
	"context"
	"fmt"
	"net/netip"
	"strings"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/letter"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// Request is somebody's wish to act for a body. Nobody hears of it before its address is proven.
type Request struct {
	bun.BaseModel `bun:"table:request"`

	ID           int64 `bun:",pk,autoincrement"`
	UID          string
	BodyID       int64
	Email        string
	Name         string
	Function     string
	Note         string
	Language     locale.Language
	TokenHash    []byte
	ExpiresAt    time.Time // an address that is not proven by then is forgotten
	State        RequestState
	Reason       string // why it was refused
	MembershipID int64  `bun:",nullzero"` // that it was confirmed with
	UserID       int64  `bun:",nullzero"` // who decided
	CreatedAt    time.Time
	ProvenAt     time.Time `bun:",nullzero"`
	DecidedAt    time.Time `bun:",nullzero"`
}

// RequestState is how far a request has come.
type RequestState string

// The states of a request.
const (
	RequestUnproven  RequestState = "unproven"
	RequestWaiting   RequestState = "waiting" // for the organizer
	RequestConfirmed RequestState = "confirmed"
	RequestRefused   RequestState = "refused"
	RequestReplaced  RequestState = "replaced" // by a later one of the same person for the same body
)

// requestLife is how long an address can be proven.
const requestLife = 7 * 24 * time.Hour

// RequestForm is what somebody fills in who asks to act for a body.
type RequestForm struct {
	Email    string
	Name     string
	Function string // "tajemnice úřadu"
	Note     string
	Language locale.Language
}

func (form *RequestForm) check() error {
	form.Email, form.Name, form.Function = foldEmail(form.Email), strings.TrimSpace(form.Name), strings.TrimSpace(form.Function)
	wrong := fields(append(wrongEmail(form.Email), wrongName(form.Name)...))
	wrong.word("function", form.Function, true, 200)
	wrong.word("note", form.Note, false, 2000)
	wrong.language("language", form.Language)
	return wrong.err()
}

// AskToRepresent keeps the wish to act for a body, and queues a letter to the address that is given. What it answers does not
// depend on whether anybody has an account with it.
func (s *Store) AskToRepresent(ctx context.Context, body string, form RequestForm, client netip.Addr) error {
	if err := form.check(); err != nil {
		return err
	}
	if err := s.mailable(); err != nil {
		return err
	}
	err := s.write(ctx, func(tx *transaction) error {
		b := &Body{}
		if err := tx.NewSelect().Model(b).Where("uid = ?", body).Where("ended_at is null").Scan(ctx); err != nil {
			return absentAs(err)
		}
		if err := tx.admitLetter(ctx, "request", form.Email, client); err != nil {
			return err
		}
		r := &Request{UID: s.NewUID(), BodyID: b.ID, Email: form.Email, Name: form.Name, Function: form.Function, Note: strings.TrimSpace(form.Note),
			Language: form.Language, ExpiresAt: tx.now.Add(requestLife), State: RequestUnproven, CreatedAt: tx.now}
		if _, err := tx.NewInsert().Model(r).Exec(ctx); err != nil {
			return err
		}
		if err := tx.tellRequest(ctx, r, letter.AddressCheck, b, recipient{Email: r.Email, Language: r.Language}); err != nil {
			return err
		}
		return tx.record(ctx, judging.Actor{}, "request.add", "request", r.ID, map[string]int64{"body": b.ID})
	})
	return wrapped("ask to represent", err)
}

// tellRequest writes a letter about a request. Until the address is proven, no chapter sees it.
func (tx *transaction) tellRequest(ctx context.Context, r *Request, kind letter.Kind, b *Body, to recipient) error {
	l := &newMessage{To: to, Event: r.UID, Words: letter.Values{letter.Body: b.Title(), letter.Reason: r.Reason},
		Message: Message{Kind: kind, RequestID: r.ID, MembershipID: r.MembershipID}}
	if kind != letter.AddressCheck {
		var err error
		if l.ChapterID, err = tx.chapterFor(ctx, judging.Actor{User: r.UserID}, b.ID); err != nil {
			return err
		}
	}
	return tx.writeMessages(ctx, judging.Actor{User: r.UserID}, []*newMessage{l})
}

// addProof puts a secret into the letter that asks whether an address is right; one from an earlier attempt no longer works.
func (tx *transaction) addProof(ctx context.Context, l *Letter, request int64) (err error) {
	if l.Token, err = tx.store.newSecret(); err != nil {
		return err
	}
	_, err = tx.NewUpdate().Model((*Request)(nil)).Set("token_hash = ?", hashToken(l.Token)).Where("id = ?", request).Exec(ctx)
	return err
}

// ProvableRequest gives the request whose address is proven by a token, with the body's title, without using the token up. One
// that is unknown, used or too old is NotFound.
func (s *Store) ProvableRequest(ctx context.Context, token string) (r *Request, body string, err error) {
	err = s.read(ctx, func(tx *transaction) error {
		var b *Body
		if r, b, err = tx.provable(ctx, token); err == nil {
			body = b.Title()
		}
		return err
	})
	return r, body, wrapped("request", err)
}

func (tx *transaction) provable(ctx context.Context, token string) (*Request, *Body, error) {
	var found []*Request
	err := tx.NewSelect().Model(&found).Where("token_hash = ?", hashToken(token)).Where("state = ?", RequestUnproven).
		Where("expires_at > ?", tx.now).Scan(ctx)
	if err == nil && len(found) == 0 {
		err = fault.New(fault.NotFound, "account.no_request")
	}
	if err != nil {
		return nil, nil, err
	}
	b := &Body{}
	return found[0], b, tx.NewSelect().Model(b).Where("id = ?", found[0].BodyID).Scan(ctx)
}

// ProveRequest says that the address is right: the request waits for the organizer, in place of earlier ones of the same person
// for the same body. Whoever acts for the body already is told so instead.
func (s *Store) ProveRequest(ctx context.Context, token string) error {
	err := s.write(ctx, func(tx *transaction) error {
		r, b, err := tx.provable(ctx, token)
		if err != nil {
			return err
		}
		if err := tx.lockName(ctx, fmt.Sprintf("request %d %s", r.BodyID, r.Email)); err != nil {
			return err
		}
		_, err = tx.NewUpdate().Model((*Request)(nil)).Set("state = ?", RequestReplaced).Where("body_id = ?", r.BodyID).
			Where("email = ?", r.Email).Where("state in (?)", bun.List([]RequestState{RequestUnproven, RequestWaiting})).Where("id <> ?", r.ID).Exec(ctx)
		if err != nil {
			return err
		}
		kind, to, err := tx.proven(ctx, r)
		if err != nil {
			return err
		}
		result, err := tx.NewUpdate().Model(r).Column("state", "proven_at", "decided_at", "membership_id").WherePK().Where("state = ?", RequestUnproven).Exec(ctx)
		if err != nil {
			return err
		}
		if n, err := result.RowsAffected(); err != nil || n == 0 {
			return noRequest(err)
		}
		if err := tx.tellRequest(ctx, r, kind, b, to); err != nil {
			return err
		}
		return tx.record(ctx, judging.Actor{}, "request.prove", "request", r.ID, nil)
	})
	return wrapped("prove request", err)
}

func noRequest(err error) error {
	if err != nil {
		return err
	}
	return fault.New(fault.NotFound, "account.no_request")
}

// proven says what becomes of the request, and which letter tells it to whom.
func (tx *transaction) proven(ctx context.Context, r *Request) (letter.Kind, recipient, error) {
	r.State, r.ProvenAt = RequestWaiting, tx.now
	to := recipient{Name: r.Name, Email: r.Email, Language: r.Language}
	var held []*Membership
	err := tx.NewSelect().Model(&held).Where("body_id = ?", r.BodyID).Where("ends_at is null").
		Where(`user_id = (select id from "user" where email = ? and ended_at is null)`, r.Email).Scan(ctx)
	if err != nil || len(held) == 0 {
		return letter.RequestReceived, to, err
	}
	r.State, r.DecidedAt, r.MembershipID = RequestConfirmed, tx.now, held[0].ID
	to.UserID = held[0].UserID
	return letter.RequestConfirmed, to, nil
}

// forgetRequests deletes the requests whose addresses were not proven in time.
func (tx *transaction) forgetRequests(ctx context.Context) error {
	over := tx.NewSelect().Model((*Request)(nil)).Column("id").Where("state = ?", RequestUnproven).Where("expires_at <= ?", tx.now)
	if _, err := tx.NewDelete().Model((*Message)(nil)).Where("request_id in (?)", over).Exec(ctx); err != nil {
		return err
	}
	_, err := tx.NewDelete().Model((*Request)(nil)).Where("state = ?", RequestUnproven).Where("expires_at <= ?", tx.now).Exec(ctx)
	return err
}
