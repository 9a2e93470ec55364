package store

import (
	"context"

	"blazon/judging"
)

// awardInvariants are about awards and prizes.
var awardInvariants = []invariant{
	{"an award is given as its edition or its chapter defines it, if it is theirs", "award",
		`select w.uid from award w join award_definition d on d.id = w.definition_id join round r on r.id = w.round_id
		where d.edition_id <> r.edition_id or d.chapter_id <> r.chapter_id`},
	{"an edition's award is defined for a chapter of its competition", "award_definition",
		`select d.uid from award_definition d join edition e on e.id = d.edition_id join chapter c on c.id = d.chapter_id
		where c.competition_id <> e.competition_id`},
	{"a definition's amount is not negative", "award_definition", `select d.uid from award_definition d where d.amount < 0`},
	{"a policy on ties is an edition's, a chapter's or a contest's once at most", "prize_policy",
		`select p.uid from prize_policy p where exists (select 1 from prize_policy o where o.id < p.id and o.edition_id = p.edition_id
		and coalesce(o.chapter_id, 0) = coalesce(p.chapter_id, 0) and coalesce(o.contest_id, 0) = coalesce(p.contest_id, 0))`},
	{"a prize is given for a place that its result confers", "prize",
		`select p.uid from prize p where not exists (select 1 from standing s where s.result_id = p.result_id and s.candidate_id = p.candidate_id
		and s.awarded_place > 0)`},
	{"what comes with a prize is what comes with the place that is conferred", "prize",
		`select p.uid from prize p join result r on r.id = p.result_id join standing s on s.result_id = p.result_id and s.candidate_id = p.candidate_id
		join award w on w.id = p.award_id where w.contest_id <> r.contest_id or w.kind <> 'place' or w.place <> s.awarded_place`},
	{"an amount of a prize is above zero and has a currency", "prize",
		`select p.uid from prize p where p.amount <= 0 or (p.amount is not null) <> (p.currency <> '')`},
	{"what is withheld from somebody is withheld from his standing", "withholding",
		`select w.uid from withholding w left join standing s on s.result_id = w.result_id and s.candidate_id = w.candidate_id
		where w.candidate_id is not null and (s.awarded_place is not null or s.place is null or s.place <> w.place)`},
	{"nobody has a place that the result gives to nobody", "withholding",
		`select w.uid from withholding w where w.candidate_id is null
		and exists (select 1 from standing s where s.result_id = w.result_id and s.awarded_place = w.place)`},
	{"what a result withholds has a reason", "withholding", `select w.uid from withholding w where w.reason = ''`},
}

// checkPrizes holds the prizes of a result against the contest's table and policy: by these each has the share that it has, but where the
// chair decided.
func (tx *transaction) checkPrizes(ctx context.Context, r *Result, contest *Contest, rows []*checkedStanding, vacant []int, report func(Finding)) error {
	var prizes []Prize
	if err := tx.NewSelect().Model(&prizes).Where("result_id = ?", r.ID).Scan(ctx); err != nil || len(prizes) == 0 {
		return err
	}
	terms := &PrizeTerms{Ties: judging.FullPrize}
	err := tx.NewSelect().Model(&terms.Prizes).Where("contest_id = ?", contest.ID).Where("kind = ?", AwardForPlace).Where("candidate_id is null").
		Where("not withheld").Scan(ctx)
	if err != nil {
		return err
	}
	var policies []PrizePolicy
	if err := tx.NewSelect().Model(&policies).Where("contest_id = ?", contest.ID).Scan(ctx); err != nil {
		return err
	}
	for _, policy := range policies {
		terms.Ties = policy.Ties
	}
	standings, got := make([]Standing, len(rows)), map[int64]judging.Money{}
	for i, row := range rows {
		standings[i] = row.Standing
	}
	for _, p := range prizes {
		got[p.CandidateID] = judging.Money{Minor: p.Amount, Currency: p.Currency}
	}
	for i, share := range judging.PrizeShares(terms.Ties, terms.Table(), winners(standings), vacant) {
		if !share.Open && got[standings[i].CandidateID] != share.Money {
			report(Finding{"a result's prizes are those of its contest's table and policy", "result", r.UID})
			return nil
		}
	}
	return nil
}
