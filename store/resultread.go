package store

import (
	"context"
	"slices"

	"github.com/uptrace/bun"
)

// fillResults adds the newest result, its standings and the awards to those contests of a round that may be seen.
func (tx *transaction) fillResults(ctx context.Context, r *RoundResults, visible []int64) error {
	if err := tx.fillRounds(ctx, []*RoundResults{r}, visible); err != nil {
		return err
	}
	return tx.readCorrected(ctx, r)
}

// fillRounds is fillResults for any number of rounds of one edition, in as many statements as for one.
func (tx *transaction) fillRounds(ctx context.Context, rounds []*RoundResults, visible []int64) error {
	var results []*Result
	err := tx.NewSelect().Model(&results).ExcludeColumn("input", "outcome").Where("contest_id in (?)", bun.List(visible)).
		Where("version = (select max(o.version) from result o where o.contest_id = result.contest_id)").Scan(ctx)
	if err != nil {
		return err
	}
	ids, within := []int64{0}, []int64{0}
	for _, result := range results {
		ids = append(ids, result.ID)
	}
	for _, r := range rounds {
		within = append(within, r.Round.ID)
	}
	var standings []Standing
	if err := tx.NewSelect().Model(&standings).Where("result_id in (?)", bun.List(ids)).Order("result_id", "position").Scan(ctx); err != nil {
		return err
	}
	var prizes []Prize
	if err := tx.NewSelect().Model(&prizes).Where("result_id in (?)", bun.List(ids)).Order("id").Scan(ctx); err != nil {
		return err
	}
	var withheld []Withholding
	if err := tx.NewSelect().Model(&withheld).Where("result_id in (?)", bun.List(ids)).Order("id").Scan(ctx); err != nil {
		return err
	}
	var awards []Award
	if err := tx.NewSelect().Model(&awards).Where("round_id in (?)", bun.List(within)).Order("position", "id").Scan(ctx); err != nil {
		return err
	}
	if len(rounds) == 0 {
		return nil
	}
	names, err := candidatesOf(ctx, tx, rounds[0].Language(), visible...)
	if err != nil {
		return err
	}
	if err := tx.markEmpty(ctx, rounds, awards); err != nil {
		return err
	}
	for _, r := range rounds {
		r.freeze(results, prizes, withheld)
		r.assemble(results, standings, awards, names)
	}
	return tx.fillArchived(ctx, rounds, visible)
}

// markEmpty marks the contests in which nobody stands or is to, where there are awards over all categories, which do not wait for those.
func (tx *transaction) markEmpty(ctx context.Context, rounds []*RoundResults, awards []Award) error {
	if !slices.ContainsFunc(awards, func(a Award) bool { return a.ContestID == 0 }) {
		return nil
	}
	within, stands := []int64{0}, []int64{}
	for _, r := range rounds {
		within = append(within, r.Round.ID)
	}
	err := tx.NewRaw("select id from contest where round_id in (?) and "+contended("contest"), bun.List(within)).Scan(ctx, &stands)
	for _, r := range rounds {
		for _, c := range r.Contests {
			c.empty = !slices.Contains(stands, c.Contest.ID)
		}
	}
	return err
}

// freeze gives each contest what its result confers and withholds.
func (r *RoundResults) freeze(results []*Result, prizes []Prize, withheld []Withholding) {
	byID := map[int64]*ContestResult{}
	for _, c := range r.Contests {
		for _, result := range results {
			if result.ContestID == c.Contest.ID {
				byID[result.ID] = c
			}
		}
	}
	for _, p := range prizes {
		if c := byID[p.ResultID]; c != nil {
			c.Prizes = append(c.Prizes, p)
		}
	}
	for _, w := range withheld {
		if c := byID[w.ResultID]; c != nil {
			c.Withheld = append(c.Withheld, w)
		}
	}
}

func (r *RoundResults) assemble(results []*Result, standings []Standing, awards []Award, names map[int64][]*NamedCandidate) {
	byID := map[int64]*NamedCandidate{}
	for _, candidates := range names {
		for _, c := range candidates {
			byID[c.ID] = c
		}
	}
	for _, c := range r.Contests {
		for _, result := range results {
			if result.ContestID == c.Contest.ID {
				c.Result = result
			}
		}
		for _, standing := range standings {
			if c.Result != nil && standing.ResultID == c.Result.ID {
				c.Standings = append(c.Standings, &PlacedStanding{standing, byID[standing.CandidateID]})
			}
		}
		for _, award := range awards {
			if c.Visible && award.ContestID == c.Contest.ID {
				c.Awards = append(c.Awards, &AwardedAward{award, byID[award.CandidateID]})
			}
		}
	}
	for _, award := range awards {
		if award.ContestID == 0 && award.RoundID == r.Round.ID && r.allVisible() {
			r.Awards = append(r.Awards, &AwardedAward{award, byID[award.CandidateID]})
		}
	}
}

// allVisible tells whether no contest of the round is hidden in which somebody stands: only then do awards over all categories give nothing away.
func (r *RoundResults) allVisible() bool {
	return r.whole && !slices.ContainsFunc(r.Contests, func(c *ContestResult) bool { return !c.Visible && !c.empty })
}

// Announced tells whether the result of any contest may be seen.
func (r *RoundResults) Announced() bool {
	return slices.ContainsFunc(r.Contests, func(c *ContestResult) bool { return c.Visible })
}

// readCeremonies adds to rounds what their documents say besides: when and where the results are announced, who signs, and the partners.
func (tx *transaction) readCeremonies(ctx context.Context, rounds ...*RoundResults) error {
	byID, ids := map[int64]*RoundResults{}, []int64{0}
	for _, r := range rounds {
		byID[r.Round.ID], ids = r, append(ids, r.Round.ID)
	}
	var ceremonies []Ceremony
	if err := tx.NewSelect().Model(&ceremonies).Where("round_id in (?)", bun.List(ids)).Scan(ctx); err != nil {
		return err
	}
	var signatories []Signatory
	if err := tx.NewSelect().Model(&signatories).Where("round_id in (?)", bun.List(ids)).Order("position", "id").Scan(ctx); err != nil {
		return err
	}
	var partners []Partner
	if err := tx.NewSelect().Model(&partners).Where("round_id in (?)", bun.List(ids)).Order("position", "id").Scan(ctx); err != nil {
		return err
	}
	for i, c := range ceremonies {
		byID[c.RoundID].Ceremony = &ceremonies[i]
	}
	for _, s := range signatories {
		byID[s.RoundID].Signatories = append(byID[s.RoundID].Signatories, s)
	}
	for _, p := range partners {
		byID[p.RoundID].Partners = append(byID[p.RoundID].Partners, p)
	}
	return nil
}
