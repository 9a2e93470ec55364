package store

import (
	"context"
	"fmt"

	"blazon/fault"
	"blazon/judging"
)

// UpdateCategory changes a category. Its address stays once it is public or has entries, where it exists stays once it has
// entries, and its rubric stays once somebody has scored by it, or is to score by some of its criteria alone; what may not
// change is named. Certificates and results that are there keep the name that they were made with.
func (s *Store) UpdateCategory(ctx context.Context, actor judging.Actor, category string, form CategoryForm) error {
	err := s.writeCategory(ctx, actor, category, func(tx *transaction, p *CategoryPlace) error {
		if err := form.check(); err != nil {
			return err
		}
		fixed, err := tx.categoryFixed(ctx, &p.Category)
		if err != nil {
			return err
		}
		if err := form.within(fixed, &p.Category); err != nil {
			return err
		}
		rubric, err := tx.rubricFor(ctx, &p.Edition, form.Rubric)
		if err != nil {
			return err
		}
		before, beforeScope := p.Category.Name.In(p.Edition.Language), p.Category.Scope
		if err := tx.put(ctx, &p.Category, form); err != nil {
			return err
		}
		if _, err := tx.NewUpdate().Model(&p.Category).WherePK().Exec(ctx); err != nil {
			return taken(err)
		}
		if form.Rubric != fixed.Rubric {
			if err := tx.putRubric(ctx, &p.Category, rubric); err != nil {
				return err
			}
		}
		if p.Category.Scope != beforeScope {
			if err := tx.rescope(ctx, p, beforeScope, rubric); err != nil {
				return err
			}
		}
		return tx.recordWithNote(ctx, actor, "category.save", "category", p.Category.ID,
			map[string]any{"rubric": rubric, "scope": p.Category.Scope, "limit": p.Category.EntryLimit, "automatic": p.Category.Automatic},
			before+" → "+p.Category.Name.In(p.Edition.Language))
	})
	if err != nil {
		return fmt.Errorf("update category: %w", err)
	}
	return nil
}

// CategoryFixed is what of a category can no longer change.
type CategoryFixed struct {
	Public  bool   // it is in public lists by now: entries were or are taken, or something is announced
	Entries int    // any that there are
	Scored  bool   // somebody has scored, or is to score some criteria alone
	Rubric  string // uid of the rubric of its contests; empty: none, or not the same for all
	Mixed   bool   // its contests differ in their rubrics
}

// Slug tells whether the category's address stays as it is.
func (f CategoryFixed) Slug() bool { return f.Public || f.Entries > 0 }

func (tx *transaction) categoryFixed(ctx context.Context, c *Category) (fixed CategoryFixed, err error) {
	var row struct {
		Entries, Public, Scored, Rubrics int
		Rubric                           string
	}
	err = tx.NewRaw(`
		select (select count(*) from entry e where e.category_id = ?0) as entries,
			count(case when coalesce(t.entries_from, r.entries_from) <= ?1 or t.state <> 'open' then 1 end) as public,
			count(case when exists (select 1 from assignment a join score s on s.assignment_id = a.id where a.contest_id = t.id)
				or exists (select 1 from assignment a join assignment_criterion k on k.assignment_id = a.id where a.contest_id = t.id)
				then 1 end) as scored,
			count(distinct coalesce(t.rubric_id, 0)) as rubrics, coalesce(max(b.uid), '') as rubric
		from contest t join round r on r.id = t.round_id left join rubric b on b.id = t.rubric_id
		where t.category_id = ?0 and t.cancelled_at is null`, c.ID, tx.now).Scan(ctx, &row)
	fixed = CategoryFixed{Public: row.Public > 0, Entries: row.Entries, Scored: row.Scored > 0, Rubric: row.Rubric, Mixed: row.Rubrics > 1}
	if fixed.Mixed {
		fixed.Rubric = ""
	}
	return fixed, err
}

// within refuses what can no longer change.
func (form *CategoryForm) within(fixed CategoryFixed, c *Category) error {
	var wrong fields
	if form.Slug != c.Slug && fixed.Slug() {
		wrong.add("slug", "category.slug_fixed")
	}
	if form.Scope != c.Scope && fixed.Entries > 0 {
		wrong.add("scope", "category.scope_fixed")
	}
	if form.Rubric != fixed.Rubric && fixed.Scored {
		wrong.add("rubric", "category.rubric_fixed")
	}
	if !c.CancelledAt.IsZero() && form.Scope != c.Scope {
		return fault.New(fault.Closed, "category.is_cancelled")
	}
	return wrong.err()
}

// putRubric lets the category's contests be scored by another rubric, but for those whose judging is over.
func (tx *transaction) putRubric(ctx context.Context, c *Category, rubric int64) error {
	_, err := tx.NewUpdate().Model((*Contest)(nil)).Set("rubric_id = ?", nullable(rubric)).Where("category_id = ?", c.ID).
		Where("state = ?", judging.Open).Where("round_id in (select id from round where closed_at is null)").Exec(ctx)
	return err
}

// nullable is an id for SQL, where none is null.
func nullable(id int64) any {
	if id == 0 {
		return nil
	}
	return id
}

// rescope calls the contests off where the category, without any entry, exists no longer, brings those back where it does
// again, and makes those that are missing.
func (tx *transaction) rescope(ctx context.Context, p *CategoryPlace, before CategoryScope, rubric int64) error {
	was := Category{Scope: before}
	for rounds, kind := range map[string]*Round{"next_round_id is null": {}, "next_round_id is not null": {NextRoundID: 1}} {
		if was.exists(kind) == p.Category.exists(kind) {
			continue
		}
		query := tx.NewUpdate().Model((*Contest)(nil)).Where("category_id = ?", p.Category.ID).Where("state = ?", judging.Open).
			Where("round_id in (select id from round where closed_at is null and cancelled_at is null and " + rounds + ")")
		if p.Category.exists(kind) {
			query = query.Set("cancelled_at = null")
		} else {
			query = query.Set("cancelled_at = ?", tx.now).Where("cancelled_at is null")
		}
		if _, err := query.Exec(ctx); err != nil {
			return err
		}
	}
	return tx.addContestsOf(ctx, &p.Edition, &p.Category, rubric)
}
