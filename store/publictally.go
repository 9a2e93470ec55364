package store

import (
	"context"
	"fmt"
	"strings"

	"blazon/fault"
	"blazon/judging"
)

// PublishesTally tells whether everybody may recompute a contest's result from what each juror gave, whatever the juror is called.
func (r *RoundResults) PublishesTally(c *ContestResult) bool {
	return r.Publishes(judging.PointsLevel, c) && r.Edition.PointsShown != judging.PointsMean
}

// PublicTally is what a public result was computed from, for everybody: jurors go by letters, candidates by the registers' codes. It is
// NotFound unless the edition publishes what each juror gave, from its time on.
func (s *Store) PublicTally(ctx context.Context, address Address) (*judging.Contest, error) {
	var contest *judging.Contest
	err := s.read(ctx, func(tx *transaction) error {
		place, err := tx.placeAt(ctx, address)
		if err != nil {
			return err
		}
		r, err := tx.readResults(ctx, judging.Actor{}, place, address.Category)
		if err != nil {
			return err
		}
		if len(r.Contests) == 0 || !r.PublishesTally(r.Contests[0]) {
			return fault.New(fault.NotFound, "fault.not_found")
		}
		var input string
		if err := tx.NewRaw("select input from result where id = ?", r.Contests[0].Result.ID).Scan(ctx, &input); err != nil {
			return err
		}
		contest, err = r.Contests[0].published(input)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("public tally: %w", err)
	}
	return contest, nil
}

// published is the file that the result was computed from, as everybody may read it.
func (c *ContestResult) published(input string) (*judging.Contest, error) {
	contest, err := judging.ReadContest(strings.NewReader(input))
	if err != nil {
		return nil, err
	}
	outcome, err := judging.Tally(contest)
	if err != nil {
		return nil, err
	}
	var uids, letters, codes []string
	for _, j := range contest.Jurors {
		uids = append(uids, j.ID)
	}
	order := judging.Pseudonyms(c.Contest.UID, uids)
	for n := range order {
		letters = append(letters, judging.Letter(n))
	}
	names, taken := map[string]*NamedCandidate{}, map[string]int{}
	for _, st := range c.Standings {
		names[st.Candidate.UID] = st.Candidate
	}
	for _, n := range contest.Candidates {
		code := strings.ReplaceAll(names[n.ID].codes(), ", ", "+")
		if taken[code]++; taken[code] > 1 {
			code += fmt.Sprintf("/%d", taken[code])
		}
		codes = append(codes, code)
	}
	return contest.Published(order, letters, codes, outcome.Stray), nil
}
