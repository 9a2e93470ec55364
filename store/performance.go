package store

import (
	"context"
	"slices"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// Performance is a ceremony as it goes on, or a rehearsal of one with invented winners, which can open nothing.
type Performance struct {
	bun.BaseModel `bun:"table:performance"`

	ID        int64 `bun:",pk,autoincrement"`
	UID       string
	StageID   int64
	Rehearsal bool
	Opens     bool // the page of a contest opens as its last winner is revealed
	Step      int  // the one that is shown; 0: none yet
	Black     bool
	Paused    bool
	UserID    int64 // who began it
	BeganAt   time.Time
	EndedAt   time.Time `bun:",nullzero"`
}

// Presenting is where it stands on the screens.
func (p *Performance) Presenting() judging.Presenting {
	return judging.Presenting{Step: p.Step, Black: p.Black, Paused: p.Paused}
}

// PerformanceStep is a step of a performance, frozen as that began.
type PerformanceStep struct {
	bun.BaseModel `bun:"table:performance_step"`

	PerformanceID int64 `bun:",pk"`
	Number        int   `bun:",pk"` // from 1
	Kind          judging.RevealKind
	ContestID     int64       `bun:",nullzero"` // none: over all categories
	ResultID      int64       `bun:",nullzero"` // whose places; none: of a rehearsal
	Place         int         `bun:",nullzero"`
	LastPlace     int         `bun:",nullzero"`
	AwardID       int64       `bun:",nullzero"` // the award, or what comes with the place besides
	AwardRevision int         // of the award as the ceremony began
	Name          locale.Text // what a rehearsal confers
	Winners       []StepWinner
	RevealedAt    time.Time `bun:",nullzero"`
}

// StepWinner is somebody who gets something in a step.
type StepWinner struct {
	Candidate int64  `json:"candidate"`        // row id
	Amount    int64  `json:"amount,omitempty"` // minor units
	Currency  string `json:"currency,omitempty"`
}

// performanceOn is the stage's performance that goes on; nil: none.
func (tx *transaction) performanceOn(ctx context.Context, stage int64) (*Performance, error) {
	var on []*Performance
	err := tx.NewSelect().Model(&on).Where("stage_id = ?", stage).Where("ended_at is null").Scan(ctx)
	return first(on), err
}

// performanceSteps reads the steps of a performance in their order.
func (tx *transaction) performanceSteps(ctx context.Context, p *Performance) (steps []*PerformanceStep, err error) {
	err = tx.NewSelect().Model(&steps).Where("performance_id = ?", p.ID).Order("number").Scan(ctx)
	return steps, err
}

// begin stores a performance with its steps. Conflict while another one is on; Closed where there is nothing to reveal.
func (tx *transaction) begin(ctx context.Context, actor judging.Actor, p *StagePlace, rehearsal bool, steps []*PerformanceStep) error {
	on, err := tx.performanceOn(ctx, p.Stage.ID)
	switch {
	case err != nil:
		return err
	case on != nil:
		return fault.New(fault.Conflict, "hall.another_is_on")
	case len(steps) == 0:
		return fault.New(fault.Closed, "hall.nothing")
	}
	v := &Performance{UID: tx.store.NewUID(), StageID: p.Stage.ID, Rehearsal: rehearsal, Opens: p.Stage.Opens && !rehearsal, UserID: actor.User, BeganAt: tx.now}
	if _, err := tx.NewInsert().Model(v).Exec(ctx); err != nil {
		return err
	}
	for i, step := range steps {
		step.PerformanceID, step.Number = v.ID, i+1
	}
	if err := insertAll(ctx, tx, steps); err != nil {
		return err
	}
	return tx.record(ctx, actor, "performance.begin", "performance", v.ID,
		map[string]any{"round": p.Round.ID, "rehearsal": rehearsal, "opens": v.Opens, "steps": len(steps)})
}

// EndPerformance ends a ceremony or a rehearsal. What was announced stays so. Conflict where another one is on by now, or none.
func (s *Store) EndPerformance(ctx context.Context, actor judging.Actor, round, performance string) error {
	err := s.writeStage(ctx, actor, judging.EndCeremony, round, func(tx *transaction, p *StagePlace) error {
		v, err := tx.performanceOn(ctx, p.Stage.ID)
		if err != nil {
			return err
		}
		if v == nil || v.UID != performance {
			return fault.New(fault.Conflict, "hall.moved_on")
		}
		if _, err := tx.NewUpdate().Model(v).Set("ended_at = ?", tx.now).WherePK().Exec(ctx); err != nil {
			return err
		}
		return tx.record(ctx, actor, "performance.end", "performance", v.ID, nil)
	})
	return wrapped("end performance", err)
}

// BeginCeremony begins the ceremony itself, which takes an organizer; the screens show no result until the first step. Everything that
// is in it must be sealed or announced and what its data come to, and where announcing takes two people and everybody may watch, both have
// said so of each contest: otherwise it is Closed and names the category.
func (s *Store) BeginCeremony(ctx context.Context, actor judging.Actor, round string) error {
	err := s.writeStage(ctx, actor, judging.ManageRound, round, func(tx *transaction, p *StagePlace) error {
		if err := judging.May(actor, judging.PresentCeremony, p.Facts()); err != nil {
			return err
		}
		if err := tx.mustBeReady(ctx, actor, p); err != nil {
			return err
		}
		sequence, err := tx.ceremonySequence(ctx, actor, p)
		if err != nil {
			return err
		}
		return tx.begin(ctx, actor, p, false, sequence.frozen())
	})
	return wrapped("begin ceremony", err)
}

// frozen is the sequence as a performance keeps it.
func (v *CeremonySequence) frozen() (steps []*PerformanceStep) {
	for _, s := range v.Steps {
		step := &PerformanceStep{Kind: s.Kind, Place: s.Place, LastPlace: s.Last, Name: locale.Text{}, Winners: []StepWinner{}}
		if s.Contest != nil {
			step.ContestID, step.ResultID = s.Contest.Contest.ID, s.Contest.Result.ID
		}
		for _, l := range s.Laureates {
			w := StepWinner{Candidate: l.Candidate.ID}
			if l.Prize != nil {
				w.Amount, w.Currency = l.Prize.Amount, l.Prize.Currency
				step.AwardID, step.AwardRevision = l.Prize.ID, l.Prize.Revision
			}
			step.Winners = append(step.Winners, w)
		}
		steps = append(steps, step)
	}
	return steps
}

// mustBeReady is Closed unless each contest of the ceremony may be revealed; the fault names the first that may not.
func (tx *transaction) mustBeReady(ctx context.Context, actor judging.Actor, p *StagePlace) error {
	contests, err := tx.ceremonyContests(ctx, p, false)
	if err != nil {
		return err
	}
	plans, err := tx.revealPlans(ctx, p.Round.ID)
	if err != nil {
		return err
	}
	awaited, err := tx.awaited(ctx, p.Round.ID)
	if err != nil {
		return err
	}
	for _, c := range contests {
		if err := p.readiness(actor, &c.Contest, plans[c.Contest.ID], awaited); err != nil {
			switch fault.Of(err).Key {
			case "hall.awaits_advancement":
				return fault.New(fault.Closed, "hall.contest_awaited").With("Category", c.Category.Name)
			case "hall.not_confirmed":
				return fault.New(fault.Closed, "hall.contest_not_confirmed").With("Category", c.Category.Name)
			case "result.time_set":
				return fault.New(fault.Closed, "hall.contest_time_set").With("Category", c.Category.Name)
			}
			return fault.New(fault.Closed, "hall.contest_not_sealed").With("Category", c.Category.Name)
		}
		place, err := tx.contestPlaceOf(ctx, "id = ?", c.Contest.ID)
		if err != nil {
			return err
		}
		if p.ContestFacts(&c.Contest).Public {
			continue
		}
		if err := tx.mustBeCurrent(ctx, place); err != nil {
			return err
		}
	}
	return nil
}

// readiness says why no ceremony may begin yet that reveals a contest: one that opens pages reveals nothing that the clock might open
// before it, and none reveals a contest for which those who go on to it are not known yet.
func (p *StagePlace) readiness(actor judging.Actor, c *Contest, plan *Announcement, awaited []int64) error {
	if slices.Contains(awaited, c.ID) {
		return fault.New(fault.Closed, "hall.awaits_advancement")
	}
	if p.Stage.Opens && p.timed(c) {
		return fault.New(fault.Closed, "result.time_set")
	}
	return p.resting(actor, c, plan)
}

// resting says why a contest may not be revealed by a ceremony.
func (p *StagePlace) resting(actor judging.Actor, c *Contest, plan *Announcement) error {
	facts := p.ContestFacts(c)
	switch err := judging.May(actor, judging.RevealResult, facts); {
	case fault.Is(err, fault.NotFound):
		return err
	case err != nil:
		return fault.New(fault.Closed, "hall.not_sealed")
	case p.timed(c) && !p.Stage.Opens:
		return nil // who watches from afar sees nothing of it before its T0
	case (p.Stage.Opens || p.Stage.Public) && p.Edition.AnnouncingPair && !facts.Public && (plan == nil || plan.State != PairConfirmed):
		return fault.New(fault.Closed, "hall.not_confirmed")
	}
	return nil
}

// awaited lists the contests of a round in which nobody stands yet who is to come from a round below.
func (tx *transaction) awaited(ctx context.Context, round int64) (ids []int64, err error) {
	err = tx.NewRaw("select id from contest where round_id = ? and cancelled_at is null and "+contended("contest")+" and not "+entered("contest"), round).Scan(ctx, &ids)
	return ids, err
}

// ceremonyContests reads the contests of a ceremony in its order: those in which somebody stands, or is to. All are those that it leaves
// out, too.
func (tx *transaction) ceremonyContests(ctx context.Context, p *StagePlace, all bool) ([]CategorizedContest, error) {
	contests, err := tx.contestsWhere(ctx, "round_id = ? and cancelled_at is null and "+contended("contest"), p.Round.ID)
	if err != nil {
		return nil, err
	}
	of, err := tx.stageContests(ctx, p)
	if err != nil {
		return nil, err
	}
	if !all {
		contests = slices.DeleteFunc(contests, func(c CategorizedContest) bool { return of(c.Contest.ID).LeftOut })
	}
	slices.SortStableFunc(contests, func(a, b CategorizedContest) int { return of(a.Contest.ID).Position - of(b.Contest.ID).Position })
	return contests, nil
}
