package judging

import (
	"slices"
	"time"

	"blazon/fault"
)

// RoundFacts is what the guards need to know of a round.
type RoundFacts struct {
	Schedule    Schedule
	Now         time.Time
	Canceled    bool
	RulesPublic bool
	Contests    int // that are not cancelled
	Scored      int // of them, judged here; the others have their places from an archive
	Drafts      int // entries that are not handed in
	Unchecked   int // entries that are handed in or returned, and neither admitted nor rejected
	Candidates  int // in contests that are scored here
	Unassigned  int // of them, with no juror
	Voting      int // jurors with a vote who are still there
	Sheets      int
	Missing     int // sheets that are not submitted
	Undecided   int // contests with candidates and no result
	Unannounced int // contests with a result that is not public
	Entering    int // contests that still take entries by a window of their own
	Unsent      int // contests whose winners were not sent to the next round
}

// Reason is why a move cannot be made, or should not be made without a word on record.
type Reason struct {
	Key    string // of its message, with Count where the message counts
	Count  int
	Blocks bool // whatever anybody says
}

// guard is one rule: a move is held up while the fact is there.
type guard struct {
	move   Move
	key    string
	blocks bool
	count  func(f RoundFacts) int // 0: nothing to say
}

// guards are all rules, for each move those that block first. What blocks would leave the round in a state that no page
// can handle; what only warns is sometimes right, and the organizer says why.
var guards = []guard{
	{OpenEntering, "phase.guard_no_contest", true, func(f RoundFacts) int { return one(f.Contests == 0) }},
	{OpenEntering, "phase.guard_no_deadline", true, func(f RoundFacts) int { return one(f.Schedule.EntriesUntil.IsZero()) }},
	{OpenEntering, "phase.guard_rules", false, func(f RoundFacts) int { return one(!f.RulesPublic) }},
	{EndEntering, "phase.guard_drafts", false, func(f RoundFacts) int { return f.Drafts }},
	{StartJudging, "phase.guard_not_scored", true, func(f RoundFacts) int { return one(f.Scored == 0) }},
	{StartJudging, "phase.guard_judging_over", true, func(f RoundFacts) int { return one(reached(f.Schedule.JudgingUntil, f.Now)) }},
	{StartJudging, "phase.guard_no_candidate", true, func(f RoundFacts) int { return one(f.Candidates == 0) }},
	{StartJudging, "phase.guard_no_juror", true, func(f RoundFacts) int { return one(f.Voting == 0) }},
	{StartJudging, "phase.guard_nothing_assigned", true, func(f RoundFacts) int { return one(f.Sheets == 0) }},
	{StartJudging, "phase.guard_entering", true, func(f RoundFacts) int { return f.Entering }},
	{StartJudging, "phase.guard_unchecked", false, func(f RoundFacts) int { return f.Unchecked }},
	{StartJudging, "phase.guard_unassigned", false, func(f RoundFacts) int { return f.Unassigned }},
	{EndJudging, "phase.guard_missing", false, func(f RoundFacts) int { return f.Missing }},
	{FinishRound, "phase.guard_not_closed", true, func(f RoundFacts) int { return one(f.Scored > 0 && f.Schedule.ClosedAt.IsZero()) }},
	{FinishRound, "phase.guard_undecided", true, func(f RoundFacts) int { return f.Undecided }},
	{FinishRound, "phase.guard_unannounced", false, func(f RoundFacts) int { return f.Unannounced }},
	{FinishRound, "phase.guard_unsent", false, func(f RoundFacts) int { return f.Unsent }},
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// Guards says why a move cannot be made now, or why it should be thought over: what blocks comes first. In a phase that the
// move does not begin in, that is the one reason; so it is in a round that is cancelled.
func Guards(move Move, f RoundFacts) (reasons []Reason) {
	if f.Canceled {
		return []Reason{{Key: "phase.guard_canceled", Count: 1, Blocks: true}}
	}
	if !slices.Contains(move.From(f.Schedule), f.Schedule.PhaseAt(f.Now)) {
		return []Reason{{Key: "phase.guard_phase", Count: 1, Blocks: true}}
	}
	for _, g := range guards {
		if n := g.count(f); g.move == move && n > 0 {
			reasons = append(reasons, Reason{Key: g.key, Count: n, Blocks: g.blocks})
		}
	}
	return reasons
}

// MayMove answers whether the move can be made with the words that somebody gives for it. A reason that blocks is Closed;
// one that only warns, or a deadline that people rely on, asks for words: Invalid, in the field "reason".
func MayMove(move Move, f RoundFacts, words string) error {
	reasons := Guards(move, f)
	for _, r := range reasons {
		if r.Blocks {
			return fault.New(fault.Closed, r.Key).With("Count", r.Count)
		}
	}
	relied := move.Deadline() != "" && f.Schedule.Relied(move.Deadline(), f.RulesPublic, f.Now)
	if words == "" && (relied || len(reasons) > 0) {
		return fault.InForm(fault.Field{Name: "reason", Key: "phase.reason_needed"})
	}
	return nil
}
