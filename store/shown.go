package store

import (
	"context"
	"fmt"

	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// ShownCandidates is a page of the candidates that an actor may know of.
type ShownCandidates struct {
	Candidates []*NamedCandidate
	Total      int // of all pages
	Page       int // from 1
	Pages      int
}

// ShownCandidates reads a page of the candidates of a round that the actor may know of, all categories together, in the
// language's order of names. Who advanced from a contest whose result is not public yet is neither shown nor counted.
// A page beyond the last is the last.
func (s *Store) ShownCandidates(ctx context.Context, actor judging.Actor, address Address, lang locale.Language, page int) (*ShownCandidates, error) {
	var shown *ShownCandidates
	err := s.read(ctx, func(tx *transaction) error {
		place, err := tx.placeAt(ctx, address)
		if err != nil {
			return err
		}
		shown, err = tx.showCandidates(ctx, actor, place, lang, page)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("candidates: %w", err)
	}
	return shown, nil
}

func (tx *transaction) showCandidates(ctx context.Context, actor judging.Actor, place *Place, lang locale.Language, page int) (*ShownCandidates, error) {
	query := tx.NewSelect().TableExpr("candidate n").
		Join("join contest own on own.id = n.contest_id").
		Join("join round r on r.id = own.round_id").
		Join("join chapter c on c.id = r.chapter_id").
		Where("r.id = ?", place.Round.ID).Where("n.withdrawn_at is null")
	query = within(query, judging.ScopeOf(actor, judging.ViewCandidate), scoped{chapter: "c.path", shown: isShown("n", tx.now)})
	total, err := query.Count(ctx)
	if err != nil {
		return nil, err
	}
	out := &ShownCandidates{Total: int(total), Pages: max(1, (int(total)+candidatePage-1)/candidatePage)}
	out.Page = min(max(page, 1), out.Pages)
	ids := []int64{0}
	err = query.Column("n.id").
		Join("join entry e on e.id = n.entry_id").
		Join("join entry_entrant ee on ee.entry_id = e.id and ee.position = (select min(o.position) from entry_entrant o where o.entry_id = e.id)").
		Join("join entrant t on t.id = ee.entrant_id").
		Join("join body b on b.id = t.body_id").
		OrderExpr("b.?, b.code, e.title, n.uid", sortColumn(lang)).
		Limit(candidatePage).Offset(int64(out.Page-1)*candidatePage).Scan(ctx, &ids)
	if err != nil {
		return nil, err
	}
	found, err := candidatesWhere(ctx, tx, lang, "n.id in (?)", bun.List(append(ids, 0)))
	if err != nil {
		return nil, err
	}
	for _, candidates := range found {
		out.Candidates = append(out.Candidates, candidates...)
	}
	sortByName(out.Candidates)
	return out, nil
}
