package store

import (
	"context"
	"fmt"
	"slices"

	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// ProposalView is a proposal with its wordings.
type ProposalView struct {
	*MeetingPlace
	Contest   Contest
	Category  Category
	Proposal  *Proposal
	Candidate *NamedCandidate
	Versions  []*ProposalVersion // the newest first
}

// ProposalView reads a proposal for whoever holds its meeting.
func (s *Store) ProposalView(ctx context.Context, actor judging.Actor, proposal string, lang locale.Language) (*ProposalView, error) {
	v := &ProposalView{}
	err := s.read(ctx, func(tx *transaction) (err error) {
		v.MeetingPlace, err = tx.meetingPlace(ctx, actor, judging.HoldMeeting, "id = (select meeting_id from proposal where uid = ?)", proposal)
		if err != nil {
			return err
		}
		var c *ContestPlace
		if c, v.Proposal, err = tx.proposal(ctx, actor, v.MeetingPlace, proposal); err != nil {
			return err
		}
		v.Contest, v.Category = c.Contest, c.Category
		found, err := candidatesWhere(ctx, tx, lang, "n.id = ?", v.Proposal.CandidateID)
		if err != nil {
			return err
		}
		v.Candidate = found[v.Contest.ID][0]
		return tx.NewSelect().Model(&v.Versions).ColumnExpr("proposal_version.*").
			ColumnExpr(`coalesce((select u.name from "user" u where u.id = proposal_version.user_id), '') as "by"`).
			Where("proposal_id = ?", v.Proposal.ID).Order("revision desc").Scan(ctx)
	})
	if err != nil {
		return nil, fmt.Errorf("proposal: %w", err)
	}
	return v, nil
}

// proposalsWhere reads proposals that are in the actor's sight, in the order drafted, with their candidates.
func (tx *transaction) proposalsWhere(ctx context.Context, actor judging.Actor, p *MeetingPlace, lang locale.Language, where string, args ...any) ([]*ProposedAward, error) {
	var rows []*Proposal
	if err := tx.NewSelect().Model(&rows).Where(where, args...).Order("id").Scan(ctx); err != nil || len(rows) == 0 {
		return nil, err
	}
	ids := []int64{0}
	for _, row := range rows {
		ids = append(ids, row.CandidateID)
	}
	names, err := tx.candidatesByID(ctx, lang, ids)
	if err != nil {
		return nil, err
	}
	unseen, err := tx.outOfSight(ctx, actor, p.Chapter.Path, "n.id in (?)", bun.List(ids))
	if err != nil {
		return nil, err
	}
	rows = slices.DeleteFunc(rows, func(r *Proposal) bool { return unseen[r.CandidateID] })
	var list []*ProposedAward
	for _, row := range rows {
		list = append(list, &ProposedAward{Proposal: row, Candidate: names[row.CandidateID]})
	}
	return list, nil
}

// ProposedAward is a proposal with whom it is for.
type ProposedAward struct {
	*Proposal
	Candidate *NamedCandidate
}

// candidatesByID reads candidates by their row ids, whatever contests they stand in.
func (tx *transaction) candidatesByID(ctx context.Context, lang locale.Language, ids []int64) (map[int64]*NamedCandidate, error) {
	found, err := candidatesWhere(ctx, tx, lang, "n.id in (?)", bun.List(append([]int64{0}, ids...)))
	byID := map[int64]*NamedCandidate{}
	for _, list := range found {
		for _, c := range list {
			byID[c.ID] = c
		}
	}
	return byID, err
}
