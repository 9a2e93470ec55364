package store

import (
	"context"
	"fmt"

	"blazon/fault"
	"blazon/judging"

	"github.com/uptrace/bun"
)

// Merging is what merging a category into another would come to.
type Merging struct {
	*Consequences
	CategoryPlace
	Into        *Category  // nil: none is chosen yet
	Choices     []Category // those that it can be merged into
	Stay        int        // scores that stay behind, on record, because the two are scored by different rubrics
	Twice       []string   // entrants that would have several entries in the other category
	Over        []string   // those of them that would have more than it takes
	NotEligible int        // entries whose entrant may not enter the other category by its rule

	pairs []contestPair
}

// contestPair is a contest with the one that its entries go to.
type contestPair struct{ from, to *ContestPlace }

// MergingCategory reads what MergeCategory would come to; into is empty while no category is chosen.
func (s *Store) MergingCategory(ctx context.Context, actor judging.Actor, category, into string) (*Merging, error) {
	var m *Merging
	err := s.read(ctx, func(tx *transaction) error {
		p, err := tx.categoryFor(ctx, actor, category)
		if err != nil {
			return err
		}
		m, err = tx.merging(ctx, p, into)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("merging category: %w", err)
	}
	return m, nil
}

// MergeCategory carries all entries of a category over to another, with a reason, and calls it off. They stand there in the
// same rounds; where both are scored by the same rubric their scores go with them, else the scores stay on record. An entrant
// may so have several entries, unless the other category takes no more. It cannot be taken back as one act. Closed once the
// judging of one of their rounds is closed, or a result is decided.
func (s *Store) MergeCategory(ctx context.Context, actor judging.Actor, category, into, reason string) error {
	err := s.writeCategory(ctx, actor, category, func(tx *transaction, p *CategoryPlace) error {
		if err := reasoned(reason); err != nil {
			return err
		}
		if err := tx.lockName(ctx, "entries of "+into); err != nil {
			return err
		}
		m, err := tx.merging(ctx, p, into)
		if err != nil {
			return err
		}
		if err := m.err(); err != nil {
			return err
		}
		if m.Into == nil {
			return fault.InForm(fault.Field{Name: "into", Key: "fault.unknown_choice"})
		}
		return tx.merge(ctx, actor, m, reason)
	})
	if err != nil {
		return fmt.Errorf("merge category: %w", err)
	}
	return nil
}

func (tx *transaction) merge(ctx context.Context, actor judging.Actor, m *Merging, reason string) error {
	moved := []int64{}
	for _, pair := range m.pairs {
		var entries []int64
		err := tx.NewSelect().Model((*Entry)(nil)).Column("id").Where("contest_id = ?", pair.from.Contest.ID).
			Where("state in (?)", bun.List(counted)).Order("id").Scan(ctx, &entries)
		if err != nil {
			return err
		}
		if pair.to != nil {
			if err := tx.transfer(ctx, pair.from, pair.to, entries); err != nil {
				return err
			}
		}
		if err := tx.transferStanding(ctx, pair); err != nil {
			return err
		}
		moved = append(moved, entries...)
		if err := tx.setCancelled(ctx, "contest", pair.from.Contest.ID, tx.now); err != nil {
			return err
		}
	}
	_, err := tx.NewUpdate().Model(&m.Category).Set("cancelled_at = ?", tx.now).Set("merged_into_id = ?", m.Into.ID).WherePK().Exec(ctx)
	if err != nil {
		return err
	}
	return tx.recordWithNote(ctx, actor, "category.merge", "category", m.Category.ID, map[string]any{"into": m.Into.ID, "entries": moved}, reason)
}

// merging finds out what merging would come to.
func (tx *transaction) merging(ctx context.Context, p *CategoryPlace, into string) (*Merging, error) {
	m := &Merging{CategoryPlace: *p}
	err := tx.NewSelect().Model(&m.Choices).Where("edition_id = ?", p.Edition.ID).Where("id <> ?", p.Category.ID).
		Where("cancelled_at is null").Order("position", "id").Scan(ctx)
	if err != nil {
		return nil, err
	}
	contests, err := tx.contestPlacesOf(ctx, "category_id = ? and cancelled_at is null", p.Category.ID)
	if err != nil {
		return nil, err
	}
	if m.Consequences, err = tx.touched(ctx, contests, "e.category_id = ?", p.Category.ID); err != nil {
		return nil, err
	}
	if !p.Category.CancelledAt.IsZero() {
		m.refuse("category.is_cancelled", p.Category.Name)
	}
	if err := tx.settled(ctx, m.Consequences, "n.contest_id in (select id from contest where category_id = ? and cancelled_at is null)", p.Category.ID); err != nil {
		return nil, err
	}
	for i := range m.Choices {
		if m.Choices[i].UID == into {
			m.Into = &m.Choices[i]
		}
	}
	if m.Into == nil {
		return m, nil
	}
	return m, tx.mergingInto(ctx, m)
}

func (tx *transaction) mergingInto(ctx context.Context, m *Merging) error {
	targets, err := tx.contestPlacesOf(ctx, "category_id = ? and cancelled_at is null", m.Into.ID)
	if err != nil {
		return err
	}
	byRound := map[int64]*ContestPlace{}
	for _, t := range targets {
		byRound[t.Round.ID] = t
	}
	entered, err := tx.contestsIn(ctx, "select contest_id from entry where category_id = ? and state in (?) and contest_id is not null",
		m.Category.ID, bun.List(counted))
	if err != nil {
		return err
	}
	stood, err := tx.contestsIn(ctx, `select n.contest_id from candidate n join contest t on t.id = n.contest_id
		where t.category_id = ? and n.withdrawn_at is null`, m.Category.ID)
	if err != nil {
		return err
	}
	for _, from := range m.Contests {
		to, id := byRound[from.Round.ID], from.Contest.ID
		m.pairs = append(m.pairs, contestPair{from, to})
		m.mayPair(from, to, entered[id], stood[id])
		delete(entered, id)
	}
	if len(entered) > 0 { // their entries would stay behind in a category that is no more
		m.refuse("category.merge_called_off", m.Category.Name)
	}
	return tx.mergingEntrants(ctx, m)
}

// contestsIn gives the contests that a query selects.
func (tx *transaction) contestsIn(ctx context.Context, query string, args ...any) (map[int64]bool, error) {
	var ids []int64
	err := tx.NewRaw(query, args...).Scan(ctx, &ids)
	in := map[int64]bool{}
	for _, id := range ids {
		in[id] = true
	}
	return in, err
}

// mayPair refuses the merging where the entries of a contest, or whoever else stands in it, cannot go over.
func (c *Consequences) mayPair(from, to *ContestPlace, entered, stood bool) {
	c.undecided(from)
	switch {
	case (entered || stood) && !from.Round.ClosedAt.IsZero():
		c.refuse("category.refused_closed", from.title())
	case !entered:
	case to == nil:
		c.refuse("category.refused_absent", from.Round.Name)
	default:
		c.undecided(to)
	}
}

// mergingEntrants finds who would enter twice, more often than allowed, or without being eligible, and the scores that stay.
func (tx *transaction) mergingEntrants(ctx context.Context, m *Merging) error {
	for _, pair := range m.pairs {
		if pair.to == nil || scoresFollow(pair.from, pair.to) {
			continue
		}
		stay := &Consequences{}
		if err := tx.countCandidates(ctx, stay, "n.contest_id = ? and n.withdrawn_at is null", pair.from.Contest.ID); err != nil {
			return err
		}
		m.Stay += stay.Scores
	}
	var rows []struct{ Body, Here, There int64 }
	err := tx.NewRaw(`
		with own as (select ee.entrant_id, count(case when e.category_id = ?0 then 1 end) as here, count(case when e.category_id = ?1 then 1 end) as there
			from entry_entrant ee join entry e on e.id = ee.entry_id where e.category_id in (?0, ?1) and e.state in (?2) group by ee.entrant_id)
		select b.id as body, o.here, o.there from own o join entrant t on t.id = o.entrant_id join body b on b.id = t.body_id
		where o.here > 0 order by b.?3, b.code`,
		m.Category.ID, m.Into.ID, bun.List(counted), sortColumn(m.Language())).Scan(ctx, &rows)
	if err != nil {
		return err
	}
	ids := make([]int64, len(rows))
	for i, r := range rows {
		ids[i] = r.Body
	}
	bodies, err := tx.bodiesByID(ctx, ids)
	if err != nil {
		return err
	}
	for i, b := range bodies {
		here, all := int(rows[i].Here), int(rows[i].Here+rows[i].There)
		if all > here {
			m.Twice = append(m.Twice, b.Title())
		}
		if m.Into.EntryLimit > 0 && all > m.Into.EntryLimit {
			m.Over = append(m.Over, b.Title())
		}
		if ok, _ := m.Into.Eligibility.Matches(b.Row()); !ok {
			m.NotEligible += here
		}
	}
	if len(m.Over) > 0 {
		m.Refused = append(m.Refused, fault.New(fault.Closed, "category.refused_over").
			With("Limit", m.Into.EntryLimit).With("Names", listOf(m.Over)))
	}
	return nil
}
