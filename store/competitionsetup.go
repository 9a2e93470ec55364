package store

import (
	"context"
	"fmt"
	"time"

	"blazon/judging"
	"blazon/locale"
)

// CompetitionSetup is a competition as those see it who may entitle its organizers: with all its chapters and editions.
type CompetitionSetup struct {
	Now         time.Time
	Competition Competition
	Root        Chapter
	MaySetUp    bool      // chapters and editions; an administrator may only say who does
	Chapters    []Chapter // the root first, then each level in the language's order of names
	Editions    []Edition // newest first
}

// CompetitionSetup reads a competition for an administrator or for an organizer of its root chapter.
func (s *Store) CompetitionSetup(ctx context.Context, actor judging.Actor, competition string, lang locale.Language) (*CompetitionSetup, error) {
	v := &CompetitionSetup{}
	err := s.read(ctx, func(tx *transaction) error {
		v.Now = tx.now
		if err := tx.NewSelect().Model(&v.Competition).Where("uid = ?", competition).Scan(ctx); err != nil {
			return absentAs(err)
		}
		if err := tx.NewSelect().Model(&v.Chapters).Where("competition_id = ?", v.Competition.ID).Scan(ctx); err != nil {
			return err
		}
		v.Root = sortedChapters(v.Chapters, lang)[0]
		if err := mayGrant(actor, &v.Root); err != nil {
			return err
		}
		v.MaySetUp = judging.May(actor, judging.SetUp, judging.Facts{Chapter: v.Root.Path}) == nil
		return tx.NewSelect().Model(&v.Editions).Where("competition_id = ?", v.Competition.ID).
			Order("year desc", "number desc", "slug").Scan(ctx)
	})
	if err != nil {
		return nil, fmt.Errorf("competition setup: %w", err)
	}
	return v, nil
}
