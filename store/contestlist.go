package store

import (
	"context"
	"fmt"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// candidatePage is how many candidates a page of an organizer's list has.
const candidatePage = 100

// ContestList is a contest with a page of its candidates.
type ContestList struct {
	ContestPlace
	Rubric     *Rubric // with its criteria; nil: an archive's
	Candidates []*ListedCandidate
	Search     string
	Page       int
	Pages      int
	Total      int // whom the search finds, the withdrawn among them
	Standing   int // of these, who is not withdrawn

	only string // uid of the one candidate that is asked for; empty: all
}

// ListedCandidate is a candidate with what its organizer needs to know.
type ListedCandidate struct {
	*NamedCandidate
	Automatic bool // made from the register
	Sheets    int
	Submitted int
	Source    *CandidateSource // nil: entered directly
}

// ContestList reads a page of a contest's candidates, from 1, in the edition's order of names. A search narrows it to the
// bodies whose folded names begin so.
func (s *Store) ContestList(ctx context.Context, actor judging.Actor, contest, search string, page int) (*ContestList, error) {
	v := &ContestList{Search: search, Page: page}
	return v, s.fillContestList(ctx, actor, contest, v)
}

// ContestCandidate reads a contest with one of its candidates alone.
func (s *Store) ContestCandidate(ctx context.Context, actor judging.Actor, contest, candidate string) (*ContestList, error) {
	v := &ContestList{only: candidate}
	err := s.fillContestList(ctx, actor, contest, v)
	if err == nil && v.Total == 0 {
		err = fault.New(fault.NotFound, "fault.not_found")
	}
	return v, err
}

func (s *Store) fillContestList(ctx context.Context, actor judging.Actor, contest string, v *ContestList) error {
	err := s.read(ctx, func(tx *transaction) error {
		p, err := tx.contestPlace(ctx, actor, judging.ManageRound, contest)
		if err != nil {
			return err
		}
		v.ContestPlace = *p
		rubrics, err := tx.rubricsWhere(ctx, "id = ?", p.Contest.RubricID)
		if err != nil {
			return err
		}
		if len(rubrics) > 0 {
			v.Rubric = rubrics[0]
		}
		return tx.pageCandidates(ctx, v)
	})
	if err != nil {
		return fmt.Errorf("contest list: %w", err)
	}
	return nil
}

// listed selects the contest's candidates by their first entrants' names.
func (tx *transaction) listed(v *ContestList) *bun.SelectQuery {
	query := tx.NewSelect().TableExpr("candidate n").Join("join entry e on e.id = n.entry_id").
		Join("join entry_entrant ee on ee.entry_id = e.id and ee.position = (select min(o.position) from entry_entrant o where o.entry_id = e.id)").
		Join("join entrant t on t.id = ee.entrant_id").Join("join body b on b.id = t.body_id").
		Where("n.contest_id = ?", v.Contest.ID).Where(`b.name_fold like ? escape '\'`, likePrefix(locale.Fold(v.Search)))
	if v.only != "" {
		query.Where("n.uid = ?", v.only)
	}
	return query
}

// pageCandidates pages in SQL, so that a page of a contest of any size is short.
func (tx *transaction) pageCandidates(ctx context.Context, v *ContestList) error {
	err := tx.listed(v).ColumnExpr("count(*), count(case when n.withdrawn_at is null then 1 end)").Scan(ctx, &v.Total, &v.Standing)
	if err != nil {
		return fmt.Errorf("count: %w", err)
	}
	v.Pages = max(1, (v.Total+candidatePage-1)/candidatePage)
	v.Page = min(max(v.Page, 1), v.Pages)
	var rows []struct {
		ID        int64
		Automatic bool
		Sheets    int
		Submitted int
	}
	err = tx.listed(v).ColumnExpr("n.id, e.automatic").
		ColumnExpr("(select count(*) from assignment a where a.candidate_id = n.id and a.removed_at is null) as sheets").
		ColumnExpr(`(select count(*) from assignment a join sheet h on h.assignment_id = a.id
			where a.candidate_id = n.id and a.removed_at is null and h.state = 'submitted') as submitted`).
		OrderExpr("b.?, b.code, e.title, n.uid", sortColumn(v.Language())).
		Limit(candidatePage).Offset(int64((v.Page-1)*candidatePage)).Scan(ctx, &rows)
	if err != nil {
		return fmt.Errorf("page: %w", err)
	}
	ids := []int64{0}
	for _, r := range rows {
		ids = append(ids, r.ID)
	}
	named, err := candidatesWhere(ctx, tx, v.Language(), "n.id in (?)", bun.List(ids))
	if err != nil {
		return err
	}
	sources, err := tx.sources(ctx, ids)
	if err != nil {
		return err
	}
	byID := map[int64]*NamedCandidate{}
	for _, n := range named[v.Contest.ID] {
		byID[n.ID] = n
	}
	for _, r := range rows {
		v.Candidates = append(v.Candidates, &ListedCandidate{byID[r.ID], r.Automatic, r.Sheets, r.Submitted, sources[r.ID]})
	}
	return nil
}

// CandidateSource is the round that a candidate advanced from.
type CandidateSource struct {
	CandidateID int64
	Contest     string // uid
	Round       locale.Text
}

// sources finds where candidates advanced from, by their ids.
func (tx *transaction) sources(ctx context.Context, candidates []int64) (map[int64]*CandidateSource, error) {
	var rows []*CandidateSource
	err := tx.NewRaw(`
		select n.id as candidate_id, t.uid as contest, r.name as round
		from candidate n join candidate b on b.id = n.source_candidate_id
		join contest t on t.id = b.contest_id join round r on r.id = t.round_id
		where n.id in (?)`, bun.List(candidates)).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("sources: %w", err)
	}
	byCandidate := map[int64]*CandidateSource{}
	for _, row := range rows {
		byCandidate[row.CandidateID] = row
	}
	return byCandidate, nil
}
