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

// Vote is one member's vote on a motion.
type Vote struct {
	bun.BaseModel `bun:"table:vote"`

	ID       int64 `bun:",pk,autoincrement"`
	UID      string
	MotionID int64
	JurorID  int64
	Choice   judging.Choice
	Dissent  string // why he disagrees, in his own words
	UserID   int64  `bun:",nullzero"` // who entered it
	CastAt   time.Time
}

// Voter is a seat of the jury as a vote counts it.
type Voter struct {
	MeetingSeat
	Role    judging.Role // in this vote: a contest's own chair stands in for the round's
	Recused bool         // from a candidate that the vote is about, or no juror of its contest
}

// voter is a seat in a vote about a contest with this chair of its own; 0: it has none.
func (s MeetingSeat) voter(chair int64, recused bool) Voter {
	v := Voter{MeetingSeat: s, Role: s.Juror.Role, Recused: recused}
	switch {
	case chair != 0 && s.Juror.ID == chair:
		v.Role = judging.Chair
	case chair != 0 && v.Role == judging.Chair:
		v.Role = judging.Member
	}
	return v
}

// voters reads the jury for a vote about candidates of a contest: who of it is recused from any of them.
func (tx *transaction) voters(ctx context.Context, p *MeetingPlace, contest int64, candidates []int64) ([]Voter, error) {
	seats, err := tx.meetingSeats(ctx, p)
	if err != nil {
		return nil, err
	}
	var out []int64
	err = tx.NewRaw(`select j.id from juror j where j.round_id = ? and (
			exists (select 1 from candidate n where n.id in (?) and not (`+kept("j.id", "n.id")+`))
			or ? <> 0 and exists (select 1 from juror_contest o where o.juror_id = j.id)
				and not exists (select 1 from juror_contest o where o.juror_id = j.id and o.contest_id = ?))`,
		p.Round.ID, bun.List(append([]int64{0}, candidates...)), contest, contest).Scan(ctx, &out)
	if err != nil {
		return nil, fmt.Errorf("voters: %w", err)
	}
	var chair int64
	if err := tx.NewRaw("select coalesce(max(chair_id), 0) from contest where id = ?", contest).Scan(ctx, &chair); err != nil {
		return nil, err
	}
	var voters []Voter
	for _, seat := range seats {
		voters = append(voters, seat.voter(chair, slices.Contains(out, seat.Juror.ID)))
	}
	return voters, nil
}

// attendee is the voter as judging counts him.
func (v *Voter) attendee() judging.Attendee {
	return judging.Attendee{Role: v.Role, Present: v.Present, Recused: v.Recused}
}

func attendees(voters []Voter) (list []judging.Attendee) {
	for i := range voters {
		list = append(list, voters[i].attendee())
	}
	return list
}

// ballots are the votes of those who may vote; the vote of somebody who left in between counts.
func ballots(voters []Voter, votes []*Vote) (list []judging.Ballot) {
	for _, vote := range votes {
		for i := range voters {
			if v := &voters[i]; v.Juror.ID == vote.JurorID && !v.Recused && v.HasVote() {
				list = append(list, judging.Ballot{Role: v.Role, Choice: vote.Choice})
			}
		}
	}
	return list
}

func (tx *transaction) votesOf(ctx context.Context, motions ...int64) (votes []*Vote, err error) {
	err = tx.NewSelect().Model(&votes).Where("motion_id in (?)", bun.List(append([]int64{0}, motions...))).Order("id").Scan(ctx)
	return votes, err
}

// CastVote is a member's own vote, at his own screen. Until the vote is counted he may cast another.
func (s *Store) CastVote(ctx context.Context, actor judging.Actor, motion string, choice judging.Choice) error {
	err := s.writeBallot(ctx, actor, motion, func(tx *transaction, p *MotionPlace, own *Voter) error {
		if err := judging.MayVote(judging.VoteFacts{Attendee: own.attendee(), Closed: !p.Motion.Open()}); err != nil {
			return err
		}
		return tx.putVote(ctx, actor, p, own, choice)
	})
	if err != nil {
		return fmt.Errorf("cast vote: %w", err)
	}
	return nil
}

// Dissent adds to a member's own vote why he disagrees, while the meeting is open. Without a vote it is Closed.
func (s *Store) Dissent(ctx context.Context, actor judging.Actor, motion, words string) error {
	err := s.writeBallot(ctx, actor, motion, func(tx *transaction, p *MotionPlace, own *Voter) error {
		var wrong fields
		wrong.word("dissent", words, false, maxNote)
		if err := wrong.err(); err != nil {
			return err
		}
		result, err := tx.NewRaw("update vote set dissent = ? where motion_id = ? and juror_id = ?", strings.TrimSpace(words), p.Motion.ID, own.Juror.ID).Exec(ctx)
		if err != nil {
			return err
		}
		if n, err := result.RowsAffected(); err != nil || n == 0 {
			return fault.New(fault.Closed, "meeting.no_vote_yet")
		}
		return tx.record(ctx, actor, "vote.dissent", "motion", p.Motion.ID, map[string]any{"juror": own.Juror.ID})
	})
	if err != nil {
		return fmt.Errorf("dissent: %w", err)
	}
	return nil
}

// writeBallot runs fn under the round's lock for the actor's own seat and a motion of its open meeting. Whoever is recused from
// what it is about knows nothing of it.
func (s *Store) writeBallot(ctx context.Context, actor judging.Actor, motion string, fn func(tx *transaction, p *MotionPlace, own *Voter) error) error {
	var round string
	err := s.reader.NewRaw(`select r.uid from motion m join meeting t on t.id = m.meeting_id join round r on r.id = t.round_id where m.uid = ?`, motion).Scan(ctx, &round)
	if err != nil {
		return absentAs(err)
	}
	return s.writeAttendee(ctx, actor, round, func(tx *transaction, open *MeetingPlace, seat *MeetingSeat) error {
		p, err := tx.motionPlace(ctx, actor, judging.ViewMeeting, motion)
		if err != nil {
			return err
		}
		if p.Meeting.ID != open.Meeting.ID {
			return fault.New(fault.Closed, "meeting.vote_closed")
		}
		voters, err := tx.voters(ctx, open, p.Motion.ContestID, p.Candidates)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(voters, func(v Voter) bool { return v.Juror.ID == seat.Juror.ID })
		return fn(tx, p, &voters[at])
	})
}

func (tx *transaction) putVote(ctx context.Context, actor judging.Actor, p *MotionPlace, v *Voter, choice judging.Choice) error {
	if !slices.Contains(judging.Choices, choice) {
		return fault.InForm(fault.Field{Name: "choice", Key: "fault.unknown_choice"})
	}
	row := &Vote{UID: tx.store.NewUID(), MotionID: p.Motion.ID, JurorID: v.Juror.ID, Choice: choice, UserID: actor.User, CastAt: tx.now}
	_, err := tx.NewInsert().Model(row).On("conflict (motion_id, juror_id) do update").
		Set("choice = excluded.choice, user_id = excluded.user_id, cast_at = excluded.cast_at").Returning("NULL").Exec(ctx)
	if err != nil {
		return err
	}
	return tx.record(ctx, actor, "vote.cast", "motion", p.Motion.ID, map[string]any{"juror": v.Juror.ID, "choice": choice})
}

// VoteForm is somebody's vote as the secretary enters it.
type VoteForm struct {
	Juror  string         // uid
	Choice judging.Choice // empty: none
	Was    judging.Choice // as the form showed it
}

// RecordVotes enters votes that were cast by a show of hands. What the form left as it was stays; a Conflict tells that somebody
// has voted otherwise meanwhile.
func (s *Store) RecordVotes(ctx context.Context, actor judging.Actor, motion string, forms []VoteForm) error {
	err := s.writeMotion(ctx, actor, motion, func(tx *transaction, p *MotionPlace) error {
		voters, err := tx.voters(ctx, &p.MeetingPlace, p.Motion.ContestID, p.Candidates)
		if err != nil {
			return err
		}
		votes, err := tx.votesOf(ctx, p.Motion.ID)
		if err != nil {
			return err
		}
		for _, form := range forms {
			if form.Choice == form.Was || form.Choice == "" {
				continue
			}
			at := slices.IndexFunc(voters, func(v Voter) bool { return v.Juror.UID == form.Juror })
			if at < 0 || judging.MayVote(judging.VoteFacts{Attendee: voters[at].attendee()}) != nil {
				return fault.InForm(fault.Field{Name: "votes[" + form.Juror + "]", Key: "meeting.not_a_voter"})
			}
			if choiceOf(votes, voters[at].Juror.ID) != form.Was {
				return fault.New(fault.Conflict, "meeting.voted_meanwhile")
			}
			if err := tx.putVote(ctx, actor, p, &voters[at], form.Choice); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("record votes: %w", err)
	}
	return nil
}

// choiceOf is how somebody has voted so far; empty: not at all.
func choiceOf(votes []*Vote, juror int64) judging.Choice {
	for _, v := range votes {
		if v.JurorID == juror {
			return v.Choice
		}
	}
	return ""
}
