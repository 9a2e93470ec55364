package store

import (
	"context"
	"fmt"
	"slices"

	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// Progress tells how far the judging of a round has come, by juror and by candidate; it never holds a score.
type Progress struct {
	Place
	Contests []*ContestProgress
	Jurors   []*JurorProgress
}

// ContestProgress is how far one contest has come.
type ContestProgress struct {
	Contest    Contest
	Category   Category
	Candidates []*CandidateProgress
	Count
}

// CandidateProgress is how far the sheets for one candidate have come.
type CandidateProgress struct {
	Candidate *NamedCandidate
	Count
}

// JurorProgress is how far one juror has come, and what is still missing.
type JurorProgress struct {
	Juror   Juror
	Missing []Missing
	Count
}

// Missing is a sheet that its juror has not submitted.
type Missing struct {
	Category  Category
	Candidate *NamedCandidate
	State     SheetState
}

// Count is how many sheets there are and how many of them are submitted or begun.
type Count struct{ Sheets, Submitted, Drafts int }

func (c *Count) add(state SheetState) {
	c.Sheets++
	switch state {
	case SheetSubmitted:
		c.Submitted++
	case SheetDraft:
		c.Drafts++
	}
}

// Open is how many sheets are not submitted.
func (c Count) Open() int { return c.Sheets - c.Submitted }

// Count counts all sheets of the round.
func (p *Progress) Count() (n Count) {
	for _, c := range p.Contests {
		n.Sheets, n.Submitted, n.Drafts = n.Sheets+c.Sheets, n.Submitted+c.Submitted, n.Drafts+c.Drafts
	}
	return n
}

// Progress reads the round's progress, for its organizer, its chair and its secretary, at any time.
func (s *Store) Progress(ctx context.Context, actor judging.Actor, round string, lang locale.Language) (*Progress, error) {
	progress := &Progress{}
	err := s.read(ctx, func(tx *transaction) error {
		p, err := tx.place(ctx, actor, judging.ViewProgress, round)
		if err != nil {
			return err
		}
		progress.Place = *p
		sights, err := tx.sights(ctx, actor, p)
		if err != nil {
			return err
		}
		return tx.readProgress(ctx, progress, sights, lang)
	})
	if err != nil {
		return nil, fmt.Errorf("progress: %w", err)
	}
	return progress, nil
}

// readProgress leaves out the candidates that the actor may not know of.
func (tx *transaction) readProgress(ctx context.Context, progress *Progress, sights map[int64]Sight, lang locale.Language) error {
	var jurors []Juror
	if err := tx.NewSelect().Model(&jurors).Where("round_id = ?", progress.Round.ID).Order("name", "uid").Scan(ctx); err != nil {
		return err
	}
	ids := []int64{0}
	byJuror := map[int64]*JurorProgress{}
	for _, j := range jurors {
		ids = append(ids, j.ID)
		byJuror[j.ID] = &JurorProgress{Juror: j}
		progress.Jurors = append(progress.Jurors, byJuror[j.ID])
	}
	duties, err := tx.duties(ctx, "t.cancelled_at is null and a.juror_id in (?)", bun.List(ids))
	if err != nil {
		return err
	}
	contests, err := tx.contestsWhere(ctx, "round_id = ? and cancelled_at is null", progress.Round.ID)
	if err != nil {
		return err
	}
	names, err := candidatesWhere(ctx, tx, lang, "n.contest_id in (select id from contest where round_id = ?) and n.withdrawn_at is null", progress.Round.ID)
	if err != nil {
		return err
	}
	for _, c := range contests {
		shown := slices.DeleteFunc(names[c.Contest.ID], func(n *NamedCandidate) bool { return !sights[n.ID].Shown })
		progress.Contests = append(progress.Contests, contestProgress(c, shown, duties, byJuror))
	}
	return nil
}

// contestProgress counts a contest's duties by candidate and by juror.
func contestProgress(c CategorizedContest, candidates []*NamedCandidate, duties dutyList, jurors map[int64]*JurorProgress) *ContestProgress {
	out := &ContestProgress{Contest: c.Contest, Category: c.Category}
	order := map[int64]dutyList{}
	for _, d := range duties {
		if d.ContestID == c.Contest.ID {
			order[d.CandidateID] = append(order[d.CandidateID], d)
		}
	}
	for _, candidate := range candidates {
		row := &CandidateProgress{Candidate: candidate}
		out.Candidates = append(out.Candidates, row)
		for _, d := range order[candidate.ID] {
			out.add(d.State)
			row.add(d.State)
			jurors[d.JurorID].add(d.State)
			if d.State != SheetSubmitted {
				jurors[d.JurorID].Missing = append(jurors[d.JurorID].Missing, Missing{c.Category, candidate, d.State})
			}
		}
	}
	return out
}
