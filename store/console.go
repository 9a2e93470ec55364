package store

import (
	"context"
	"fmt"

	"blazon/fault"
	"blazon/judging"
)

// StageConsole is all that who leads a ceremony sees: what comes next, too.
type StageConsole struct {
	*Scene
	Steps    []*ShownStep // all of them
	Contests []*StagedContest
	Unstaged []*Award // conferred since the ceremony began, which has no step for them
	Leads    bool     // may begin the ceremony, and say how it goes
	Shut     bool     // the round is finished: nothing is begun and nothing revealed any more
}

// StagedContest is a contest of a ceremony, in its order.
type StagedContest struct {
	CategorizedContest
	Setting StageContest
	Why     error         // it may not be revealed yet; nil: it may
	Plan    *Announcement // that its page opens with the ceremony, where that takes two people; nil: nobody has said so
	Own     bool          // the reader has entered the plan
	Public  bool
	Page    Curtained // what the ceremony does with its page; empty: nothing
}

// Waits says what the contest waits for before it may be revealed; empty: nothing.
func (c *StagedContest) Waits() string {
	if c.Why == nil {
		return ""
	}
	switch fault.Of(c.Why).Key {
	case "hall.awaits_advancement":
		return "awaited"
	case "hall.not_confirmed":
		return "unconfirmed"
	case "result.time_set":
		return "timed"
	}
	return "unsealed"
}

// Next is the step that comes next; nil: none.
func (v *StageConsole) Next() *ShownStep {
	if v.Performance == nil || v.Performance.Step >= len(v.Steps) {
		return nil
	}
	return v.Steps[v.Performance.Step]
}

// Present is the step that is shown, or waits in the dark or in a break; nil: none yet.
func (v *StageConsole) Present() *ShownStep {
	if v.Performance == nil || v.Performance.Step == 0 {
		return nil
	}
	return v.Steps[v.Performance.Step-1]
}

// At gives the scene that the screens show at a step.
func (v *StageConsole) At(step int) *Scene {
	scene, shown := *v.Scene, *v.Performance
	shown.Step, shown.Black, shown.Paused = step, false, false
	scene.Performance, scene.Steps = &shown, nil
	for _, s := range v.Steps[:step] {
		if s.ContestID == v.Steps[step-1].ContestID {
			scene.Steps = append(scene.Steps, s)
		}
	}
	return &scene
}

// Ready tells whether each contest may be revealed.
func (v *StageConsole) Ready() bool {
	for _, c := range v.Contests {
		if c.Why != nil {
			return false
		}
	}
	return len(v.Contests) > 0
}

// StageConsole reads a round's ceremony for whoever leads it.
func (s *Store) StageConsole(ctx context.Context, actor judging.Actor, round string) (v *StageConsole, err error) {
	err = s.read(ctx, func(tx *transaction) error {
		p, err := tx.stagePlace(ctx, actor, judging.ViewCeremony, round)
		if err != nil {
			return err
		}
		v = &StageConsole{Leads: judging.May(actor, judging.ManageRound, p.Facts()) == nil, Shut: judging.May(actor, judging.PresentCeremony, p.Facts()) != nil}
		if v.Scene, err = tx.sceneOf(ctx, p, inTheHall); err != nil {
			return err
		}
		if v.Contests, err = tx.stagedContests(ctx, actor, p, false); err != nil || v.Performance == nil {
			return err
		}
		steps, err := tx.performanceSteps(ctx, v.Performance)
		if err != nil {
			return err
		}
		if v.Steps, err = tx.shownSteps(ctx, p, steps); err != nil || v.Performance.Rehearsal {
			return err
		}
		if v.Unstaged, err = tx.unstaged(ctx, v, steps); err != nil {
			return err
		}
		return tx.curtain(ctx, v, steps)
	})
	if err != nil {
		return nil, fmt.Errorf("console: %w", err)
	}
	return v, nil
}

// stagedContests reads the contests of a ceremony in its order; all are those that it leaves out, too.
func (tx *transaction) stagedContests(ctx context.Context, actor judging.Actor, p *StagePlace, all bool) (list []*StagedContest, err error) {
	contests, err := tx.ceremonyContests(ctx, p, all)
	if err != nil {
		return nil, err
	}
	of, err := tx.stageContests(ctx, p)
	if err != nil {
		return nil, err
	}
	plans, err := tx.revealPlans(ctx, p.Round.ID)
	if err != nil {
		return nil, err
	}
	awaited, err := tx.awaited(ctx, p.Round.ID)
	for _, c := range contests {
		plan := plans[c.Contest.ID]
		list = append(list, &StagedContest{CategorizedContest: c, Setting: of(c.Contest.ID), Why: p.readiness(actor, &c.Contest, plan, awaited),
			Plan: plan, Own: plan != nil && plan.EnteredBy == actor.User, Public: p.ContestFacts(&c.Contest).Public})
	}
	return list, err
}

// StageSetup is how a round's results are to be revealed, for its organizers.
type StageSetup struct {
	*StagePlace
	Contests    []*StagedContest // those that are left out, too
	Presenters  []*NamedPresenter
	Performance *Performance // nil: none is on
}

// StageSetup reads it.
func (s *Store) StageSetup(ctx context.Context, actor judging.Actor, round string) (v *StageSetup, err error) {
	err = s.read(ctx, func(tx *transaction) error {
		p, err := tx.stagePlace(ctx, actor, judging.ManageRound, round)
		if err != nil {
			return err
		}
		v = &StageSetup{StagePlace: p}
		if v.Contests, err = tx.stagedContests(ctx, actor, p, true); err != nil {
			return err
		}
		if v.Presenters, err = tx.presentersOf(ctx, p.Stage.ID); err != nil {
			return err
		}
		v.Performance, err = tx.performanceOn(ctx, p.Stage.ID)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("stage: %w", err)
	}
	return v, nil
}

// StageRevision tells how new a stage is whose ceremony, or rehearsal, is on.
type StageRevision struct {
	Stage     string // uid
	Revision  int64
	Rehearsal bool
}

// StageRevisions reads the revisions of all stages on which something goes on, so that one question answers everybody who waits. It
// tells of nothing but that something has changed, and so asks for no actor.
func (s *Store) StageRevisions(ctx context.Context) (list []StageRevision, err error) {
	err = s.reader.NewRaw(`select s.uid as stage, s.revision, p.rehearsal from performance p join stage s on s.id = p.stage_id
		where p.ended_at is null`).Scan(ctx, &list)
	return list, wrapped("revisions of stages", err)
}
