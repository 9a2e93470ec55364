package store

import (
	"context"
	"fmt"
	"time"

	"blazon/judging"

	"github.com/uptrace/bun"
)

// Membership lets a user act as something somewhere.
type Membership struct {
	bun.BaseModel `bun:"table:membership"`

	ID            int64 `bun:",pk,autoincrement"`
	UID           string
	UserID        int64
	Role          judging.Role // judging.Organizer, Secretary or Representative
	CompetitionID int64        `bun:",nullzero"`
	ChapterID     int64        `bun:",nullzero"`
	RoundID       int64        `bun:",nullzero"`
	ContestID     int64        `bun:",nullzero"`
	BodyID        int64        `bun:",nullzero"`
	StartsAt      time.Time
	EndsAt        time.Time `bun:",nullzero"`
}

// Actor gives the user with everything that says what they are entitled to; an ended account is the public.
func (s *Store) Actor(ctx context.Context, user int64) (judging.Actor, error) {
	return s.actor(ctx, s.reader, user)
}

func (s *Store) actor(ctx context.Context, db bun.IDB, user int64) (judging.Actor, error) {
	var found []entitlement
	if err := db.NewRaw(entitlements, user, s.clockColumn(), false).Scan(ctx, &found); err != nil {
		return judging.Actor{}, fmt.Errorf("actor: %w", err)
	}
	return actorOf(found), nil
}

// entitlements reads the account of user ?0, its memberships and its seats at the moment ?1 in one statement; ?2 is false.
const entitlements = `
	select 'user' as kind, u.id as "user", u.administrator, '' as role, 0 as competition, '' as path, 0 as body, 0 as juror, 0 as round
	from "user" u where u.id = ?0 and (u.ended_at is null or u.ended_at > ?1)
	union all
	select 'membership', 0, ?2, m.role, coalesce(m.competition_id, 0), coalesce(c.path, ''), coalesce(m.body_id, 0), 0, 0
	from membership m left join chapter c on c.id = m.chapter_id
	where m.user_id = ?0 and m.starts_at <= ?1 and (m.ends_at is null or m.ends_at > ?1)
	union all
	select 'seat', 0, ?2, j.role, 0, '', 0, j.id, j.round_id
	from juror j where j.user_id = ?0 and (j.left_at is null or j.left_at > ?1)`

type entitlement struct {
	Kind          string
	User          int64
	Administrator bool
	Role          judging.Role
	Competition   int64
	Path          string
	Body          int64
	Juror         int64
	Round         int64
}

// actorOf puts the rows together; without an account there are no entitlements.
func actorOf(found []entitlement) judging.Actor {
	var actor judging.Actor
	for _, e := range found {
		switch e.Kind {
		case "user":
			actor.User, actor.Administrator = e.User, e.Administrator
		case "membership":
			actor.Memberships = append(actor.Memberships,
				judging.Membership{Role: e.Role, Competition: e.Competition, Chapter: e.Path, Body: e.Body})
		case "seat":
			actor.Seats = append(actor.Seats, judging.Seat{Juror: e.Juror, Round: e.Round, Role: e.Role})
		}
	}
	if actor.User == 0 {
		return judging.Actor{}
	}
	return actor
}
