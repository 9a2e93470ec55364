package store

import (
	"context"
	"fmt"
	"slices"

	"blazon/fault"
	"blazon/judging"

	"github.com/uptrace/bun"
)

// Stage is how a round's results are revealed at its ceremony. The zero Stage is how that is done where nobody has said anything.
type Stage struct {
	bun.BaseModel `bun:"table:stage"`

	ID        int64 `bun:",pk,autoincrement"`
	UID       string
	RoundID   int64
	Places    int    `bun:",nullzero"` // down to which place; 0: as far as there are prizes
	Opens     bool   // the page of a contest opens as its last winner is revealed
	Public    bool   // everybody may watch
	Light     bool   // dark on light
	TokenHash []byte `bun:",nullzero"` // of the projector's address; none: it has none
	Revision  int64  // counts what people at their screens should see
}

// Linked tells whether the projector has an address.
func (s *Stage) Linked() bool { return len(s.TokenHash) > 0 }

// StageContest is how a contest is revealed. One of which nothing is said comes last, with its awards before its places.
type StageContest struct {
	bun.BaseModel `bun:"table:stage_contest"`

	ContestID   int64 `bun:",pk"`
	StageID     int64
	Position    int
	AwardsAfter bool
	LeftOut     bool // it is announced in another way
}

// StagePlace is where a stage stands.
type StagePlace struct {
	Place
	Stage Stage

	presenters []int64 // users
}

// Facts gives what May needs to know of the ceremony.
func (p *StagePlace) Facts() judging.Facts {
	facts := p.Place.Facts()
	facts.Presenters = p.presenters
	return facts
}

// ContestFacts adds what May needs to know of one of the round's contests.
func (p *StagePlace) ContestFacts(c *Contest) judging.Facts {
	facts := p.Place.ContestFacts(c)
	facts.Presenters = p.presenters
	return facts
}

// stagePlace reads the stage of a round and asks whether the actor may act on it.
func (tx *transaction) stagePlace(ctx context.Context, actor judging.Actor, act judging.Act, round string) (*StagePlace, error) {
	place, err := tx.placeOf(ctx, "uid = ?", round)
	if err != nil {
		return nil, err
	}
	p, err := tx.stageOf(ctx, place)
	if err != nil {
		return nil, err
	}
	return p, judging.May(actor, act, p.Facts())
}

// stageOf adds the stage to where a round stands.
func (tx *transaction) stageOf(ctx context.Context, place *Place) (*StagePlace, error) {
	p := &StagePlace{Place: *place}
	var stages []Stage
	if err := tx.NewSelect().Model(&stages).Where("round_id = ?", p.Round.ID).Scan(ctx); err != nil || len(stages) == 0 {
		return p, err
	}
	p.Stage = stages[0]
	err := tx.NewSelect().Model((*Presenter)(nil)).Column("user_id").Where("stage_id = ?", p.Stage.ID).Order("id").Scan(ctx, &p.presenters)
	return p, err
}

// writeStage runs fn under the round's lock on its stage, which is made where there is none. What people at their screens should see is
// new then.
func (s *Store) writeStage(ctx context.Context, actor judging.Actor, act judging.Act, round string, fn func(tx *transaction, p *StagePlace) error) error {
	return s.writeRound(ctx, round, exclusive, func(tx *transaction) error {
		p, err := tx.stagePlace(ctx, actor, act, round)
		if err != nil {
			return err
		}
		if p.Stage.ID == 0 {
			p.Stage = Stage{UID: s.NewUID(), RoundID: p.Round.ID}
			if _, err := tx.NewInsert().Model(&p.Stage).Exec(ctx); err != nil {
				return err
			}
		}
		if err := fn(tx, p); err != nil {
			return err
		}
		_, err = tx.NewRaw("update stage set revision = revision + 1 where id = ?", p.Stage.ID).Exec(ctx)
		return err
	})
}

// StageForm is how an organizer has a round's results revealed.
type StageForm struct {
	Places   int // 0: as far as there are prizes
	Opens    bool
	Public   bool
	Light    bool
	Contests []StageContestForm // in their order
}

// StageContestForm is how one contest is revealed.
type StageContestForm struct {
	Contest     string // uid
	AwardsAfter bool
	LeftOut     bool
}

// SaveStage stores how a round's results are revealed. Closed while a ceremony that is no rehearsal is on, which goes on as it began.
func (s *Store) SaveStage(ctx context.Context, actor judging.Actor, round string, form StageForm) error {
	var wrong fields
	if form.Places < 0 || form.Places > lastPrize {
		wrong.add("places", "edition.bad_place")
	}
	if err := wrong.err(); err != nil {
		return err
	}
	err := s.writeStage(ctx, actor, judging.ManageRound, round, func(tx *transaction, p *StagePlace) error {
		on, err := tx.performanceOn(ctx, p.Stage.ID)
		if err != nil {
			return err
		}
		if on != nil && !on.Rehearsal {
			return fault.New(fault.Closed, "hall.is_on")
		}
		p.Stage.Places, p.Stage.Opens, p.Stage.Public, p.Stage.Light = form.Places, form.Opens, form.Public, form.Light
		if _, err := tx.NewUpdate().Model(&p.Stage).Column("places", "opens", "public", "light").WherePK().Exec(ctx); err != nil {
			return err
		}
		if err := tx.setStageContests(ctx, p, form.Contests); err != nil {
			return err
		}
		return tx.record(ctx, actor, "stage.save", "stage", p.Stage.ID,
			map[string]any{"round": p.Round.ID, "places": form.Places, "opens": form.Opens, "public": form.Public})
	})
	return wrapped("save stage", err)
}

// setStageContests replaces how the round's contests are revealed.
func (tx *transaction) setStageContests(ctx context.Context, p *StagePlace, forms []StageContestForm) error {
	contests, err := tx.contestsWhere(ctx, "round_id = ?", p.Round.ID)
	if err != nil {
		return err
	}
	var rows []StageContest
	for i, form := range forms {
		at := slices.IndexFunc(contests, func(c CategorizedContest) bool { return c.Contest.UID == form.Contest })
		if at < 0 || slices.ContainsFunc(rows, func(r StageContest) bool { return r.ContestID == contests[at].Contest.ID }) {
			return fault.InForm(fault.Field{Name: "contests", Key: "fault.unknown_choice"})
		}
		rows = append(rows, StageContest{ContestID: contests[at].Contest.ID, StageID: p.Stage.ID, Position: i, AwardsAfter: form.AwardsAfter, LeftOut: form.LeftOut})
	}
	if _, err := tx.NewDelete().Model((*StageContest)(nil)).Where("stage_id = ?", p.Stage.ID).Exec(ctx); err != nil {
		return err
	}
	return insertAll(ctx, tx, rows)
}

// stageContests reads how a stage's contests are revealed, by their row ids; those of which nothing is said come last.
func (tx *transaction) stageContests(ctx context.Context, p *StagePlace) (func(contest int64) StageContest, error) {
	var rows []StageContest
	if err := tx.NewSelect().Model(&rows).Where("stage_id = ?", p.Stage.ID).Scan(ctx); err != nil {
		return nil, fmt.Errorf("contests of a stage: %w", err)
	}
	return func(contest int64) StageContest {
		for _, row := range rows {
			if row.ContestID == contest {
				return row
			}
		}
		return StageContest{ContestID: contest, StageID: p.Stage.ID, Position: len(rows) + 1}
	}, nil
}
