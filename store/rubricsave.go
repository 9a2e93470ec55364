package store

import (
	"context"
	"fmt"
	"slices"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// RubricForm is a rubric as it is filled in, in one language; what is written in the others stays.
type RubricForm struct {
	Language locale.Language
	Name     string
	Trim     int // how many of the highest and the lowest are cut, where five or more scored
	Minimum  int // how many must score a criterion
	Criteria []CriterionForm
}

// CriterionForm is a criterion as it is filled in, in one language.
type CriterionForm struct {
	UID         string // empty: a new one
	Name        string
	Description string
	Kind        judging.CriterionKind
	Form        string // "points", "checklist" or "measured"
	Max         judging.Decimal
	Step        judging.Decimal
	Weight      judging.Decimal
	Law         string
	Anchors     []AnchorForm
	Unit        string             // of what is measured
	Conversion  judging.Conversion // for a measured criterion; otherwise none
}

// AnchorForm is the words for one value of the scale, in one language.
type AnchorForm struct {
	Value judging.Decimal
	Text  string
}

// UpdateRubric changes a rubric and its criteria, which come in the order of the form; those that it leaves out are removed. Closed
// once a sheet is saved by it; Forbidden in a part that the center has locked, but for the center itself.
func (s *Store) UpdateRubric(ctx context.Context, actor judging.Actor, rubric string, form RubricForm) error {
	const rounds = "edition_id = (select edition_id from rubric where uid = ?)"
	err := s.writeRounds(ctx, rounds, []any{rubric}, func(tx *transaction) error {
		p, err := tx.rubricPlace(ctx, actor, rubric)
		if err != nil {
			return err
		}
		if !p.May {
			return fault.New(fault.NotFound, "fault.not_found")
		}
		if p.Fixed != nil {
			return p.Fixed
		}
		next, err := form.apply(tx, p.Rubric)
		if err != nil {
			return err
		}
		if err := tx.mayReplace(ctx, p, next); err != nil {
			return err
		}
		if err := tx.replaceRubric(ctx, p.Rubric, next); err != nil {
			return err
		}
		return tx.record(ctx, actor, "rubric.save", "rubric", next.ID, map[string][]string{"before": p.Rubric.keys(), "after": next.keys()})
	})
	if err != nil {
		return fmt.Errorf("update rubric: %w", err)
	}
	return nil
}

// mayReplace asks whether the rubric may become the next one: no lock stands in the way, no duty names a criterion that goes, and each
// contest's ties can still be parted.
func (tx *transaction) mayReplace(ctx context.Context, p *RubricPlace, next *Rubric) error {
	if part, err := tx.lockedPart(ctx, p, next); err != nil || part != "" {
		if err != nil {
			return err
		}
		return lockedBy(p.Root.Name, part)
	}
	for _, c := range p.Contests {
		if err := c.Contest.CountingRules().fits(next); err != nil {
			f := *fault.Of(err)
			f.Fields = slices.Clone(f.Fields)
			f.Fields[0].Name, f.Fields[0].Key = "criteria", "edition.criterion_parts_ties"
			f.Fields[0].Args = fault.Args{"Round": c.Round.Name}
			return &f
		}
	}
	gone := p.Rubric.without(next)
	for _, table := range []string{"assignment_criterion", "recusal", "decision"} {
		used, err := tx.NewSelect().TableExpr(table).Where("criterion_id in (?)", bun.List(append(gone, 0))).Exists(ctx)
		if err == nil && used {
			err = fault.New(fault.Closed, "edition.criteria_assigned")
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// lockedPart finds a part that the next rubric changes though the center has locked it. With the scale alone locked, a chapter's
// criteria keep to the scales that the edition's own rubrics have.
func (tx *transaction) lockedPart(ctx context.Context, p *RubricPlace, next *Rubric) (Part, error) {
	if !p.Open(CriteriaPart) && !p.Rubric.asksTheSame(next) {
		return CriteriaPart, nil
	}
	if p.Open(ScalePart) {
		return "", nil
	}
	if p.Rubric.Trim != next.Trim || p.Rubric.Minimum != next.Minimum {
		return ScalePart, nil
	}
	general, err := tx.rubricsWhere(ctx, "edition_id = ? and chapter_id is null", p.Edition.ID)
	if err != nil {
		return "", err
	}
	known := map[scale]bool{}
	for _, r := range append(general, p.Rubric) {
		for _, c := range r.Criteria {
			known[c.scale()] = true
		}
	}
	for _, c := range next.Criteria {
		if !known[c.scale()] {
			return ScalePart, nil
		}
	}
	return "", nil
}

// replaceRubric stores the next state of a rubric.
func (tx *transaction) replaceRubric(ctx context.Context, old, next *Rubric) error {
	if _, err := tx.NewUpdate().Model(next).Column("name", "trim", "minimum").WherePK().Exec(ctx); err != nil {
		return err
	}
	if gone := old.without(next); len(gone) > 0 {
		if _, err := tx.NewDelete().Model((*Criterion)(nil)).Where("id in (?)", bun.List(gone)).Exec(ctx); err != nil {
			return err
		}
	}
	var fresh []Criterion
	for _, c := range next.Criteria {
		if c.ID == 0 {
			fresh = append(fresh, *c)
		} else if _, err := tx.NewUpdate().Model(c).WherePK().Exec(ctx); err != nil {
			return err
		}
	}
	return insertAll(ctx, tx, fresh)
}
