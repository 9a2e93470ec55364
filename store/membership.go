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

// actor reads the account, its memberships and its seats in one statement.
func (s *Store) actor(ctx context.Context, db bun.IDB, user int64) (judging.Actor, error) {
	now, err := s.clock(ctx, db)
	if err != nil {
		return judging.Actor{}, err
	}
	var rows []struct {
		Administrator bool
		Kind          string
		Role          judging.Role
		Competition   int64
		Path          string
		Body          int64
		Juror         int64
		Round         int64
	}
	err = db.NewRaw(`
		select u.administrator, 'user' as kind, '' as role, 0 as competition, '' as path, 0 as body, 0 as juror, 0 as round
		from "user" u where u.id = ?0 and (u.ended_at is null or u.ended_at > ?1)
		union all
		select ?2, 'membership', m.role, coalesce(m.competition_id, 0), coalesce(c.path, ''), coalesce(m.body_id, 0), 0, 0
		from membership m left join chapter c on c.id = m.chapter_id
		where m.user_id = ?0 and m.starts_at <= ?1 and (m.ends_at is null or m.ends_at > ?1)
		union all
		select ?2, 'seat', j.role, 0, '', 0, j.id, j.round_id
		from juror j where j.user_id = ?0 and (j.left_at is null or j.left_at > ?1)`, user, now, false).Scan(ctx, &rows)
	if err != nil {
		return judging.Actor{}, fmt.Errorf("actor: %w", err)
	}
	if len(rows) == 0 || rows[0].Kind != "user" {
		return judging.Actor{}, nil
	}
	actor := judging.Actor{User: user, Administrator: rows[0].Administrator}
	for _, r := range rows[1:] {
		switch r.Kind {
		case "membership":
			actor.Memberships = append(actor.Memberships,
				judging.Membership{Role: r.Role, Competition: r.Competition, Chapter: r.Path, Body: r.Body})
		case "seat":
			actor.Seats = append(actor.Seats, judging.Seat{Juror: r.Juror, Round: r.Round, Role: r.Role})
		}
	}
	return actor, nil
}
