package store

import (
	"context"
	"fmt"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// ContestList is a contest with a page of its candidates.
type ContestList struct {
	ContestPlace
	Rubric     *Rubric // with its criteria; nil: an archive's
	Candidates []*ListedCandidate
	Found      Found

	only string // uid of the one candidate that is asked for; empty: all
}

// ListedCandidate is a candidate with what its organizer needs to know.
type ListedCandidate struct {
	*NamedCandidate
	Automatic bool // made from the register
	Sheets    int
	Submitted int
	Source    *CandidateSource // nil: entered directly
	Report    *SnapshotResult  // what came of it in the round before; nil: it came from none, or the edition does not show it
}

// ContestList reads the page of a contest's candidates that the listing asks for: by "name", usually, in the edition's order of
// names, or by "submitted" sheets; with the filters "standing" ("yes", "no") and "origin" ("register", "entered", "advanced").
func (s *Store) ContestList(ctx context.Context, actor judging.Actor, contest string, listing Listing) (*ContestList, error) {
	v := &ContestList{}
	return v, s.fillContestList(ctx, actor, contest, listing, v)
}

// ContestCandidate reads a contest with one of its candidates alone.
func (s *Store) ContestCandidate(ctx context.Context, actor judging.Actor, contest, candidate string) (*ContestList, error) {
	v := &ContestList{only: candidate}
	err := s.fillContestList(ctx, actor, contest, Listing{}, v)
	if err == nil && v.Found.Total == 0 {
		err = fault.New(fault.NotFound, "fault.not_found")
	}
	return v, err
}

func (s *Store) fillContestList(ctx context.Context, actor judging.Actor, contest string, listing Listing, v *ContestList) error {
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
		return tx.pageCandidates(ctx, listing, v)
	})
	if err != nil {
		return fmt.Errorf("contest list: %w", err)
	}
	return nil
}

// candidateLists is what can be asked of a list of candidates n with their entries e and first bodies b.
func (tx *transaction) candidateLists(lang locale.Language) listable {
	name := []string{"b." + string(sortColumn(lang)), "b.code", "e.title"}
	by := tx.entrySearch("n.uid")
	by.joins, by.usual, by.sorts = firstNamed, "name", map[string][]string{"name": name, "submitted": append([]string{"submitted"}, name...)}
	by.filters = map[string]filter{"standing": choice(map[string]string{"yes": "n.withdrawn_at is null", "no": "n.withdrawn_at is not null"}),
		"origin": choice(map[string]string{"register": "e.automatic and n.source_candidate_id is null",
			"entered": "not e.automatic and n.source_candidate_id is null", "advanced": "n.source_candidate_id is not null"})}
	return by
}

// firstNamed joins the first body b to entries e.
func firstNamed(query *bun.SelectQuery) *bun.SelectQuery {
	return query.Join("join entry_entrant ee on ee.entry_id = e.id and not exists (select 1 from entry_entrant o where o.entry_id = e.id and o.position < ee.position)").
		Join("join entrant t on t.id = ee.entrant_id").Join("join body b on b.id = t.body_id")
}

// entrySearch finds entries e by the beginnings of the words of any of their bodies' names, and by words anywhere in their titles
// and addresses; nobody finds what a draft says.
func (tx *transaction) entrySearch(ties string) listable {
	return listable{ties: ties, search: func(query *bun.SelectQuery, word string) *bun.SelectQuery {
		return query.WhereGroup(" and ", func(q *bun.SelectQuery) *bun.SelectQuery {
			return q.Where(`e.id in (select x.entry_id from body_word w join entrant s on s.body_id = w.body_id
				join entry_entrant x on x.entrant_id = s.id where w.word like ? escape '\')`, likePrefix(word)).
				WhereOr(handedIn+" and (e.title <> '' and ? or lower(e.url) like ?)", tx.store.holds("e.title", word), "%"+word+"%")
		})
	}}
}

// pageCandidates pages in SQL, so that a page of a contest of any size is short.
func (tx *transaction) pageCandidates(ctx context.Context, listing Listing, v *ContestList) error {
	query := tx.NewSelect().TableExpr("candidate n").Join("join entry e on e.id = n.entry_id").
		Where("n.contest_id = ?", v.Contest.ID).Where("not n.training")
	if v.only != "" {
		query.Where("n.uid = ?", v.only)
	}
	var rows []struct {
		ID        int64
		Automatic bool
		Sheets    int
		Submitted int
	}
	var err error
	v.Found, err = tx.page(ctx, query, tx.candidateLists(v.Language()), listing, `n.id, e.automatic,
		(select count(*) from assignment a where a.candidate_id = n.id and a.removed_at is null) as sheets,
		(select count(*) from assignment a join sheet h on h.assignment_id = a.id
			where a.candidate_id = n.id and a.removed_at is null and h.state = 'submitted') as submitted`, &rows)
	if err != nil {
		return err
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
	reports, err := tx.sourceReports(ctx, &v.Place, ids...)
	if err != nil {
		return err
	}
	byID := map[int64]*NamedCandidate{}
	for _, n := range named[v.Contest.ID] {
		byID[n.ID] = n
	}
	for _, r := range rows {
		v.Candidates = append(v.Candidates, &ListedCandidate{byID[r.ID], r.Automatic, r.Sheets, r.Submitted, sources[r.ID], reports[r.ID]})
	}
	return nil
}

// CandidateSource is the round that a candidate advanced from.
type CandidateSource struct {
	CandidateID int64
	Contest     string // uid
	Round       locale.Text
	Way         Way // by what it came
}

// sources finds where candidates advanced from, by their ids.
func (tx *transaction) sources(ctx context.Context, candidates []int64) (map[int64]*CandidateSource, error) {
	var rows []*CandidateSource
	err := tx.NewRaw(`
		select n.id as candidate_id, t.uid as contest, r.name as round, coalesce(a.way, 'rule') as way
		from candidate n join candidate b on b.id = n.source_candidate_id left join advancement a on a.target_candidate_id = n.id
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
