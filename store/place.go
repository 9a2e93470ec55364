package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
)

// Place is where a round stands in the whole: what a page needs to say whose it is, and May to judge.
type Place struct {
	Competition Competition
	Edition     Edition
	Chapter     Chapter
	Round       Round
	Setting     ChapterSetting
	Now         time.Time
}

// Facts gives what May needs to know of the round.
func (p *Place) Facts() judging.Facts {
	return judging.Facts{Chapter: p.Chapter.Path, Phase: p.Phase(), Closed: !p.Round.ClosedAt.IsZero()}
}

// Phase gives the round's phase at the moment of reading.
func (p *Place) Phase() judging.Phase { return p.Round.Schedule().PhaseAt(p.Now) }

// ContestFacts adds what May needs to know of one of the round's contests.
func (p *Place) ContestFacts(c *Contest) judging.Facts {
	facts := p.Facts()
	facts.State = c.State
	facts.Public = c.State.Public(c.AnnouncedAt, p.Now)
	return facts
}

// placeOf reads the round with all that it stands in.
func (tx *transaction) placeOf(ctx context.Context, where string, args ...any) (*Place, error) {
	p := &Place{Now: tx.now}
	if err := absentAs(tx.NewSelect().Model(&p.Round).Where(where, args...).Scan(ctx)); err != nil {
		return nil, err
	}
	if err := tx.NewSelect().Model(&p.Edition).Where("id = ?", p.Round.EditionID).Scan(ctx); err != nil {
		return nil, fmt.Errorf("edition: %w", err)
	}
	if err := tx.NewSelect().Model(&p.Competition).Where("id = ?", p.Edition.CompetitionID).Scan(ctx); err != nil {
		return nil, fmt.Errorf("competition: %w", err)
	}
	if err := tx.NewSelect().Model(&p.Chapter).Where("id = ?", p.Round.ChapterID).Scan(ctx); err != nil {
		return nil, fmt.Errorf("chapter: %w", err)
	}
	err := tx.NewSelect().Model(&p.Setting).Where("chapter_id = ?", p.Chapter.ID).Where("edition_id = ?", p.Edition.ID).Scan(ctx)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("chapter setting: %w", err)
	}
	return p, nil
}

// place reads a round by its uid and asks whether the actor may act on it.
func (tx *transaction) place(ctx context.Context, actor judging.Actor, act judging.Act, round string) (*Place, error) {
	p, err := tx.placeOf(ctx, "uid = ?", round)
	if err != nil {
		return nil, err
	}
	return p, judging.May(actor, act, p.Facts())
}

// ContestPlace is where a contest stands.
type ContestPlace struct {
	Place
	Contest  Contest
	Category Category
}

// Facts gives what May needs to know of the contest.
func (p *ContestPlace) Facts() judging.Facts { return p.ContestFacts(&p.Contest) }

// contestPlace reads a contest by its uid and asks whether the actor may act on it.
func (tx *transaction) contestPlace(ctx context.Context, actor judging.Actor, act judging.Act, contest string) (*ContestPlace, error) {
	p, err := tx.contestPlaceOf(ctx, "uid = ?", contest)
	if err != nil {
		return nil, err
	}
	return p, judging.May(actor, act, p.Facts())
}

func (tx *transaction) contestPlaceOf(ctx context.Context, where string, args ...any) (*ContestPlace, error) {
	var p ContestPlace
	if err := absentAs(tx.NewSelect().Model(&p.Contest).Where(where, args...).Scan(ctx)); err != nil {
		return nil, err
	}
	if err := tx.NewSelect().Model(&p.Category).Where("id = ?", p.Contest.CategoryID).Scan(ctx); err != nil {
		return nil, fmt.Errorf("category: %w", err)
	}
	place, err := tx.placeOf(ctx, "id = ?", p.Contest.RoundID)
	if err != nil {
		return nil, err
	}
	p.Place = *place
	return &p, nil
}

// roundOfContest finds the round whose lock guards a contest; the two never part.
func (s *Store) roundOfContest(ctx context.Context, contest string) (string, error) {
	var uid string
	err := s.reader.NewSelect().ColumnExpr("r.uid").TableExpr("contest c").Join("join round r on r.id = c.round_id").
		Where("c.uid = ?", contest).Scan(ctx, &uid)
	return uid, absentAs(err)
}

// writeContest is writeRound, exclusively, for an act on one contest: the contest's place is read under the lock.
func (s *Store) writeContest(ctx context.Context, actor judging.Actor, act judging.Act, contest string,
	fn func(tx *transaction, p *ContestPlace) error) error {
	round, err := s.roundOfContest(ctx, contest)
	if err != nil {
		return err
	}
	return s.writeRound(ctx, round, exclusive, func(tx *transaction) error {
		p, err := tx.contestPlace(ctx, actor, act, contest)
		if err != nil {
			return err
		}
		return fn(tx, p)
	})
}

// absentAs turns "no rows" into a fault that says that there is no such thing.
func absentAs(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return fault.New(fault.NotFound, "fault.not_found")
	}
	return err
}

// Language gives the edition's language, in which its documents are written and its names sorted.
func (p *Place) Language() locale.Language { return p.Edition.Language }
