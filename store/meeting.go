package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"blazon/fault"
	"blazon/judging"

	"github.com/uptrace/bun"
)

// Meeting is a deliberation of a round's jury.
type Meeting struct {
	bun.BaseModel `bun:"table:meeting"`

	ID           int64 `bun:",pk,autoincrement"`
	UID          string
	RoundID      int64
	Number       int       // within the round, from 1
	StartsAt     time.Time `bun:",nullzero"` // planned
	Venue        string
	Quorum       judging.QuorumRule // this and the next three as the round's rule was when it was opened
	QuorumNumber int
	Casting      bool
	Shows        Showing
	Revision     int64 // counts what people at their screens should see
	CreatedAt    time.Time
	OpenedAt     time.Time `bun:",nullzero"`
	EndedAt      time.Time `bun:",nullzero"`
}

// Open tells whether the meeting is on.
func (m *Meeting) Open() bool { return !m.OpenedAt.IsZero() && m.EndedAt.IsZero() }

// Ended tells whether the meeting is over.
func (m *Meeting) Ended() bool { return !m.EndedAt.IsZero() }

// Rule gives the quorum that the meeting was opened with.
func (m *Meeting) Rule() judging.Quorum {
	return judging.Quorum{Rule: m.Quorum, Number: m.QuorumNumber}
}

// AgendaItem is a contest that a meeting deliberates on.
type AgendaItem struct {
	bun.BaseModel `bun:"table:agenda_item"`

	ID        int64 `bun:",pk,autoincrement"`
	UID       string
	MeetingID int64
	ContestID int64
	Position  int
}

// MeetingPlace is where a meeting stands.
type MeetingPlace struct {
	Place
	Meeting Meeting `bun:"embed:meeting_"`

	contests []int64 // row ids of those on the agenda
}

// Facts gives what May needs to know of the meeting.
func (p *MeetingPlace) Facts() judging.Facts {
	facts := p.Place.Facts()
	facts.Meeting, facts.Agenda = p.Meeting.Open(), p.contests
	return facts
}

// ContestFacts adds what May needs to know of one of the round's contests.
func (p *MeetingPlace) ContestFacts(c *Contest) judging.Facts {
	facts := p.Place.ContestFacts(c)
	facts.Meeting, facts.Agenda = p.Meeting.Open(), p.contests
	return facts
}

// meetingPlace reads a meeting and asks whether the actor may act on it; of a juror's own acts the caller asks.
func (tx *transaction) meetingPlace(ctx context.Context, actor judging.Actor, act judging.Act, where string, args ...any) (*MeetingPlace, error) {
	var found []*MeetingPlace
	query := "with wanted as (select * from meeting where " + where + ") select " + tx.store.columns(MeetingPlace{}) +
		" from wanted as meeting join round on round.id = meeting.round_id" + standing
	if err := tx.NewRaw(query, args...).Scan(ctx, &found); err != nil {
		return nil, fmt.Errorf("place of a meeting: %w", err)
	}
	if len(found) == 0 {
		return nil, fault.New(fault.NotFound, "fault.not_found")
	}
	p := found[0]
	p.Now = tx.now
	if err := tx.NewRaw("select contest_id from agenda_item where meeting_id = ? order by position", p.Meeting.ID).Scan(ctx, &p.contests); err != nil {
		return nil, fmt.Errorf("agenda: %w", err)
	}
	return p, judging.May(actor, act, p.Facts())
}

// writeMeeting runs fn under the round's lock on a meeting that the actor holds. What people see at their screens is new then.
func (s *Store) writeMeeting(ctx context.Context, actor judging.Actor, meeting string, fn func(tx *transaction, p *MeetingPlace) error) error {
	var round string
	err := s.reader.NewRaw("select r.uid from round r join meeting m on m.round_id = r.id where m.uid = ?", meeting).Scan(ctx, &round)
	if err != nil {
		return absentAs(err)
	}
	return s.writeRound(ctx, round, exclusive, func(tx *transaction) error {
		p, err := tx.meetingPlace(ctx, actor, judging.HoldMeeting, "uid = ?", meeting)
		if err != nil {
			return err
		}
		if err := fn(tx, p); err != nil {
			return err
		}
		return tx.reviseMeeting(ctx, p)
	})
}

// writeOpenMeeting is writeMeeting for what happens only while the meeting is open: otherwise Closed.
func (s *Store) writeOpenMeeting(ctx context.Context, actor judging.Actor, meeting string, fn func(tx *transaction, p *MeetingPlace) error) error {
	return s.writeMeeting(ctx, actor, meeting, func(tx *transaction, p *MeetingPlace) error {
		if !p.Meeting.Open() {
			return fault.New(fault.Closed, "meeting.not_open")
		}
		return fn(tx, p)
	})
}

func (tx *transaction) reviseMeeting(ctx context.Context, p *MeetingPlace) error {
	_, err := tx.NewRaw("update meeting set revision = revision + 1 where id = ?", p.Meeting.ID).Exec(ctx)
	return err
}

// MeetingForm is a meeting as it is planned.
type MeetingForm struct {
	StartsAt time.Time // zero: at once
	Venue    string
	Contests []string // uids, in the order of the agenda
}

// PlanMeeting adds a meeting to a round whose judging is closed, and gives its uid. Invalid without a contest on the agenda.
func (s *Store) PlanMeeting(ctx context.Context, actor judging.Actor, round string, form MeetingForm) (string, error) {
	m := &Meeting{UID: s.NewUID(), StartsAt: micros(form.StartsAt), Venue: strings.TrimSpace(form.Venue)}
	if form.StartsAt.IsZero() {
		m.StartsAt = time.Time{}
	}
	err := s.writeRound(ctx, round, exclusive, func(tx *transaction) error {
		p, contests, err := tx.deliberated(ctx, actor, round)
		if err != nil {
			return err
		}
		var wrong fields
		wrong.word("venue", form.Venue, false, maxName)
		if len(form.Contests) == 0 {
			wrong.add("contests", "meeting.no_contest")
		}
		if err := wrong.err(); err != nil {
			return err
		}
		if err := tx.NewRaw("select coalesce(max(number), 0) + 1 from meeting where round_id = ?", p.Round.ID).Scan(ctx, &m.Number); err != nil {
			return err
		}
		rule, err := tx.meetingRule(ctx, p.Round.ID)
		if err != nil {
			return err
		}
		m.RoundID, m.CreatedAt = p.Round.ID, tx.now
		m.adopt(rule)
		if _, err := tx.NewInsert().Model(m).Exec(ctx); err != nil {
			return err
		}
		if err := tx.setAgenda(ctx, m, contests, form.Contests); err != nil {
			return err
		}
		return tx.record(ctx, actor, "meeting.plan", "meeting", m.ID, map[string]any{"round": p.Round.ID, "number": m.Number})
	})
	if err != nil {
		return "", fmt.Errorf("plan meeting: %w", err)
	}
	return m.UID, nil
}

// deliberated reads the contests that the actor may hold meetings of the round's jury about: a contest's own chair about his. What is
// called off, and an archive's places, are none of them.
func (tx *transaction) deliberated(ctx context.Context, actor judging.Actor, round string) (*Place, []CategorizedContest, error) {
	p, err := tx.placeOf(ctx, "uid = ?", round)
	if err != nil {
		return nil, nil, err
	}
	contests, err := tx.contestsWhere(ctx, "round_id = ? and cancelled_at is null and rubric_id is not null", p.Round.ID)
	if err != nil {
		return nil, nil, err
	}
	facts := p.Facts()
	if err := judging.May(actor, judging.HoldMeeting, facts); !fault.Is(err, fault.NotFound) {
		return p, contests, err
	}
	contests = slices.DeleteFunc(contests, func(c CategorizedContest) bool { return !actor.Chairs(c.Contest.ID) })
	for _, c := range contests {
		facts.Agenda = append(facts.Agenda, c.Contest.ID)
	}
	return p, contests, judging.May(actor, judging.HoldMeeting, facts)
}

// setAgenda puts contests, by uid, on the agenda; the known ones may be there.
func (tx *transaction) setAgenda(ctx context.Context, m *Meeting, known []CategorizedContest, contests []string) error {
	var items []AgendaItem
	for _, uid := range contests {
		at := slices.IndexFunc(known, func(c CategorizedContest) bool { return c.Contest.UID == uid })
		if at < 0 || slices.ContainsFunc(items, func(i AgendaItem) bool { return i.ContestID == known[at].Contest.ID }) {
			return fault.InForm(fault.Field{Name: "contests", Key: "fault.unknown_choice"})
		}
		items = append(items, AgendaItem{UID: tx.store.NewUID(), MeetingID: m.ID, ContestID: known[at].Contest.ID, Position: len(items)})
	}
	return insertAll(ctx, tx, items)
}

// OpenMeeting opens a meeting, by the rule that the round has now. Closed while another of the round is open, and for one that
// has been opened before.
func (s *Store) OpenMeeting(ctx context.Context, actor judging.Actor, meeting string) error {
	err := s.writeMeeting(ctx, actor, meeting, func(tx *transaction, p *MeetingPlace) error {
		m := &p.Meeting
		open, err := tx.NewSelect().Model((*Meeting)(nil)).Where("round_id = ?", m.RoundID).Where("opened_at is not null and ended_at is null").Exists(ctx)
		switch {
		case err != nil:
			return err
		case !m.OpenedAt.IsZero():
			return fault.New(fault.Closed, "meeting.opened_before")
		case open:
			return fault.New(fault.Closed, "meeting.another_open")
		}
		rule, err := tx.meetingRule(ctx, m.RoundID)
		if err != nil {
			return err
		}
		m.OpenedAt = tx.now
		m.adopt(rule)
		if _, err := tx.NewUpdate().Model(m).Column("opened_at", "quorum", "quorum_number", "casting", "shows").WherePK().Exec(ctx); err != nil {
			return err
		}
		return tx.record(ctx, actor, "meeting.open", "meeting", m.ID, nil)
	})
	if err != nil {
		return fmt.Errorf("open meeting: %w", err)
	}
	return nil
}

// EndMeeting ends an open meeting: whoever is there leaves, and no candidate is under discussion. Closed while a vote is
// under way.
func (s *Store) EndMeeting(ctx context.Context, actor judging.Actor, meeting string) error {
	err := s.writeOpenMeeting(ctx, actor, meeting, func(tx *transaction, p *MeetingPlace) error {
		voting, err := tx.NewSelect().Model((*Motion)(nil)).Where("meeting_id = ?", p.Meeting.ID).Where("closed_at is null").Exists(ctx)
		if err != nil {
			return err
		}
		if voting {
			return fault.New(fault.Closed, "meeting.vote_under_way")
		}
		for _, end := range []string{
			"update attendance set left_at = ? where meeting_id = ? and left_at is null",
			"update discussion set ended_at = ? where meeting_id = ? and ended_at is null",
			"update meeting set ended_at = ? where id = ?",
		} {
			if _, err := tx.NewRaw(end, tx.now, p.Meeting.ID).Exec(ctx); err != nil {
				return err
			}
		}
		return tx.record(ctx, actor, "meeting.end", "meeting", p.Meeting.ID, nil)
	})
	if err != nil {
		return fmt.Errorf("end meeting: %w", err)
	}
	return nil
}
