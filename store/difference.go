package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
)

// EditionDifferences is what still needs a decision in an edition, and what differs in it from another one.
type EditionDifferences struct {
	EditionPlace
	Now     time.Time
	Others  []Edition // of the competition, newest first
	Other   *Edition  // that it is held against; nil: there is none
	Todos   []Todo
	Changes []Change
}

// EditionDifferences holds an edition against another of its competition by uid, or without one against that which it was copied from,
// or the one before it. Whoever organizes some of the chapters alone sees what concerns these.
func (s *Store) EditionDifferences(ctx context.Context, actor judging.Actor, edition, other string, lang locale.Language) (*EditionDifferences, error) {
	v := &EditionDifferences{}
	err := s.read(ctx, func(tx *transaction) error {
		p, err := tx.editionPlace(ctx, actor, "uid = ?", edition)
		if err != nil {
			return err
		}
		v.EditionPlace, v.Now = *p, tx.now
		err = tx.NewSelect().Model(&v.Others).Where("competition_id = ?", p.Competition.ID).Where("id <> ?", p.Edition.ID).
			Order("year desc", "number desc", "slug").Scan(ctx)
		if err != nil {
			return err
		}
		if err := v.chooseOther(other); err != nil {
			return err
		}
		own, err := tx.editionWhole(ctx, actor, p, &p.Edition, lang)
		if err != nil {
			return err
		}
		if own.central { // who alone decides about categories
			if err := tx.wholeEligibility(ctx, own, lang); err != nil {
				return err
			}
		}
		before := &editionWhole{edition: &Edition{}}
		if v.Other != nil {
			if before, err = tx.editionWhole(ctx, actor, p, v.Other, lang); err != nil {
				return err
			}
			v.Changes = own.changes(before)
		}
		v.Todos = own.todos(before, tx.now)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("edition differences: %w", err)
	}
	return v, nil
}

// chooseOther finds the edition to hold the own one against.
func (v *EditionDifferences) chooseOther(uid string) error {
	at := -1
	switch {
	case uid != "":
		if at = slices.IndexFunc(v.Others, func(e Edition) bool { return e.UID == uid }); at < 0 {
			return fault.New(fault.NotFound, "fault.not_found")
		}
	case v.Edition.SourceID != 0:
		at = slices.IndexFunc(v.Others, func(e Edition) bool { return e.ID == v.Edition.SourceID })
	default:
		at = slices.IndexFunc(v.Others, func(e Edition) bool { return e.Year < v.Edition.Year })
	}
	if at >= 0 {
		v.Other = &v.Others[at]
	}
	return nil
}
