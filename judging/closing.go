package judging

import "blazon/fault"

// ClosingFacts is what the closing of a round's judging is judged by.
type ClosingFacts struct {
	Phase     Phase
	CalledOff bool
	Closed    bool
	Sheets    int // that are owed
	Missing   int // of them, not submitted
	Drafts    int // of them, begun
	Gaps      int // candidates' criteria that lack values and are not decided
	TooFew    int // of them, with fewer values than the minimum: they cannot be accepted as they are
	Papers    int // keyed in and not confirmed
}

// closingGuard is one rule about closing: it holds the closing up, or only warns, while the fact is there.
type closingGuard struct {
	key    string
	blocks bool
	count  func(f ClosingFacts) int // 0: nothing to say
}

// closingGuards are all rules, those that block first. What is missing never blocks: it is decided with the closing, or after it.
var closingGuards = []closingGuard{
	{"category.called_off", true, func(f ClosingFacts) int { return one(f.CalledOff) }},
	{"fault.already_closed", true, func(f ClosingFacts) int { return one(f.Closed) }},
	{"fault.not_judging_yet", true, func(f ClosingFacts) int { return one(!f.Closed && f.Phase != Judging && f.Phase != Deliberation) }},
	{"room.guard_early", false, func(f ClosingFacts) int { return one(f.Phase == Judging && f.Missing > 0) }},
	{"room.guard_nothing", false, func(f ClosingFacts) int { return one(f.Sheets == f.Missing) }},
	{"room.guard_drafts", false, func(f ClosingFacts) int { return f.Drafts }},
	{"room.guard_papers", false, func(f ClosingFacts) int { return f.Papers }},
	{"room.guard_gaps", false, func(f ClosingFacts) int { return f.Gaps }},
	{"room.guard_too_few", false, func(f ClosingFacts) int { return f.TooFew }},
}

// ClosingGuards says why the judging cannot be closed now, or what to think of before it is: what blocks comes first.
func ClosingGuards(f ClosingFacts) (reasons []Reason) {
	for _, g := range closingGuards {
		if n := g.count(f); n > 0 {
			reasons = append(reasons, Reason{Key: g.key, Count: n, Blocks: g.blocks})
		}
	}
	return reasons
}

// MayClose answers whether the judging can be closed: the first reason that blocks is Closed.
func MayClose(f ClosingFacts) error {
	for _, r := range ClosingGuards(f) {
		if r.Blocks {
			return fault.New(fault.Closed, r.Key).With("Count", r.Count)
		}
	}
	return nil
}
