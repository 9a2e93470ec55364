package store

import (
	"context"
	"fmt"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
)

// CandidateList is who competes in a round.
type CandidateList struct {
	*RoundResults
	Contests []*ListedContest
}

// ListedContest is a contest with those who stand in it, in a language's order of names.
type ListedContest struct {
	CategorizedContest
	Candidates []*NamedCandidate
}

// CandidateList reads who stands in a round's contests, for its organizer, in a constant number of statements. Who was withdrawn, and what
// jurors only train on, does not stand in it.
func (s *Store) CandidateList(ctx context.Context, actor judging.Actor, round string, lang locale.Language) (*CandidateList, error) {
	v := &CandidateList{}
	err := s.read(ctx, func(tx *transaction) error {
		p, err := tx.place(ctx, actor, judging.ManageRound, round)
		if err != nil {
			return err
		}
		if v.RoundResults, err = tx.readResults(ctx, actor, p, ""); err != nil {
			return err
		}
		contests, err := tx.contestsWhere(ctx, "round_id = ? and cancelled_at is null", p.Round.ID)
		if err != nil {
			return err
		}
		found, err := candidatesWhere(ctx, tx, lang, `n.withdrawn_at is null and not n.training
			and n.contest_id in (select id from contest where round_id = ? and cancelled_at is null)`, p.Round.ID)
		for _, c := range contests {
			v.Contests = append(v.Contests, &ListedContest{c, found[c.Contest.ID]})
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list of candidates: %w", err)
	}
	return v, nil
}

// PublicCandidates are all candidates of a round that everybody may know of.
type PublicCandidates struct {
	*RoundResults
	Candidates []*NamedCandidate // all categories together, in a language's order of names
}

// PublicCandidates reads them by the round's public address; while there is none, it is NotFound.
func (s *Store) PublicCandidates(ctx context.Context, address Address, lang locale.Language) (*PublicCandidates, error) {
	v := &PublicCandidates{}
	err := s.read(ctx, func(tx *transaction) error {
		place, err := tx.placeAt(ctx, address)
		if err != nil {
			return err
		}
		shown, err := tx.showCandidates(ctx, judging.Actor{}, place, lang, Listing{Whole: true})
		if err != nil {
			return err
		}
		if v.Candidates = shown.Candidates; len(v.Candidates) == 0 {
			return fault.New(fault.NotFound, "fault.not_found")
		}
		v.RoundResults = &RoundResults{Place: *place}
		return tx.readCeremonies(ctx, v.RoundResults)
	})
	if err != nil {
		return nil, fmt.Errorf("public candidates: %w", err)
	}
	return v, nil
}

// Laureates are the candidates of the decided contests who get one of the first places, something with a place, or an award beside the
// ranking, each once.
func (r *RoundResults) Laureates() (list []*NamedCandidate) {
	seen := map[int64]bool{}
	add := func(c *NamedCandidate) {
		if c != nil && !seen[c.ID] {
			seen[c.ID] = true
			list = append(list, c)
		}
	}
	beside := func(awards []*AwardedAward) {
		for _, a := range awards {
			if !a.Withheld {
				add(a.Candidate)
			}
		}
	}
	for _, c := range r.Contests {
		for _, st := range c.Standings {
			if st.AwardedPlace > 0 && (st.AwardedPlace <= lastCertified || c.PrizeOf(st) != nil) {
				add(st.Candidate)
			}
		}
		beside(c.Beside())
	}
	beside(r.Beside())
	return list
}
