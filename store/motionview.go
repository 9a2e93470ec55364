package store

import (
	"context"
	"fmt"
	"slices"

	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// MotionView is a motion with whom it is about, who votes on it, and what became of it.
type MotionView struct {
	Motion     Motion
	Category   locale.Text // of its contest; empty: about the whole round
	Contest    string      // uid
	Candidates []*NamedCandidate
	Criterion  locale.Text
	Mover      string // the name
	Ballots    []*BallotView
	Presence   judging.Presence // now, or as it was when it was closed
	Count      judging.Vote     // of a closed vote
	Decisions  []*Decision
	Proposal   *Proposal // the award that it is about; nil: none

	chair int64 // of its contest; 0: the round's
}

// BallotView is a member's place in a vote.
type BallotView struct {
	Voter
	Vote *Vote // nil: not cast
}

// Choice is how the member voted; empty: not at all.
func (b *BallotView) Choice() judging.Choice {
	if b.Vote == nil {
		return ""
	}
	return b.Vote.Choice
}

// May tells whether the member may vote now.
func (b *BallotView) May() bool {
	return judging.MayVote(judging.VoteFacts{Attendee: b.attendee()}) == nil
}

// Cast counts the members who have voted.
func (m *MotionView) Cast() (n int) {
	for _, b := range m.Ballots {
		if b.Vote != nil {
			n++
		}
	}
	return n
}

// Of finds a seat's ballot; nil: it has none.
func (m *MotionView) Of(seat *MeetingSeat) *BallotView {
	for _, b := range m.Ballots {
		if seat != nil && b.Juror.ID == seat.Juror.ID {
			return b
		}
	}
	return nil
}

// Dissents lists the ballots with a dissenting statement.
func (m *MotionView) Dissents() (list []*BallotView) {
	for _, b := range m.Ballots {
		if b.Vote != nil && b.Vote.Dissent != "" {
			list = append(list, b)
		}
	}
	return list
}

// Ordered tells whether the candidates stand in an order.
func (m *MotionView) Ordered() bool { return m.Motion.Kind == judging.MotionKind(judging.Order) }

// motionsOf reads a meeting's motions for a reader; those about candidates that are out of his sight are only counted.
func (tx *transaction) motionsOf(ctx context.Context, actor judging.Actor, p *MeetingPlace, lang locale.Language) (list []*MotionView, withheld int, err error) {
	var motions []Motion
	if err := tx.NewSelect().Model(&motions).Where("meeting_id = ?", p.Meeting.ID).Order("number").Scan(ctx); err != nil || len(motions) == 0 {
		return nil, 0, err
	}
	r := &motionReader{transaction: tx, place: p, about: map[int64][]int64{}}
	if err := r.read(ctx, actor, lang, motions); err != nil {
		return nil, 0, fmt.Errorf("motions: %w", err)
	}
	for _, m := range motions {
		if slices.ContainsFunc(r.about[m.ID], func(id int64) bool { return r.unseen[id] }) {
			withheld++
			continue
		}
		list = append(list, r.view(m))
	}
	return list, withheld, nil
}

// MotionSheet is one motion with the meeting that it was moved in.
type MotionSheet struct {
	*MeetingPlace
	Holds bool         // the reader holds the meeting
	Seat  *MeetingSeat // the reader's; nil: he has none
	View  *MotionView
}

// MotionSheet reads a motion for whoever holds its meeting and, while that is open, for the members. One about a candidate that is
// out of the reader's sight is NotFound.
func (s *Store) MotionSheet(ctx context.Context, actor judging.Actor, motion string, lang locale.Language) (*MotionSheet, error) {
	v := &MotionSheet{}
	err := s.read(ctx, func(tx *transaction) error {
		p, err := tx.motionPlace(ctx, actor, judging.ViewMeeting, motion)
		if err != nil {
			return err
		}
		v.MeetingPlace, v.Holds = &p.MeetingPlace, p.holds(actor)
		seats, err := tx.meetingSeats(ctx, v.MeetingPlace)
		if err != nil {
			return err
		}
		v.Seat = ownSeat(actor, seats)
		r := &motionReader{transaction: tx, place: v.MeetingPlace, about: map[int64][]int64{}}
		if err := r.read(ctx, actor, lang, []Motion{p.Motion}); err != nil {
			return err
		}
		v.View = r.view(p.Motion)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("motion: %w", err)
	}
	return v, nil
}

// motionReader holds what all motions of a meeting need, read in a constant number of statements.
type motionReader struct {
	*transaction
	place     *MeetingPlace
	about     map[int64][]int64 // candidates by motion
	names     map[int64]*NamedCandidate
	unseen    map[int64]bool
	contests  []CategorizedContest
	criteria  []Criterion
	seats     []MeetingSeat
	left      []Juror // who voted or moved and has left the jury since
	excluded  map[[2]int64]bool
	votes     []*Vote
	decisions []*motionDecision
	proposals []*Proposal
}

// motionDecision is a decision with the motion that it came from.
type motionDecision struct {
	Decision
	MotionID int64
}

func (r *motionReader) read(ctx context.Context, actor judging.Actor, lang locale.Language, motions []Motion) error {
	ids, contests, all := []int64{0}, []int64{0}, []int64{0}
	for _, m := range motions {
		ids, contests = append(ids, m.ID), append(contests, m.ContestID)
	}
	var rows []MotionCandidate
	if err := r.NewSelect().Model(&rows).Where("motion_id in (?)", bun.List(ids)).Order("motion_id", "position").Scan(ctx); err != nil {
		return err
	}
	for _, row := range rows {
		r.about[row.MotionID], all = append(r.about[row.MotionID], row.CandidateID), append(all, row.CandidateID)
	}
	var err error
	if r.names, err = r.candidatesByID(ctx, lang, all); err != nil {
		return err
	}
	if r.unseen, err = r.outOfSight(ctx, actor, r.place.Chapter.Path, "n.id in (?)", bun.List(all)); err != nil {
		return err
	}
	if r.contests, err = r.contestsByID(ctx, contests); err != nil {
		return err
	}
	if err := r.NewSelect().Model(&r.criteria).Where("id in (select criterion_id from motion where id in (?))", bun.List(ids)).Scan(ctx); err != nil {
		return err
	}
	if r.seats, err = r.meetingSeats(ctx, r.place); err != nil {
		return err
	}
	if err := r.NewSelect().Model(&r.left).Where("round_id = ?", r.place.Round.ID).Where("left_at is not null").Scan(ctx); err != nil {
		return err
	}
	if r.votes, err = r.votesOf(ctx, ids...); err != nil {
		return err
	}
	if err := r.readExcluded(ctx, ids); err != nil {
		return err
	}
	if err := r.NewSelect().Model(&r.proposals).Where("id in (select proposal_id from motion where id in (?))", bun.List(ids)).Scan(ctx); err != nil {
		return err
	}
	return r.NewRaw("select decision.*, l.motion_id from decision join motion_decision l on l.decision_id = decision.id where l.motion_id in (?) order by decision.id",
		bun.List(ids)).Scan(ctx, &r.decisions)
}

// readExcluded reads who has no part in which motion: recused from a candidate of it, or no juror of its contest.
func (r *motionReader) readExcluded(ctx context.Context, motions []int64) error {
	var rows []struct{ Motion, Juror int64 }
	err := r.NewRaw(`select m.id as motion, j.id as juror from motion m join meeting t on t.id = m.meeting_id join juror j on j.round_id = t.round_id
		where m.id in (?) and (exists (select 1 from motion_candidate x where x.motion_id = m.id and not (`+kept("j.id", "x.candidate_id")+`))
			or m.contest_id is not null and exists (select 1 from juror_contest o where o.juror_id = j.id)
				and not exists (select 1 from juror_contest o where o.juror_id = j.id and o.contest_id = m.contest_id))`,
		bun.List(motions)).Scan(ctx, &rows)
	r.excluded = map[[2]int64]bool{}
	for _, row := range rows {
		r.excluded[[2]int64{row.Motion, row.Juror}] = true
	}
	return err
}

// view puts together what belongs to one motion.
func (r *motionReader) view(m Motion) *MotionView {
	v := &MotionView{Motion: m}
	for _, c := range r.contests {
		if c.Contest.ID == m.ContestID {
			v.Contest, v.Category, v.chair = c.Contest.UID, c.Category.Name, c.Contest.ChairID
		}
	}
	for _, id := range r.about[m.ID] {
		v.Candidates = append(v.Candidates, r.names[id])
	}
	for _, c := range r.criteria {
		if c.ID == m.CriterionID {
			v.Criterion = c.Name
		}
	}
	for _, p := range r.proposals {
		if p.ID == m.ProposalID {
			v.Proposal = p
		}
	}
	for _, d := range r.decisions {
		if d.MotionID == m.ID {
			v.Decisions = append(v.Decisions, &d.Decision)
		}
	}
	r.putBallots(v)
	return v
}

// putBallots lists who votes on the motion, and counts.
func (r *motionReader) putBallots(v *MotionView) {
	seats := slices.Clone(r.seats)
	for _, j := range r.left {
		seats = append(seats, MeetingSeat{Juror: j})
	}
	var voters []Voter
	for _, seat := range seats {
		if seat.Juror.ID == v.Motion.MoverID {
			v.Mover = seat.Juror.Name
		}
		voter := seat.voter(v.chair, r.excluded[[2]int64{v.Motion.ID, seat.Juror.ID}])
		var vote *Vote
		for _, cast := range r.votes {
			if cast.MotionID == v.Motion.ID && cast.JurorID == seat.Juror.ID {
				vote = cast
			}
		}
		if vote == nil && (!seat.Juror.LeftAt.IsZero() || !seat.HasVote()) {
			continue
		}
		voters = append(voters, voter)
		v.Ballots = append(v.Ballots, &BallotView{Voter: voter, Vote: vote})
	}
	v.Presence = r.place.Meeting.Rule().Over(attendees(voters))
	if v.Motion.Open() {
		return
	}
	v.Presence = judging.Presence{Members: v.Motion.Members, Present: v.Motion.Present, Needed: v.Motion.Needed}
	var votes []*Vote
	for _, b := range v.Ballots {
		if b.Vote != nil {
			votes = append(votes, b.Vote)
		}
	}
	v.Count = judging.CountVote(v.Presence, r.place.Meeting.Casting, ballots(voters, votes))
	v.Count.Outcome, v.Count.Casting = v.Motion.Outcome, v.Motion.Casting
}
