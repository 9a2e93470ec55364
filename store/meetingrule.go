package store

import (
	"context"
	"fmt"
	"slices"

	"blazon/judging"

	"github.com/uptrace/bun"
)

// MeetingRule is how a round's jury meets and votes.
type MeetingRule struct {
	bun.BaseModel `bun:"table:meeting_rule"`

	RoundID      int64 `bun:",pk"`
	Quorum       judging.QuorumRule
	QuorumNumber int  // for judging.ByNumber
	Casting      bool // the chair's vote decides between equal halves
	Shows        Showing
}

// Showing is whose values the members see in a meeting, beside how many there are and how far they lie apart.
type Showing string

// The ways of showing values.
const (
	ShowNobody    Showing = "none"
	ShowPseudonym Showing = "pseudonym" // each under a letter that does not tell who it is
	ShowNames     Showing = "named"
)

// Showings are all of them, the most discreet first.
var Showings = []Showing{ShowNobody, ShowPseudonym, ShowNames}

// Rule gives the quorum as judging reckons it.
func (r *MeetingRule) Rule() judging.Quorum {
	return judging.Quorum{Rule: r.Quorum, Number: r.QuorumNumber}
}

// maxQuorum is the largest number that a rule may ask for.
const maxQuorum = 999

// SetMeetingRule says how the round's jury meets. A meeting that is open, or over, keeps the rule it was opened with.
func (s *Store) SetMeetingRule(ctx context.Context, actor judging.Actor, round string, form MeetingRule) error {
	var wrong fields
	if !slices.Contains(judging.QuorumRules, form.Quorum) {
		wrong.add("quorum", "fault.unknown_choice")
	}
	if form.Quorum == judging.ByNumber && (form.QuorumNumber < 1 || form.QuorumNumber > maxQuorum) {
		wrong.add("number", "meeting.bad_number")
	}
	if !slices.Contains(Showings, form.Shows) {
		wrong.add("shows", "fault.unknown_choice")
	}
	if form.Quorum != judging.ByNumber {
		form.QuorumNumber = 0
	}
	err := s.writeRound(ctx, round, exclusive, func(tx *transaction) error {
		p, err := tx.place(ctx, actor, judging.ManageRound, round)
		if err != nil {
			return err
		}
		if err := wrong.err(); err != nil {
			return err
		}
		form.RoundID = p.Round.ID
		_, err = tx.NewInsert().Model(&form).On("conflict (round_id) do update").
			Set("quorum = excluded.quorum, quorum_number = excluded.quorum_number, casting = excluded.casting, shows = excluded.shows").Exec(ctx)
		if err != nil {
			return err
		}
		return tx.record(ctx, actor, "meeting.rule", "round", p.Round.ID, map[string]any{"quorum": form.Quorum, "number": form.QuorumNumber,
			"casting": form.Casting, "shows": form.Shows})
	})
	if err != nil {
		return fmt.Errorf("set meeting rule: %w", err)
	}
	return nil
}

// meetingRule reads how a round's jury meets: where nobody said so, with more than half of its members, without a casting vote,
// and with nobody's values shown.
func (tx *transaction) meetingRule(ctx context.Context, round int64) (MeetingRule, error) {
	rules := []MeetingRule{}
	err := tx.NewSelect().Model(&rules).Where("round_id = ?", round).Scan(ctx)
	if err != nil || len(rules) > 0 {
		return append(rules, MeetingRule{})[0], err
	}
	return MeetingRule{RoundID: round, Quorum: judging.MoreThanHalf, Shows: ShowNobody}, nil
}

// adopt makes the rule the meeting's.
func (m *Meeting) adopt(r MeetingRule) {
	m.Quorum, m.QuorumNumber, m.Casting, m.Shows = r.Quorum, r.QuorumNumber, r.Casting, r.Shows
}
