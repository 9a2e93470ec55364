package store

import (
	"context"
	"fmt"
	"slices"

	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// RoundAwards is what a round confers, and what it might still, for its organizers.
type RoundAwards struct {
	Place
	Contests []*ContestAwards // the last one is over all categories, and has no contest
}

// ContestAwards is what a contest confers beside the ranking.
type ContestAwards struct {
	Contest    *Contest // nil: over all categories
	Category   locale.Text
	Candidates []*NamedCandidate // who may get something
	Result     *Result           // the newest; nil: none
	Terms      *PrizeTerms
	Prizes     []Prize
	Awards     []*AwardedAward
	Waiting    []AwardDefinition // that nobody has got, and that are not withheld
	Proposals  []*ProposedAward  // drafted by the jury and neither conferred nor dropped
	Open       bool              // somebody may confer now
}

// RoundAwards reads what a round confers for its organizers.
func (s *Store) RoundAwards(ctx context.Context, actor judging.Actor, round string) (v *RoundAwards, err error) {
	err = s.read(ctx, func(tx *transaction) error {
		p, err := tx.place(ctx, actor, judging.ManageRound, round)
		if err != nil {
			return err
		}
		v = &RoundAwards{Place: *p}
		return tx.fillAwards(ctx, actor, v)
	})
	if err != nil {
		return nil, fmt.Errorf("round awards: %w", err)
	}
	return v, nil
}

func (tx *transaction) fillAwards(ctx context.Context, actor judging.Actor, v *RoundAwards) error {
	contests, err := tx.contestsWhere(ctx, "round_id = ? and cancelled_at is null", v.Round.ID)
	if err != nil {
		return err
	}
	terms, err := tx.prizeTerms(ctx, &v.Place)
	if err != nil {
		return err
	}
	ids := []int64{0}
	for i := range contests {
		c := &contests[i]
		ids = append(ids, c.Contest.ID)
		v.Contests = append(v.Contests, &ContestAwards{Contest: &c.Contest, Category: c.Category.Name, Terms: terms(c.Contest.ID),
			Open: v.mayConferIn(actor, &c.Contest) == nil})
	}
	v.Contests = append(v.Contests, &ContestAwards{Terms: &PrizeTerms{}, Open: slices.ContainsFunc(v.Contests, func(c *ContestAwards) bool { return c.Open })})
	if err := tx.fillConferred(ctx, v, ids); err != nil {
		return err
	}
	definitions, err := tx.definitions(ctx, v.Edition.ID, v.Chapter.ID)
	if err != nil {
		return err
	}
	candidates, err := candidatesWhere(ctx, tx, v.Language(), "n.contest_id in (?) and n.withdrawn_at is null", bun.List(ids))
	if err != nil {
		return err
	}
	overall := v.Contests[len(v.Contests)-1]
	for _, c := range v.Contests {
		c.wait(definitions)
		if c.Contest != nil {
			c.Candidates = candidates[c.Contest.ID]
			overall.Candidates = append(overall.Candidates, c.Candidates...)
		}
	}
	return tx.fillProposals(ctx, actor, v, ids)
}

// fillConferred adds the awards, and the prizes of the results.
func (tx *transaction) fillConferred(ctx context.Context, v *RoundAwards, ids []int64) error {
	r := &RoundResults{Place: v.Place, whole: true}
	for _, c := range v.Contests {
		if c.Contest != nil {
			r.Contests = append(r.Contests, &ContestResult{Contest: *c.Contest, Visible: true})
		}
	}
	if err := tx.fillResults(ctx, r, ids); err != nil {
		return err
	}
	for i, c := range r.Contests {
		v.Contests[i].Result, v.Contests[i].Prizes = c.Result, c.Prizes
		v.Contests[i].Awards = beside(c.Awards)
	}
	v.Contests[len(v.Contests)-1].Awards = beside(r.Awards)
	return nil
}

// beside picks out the awards beside the ranking.
func beside(awards []*AwardedAward) (list []*AwardedAward) {
	for _, a := range awards {
		if a.Kind != AwardForPlace {
			list = append(list, a)
		}
	}
	return list
}

// wait finds the definitions of which there is no award yet.
func (c *ContestAwards) wait(definitions []AwardDefinition) {
	for _, d := range definitions {
		if d.Kind != AwardForPlace && d.Overall == (c.Contest == nil) &&
			!slices.ContainsFunc(c.Awards, func(a *AwardedAward) bool { return a.DefinitionID == d.ID }) {
			c.Waiting = append(c.Waiting, d)
		}
	}
}

// fillProposals adds what the jury has drafted.
func (tx *transaction) fillProposals(ctx context.Context, actor judging.Actor, v *RoundAwards, ids []int64) error {
	list, err := tx.proposalsWhere(ctx, actor, &MeetingPlace{Place: v.Place}, v.Language(), "contest_id in (?) and award_id is null and dropped_at is null", bun.List(ids))
	if err != nil {
		return err
	}
	for _, c := range v.Contests {
		for _, p := range list {
			if c.Contest != nil && p.ContestID == c.Contest.ID {
				c.Proposals = append(c.Proposals, p)
			}
		}
	}
	return nil
}

// Unassigned counts the awards that nobody has got and that are not withheld.
func (c *ContestAwards) Unassigned() int {
	n := len(c.Waiting)
	for _, a := range c.Awards {
		if a.Candidate == nil && !a.Withheld {
			n++
		}
	}
	return n
}

// Uncited counts the conferred awards without a citation in the language.
func (c *ContestAwards) Uncited(lang locale.Language) (n int) {
	for _, a := range c.Awards {
		if a.Conferred() && a.Citation[lang] == "" {
			n++
		}
	}
	return n
}

// Budget is what the round's prizes and awards were to cost, and what they cost as far as they are conferred.
func (v *RoundAwards) Budget() []judging.BudgetLine {
	var planned, now []judging.Money
	for _, c := range v.Contests {
		planned = append(planned, c.Terms.planned()...)
		for _, p := range c.Prizes {
			now = append(now, judging.Money{Minor: p.Amount, Currency: p.Currency})
		}
		for _, d := range c.Waiting {
			planned = append(planned, judging.Money{Minor: d.Amount, Currency: d.Currency})
		}
		for _, a := range c.Awards {
			planned = append(planned, a.Money())
			if a.Conferred() {
				now = append(now, a.Money())
			}
		}
	}
	return judging.Budget(planned, now)
}
