package store

import (
	"context"
	"fmt"
	"io"

	"blazon/judging"
	"blazon/locale"
)

// SetChapterLogo gives a chapter the logo that it shows in an edition, read from a file that is called by a name; no content takes the
// logo away. What is no picture is Invalid, and says why.
func (s *Store) SetChapterLogo(ctx context.Context, actor judging.Actor, edition, chapter, name string, content io.Reader) error {
	if _, err := s.ChapterSetup(ctx, actor, edition, chapter, locale.Czech); err != nil {
		return err // before anything of the file is read
	}
	err := s.withLogo(ctx, name, content, func(keep logoKeeper) error {
		return s.writeRounds(ctx, "edition_id = (select id from edition where uid = ?)", []any{edition}, func(tx *transaction) error {
			p, err := tx.chapterPlace(ctx, actor, edition, chapter, locale.Czech)
			if err != nil {
				return err
			}
			if p.Setting.Logo, err = keep(tx, actor); err != nil {
				return err
			}
			_, err = tx.NewInsert().Model(&p.Setting).ExcludeColumn("id").On("conflict (chapter_id, edition_id) do update").
				Set("logo = excluded.logo").Returning("NULL").Exec(ctx)
			if err != nil {
				return err
			}
			return tx.record(ctx, actor, "chapter_setting.logo", "chapter", p.Chapter.ID, map[string]any{"edition": p.Edition.ID, "logo": p.Setting.Logo})
		})
	})
	if err != nil {
		return fmt.Errorf("set chapter logo: %w", err)
	}
	return nil
}

// SetPartnerLogo gives a partner of a round its logo, as SetChapterLogo does a chapter.
func (s *Store) SetPartnerLogo(ctx context.Context, actor judging.Actor, round, partner, name string, content io.Reader) error {
	if _, err := s.RoundSetup(ctx, actor, round); err != nil {
		return err
	}
	err := s.withLogo(ctx, name, content, func(keep logoKeeper) error {
		return s.writeRound(ctx, round, exclusive, func(tx *transaction) error {
			place, err := tx.place(ctx, actor, judging.ManageRound, round)
			if err != nil {
				return err
			}
			var p Partner
			if err := tx.NewSelect().Model(&p).Where("uid = ?", partner).Where("round_id = ?", place.Round.ID).Scan(ctx); err != nil {
				return absentAs(err)
			}
			if p.Logo, err = keep(tx, actor); err != nil {
				return err
			}
			if _, err := tx.NewUpdate().Model(&p).Column("logo").WherePK().Exec(ctx); err != nil {
				return err
			}
			return tx.record(ctx, actor, "partner.logo", "partner", p.ID, map[string]string{"logo": p.Logo})
		})
	})
	if err != nil {
		return fmt.Errorf("set partner logo: %w", err)
	}
	return nil
}

// logoKeeper keeps a logo along with what else a transaction writes, and gives its hash; no logo has none.
type logoKeeper func(tx *transaction, actor judging.Actor) (hash string, err error)

// withLogo reads a logo before any transaction begins, and hands over what keeps it.
func (s *Store) withLogo(ctx context.Context, name string, content io.Reader, write func(keep logoKeeper) error) error {
	if content == nil {
		return write(func(*transaction, judging.Actor) (string, error) { return "", nil })
	}
	logo, err := s.receiveFormLogo(ctx, name, content)
	if err != nil {
		return err
	}
	defer logo.Discard()
	return write(func(tx *transaction, actor judging.Actor) (string, error) { return tx.keepLogo(ctx, actor, logo) })
}
