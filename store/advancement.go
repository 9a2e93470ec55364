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
	Reason            string // why it does not go, or why it goes beside the rule
	UserID            int64  `bun:",nullzero"`
	AdvancedAt        time.Time

	Way        Way
	ReplacesID int64  `bun:",nullzero"` // the advancement in whose stead it is
	Minutes    string // in which it is written down
	MinutesOn  string // their day, "2023-04-14"; empty: not said
}

// Way is by what somebody goes on to the next round.
type Way string

// The ways.
const (
	ByRule       Way = "rule"        // the result sent it
	ByWildCard   Way = "wild_card"   // the next round's organizer let it in
	InStead      Way = "replacement" // the next round's organizer let it in in somebody's stead
	ByCorrection Way = "correction"  // a corrected result sent it
)

// MinutesForm names the minutes in which an act is written down.
type MinutesForm struct {
	Minutes   string // as people name them; may be empty
	MinutesOn string // their day, "2023-04-14"; may be empty
}

func (form *MinutesForm) check(wrong *fields) {
	form.Minutes, form.MinutesOn = strings.TrimSpace(form.Minutes), strings.TrimSpace(form.MinutesOn)
	wrong.word("minutes", form.Minutes, false, maxName)
	if _, err := time.Parse(time.DateOnly, form.MinutesOn); err != nil && form.MinutesOn != "" {
		wrong.add("minutes_on", "form.bad_date")
	}
}

// AdvanceForm is what goes with sending a contest's winners on.
type AdvanceForm struct {
	Declined map[string]string // why somebody stays behind, by the candidate's uid
	MinutesForm
}

func (form *AdvanceForm) check() error {
	var wrong fields
	for _, uid := range slices.Sorted(maps.Keys(form.Declined)) {
		wrong.word("declined["+uid+"]", form.Declined[uid], false, maxNote)
	}
	form.MinutesForm.check(&wrong)
	return wrong.err()
}

// Advance carries the advancement out: each winner becomes a candidate of the same category in the next round, with a
// snapshot of its entry and result. Who stays behind is named with a reason, so that those who go on and those who do
// not add up. What is on record already is left as it is. Faults: NotFound; Closed while nothing is decided, and where there is nobody
// to send them to; Invalid with "declined[" and the uid of whom something keeps from going, and nobody says so.
func (s *Store) Advance(ctx context.Context, actor judging.Actor, contest string, form AdvanceForm) error {
	if err := form.check(); err != nil {
		return err
	}
	err := s.writeOnward(ctx, actor, judging.Advance, contest, func(tx *transaction, p *ContestPlace) error {
		preview, err := tx.previewAdvancement(ctx, p)
		if err != nil {
			return err
		}
		return tx.advance(ctx, actor, preview, form)
	})
	return wrapped("advance", err)
}

func (tx *transaction) advance(ctx context.Context, actor judging.Actor, preview *AdvancementPreview, form AdvanceForm) error {
	if preview.Blocked != nil {
		return preview.Blocked
	}
	var wrong fields
	for _, c := range preview.Candidates {
		if !c.Done && c.Obstacle != nil && strings.TrimSpace(form.Declined[c.Candidate.UID]) == "" {
			wrong.add("declined["+c.Candidate.UID+"]", c.Obstacle.Key)
		}
	}
	if err := wrong.err(); err != nil {
		return err
	}
	for _, c := range preview.Candidates {
		if c.Done {
			continue
		}
		a := &Advancement{Way: ByRule, Reason: strings.TrimSpace(form.Declined[c.Candidate.UID]), Minutes: form.Minutes, MinutesOn: form.MinutesOn}
		if err := tx.putAdvancement(ctx, actor, preview, c, a, a.Reason == ""); err != nil {
			return err
		}
	}
	return nil
}

// putAdvancement puts on record what becomes of a candidate: with going it stands in the target from now on.
func (tx *transaction) putAdvancement(ctx context.Context, actor judging.Actor, preview *AdvancementPreview, c *AdvancingCandidate, a *Advancement, going bool) error {
	snapshot, err := tx.snapshot(ctx, preview, c)
	if err != nil {
		return fmt.Errorf("snapshot of candidate %s: %w", c.Candidate.UID, err)
	}
	text, err := json.Marshal(snapshot)
	if err != nil {
		return err
	}
	a.Snapshot, a.UserID, a.AdvancedAt = string(text), actor.User, tx.now
	a.SourceCandidateID, a.TargetContestID = c.Candidate.ID, preview.Target.Contest.ID
	if going {
		target := &Candidate{UID: tx.store.NewUID(), ContestID: preview.Target.Contest.ID, EntryID: c.Candidate.EntryID,
			SourceCandidateID: c.Candidate.ID, CreatedAt: tx.now}
		if _, err := tx.NewInsert().Model(target).Exec(ctx); err != nil {
			return fmt.Errorf("candidate %s: %w", c.Candidate.UID, err)
		}
		a.TargetCandidateID = target.ID
	}
	return tx.recordAdvancement(ctx, actor, a)
}

// recordAdvancement writes an advancement, or anew what was on record of one that stayed behind.
func (tx *transaction) recordAdvancement(ctx context.Context, actor judging.Actor, a *Advancement) error {
	write := func() error { _, err := tx.NewUpdate().Model(a).WherePK().Exec(ctx); return err }
	if a.ID == 0 {
		a.UID = tx.store.NewUID()
		write = func() error { _, err := tx.NewInsert().Model(a).Exec(ctx); return err }
	}
	if err := write(); err != nil {
		return err
	}
	act := map[Way]string{ByRule: "advancement.make", ByWildCard: "advancement.let_in", InStead: "advancement.replace", ByCorrection: "advancement.correct"}[a.Way]
	return tx.recordWithNote(ctx, actor, act, "advancement", a.ID,
		map[string]any{"source": a.SourceCandidateID, "target": a.TargetCandidateID, "contest": a.TargetContestID, "replaces": a.ReplacesID}, a.Reason)
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
