package store

import (
	"context"
	"fmt"
	"time"

	"blazon/judging"
	"blazon/locale"
)

// SheetNote is what a juror wants the jury's chair to know about a candidate, or that something was typed too late to count. It never
// holds a score.
type SheetNote struct {
	Juror     Juror           `bun:"embed:juror_"`
	Candidate *NamedCandidate `bun:"-"`
	Note      string
	SavedAt   time.Time // of the sheet
	Late      bool      // a draft is on record that came after the judging
	LateAt    time.Time

	CandidateID int64
}

// SheetNotes reads the notes to the chair of a round, and where late drafts are: for those who see its progress, but for the candidates
// that they are recused from themselves.
func (s *Store) SheetNotes(ctx context.Context, actor judging.Actor, round string, lang locale.Language) (notes []*SheetNote, err error) {
	err = s.read(ctx, func(tx *transaction) error {
		p, err := tx.place(ctx, actor, judging.ViewProgress, round)
		if err != nil {
			return err
		}
		err = tx.NewRaw("select "+s.columns(SheetNote{})+`, a.candidate_id, h.note, h.saved_at, f.saved_at is not null as late, f.saved_at as late_at
			from assignment a
			join sheet h on h.assignment_id = a.id
			join juror on juror.id = a.juror_id
			left join sheet_draft f on f.id = (select max(o.id) from sheet_draft o where o.assignment_id = a.id and o.why = 'late')
			where juror.round_id = ? and (h.note <> '' or f.id is not null) and ?
			order by juror.name, juror.uid, a.id`, p.Round.ID, inSight(actor, "a.candidate_id")).Scan(ctx, &notes)
		if err != nil || len(notes) == 0 {
			return err
		}
		names, err := candidatesWhere(ctx, tx, lang, "n.contest_id in (select id from contest where round_id = ?)", p.Round.ID)
		if err != nil {
			return err
		}
		byID := map[int64]*NamedCandidate{}
		for _, candidates := range names {
			for _, c := range candidates {
				byID[c.ID] = c
			}
		}
		for _, note := range notes {
			note.Candidate = byID[note.CandidateID]
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("sheet notes: %w", err)
	}
	return notes, nil
}
