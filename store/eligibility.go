package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/register"

	"github.com/uptrace/bun"
)

// SetEligibility changes who may enter a category. Entries that are there stay, whether their entrants may still enter or not.
func (s *Store) SetEligibility(ctx context.Context, actor judging.Actor, category string, rule register.Eligibility) error {
	err := s.writeCategory(ctx, actor, category, func(tx *transaction, p *CategoryPlace) error {
		if err := rule.Check(); err != nil {
			return err
		}
		if err := tx.namedBodiesExist(ctx, rule); err != nil {
			return err
		}
		before, err := json.Marshal(p.Category.Eligibility)
		if err != nil {
			return err
		}
		p.Category.Eligibility = rule
		if _, err := tx.NewUpdate().Model(&p.Category).Column("eligibility").WherePK().Exec(ctx); err != nil {
			return err
		}
		return tx.record(ctx, actor, "category.eligibility", "category", p.Category.ID,
			map[string]any{"before": json.RawMessage(before), "after": rule})
	})
	if err != nil {
		return fmt.Errorf("set eligibility: %w", err)
	}
	return nil
}

func (tx *transaction) namedBodiesExist(ctx context.Context, rule register.Eligibility) error {
	named := rule.Named()
	if len(named) == 0 {
		return nil
	}
	found, err := tx.NewSelect().Model((*Body)(nil)).Where("code in (?)", bun.List(named)).Count(ctx)
	if err == nil && int(found) < len(named) {
		err = fault.InForm(fault.Field{Name: "bodies", Key: "fault.unknown_choice"})
	}
	return err
}

// EligibleCount is how many bodies of the country's register a rule lets in, and which come first in the order of names.
type EligibleCount struct {
	Eligible int
	Unjudged int // the rule asks for a population that the register does not have
	Of       int // bodies in the register
	First    []*Body
}

// firstShown is how many bodies a count names.
const firstShown = 20

// CountEligible counts whom a rule would let into a category; nothing is changed.
func (s *Store) CountEligible(ctx context.Context, actor judging.Actor, category string, rule register.Eligibility, lang locale.Language) (*EligibleCount, error) {
	count := &EligibleCount{}
	err := s.read(ctx, func(tx *transaction) error {
		p, err := tx.categoryPlace(ctx, actor, category)
		if err != nil {
			return err
		}
		if err := rule.Check(); err != nil {
			return err
		}
		voters, err := tx.electorate(ctx, &p.Competition, lang, "")
		if err != nil {
			return err
		}
		count.Of = len(voters)
		first := []int64{}
		for _, v := range voters {
			switch ok, reason := rule.Matches(v.row()); {
			case ok:
				count.Eligible++
				if len(first) < firstShown {
					first = append(first, v.ID)
				}
			case reason == register.PopulationMissing:
				count.Unjudged++
			}
		}
		count.First, err = tx.bodiesByID(ctx, first)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("count eligible: %w", err)
	}
	return count, nil
}

// voter is what a rule asks of a body, and no more: a register has thousands.
type voter struct {
	ID         int64
	Code       string
	Kind       register.Kind
	ORP        bool `bun:"orp"`
	RegionCode string
	Population *int
}

func (v *voter) row() register.Row {
	return register.Row{Code: v.Code, Kind: v.Kind, ORP: v.ORP, RegionCode: v.RegionCode, Population: v.Population}
}

// electorate reads the bodies of the country's register in the language's order of names: all, or those that a search finds by
// the beginnings of the words of their names.
func (tx *transaction) electorate(ctx context.Context, c *Competition, lang locale.Language, search string) ([]voter, error) {
	var voters []voter
	query := tx.NewSelect().Table("body").Column("id", "code", "kind", "orp", "region_code", "population").
		Where("register = ?", c.register()).Where("ended_at is null").OrderExpr("?, code", sortColumn(lang))
	if list := words(locale.Fold(search)); len(list) > 0 {
		query = query.WhereGroup(" and ", func(q *bun.SelectQuery) *bun.SelectQuery {
			for _, word := range list[:min(len(list), maxSearchWords)] {
				q = q.Where(`id in (select body_id from body_word where word like ? escape '\')`, likePrefix(word))
			}
			return q.WhereOr("code = ?", strings.TrimSpace(search))
		})
	}
	if err := query.Scan(ctx, &voters); err != nil {
		return nil, fmt.Errorf("electorate: %w", err)
	}
	return voters, nil
}

// bodiesByID reads bodies in the order of their ids.
func (tx *transaction) bodiesByID(ctx context.Context, ids []int64) ([]*Body, error) {
	var bodies []*Body
	if err := tx.bodies(&bodies).Where("id in (?)", bun.List(append(ids, 0))).Scan(ctx); err != nil {
		return nil, err
	}
	at := make(map[int64]int, len(ids))
	for i, id := range ids {
		at[id] = i
	}
	slices.SortFunc(bodies, func(a, b *Body) int { return at[a.ID] - at[b.ID] })
	return bodies, nil
}
