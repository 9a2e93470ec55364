package judging_test

import (
	"slices"
	"testing"
	"time"

	"blazon/fault"
	"blazon/judging"
)

// hour is a moment of the day on which the test's round lives: entries from 1 to 2, judging from 3 to 4.
func hour(n int) time.Time { return time.Date(2023, 3, 1, n, 0, 0, 0, time.UTC) }

var daySchedule = judging.Schedule{EntriesFrom: hour(1), EntriesUntil: hour(2), JudgingFrom: hour(3), JudgingUntil: hour(4)}

// ready is a round that nothing holds up, at a moment of its day.
func ready(at time.Time) judging.RoundFacts {
	return judging.RoundFacts{Schedule: daySchedule, Now: at, RulesPublic: true, Contests: 2, Scored: 2, Candidates: 5, Voting: 3, Sheets: 15}
}

func TestGuards(t *testing.T) {
	half := 30 * time.Minute
	planned, entries, checking := ready(hour(0)), ready(hour(1).Add(half)), ready(hour(2).Add(half))
	judged, over, finished := ready(hour(3).Add(half)), ready(hour(5)), ready(hour(5))
	over.Schedule.ClosedAt = hour(4).Add(half)
	finished.Schedule.ClosedAt, finished.Schedule.FinishedAt = hour(4), hour(5)
	nation := ready(hour(0))
	nation.Schedule.EntriesFrom, nation.Schedule.EntriesUntil = time.Time{}, time.Time{}
	with := func(f judging.RoundFacts, change func(f *judging.RoundFacts)) judging.RoundFacts {
		change(&f)
		return f
	}
	for _, c := range []struct {
		sentence string
		move     judging.Move
		facts    judging.RoundFacts
		blocks   []string
		warns    []string
	}{
		{"nothing holds entries up", judging.OpenEntering, planned, nil, nil},
		{"rules that are not public make one think", judging.OpenEntering, with(planned, func(f *judging.RoundFacts) { f.RulesPublic = false }), nil, []string{"phase.guard_rules"}},
		{"entries need an end", judging.OpenEntering, with(planned, func(f *judging.RoundFacts) { f.Schedule.EntriesUntil = time.Time{} }), []string{"phase.guard_no_deadline"}, nil},
		{"entries need a category", judging.OpenEntering, with(planned, func(f *judging.RoundFacts) { f.Contests = 0 }), []string{"phase.guard_no_contest"}, nil},
		{"what is open is not opened", judging.OpenEntering, entries, []string{"phase.guard_phase"}, nil},
		{"entries end with drafts left", judging.EndEntering, with(entries, func(f *judging.RoundFacts) { f.Drafts = 4 }), nil, []string{"phase.guard_drafts"}},
		{"what has ended does not end", judging.EndEntering, checking, []string{"phase.guard_phase"}, nil},
		{"nothing holds the judging up", judging.StartJudging, checking, nil, nil},
		{"the judging waits for the end of the entries", judging.StartJudging, entries, []string{"phase.guard_phase"}, nil},
		{"a round without entries of its own begins with its judging", judging.StartJudging, nation, nil, nil},
		{"a category that still takes entries", judging.StartJudging, with(checking, func(f *judging.RoundFacts) { f.Entering = 1 }), []string{"phase.guard_entering"}, nil},
		{"entries that nobody has checked", judging.StartJudging, with(checking, func(f *judging.RoundFacts) { f.Unchecked = 2 }), nil, []string{"phase.guard_unchecked"}},
		{"a candidate whom nobody judges", judging.StartJudging, with(checking, func(f *judging.RoundFacts) { f.Unassigned = 1 }), nil, []string{"phase.guard_unassigned"}},
		{"no jury, and so nothing assigned", judging.StartJudging, with(checking, func(f *judging.RoundFacts) { f.Voting, f.Sheets = 0, 0 }),
			[]string{"phase.guard_no_juror", "phase.guard_nothing_assigned"}, nil},
		{"nobody to judge", judging.StartJudging, with(checking, func(f *judging.RoundFacts) { f.Candidates = 0 }), []string{"phase.guard_no_candidate"}, nil},
		{"an archive has no judging", judging.StartJudging, with(checking, func(f *judging.RoundFacts) { f.Scored = 0 }), []string{"phase.guard_not_scored"}, nil},
		{"sheets that are missing", judging.EndJudging, with(judged, func(f *judging.RoundFacts) { f.Missing = 3 }), nil, []string{"phase.guard_missing"}},
		{"everything is done", judging.FinishRound, over, nil, nil},
		{"judging that is not closed", judging.FinishRound, with(over, func(f *judging.RoundFacts) { f.Schedule.ClosedAt = time.Time{} }), []string{"phase.guard_not_closed"}, nil},
		{"a category without a result, another not announced", judging.FinishRound, with(over, func(f *judging.RoundFacts) { f.Undecided, f.Unannounced = 1, 1 }),
			[]string{"phase.guard_undecided"}, []string{"phase.guard_unannounced"}},
		{"winners who were not sent on", judging.FinishRound, with(over, func(f *judging.RoundFacts) { f.Unsent = 1 }), nil, []string{"phase.guard_unsent"}},
		{"an archive is finished without ever being judged", judging.FinishRound, with(planned, func(f *judging.RoundFacts) { f.Scored = 0 }), nil, nil},
		{"what is finished does not finish", judging.FinishRound, finished, []string{"phase.guard_phase"}, nil},
		{"finishing is taken back", judging.ContinueRound, finished, nil, nil},
		{"what goes on does not go on again", judging.ContinueRound, over, []string{"phase.guard_phase"}, nil},
		{"a canceled round stays where it is", judging.OpenEntering, with(planned, func(f *judging.RoundFacts) { f.Canceled = true }), []string{"phase.guard_canceled"}, nil},
	} {
		t.Run(c.sentence, func(t *testing.T) {
			var blocks, warns []string
			for _, r := range judging.Guards(c.move, c.facts) {
				if r.Blocks {
					blocks = append(blocks, r.Key)
				} else {
					warns = append(warns, r.Key)
				}
			}
			if !slices.Equal(blocks, c.blocks) || !slices.Equal(warns, c.warns) {
				t.Errorf("got blocks %q, warnings %q; want %q, %q", blocks, warns, c.blocks, c.warns)
			}
			silent, spoken := verdict(judging.MayMove(c.move, c.facts, "")), verdict(judging.MayMove(c.move, c.facts, "Rada tak rozhodla."))
			if want := len(c.blocks) > 0; (silent == fault.Closed) != want || (spoken == fault.Closed) != want || !want && spoken != granted {
				t.Errorf("without words %d, with words %d", silent, spoken)
			}
			if len(c.warns) > 0 && len(c.blocks) == 0 && silent != fault.Invalid {
				t.Errorf("without words: got %d, want Invalid", silent)
			}
		})
	}
}

// A move leads where its name says, whatever the clock had planned.
func TestMovesLeadIntoTheirPhase(t *testing.T) {
	for _, c := range []struct {
		move judging.Move
		at   time.Time
		want judging.Phase
	}{
		{judging.OpenEntering, hour(0), judging.Entries},
		{judging.EndEntering, hour(1), judging.FormalCheck},
		{judging.StartJudging, hour(2), judging.Judging},
		{judging.EndJudging, hour(3), judging.Deliberation},
		{judging.FinishRound, hour(4), judging.Finished},
		{judging.ContinueRound, hour(5), judging.Deliberation},
	} {
		schedule := daySchedule
		if c.move == judging.ContinueRound {
			schedule.FinishedAt = hour(4)
		}
		if got := c.move.Apply(schedule, c.at).PhaseAt(c.at); got != c.want {
			t.Errorf("%s: got %s, want %s", c.move, got, c.want)
		}
	}
}

func TestADeadlineIsReliedOnFromTheMomentItIsKnown(t *testing.T) {
	for _, c := range []struct {
		sentence string
		deadline judging.Deadline
		rules    bool
		at       time.Time
		want     bool
	}{
		{"before entries open", judging.EntriesDeadline, false, hour(1).Add(-time.Microsecond), false},
		{"once the rules name it", judging.EntriesDeadline, true, hour(0), true},
		{"the moment entries open", judging.EntriesDeadline, false, hour(1), true},
		{"after it has passed", judging.EntriesDeadline, false, hour(9), true},
		{"the jury's, before the judging", judging.JudgingDeadline, true, hour(3).Add(-time.Microsecond), false},
		{"the jury's, the moment the judging begins", judging.JudgingDeadline, false, hour(3), true},
	} {
		if got := daySchedule.Relied(c.deadline, c.rules, c.at); got != c.want {
			t.Errorf("%s: got %t", c.sentence, got)
		}
	}
	if (judging.Schedule{EntriesFrom: hour(1)}).Relied(judging.EntriesDeadline, true, hour(2)) {
		t.Error("nobody relies on a deadline that is not set")
	}
}

func TestNextIsWhatTheClockDoes(t *testing.T) {
	for _, c := range []struct {
		at   time.Time
		want judging.Phase
		when time.Time
	}{
		{hour(0), judging.Entries, hour(1)},
		{hour(1), judging.FormalCheck, hour(2)},
		{hour(2), judging.Judging, hour(3)},
		{hour(3), judging.Deliberation, hour(4)},
		{hour(4), "", time.Time{}},
	} {
		if got, when := daySchedule.Next(c.at); got != c.want || !when.Equal(c.when) {
			t.Errorf("at %s: got %q at %s, want %q at %s", c.at, got, when, c.want, c.when)
		}
	}
}
