package store

import (
	"context"
	"slices"
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
	LateAt    time.Time // of the last draft that came after the judging; zero: none did

	CandidateID int64
}

// sheetNotes reads the notes to the chair of a round, and where late drafts are, as far as they are for the actor: about candidates
// that are in his sight.
func (tx *transaction) sheetNotes(ctx context.Context, actor judging.Actor, p *Place, sights map[int64]Sight, lang locale.Language) (notes []*SheetNote, err error) {
	err = tx.NewRaw("select "+tx.store.columns(SheetNote{})+`, a.candidate_id, h.note, h.saved_at, f.saved_at as late_at
		from assignment a
		join sheet h on h.assignment_id = a.id
		join juror on juror.id = a.juror_id
		left join sheet_draft f on f.id = (select max(o.id) from sheet_draft o where o.assignment_id = a.id and o.why = ?)
		where juror.round_id = ? and (h.note <> '' or f.id is not null)
		order by juror.name, juror.uid, a.id`, DraftLate, p.Round.ID).Scan(ctx, &notes)
	if err != nil || len(notes) == 0 {
		return nil, err
	}
	names, err := judgedWhere(ctx, tx, lang, "n.contest_id in (select id from contest where round_id = ?)", p.Round.ID)
	if err != nil {
		return nil, err
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
	return slices.DeleteFunc(notes, func(n *SheetNote) bool {
		sight, facts := sights[n.CandidateID], p.Facts()
		facts.Contest = n.Candidate.ContestID
		return !sight.Shown || !sight.Seen || judging.May(actor, judging.ViewNote, facts) != nil
	}), nil
}
