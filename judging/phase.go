package judging

import "time"

// Phase is where a round stands; with the state of a contest's result it decides who may do and see what.
type Phase string

// The phases of a round, in their order.
const (
	Planned      Phase = "planned"
	Entries      Phase = "entries"
	FormalCheck  Phase = "formal_check"
	Judging      Phase = "judging"
	Deliberation Phase = "deliberation"
	Finished     Phase = "closed"
)

// Phases lists the phases in their order.
var Phases = []Phase{Planned, Entries, FormalCheck, Judging, Deliberation, Finished}

// Schedule holds the moments that make a round's phase; a zero time is one that is not set.
type Schedule struct {
	EntriesFrom, EntriesUntil time.Time
	JudgingFrom, JudgingUntil time.Time
	ClosedAt                  time.Time // the act of closing the judging
	FinishedAt                time.Time // the act of ending the round
}

// PhaseAt computes the phase at a moment: the acts first, then the clock. A moment at a deadline is after it.
func (s Schedule) PhaseAt(now time.Time) Phase {
	switch {
	case reached(s.FinishedAt, now):
		return Finished
	case reached(s.ClosedAt, now), reached(s.JudgingUntil, now):
		return Deliberation
	case reached(s.JudgingFrom, now):
		return Judging
	case reached(s.EntriesUntil, now):
		return FormalCheck
	case reached(s.EntriesFrom, now):
		return Entries
	}
	return Planned
}

// State is where the result of a contest stands, from nothing decided to final.
type State string

// The states of a result, in their order.
const (
	Open      State = "open"
	Draft     State = "draft"
	Approved  State = "approved"
	Sealed    State = "sealed"
	Announced State = "announced"
	Final     State = "final"
)

// Public tells whether a contest in this state, with this T0, may be seen by everybody at the moment.
func (s State) Public(announcedAt, now time.Time) bool {
	return (s == Announced || s == Final) && !announcedAt.IsZero() && !now.Before(announcedAt)
}
