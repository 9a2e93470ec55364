package store

import (
	"slices"

	"blazon/fault"
	"blazon/locale"
)

// Part is a part of an edition's rules that its center may lock for the chapters.
type Part string

// The parts.
const (
	CriteriaPart  Part = "criteria"  // what is scored: the choice of a rubric, and its criteria
	ScalePart     Part = "scale"     // how much a criterion can give: most, step and weight
	TieBreakPart  Part = "tie_break" // what parts a tie
	NumberingPart Part = "numbering" // how places after a tie are numbered
	CutPart       Part = "cut"       // who goes on to the next round
	PrizesPart    Part = "prizes"    // what comes with a place
)

// Parts are all parts, in the order in which they are asked for.
var Parts = []Part{CriteriaPart, ScalePart, TieBreakPart, NumberingPart, CutPart, PrizesPart}

// usuallyLocked is what the chapters of a new edition leave alone: a jury's totals are worth the same everywhere, while each chapter
// gives its own prizes.
var usuallyLocked = []Part{CriteriaPart, ScalePart, TieBreakPart, NumberingPart, CutPart}

// Locks tells whether the edition's chapters must leave the part alone.
func (e *Edition) Locks(part Part) bool { return slices.Contains(e.Locked, part) }

// lockedBy is the refusal of a part that a center has locked; it says which.
func lockedBy(center locale.Text, part Part) error {
	return lockRefusals[part].With("Chapter", center)
}

var lockRefusals = map[Part]*fault.Fault{
	CriteriaPart:  fault.New(fault.Forbidden, "edition.locked_criteria"),
	ScalePart:     fault.New(fault.Forbidden, "edition.locked_scale"),
	TieBreakPart:  fault.New(fault.Forbidden, "edition.locked_tie_break"),
	NumberingPart: fault.New(fault.Forbidden, "edition.locked_numbering"),
	CutPart:       fault.New(fault.Forbidden, "edition.locked_cut"),
	PrizesPart:    fault.New(fault.Forbidden, "edition.locked_prizes"),
}
