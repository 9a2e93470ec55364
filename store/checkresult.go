package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"strings"

	"blazon/judging"
)

// checkResults holds every decided result against itself: its frozen input tallies to its outcome, its standings are those of
// the outcome, and its places are numbered as the contest numbers them.
func (tx *transaction) checkResults(ctx context.Context, report func(Finding)) error {
	var results []*Result
	if err := tx.NewSelect().Model(&results).Order("uid").Scan(ctx); err != nil {
		return err
	}
	for _, r := range results {
		var contest Contest
		err := tx.NewSelect().Model(&contest).Where("id = ?", r.ContestID).Scan(ctx)
		if err != nil && !errors.Is(err, sql.ErrNoRows) { // a contest that is gone is found among the references
			return err
		}
		rows, err := tx.checkedStandings(ctx, r.ID)
		if err != nil {
			return err
		}
		if r.Algorithm == Archive {
			if err := tx.checkArchived(ctx, r, rows, report); err != nil {
				return err
			}
			continue
		}
		if !numbered(rows, contest.Numbering) {
			report(Finding{"places are numbered as their contest says", "result", r.UID})
		}
		var withheld []Withholding
		if err := tx.NewSelect().Model(&withheld).Where("result_id = ?", r.ID).Scan(ctx); err != nil {
			return err
		}
		checkFrozen(r, rows, vacant(withheld), report)
		if err := tx.checkPrizes(ctx, r, &contest, rows, vacant(withheld), report); err != nil {
			return err
		}
	}
	return nil
}

// checkedStanding is a standing with the name that the tally file gives its candidate.
type checkedStanding struct {
	Standing
	Candidate string
}

func (tx *transaction) checkedStandings(ctx context.Context, result int64) (rows []*checkedStanding, err error) {
	err = tx.NewRaw(`select s.*, n.uid as candidate from standing s join candidate n on n.id = s.candidate_id
		where s.result_id = ? order by s.position`, result).Scan(ctx, &rows)
	return rows, err
}

func checkFrozen(r *Result, rows []*checkedStanding, vacant []int, report func(Finding)) {
	if r.Algorithm != judging.Algorithm {
		report(Finding{"a result's algorithm is one that this program computes", "result", r.UID})
		return
	}
	contest, err := judging.ReadContest(strings.NewReader(r.Input))
	if err != nil {
		report(Finding{"a result's frozen input is a tally file", "result", r.UID})
		return
	}
	outcome, err := judging.Tally(contest)
	if err != nil {
		report(Finding{"a result's frozen input can be tallied", "result", r.UID})
		return
	}
	if again, err := json.Marshal(outcome); err != nil || string(again) != r.Outcome {
		report(Finding{"a result's frozen input tallies to its outcome", "result", r.UID})
	}
	if !sameStandings(rows, contest, outcome, vacant) {
		report(Finding{"a result's standings are those of its outcome", "result", r.UID})
	}
}

// sameStandings compares the rows with a tally, in its order; vacant are the places that nobody gets.
func sameStandings(rows []*checkedStanding, contest *judging.Contest, outcome *judging.Outcome, vacant []int) bool {
	advances := map[int]bool{}
	for _, number := range outcome.Advancing {
		advances[number] = true
	}
	if len(rows) != len(contest.Candidates) || len(rows) < len(outcome.Standings) {
		return false
	}
	for i, row := range rows {
		if i >= len(outcome.Standings) {
			if row.Place != 0 || row.Exact != "" || row.AwardedPlace != 0 || row.Advances {
				return false
			}
			continue
		}
		st := outcome.Standings[i]
		same := row.Candidate == contest.Candidates[st.Candidate].ID && row.Place == st.Place && row.LastPlace == st.Last &&
			row.Shared == st.Shared && row.Total == st.Total.Round(2) && row.Exact == st.Total.String() &&
			row.DecidedBy == contest.RuleText(st.DecidedBy) && row.Advances == advances[st.Candidate] &&
			(row.AwardedPlace == 0 || row.AwardedPlace == judging.AwardedPlace(row.Place, vacant)) &&
			(row.AwardedLast == 0 || row.AwardedPlace > 0 && row.AwardedLast == judging.AwardedPlace(row.LastPlace, vacant))
		if !same {
			return false
		}
	}
	return true
}
