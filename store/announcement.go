package store

import (
	"context"
	"strings"
	"time"

	"blazon/fault"
	"blazon/judging"

	"github.com/uptrace/bun"
)

// Announcement is a moment of announcing as one person enters it and another confirms it, where the edition wants two. Until then
// nothing changes.
type Announcement struct {
	bun.BaseModel `bun:"table:announcement"`

	ID        int64 `bun:",pk,autoincrement"`
	UID       string
	ContestID int64
	OpensAt   time.Time `bun:",nullzero"` // T0; zero: as soon as it is confirmed
	State     PairState
	EnteredBy int64 // user
	EnteredAt time.Time
	DecidedBy int64     `bun:",nullzero"` // user who confirmed or rejected it, or who entered and withdrew it
	DecidedAt time.Time `bun:",nullzero"`
	Answer    string    // why it was rejected
	AtReveal  bool      // T0 is when the ceremony reveals the last winner
}

// PairState tells what became of something that takes two people.
type PairState string

// The states of what takes two people.
const (
	PairWaiting   PairState = "waiting"
	PairConfirmed PairState = "confirmed"
	PairRejected  PairState = "rejected"
	PairWithdrawn PairState = "withdrawn"
)

// ProposeAnnouncement enters a moment of announcing for a second person; a zero time is as soon as it is confirmed. Faults: those of
// Announce; Closed where one person is enough; Conflict while another moment waits.
func (s *Store) ProposeAnnouncement(ctx context.Context, actor judging.Actor, contest string, at time.Time) error {
	err := s.writeContest(ctx, actor, judging.Announce, contest, func(tx *transaction, p *ContestPlace) error {
		if !p.Edition.AnnouncingPair {
			return fault.New(fault.Closed, "result.no_pair_needed")
		}
		if err := tx.mustBeCurrent(ctx, p); err != nil {
			return err
		}
		if err := tx.mustNotWait(ctx, p); err != nil {
			return err
		}
		a := &Announcement{UID: s.NewUID(), ContestID: p.Contest.ID, OpensAt: stored(at), State: PairWaiting, EnteredBy: actor.User, EnteredAt: tx.now}
		if _, err := tx.NewInsert().Model(a).Exec(ctx); err != nil {
			return err
		}
		return tx.record(ctx, actor, "announcement.enter", "announcement", a.ID, map[string]any{"contest": p.Contest.ID, "at": a.OpensAt})
	})
	return wrapped("propose announcement", err)
}

// ConfirmAnnouncement sets the moment that somebody else entered; one that has passed meanwhile is now, and one that is to come with the
// ceremony waits for that. Faults: NotFound; Forbidden for
// whoever entered it; those of Announce; Conflict when it was decided already.
func (s *Store) ConfirmAnnouncement(ctx context.Context, actor judging.Actor, announcement string) error {
	err := s.writeAnnouncement(ctx, actor, judging.ConfirmAnnouncement, announcement, func(tx *transaction, p *ContestPlace, a *Announcement) error {
		if err := tx.decideAnnouncement(ctx, actor, a, PairConfirmed, ""); err != nil {
			return err
		}
		if a.AtReveal {
			return tx.record(ctx, actor, "announcement.confirmed", "announcement", a.ID, nil)
		}
		return tx.announce(ctx, actor, p, a.OpensAt, a)
	})
	return wrapped("confirm announcement", err)
}

// RejectAnnouncement sends back a moment that somebody else entered, with a reason.
func (s *Store) RejectAnnouncement(ctx context.Context, actor judging.Actor, announcement, reason string) error {
	err := s.writeAnnouncement(ctx, actor, judging.RejectAnnouncement, announcement, func(tx *transaction, _ *ContestPlace, a *Announcement) error {
		if err := checkReason("reason", reason); err != nil {
			return err
		}
		if err := tx.decideAnnouncement(ctx, actor, a, PairRejected, strings.TrimSpace(reason)); err != nil {
			return err
		}
		return tx.recordWithNote(ctx, actor, "announcement.rejected", "announcement", a.ID, nil, a.Answer)
	})
	return wrapped("reject announcement", err)
}

// WithdrawAnnouncement takes back what one entered oneself, as long as nobody confirmed or rejected it.
func (s *Store) WithdrawAnnouncement(ctx context.Context, actor judging.Actor, announcement string) error {
	err := s.writeAnnouncement(ctx, actor, judging.WithdrawAnnouncement, announcement, func(tx *transaction, _ *ContestPlace, a *Announcement) error {
		if err := tx.decideAnnouncement(ctx, actor, a, PairWithdrawn, ""); err != nil {
			return err
		}
		return tx.record(ctx, actor, "announcement.withdrawn", "announcement", a.ID, nil)
	})
	return wrapped("withdraw announcement", err)
}

// mustNotWait is Conflict while a moment of announcing waits for a second person, who is to confirm what was there when it was entered.
func (tx *transaction) mustNotWait(ctx context.Context, p *ContestPlace) error {
	waits, err := tx.NewSelect().Model((*Announcement)(nil)).Where("contest_id = ?", p.Contest.ID).Where("state = ?", PairWaiting).Exists(ctx)
	if err == nil && waits {
		err = fault.New(fault.Conflict, "result.another_waits")
	}
	return err
}

// dropMoment lets no moment wait on that was entered for a result before it was taken back, nor one hold that was to come with its ceremony:
// it is withdrawn by whoever entered it, and rejected by anybody else.
func (tx *transaction) dropMoment(ctx context.Context, actor judging.Actor, p *ContestPlace, reason string) error {
	var waiting []*Announcement
	err := tx.NewSelect().Model(&waiting).Where("contest_id = ?", p.Contest.ID).
		Where("state = ? or at_reveal and state = ?", PairWaiting, PairConfirmed).Scan(ctx)
	for _, a := range waiting {
		state, act := PairRejected, "announcement.rejected"
		if a.EnteredBy == actor.User {
			state, act = PairWithdrawn, "announcement.withdrawn"
		}
		if err := tx.decideAnnouncement(ctx, actor, a, state, reason); err != nil {
			return err
		}
		if err := tx.recordWithNote(ctx, actor, act, "announcement", a.ID, nil, reason); err != nil {
			return err
		}
	}
	return err
}

// writeAnnouncement is for acts on a moment that waits.
func (s *Store) writeAnnouncement(ctx context.Context, actor judging.Actor, act judging.Act, announcement string,
	fn func(tx *transaction, p *ContestPlace, a *Announcement) error) error {
	var round string
	err := s.reader.NewRaw("select r.uid from round r join contest t on t.round_id = r.id join announcement a on a.contest_id = t.id where a.uid = ?",
		announcement).Scan(ctx, &round)
	if err != nil {
		return absentAs(err)
	}
	return s.writeRound(ctx, round, exclusive, func(tx *transaction) error {
		a := &Announcement{}
		if err := tx.NewSelect().Model(a).Where("uid = ?", announcement).Scan(ctx); err != nil {
			return absentAs(err)
		}
		p, err := tx.contestPlaceOf(ctx, "id = ?", a.ContestID)
		if err != nil {
			return err
		}
		facts := p.Facts()
		facts.Author = a.EnteredBy
		if err := judging.May(actor, act, facts); err != nil {
			return err
		}
		if a.State != PairWaiting {
			return fault.New(fault.Conflict, "result.decided_already")
		}
		return fn(tx, p, a)
	})
}

// decideAnnouncement says what became of a moment that waited.
func (tx *transaction) decideAnnouncement(ctx context.Context, actor judging.Actor, a *Announcement, state PairState, answer string) error {
	a.State, a.DecidedBy, a.DecidedAt, a.Answer = state, actor.User, tx.now, answer
	_, err := tx.NewUpdate().Model(a).Column("state", "decided_by", "decided_at", "answer").WherePK().Exec(ctx)
	return err
}
