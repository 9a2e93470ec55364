package store

import (
	"context"
	"fmt"

	"blazon/judging"
	"blazon/locale"
)

// CountMotion closes a vote and counts it. A carried motion about gaps or a tie becomes a decision, with the vote in its reason;
// one about a distinction confers it.
func (s *Store) CountMotion(ctx context.Context, actor judging.Actor, motion string) error {
	err := s.writeMotion(ctx, actor, motion, func(tx *transaction, p *MotionPlace) error {
		m := &p.Motion
		seats, err := tx.voters(ctx, &p.MeetingPlace, m.ContestID, p.Candidates)
		if err != nil {
			return err
		}
		votes, err := tx.votesOf(ctx, m.ID)
		if err != nil {
			return err
		}
		presence := p.Meeting.Rule().Over(attendees(seats))
		vote := judging.CountVote(presence, p.Meeting.Casting, ballots(seats, votes))
		m.ClosedAt, m.Outcome, m.Casting = tx.now, vote.Outcome, vote.Casting
		m.Members, m.Present, m.Needed = presence.Members, presence.Present, presence.Needed
		if _, err := tx.NewUpdate().Model(m).Column("closed_at", "outcome", "casting", "members", "present", "needed").WherePK().Exec(ctx); err != nil {
			return err
		}
		if m.Outcome == judging.Carried {
			if err := tx.carry(ctx, actor, p, vote); err != nil {
				return err
			}
		}
		return tx.record(ctx, actor, "motion.count", "motion", m.ID, map[string]any{"outcome": m.Outcome, "for": vote.For, "against": vote.Against,
			"abstained": vote.Abstained, "casting": vote.Casting, "present": presence.Present, "needed": presence.Needed})
	})
	if err != nil {
		return fmt.Errorf("count motion: %w", err)
	}
	return nil
}

// carry makes of a carried motion what it asks for.
func (tx *transaction) carry(ctx context.Context, actor judging.Actor, p *MotionPlace, vote judging.Vote) error {
	if p.Motion.ContestID == 0 {
		return nil
	}
	c, err := tx.contestPlaceOf(ctx, "id = ?", p.Motion.ContestID)
	if err != nil {
		return err
	}
	if err := judging.May(actor, judging.HoldMeeting, p.ContestFacts(&c.Contest)); err != nil {
		return err
	}
	if p.Motion.ProposalID != 0 {
		return tx.confer(ctx, actor, c, p.Motion.ProposalID)
	}
	if !p.Motion.Kind.Decides() {
		return nil
	}
	loaded, err := tx.loadContest(ctx, c)
	if err != nil {
		return err
	}
	d, err := tx.addDecision(ctx, actor, c, loaded, tx.motionDecision(p, loaded, vote))
	if err != nil {
		return err
	}
	if _, err := tx.NewRaw("insert into motion_decision (motion_id, decision_id) values (?, ?)", p.Motion.ID, d.ID).Exec(ctx); err != nil {
		return err
	}
	_, err = tx.tallyAgain(ctx, c)
	return err
}

// motionDecision is the form of the decision that the motion becomes, with the vote behind its words.
func (tx *transaction) motionDecision(p *MotionPlace, l *LoadedContest, vote judging.Vote) DecisionForm {
	form := MotionForm{Kind: p.Motion.Kind}
	for _, id := range p.Candidates {
		if number, standing := l.candidate[id]; standing {
			form.Candidates = append(form.Candidates, l.Candidates[number].UID)
		}
	}
	if len(form.Candidates) == 1 {
		form.Candidate = form.Candidates[0]
	}
	for _, c := range l.Criteria {
		if c.ID == p.Motion.CriterionID {
			form.Criterion = c.Key
		}
	}
	words := locale.T(p.Language(), "meeting.by_vote", "Words", p.Motion.Words, "For", vote.For, "Against", vote.Against)
	return form.decision(words)
}
