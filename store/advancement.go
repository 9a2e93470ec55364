package store

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"blazon/fault"
	"blazon/judging"

	"github.com/uptrace/bun"
)

// Advancement is the act of sending a candidate on to the next round.
type Advancement struct {
	bun.BaseModel `bun:"table:advancement"`

	ID                int64 `bun:",pk,autoincrement"`
	UID               string
	SourceCandidateID int64
	TargetCandidateID int64 `bun:",nullzero"` // none: declined
	TargetContestID   int64
	Snapshot          string // JSON: the entry and its result as they were
	Reason            string
	UserID            int64 `bun:",nullzero"`
	AdvancedAt        time.Time
	WithdrawnAt       time.Time `bun:",nullzero"`
}

// AdvancementPreview shows who would go on, before anything is changed.
type AdvancementPreview struct {
	ContestPlace
	Target     *ContestPlace // nil: the next round has no contest in this category, or it is called off
	Candidates []*AdvancingCandidate
	Former     []*AdvancingCandidate // who went on by an earlier decision, and does not by the last one
	Tied       bool                  // more go on than the policy has places for: a tie at the cut

	begun bool // somebody of the contest went on, or was named with a reason
}

// AdvancingCandidate is one whom the policy sends on, with what became of that so far.
type AdvancingCandidate struct {
	PlacedStanding
	Done      bool   // the act is on record
	Reason    string // why it does not go on, if so
	Withdrawn bool   // it went on, and no longer stands there
}

// Open counts those on whom nothing is on record yet.
func (p *AdvancementPreview) Open() (n int) {
	for _, c := range p.Candidates {
		if !c.Done {
			n++
		}
	}
	return n
}

// PreviewAdvancement reads what Advance would do, and in a finished round what it did.
func (s *Store) PreviewAdvancement(ctx context.Context, actor judging.Actor, contest string) (*AdvancementPreview, error) {
	var preview *AdvancementPreview
	err := s.read(ctx, func(tx *transaction) error {
		p, err := tx.contestPlaceOf(ctx, "uid = ?", contest)
		if err != nil {
			return err
		}
		facts := p.Facts()
		if facts.Phase == judging.Finished {
			facts.Phase = judging.Deliberation // nobody goes on any more, but one may look
		}
		if err := judging.May(actor, judging.Advance, facts); err != nil {
			return err
		}
		preview, err = tx.previewAdvancement(ctx, p)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("preview advancement: %w", err)
	}
	return preview, nil
}

func (tx *transaction) previewAdvancement(ctx context.Context, p *ContestPlace) (*AdvancementPreview, error) {
	preview := &AdvancementPreview{ContestPlace: *p}
	if p.Round.NextRoundID != 0 {
		target, err := tx.contestPlaceOf(ctx, "round_id = ? and category_id = ? and cancelled_at is null", p.Round.NextRoundID, p.Category.ID)
		if err != nil && !fault.Is(err, fault.NotFound) {
			return nil, err
		}
		preview.Target = target
	}
	r := &RoundResults{Place: p.Place, Contests: []*ContestResult{{Contest: p.Contest, Category: p.Category, Visible: true}}}
	if err := tx.fillResults(ctx, r, []int64{p.Contest.ID}); err != nil {
		return nil, err
	}
	if err := tx.fillAdvancement(ctx, preview, r.Contests[0].Standings); err != nil {
		return nil, err
	}
	room := max(p.Contest.Cut.Places, p.Contest.Cut.Seats)
	preview.Tied = room > 0 && len(preview.Candidates) > room
	return preview, nil
}

// fillAdvancement adds who goes on by the result, and who did by an earlier one.
func (tx *transaction) fillAdvancement(ctx context.Context, preview *AdvancementPreview, standings []*PlacedStanding) error {
	var done []struct {
		SourceCandidateID int64
		Reason            string
		Withdrawn         bool
	}
	err := tx.NewRaw(`select a.source_candidate_id, a.reason, m.withdrawn_at is not null as withdrawn from advancement a
		join candidate n on n.id = a.source_candidate_id left join candidate m on m.id = a.target_candidate_id
		where n.contest_id = ?`, preview.Contest.ID).Scan(ctx, &done)
	if err != nil {
		return fmt.Errorf("advancements: %w", err)
	}
	preview.begun = len(done) > 0
	for _, standing := range standings {
		row := &AdvancingCandidate{PlacedStanding: *standing}
		for _, a := range done {
			if a.SourceCandidateID == standing.CandidateID {
				row.Done, row.Reason, row.Withdrawn = true, a.Reason, a.Withdrawn
			}
		}
		switch {
		case standing.Advances:
			preview.Candidates = append(preview.Candidates, row)
		case row.Done && row.Reason == "":
			preview.Former = append(preview.Former, row)
		}
	}
	return nil
}

// Advance carries the advancement out: each winner becomes a candidate of the same category in the next round, with a
// snapshot of its entry and result. Who stays behind is named with a reason, so that those who go on and those who do
// not add up. What is on record already is left as it is. declined holds reasons by the candidates' uids.
func (s *Store) Advance(ctx context.Context, actor judging.Actor, contest string, declined map[string]string) error {
	var wrong fields
	for _, uid := range slices.Sorted(maps.Keys(declined)) {
		wrong.word("declined["+uid+"]", declined[uid], false, maxNote)
	}
	if err := wrong.err(); err != nil {
		return err
	}
	err := s.writeOnward(ctx, actor, judging.Advance, contest, func(tx *transaction, p *ContestPlace) error {
		preview, err := tx.previewAdvancement(ctx, p)
		if err != nil {
			return err
		}
		return tx.advance(ctx, actor, preview, declined)
	})
	if err != nil {
		return fmt.Errorf("advance: %w", err)
	}
	return nil
}

// writeOnward is writeContest for an act that touches the next round, too: both rounds' locks are held.
func (s *Store) writeOnward(ctx context.Context, actor judging.Actor, act judging.Act, contest string,
	fn func(tx *transaction, p *ContestPlace) error) error {
	return s.writeBothRounds(ctx, contest, func(tx *transaction) error {
		p, err := tx.contestPlace(ctx, actor, act, contest)
		if err != nil {
			return err
		}
		return fn(tx, p)
	})
}

// writeBothRounds is writeRound for a contest's round together with the next one.
func (s *Store) writeBothRounds(ctx context.Context, contest string, fn func(tx *transaction) error) error {
	rounds, err := s.roundsOfAdvancement(ctx, contest)
	if err != nil {
		return err
	}
	return s.writeRound(ctx, rounds[0], exclusive, func(tx *transaction) error {
		if len(rounds) > 1 {
			if err := s.lockRound(ctx, tx.Tx, rounds[1], exclusive); err != nil {
				return err
			}
			var err error
			if tx.now, err = s.clock(ctx, tx.Tx); err != nil { // the second lock may have been waited for
				return err
			}
		}
		return fn(tx)
	})
}

// roundsOfAdvancement lists the rounds to lock, in one order everywhere, so that two acts never wait for each other.
func (s *Store) roundsOfAdvancement(ctx context.Context, contest string) (uids []string, err error) {
	err = s.reader.NewRaw(`
		select r.uid from round r join contest c on c.round_id = r.id where c.uid = ?0
		union
		select n.uid from round n join round r on r.next_round_id = n.id join contest c on c.round_id = r.id where c.uid = ?0
		order by 1`, contest).Scan(ctx, &uids)
	if err == nil && len(uids) == 0 {
		err = fault.New(fault.NotFound, "fault.not_found")
	}
	return uids, err
}

func (tx *transaction) advance(ctx context.Context, actor judging.Actor, preview *AdvancementPreview, declined map[string]string) error {
	if preview.Target == nil {
		return fault.New(fault.Closed, "fault.no_next_round")
	}
	if !preview.Target.Round.ClosedAt.IsZero() {
		return fault.New(fault.Closed, "fault.next_round_closed")
	}
	for _, c := range preview.Candidates {
		if c.Done {
			continue
		}
		if err := tx.advanceOne(ctx, actor, preview, c, strings.TrimSpace(declined[c.Candidate.UID])); err != nil {
			return fmt.Errorf("candidate %s: %w", c.Candidate.UID, err)
		}
	}
	return nil
}

func (tx *transaction) advanceOne(ctx context.Context, actor judging.Actor, preview *AdvancementPreview, c *AdvancingCandidate, reason string) error {
	snapshot, err := json.Marshal(c.PlacedStanding)
	if err != nil {
		return err
	}
	a := &Advancement{UID: tx.store.NewUID(), SourceCandidateID: c.CandidateID, TargetContestID: preview.Target.Contest.ID,
		Snapshot: string(snapshot), Reason: reason, UserID: actor.User, AdvancedAt: tx.now}
	if reason == "" {
		target := &Candidate{UID: tx.store.NewUID(), ContestID: preview.Target.Contest.ID, EntryID: c.Candidate.EntryID,
			SourceCandidateID: c.CandidateID, CreatedAt: tx.now}
		if _, err := tx.NewInsert().Model(target).Exec(ctx); err != nil {
			return err
		}
		a.TargetCandidateID = target.ID
	}
	if _, err := tx.NewInsert().Model(a).Exec(ctx); err != nil {
		return err
	}
	return tx.record(ctx, actor, "advancement.make", "advancement", a.ID,
		map[string]any{"source": a.SourceCandidateID, "target": a.TargetCandidateID, "contest": a.TargetContestID})
}
