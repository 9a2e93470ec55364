package judging

import "time"

// Deadline is a moment by which people must have done something, and which they may already rely on.
type Deadline string

// The deadlines of a round; of a contest there is only the first.
const (
	EntriesDeadline Deadline = "entries_until"
	JudgingDeadline Deadline = "judging_until"
)

// At gives the moment of the deadline, zero where none is set.
func (s Schedule) At(d Deadline) time.Time {
	if d == JudgingDeadline {
		return s.JudgingUntil
	}
	return s.EntriesUntil
}

// Relied tells whether people may already count on the deadline, so that moving it needs a reason on record. Entrants know
// theirs from the rules on, or from the moment entries open; jurors know theirs when the judging begins.
func (s Schedule) Relied(d Deadline, rulesPublic bool, now time.Time) bool {
	until, from := s.At(d), s.JudgingFrom
	if d == EntriesDeadline {
		from = s.EntriesFrom
	}
	known := d == EntriesDeadline && rulesPublic || reached(from, now) || reached(until, now)
	return !until.IsZero() && known
}

// reached tells whether a moment that is set has come; the moment itself is included.
func reached(t, now time.Time) bool { return !t.IsZero() && !now.Before(t) }
