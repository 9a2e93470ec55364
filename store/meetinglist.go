package store

import (
	"context"
	"fmt"
	"slices"

	"blazon/fault"
	"blazon/judging"
)

// MeetingList is the meetings of a round's jury, with what a new one needs.
type MeetingList struct {
	*Place
	Rule     MeetingRule
	Voting   int                  // members with a vote, who have accepted their seats
	Contests []CategorizedContest // that the reader may hold a meeting about
	Standing map[int64]int        // how many candidates stand in each, by row id
	Meetings []*Meeting           // that the reader holds, in their order
}

// Open is the meeting that is on; nil: none.
func (l *MeetingList) Open() *Meeting {
	for _, m := range l.Meetings {
		if m.Open() {
			return m
		}
	}
	return nil
}

// Finished tells whether the round is over.
func (l *MeetingList) Finished() bool { return l.Phase() == judging.Finished }

// Needs tells how many members the rule wants to be there.
func (l *MeetingList) Needs() int { return l.Rule.Rule().Needs(l.Voting) }

// Meetings reads the meetings of a round for whoever holds them. Closed while judging is on.
func (s *Store) Meetings(ctx context.Context, actor judging.Actor, round string) (*MeetingList, error) {
	l := &MeetingList{}
	err := s.read(ctx, func(tx *transaction) (err error) {
		if l.Place, l.Contests, err = tx.deliberated(ctx, actor, round); err != nil && (l.Place == nil || fault.Is(err, fault.NotFound) || !l.Finished()) {
			return err // what a finished round's jury has done stays to be seen
		}
		if l.Rule, err = tx.meetingRule(ctx, l.Round.ID); err != nil {
			return err
		}
		err = tx.NewRaw("select count(*) from juror where round_id = ? and left_at is null and accepted_at is not null and role <> 'secretary'", l.Round.ID).Scan(ctx, &l.Voting)
		if err != nil {
			return err
		}
		return tx.readMeetings(ctx, actor, l)
	})
	if err != nil {
		return nil, fmt.Errorf("meetings: %w", err)
	}
	return l, nil
}

// readMeetings reads the meetings of the list with their agendas, and who stands in its contests.
func (tx *transaction) readMeetings(ctx context.Context, actor judging.Actor, l *MeetingList) error {
	var standing []struct {
		ContestID  int64
		Candidates int
	}
	err := tx.NewRaw(`select n.contest_id, count(*) as candidates from candidate n join contest t on t.id = n.contest_id
		where t.round_id = ? and n.withdrawn_at is null group by n.contest_id`, l.Round.ID).Scan(ctx, &standing)
	if err != nil {
		return err
	}
	l.Standing = map[int64]int{}
	for _, row := range standing {
		l.Standing[row.ContestID] = row.Candidates
	}
	if err := tx.NewSelect().Model(&l.Meetings).Where("round_id = ?", l.Round.ID).Order("number").Scan(ctx); err != nil {
		return err
	}
	var items []AgendaItem
	err = tx.NewSelect().Model(&items).Where("meeting_id in (select id from meeting where round_id = ?)", l.Round.ID).Scan(ctx)
	l.Meetings = slices.DeleteFunc(l.Meetings, func(m *Meeting) bool {
		p := &MeetingPlace{Place: *l.Place, Meeting: *m}
		for _, item := range items {
			if item.MeetingID == m.ID {
				p.contests = append(p.contests, item.ContestID)
			}
		}
		return !p.holds(actor)
	})
	return err
}

// MeetingRules reads how a round's jury meets for whoever manages the round, at any time: the rules stand before the judging is
// closed.
func (s *Store) MeetingRules(ctx context.Context, actor judging.Actor, round string) (*MeetingList, error) {
	l := &MeetingList{}
	err := s.read(ctx, func(tx *transaction) (err error) {
		if l.Place, err = tx.place(ctx, actor, judging.ManageRound, round); err != nil {
			return err
		}
		l.Rule, err = tx.meetingRule(ctx, l.Round.ID)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("rules of meetings: %w", err)
	}
	return l, nil
}

// MeetingRevision tells how new what people see of an open meeting is.
type MeetingRevision struct {
	Round    string // uid
	Meeting  string // uid
	Revision int64
}

// MeetingRevisions reads the revisions of all open meetings, so that one question answers everybody who waits. It tells of
// nothing but that something has changed, and so asks for no actor.
func (s *Store) MeetingRevisions(ctx context.Context) (list []MeetingRevision, err error) {
	err = s.reader.NewRaw(`select r.uid as round, m.uid as meeting, m.revision from meeting m join round r on r.id = m.round_id
		where m.opened_at is not null and m.ended_at is null`).Scan(ctx, &list)
	if err != nil {
		return nil, fmt.Errorf("revisions of meetings: %w", err)
	}
	return list, nil
}

// WatchMeeting gives the revision of the open meeting of a round to whoever may see it.
func (s *Store) WatchMeeting(ctx context.Context, actor judging.Actor, round string) (revision int64, err error) {
	err = s.read(ctx, func(tx *transaction) error {
		p, err := tx.openMeeting(ctx, actor, judging.ViewMeeting, round)
		if err == nil {
			revision = p.Meeting.Revision
		}
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("watch: %w", err)
	}
	return revision, nil
}
