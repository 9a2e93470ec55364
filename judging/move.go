package judging

import "time"

// Move is an act by hand that brings a round into another phase before the clock does, or takes the last one back.
type Move string

// The moves. Closing the judging, which ends all scoring for good, is an act of its own: CloseRound.
const (
	OpenEntering  Move = "open_entries"  // entries open now
	EndEntering   Move = "end_entries"   // no more entries from now on
	StartJudging  Move = "start_judging" // jurors score from now on
	EndJudging    Move = "end_judging"   // the deadline of the sheets is now
	FinishRound   Move = "finish"        // everything is done
	ContinueRound Move = "continue"      // it was not
)

// Moves lists the moves, in the order of the phases that they begin in.
var Moves = []Move{OpenEntering, EndEntering, StartJudging, EndJudging, FinishRound, ContinueRound}

// Apply gives the schedule after the move; what the clock would have done later is done now.
func (m Move) Apply(s Schedule, now time.Time) Schedule {
	switch m {
	case OpenEntering:
		s.EntriesFrom = now
	case EndEntering:
		s.EntriesUntil = now
	case StartJudging:
		s.JudgingFrom = now
	case EndJudging:
		s.JudgingUntil = now
	case FinishRound:
		s.FinishedAt = now
	case ContinueRound:
		s.FinishedAt = time.Time{}
	}
	return s
}

// From lists the phases in which the move makes sense. A round that takes no entries of its own, as the nation's does, begins
// with its judging.
func (m Move) From(s Schedule) []Phase {
	switch m {
	case OpenEntering:
		return []Phase{Planned}
	case EndEntering:
		return []Phase{Entries}
	case StartJudging:
		if s.EntriesFrom.IsZero() && s.EntriesUntil.IsZero() {
			return []Phase{Planned, FormalCheck}
		}
		return []Phase{FormalCheck}
	case EndJudging:
		return []Phase{Judging}
	case ContinueRound:
		return []Phase{Finished}
	}
	return []Phase{Planned, Entries, FormalCheck, Judging, Deliberation}
}

// Deadline names the deadline that the move brings forward; empty: none.
func (m Move) Deadline() Deadline {
	switch m {
	case EndEntering:
		return EntriesDeadline
	case EndJudging:
		return JudgingDeadline
	}
	return ""
}

// Next tells what the clock does next to a round, and when; an empty phase: nothing that is set.
func (s Schedule) Next(now time.Time) (Phase, time.Time) {
	if phase := s.PhaseAt(now); phase == Finished || phase == Deliberation {
		return "", time.Time{}
	}
	var next time.Time
	for _, at := range []time.Time{s.EntriesFrom, s.EntriesUntil, s.JudgingFrom, s.JudgingUntil} {
		if at.After(now) && (next.IsZero() || at.Before(next)) {
			next = at
		}
	}
	if next.IsZero() {
		return "", next
	}
	return s.PhaseAt(next), next
}
