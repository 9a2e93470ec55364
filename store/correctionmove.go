package store

import (
	"context"
	"slices"

	"blazon/judging"
	"blazon/locale"
)

// readMoves tallies the contest as it is and as it would be with the correction. Candidates that the actor may not see are left out.
func (tx *transaction) readMoves(ctx context.Context, actor judging.Actor, v *CorrectionView, lang locale.Language) error {
	loaded, before, err := tx.tally(ctx, &v.ContestPlace)
	if err != nil {
		return err
	}
	if loaded.sights, err = tx.sights(ctx, actor, &v.Place); err != nil {
		return err
	}
	if v.Withheld = !loaded.SeesAll(); v.Withheld { // a gap among the places would tell the missing one
		return nil
	}
	input := *loaded.Input
	input.Scores = slices.Clone(input.Scores)
	for _, cell := range v.Item.Cells {
		input.Scores = loaded.with(input.Scores, cell)
	}
	after, err := judging.Tally(&input)
	if err != nil {
		return err
	}
	known, err := tx.candidatesKnown(ctx, actor, &v.Place, lang, "n.contest_id = ?", v.Contest.ID)
	if err != nil {
		return err
	}
	v.GapsBefore, v.GapsAfter = len(before.Gaps), len(after.Gaps)
	for number, c := range loaded.Candidates {
		old, new := standingOf(before, number), standingOf(after, number)
		if named := known[c.ID]; named != nil && !sameStanding(old, new) {
			v.Moves = append(v.Moves, &Moved{Candidate: named, Before: old, After: new})
		}
	}
	slices.SortStableFunc(v.Moves, func(a, b *Moved) int { return a.place() - b.place() })
	return nil
}

// with gives the scores as the cell would have them.
func (l *LoadedContest) with(scores []judging.Score, cell *CorrectedCell) []judging.Score {
	changed := judging.Score{Juror: l.juror[cell.Juror.ID], Candidate: l.candidate[cell.Candidate.ID], Criterion: l.criterion[cell.Criterion.ID]}
	scores = slices.DeleteFunc(scores, func(s judging.Score) bool {
		return s.Juror == changed.Juror && s.Candidate == changed.Candidate && s.Criterion == changed.Criterion
	})
	if cell.After == nil {
		return scores
	}
	changed.Value = judging.DecimalOfMicros(*cell.After)
	return append(scores, changed)
}

// place orders the moved: by where they end, those without a place last.
func (m *Moved) place() int {
	if m.After == nil {
		return 1 << 30
	}
	return m.After.Place
}

// PlaceMoves tells whether the place changes, and not the total alone.
func (m *Moved) PlaceMoves() bool {
	return (m.Before == nil) != (m.After == nil) || m.Before != nil && (m.Before.Place != m.After.Place || m.Before.Last != m.After.Last)
}

func standingOf(o *judging.Outcome, candidate int) *judging.Standing {
	at := slices.IndexFunc(o.Standings, func(s judging.Standing) bool { return s.Candidate == candidate })
	if at < 0 {
		return nil
	}
	return &o.Standings[at]
}

func sameStanding(a, b *judging.Standing) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Place == b.Place && a.Last == b.Last && a.Shared == b.Shared && a.Total.String() == b.Total.String()
}
