package store

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"blazon/judging"

	"github.com/uptrace/bun"
)

// Withholding is what a result does not confer: somebody's place, or a place that nobody gets.
type Withholding struct {
	bun.BaseModel `bun:"table:withholding"`

	ID          int64 `bun:",pk,autoincrement"`
	UID         string
	ResultID    int64
	CandidateID int64 `bun:",nullzero"` // none: the place is nobody's
	Place       int   // as computed; of one that is nobody's, as conferred
	Reason      string
}

// checkWithheld finds out what is wrong in what the form does not confer.
func (form *DecideForm) checkWithheld(wrong *fields) {
	if len(form.Withheld)+len(form.Vacant) > 0 && strings.TrimSpace(form.Reason) == "" {
		wrong.add("withheld_reason", "fault.reason_missing")
	}
	wrong.word("withheld_reason", form.Reason, false, maxNote)
	for _, place := range form.Vacant {
		if place < 1 || place > lastPrize {
			wrong.add("vacant", "edition.bad_place")
		}
	}
	for uid, amount := range form.Amounts {
		if amount < 0 || amount > mostAmount {
			wrong.add("amounts["+uid+"]", "edition.bad_amount")
		}
	}
}

// carryOver has a corrected version keep the places that nobody gets, the reasons for which something is withheld, and the amounts that the
// chair decided for those who share a place, as they were in the newest one; what the form says of amounts goes before.
func (tx *transaction) carryOver(ctx context.Context, p *ContestPlace, draft *erratumDraft, form *DecideForm) error {
	before, err := tx.newestResult(ctx, p.Contest.ID)
	if err != nil || before == nil {
		return err
	}
	if err := tx.NewSelect().Model(&form.before).Where("result_id = ?", before.ID).Order("id").Scan(ctx); err != nil {
		return err
	}
	form.Vacant = vacant(form.before)
	amounts, err := tx.keptAmounts(ctx, before, standingsOf(0, draft.loaded, draft.outcome, *form), draft.loaded.uids())
	if err != nil {
		return err
	}
	maps.Copy(amounts, form.Amounts)
	form.Amounts = amounts
	return nil
}

// withheldNow lists the uids of those whose place the newest version of a contest's result computed and does not confer. Its standings say
// so, of old results too that have no reasons on record.
func (tx *transaction) withheldNow(ctx context.Context, p *ContestPlace) (uids []string, err error) {
	err = tx.NewRaw(`select n.uid from standing s join candidate n on n.id = s.candidate_id where s.place is not null and s.awarded_place is null
		and s.result_id = (select r.id from result r where r.contest_id = ? order by r.version desc limit 1) order by n.uid`, p.Contest.ID).Scan(ctx, &uids)
	return uids, err
}

// reason is why a candidate's place is withheld, or for 0 a place is given to nobody: as the version before has it, or what the form says.
func (form *DecideForm) reason(candidate int64, place int) string {
	for _, w := range form.before {
		if w.CandidateID == candidate && (candidate != 0 || w.Place == place) {
			return w.Reason
		}
	}
	return strings.TrimSpace(form.Reason)
}

// keptAmounts are what a result gave those who share their place in the rows with the same ones as in it, by uid.
func (tx *transaction) keptAmounts(ctx context.Context, before *Result, rows []Standing, uids map[int64]string) (map[string]int64, error) {
	var prizes []Prize
	if err := tx.NewSelect().Model(&prizes).Where("result_id = ?", before.ID).Scan(ctx); err != nil || len(prizes) == 0 {
		return map[string]int64{}, err
	}
	given := map[int64]int64{}
	for _, prize := range prizes {
		given[prize.CandidateID] = prize.Amount
	}
	var old []Standing
	if err := tx.NewSelect().Model(&old).Where("result_id = ?", before.ID).Scan(ctx); err != nil {
		return nil, err
	}
	amounts, with := map[string]int64{}, sharers(old)
	for candidate, now := range sharers(rows) {
		if with[candidate] == now {
			amounts[uids[candidate]] = given[candidate]
		}
	}
	return amounts, nil
}

// sharers says of everybody on whom a place is conferred which one, and with whom he shares it, so that two results can be compared.
func sharers(rows []Standing) map[int64]string {
	groups, with := map[[2]int][]int64{}, map[int64]string{}
	for _, row := range rows {
		if row.AwardedPlace > 0 {
			place := [2]int{row.AwardedPlace, row.LastAwarded()}
			groups[place] = append(groups[place], row.CandidateID)
		}
	}
	for place, candidates := range groups {
		slices.Sort(candidates)
		for _, candidate := range candidates {
			with[candidate] = fmt.Sprint(place, candidates)
		}
	}
	return with
}

// putWithheld freezes what the result does not confer, and why.
func (tx *transaction) putWithheld(ctx context.Context, r *Result, rows []Standing, form DecideForm) error {
	var withheld []Withholding
	add := func(candidate int64, place int) {
		withheld = append(withheld, Withholding{UID: tx.store.NewUID(), ResultID: r.ID, CandidateID: candidate, Place: place, Reason: form.reason(candidate, place)})
	}
	for _, place := range slices.Compact(slices.Sorted(slices.Values(form.Vacant))) {
		add(0, place)
	}
	for _, row := range rows {
		if row.Place != 0 && row.AwardedPlace == 0 {
			add(row.CandidateID, row.Place)
		}
	}
	return insertAll(ctx, tx, withheld)
}

// Vacant lists the places that nobody gets, from the first on: by the result, or by what was published elsewhere.
func (c *ContestResult) Vacant() []int {
	places := vacant(c.Withheld)
	for _, a := range c.Awards {
		if a.Kind == AwardForPlace && a.Withheld && !slices.Contains(places, a.Place) {
			places = append(places, a.Place)
		}
	}
	slices.Sort(places)
	return places
}

// vacant picks out the places that nobody gets.
func vacant(withheld []Withholding) (places []int) {
	for _, w := range withheld {
		if w.CandidateID == 0 {
			places = append(places, w.Place)
		}
	}
	return places
}

// Why is the reason for which the result withholds something; empty: it withholds nothing.
func (c *ContestResult) Why() string {
	if len(c.Withheld) == 0 {
		return ""
	}
	return c.Withheld[0].Reason
}

// winners are the ranked ones of a result as the rules want them.
func winners(rows []Standing) (list []judging.Winner) {
	for _, row := range rows {
		if row.Place != 0 {
			list = append(list, judging.Winner{Place: row.Place, Withheld: row.AwardedPlace == 0})
		}
	}
	return list
}
