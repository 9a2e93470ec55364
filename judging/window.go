package judging

import "time"

// Window is the time in which entries are taken; a zero time is one that is not set.
type Window struct{ From, Until time.Time }

// Taking tells where a moment lies about a window.
type Taking string

// Where a moment may lie. Without a beginning that is set, the window never opens; without an end it never closes.
const (
	NotYet   Taking = "not_yet"
	TakingOn Taking = "on"
	TooLate  Taking = "too_late"
)

// Or fills in the ends that are not set from another window: a contest's own dates stand before its round's.
func (w Window) Or(other Window) Window {
	if w.From.IsZero() {
		w.From = other.From
	}
	if w.Until.IsZero() {
		w.Until = other.Until
	}
	return w
}

// At tells where the moment lies. A moment at the end is after it, one at the beginning is within.
func (w Window) At(now time.Time) Taking {
	switch {
	case !w.Until.IsZero() && !now.Before(w.Until):
		return TooLate
	case w.From.IsZero() || now.Before(w.From):
		return NotYet
	}
	return TakingOn
}

// Open tells whether entries are taken at the moment.
func (w Window) Open(now time.Time) bool { return w.At(now) == TakingOn }
