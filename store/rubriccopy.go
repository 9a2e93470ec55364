package store

import (
	"context"
	"fmt"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
)

// CopyRubric makes another rubric of an edition out of one of its rubrics, for its center to change.
func (s *Store) CopyRubric(ctx context.Context, actor judging.Actor, rubric string, name locale.Text) (*Rubric, error) {
	var made *Rubric
	err := s.write(ctx, func(tx *transaction) error {
		p, err := tx.rubricPlace(ctx, actor, rubric)
		if err != nil {
			return err
		}
		if err := judging.May(actor, judging.SetUp, judging.Facts{Chapter: p.Root.Path}); err != nil {
			return err
		}
		var wrong fields
		wrong.text("name", name, true, maxName)
		if err := wrong.err(); err != nil {
			return err
		}
		p.Rubric.Name = trimmed(name)
		made, err = tx.cloneRubric(ctx, actor, p.Rubric, 0)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("copy rubric: %w", err)
	}
	return made, nil
}

// OwnRubric gives a contest a rubric of its chapter's own, which begins as the contest's present one, for the chapter to change as
// far as nothing is locked. Closed once the judging has begun.
func (s *Store) OwnRubric(ctx context.Context, actor judging.Actor, contest string) (*Rubric, error) {
	var made *Rubric
	err := s.writeContest(ctx, actor, judging.ManageRound, contest, func(tx *transaction, p *ContestPlace) error {
		v, err := tx.contestRules(ctx, actor, p)
		switch {
		case err != nil:
			return err
		case v.Begun:
			return fault.New(fault.Closed, "edition.judging_begun").With("Round", p.Round.Name)
		case v.Rubric == nil:
			return fault.New(fault.Closed, "edition.no_rubric")
		case !v.Open(CriteriaPart) && !v.Open(ScalePart):
			return lockedBy(v.Root.Name, CriteriaPart)
		}
		if err := tx.unscored(ctx, "contest_id = ?", p.Contest.ID); err != nil {
			return err
		}
		if made, err = tx.cloneRubric(ctx, actor, v.Rubric, p.Chapter.ID); err != nil {
			return err
		}
		_, err = tx.NewUpdate().Model(&p.Contest).Set("rubric_id = ?", made.ID).WherePK().Exec(ctx)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("own rubric: %w", err)
	}
	return made, nil
}

// cloneRubric inserts a rubric with its criteria once more, for a chapter or for everybody.
func (tx *transaction) cloneRubric(ctx context.Context, actor judging.Actor, from *Rubric, chapter int64) (*Rubric, error) {
	made := &Rubric{UID: tx.store.NewUID(), EditionID: from.EditionID, ChapterID: chapter, Name: from.Name, Better: from.Better, Trim: from.Trim, Minimum: from.Minimum}
	if _, err := tx.NewInsert().Model(made).Exec(ctx); err != nil {
		return nil, err
	}
	var criteria []Criterion
	for _, c := range from.Criteria {
		k := *c
		k.ID, k.UID, k.RubricID = 0, tx.store.NewUID(), made.ID
		criteria = append(criteria, k)
	}
	if err := insertAll(ctx, tx, criteria); err != nil {
		return nil, err
	}
	return made, tx.record(ctx, actor, "rubric.copy", "rubric", made.ID, map[string]int64{"source": from.ID, "chapter": chapter})
}
