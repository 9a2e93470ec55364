package store

import (
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"time"

	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// Calendar is somebody's own address of a calendar file, which is good without signing in.
type Calendar struct {
	bun.BaseModel `bun:"table:calendar"`

	ID        int64 `bun:",pk,autoincrement"`
	UID       string
	UserID    int64
	TokenHash []byte
	CreatedAt time.Time
	EndedAt   time.Time `bun:",nullzero"`
}

// CalendarOf gives the actor's calendar that is in force, or nil.
func (s *Store) CalendarOf(ctx context.Context, actor judging.Actor) (*Calendar, error) {
	if err := judging.May(actor, judging.ViewProfile, judging.Facts{}); err != nil {
		return nil, err
	}
	var found []*Calendar
	err := s.read(ctx, func(tx *transaction) error {
		return tx.NewSelect().Model(&found).Where("user_id = ?", actor.User).Where("ended_at is null").Limit(1).Scan(ctx)
	})
	if err != nil || len(found) == 0 {
		return nil, wrapped("calendar", err)
	}
	return found[0], nil
}

// MakeCalendar gives the token of a new address of the actor's calendar; the one before is good no more. The token is a
// secret, and is kept as a hash only.
func (s *Store) MakeCalendar(ctx context.Context, actor judging.Actor) (token string, err error) {
	var secret [24]byte
	if _, err := io.ReadFull(s.random, secret[:]); err != nil {
		return "", err
	}
	token = base64.RawURLEncoding.EncodeToString(secret[:])
	err = s.changeCalendar(ctx, actor, "calendar.make", func(tx *transaction) (int64, error) {
		c := &Calendar{UID: s.NewUID(), UserID: actor.User, TokenHash: hashToken(token), CreatedAt: tx.now}
		_, err := tx.NewInsert().Model(c).Exec(ctx)
		return c.ID, err
	})
	return token, wrapped("make calendar", err)
}

// EndCalendar lets the address of the actor's calendar be good no more.
func (s *Store) EndCalendar(ctx context.Context, actor judging.Actor) error {
	err := s.changeCalendar(ctx, actor, "calendar.end", func(*transaction) (int64, error) { return 0, nil })
	return wrapped("end calendar", err)
}

// changeCalendar ends the address that is in force, and does what comes after it.
func (s *Store) changeCalendar(ctx context.Context, actor judging.Actor, act string, then func(tx *transaction) (int64, error)) error {
	if err := judging.May(actor, judging.ViewProfile, judging.Facts{}); err != nil {
		return err
	}
	return s.write(ctx, func(tx *transaction) error {
		if err := tx.lockName(ctx, fmt.Sprintf("calendar %d", actor.User)); err != nil {
			return err
		}
		_, err := tx.NewUpdate().Model((*Calendar)(nil)).Set("ended_at = ?", tx.now).Where("user_id = ?", actor.User).Where("ended_at is null").Exec(ctx)
		if err != nil {
			return err
		}
		id, err := then(tx)
		if err != nil {
			return err
		}
		return tx.record(ctx, actor, act, "calendar", id, map[string]int64{"user": actor.User})
	})
}

// PersonalCalendar is the dates of somebody's rounds, in his language.
type PersonalCalendar struct {
	User  User
	Dates []*Date
}

// PersonalCalendar reads the dates of whoever holds the token: of the rounds that he organizes or judges, and of those that
// entries of his bodies are in. A token that is unknown or ended, or whose account is, is NotFound.
func (s *Store) PersonalCalendar(ctx context.Context, token string) (*PersonalCalendar, error) {
	v := &PersonalCalendar{}
	err := s.read(ctx, func(tx *transaction) error {
		err := tx.NewSelect().Model(&v.User).Where("id = (select c.user_id from calendar c where c.token_hash = ? and c.ended_at is null)", hashToken(token)).
			Where("ended_at is null or ended_at > ?", tx.now).Scan(ctx)
		if err != nil {
			return absentAs(err)
		}
		actor, err := s.actor(ctx, tx, v.User.ID)
		if err != nil {
			return err
		}
		v.Dates, err = tx.ownDates(ctx, actor)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("personal calendar: %w", err)
	}
	return v, nil
}

// calendarLife is for how long a round stays in personal calendars after its last date.
const calendarLife = 400 * 24 * time.Hour

func (tx *transaction) ownDates(ctx context.Context, actor judging.Actor) ([]*Date, error) {
	since := tx.now.Add(-calendarLife)
	query := tx.NewSelect().TableExpr("round r").ColumnExpr("r.id").Join("join chapter c on c.id = r.chapter_id").
		Where("coalesce(r.judging_until, r.judging_from, r.entries_until, r.entries_from, ?) > ?", tx.now, since)
	var organized, judged, entered []int64
	if err := within(query, judging.ScopeOf(actor, judging.ManageRound), scoped{chapter: "c.path"}).Scan(ctx, &organized); err != nil {
		return nil, err
	}
	for _, seat := range actor.Seats {
		judged = append(judged, seat.Round)
	}
	entries := tx.NewSelect().TableExpr("entry e").ColumnExpr("distinct t.round_id").Join("join contest t on t.id = e.contest_id").
		Join("join entry_entrant k on k.entry_id = e.id").Join("join entrant b on b.id = k.entrant_id").Where("not k.asked and e.state not in ('withdrawn', 'rejected')")
	if err := within(entries, judging.ScopeOf(actor, judging.ViewEntry), scoped{body: "b.body_id in (?)"}).Scan(ctx, &entered); err != nil {
		return nil, err
	}
	all := append(append(append([]int64{0}, organized...), judged...), entered...)
	return tx.datesOf(ctx, func(p *Place) view {
		return view{entries: contains(organized, p) || contains(entered, p), judging: contains(organized, p) || contains(judged, p), planned: contains(organized, p)}
	}, "id in (?) and coalesce(judging_until, judging_from, entries_until, entries_from, ?) > ?", bun.List(all), tx.now, since)
}

func contains(ids []int64, p *Place) bool {
	for _, id := range ids {
		if id == p.Round.ID {
			return true
		}
	}
	return false
}

// PublicCalendar is the dates of an edition that everybody may know.
type PublicCalendar struct {
	Competition Competition
	Edition     Edition
	Dates       []*Date
}

// PublicCalendar reads an edition's dates by its public address: when entries are taken, the ceremonies, and the
// announcements that have been. What is only planned to be announced is not among them.
func (s *Store) PublicCalendar(ctx context.Context, competition, edition string) (*PublicCalendar, error) {
	v := &PublicCalendar{}
	err := s.read(ctx, func(tx *transaction) error {
		if err := absentAs(tx.NewSelect().Model(&v.Competition).Where("slug = ?", competition).Scan(ctx)); err != nil {
			return err
		}
		err := tx.NewSelect().Model(&v.Edition).Where("competition_id = ?", v.Competition.ID).Where("slug = ?", edition).Scan(ctx)
		if err != nil {
			return absentAs(err)
		}
		v.Dates, err = tx.publicDates(ctx, &v.Edition)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("calendar: %w", err)
	}
	return v, nil
}

// publicDates reads the dates of an edition that everybody may know.
func (tx *transaction) publicDates(ctx context.Context, e *Edition) ([]*Date, error) {
	return tx.datesOf(ctx, func(*Place) view { return view{entries: true} }, "edition_id = ?", e.ID)
}

// Name is what the calendar is called in a language.
func (v *PublicCalendar) Name(lang locale.Language) string {
	return fmt.Sprintf("%s %d", v.Competition.Name.In(lang), v.Edition.Year)
}
