package store

import (
	"context"
	"fmt"

	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// BodyList is a page of the bodies that there are.
type BodyList struct {
	Bodies []*Body
	Found  Found
}

// ListBodies reads the page of all bodies that have not ended that the listing asks for: by "name", usually, in the language's order, or by
// "population", those of unknown size as the smallest; with the filters "region" (its code), "kind" and "register". A search finds the beginnings of the
// words of names, and whole codes.
func (s *Store) ListBodies(ctx context.Context, actor judging.Actor, lang locale.Language, listing Listing) (*BodyList, error) {
	if err := judging.May(actor, judging.ManageBodies, judging.Facts{}); err != nil {
		return nil, err
	}
	list := &BodyList{}
	err := s.read(ctx, func(tx *transaction) (err error) {
		query := tx.NewSelect().TableExpr("body").Where("body.ended_at is null")
		var ids []int64
		if list.Found, err = tx.page(ctx, query, bodyLists(lang), listing, "body.id", &ids); err != nil || len(ids) == 0 {
			return err
		}
		var found []*Body
		if err := tx.bodies(&found).Where("id in (?)", bun.List(ids)).Scan(ctx); err != nil {
			return err
		}
		byID := map[int64]*Body{}
		for _, b := range found {
			byID[b.ID] = b
		}
		for _, id := range ids {
			list.Bodies = append(list.Bodies, byID[id])
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list of bodies: %w", err)
	}
	return list, nil
}

// bodyLists is what can be asked of the list of bodies.
func bodyLists(lang locale.Language) listable {
	name := []string{"body." + string(sortColumn(lang)), "body.code"}
	is := func(condition string) filter {
		return func(query *bun.SelectQuery, value string) *bun.SelectQuery { return query.Where(condition, value) }
	}
	return listable{
		search: func(query *bun.SelectQuery, word string) *bun.SelectQuery {
			return query.Where(`(body.id in (select w.body_id from body_word w where w.word like ? escape '\') or body.code = ?)`, likePrefix(word), word)
		},
		filters: map[string]filter{"region": is("body.region_code = ?"), "kind": is("body.kind = ?"), "register": is("body.register = ?")},
		sorts:   map[string][]string{"name": name, "population": append([]string{"coalesce(body.population, -1)"}, name...)},
		usual:   "name", ties: "body.id",
	}
}
