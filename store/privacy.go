package store

import (
	"context"
	"fmt"

	"blazon/locale"
)

// PrivacyView is what an edition's organizers say about personal data, as everybody reads it.
type PrivacyView struct {
	Competition Competition
	Edition     Edition
	Notices     []PrivacyNotice // the root's first
}

// PrivacyNotice is what the organizer of one chapter says.
type PrivacyNotice struct {
	Chapter Chapter
	Setting ChapterSetting
}

// PublicPrivacy reads the privacy notices of an edition by its public address.
func (s *Store) PublicPrivacy(ctx context.Context, competition, edition string, lang locale.Language) (*PrivacyView, error) {
	v := &PrivacyView{}
	err := s.read(ctx, func(tx *transaction) error {
		if err := tx.NewSelect().Model(&v.Competition).Where("slug = ?", competition).Scan(ctx); err != nil {
			return absentAs(err)
		}
		if err := tx.NewSelect().Model(&v.Edition).Where("competition_id = ?", v.Competition.ID).Where("slug = ?", edition).Scan(ctx); err != nil {
			return absentAs(err)
		}
		var chapters []Chapter
		if err := tx.NewSelect().Model(&chapters).Where("competition_id = ?", v.Competition.ID).Scan(ctx); err != nil {
			return err
		}
		var settings []ChapterSetting
		if err := tx.NewSelect().Model(&settings).Where("edition_id = ?", v.Edition.ID).Scan(ctx); err != nil {
			return err
		}
		for _, c := range sortedChapters(chapters, lang) {
			for _, setting := range settings {
				if setting.ChapterID == c.ID && !setting.Privacy.Empty() {
					v.Notices = append(v.Notices, PrivacyNotice{c, setting})
				}
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("privacy: %w", err)
	}
	return v, nil
}
