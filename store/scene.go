package store

import (
	"context"
	"fmt"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// ShownStep is a step with the words that the screens show of it.
type ShownStep struct {
	PerformanceStep
	Category  *Category // nil: over all categories
	Award     *Award    // the award, or what comes with the place besides; nil: nothing
	Laureates []*ShownLaureate
	Range     bool // shared places are written as the range that they occupy
}

// Title names what is conferred: an award, or what comes with a place.
func (s *ShownStep) Title() locale.Text {
	if s.Award != nil {
		return s.Award.Name
	}
	return s.Name
}

// Shared tells whether several have the place.
func (s *ShownStep) Shared() bool { return len(s.Laureates) > 1 || s.LastPlace > s.Place }

// ShownLaureate is somebody on the screens.
type ShownLaureate struct {
	StepWinner
	*NamedCandidate
	Arms []string // uids
}

// Scene is what the screens show: never more than what has been revealed.
type Scene struct {
	*StagePlace
	Performance *Performance // nil: none is on
	Ended       bool         // none is on, for the ceremony is over
	Ceremony    *Ceremony    // when and where it is; nil: nobody has said so
	Steps       []*ShownStep // of the contest that is under way, up to now: the last one is what is revealed at the moment
}

// Revision tells how new the scene is; 0: nothing goes on.
func (s *Scene) Revision() int64 {
	if s.Performance == nil {
		return 0
	}
	return s.Stage.Revision
}

// Rehearsal tells whether the winners are invented.
func (s *Scene) Rehearsal() bool { return s.Performance != nil && s.Performance.Rehearsal }

// Now is the step that is revealed at the moment; nil: none.
func (s *Scene) Now() *ShownStep {
	if len(s.Steps) == 0 {
		return nil
	}
	return s.Steps[len(s.Steps)-1]
}

// Before are the steps of the contest that were revealed before, the newest first, without its name.
func (s *Scene) Before() (list []*ShownStep) {
	for i := len(s.Steps) - 2; i >= 0; i-- {
		if s.Steps[i].Kind != judging.RevealContest {
			list = append(list, s.Steps[i])
		}
	}
	return list
}

// HallScene reads what the projector in the hall shows, by the token of its address. NotFound where that is good no more.
func (s *Store) HallScene(ctx context.Context, token string) (*Scene, error) {
	return s.scene(ctx, inTheHall, "token_hash = ?", hashToken(token))
}

// PublicScene reads what everybody sees of a ceremony, by the stage's uid: of a rehearsal, nothing, and of a ceremony that opens no pages
// what is public by itself. NotFound where the organizer does not want it to be seen.
func (s *Store) PublicScene(ctx context.Context, stage string) (*Scene, error) {
	return s.scene(ctx, onTheWeb, "uid = ? and public", stage)
}

// audience tells who looks at a scene.
type audience bool

const (
	inTheHall audience = true  // and who leads the ceremony
	onTheWeb  audience = false // everybody
)

// LiveStage reads by a round's public address which stage everybody may watch now, since its ceremony is on; empty: none.
func (s *Store) LiveStage(ctx context.Context, address Address) (string, error) {
	var on []string
	err := s.read(ctx, func(tx *transaction) error {
		p, err := tx.placeAt(ctx, address)
		if err != nil || !p.Round.CancelledAt.IsZero() {
			return err
		}
		return tx.NewRaw(`select s.uid from stage s join performance p on p.stage_id = s.id
			where s.round_id = ? and s.public and not p.rehearsal and p.ended_at is null`, p.Round.ID).Scan(ctx, &on)
	})
	if err != nil || len(on) == 0 {
		return "", wrapped("live stage", err)
	}
	return on[0], nil
}

// scene reads a stage's scene for an audience.
func (s *Store) scene(ctx context.Context, to audience, where string, args ...any) (v *Scene, err error) {
	err = s.read(ctx, func(tx *transaction) error {
		var round int64
		if err := tx.NewRaw("select round_id from stage where "+where, args...).Scan(ctx, &round); err != nil {
			return absentAs(err)
		}
		place, err := tx.placeOf(ctx, "id = ?", round)
		if err != nil {
			return err
		}
		if !place.Round.CancelledAt.IsZero() {
			return fault.New(fault.NotFound, "fault.not_found")
		}
		p, err := tx.stageOf(ctx, place)
		if err != nil {
			return err
		}
		v, err = tx.sceneOf(ctx, p, to)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("scene: %w", err)
	}
	return v, nil
}

func (tx *transaction) sceneOf(ctx context.Context, p *StagePlace, to audience) (*Scene, error) {
	v := &Scene{StagePlace: p}
	var ceremonies []*Ceremony
	if err := tx.NewSelect().Model(&ceremonies).Where("round_id = ?", p.Round.ID).Scan(ctx); err != nil {
		return nil, err
	}
	v.Ceremony = first(ceremonies)
	on, err := tx.performanceOn(ctx, p.Stage.ID)
	switch {
	case err != nil:
		return nil, err
	case on == nil || on.Rehearsal && to == onTheWeb:
		v.Ended, err = tx.NewSelect().Model((*Performance)(nil)).Where("stage_id = ?", p.Stage.ID).Where("not rehearsal").Where("ended_at is not null").Exists(ctx)
		return v, err
	}
	v.Performance = on
	if on.Black || on.Paused || on.Step == 0 {
		return v, nil
	}
	var steps []*PerformanceStep // those after the one that is shown are not even read
	query := tx.NewSelect().Model(&steps).Where("performance_id = ?", on.ID).Where("number <= ?", on.Step).Where("revealed_at is not null").
		Where("coalesce(contest_id, 0) = (select coalesce(s.contest_id, 0) from performance_step s where s.performance_id = ? and s.number = ?)", on.ID, on.Step)
	if to == onTheWeb && !on.Opens {
		query.Where("case when contest_id is null then ? else exists (select 1 from contest t where t.id = contest_id and ?) end",
			roundIsPublic("(select g.round_id from stage g join performance p on p.stage_id = g.id where p.id = performance_id)", tx.now), isPublic("t", tx.now))
	}
	if err := query.Order("number").Scan(ctx); err != nil {
		return nil, err
	}
	v.Steps, err = tx.shownSteps(ctx, p, steps)
	return v, err
}

// shownSteps adds the words to steps, in a constant number of statements.
func (tx *transaction) shownSteps(ctx context.Context, p *StagePlace, steps []*PerformanceStep) (list []*ShownStep, err error) {
	contests, awards, candidates := []int64{0}, []int64{0}, []int64{0}
	for _, s := range steps {
		contests, awards = append(contests, s.ContestID), append(awards, s.AwardID)
		for _, w := range s.Winners {
			candidates = append(candidates, w.Candidate)
		}
	}
	found, err := tx.contestsByID(ctx, contests)
	if err != nil {
		return nil, err
	}
	var rows []*Award
	if err := tx.NewSelect().Model(&rows).Where("id in (?)", bun.List(awards)).Scan(ctx); err != nil {
		return nil, err
	}
	named, err := candidatesWhere(ctx, tx, p.Language(), "n.id in (?)", bun.List(candidates))
	if err != nil {
		return nil, err
	}
	arms, err := tx.armsOf(ctx, p.Stage.ID)
	if err != nil {
		return nil, err
	}
	for _, s := range steps {
		step := &ShownStep{PerformanceStep: *s}
		for i := range found {
			if found[i].Contest.ID == s.ContestID {
				step.Category, step.Range = &found[i].Category, found[i].Contest.Ranges()
			}
		}
		for _, a := range rows {
			if a.ID == s.AwardID {
				step.Award = a
			}
		}
		step.fill(named, arms)
		list = append(list, step)
	}
	return list, nil
}

// fill adds the laureates' names and coats of arms.
func (s *ShownStep) fill(named map[int64][]*NamedCandidate, arms map[string]*Arms) {
	for _, w := range s.Winners {
		for _, candidates := range named {
			for _, c := range candidates {
				if c.ID != w.Candidate {
					continue
				}
				l := &ShownLaureate{StepWinner: w, NamedCandidate: c}
				for _, b := range c.Bodies {
					if a := arms[b.UID]; a != nil {
						l.Arms = append(l.Arms, a.UID)
					}
				}
				s.Laureates = append(s.Laureates, l)
			}
		}
	}
}
