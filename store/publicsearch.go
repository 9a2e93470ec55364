package store

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"blazon/locale"
	"blazon/register"

	"github.com/uptrace/bun"
)

// PublicSearch is what the public's search finds.
type PublicSearch struct {
	Bodies   []*Body
	More     bool // there are more bodies than are listed
	Editions []*FoundEdition
}

// FoundEdition is an edition with the rounds that the text names.
type FoundEdition struct {
	Competition Competition
	Edition     Edition
	Rounds      []Round
}

// maxFound is how many bodies and editions a search lists at most.
const maxFound = 30

// PublicSearch finds bodies by the beginnings of the words of their names or by their code, and editions by the words of
// competition, year and round, whatever the case and the accents. Bodies in no register are found once something of them is announced.
func (s *Store) PublicSearch(ctx context.Context, text string, lang locale.Language) (*PublicSearch, error) {
	found := &PublicSearch{}
	list := words(locale.Fold(text))
	if len(list) == 0 {
		return found, nil
	}
	list = list[:min(len(list), maxSearchWords)]
	err := s.read(ctx, func(tx *transaction) error {
		if err := tx.searchPublicBodies(ctx, found, list, locale.Fold(text), lang); err != nil {
			return err
		}
		return tx.searchEditions(ctx, found, list)
	})
	if err != nil {
		return nil, fmt.Errorf("public search: %w", err)
	}
	return found, nil
}

func (tx *transaction) searchPublicBodies(ctx context.Context, found *PublicSearch, list []string, folded string, lang locale.Language) error {
	public := bun.SafeQuery(`exists (select 1 from entrant ent join entry_entrant ee on ee.entrant_id = ent.id and not ee.asked
		join candidate n on n.entry_id = ee.entry_id and not n.training and n.withdrawn_at is null
		join contest t on t.id = n.contest_id and t.cancelled_at is null and ?
		where ent.body_id = body.id)`, isPublic("t", tx.now))
	err := tx.NewSelect().Model(&found.Bodies).ExcludeColumn("sort_cs", "sort_pl", "sort_en").
		Where("(register <> ? and ended_at is null or ?)", register.Own, public).
		WhereGroup(" and ", func(q *bun.SelectQuery) *bun.SelectQuery {
			return q.Where("?", wordsOf(list)).WhereOr("code = ?", folded)
		}).
		OrderExpr(`case when name_fold = ? then 0 when name_fold like ? escape '\' then 1 else 2 end`, folded, likePrefix(folded)).
		OrderExpr("?, code", sortColumn(lang)).Limit(maxFound + 1).Scan(ctx)
	if found.More = len(found.Bodies) > maxFound; found.More {
		found.Bodies = found.Bodies[:maxFound]
	}
	return err
}

// searchEditions finds the editions of which competition, year and a round together have all the words.
func (tx *transaction) searchEditions(ctx context.Context, found *PublicSearch, list []string) error {
	var competitions []Competition
	if err := tx.NewSelect().Model(&competitions).Order("slug").Scan(ctx); err != nil {
		return err
	}
	var editions []Edition
	if err := tx.NewSelect().Model(&editions).Order("year desc", "number desc", "slug").Scan(ctx); err != nil {
		return err
	}
	var rounds []Round
	if err := tx.NewSelect().Model(&rounds).Where("cancelled_at is null").Order("slug", "id").Scan(ctx); err != nil {
		return err
	}
	for _, e := range editions {
		at := slices.IndexFunc(competitions, func(c Competition) bool { return c.ID == e.CompetitionID })
		f := &FoundEdition{Competition: competitions[at], Edition: e}
		left := missing(list, f.Competition.Name, e.Name, locale.Text{"": e.Slug + " " + strconv.Itoa(e.Number)})
		for _, r := range rounds {
			if r.EditionID == e.ID && len(left) > 0 && len(missing(left, r.Name)) == 0 {
				f.Rounds = append(f.Rounds, r)
			}
		}
		if (len(left) == 0 || len(f.Rounds) > 0) && len(found.Editions) < maxFound {
			found.Editions = append(found.Editions, f)
		}
	}
	return nil
}

// missing gives the words with which no word of the texts begins.
func missing(list []string, texts ...locale.Text) (left []string) {
	var there []string
	for _, text := range texts {
		for _, version := range text {
			there = append(there, words(locale.Fold(version))...)
		}
	}
	for _, word := range list {
		if !slices.ContainsFunc(there, func(w string) bool { return strings.HasPrefix(w, word) }) {
			left = append(left, word)
		}
	}
	return left
}
