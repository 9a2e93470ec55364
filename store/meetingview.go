package store

import (
	"context"
	"fmt"
	"slices"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
)

// MeetingView is a meeting as somebody at a screen sees it.
type MeetingView struct {
	*MeetingPlace
	Holds     bool // the reader holds the meeting
	Whole     bool // and others of the round: he may move what is about the whole of it
	Seats     []MeetingSeat
	Own       *MeetingSeat // the reader's; nil: he has none
	Presence  judging.Presence
	Agenda    []CategorizedContest
	Discussed *DiscussedCandidate // nil: nobody is under discussion
	Motions   []*MotionView       // in the order moved
	Withheld  int                 // motions about candidates that are out of the reader's sight
	Proposals []*ProposedAward
}

// Voting lists the motions whose vote is under way.
func (v *MeetingView) Voting() (open []*MotionView) {
	for _, m := range v.Motions {
		if m.Motion.Open() {
			open = append(open, m)
		}
	}
	return open
}

// Voted lists the motions that were closed.
func (v *MeetingView) Voted() []*MotionView {
	return slices.DeleteFunc(slices.Clone(v.Motions), func(m *MotionView) bool { return m.Motion.Open() })
}

// Screen reads the open meeting of a round for whoever sits in its jury, or organizes. Closed where none is open.
func (s *Store) Screen(ctx context.Context, actor judging.Actor, round string, lang locale.Language) (v *MeetingView, err error) {
	err = s.read(ctx, func(tx *transaction) error {
		p, err := tx.openMeeting(ctx, actor, judging.ViewMeeting, round)
		if err != nil {
			return err
		}
		v, err = tx.meetingView(ctx, actor, p, lang)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("screen: %w", err)
	}
	return v, nil
}

// MeetingView reads a meeting, be it open or not, for whoever holds it.
func (s *Store) MeetingView(ctx context.Context, actor judging.Actor, meeting string, lang locale.Language) (v *MeetingView, err error) {
	err = s.read(ctx, func(tx *transaction) error {
		p, err := tx.heldMeeting(ctx, actor, meeting)
		if err != nil {
			return err
		}
		v, err = tx.meetingView(ctx, actor, p, lang)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("meeting: %w", err)
	}
	return v, nil
}

// holds tells whether the actor holds the round's meetings at all, be it too late for that or not.
func (p *MeetingPlace) holds(actor judging.Actor) bool {
	return !fault.Is(judging.May(actor, judging.HoldMeeting, p.Facts()), fault.NotFound)
}

// holdsAll tells whether the actor holds all meetings of the round, whatever they are about.
func (p *MeetingPlace) holdsAll(actor judging.Actor) bool {
	return !fault.Is(judging.May(actor, judging.HoldMeeting, p.Place.Facts()), fault.NotFound)
}

func (tx *transaction) meetingView(ctx context.Context, actor judging.Actor, p *MeetingPlace, lang locale.Language) (*MeetingView, error) {
	v := &MeetingView{MeetingPlace: p, Holds: p.holds(actor), Whole: p.holdsAll(actor)}
	var err error
	if v.Seats, err = tx.meetingSeats(ctx, p); err != nil {
		return nil, err
	}
	v.Own = ownSeat(actor, v.Seats)
	var jury []judging.Attendee
	for _, seat := range v.Seats {
		jury = append(jury, judging.Attendee{Role: seat.Juror.Role, Present: seat.Present})
	}
	v.Presence = p.Meeting.Rule().Over(jury)
	if v.Agenda, err = tx.agenda(ctx, p); err != nil {
		return nil, err
	}
	if v.Discussed, err = tx.discussed(ctx, actor, p, lang); err != nil {
		return nil, err
	}
	if v.Motions, v.Withheld, err = tx.motionsOf(ctx, actor, p, lang); err != nil {
		return nil, err
	}
	v.Proposals, err = tx.proposalsWhere(ctx, actor, p, lang, `dropped_at is null and contest_id in (select contest_id from agenda_item where meeting_id = ?)`, p.Meeting.ID)
	return v, err
}

// agenda reads the meeting's contests in their order.
func (tx *transaction) agenda(ctx context.Context, p *MeetingPlace) ([]CategorizedContest, error) {
	var ids []int64
	err := tx.NewSelect().Model((*AgendaItem)(nil)).Column("contest_id").Where("meeting_id = ?", p.Meeting.ID).Order("position").Scan(ctx, &ids)
	if err != nil {
		return nil, err
	}
	contests, err := tx.contestsByID(ctx, append([]int64{0}, ids...))
	slices.SortStableFunc(contests, func(a, b CategorizedContest) int {
		return slices.Index(ids, a.Contest.ID) - slices.Index(ids, b.Contest.ID)
	})
	return contests, err
}
