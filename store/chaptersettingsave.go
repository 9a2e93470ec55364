package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
)

// ChapterSettingForm is what a chapter is in an edition, as it is filled in.
type ChapterSettingForm struct {
	Mode      Mode
	Round     string // uid of the collective round; empty: none, or not known yet
	Number    int    // of the edition as the chapter counts; 0: as everybody counts
	Organizer locale.Text
	Contact   string
	Privacy   locale.Text // in Markdown
}

func (form ChapterSettingForm) check(p *ChapterPlace) error {
	var wrong fields
	if form.Mode != OwnRound && form.Mode != Collective && form.Mode != NoPart {
		wrong.add("mode", "fault.unknown_choice")
	}
	if form.Mode == Collective && form.Round != "" && !slices.ContainsFunc(p.Judging, func(c RoundChoice) bool { return c.Round.UID == form.Round }) {
		wrong.add("round", "fault.unknown_choice")
	}
	if form.Number < 0 || form.Number > 999 {
		wrong.add("number", "fault.bad_number")
	}
	wrong.text("organizer", form.Organizer, false, maxName)
	wrong.word("contact", form.Contact, false, maxName)
	for _, lang := range locale.Languages {
		wrong.word("privacy["+string(lang)+"]", form.Privacy[lang], false, maxRules)
	}
	return wrong.err()
}

// UpdateChapterSetting changes what a chapter is in an edition. Only the center changes whether it has a round of its own and who
// judges its entries instead; Closed while entries or another chapter would be left without a round by it.
func (s *Store) UpdateChapterSetting(ctx context.Context, actor judging.Actor, edition, chapter string, form ChapterSettingForm) error {
	err := s.writeRounds(ctx, "edition_id = (select id from edition where uid = ?)", []any{edition}, func(tx *transaction) error {
		p, err := tx.chapterPlace(ctx, actor, edition, chapter, locale.Czech)
		if err != nil {
			return err
		}
		if err := form.check(p); err != nil {
			return err
		}
		next := p.Setting
		next.Mode, next.RoundID = form.Mode, form.judging(p)
		next.Number, next.Organizer, next.Contact, next.Privacy = form.Number, trimmed(form.Organizer), strings.TrimSpace(form.Contact), trimmed(form.Privacy)
		if next.Mode != p.Setting.Mode || next.RoundID != p.Setting.RoundID {
			if err := tx.changeMode(ctx, actor, p, &next); err != nil {
				return err
			}
		}
		_, err = tx.NewInsert().Model(&next).ExcludeColumn("id").On("conflict (chapter_id, edition_id) do update").
			Set("mode = excluded.mode, round_id = excluded.round_id, number = excluded.number, organizer = excluded.organizer").
			Set("contact = excluded.contact, privacy = excluded.privacy").Returning("NULL").Exec(ctx)
		if err != nil {
			return err
		}
		return tx.record(ctx, actor, "chapter_setting.save", "chapter", p.Chapter.ID,
			map[string]any{"edition": p.Edition.ID, "mode": next.Mode, "round": next.RoundID, "before": p.Setting.Mode})
	})
	if err != nil {
		return fmt.Errorf("update chapter setting: %w", err)
	}
	return nil
}

// judging gives the id of the collective round that the form names.
func (form ChapterSettingForm) judging(p *ChapterPlace) int64 {
	for _, choice := range p.Judging {
		if form.Mode == Collective && choice.Round.UID == form.Round {
			return choice.Round.ID
		}
	}
	return 0
}

// changeMode lets a chapter take part in another way: it asks whether anybody would be left without a round, and calls the chapter's
// own round off or back.
func (tx *transaction) changeMode(ctx context.Context, actor judging.Actor, p *ChapterPlace, next *ChapterSetting) error {
	if !p.MaySetUp {
		return fault.New(fault.Forbidden, "edition.mode_central").With("Chapter", p.Root.Name)
	}
	if p.Setting.RoundID != 0 && p.Setting.RoundID != next.RoundID {
		n, err := tx.entriesIn(ctx, "t.round_id = ? and entry.chapter_id = ?", p.Setting.RoundID, p.Chapter.ID)
		if err := refuseFor(n, err, "edition.collective_has_entries"); err != nil {
			return err
		}
	}
	if p.Round != nil && next.Mode != OwnRound {
		return tx.giveUpRound(ctx, actor, p)
	}
	if p.Round == nil && p.Setting.Mode == OwnRound && next.Mode != OwnRound {
		n, err := tx.entriesIn(ctx, "r.chapter_id = ? and r.edition_id = ?", p.Chapter.ID, p.Edition.ID) // of the round that is called off
		return refuseFor(n, err, "edition.round_has_entries")
	}
	if p.Round == nil && next.Mode == OwnRound {
		return tx.takeUpRound(ctx, actor, p)
	}
	return nil
}

// refuseFor is Closed where entries stand in the way.
func refuseFor(entries int, err error, key string) error {
	if err != nil || entries == 0 {
		return err
	}
	return fault.New(fault.Closed, key).With("Count", entries)
}

// giveUpRound calls the chapter's own round off.
func (tx *transaction) giveUpRound(ctx context.Context, actor judging.Actor, p *ChapterPlace) error {
	n, err := tx.entriesIn(ctx, "t.round_id = ?", p.Round.ID)
	if err := refuseFor(n, err, "edition.round_has_entries"); err != nil {
		return err
	}
	if len(p.Judged) > 0 {
		return fault.New(fault.Closed, "edition.round_judges_others").With("Chapter", p.Judged[0].Name)
	}
	if err := tx.callRoundOff(ctx, p.Round.ID); err != nil {
		return err
	}
	if err := tx.linkRounds(ctx, p.Edition.ID); err != nil {
		return err
	}
	return tx.record(ctx, actor, "round.cancel", "round", p.Round.ID, nil)
}

// takeUpRound calls the chapter's own round back, or makes it with the contests of the edition's categories.
func (tx *transaction) takeUpRound(ctx context.Context, actor judging.Actor, p *ChapterPlace) error {
	var old []Round
	err := tx.NewSelect().Model(&old).Where("edition_id = ?", p.Edition.ID).Where("chapter_id = ?", p.Chapter.ID).Order("id").Limit(1).Scan(ctx)
	if err != nil {
		return err
	}
	if len(old) == 0 {
		return tx.makeRound(ctx, actor, p)
	}
	if err := tx.callRoundBack(ctx, &old[0]); err != nil {
		return err
	}
	if err := tx.linkRounds(ctx, p.Edition.ID); err != nil {
		return err
	}
	return tx.record(ctx, actor, "round.restore", "round", old[0].ID, nil)
}

// makeRound makes the chapter's own round, with the dates left open.
func (tx *transaction) makeRound(ctx context.Context, actor judging.Actor, p *ChapterPlace) error {
	part := ChapterPart{Chapter: p.Chapter.UID, Mode: OwnRound, Round: RoundForm{Number: p.Setting.Number, Organizer: p.Setting.Organizer, Contact: p.Setting.Contact}}
	if err := tx.addPart(ctx, actor, &p.Edition, part); err != nil {
		return err
	}
	rubrics, err := tx.rubricsOf(ctx, &p.Edition)
	if err != nil {
		return err
	}
	return tx.addContests(ctx, &p.Edition, rubrics)
}
