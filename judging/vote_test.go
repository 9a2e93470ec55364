package judging_test

import (
	"testing"

	"blazon/fault"
	"blazon/judging"
)

// jury makes a jury of words: m is a member who is there, c the chair, s the secretary; capitals are absent, and x is there
// but recused.
func jury(seats string) (attendees []judging.Attendee) {
	for _, seat := range seats {
		a := judging.Attendee{Role: judging.Member, Present: seat >= 'a', Recused: seat == 'x'}
		switch seat {
		case 'c', 'C':
			a.Role = judging.Chair
		case 's', 'S':
			a.Role = judging.Secretary
		}
		attendees = append(attendees, a)
	}
	return attendees
}

func TestQuorum(t *testing.T) {
	for _, c := range []struct {
		sentence string
		quorum   judging.Quorum
		jury     string
		want     judging.Presence
		met      bool
	}{
		{"more than half of five are three", judging.Quorum{Rule: judging.MoreThanHalf}, "cmmMM", judging.Presence{Members: 5, Present: 3, Needed: 3}, true},
		{"two of four are not more than half", judging.Quorum{Rule: judging.MoreThanHalf}, "cmMM", judging.Presence{Members: 4, Present: 2, Needed: 3}, false},
		{"but at least half", judging.Quorum{Rule: judging.AtLeastHalf}, "cmMM", judging.Presence{Members: 4, Present: 2, Needed: 2}, true},
		{"half of five are three", judging.Quorum{Rule: judging.AtLeastHalf}, "cmMMM", judging.Presence{Members: 5, Present: 2, Needed: 3}, false},
		{"two thirds of nine are six", judging.Quorum{Rule: judging.TwoThirds}, "cmmmmmMMM", judging.Presence{Members: 9, Present: 6, Needed: 6}, true},
		{"two thirds of four are three", judging.Quorum{Rule: judging.TwoThirds}, "cmMM", judging.Presence{Members: 4, Present: 2, Needed: 3}, false},
		{"the secretary counts neither here nor there", judging.Quorum{Rule: judging.Everybody}, "cms", judging.Presence{Members: 2, Present: 2, Needed: 2}, true},
		{"whoever is recused is not counted for that candidate", judging.Quorum{Rule: judging.MoreThanHalf}, "cmxxM", judging.Presence{Members: 3, Present: 2, Needed: 2}, true},
		{"a number does not shrink with the jury", judging.Quorum{Rule: judging.ByNumber, Number: 4}, "cmx", judging.Presence{Members: 2, Present: 2, Needed: 4}, false},
		{"nobody at all decides nothing", judging.Quorum{Rule: judging.Everybody}, "xs", judging.Presence{Needed: 1}, false},
	} {
		t.Run(c.sentence, func(t *testing.T) {
			got := c.quorum.Over(jury(c.jury))
			if got != c.want || got.Met() != c.met {
				t.Errorf("got %+v, met %v; want %+v, %v", got, got.Met(), c.want, c.met)
			}
		})
	}
}

func TestCountVote(t *testing.T) {
	there, few := judging.Presence{Members: 5, Present: 5, Needed: 3}, judging.Presence{Members: 5, Present: 2, Needed: 3}
	for _, c := range []struct {
		sentence string
		presence judging.Presence
		casting  bool
		ballots  string // + for, - against, 0 abstained; the chair's comes first
		want     judging.Vote
	}{
		{"more for than against carries", there, false, "+++-0", judging.Vote{For: 3, Against: 1, Abstained: 1, Outcome: judging.Carried}},
		{"abstentions count for neither", there, false, "+0000", judging.Vote{For: 1, Abstained: 4, Outcome: judging.Carried}},
		{"equal halves lose", there, false, "++--", judging.Vote{For: 2, Against: 2, Outcome: judging.Lost}},
		{"unless the chair's vote decides", there, true, "++--", judging.Vote{For: 2, Against: 2, Casting: true, Outcome: judging.Carried}},
		{"which may be against", there, true, "--++", judging.Vote{For: 2, Against: 2, Casting: true, Outcome: judging.Lost}},
		{"a chair who abstains decides nothing", there, true, "0+-", judging.Vote{For: 1, Against: 1, Abstained: 1, Outcome: judging.Lost}},
		{"nor is the chair's vote needed where one side is larger", there, true, "-++", judging.Vote{For: 2, Against: 1, Outcome: judging.Carried}},
		{"where nobody votes, nothing is carried", there, true, "", judging.Vote{Outcome: judging.Lost}},
		{"without a quorum nothing is decided", few, true, "++", judging.Vote{For: 2, Outcome: judging.NoQuorum}},
	} {
		t.Run(c.sentence, func(t *testing.T) {
			var ballots []judging.Ballot
			for i, mark := range c.ballots {
				b := judging.Ballot{Role: judging.Member, Choice: map[rune]judging.Choice{'+': judging.For, '-': judging.Against, '0': judging.Abstain}[mark]}
				if i == 0 {
					b.Role = judging.Chair
				}
				ballots = append(ballots, b)
			}
			if got := judging.CountVote(c.presence, c.casting, ballots); got != c.want {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
		})
	}
}

func TestMayVote(t *testing.T) {
	for _, c := range []struct {
		sentence string
		seat     string
		closed   bool
		want     fault.Kind
	}{
		{"a member who is there votes", "m", false, granted},
		{"the chair too", "c", false, granted},
		{"who is absent does not", "M", false, fault.Closed},
		{"the secretary has no vote", "s", false, fault.Forbidden},
		{"who is recused knows nothing of it", "x", true, fault.NotFound},
		{"nobody votes afterwards", "m", true, fault.Closed},
	} {
		t.Run(c.sentence, func(t *testing.T) {
			if got := verdict(judging.MayVote(judging.VoteFacts{Attendee: jury(c.seat)[0], Closed: c.closed})); got != c.want {
				t.Errorf("got kind %d, want %d", got, c.want)
			}
		})
	}
}
