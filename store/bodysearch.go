package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"blazon/judging"
	"blazon/locale"
	"blazon/register"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/schema"
)

// BodySearch asks for bodies by the beginnings of the words of their names.
type BodySearch struct {
	Text     string          // "nova ves" finds Nová Ves nad Nisou; a whole code finds its body
	Regions  []string        // codes; none: everywhere
	Limit    int             // at most so many, 1 to 100; 0: 20
	Language locale.Language // whose order of names
}

// maxSearchWords bounds the work of one search; nobody types more to find a body.
const maxSearchWords = 8

// SearchBodies finds the bodies that have, for each word of the text, a word that begins with it. Those whose whole name
// begins with the text come first, then the language's order of names. Ended bodies are not found.
func (s *Store) SearchBodies(ctx context.Context, actor judging.Actor, search BodySearch) ([]*Body, error) {
	if err := mayFindBodies(actor); err != nil {
		return nil, err
	}
	return s.searchBodies(ctx, search)
}

func (s *Store) searchBodies(ctx context.Context, search BodySearch) ([]*Body, error) {
	folded := locale.Fold(search.Text)
	list := words(folded)
	if len(list) == 0 {
		return nil, nil
	}
	if search.Limit < 1 || search.Limit > 100 {
		search.Limit = 20
	}
	var found []*Body
	query := s.reader.NewSelect().Model(&found).Where("ended_at is null").
		WhereGroup(" and ", func(q *bun.SelectQuery) *bun.SelectQuery {
			return q.Where("?", wordsOf(list)).WhereOr("code = ?", folded)
		}).
		OrderExpr(`case when name_fold like ? escape '\' then 0 else 1 end`, likePrefix(folded)).
		OrderExpr("?, code", sortColumn(search.Language)).Limit(int64(search.Limit))
	if len(search.Regions) > 0 {
		query = query.Where("region_code in (?)", bun.List(search.Regions))
	}
	if err := query.Scan(ctx); err != nil {
		return nil, fmt.Errorf("search bodies: %w", err)
	}
	return found, nil
}

// wordsOf is the condition that a body's name has, for each word of the list, a word that begins with it.
func wordsOf(list []string) schema.QueryWithArgs {
	var conditions []string
	var args []any
	for _, word := range list[:min(len(list), maxSearchWords)] {
		conditions = append(conditions, `id in (select body_id from body_word where word like ? escape '\')`)
		args = append(args, likePrefix(word))
	}
	return bun.SafeQuery("("+strings.Join(conditions, " and ")+")", args...)
}

// mayFindBodies lets organizers find bodies, and those who may make a joint entry with one.
func mayFindBodies(actor judging.Actor) error {
	if judging.May(actor, judging.OpenEntries, judging.Facts{}) == nil {
		return nil
	}
	return judging.May(actor, judging.OpenOffice, judging.Facts{})
}

// EligibleBodies are the bodies that a rule lets in, and those of which it cannot be said.
type EligibleBodies struct {
	Eligible []*Body
	Unjudged []*Body // the rule asks for a population that the register does not have
}

// ListEligible lists the bodies that a rule lets in, in the language's order of names.
func (s *Store) ListEligible(ctx context.Context, actor judging.Actor, rule register.Eligibility, lang locale.Language) (*EligibleBodies, error) {
	if err := judging.May(actor, judging.OpenOffice, judging.Facts{}); err != nil {
		return nil, err
	}
	var found []*Body
	query := s.reader.NewSelect().Model(&found).ExcludeColumn("sort_cs", "sort_pl", "sort_en").Where("ended_at is null").
		OrderExpr("?, code", sortColumn(lang))
	if err := narrow(query, rule).Scan(ctx); err != nil {
		return nil, fmt.Errorf("eligible bodies: %w", err)
	}
	list := &EligibleBodies{}
	for _, b := range found {
		switch ok, reason := rule.Matches(b.Row()); {
		case ok:
			list.Eligible = append(list.Eligible, b)
		case reason == register.PopulationMissing:
			list.Unjudged = append(list.Unjudged, b)
		}
	}
	return list, nil
}

// narrow leaves out what the rule cannot let in, so that less is read; the rule itself has the last word.
func narrow(query *bun.SelectQuery, rule register.Eligibility) *bun.SelectQuery {
	included := bun.List(append([]string{""}, rule.Include...)) // no body has an empty code
	if len(rule.Regions) > 0 {
		query = query.Where("region_code in (?)", bun.List(rule.Regions))
	}
	if len(rule.Kinds) > 0 {
		query = query.Where("(kind in (?) or code in (?))", bun.List(rule.Kinds), bun.List(append(rule.Named(), "")))
	}
	if rule.ORP != nil {
		query = query.Where("(orp = ? or code in (?))", *rule.ORP, included)
	}
	return query
}

// Bodies reads bodies by their uids, in the order of these; what is unknown is left out.
func (s *Store) Bodies(ctx context.Context, actor judging.Actor, uids []string) ([]*Body, error) {
	if err := mayFindBodies(actor); err != nil {
		return nil, err
	}
	if len(uids) == 0 {
		return nil, nil
	}
	var found []*Body
	if err := s.reader.NewSelect().Model(&found).Where("uid in (?)", bun.List(uids)).Scan(ctx); err != nil {
		return nil, fmt.Errorf("bodies: %w", err)
	}
	slices.SortFunc(found, func(a, b *Body) int { return cmp.Compare(slices.Index(uids, a.UID), slices.Index(uids, b.UID)) })
	return found, nil
}
