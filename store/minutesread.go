package store

import (
	"context"
	"encoding/json"
	"time"

	"blazon/judging"
)

// minutesContent reads all that minutes say now.
func (tx *transaction) minutesContent(ctx context.Context, actor judging.Actor, v *MinutesView) (*MinutesContent, error) {
	c := &MinutesContent{About: MinutesOfRound, Competition: v.Competition.Name, Edition: v.Edition.Number, Year: v.Edition.Year, Round: v.Round.Name,
		Organizer: v.Setting.Organizer, TimeZone: v.Edition.TimeZone}
	if v.Setting.Number != 0 {
		c.Edition = v.Setting.Number
	}
	var ceremonies []Ceremony
	if err := tx.NewSelect().Model(&ceremonies).Where("round_id = ?", v.Round.ID).Scan(ctx); err != nil {
		return nil, err
	}
	if len(ceremonies) > 0 {
		c.Town = ceremonies[0].Town
	}
	if err := tx.minutesClosing(ctx, v, c); err != nil {
		return nil, err
	}
	if err := tx.minutesJury(ctx, v, c); err != nil {
		return nil, err
	}
	switch {
	case v.Contest != nil:
		c.About = MinutesOfContest
	case v.Meeting != nil:
		c.About = MinutesOfMeeting
	}
	if err := tx.minutesMeetings(ctx, actor, v, c); err != nil || v.Meeting != nil {
		return c, err
	}
	return c, tx.minutesContests(ctx, actor, v, c)
}

// minutesClosing reads when the judging was closed, and by which rules.
func (tx *transaction) minutesClosing(ctx context.Context, v *MinutesView, c *MinutesContent) error {
	closings := &ClosingView{Progress: &Progress{Place: v.Place}}
	if err := tx.readClosings(ctx, closings); err != nil {
		return err
	}
	c.ClosedAt, c.ClosedBy = v.Round.ClosedAt.UTC(), closings.By
	for _, before := range closings.Before {
		c.Reopened = append(c.Reopened, MinutesReopen{before.ClosedAt.UTC(), before.ReopenedAt.UTC(), before.Reason})
	}
	rules, err := tx.rulesWhere(ctx, "edition_id = ? and published_at is not null and published_at <= ?", v.Edition.ID, v.Round.ClosedAt)
	if err != nil || rules == nil {
		return err
	}
	text, err := json.Marshal(rules.Text)
	c.Rules = &MinutesRules{Version: rules.Version, PublishedAt: rules.PublishedAt.UTC(), Hash: hashOf(text)}
	return err
}

// minutesJury reads who sits in the jury, or did, with what each accepted and who took over from whom.
func (tx *transaction) minutesJury(ctx context.Context, v *MinutesView, c *MinutesContent) error {
	var jurors []Juror
	err := tx.NewSelect().Model(&jurors).Where("round_id = ?", v.Round.ID).Where("accepted_at is not null or left_at is not null").
		OrderExpr("case role when 'chair' then 0 when 'member' then 1 else 2 end, name, uid").Scan(ctx)
	if err != nil {
		return err
	}
	var accepted []struct {
		JurorID    int64
		AcceptedAt time.Time
	}
	err = tx.NewRaw(`select k.juror_id, k.accepted_at from jury_text_acceptance k join jury_text x on x.id = k.jury_text_id join juror j on j.id = k.juror_id
		where j.round_id = ? and x.kind = ? order by k.accepted_at`, v.Round.ID, Confidentiality).Scan(ctx, &accepted)
	if err != nil {
		return err
	}
	heirs, err := tx.heirs(ctx, v.Round.ID)
	if err != nil {
		return err
	}
	names := map[int64]string{}
	for _, j := range jurors {
		names[j.ID] = j.Name
	}
	for _, j := range jurors {
		seat := MinutesSeat{Name: j.Name, Role: j.Role, InvitedAt: j.InvitedAt.UTC(), AcceptedAt: j.AcceptedAt.UTC(), LeftAt: j.LeftAt.UTC(),
			Substitute: names[heirs[j.ID]]}
		for _, a := range accepted {
			if a.JurorID == j.ID {
				seat.DeclaredAt = a.AcceptedAt.UTC()
			}
		}
		c.Jury = append(c.Jury, seat)
	}
	return nil
}

// heirs tells who took over from whom in a round, by row ids; the last one counts.
func (tx *transaction) heirs(ctx context.Context, round int64) (map[int64]int64, error) {
	var ends []struct {
		ObjectID int64
		Body     string
	}
	err := tx.NewRaw(`select e.object_id, e.body from event e where e.act = 'juror.end' and e.object = 'juror'
		and e.object_id in (select id from juror where round_id = ?) order by e.id`, round).Scan(ctx, &ends)
	heirs := map[int64]int64{}
	for _, end := range ends {
		var body struct{ Substitute int64 }
		if json.Unmarshal([]byte(end.Body), &body) == nil && body.Substitute != 0 {
			heirs[end.ObjectID] = body.Substitute
		}
	}
	return heirs, err
}

// minutesMeetings reads the meetings that the minutes are about: the one, those that had the contest on their agenda, or all that were held.
func (tx *transaction) minutesMeetings(ctx context.Context, actor judging.Actor, v *MinutesView, c *MinutesContent) error {
	query := tx.NewSelect().Model((*Meeting)(nil)).Column("uid").Where("round_id = ?", v.Round.ID).Order("number")
	switch {
	case v.Meeting != nil:
		query.Where("id = ?", v.Meeting.Meeting.ID)
	case v.Contest != nil:
		query.Where("opened_at is not null and id in (select meeting_id from agenda_item where contest_id = ?)", v.Contest.Contest.ID)
	default:
		query.Where("opened_at is not null")
	}
	var meetings []string
	if err := query.Scan(ctx, &meetings); err != nil {
		return err
	}
	for _, uid := range meetings {
		p, err := tx.meetingPlace(ctx, actor, judging.ViewTally, "uid = ?", uid)
		if p == nil {
			return err
		}
		m, err := tx.minutesMeeting(ctx, actor, v, p)
		if err != nil {
			return err
		}
		c.Meetings = append(c.Meetings, *m)
	}
	return nil
}

// minutesMeeting reads what a meeting put on record; in minutes of a contest, what concerns that contest or the whole jury.
func (tx *transaction) minutesMeeting(ctx context.Context, actor judging.Actor, v *MinutesView, p *MeetingPlace) (*MinutesMeeting, error) {
	lang := v.Language()
	r := &MeetingRecord{MeetingPlace: p}
	var err error
	if r.Agenda, err = tx.agenda(ctx, p); err != nil {
		return nil, err
	}
	if err := tx.readStays(ctx, r); err != nil {
		return nil, err
	}
	if r.Motions, _, err = tx.motionsOf(ctx, actor, p, lang); err != nil {
		return nil, err
	}
	if r.Proposals, err = tx.proposalsWhere(ctx, actor, p, lang, "meeting_id = ?", p.Meeting.ID); err != nil {
		return nil, err
	}
	if err := tx.readTurns(ctx, actor, r, lang); err != nil {
		return nil, err
	}
	m := &MinutesMeeting{Number: p.Meeting.Number, CalledAt: p.Meeting.CreatedAt.UTC(), StartsAt: p.Meeting.StartsAt.UTC(), Venue: p.Meeting.Venue,
		OpenedAt: p.Meeting.OpenedAt.UTC(), EndedAt: p.Meeting.EndedAt.UTC(), Quorum: p.Meeting.Quorum, QuorumNumber: p.Meeting.QuorumNumber, Casting: p.Meeting.Casting}
	err = tx.NewRaw(`select coalesce((select u.name from event e join "user" u on u.id = e.user_id where e.object = 'meeting' and e.object_id = ? and e.act = 'meeting.plan'
		order by e.id limit 1), '')`, p.Meeting.ID).Scan(ctx, &m.CalledBy)
	m.fill(r, v.about)
	return m, err
}

// about tells whether something that was done about a contest, by its row id, belongs into the minutes; 0 is the whole round.
func (v *MinutesView) about(contest int64) bool {
	return v.Contest == nil || contest == 0 || contest == v.Contest.Contest.ID
}

// fill takes over what the record says of what the minutes are about.
func (m *MinutesMeeting) fill(r *MeetingRecord, about func(contest int64) bool) {
	var jury []judging.Attendee
	for _, c := range r.Agenda {
		m.Agenda = append(m.Agenda, c.Category.Name)
	}
	for _, seat := range r.Seats {
		stay := MinutesStay{Name: seat.Juror.Name, Role: seat.Juror.Role}
		for _, s := range seat.Stays {
			stay.Stays = append(stay.Stays, MinutesTime{From: s.ArrivedAt.UTC(), To: s.LeftAt.UTC(), Online: s.Online})
		}
		m.Seats = append(m.Seats, stay)
		jury = append(jury, judging.Attendee{Role: seat.Juror.Role, Present: len(seat.Stays) > 0})
	}
	presence := r.Meeting.Rule().Over(jury)
	m.Members, m.Present, m.Needed = presence.Members, presence.Present, presence.Needed
	for _, turn := range r.Turns {
		if about(turn.Candidate.ContestID) {
			m.Turns = append(m.Turns, MinutesTurn{Name: minutesName(turn.Candidate), At: turn.BeganAt.UTC(), Recused: turn.Recused})
		}
	}
	for _, motion := range r.Motions {
		if about(motion.Motion.ContestID) {
			m.Motions = append(m.Motions, minutesMotion(motion))
		}
	}
	for _, p := range r.Proposals {
		if about(p.ContestID) {
			m.Proposals = append(m.Proposals, MinutesProposal{Name: p.Name, For: minutesName(p.Candidate), Conferred: p.Conferred(), Dropped: !p.DroppedAt.IsZero()})
		}
	}
}

func minutesMotion(v *MotionView) MinutesMotion {
	m := MinutesMotion{Number: v.Motion.Number, Category: v.Category, Kind: v.Motion.Kind, Words: v.Motion.Words, Mover: v.Mover, Criterion: v.Criterion,
		ClosedAt: v.Motion.ClosedAt.UTC(), Outcome: v.Motion.Outcome, Members: v.Presence.Members, Present: v.Presence.Present, Needed: v.Presence.Needed,
		For: v.Count.For, Against: v.Count.Against, Abstained: v.Count.Abstained, Casting: v.Count.Casting}
	for _, c := range v.Candidates {
		m.About = append(m.About, minutesName(c))
	}
	for _, b := range v.Ballots {
		vote := MinutesVote{Name: b.Juror.Name, Choice: b.Choice(), Recused: b.Recused}
		if b.Vote != nil {
			vote.Dissent = b.Vote.Dissent
		}
		m.Votes = append(m.Votes, vote)
	}
	return m
}
