package store

import (
	"context"
	"fmt"

	"blazon/fault"
	"blazon/judging"
)

// AddRound adds a chapter's part to an edition that is set up already, with the contests of its categories.
func (s *Store) AddRound(ctx context.Context, actor judging.Actor, edition string, part ChapterPart) (*Round, error) {
	round := &Round{}
	err := s.write(ctx, func(tx *transaction) error {
		e, err := tx.editionFor(ctx, actor, edition)
		if err != nil {
			return err
		}
		part.Mode = OwnRound
		if err := tx.addPart(ctx, actor, e, part); err != nil {
			return err
		}
		rubrics, err := tx.rubricsOf(ctx, e)
		if err != nil {
			return err
		}
		if err := tx.addContests(ctx, e, rubrics); err != nil {
			return err
		}
		return tx.NewSelect().Model(round).Where("edition_id = ?", e.ID).Where("chapter_id = (select id from chapter where uid = ?)", part.Chapter).
			Order("id desc").Limit(1).Scan(ctx)
	})
	if err != nil {
		return nil, fmt.Errorf("add round: %w", err)
	}
	return round, nil
}

// editionFor reads an edition that the actor may set up.
func (tx *transaction) editionFor(ctx context.Context, actor judging.Actor, uid string) (*Edition, error) {
	var e Edition
	if err := tx.NewSelect().Model(&e).Where("uid = ?", uid).Scan(ctx); err != nil {
		return nil, absentAs(err)
	}
	var root Chapter
	if err := tx.NewSelect().Model(&root).Where("competition_id = ?", e.CompetitionID).Where("parent_id is null").Scan(ctx); err != nil {
		return nil, absentAs(err)
	}
	return &e, judging.May(actor, judging.SetUp, judging.Facts{Chapter: root.Path})
}

// rubricsOf gives the rubric of each category: that of its other contests, or the edition's first.
func (tx *transaction) rubricsOf(ctx context.Context, e *Edition) (map[int64]int64, error) {
	var rows []struct{ Category, Rubric int64 }
	err := tx.NewRaw(`
		select c.id as category, coalesce(
			(select max(t.rubric_id) from contest t join rubric b on b.id = t.rubric_id where t.category_id = c.id and b.chapter_id is null),
			(select min(r.id) from rubric r where r.edition_id = c.edition_id and r.chapter_id is null), 0) as rubric
		from category c where c.edition_id = ?`, e.ID).Scan(ctx, &rows)
	rubrics := map[int64]int64{}
	for _, r := range rows {
		rubrics[r.Category] = r.Rubric
	}
	return rubrics, err
}

// addPart puts on record what a chapter does in the edition, and makes its round if it has one.
func (tx *transaction) addPart(ctx context.Context, actor judging.Actor, e *Edition, part ChapterPart) error {
	var chapter Chapter
	err := tx.NewSelect().Model(&chapter).Where("uid = ?", part.Chapter).Where("competition_id = ?", e.CompetitionID).Scan(ctx)
	if err != nil {
		return absentAs(err)
	}
	if part.Mode != OwnRound && part.Mode != Collective && part.Mode != NoPart {
		return fault.InForm(fault.Field{Name: "mode", Key: "fault.unknown_choice"})
	}
	setting := &ChapterSetting{ChapterID: chapter.ID, EditionID: e.ID, Mode: part.Mode}
	_, err = tx.NewInsert().Model(setting).On("conflict (chapter_id, edition_id) do update").Set("mode = excluded.mode").Exec(ctx)
	if err != nil || part.Mode != OwnRound {
		return err
	}
	round, err := part.round(tx, e, &chapter)
	if err != nil {
		return err
	}
	if _, err := tx.NewInsert().Model(round).Exec(ctx); err != nil {
		return taken(err)
	}
	if err := tx.saveRound(ctx, round, part.Round); err != nil {
		return err
	}
	return tx.record(ctx, actor, "round.add", "round", round.ID, map[string]any{"edition": e.ID, "dates": round.Dates()})
}

// reservedRounds are the words below an edition's public address that are no round's.
var reservedRounds = []string{"rules", "privacy", "entrants"}

// round makes the part's round; what the form leaves empty is as in the chapter.
func (part ChapterPart) round(tx *transaction, e *Edition, chapter *Chapter) (*Round, error) {
	slug := part.Slug
	if slug == "" {
		slug = chapter.Slug
	}
	var wrong fields
	wrong.slug("slug", slug, reservedRounds)
	if err := wrong.err(); err != nil {
		return nil, err
	}
	if err := part.Round.check(); err != nil {
		return nil, err
	}
	r := &Round{UID: tx.store.NewUID(), EditionID: e.ID, ChapterID: chapter.ID, Slug: slug, Name: trimmed(part.Round.Name)}
	if r.Name.Empty() {
		r.Name = chapter.Name
	}
	r.setDates(part.Round.Dates)
	return r, nil
}

// saveRound stores a round with its chapter's setting, ceremony, signatories and partners.
func (tx *transaction) saveRound(ctx context.Context, r *Round, form RoundForm) error {
	_, err := tx.NewUpdate().Model(r).Column("name", "entries_from", "entries_until", "judging_from", "judging_until").WherePK().Exec(ctx)
	if err != nil {
		return err
	}
	setting := &ChapterSetting{ChapterID: r.ChapterID, EditionID: r.EditionID, Mode: OwnRound, Number: form.Number,
		Organizer: trimmed(form.Organizer), Contact: form.Contact}
	_, err = tx.NewInsert().Model(setting).On("conflict (chapter_id, edition_id) do update").
		Set("number = excluded.number, organizer = excluded.organizer, contact = excluded.contact").Exec(ctx)
	if err != nil {
		return fmt.Errorf("chapter setting: %w", err)
	}
	if err := tx.saveCeremony(ctx, r, form.Ceremony); err != nil {
		return fmt.Errorf("ceremony: %w", err)
	}
	if err := tx.saveSignatories(ctx, r, form.Signatories); err != nil {
		return fmt.Errorf("signatories: %w", err)
	}
	if err := tx.savePartners(ctx, r, form.Partners); err != nil {
		return fmt.Errorf("partners: %w", err)
	}
	return nil
}

// linkRounds says of each round of an edition where its winners go: to the round of the nearest chapter above that has one.
func (tx *transaction) linkRounds(ctx context.Context, edition int64) error {
	_, err := tx.NewRaw(`
		update round set next_round_id = (
			select n.id from round n
			join chapter above on above.id = n.chapter_id
			join chapter own on own.id = round.chapter_id
			where n.edition_id = round.edition_id and n.cancelled_at is null and above.id <> own.id
			and substr(own.path, 1, length(above.path)) = above.path
			order by length(above.path) desc, n.id limit 1)
		where edition_id = ? and closed_at is null`, edition).Exec(ctx)
	return err
}

// addContests makes a contest for each category in each round that has none yet; rubrics are by category.
func (tx *transaction) addContests(ctx context.Context, e *Edition, rubrics map[int64]int64) error {
	if err := tx.lockName(ctx, "contests of "+e.UID); err != nil { // a category that is added meanwhile is not missed
		return err
	}
	if err := tx.linkRounds(ctx, e.ID); err != nil {
		return fmt.Errorf("link rounds: %w", err)
	}
	var rounds []Round
	err := tx.NewSelect().Model(&rounds).Where("edition_id = ?", e.ID).
		Where("not exists (select 1 from contest c where c.round_id = round.id)").Order("id").Scan(ctx)
	if err != nil {
		return err
	}
	var categories []Category
	if err := tx.NewSelect().Model(&categories).Where("edition_id = ?", e.ID).Where("cancelled_at is null").Order("position").Scan(ctx); err != nil {
		return err
	}
	var contests []Contest
	for _, r := range rounds {
		for _, c := range categories {
			if c.exists(&r) {
				contests = append(contests, e.contest(tx, &r, &c, rubrics[c.ID]))
			}
		}
	}
	return insertAll(ctx, tx, contests)
}

func (e *Edition) contest(tx *transaction, r *Round, c *Category, rubric int64) Contest {
	contest := Contest{UID: tx.store.NewUID(), RoundID: r.ID, CategoryID: c.ID, RubricID: rubric, Numbering: e.Numbering,
		TieBreak: e.TieBreak, State: judging.Open}
	if r.NextRoundID != 0 {
		contest.Cut = e.Cut
	}
	return contest
}
