package store

import (
	"context"
	"fmt"

	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// EditionEntrants is a page of those who entered an edition, as far as everybody may know of them.
type EditionEntrants struct {
	Competition Competition
	Edition     Edition
	Rounds      []Round // in the order of their chapters
	Entrants    []*EditionEntrant
	Found       Found
}

// EditionEntrant is an entry that stands in a round, with its round.
type EditionEntrant struct {
	*NamedCandidate
	Round *Round
}

// EditionEntrants reads a page of the entries of an edition in the language's order of names, in a constant number of statements; the
// filter "round" takes the word of a round's address. An entry is listed once, where it entered: drafts are not among them, and who has gone
// on to a next round cannot be told. Categories are left out, as finalists are shown without theirs before the announcement.
func (s *Store) EditionEntrants(ctx context.Context, competition, edition string, lang locale.Language, listing Listing) (*EditionEntrants, error) {
	v := &EditionEntrants{}
	err := s.read(ctx, func(tx *transaction) error {
		if err := absentAs(tx.NewSelect().Model(&v.Competition).Where("slug = ?", competition).Scan(ctx)); err != nil {
			return err
		}
		err := tx.NewSelect().Model(&v.Edition).Where("competition_id = ?", v.Competition.ID).Where("slug = ?", edition).Scan(ctx)
		if err != nil {
			return absentAs(err)
		}
		overview := &EditionOverview{Competition: v.Competition, Edition: v.Edition}
		if err := tx.readRounds(ctx, lang, overview); err != nil {
			return err
		}
		for _, r := range overview.Rounds {
			v.Rounds = append(v.Rounds, r.Round)
		}
		return tx.fillEntrants(ctx, v, lang, listing)
	})
	if err != nil {
		return nil, fmt.Errorf("entrants: %w", err)
	}
	return v, nil
}

func (tx *transaction) fillEntrants(ctx context.Context, v *EditionEntrants, lang locale.Language, listing Listing) error {
	query := tx.NewSelect().TableExpr("candidate n").Join("join entry e on e.id = n.entry_id").
		Join("join contest own on own.id = n.contest_id").
		Join("join round r on r.id = own.round_id").
		Join("join chapter c on c.id = r.chapter_id").
		Where("r.edition_id = ?", v.Edition.ID).Where("r.cancelled_at is null").Where("own.cancelled_at is null").
		Where("n.withdrawn_at is null").Where("not n.training").Where("n.source_candidate_id is null").
		Where("not exists (select 1 from archive a where a.contest_id = own.id)") // its source names only those who got something
	query = within(query, judging.ScopeOf(judging.Actor{}, judging.ViewCandidate), scoped{chapter: "c.path", shown: isShown("n", tx.now)})
	by := tx.candidateLists(lang)
	by.filters = map[string]filter{"round": func(q *bun.SelectQuery, round string) *bun.SelectQuery { return q.Where("r.slug = ?", round) }}
	var rows []struct{ ID, Round int64 }
	var err error
	v.Found, err = tx.page(ctx, query, by, Listing{Search: listing.Search, Filters: listing.Filters, Page: listing.Page}, "n.id, r.id as round", &rows)
	if err != nil {
		return err
	}
	ids := []int64{0}
	for _, r := range rows {
		ids = append(ids, r.ID)
	}
	named, err := candidatesWhere(ctx, tx, lang, "n.id in (?)", bun.List(ids))
	if err != nil {
		return err
	}
	byID := map[int64]*NamedCandidate{}
	for _, candidates := range named {
		for _, n := range candidates {
			byID[n.ID] = n
		}
	}
	for _, row := range rows {
		for i := range v.Rounds {
			if v.Rounds[i].ID == row.Round {
				v.Entrants = append(v.Entrants, &EditionEntrant{byID[row.ID], &v.Rounds[i]})
			}
		}
	}
	return nil
}
