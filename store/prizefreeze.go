package store

import (
	"context"
	"fmt"

	"blazon/judging"

	"github.com/uptrace/bun"
)

// Prize is what somebody gets with its place in a result.
type Prize struct {
	bun.BaseModel `bun:"table:prize"`

	ID          int64 `bun:",pk,autoincrement"`
	UID         string
	ResultID    int64
	CandidateID int64
	AwardID     int64 `bun:",nullzero"` // what comes with the place besides money; none: nothing
	Amount      int64 `bun:",nullzero"` // minor units
	Currency    string
}

// putPrizes freezes what each place of a result gets, by the contest's terms, which are its own from then on, also where they give
// nothing: with a result its prizes rest. Amounts that the chair has to decide must be in the form.
func (tx *transaction) putPrizes(ctx context.Context, p *ContestPlace, r *Result, rows []Standing, uids map[int64]string, form DecideForm) error {
	find, err := tx.prizeTerms(ctx, &p.Place)
	if err != nil {
		return err
	}
	terms := find(p.Contest.ID)
	if err := tx.keepTerms(ctx, p, terms); err != nil {
		return err
	}
	prizes, err := terms.prizes(tx, r.ID, rows, uids, form)
	if err != nil {
		return err
	}
	return insertAll(ctx, tx, prizes)
}

// prizes gives each row of a result its prize.
func (t *PrizeTerms) prizes(tx *transaction, result int64, rows []Standing, uids map[int64]string, form DecideForm) (prizes []Prize, err error) {
	var wrong fields
	shares := judging.PrizeShares(t.Ties, t.Table(), winners(rows), form.Vacant)
	for i, share := range shares { // the ranked come first
		row := rows[i]
		if row.AwardedPlace == 0 {
			continue
		}
		if share.Open {
			decided, said := form.Amounts[uids[row.CandidateID]]
			if !said {
				wrong.add(fmt.Sprintf("amounts[%s]", uids[row.CandidateID]), "award.chair_amount")
			}
			share.Minor = decided
		}
		prize := Prize{UID: tx.store.NewUID(), ResultID: result, CandidateID: row.CandidateID, Amount: share.Minor}
		if share.Minor > 0 {
			prize.Currency = share.Currency
		}
		if a := t.of(row.AwardedPlace); a != nil {
			prize.AwardID = a.ID
		}
		if prize.AwardID != 0 || prize.Amount > 0 {
			prizes = append(prizes, prize)
		}
	}
	return prizes, wrong.err()
}

// keepTerms makes terms of the chapter or the edition the contest's own.
func (tx *transaction) keepTerms(ctx context.Context, p *ContestPlace, t *PrizeTerms) error {
	policy := &PrizePolicy{UID: tx.store.NewUID(), EditionID: p.Edition.ID, ChapterID: p.Chapter.ID, ContestID: p.Contest.ID, Ties: t.Ties}
	_, err := tx.NewInsert().Model(policy).On("conflict (contest_id) do nothing").Returning("NULL").Exec(ctx)
	if err != nil || t.From == "contest" || len(t.Prizes) == 0 {
		return err
	}
	own := make([]Award, len(t.Prizes))
	for i, a := range t.Prizes {
		a.UID, a.RoundID, a.ContestID, a.Position = tx.store.NewUID(), p.Round.ID, p.Contest.ID, i
		own[i] = a
	}
	if _, err := tx.NewInsert().Model(&own).Exec(ctx); err != nil {
		return err
	}
	t.From, t.Prizes = "contest", own
	return nil
}

// PrizePlan is what the places of a contest would get as its tally stands, and what they got in its result.
type PrizePlan struct {
	*PrizeTerms
	Shares []judging.Share // by the order of the tally's standings, with nothing withheld; nil: there is no tally
}

// Open tells whether the chair has to decide an amount.
func (p *PrizePlan) Open() bool {
	for _, share := range p.Shares {
		if share.Open {
			return true
		}
	}
	return false
}

// PrizePlan reads the prizes of a contest for its organizer, and what those get by them who stand in an outcome of its tally.
func (s *Store) PrizePlan(ctx context.Context, actor judging.Actor, contest string, outcome *judging.Outcome) (*PrizePlan, error) {
	plan := &PrizePlan{}
	err := s.read(ctx, func(tx *transaction) error {
		p, err := tx.contestPlace(ctx, actor, judging.ManageRound, contest)
		if err != nil {
			return err
		}
		find, err := tx.prizeTerms(ctx, &p.Place)
		if err != nil {
			return err
		}
		plan.PrizeTerms = find(p.Contest.ID)
		if outcome == nil {
			return nil
		}
		var list []judging.Winner
		for _, st := range outcome.Standings {
			list = append(list, judging.Winner{Place: st.Place})
		}
		plan.Shares = judging.PrizeShares(plan.Ties, plan.Table(), list, nil)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("prize plan: %w", err)
	}
	return plan, nil
}

// Budget is what the terms were to cost, and what they cost as the tally stands; what the chair has to decide is not in it.
func (p *PrizePlan) Budget() []judging.BudgetLine {
	var now []judging.Money
	for _, share := range p.Shares {
		now = append(now, share.Money)
	}
	return judging.Budget(p.planned(), now)
}

// planned is the money of the terms.
func (t *PrizeTerms) planned() (list []judging.Money) {
	for _, prize := range t.Table() {
		list = append(list, prize.Money)
	}
	return list
}
