package store

import (
	"context"
	"fmt"

	"blazon/fault"
	"blazon/judging"
)

// RubricPlace is a rubric with what it stands in, and what the actor may do about it.
type RubricPlace struct {
	EditionPlace
	Rubric   *Rubric  // with its criteria
	Chapter  *Chapter // whose own it is; nil: everybody's
	Contests []*ContestPlace
	Central  bool  // the actor organizes the root, and so is bound by no lock
	May      bool  // the actor may change it, as far as nothing is locked
	Fixed    error // why nothing changes any more; nil: it may
}

// Open tells whether the actor may change the part.
func (p *RubricPlace) Open(part Part) bool {
	return p.May && p.Fixed == nil && (p.Central || !p.Edition.Locks(part))
}

// RubricSetup reads a rubric for the organizers of its edition; whose own it is not sees how it is used by others.
func (s *Store) RubricSetup(ctx context.Context, actor judging.Actor, rubric string) (p *RubricPlace, err error) {
	err = s.read(ctx, func(tx *transaction) error {
		p, err = tx.rubricPlace(ctx, actor, rubric)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("rubric setup: %w", err)
	}
	return p, nil
}

// rubricPlace reads a rubric for whoever organizes any chapter of its competition; a chapter's own is there for its organizers alone.
func (tx *transaction) rubricPlace(ctx context.Context, actor judging.Actor, rubric string) (*RubricPlace, error) {
	found, err := tx.rubricsWhere(ctx, "uid = ?", rubric)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, fault.New(fault.NotFound, "fault.not_found")
	}
	p := &RubricPlace{Rubric: found[0]}
	edition, err := tx.editionPlace(ctx, actor, "id = ?", p.Rubric.EditionID)
	if err != nil {
		return nil, err
	}
	p.EditionPlace, p.Central, p.May = *edition, edition.MaySetUp, edition.MaySetUp
	if p.Rubric.ChapterID != 0 {
		p.Chapter = &Chapter{}
		if err := tx.NewSelect().Model(p.Chapter).Where("id = ?", p.Rubric.ChapterID).Scan(ctx); err != nil {
			return nil, err
		}
		if err := judging.May(actor, judging.ManageRound, judging.Facts{Chapter: p.Chapter.Path}); err != nil {
			return nil, err
		}
		p.May = true
	}
	if p.Contests, err = tx.contestPlacesOf(ctx, "rubric_id = ?", p.Rubric.ID); err != nil {
		return nil, err
	}
	return p, tx.fixRubric(ctx, p)
}

// fixRubric finds out why the rubric does not change any more: a sheet is saved by it, a result is decided, or, for a chapter, the
// judging has begun.
func (tx *transaction) fixRubric(ctx context.Context, p *RubricPlace) error {
	for _, c := range p.Contests {
		if c.Contest.State != judging.Open || !p.Central && c.begun() {
			p.Fixed = fault.New(fault.Closed, "edition.judging_begun").With("Round", c.Round.Name)
			return nil
		}
	}
	saved, err := tx.NewSelect().TableExpr("assignment a").Join("join sheet h on h.assignment_id = a.id").Join("join contest t on t.id = a.contest_id").
		Where("t.rubric_id = ?", p.Rubric.ID).Where("h.revision > 0").Exists(ctx)
	if saved {
		p.Fixed = fault.New(fault.Closed, "edition.sheets_saved")
	}
	return err
}
