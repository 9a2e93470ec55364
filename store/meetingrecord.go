package store

import (
	"context"
	"fmt"
	"slices"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// MeetingRecord is all that a meeting puts on record, in order: what the minutes are made of.
type MeetingRecord struct {
	*MeetingPlace
	Agenda      []CategorizedContest
	Seats       []SeatRecord
	Turns       []TurnRecord
	Motions     []*MotionView // as the minutes have them: with votes by name, dissent, and the decisions that they became
	Withheld    int           // motions about candidates that are out of the reader's sight
	Proposals   []*ProposedAward
	Decisions   []*DecisionRecord // of the contests on the agenda, in force or revoked, up to now
	Corrections []*CorrectionItem // of the scores of its contests, confirmed or not
	Moments     []Moment          // all of it by time
}

// SeatRecord is somebody of the jury with his stays at the meeting.
type SeatRecord struct {
	Juror Juror
	Stays []Attendance // in the order of time; none: he was not there
}

// TurnRecord is a candidate's turn, with who of the jury was recused from it.
type TurnRecord struct {
	Discussion
	Candidate *NamedCandidate
	Recused   []string // names
}

// DecisionRecord is a decision of a contest with whom and what it is about.
type DecisionRecord struct {
	Decision
	Category   locale.Text
	About      []*NamedCandidate
	Criterion  locale.Text
	MotionID   int64 // that it came from; 0: from none
	MotionName int   // the motion's number; 0: none of this meeting
}

// MeetingRecord reads the record of a meeting for whoever holds it. What a reader is recused from is left out of it.
func (s *Store) MeetingRecord(ctx context.Context, actor judging.Actor, meeting string, lang locale.Language) (*MeetingRecord, error) {
	r := &MeetingRecord{}
	err := s.read(ctx, func(tx *transaction) (err error) {
		v, err := tx.heldMeeting(ctx, actor, meeting)
		if err != nil {
			return err
		}
		r.MeetingPlace = v
		if r.Agenda, err = tx.agenda(ctx, v); err != nil {
			return err
		}
		if err := tx.readStays(ctx, r); err != nil {
			return err
		}
		if r.Motions, r.Withheld, err = tx.motionsOf(ctx, actor, v, lang); err != nil {
			return err
		}
		if r.Proposals, err = tx.proposalsWhere(ctx, actor, v, lang, "meeting_id = ?", v.Meeting.ID); err != nil {
			return err
		}
		if err := tx.readTurns(ctx, actor, r, lang); err != nil {
			return err
		}
		if err := tx.readDecided(ctx, actor, r, lang); err != nil {
			return err
		}
		r.Corrections, err = tx.correctionItems(ctx, actor, &v.Place, lang,
			"correction.contest_id in (select contest_id from agenda_item where meeting_id = ?)", v.Meeting.ID)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("record of a meeting: %w", err)
	}
	r.order()
	return r, nil
}

// heldMeeting reads a meeting for whoever holds it, be it open, over, or too late to change.
func (tx *transaction) heldMeeting(ctx context.Context, actor judging.Actor, meeting string) (*MeetingPlace, error) {
	p, err := tx.meetingPlace(ctx, actor, judging.ViewMeeting, "uid = ?", meeting)
	if p != nil && !p.holds(actor) {
		err = fault.New(fault.NotFound, "fault.not_found")
	}
	return p, err
}

func (tx *transaction) readStays(ctx context.Context, r *MeetingRecord) error {
	var jurors []Juror
	err := tx.NewSelect().Model(&jurors).Where("round_id = ?", r.Round.ID).
		Where("left_at is null and accepted_at is not null or id in (select juror_id from attendance where meeting_id = ?)", r.Meeting.ID).
		OrderExpr("case role when 'chair' then 0 when 'member' then 1 else 2 end, name, uid").Scan(ctx)
	if err != nil {
		return err
	}
	var stays []Attendance
	if err := tx.NewSelect().Model(&stays).Where("meeting_id = ?", r.Meeting.ID).Order("arrived_at", "id").Scan(ctx); err != nil {
		return err
	}
	for _, j := range jurors {
		seat := SeatRecord{Juror: j}
		for _, stay := range stays {
			if stay.JurorID == j.ID {
				seat.Stays = append(seat.Stays, stay)
			}
		}
		r.Seats = append(r.Seats, seat)
	}
	return nil
}

// readTurns reads whose turns there were; a turn of a candidate that is out of the reader's sight is left out.
func (tx *transaction) readTurns(ctx context.Context, actor judging.Actor, r *MeetingRecord, lang locale.Language) error {
	var rows []Discussion
	if err := tx.NewSelect().Model(&rows).Where("meeting_id = ?", r.Meeting.ID).Order("began_at", "id").Scan(ctx); err != nil || len(rows) == 0 {
		return err
	}
	ids := []int64{0}
	for _, row := range rows {
		ids = append(ids, row.CandidateID)
	}
	names, err := tx.candidatesByID(ctx, lang, ids)
	if err != nil {
		return err
	}
	unseen, err := tx.outOfSight(ctx, actor, r.Chapter.Path, "n.id in (?)", bun.List(ids))
	if err != nil {
		return err
	}
	var out []struct {
		Candidate int64
		Name      string
	}
	err = tx.NewRaw(`select n.id as candidate, j.name from candidate n join juror j on j.round_id = ? and j.left_at is null
		where n.id in (?) and not (`+kept("j.id", "n.id")+`) order by j.name, j.uid`, r.Round.ID, bun.List(ids)).Scan(ctx, &out)
	if err != nil {
		return err
	}
	for _, row := range rows {
		if unseen[row.CandidateID] {
			continue
		}
		turn := TurnRecord{Discussion: row, Candidate: names[row.CandidateID]}
		for _, o := range out {
			if o.Candidate == row.CandidateID {
				turn.Recused = append(turn.Recused, o.Name)
			}
		}
		r.Turns = append(r.Turns, turn)
	}
	return nil
}

// readDecided reads the decisions of the contests on the agenda.
func (tx *transaction) readDecided(ctx context.Context, actor judging.Actor, r *MeetingRecord, lang locale.Language) error {
	contests, categories := []int64{0}, map[int64]locale.Text{}
	for _, c := range r.Agenda {
		contests = append(contests, c.Contest.ID)
		categories[c.Contest.ID] = c.Category.Name
	}
	var rows []*motionDecision
	err := tx.NewRaw(`select decision.*, coalesce(l.motion_id, 0) as motion_id, coalesce((select u.name from "user" u where u.id = decision.user_id), '') as "by"
		from decision left join motion_decision l on l.decision_id = decision.id where decision.contest_id in (?) order by decision.decided_at, decision.id`,
		bun.List(contests)).Scan(ctx, &rows)
	if err != nil || len(rows) == 0 {
		return err
	}
	found, err := candidatesOf(ctx, tx, lang, contests...)
	if err != nil {
		return err
	}
	unseen, err := tx.outOfSight(ctx, actor, r.Chapter.Path, "n.contest_id in (?)", bun.List(contests))
	if err != nil {
		return err
	}
	var criteria []Criterion
	err = tx.NewSelect().Model(&criteria).Where("id in (select criterion_id from decision where contest_id in (?))", bun.List(contests)).Scan(ctx)
	if err != nil {
		return err
	}
	for _, row := range rows {
		d := &DecisionRecord{Decision: row.Decision, Category: categories[row.ContestID], MotionID: row.MotionID}
		d.find(found[row.ContestID], criteria)
		if !slices.ContainsFunc(d.About, func(c *NamedCandidate) bool { return unseen[c.ID] }) {
			r.Decisions = append(r.Decisions, d)
		}
	}
	return nil
}

// find names whom and what the decision is about.
func (d *DecisionRecord) find(candidates []*NamedCandidate, criteria []Criterion) {
	for _, uid := range d.Candidates {
		if at := slices.IndexFunc(candidates, func(c *NamedCandidate) bool { return c.UID == uid }); at >= 0 {
			d.About = append(d.About, candidates[at])
		}
	}
	for _, c := range candidates {
		if c.ID == d.CandidateID {
			d.About = append(d.About, c)
		}
	}
	for _, c := range criteria {
		if c.ID == d.CriterionID {
			d.Criterion = c.Name
		}
	}
}
