package store

import (
	"context"
	"slices"

	"blazon/fault"
	"blazon/judging"

	"github.com/uptrace/bun"
)

// StageCue is what the presenter does.
type StageCue struct {
	Cue  judging.Cue
	Step int // of judging.CueGo
}

// SeenStage is what the presenter had before him.
type SeenStage struct {
	Performance string // uid
	Revision    int64
}

// Perform does what the presenter wants, in that order. As the last winner of a contest is revealed in a ceremony that opens pages, its
// T0 is now. Conflict where the stage is not as he saw it: somebody else has moved on. Closed in a break, where there is no such step,
// and where a result is not at rest any more.
func (s *Store) Perform(ctx context.Context, actor judging.Actor, round string, seen SeenStage, cues ...StageCue) error {
	err := s.writeStage(ctx, actor, judging.PresentCeremony, round, func(tx *transaction, p *StagePlace) error {
		v, err := tx.performanceOn(ctx, p.Stage.ID)
		if err != nil {
			return err
		}
		if v == nil || v.UID != seen.Performance || p.Stage.Revision != seen.Revision {
			return fault.New(fault.Conflict, "hall.moved_on")
		}
		steps, err := tx.performanceSteps(ctx, v)
		if err != nil {
			return err
		}
		fresh, err := v.follow(cues, steps)
		if err != nil {
			return err
		}
		if _, err := tx.NewUpdate().Model(v).Column("step", "black", "paused").WherePK().Exec(ctx); err != nil {
			return err
		}
		if err := tx.reveal(ctx, actor, p, v, steps, fresh); err != nil {
			return err
		}
		return tx.record(ctx, actor, "performance.cue", "performance", v.ID, map[string]any{"cues": cuesOf(cues), "step": v.Step, "revealed": fresh})
	})
	return wrapped("perform", err)
}

// cuesOf are the cues' names.
func cuesOf(cues []StageCue) (names []judging.Cue) {
	for _, c := range cues {
		names = append(names, c.Cue)
	}
	return names
}

// follow moves the performance by cues, and gives the numbers of the steps that it shows for the first time.
func (v *Performance) follow(cues []StageCue, steps []*PerformanceStep) (fresh []int, err error) {
	var passages []judging.Passage
	for _, s := range steps {
		passages = append(passages, judging.Passage{Begins: s.Kind == judging.RevealContest, Revealed: !s.RevealedAt.IsZero()})
	}
	at := v.Presenting()
	for _, c := range cues {
		if at, err = at.After(c.Cue, c.Step, passages); err != nil {
			return nil, err
		}
		if at.Step > 0 && !passages[at.Step-1].Revealed {
			passages[at.Step-1].Revealed = true
			fresh = append(fresh, at.Step)
		}
	}
	v.Step, v.Black, v.Paused = at.Step, at.Black, at.Paused
	return fresh, nil
}

// reveal puts down when steps were shown first, and opens what is to open by that.
func (tx *transaction) reveal(ctx context.Context, actor judging.Actor, p *StagePlace, v *Performance, steps []*PerformanceStep, fresh []int) error {
	if len(fresh) == 0 {
		return nil
	}
	_, err := tx.NewUpdate().Model((*PerformanceStep)(nil)).Set("revealed_at = ?", tx.now).Where("performance_id = ?", v.ID).
		Where("number in (?)", bun.List(fresh)).Exec(ctx)
	if err != nil || v.Rehearsal {
		return err
	}
	var now []*PerformanceStep
	for _, number := range fresh {
		steps[number-1].RevealedAt = tx.now
		now = append(now, steps[number-1])
	}
	contests, err := tx.contestPlacesOf(ctx, "round_id = ? and cancelled_at is null and "+contended("contest"), p.Round.ID)
	if err != nil {
		return err
	}
	if err := tx.mustRest(ctx, actor, p, contests, now); err != nil {
		return err
	}
	if err := tx.mustConfer(ctx, now); err != nil {
		return err
	}
	if !v.Opens {
		return nil
	}
	return tx.open(ctx, actor, p, contests, steps)
}

// mustRest is Closed where a step of a contest is revealed whose result could change, or has changed since the ceremony began.
func (tx *transaction) mustRest(ctx context.Context, actor judging.Actor, p *StagePlace, contests []*ContestPlace, steps []*PerformanceStep) error {
	plans, err := tx.revealPlans(ctx, p.Round.ID)
	if err != nil {
		return err
	}
	asked := map[int64]bool{0: true} // nor has what is conferred over all contests a result
	for _, step := range steps {
		if asked[step.ContestID] {
			continue
		}
		asked[step.ContestID] = true
		at := slices.IndexFunc(contests, func(c *ContestPlace) bool { return c.Contest.ID == step.ContestID })
		if at < 0 {
			return fault.New(fault.Closed, "hall.result_changed")
		}
		if err := p.resting(actor, &contests[at].Contest, plans[step.ContestID]); err != nil {
			return err
		}
		newest, err := tx.newestResult(ctx, step.ContestID)
		if err != nil {
			return err
		}
		if newest == nil || newest.ID != step.ResultID {
			return fault.New(fault.Closed, "hall.result_changed")
		}
	}
	return nil
}

// mustConfer is Closed where a step is revealed whose award has changed since the ceremony began, or is not there any more.
func (tx *transaction) mustConfer(ctx context.Context, steps []*PerformanceStep) error {
	ids := []int64{0}
	for _, step := range steps {
		ids = append(ids, step.AwardID)
	}
	var awards []Award
	if err := tx.NewSelect().Model(&awards).Where("id in (?)", bun.List(ids)).Scan(ctx); err != nil {
		return err
	}
	for _, step := range steps {
		if step.AwardID == 0 && step.Kind != judging.RevealAward {
			continue
		}
		if !slices.ContainsFunc(awards, step.confers) {
			return fault.New(fault.Closed, "hall.result_changed")
		}
	}
	return nil
}

// confers tells whether the award is still what the step reveals.
func (s *PerformanceStep) confers(a Award) bool {
	same := a.ID == s.AwardID && a.Revision == s.AwardRevision && !a.Withheld
	return same && (s.Kind != judging.RevealAward || len(s.Winners) == 1 && a.CandidateID == s.Winners[0].Candidate)
}
