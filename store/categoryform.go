package store

import (
	"context"
	"fmt"
	"slices"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
)

// CategoryForm is what is filled in about a category, but for who may enter it.
type CategoryForm struct {
	Name       locale.Text
	Slug       string // the word of its public address
	Scope      CategoryScope
	Position   int    // in lists, from 1; 0: at the end
	EntryLimit int    // most entries of one entrant; 0: any number
	Automatic  bool   // everybody eligible is entered from the register
	Rubric     string // uid; empty: it is not scored here
}

// maxLimit bounds what may be typed as a category's limit or position.
const maxLimit = 999

func (form *CategoryForm) check() error {
	var wrong fields
	wrong.text("name", form.Name, true, maxName)
	wrong.slug("slug", form.Slug, nil)
	if !slices.Contains([]CategoryScope{Everywhere, National, Regional}, form.Scope) {
		wrong.add("scope", "fault.unknown_choice")
	}
	if form.Position < 0 || form.Position > maxLimit {
		wrong.add("position", "fault.bad_number")
	}
	if form.EntryLimit < 0 || form.EntryLimit > maxLimit {
		wrong.add("entry_limit", "fault.bad_number")
	}
	return wrong.err()
}

// AddCategory adds a category to an edition, and its contests in the rounds where it exists and that are still open.
func (s *Store) AddCategory(ctx context.Context, actor judging.Actor, edition string, form CategoryForm) (*Category, error) {
	category := &Category{}
	err := s.writeRounds(ctx, "edition_id = (select id from edition where uid = ?)", []any{edition}, func(tx *transaction) error {
		e, err := tx.editionFor(ctx, actor, edition)
		if err != nil {
			return err
		}
		if err := form.check(); err != nil {
			return err
		}
		rubric, err := tx.rubricFor(ctx, e, form.Rubric)
		if err != nil {
			return err
		}
		*category = Category{UID: s.NewUID(), EditionID: e.ID}
		if err := tx.put(ctx, category, form); err != nil {
			return err
		}
		if _, err := tx.NewInsert().Model(category).Exec(ctx); err != nil {
			return taken(err)
		}
		if err := tx.addContestsOf(ctx, e, category, rubric); err != nil {
			return err
		}
		return tx.recordWithNote(ctx, actor, "category.add", "category", category.ID, map[string]int64{"edition": e.ID}, category.Name.In(e.Language))
	})
	if err != nil {
		return nil, fmt.Errorf("add category: %w", err)
	}
	return category, nil
}

// put takes over what the form says.
func (tx *transaction) put(ctx context.Context, c *Category, form CategoryForm) error {
	c.Name, c.Slug, c.Scope = trimmed(form.Name), form.Slug, form.Scope
	c.EntryLimit, c.Automatic, c.Position = form.EntryLimit, form.Automatic, form.Position
	if c.Position > 0 {
		return nil
	}
	return tx.NewRaw("select coalesce(max(position), 0) + 1 from category where edition_id = ?", c.EditionID).Scan(ctx, &c.Position)
}

// rubricFor finds a rubric of the edition by whose scores its contests can be tallied; none is 0.
func (tx *transaction) rubricFor(ctx context.Context, e *Edition, uid string) (int64, error) {
	if uid == "" {
		return 0, nil
	}
	found, err := tx.rubricsWhere(ctx, "edition_id = ? and uid = ?", e.ID, uid)
	if err != nil {
		return 0, err
	}
	if len(found) == 0 {
		return 0, fault.InForm(fault.Field{Name: "rubric", Key: "fault.unknown_choice"})
	}
	r := found[0]
	c := &judging.Contest{Name: e.Slug, Better: r.Better, Numbering: e.Numbering, Trim: r.Trim, Minimum: r.Minimum, Advance: e.Cut,
		Candidates: []judging.Candidate{{ID: "one"}}, Jurors: []judging.Juror{{ID: "one"}}}
	for _, k := range r.Criteria {
		c.Criteria = append(c.Criteria, k.Rules())
	}
	for _, rule := range e.TieBreak {
		c.TieBreak = append(c.TieBreak, c.ParseRule(rule))
	}
	if err := c.Validate(); err != nil {
		return 0, fault.Of(fault.InForm(fault.Field{Name: "rubric", Key: "category.bad_rubric"})).Because(err)
	}
	return r.ID, nil
}

// addContestsOf makes the category's contests in the rounds where it exists, that have none, and that are neither closed nor
// called off.
func (tx *transaction) addContestsOf(ctx context.Context, e *Edition, c *Category, rubric int64) error {
	if err := tx.lockName(ctx, "contests of "+e.UID); err != nil {
		return err
	}
	var rounds []Round
	err := tx.NewSelect().Model(&rounds).Where("edition_id = ?", e.ID).Where("closed_at is null").Where("cancelled_at is null").
		Where("not exists (select 1 from contest t where t.round_id = round.id and t.category_id = ?)", c.ID).Order("id").Scan(ctx)
	if err != nil {
		return err
	}
	var contests []Contest
	for _, r := range rounds {
		if c.exists(&r) {
			contests = append(contests, e.contest(tx, &r, c, rubric))
		}
	}
	return insertAll(ctx, tx, contests)
}
