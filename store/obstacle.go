package store

import (
	"context"
	"fmt"

	"blazon/judging"
	"blazon/register"

	"github.com/uptrace/bun"
)

// What speaks against a body in a contest beside the category's own rule.
const (
	JurorsBody register.Reason = "seat.jurors_body" // somebody who judges there acts or works for it
	WonBefore  register.Reason = "seat.won_before"  // it won the category in one of the last editions
)

// obstacle is what speaks against a body in a contest; where the edition bars it, it may not compete.
type obstacle struct {
	Reason register.Reason
	Bars   bool
}

// obstacles finds what speaks against bodies in a contest, in a constant number of statements.
func (tx *transaction) obstacles(ctx context.Context, p *ContestPlace, bodies []int64) (map[int64]obstacle, error) {
	found := map[int64]obstacle{}
	seats, bonds, err := tx.sittings(ctx, p.Round.ID)
	if err != nil {
		return nil, err
	}
	var competing []judging.Competing
	for _, body := range bodies {
		competing = append(competing, judging.Competing{Contest: p.Contest.ID, Body: body})
	}
	for _, c := range judging.Clashes(seats, bonds, competing) {
		found[c.Body] = obstacle{JurorsBody, p.Edition.JurorBars}
	}
	resting, err := tx.resting(ctx, &p.Edition, &p.Category)
	for _, body := range bodies {
		if resting[body] {
			found[body] = obstacle{WonBefore, p.Edition.WinnersBarred}
		}
	}
	return found, err
}

// resting finds the bodies that do not compete in a category, since they won it in one of the last editions: they got its first
// place in a round that no other follows, which is public.
func (tx *transaction) resting(ctx context.Context, e *Edition, c *Category) (map[int64]bool, error) {
	rule := judging.Resting{Editions: e.WinnersRest}
	if c.WinnersCompete {
		rule.Except = []string{c.Slug}
	}
	if rule.Editions == 0 {
		return nil, nil
	}
	var wins []judging.Win
	err := tx.NewRaw(`
		with earlier as (select id, row_number() over (order by year desc, number desc, id desc) as ago from edition
			where competition_id = ?0 and (year < ?1 or year = ?1 and number < ?2)),
		decided as (select t.id, k.slug, y.ago, (select max(v.id) from result v where v.contest_id = t.id) as result_id
			from earlier y join round r on r.edition_id = y.id and r.next_round_id is null
			join contest t on t.round_id = r.id join category k on k.id = t.category_id where y.ago <= ?3 and ?4)
		select b.body_id as body, d.slug as category, d.ago from decided d join standing s on s.result_id = d.result_id and s.awarded_place = 1
		join candidate n on n.id = s.candidate_id join entry_entrant x on x.entry_id = n.entry_id join entrant b on b.id = x.entrant_id
		order by 1, 3`, e.CompetitionID, e.Year, e.Number, e.WinnersRest, isPublic("t", tx.now)).Scan(ctx, &wins)
	if err != nil {
		return nil, fmt.Errorf("wins: %w", err)
	}
	resting := map[int64]bool{}
	for _, w := range wins {
		resting[w.Body] = resting[w.Body] || rule.Rests(w, c.Slug)
	}
	return resting, nil
}

// obstaclesTo finds what speaks against the bodies of entries in the contests that they enter; one that bars goes before one that
// does not.
func (tx *transaction) obstaclesTo(ctx context.Context, entries []int64) (map[int64]obstacle, error) {
	var rows []struct{ Entry, Body, Contest int64 }
	err := tx.NewRaw(`select e.id as entry, t.body_id as body, e.contest_id as contest from entry e join entry_entrant x on x.entry_id = e.id
		join entrant t on t.id = x.entrant_id where e.contest_id is not null and e.id in (?)`, bun.List(append([]int64{0}, entries...))).Scan(ctx, &rows)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	bodies := map[int64][]int64{} // by contest
	for _, r := range rows {
		bodies[r.Contest] = append(bodies[r.Contest], r.Body)
	}
	contests, err := tx.contestPlacesOf(ctx, "id in (?)", keys(bodies))
	if err != nil {
		return nil, err
	}
	found := map[int64]obstacle{}
	for _, p := range contests {
		obstacles, err := tx.obstacles(ctx, p, bodies[p.Contest.ID])
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			if o := obstacles[r.Body]; r.Contest == p.Contest.ID && o.Reason != "" && !found[r.Entry].Bars {
				found[r.Entry] = o
			}
		}
	}
	return found, nil
}
