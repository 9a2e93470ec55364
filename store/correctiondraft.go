package store

import (
	"context"
	"fmt"
	"slices"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
)

// CorrectionDraft is what the form of a correction shows: whose sheets there are in a contest, and the one that was chosen.
type CorrectionDraft struct {
	ContestPlace
	Jurors     []*Juror
	Candidates []*NamedCandidate
	Sheet      *CountedSheet // nil: none is chosen yet
	Juror      *Juror        // whose it is
	Candidate  *NamedCandidate
}

// CorrectionDraft reads what may be corrected in a contest: everything, or with the uids of a juror and a candidate their sheet, if it is owed. Candidates
// from whom the actor is recused are left out.
func (s *Store) CorrectionDraft(ctx context.Context, actor judging.Actor, contest, juror, candidate string, lang locale.Language) (*CorrectionDraft, error) {
	d := &CorrectionDraft{}
	err := s.read(ctx, func(tx *transaction) error {
		p, err := tx.contestPlace(ctx, actor, judging.EnterCorrection, contest)
		if err != nil {
			return err
		}
		d.ContestPlace = *p
		err = tx.NewSelect().Model(&d.Jurors).Where("id in (select juror_id from assignment where contest_id = ? and removed_at is null)", p.Contest.ID).
			Order("name", "uid").Scan(ctx)
		if err != nil {
			return err
		}
		known, err := tx.candidatesKnown(ctx, actor, &p.Place, lang, "n.contest_id = ? and n.withdrawn_at is null and not n.training", p.Contest.ID)
		if err != nil {
			return err
		}
		for _, n := range known {
			d.Candidates = append(d.Candidates, n)
		}
		sortByName(d.Candidates)
		if juror == "" && candidate == "" {
			return nil
		}
		return tx.chooseSheet(ctx, actor, d, juror, candidate)
	})
	if err != nil {
		return nil, fmt.Errorf("draft of correction: %w", err)
	}
	return d, nil
}

// chooseSheet finds the sheet of a juror for a candidate.
func (tx *transaction) chooseSheet(ctx context.Context, actor judging.Actor, d *CorrectionDraft, juror, candidate string) error {
	j := slices.IndexFunc(d.Jurors, func(j *Juror) bool { return j.UID == juror })
	n := slices.IndexFunc(d.Candidates, func(n *NamedCandidate) bool { return n.UID == candidate })
	if j < 0 || n < 0 {
		return fault.New(fault.NotFound, "fault.not_found")
	}
	d.Juror, d.Candidate = d.Jurors[j], d.Candidates[n]
	sheet, err := tx.countedSheet(ctx, actor, &d.ContestPlace, "a.juror_id = ? and a.candidate_id = ?", d.Juror.ID, d.Candidate.ID)
	if fault.Is(err, fault.NotFound) {
		return nil // the page says that this juror owes nothing here
	}
	d.Sheet = sheet
	return err
}
