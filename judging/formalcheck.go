package judging

import "blazon/fault"

// mayCheck is about what a round's organizer decides about an entry that was handed in. What a jury judges already is neither
// returned nor taken out by taking a decision back; but what still waits may be admitted or rejected until the judging is closed.
func mayCheck(act Act, facts Facts) error {
	switch {
	case facts.Entry == EntryDraft:
		return fault.New(fault.Closed, "check.draft")
	case facts.Entry == EntryWithdrawn:
		return fault.New(fault.Closed, "check.withdrawn")
	case facts.Closed:
		return fault.New(fault.Closed, "fault.already_closed")
	}
	return unless(act == ReturnEntry && facts.Phase.Judged(), "check.judging_on")
}
