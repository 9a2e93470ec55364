package store

import (
	"context"
	"fmt"

	"blazon/judging"
	"blazon/locale"
	"blazon/register"

	"github.com/uptrace/bun"
)

// EligibleShow is which of the bodies a list shows.
type EligibleShow string

// Those who may enter, those who may not, and those of whom it cannot be said.
const (
	ShowEligible EligibleShow = "eligible"
	ShowOut      EligibleShow = "out"
	ShowUnjudged EligibleShow = "unjudged"
)

// EligibleList is a page of bodies, each with why it may enter or not, in the language's order of names.
type EligibleList struct {
	CategoryPlace
	Eligible, Out, Unjudged int // of those that the search finds
	Found                   Found
	Bodies                  []JudgedBody
}

// JudgedBody is a body with what a rule says of it.
type JudgedBody struct {
	*Body
	Reason register.Reason // why it may not enter
	Why    register.Ground // why it may
}

// EligibleBodies lists who may enter a category and who may not, and why, for whoever organizes any of its competition's
// chapters. The search looks for words of names by their beginnings, or for a whole code; the filter "show" is one of
// EligibleShow, and none is all.
func (s *Store) EligibleBodies(ctx context.Context, actor judging.Actor, category string, ask Listing, lang locale.Language) (*EligibleList, error) {
	list := &EligibleList{}
	err := s.read(ctx, func(tx *transaction) error {
		p, err := tx.categoryPlace(ctx, actor, category)
		if err != nil {
			return err
		}
		list.CategoryPlace = *p
		voters, err := tx.electorate(ctx, &p.Competition, lang, ask.Search)
		if err != nil {
			return err
		}
		shown := list.judge(voters, EligibleShow(ask.Filters["show"]))
		list.Found = foundOf(len(shown), ask.Page)
		bodies, err := tx.bodiesByID(ctx, shown[max(list.Found.First-1, 0):list.Found.Last])
		for _, b := range bodies {
			_, reason := p.Category.Eligibility.Matches(b.Row())
			list.Bodies = append(list.Bodies, JudgedBody{b, reason, p.Category.Eligibility.Ground(b.Row())})
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("eligible bodies: %w", err)
	}
	return list, nil
}

// judge counts the bodies by what the rule says of them, and gives the ids of those to show.
func (l *EligibleList) judge(voters []voter, show EligibleShow) (ids []int64) {
	for _, v := range voters {
		here := ShowOut
		switch ok, reason := l.Category.Eligibility.Matches(v.row()); {
		case ok:
			here = ShowEligible
			l.Eligible++
		case reason == register.PopulationMissing:
			here = ShowUnjudged
			l.Unjudged++
		default:
			l.Out++
		}
		if show == here || show == "" {
			ids = append(ids, v.ID)
		}
	}
	return ids
}

// BodiesByCode reads the bodies of the competition's register that have these codes, in the language's order of names.
func (s *Store) BodiesByCode(ctx context.Context, actor judging.Actor, c *Competition, codes []string, lang locale.Language) ([]*Body, error) {
	if err := judging.May(actor, judging.OpenOffice, judging.Facts{}); err != nil || len(codes) == 0 {
		return nil, err
	}
	var found []*Body
	err := s.reader.NewSelect().Model(&found).ExcludeColumn("sort_cs", "sort_pl", "sort_en").Where("register = ?", c.register()).
		Where("code in (?)", bun.List(codes)).OrderExpr("?, code", sortColumn(lang)).Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("bodies by code: %w", err)
	}
	return found, nil
}
