package store

import (
	"context"
	"fmt"
	"time"

	"blazon/judging"
	"blazon/locale"
)

// CategoryList is an edition's categories as its organizers see them.
type CategoryList struct {
	EditionPlace
	Categories []*CategoryRow
}

// CategoryRow is a category with how much there is in it.
type CategoryRow struct {
	Category  Category
	Contests  int // that are not called off
	Entries   int // neither withdrawn nor rejected
	Drafts    int // of the entries
	Automatic int // of the entries
	Own       int // contests with a deadline of their own
	Rubric    locale.Text
	Rubrics   int // different ones among its contests
	MergedUID string
	Merged    locale.Text // the name of the category that its entries went to
}

// Categories lists an edition's categories in their order, in a constant number of statements, for whoever organizes any of
// its chapters.
func (s *Store) Categories(ctx context.Context, actor judging.Actor, edition string) (*CategoryList, error) {
	list := &CategoryList{}
	err := s.read(ctx, func(tx *transaction) error {
		p, err := tx.editionPlace(ctx, actor, "uid = ?", edition)
		if err != nil {
			return err
		}
		list.EditionPlace = *p
		list.Categories, err = tx.categoryRows(ctx, "edition_id = ?", p.Edition.ID)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("categories: %w", err)
	}
	return list, nil
}

func (tx *transaction) categoryRows(ctx context.Context, where string, args ...any) ([]*CategoryRow, error) {
	var categories []Category
	if err := tx.NewSelect().Model(&categories).Where(where, args...).Order("position", "id").Scan(ctx); err != nil {
		return nil, err
	}
	var counts []struct {
		ID int64
		CategoryRow
	}
	err := tx.NewRaw(`
		select c.id, coalesce(t.contests, 0) as contests, coalesce(t.own, 0) as own, coalesce(t.rubrics, 0) as rubrics,
			coalesce(e.entries, 0) as entries, coalesce(e.drafts, 0) as drafts, coalesce(e.automatic, 0) as automatic,
			coalesce(b.name, '{}') as rubric, coalesce(m.uid, '') as merged_uid, coalesce(m.name, '{}') as merged
		from category c
		left join (select category_id, count(*) as contests, max(rubric_id) as rubric_id, count(distinct coalesce(rubric_id, 0)) as rubrics,
			count(coalesce(entries_from, entries_until)) as own from contest where cancelled_at is null group by category_id) t on t.category_id = c.id
		left join rubric b on b.id = t.rubric_id
		left join category m on m.id = c.merged_into_id
		left join (select category_id, count(*) as entries, count(case when state = 'draft' then 1 end) as drafts,
			count(case when automatic then 1 end) as automatic from entry where state not in ('withdrawn', 'rejected') group by category_id) e
			on e.category_id = c.id
		where c.`+where, args...).Scan(ctx, &counts)
	if err != nil {
		return nil, err
	}
	byID := map[int64]*CategoryRow{}
	for i := range counts {
		byID[counts[i].ID] = &counts[i].CategoryRow
	}
	var rows []*CategoryRow
	for _, c := range categories {
		row := byID[c.ID]
		row.Category = c
		rows = append(rows, row)
	}
	return rows, nil
}

// CategoryView is one category with its contests.
type CategoryView struct {
	CategoryPlace
	Row      *CategoryRow
	Now      time.Time
	Fixed    CategoryFixed
	Rubrics  []*Rubric // of the edition, to choose from
	Contests []*CategoryContest
	Reasons  []ChangeReason // why it was changed in mid-year, the latest first
}

// CategoryContest is one of a category's contests as its organizers see it.
type CategoryContest struct {
	ContestPlace
	Entries int  // neither withdrawn nor rejected
	Own     bool // the actor organizes it
}

// Category reads a category for whoever organizes any of its competition's chapters, in a constant number of statements.
func (s *Store) Category(ctx context.Context, actor judging.Actor, category string, lang locale.Language) (*CategoryView, error) {
	v := &CategoryView{}
	err := s.read(ctx, func(tx *transaction) error {
		p, err := tx.categoryPlace(ctx, actor, category)
		if err != nil {
			return err
		}
		v.CategoryPlace, v.Now = *p, tx.now
		rows, err := tx.categoryRows(ctx, "id = ?", p.Category.ID)
		if err != nil {
			return err
		}
		v.Row = rows[0]
		if v.Fixed, err = tx.categoryFixed(ctx, &p.Category); err != nil {
			return err
		}
		if v.Rubrics, err = tx.rubricsWhere(ctx, "edition_id = ?", p.Edition.ID); err != nil {
			return err
		}
		if v.Reasons, err = tx.changeReasons(ctx, "category", p.Category.ID); err != nil {
			return err
		}
		v.Contests, err = tx.categoryContests(ctx, actor, p, lang)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("category: %w", err)
	}
	return v, nil
}

// categoryContests reads the category's contests in the order of their chapters.
func (tx *transaction) categoryContests(ctx context.Context, actor judging.Actor, p *CategoryPlace, lang locale.Language) ([]*CategoryContest, error) {
	places, err := tx.contestPlacesOf(ctx, "category_id = ?", p.Category.ID)
	if err != nil {
		return nil, err
	}
	var counts []struct {
		ContestID int64
		Entries   int
	}
	err = tx.NewRaw(`select contest_id, count(*) as entries from entry where category_id = ? and contest_id is not null
		and state not in ('withdrawn', 'rejected') group by contest_id`, p.Category.ID).Scan(ctx, &counts)
	if err != nil {
		return nil, err
	}
	entries := map[int64]int{}
	for _, c := range counts {
		entries[c.ContestID] = c.Entries
	}
	var chapters []Chapter
	byChapter := map[int64][]*ContestPlace{}
	for _, place := range places {
		if byChapter[place.Chapter.ID] == nil {
			chapters = append(chapters, place.Chapter)
		}
		byChapter[place.Chapter.ID] = append(byChapter[place.Chapter.ID], place)
	}
	var list []*CategoryContest
	for _, chapter := range sortedChapters(chapters, lang) {
		for _, place := range byChapter[chapter.ID] {
			own := judging.May(actor, judging.ManageRound, place.Facts()) == nil
			list = append(list, &CategoryContest{*place, entries[place.Contest.ID], own})
		}
	}
	return list, nil
}
