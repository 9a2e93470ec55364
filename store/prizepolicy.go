package store

import (
	"context"
	"slices"

	"blazon/judging"

	"github.com/uptrace/bun"
)

// PrizePolicy says what those get who share a place: in an edition, in a chapter, or in a contest as it was when that was decided.
type PrizePolicy struct {
	bun.BaseModel `bun:"table:prize_policy"`

	ID        int64 `bun:",pk,autoincrement"`
	UID       string
	EditionID int64
	ChapterID int64 `bun:",nullzero"` // none: all
	ContestID int64 `bun:",nullzero"` // none: all of the chapter, or of the edition
	Ties      judging.PrizeTies
}

// policies reads all policies of an edition.
func (tx *transaction) policies(ctx context.Context, edition int64) (list []PrizePolicy, err error) {
	err = tx.NewSelect().Model(&list).Where("edition_id = ?", edition).Order("id").Scan(ctx)
	return list, err
}

// putTies replaces the policy of a level; none is the one above.
func (tx *transaction) putTies(ctx context.Context, v *AwardSetup, ties judging.PrizeTies) error {
	row := &PrizePolicy{UID: tx.store.NewUID(), EditionID: v.Edition.ID, Ties: ties}
	query := tx.NewDelete().Model((*PrizePolicy)(nil)).Where("edition_id = ?", v.Edition.ID).Where("contest_id is null")
	if v.Chapter == nil {
		query.Where("chapter_id is null")
	} else {
		row.ChapterID = v.Chapter.ID
		query.Where("chapter_id = ?", v.Chapter.ID)
	}
	if _, err := query.Exec(ctx); err != nil || ties == "" {
		return err
	}
	_, err := tx.NewInsert().Model(row).Returning("NULL").Exec(ctx)
	return err
}

// PrizeTerms is what the places of a contest get, and on whose word.
type PrizeTerms struct {
	From   string  // "contest", "chapter" or "edition", which defines the prizes; empty: nobody
	Prizes []Award // by place
	Ties   judging.PrizeTies
}

// Table is the money of the terms, as the rules want it.
func (t *PrizeTerms) Table() (table []judging.Prize) {
	for _, a := range t.Prizes {
		if a.Amount > 0 {
			table = append(table, judging.Prize{Place: a.Place, Money: a.Money()})
		}
	}
	return table
}

// Money is the award's amount in its currency.
func (a *Award) Money() judging.Money { return judging.Money{Minor: a.Amount, Currency: a.Currency} }

// of finds what comes with a place; nil: nothing.
func (t *PrizeTerms) of(place int) *Award {
	for i := range t.Prizes {
		if t.Prizes[i].Place == place {
			return &t.Prizes[i]
		}
	}
	return nil
}

// prizeTerms finds the terms of each of a round's contests, by row ids: the contest's own prizes go before its chapter's, and those
// before the edition's; so do the policies. A contest that was decided has a policy of its own, and no terms but its own.
func (tx *transaction) prizeTerms(ctx context.Context, p *Place) (func(contest int64) *PrizeTerms, error) {
	var own []Award
	err := tx.NewSelect().Model(&own).Where("round_id = ?", p.Round.ID).Where("kind = ?", AwardForPlace).Where("candidate_id is null").Where("not withheld").
		Where("contest_id is not null").Order("place", "id").Scan(ctx)
	if err != nil {
		return nil, err
	}
	definitions, err := tx.definitions(ctx, p.Edition.ID, p.Chapter.ID)
	if err != nil {
		return nil, err
	}
	policies, err := tx.policies(ctx, p.Edition.ID)
	if err != nil {
		return nil, err
	}
	kept := func(contest int64) bool {
		return slices.ContainsFunc(policies, func(policy PrizePolicy) bool { return policy.ContestID == contest })
	}
	chapters, edition := inheritedPrizes(definitions, p.Chapter.ID), inheritedPrizes(definitions, 0)
	return func(contest int64) *PrizeTerms {
		t := &PrizeTerms{Ties: tiesOf(policies, p.Chapter.ID, contest)}
		for _, a := range own {
			if a.ContestID == contest {
				t.Prizes = append(t.Prizes, a)
			}
		}
		switch {
		case t.Prizes != nil || kept(contest):
			t.From = "contest"
		case chapters != nil:
			t.From, t.Prizes = "chapter", chapters
		case edition != nil:
			t.From, t.Prizes = "edition", edition
		}
		return t
	}, nil
}

// inheritedPrizes are what a chapter, or for 0 the edition, has come with the places, by place.
func inheritedPrizes(definitions []AwardDefinition, chapter int64) (prizes []Award) {
	for _, d := range definitions {
		if d.Kind == AwardForPlace && d.ChapterID == chapter {
			prizes = append(prizes, d.award())
		}
	}
	slices.SortStableFunc(prizes, func(a, b Award) int { return a.Place - b.Place })
	return prizes
}

// tiesOf is the policy that goes for a contest of a chapter.
func tiesOf(policies []PrizePolicy, chapter, contest int64) judging.PrizeTies {
	ties, rank := judging.FullPrize, 0
	for _, policy := range policies {
		next := 0
		switch {
		case policy.ContestID == contest && contest != 0:
			next = 3
		case policy.ContestID == 0 && policy.ChapterID == chapter:
			next = 2
		case policy.ContestID == 0 && policy.ChapterID == 0:
			next = 1
		}
		if next > rank {
			ties, rank = policy.Ties, next
		}
	}
	return ties
}
