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
	Found      Found
}

// ShownCandidates reads a page of the candidates of a round that the actor may know of, all categories together, in the
// language's order of names. Who advanced from a contest whose result is not public yet is neither shown nor counted.
func (s *Store) ShownCandidates(ctx context.Context, actor judging.Actor, address Address, lang locale.Language, listing Listing) (*ShownCandidates, error) {
	var shown *ShownCandidates
	err := s.read(ctx, func(tx *transaction) error {
		place, err := tx.placeAt(ctx, address)
		if err != nil {
			return err
		}
		shown, err = tx.showCandidates(ctx, actor, place, lang, Listing{Search: listing.Search, Page: listing.Page})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("candidates: %w", err)
	}
	return shown, nil
}

func (tx *transaction) showCandidates(ctx context.Context, actor judging.Actor, place *Place, lang locale.Language, listing Listing) (*ShownCandidates, error) {
	query := tx.NewSelect().TableExpr("candidate n").Join("join entry e on e.id = n.entry_id").
		Join("join contest own on own.id = n.contest_id").
		Join("join round r on r.id = own.round_id").
		Join("join chapter c on c.id = r.chapter_id").
		Where("r.id = ?", place.Round.ID).Where("n.withdrawn_at is null").Where("own.cancelled_at is null")
	query = within(query, judging.ScopeOf(actor, judging.ViewCandidate), scoped{chapter: "c.path", shown: isShown("n", tx.now)})
	ids := []int64{0}
	list, err := tx.page(ctx, query, tx.candidateLists(lang), listing, "n.id", &ids)
	if err != nil {
		return nil, err
	}
	out := &ShownCandidates{Found: list}
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
