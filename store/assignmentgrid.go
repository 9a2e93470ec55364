package store

import (
	"context"
	"fmt"

	"blazon/fault"
	"blazon/judging"
)

// AssignmentGrid is who scores whom in a contest, pair by pair.
type AssignmentGrid struct {
	ContestPlace
	Jurors []*Juror // those who may get duties

	cells map[PairForm]GridCell
}

// GridCell is what a juror has to do with a candidate.
type GridCell struct {
	Assigned bool
	Begun    bool // he has begun to score it
	Barred   bool // he is off it
	Part     bool // he scores some of the criteria only
}

// AssignmentGrid reads who scores whom for the contest's organizer, in a constant number of statements. It is Closed once the judging
// is closed.
func (s *Store) AssignmentGrid(ctx context.Context, actor judging.Actor, contest string) (*AssignmentGrid, error) {
	grid := &AssignmentGrid{cells: map[PairForm]GridCell{}}
	err := s.read(ctx, func(tx *transaction) error {
		p, err := tx.contestPlace(ctx, actor, judging.ManageRound, contest)
		if err != nil {
			return err
		}
		if !p.Round.ClosedAt.IsZero() {
			return fault.New(fault.Closed, "fault.already_closed")
		}
		t, err := tx.assignTable(ctx, p)
		if err != nil {
			return err
		}
		grid.ContestPlace = *p
		for juror, j := range t.Jurors {
			if t.sits(juror) {
				grid.Jurors = append(grid.Jurors, j)
			}
		}
		for at, h := range t.held {
			if !h.removed {
				cell := GridCell{Assigned: true, Begun: h.state != SheetEmpty, Part: h.criteria != nil}
				grid.cells[t.pair(at)] = cell
			}
		}
		for at := range t.released {
			cell := grid.cells[t.pair(at)]
			cell.Barred = t.barred(at)
			grid.cells[t.pair(at)] = cell
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("assignment grid: %w", err)
	}
	return grid, nil
}

func (t *assignTable) pair(at square) PairForm {
	return PairForm{Juror: t.Jurors[at.juror].UID, Candidate: t.Candidates[at.candidate].UID}
}

// Cell is a juror's before a candidate, both by uid.
func (g *AssignmentGrid) Cell(juror, candidate string) GridCell {
	return g.cells[PairForm{Juror: juror, Candidate: candidate}]
}
