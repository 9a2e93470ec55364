package store

import (
	"context"
	"fmt"

	"blazon/judging"
	"blazon/register"
)

// Report is a contest counted in other ways, for information: it never changes a result.
type Report struct {
	*TallyView
	Variants []judging.Variant
	Regions  []string            // names, by the numbers that leanings are told by
	Leanings [][]judging.Leaning // of jurors of one region for candidates of another
}

// Report counts a contest in other ways, once its judging is closed. Forbidden for whoever sits in the jury and is recused from a
// candidate: what the others come to would tell of it.
func (s *Store) Report(ctx context.Context, actor judging.Actor, contest string) (*Report, error) {
	v := &Report{TallyView: &TallyView{}}
	err := s.read(ctx, func(tx *transaction) (err error) {
		if v.ContestPlace, err = tx.reported(ctx, actor, contest); err != nil {
			return err
		}
		if v.LoadedContest, v.Outcome, err = tx.tally(ctx, v.ContestPlace); err != nil {
			return err
		}
		v.Variants = v.Outcome.Sensitivity()
		return tx.readLeanings(ctx, v)
	})
	if err != nil {
		return nil, fmt.Errorf("report: %w", err)
	}
	return v, nil
}

// reported reads a closed contest all of which the actor may see.
func (tx *transaction) reported(ctx context.Context, actor judging.Actor, contest string) (*ContestPlace, error) {
	p, err := tx.contestPlace(ctx, actor, judging.ViewTally, contest)
	if err != nil {
		return nil, err
	}
	return p, tx.mustSeeAll(ctx, actor, p.Chapter.Path, "n.contest_id = ?", p.Contest.ID)
}

// readLeanings tells how the jurors of each region scored the candidates of each, where two regions at least have both.
func (tx *transaction) readLeanings(ctx context.Context, v *Report) error {
	if !v.Outcome.Complete {
		return nil
	}
	jurors, err := tx.regionsOf(ctx, `select j.id, coalesce((select h.region_code from juror_home h where h.juror_id = j.id),
		(select b.region_code from juror_body x join body b on b.id = x.body_id where x.juror_id = j.id order by b.id limit 1), '') as region
		from juror j where j.round_id = ?`, v.Round.ID)
	if err != nil {
		return err
	}
	candidates, err := tx.regionsOf(ctx, `select n.id, (select b.region_code from entry_entrant x join entrant t on t.id = x.entrant_id
		join body b on b.id = t.body_id where x.entry_id = n.entry_id order by x.position, b.id limit 1) as region
		from candidate n where n.contest_id = ?`, v.Contest.ID)
	if err != nil {
		return err
	}
	regions := numbering{}
	var of, to []int
	for _, j := range v.Jurors {
		of = append(of, regions.number(jurors[j.ID]))
	}
	judged := len(regions.names)
	for _, c := range v.Candidates {
		to = append(to, regions.number(candidates[c.ID]))
	}
	if judged == 0 || len(regions.names) < 2 {
		return nil
	}
	v.Regions, v.Leanings = regions.names, v.Outcome.Reciprocity(of, to, len(regions.names))
	return nil
}

func (tx *transaction) regionsOf(ctx context.Context, query string, args ...any) (map[int64]string, error) {
	var rows []struct {
		ID     int64
		Region string
	}
	err := tx.NewRaw(query, args...).Scan(ctx, &rows)
	regions := map[int64]string{}
	for _, r := range rows {
		regions[r.ID] = r.Region
	}
	return regions, err
}

// numbering numbers regions in the order in which they come.
type numbering struct {
	codes map[string]int
	names []string
}

func (n *numbering) number(code string) int {
	if code == "" {
		return judging.Nobody
	}
	if at, known := n.codes[code]; known {
		return at
	}
	if n.codes == nil {
		n.codes = map[string]int{}
	}
	name := code
	if region, known := register.RegionOf(code); known {
		name = region.Name
	}
	n.codes[code] = len(n.names)
	n.names = append(n.names, name)
	return n.codes[code]
}
