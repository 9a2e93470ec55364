package store

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"
	"strings"

	"blazon/fault"
	"blazon/judging"
)

// checkContests holds every computed result against the data of its contest: they are still those that it was decided from,
// and still come to what was decided. One that a confirmed correction has outrun waits for its next version.
func (tx *transaction) checkContests(ctx context.Context, report func(Finding)) error {
	var results []*Result
	err := tx.NewSelect().Model(&results).Where("algorithm = ?", judging.Algorithm).
		Where("version = (select max(o.version) from result o where o.contest_id = result.contest_id)").
		Where("not exists (select 1 from correction c where c.contest_id = result.contest_id and c.state = ? and c.decided_at > result.decided_at)", CorrectionConfirmed).
		Order("contest_id").Scan(ctx)
	if err != nil {
		return err
	}
	for _, r := range results {
		if err := tx.checkContest(ctx, r, report); err != nil {
			return err
		}
	}
	return nil
}

func (tx *transaction) checkContest(ctx context.Context, r *Result, report func(Finding)) error {
	rows, err := tx.checkedStandings(ctx, r.ID)
	if err != nil {
		return err
	}
	input, err := tx.inputWhenDecided(ctx, r)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return err
	}
	gone := err != nil
	if gone || !sameData(r.Input, input) {
		report(Finding{"the data behind a result have not changed since it was decided", "result", r.UID})
	}
	if gone || !samePlaces(rows, input) {
		report(Finding{"the data of a decided contest still tally to its result", "result", r.UID})
	}
	return nil
}

// inputWhenDecided loads the data of a result's contest with the decisions that were in force when it was decided: until the
// announcement the jury may add others and take some back, and the result stands until it is decided again.
func (tx *transaction) inputWhenDecided(ctx context.Context, r *Result) (*judging.Contest, error) {
	p, err := tx.contestPlaceOf(ctx, "id = ?", r.ContestID)
	if err != nil {
		return nil, err
	}
	loaded, err := tx.loadContest(ctx, p)
	if err != nil {
		return nil, err
	}
	err = tx.loadDecisionsWhere(ctx, p, loaded, "decided_at <= ?0 and (revoked_at is null or revoked_at > ?0)", r.DecidedAt)
	return loaded.Input, err
}

// sameData tells whether a frozen tally file holds the same data as a contest. One that cannot be read or written does not.
func sameData(frozen string, now *judging.Contest) bool {
	then, err := judging.ReadContest(strings.NewReader(frozen))
	if err != nil {
		return false
	}
	a, err := canonical(then)
	if err != nil {
		return false
	}
	b, err := canonical(now)
	return err == nil && bytes.Equal(a, b)
}

// canonical writes a contest's tally file without what may change after the decision: names of rounds, bodies and jurors may,
// and with them the contest's name and the order of its lists.
func canonical(contest *judging.Contest) ([]byte, error) {
	for _, a := range contest.Assignments {
		slices.Sort(a.Criteria)
	}
	text, err := json.Marshal(contest)
	if err != nil {
		return nil, err
	}
	file := map[string]json.RawMessage{}
	if err := json.Unmarshal(text, &file); err != nil {
		return nil, err
	}
	delete(file, "contest")
	for _, name := range []string{"candidates", "jurors", "assignments", "released", "scores"} {
		var list []json.RawMessage
		if err := json.Unmarshal(file[name], &list); err != nil {
			return nil, err
		}
		slices.SortFunc(list, func(a, b json.RawMessage) int { return bytes.Compare(a, b) })
		if file[name], err = json.Marshal(list); err != nil {
			return nil, err
		}
	}
	return json.Marshal(file)
}

// samePlaces compares the rows with the contest's tally, in any order: names may sort otherwise than when it was decided.
func samePlaces(rows []*checkedStanding, contest *judging.Contest) bool {
	outcome, err := judging.Tally(contest)
	if err != nil || !outcome.Decided() {
		return false
	}
	type place struct {
		first, last int
		exact       string
		advances    bool
	}
	now := map[string]place{}
	for _, st := range outcome.Standings {
		now[contest.Candidates[st.Candidate].ID] = place{st.Place, st.Last, st.Total.String(), false}
	}
	for _, number := range outcome.Advancing {
		id := contest.Candidates[number].ID
		p := now[id]
		p.advances = true
		now[id] = p
	}
	ranked := 0
	for _, row := range rows {
		if row.Place == 0 {
			continue
		}
		ranked++
		if now[row.Candidate] != (place{row.Place, row.LastPlace, row.Exact, row.Advances}) {
			return false
		}
	}
	return ranked == len(outcome.Standings)
}
