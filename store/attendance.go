package store

import (
	"context"
	"fmt"
	"time"

	"blazon/fault"
	"blazon/judging"

	"github.com/uptrace/bun"
)

// Attendance is a stay of somebody at a meeting; whoever comes back has another one.
type Attendance struct {
	bun.BaseModel `bun:"table:attendance"`

	ID        int64 `bun:",pk,autoincrement"`
	UID       string
	MeetingID int64
	JurorID   int64
	Online    bool
	ArrivedAt time.Time
	LeftAt    time.Time `bun:",nullzero"`
}

// Stay is what is put on record of somebody at a meeting.
type Stay string

// The kinds of stays.
const (
	InPerson Stay = "in_person"
	Online   Stay = "online"
	Away     Stay = "away"
)

// Stays are all of them.
var Stays = []Stay{InPerson, Online, Away}

// MarkAttendance says of jurors, by uid, whether and how they are there now. Who is there as before stays so.
func (s *Store) MarkAttendance(ctx context.Context, actor judging.Actor, meeting string, stays map[string]Stay) error {
	err := s.writeOpenMeeting(ctx, actor, meeting, func(tx *transaction, p *MeetingPlace) error {
		seats, err := tx.meetingSeats(ctx, p)
		if err != nil {
			return err
		}
		known := 0
		for i := range seats {
			stay, named := stays[seats[i].Juror.UID]
			if !named {
				continue
			}
			known++
			if err := tx.stay(ctx, actor, p, &seats[i], stay); err != nil {
				return err
			}
		}
		if known < len(stays) {
			return fault.InForm(fault.Field{Name: "stays", Key: "fault.unknown_choice"})
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("mark attendance: %w", err)
	}
	return nil
}

// CheckIn is what a juror says of himself at his own screen, in the open meeting of a round.
func (s *Store) CheckIn(ctx context.Context, actor judging.Actor, round string, stay Stay) error {
	err := s.writeAttendee(ctx, actor, round, func(tx *transaction, p *MeetingPlace, seat *MeetingSeat) error {
		return tx.stay(ctx, actor, p, seat, stay)
	})
	if err != nil {
		return fmt.Errorf("check in: %w", err)
	}
	return nil
}

// writeAttendee runs fn under the round's lock for the actor's own seat in its open meeting.
func (s *Store) writeAttendee(ctx context.Context, actor judging.Actor, round string, fn func(tx *transaction, p *MeetingPlace, seat *MeetingSeat) error) error {
	return s.writeRound(ctx, round, exclusive, func(tx *transaction) error {
		p, err := tx.openMeeting(ctx, actor, judging.ViewMeeting, round)
		if err != nil {
			return err
		}
		seats, err := tx.meetingSeats(ctx, p)
		if err != nil {
			return err
		}
		seat := ownSeat(actor, seats)
		if seat == nil {
			return fault.New(fault.NotFound, "fault.not_found")
		}
		facts := p.Facts()
		facts.Juror = seat.Juror.ID
		if err := judging.May(actor, judging.TakePart, facts); err != nil {
			return err
		}
		if err := fn(tx, p, seat); err != nil {
			return err
		}
		return tx.reviseMeeting(ctx, p)
	})
}

// openMeeting reads the open meeting of a round; where none is open, what is said depends on who asks.
func (tx *transaction) openMeeting(ctx context.Context, actor judging.Actor, act judging.Act, round string) (*MeetingPlace, error) {
	p, err := tx.meetingPlace(ctx, actor, act, "round_id = (select id from round where uid = ?) and opened_at is not null and ended_at is null", round)
	if p != nil || !fault.Is(err, fault.NotFound) {
		return p, err
	}
	if _, err := tx.place(ctx, actor, act, round); err != nil {
		return nil, err
	}
	return nil, fault.New(fault.Closed, "meeting.none_open")
}

// stay puts down that somebody came, left, or is there otherwise than before.
func (tx *transaction) stay(ctx context.Context, actor judging.Actor, p *MeetingPlace, seat *MeetingSeat, stay Stay) error {
	if stay != InPerson && stay != Online && stay != Away {
		return fault.InForm(fault.Field{Name: "stay", Key: "fault.unknown_choice"})
	}
	if seat.Stay() == stay {
		return nil
	}
	if seat.Present {
		_, err := tx.NewRaw("update attendance set left_at = ? where meeting_id = ? and juror_id = ? and left_at is null",
			tx.now, p.Meeting.ID, seat.Juror.ID).Exec(ctx)
		if err != nil {
			return err
		}
	}
	if stay != Away {
		row := &Attendance{UID: tx.store.NewUID(), MeetingID: p.Meeting.ID, JurorID: seat.Juror.ID, Online: stay == Online, ArrivedAt: tx.now}
		if _, err := tx.NewInsert().Model(row).Exec(ctx); err != nil {
			return err
		}
	}
	return tx.record(ctx, actor, "meeting.attend", "meeting", p.Meeting.ID, map[string]any{"juror": seat.Juror.ID, "stay": stay})
}

// MeetingSeat is a seat of the round's jury with whether somebody is in it now.
type MeetingSeat struct {
	Juror   Juror `bun:"embed:juror_"`
	Present bool
	Online  bool
}

// Stay tells how somebody is there.
func (s *MeetingSeat) Stay() Stay {
	switch {
	case !s.Present:
		return Away
	case s.Online:
		return Online
	}
	return InPerson
}

// HasVote tells whether the seat is one with a vote.
func (s *MeetingSeat) HasVote() bool { return s.Juror.Role != judging.Secretary }

// meetingSeats reads those of the jury who have accepted their seats, with who is there: the chair first, the secretary last, the members by name.
func (tx *transaction) meetingSeats(ctx context.Context, p *MeetingPlace) (seats []MeetingSeat, err error) {
	err = tx.NewRaw("select "+tx.store.columns(MeetingSeat{})+`, a.id is not null as present, coalesce(a.online, ?) as online
		from juror left join attendance a on a.juror_id = juror.id and a.meeting_id = ? and a.left_at is null
		where juror.round_id = ? and juror.left_at is null and juror.accepted_at is not null
		order by case juror.role when 'chair' then 0 when 'member' then 1 else 2 end, juror.name, juror.uid`,
		false, p.Meeting.ID, p.Round.ID).Scan(ctx, &seats)
	if err != nil {
		return nil, fmt.Errorf("seats: %w", err)
	}
	return seats, nil
}

// ownSeat finds the actor's seat; nil: he has none.
func ownSeat(actor judging.Actor, seats []MeetingSeat) *MeetingSeat {
	for i := range seats {
		if actor.Sits(seats[i].Juror.ID) {
			return &seats[i]
		}
	}
	return nil
}
