package store

import (
	"context"
	"fmt"
	"slices"

	"blazon/fault"
)

// RulesView is the rules of an edition as everybody reads them.
type RulesView struct {
	Competition Competition
	Edition     Edition
	Rules       *Rules  // the version that was asked for; nil: none are public yet
	Versions    []Rules // all that are public, newest first
}

// Newest tells whether no later version replaces the one shown.
func (v *RulesView) Newest() bool { return v.Rules != nil && v.Rules.ID == v.Versions[0].ID }

// Replaces is the version that the one shown replaces; nil: it is the first.
func (v *RulesView) Replaces() *Rules {
	at := slices.IndexFunc(v.Versions, func(r Rules) bool { return v.Rules != nil && r.ID == v.Rules.ID })
	if at < 0 || at+1 == len(v.Versions) {
		return nil
	}
	return &v.Versions[at+1]
}

// PublicRules reads the rules of an edition by its public address; version 0 is the newest. One that is not public is NotFound.
func (s *Store) PublicRules(ctx context.Context, competition, edition string, version int) (*RulesView, error) {
	v := &RulesView{}
	err := s.read(ctx, func(tx *transaction) error {
		if err := tx.NewSelect().Model(&v.Competition).Where("slug = ?", competition).Scan(ctx); err != nil {
			return absentAs(err)
		}
		if err := tx.NewSelect().Model(&v.Edition).Where("competition_id = ?", v.Competition.ID).Where("slug = ?", edition).Scan(ctx); err != nil {
			return absentAs(err)
		}
		err := tx.NewSelect().Model(&v.Versions).Where("edition_id = ?", v.Edition.ID).Where("published_at is not null").Order("version desc").Scan(ctx)
		if err != nil {
			return err
		}
		for i := range v.Versions {
			if version == 0 || v.Versions[i].Version == version {
				v.Rules = &v.Versions[i]
				return nil
			}
		}
		if version != 0 {
			return fault.New(fault.NotFound, "fault.not_found")
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("rules: %w", err)
	}
	return v, nil
}
