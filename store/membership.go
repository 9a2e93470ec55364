package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"

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

// entitlements reads the account of user ?0, its memberships and its seats at the moment ?1, with those that were ended, in one
// statement; ?2 is false.
const entitlements = `
	select 'user' as kind, u.id as "user", u.administrator, '' as role, 0 as competition, '' as path, 0 as body, 0 as juror, 0 as round,
		0 as contest, ?2 as unready, u.administrator and exists (select 1 from competition p where p.second_factor_from <= ?1) as asks, exists (select 1 from second_factor f where f.user_id = u.id) as second_factor
	from "user" u where u.id = ?0 and (u.ended_at is null or u.ended_at > ?1)
	union all
	select 'membership', 0, ?2, m.role, coalesce(m.competition_id, 0), coalesce(c.path, ''), coalesce(m.body_id, 0), 0, 0, 0, ?2,
		coalesce(p.second_factor_from <= ?1, ?2), ?2
	from membership m left join chapter c on c.id = m.chapter_id left join competition p on p.id = c.competition_id
	where m.user_id = ?0 and m.starts_at <= ?1 and (m.ends_at is null or m.ends_at > ?1)
	union all
	select case when j.left_at is null or j.left_at > ?1 then 'seat' else 'left' end, 0, ?2, j.role, 0, '', 0, j.id, j.round_id, coalesce(t.id, 0),
		case when j.left_at is null or j.left_at > ?1 then ` + unready + ` else ?2 end,
		case when j.role = 'chair' or t.id is not null then coalesce((select p.second_factor_from <= ?1 from edition e
			join competition p on p.id = e.competition_id where e.id = r.edition_id), ?2) else ?2 end, ?2
	from juror j join round r on r.id = j.round_id left join contest t on t.chair_id = j.id where j.user_id = ?0`

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
	Contest       int64 // that has the seat for its own chair
	Unready       bool
	Asks          bool // the competition asks for a second factor; an administrator, any
	SecondFactor  bool
}

// actorOf puts the rows together; without an account there are no entitlements.
func actorOf(found []entitlement) judging.Actor {
	var actor judging.Actor
	for _, e := range found {
		switch e.Kind {
		case "user":
			actor.User, actor.Administrator, actor.Asked, actor.SecondFactor = e.User, e.Administrator, e.Asks, e.SecondFactor
		case "membership":
			actor.Memberships = append(actor.Memberships,
				judging.Membership{Role: e.Role, Competition: e.Competition, Chapter: e.Path, Body: e.Body, Asks: e.Asks})
		case "left":
			actor.Left = append(actor.Left, e.Juror)
		case "seat":
			at := slices.IndexFunc(actor.Seats, func(s judging.Seat) bool { return s.Juror == e.Juror })
			if at < 0 {
				at = len(actor.Seats)
				actor.Seats = append(actor.Seats, judging.Seat{Juror: e.Juror, Round: e.Round, Role: e.Role, Unready: e.Unready, Asks: e.Asks})
			}
			if e.Contest != 0 {
				actor.Seats[at].Chairs = append(actor.Seats[at].Chairs, e.Contest)
			}
		}
	}
	if actor.User == 0 {
		return judging.Actor{}
	}
	return actor.Secured()
}

// MembershipForm is what is filled in to entitle somebody.
type MembershipForm struct {
	Person
	Role    judging.Role // judging.Organizer or Secretary of a chapter, or Representative of a body
	Chapter string       // uid
	Body    string       // uid
	Mail    bool         // a letter tells him, where letters are sent
}

// Person is somebody by e-mail address. Who has no account gets one, without a password until an invitation is accepted.
type Person struct {
	Email    string
	Name     string
	Language locale.Language
}

// GrantMembership entitles somebody. It takes an administrator, or an organizer: of the chapter itself or from above, and of
// anything at all for a representative. Whoever has the entitlement already keeps it.
func (s *Store) GrantMembership(ctx context.Context, actor judging.Actor, form MembershipForm) (*Membership, error) {
	m := &Membership{UID: s.NewUID(), Role: form.Role}
	err := s.write(ctx, func(tx *transaction) error {
		if err := tx.placeMembership(ctx, actor, form, m); err != nil {
			return err
		}
		var err error
		if m, err = tx.grant(ctx, actor, m, form.Person); err != nil {
			return err
		}
		if form.Mail && s.mail {
			if err := tx.mailMember(ctx, actor, m); err != nil {
				return err
			}
		}
		return tx.record(ctx, actor, "membership.grant", "membership", m.ID,
			map[string]any{"user": m.UserID, "role": m.Role, "chapter": m.ChapterID, "body": m.BodyID})
	})
	if err != nil {
		return nil, fmt.Errorf("grant membership: %w", err)
	}
	return m, nil
}

// grant gives a membership that is placed to somebody; whoever has it already keeps the one he has.
func (tx *transaction) grant(ctx context.Context, actor judging.Actor, m *Membership, person Person) (*Membership, error) {
	user, err := tx.userOf(ctx, actor, person)
	if err != nil {
		return nil, err
	}
	m.UserID, m.StartsAt = user.ID, tx.now
	if err := tx.lockName(ctx, "membership "+user.UID); err != nil {
		return nil, err
	}
	var held []*Membership
	err = tx.NewSelect().Model(&held).Where("user_id = ?", user.ID).Where("role = ?", m.Role).
		Where("coalesce(chapter_id, 0) = ?", m.ChapterID).Where("coalesce(body_id, 0) = ?", m.BodyID).
		Where("ends_at is null").Scan(ctx)
	if err != nil || len(held) > 0 {
		return first(held), err
	}
	if err := tx.entitle(ctx, actor, user, m); err != nil || m.BodyID == 0 {
		return m, err
	}
	return m, tx.reviewSeats(ctx, actor, user.ID)
}

// first gives the first of a list; nil: it is empty.
func first[T any](list []*T) *T {
	if len(list) == 0 {
		return nil
	}
	return list[0]
}

// placeMembership finds what the membership is about, and asks whether the actor may grant it.
func (tx *transaction) placeMembership(ctx context.Context, actor judging.Actor, form MembershipForm, m *Membership) error {
	switch form.Role {
	case judging.Organizer, judging.Secretary:
		var chapter Chapter
		if err := tx.NewSelect().Model(&chapter).Where("uid = ?", form.Chapter).Scan(ctx); err != nil {
			return absentAs(err)
		}
		m.ChapterID, m.CompetitionID = chapter.ID, chapter.CompetitionID
		return mayGrant(actor, &chapter)
	case judging.Representative:
		err := tx.NewRaw("select id from body where uid = ?", form.Body).Scan(ctx, &m.BodyID)
		if err != nil {
			return absentAs(err)
		}
		return tx.mayManageBody(ctx, actor, "id = ?", m.BodyID)
	}
	return fault.InForm(fault.Field{Name: "role", Key: "fault.unknown_choice"})
}

// userOf finds a person's account, or makes one. An account that has ended is Invalid.
func (tx *transaction) userOf(ctx context.Context, actor judging.Actor, person Person) (*User, error) {
	checked, err := UserForm{Email: person.Email, Name: person.Name, Language: person.Language}.user()
	if err != nil {
		return nil, err
	}
	if err := tx.lockName(ctx, "user "+checked.Email); err != nil {
		return nil, err
	}
	var found []*User
	if err := tx.NewSelect().Model(&found).Where("email = ?", checked.Email).Scan(ctx); err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return checked, tx.addUser(ctx, actor, checked)
	}
	if ended := found[0].EndedAt; !ended.IsZero() && !ended.After(tx.now) {
		return nil, fault.InForm(fault.Field{Name: "email", Key: "fault.account_ended"})
	}
	return found[0], nil
}

// EndMembership takes an entitlement away; whoever might grant it may end it. A conflict of interest that stood on it alone ends, too.
func (s *Store) EndMembership(ctx context.Context, actor judging.Actor, membership string) error {
	const rounds = `id in (select j.round_id from juror j join membership m on m.user_id = j.user_id
		where j.left_at is null and m.body_id is not null and m.uid = ?)`
	err := s.writeRounds(ctx, rounds, []any{membership}, func(tx *transaction) error {
		m, err := tx.granted(ctx, actor, membership)
		if err != nil {
			return err
		}
		if _, err := tx.NewUpdate().Model(m).Set("ends_at = ?", tx.now).WherePK().Exec(ctx); err != nil {
			return err
		}
		if m.BodyID != 0 {
			if err := tx.reviewSeats(ctx, actor, m.UserID); err != nil {
				return err
			}
		}
		return tx.record(ctx, actor, "membership.end", "membership", m.ID, map[string]int64{"user": m.UserID})
	})
	if err != nil {
		return fmt.Errorf("end membership: %w", err)
	}
	return nil
}

// granted reads a membership in force that the actor might have granted.
func (tx *transaction) granted(ctx context.Context, actor judging.Actor, membership string) (*Membership, error) {
	var m Membership
	if err := tx.NewSelect().Model(&m).Where("uid = ?", membership).Where("ends_at is null").Scan(ctx); err != nil {
		return nil, absentAs(err)
	}
	if m.ChapterID == 0 {
		return &m, tx.mayManageBody(ctx, actor, "id = ?", m.BodyID)
	}
	var chapter Chapter
	if err := tx.NewSelect().Model(&chapter).Where("id = ?", m.ChapterID).Scan(ctx); err != nil {
		return nil, err
	}
	return &m, mayGrant(actor, &chapter)
}
