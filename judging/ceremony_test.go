package judging_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"blazon/fault"
	"blazon/judging"
)

// placed makes places, best first: of two numbers the second ends a range.
func placed(places ...[2]int) (list []judging.Placed) {
	for _, p := range places {
		list = append(list, judging.Placed{Place: p[0], Last: p[1]})
	}
	return list
}

// told writes steps down: "A; 3 [3]; 2–3 [1 2]; 1 -".
func told(steps []judging.Reveal) string {
	var list []string
	for _, s := range steps {
		switch s.Kind {
		case judging.RevealContest:
			list = append(list, string(rune('A'+s.Contest)))
		case judging.RevealAward:
			list = append(list, fmt.Sprint("award ", s.Award))
		case judging.RevealPlace:
			place := fmt.Sprint(s.Place)
			if s.Last > s.Place {
				place += fmt.Sprint("–", s.Last)
			}
			if s.Winners == nil {
				list = append(list, place+" nobody")
			} else {
				list = append(list, fmt.Sprint(place, " ", s.Winners))
			}
		}
	}
	return strings.Join(list, "; ")
}

func TestCeremonySequence(t *testing.T) {
	liberec := placed([2]int{1, 1}, [2]int{2, 2}, [2]int{2, 2}, [2]int{3, 3}, [2]int{4, 4})
	for _, c := range []struct {
		sentence string
		contests []judging.CeremonyContest
		want     string
	}{
		{"from the last place up, joint winners together, and none below", []judging.CeremonyContest{{Placed: liberec, Places: 3}}, "A; 3 [3]; 2 [1 2]; 1 [0]"},
		{"awards come before the places", []judging.CeremonyContest{{Placed: liberec, Places: 1, Awards: 2}}, "A; award 0; award 1; 1 [0]"},
		{"or after them", []judging.CeremonyContest{{Placed: liberec, Places: 1, Awards: 1, AwardsAfter: true}}, "A; 1 [0]; award 0"},
		{"a place that nobody gets is a step", []judging.CeremonyContest{{Placed: placed([2]int{2, 2}, [2]int{3, 3}), Vacant: []int{1, 9}, Places: 3}}, "A; 3 [1]; 2 [0]; 1 nobody"},
		{"a place that is withheld from somebody is none", []judging.CeremonyContest{{Placed: placed([2]int{1, 1}, [2]int{}, [2]int{3, 3}), Places: 3}}, "A; 3 [2]; 1 [0]"},
		{"a range is one place", []judging.CeremonyContest{{Placed: placed([2]int{1, 1}, [2]int{2, 3}, [2]int{2, 3}), Places: 3}}, "A; 2–3 [1 2]; 1 [0]"},
		{"contests come as they are given, what is conferred over all of them as one without places",
			[]judging.CeremonyContest{{Placed: placed([2]int{1, 1}), Places: 1}, {Placed: placed([2]int{1, 1}), Places: 1}, {Awards: 1}}, "A; 1 [0]; B; 1 [0]; C; award 0"},
		{"who reveals nothing is not called", []judging.CeremonyContest{{Places: 3}, {Placed: placed([2]int{1, 1}), Places: 1}}, "B; 1 [0]"},
	} {
		if got := told(judging.CeremonySequence(c.contests)); got != c.want {
			t.Errorf("%s: %s, want %s", c.sentence, got, c.want)
		}
	}
	for _, c := range []struct {
		wanted int
		prizes []int
		want   int
	}{{0, nil, 3}, {0, []int{2, 1}, 2}, {5, []int{2, 1}, 5}} {
		if got := judging.CeremonyPlaces(c.wanted, c.prizes); got != c.want {
			t.Errorf("%d wanted, prizes for %v: %d, want %d", c.wanted, c.prizes, got, c.want)
		}
	}
}

func TestOpening(t *testing.T) {
	type list = []judging.Curtain
	for _, c := range []struct {
		sentence string
		contests list
		want     []int
	}{
		{"a contest opens when nothing of it is hidden", list{{}, {Hidden: 1}}, []int{0}},
		{"and no contest before", list{{Hidden: 2}, {Hidden: 1}}, nil},
		{"what is public opens no more", list{{Public: true}, {}}, []int{1}},
		{"what is not in the ceremony does not open", list{{Absent: true}, {}}, []int{1}},
		{"the last one waits for what is conferred over all", list{{Public: true}, {}, {Overall: true, Hidden: 2}}, nil},
		{"but not the first one", list{{}, {Hidden: 1}, {Overall: true, Hidden: 2}}, []int{0}},
		{"nor where all will not be public yet", list{{Absent: true}, {}, {Overall: true, Hidden: 2}}, []int{1}},
		{"what becomes public by the clock is as good as public", list{{Absent: true, Timed: true}, {Hidden: 1, Timed: true}, {}, {Timed: true}, {Overall: true, Hidden: 1}}, []int{3}},
		{"and opens with it", list{{Public: true}, {}, {Overall: true}}, []int{1}},
	} {
		if got := judging.Opening(c.contests); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.sentence, got, c.want)
		}
	}
}

func TestPresenting(t *testing.T) {
	shown := judging.Presenting{Step: 2}
	steps := []judging.Passage{{Begins: true, Revealed: true}, {Revealed: true}, {}, {Begins: true}}
	for _, c := range []struct {
		sentence string
		before   judging.Presenting
		cue      judging.Cue
		to       int
		want     string
	}{
		{"next", shown, judging.CueNext, 0, "{3 false false}"},
		{"back", shown, judging.CueBack, 0, "{1 false false}"},
		{"back to before the first", judging.Presenting{Step: 1}, judging.CueBack, 0, "{0 false false}"},
		{"back over what was skipped", judging.Presenting{Step: 4}, judging.CueBack, 0, "{2 false false}"},
		{"and no further", judging.Presenting{}, judging.CueBack, 0, "hall.no_such_step"},
		{"nothing comes after the last", judging.Presenting{Step: 4}, judging.CueNext, 0, "hall.no_such_step"},
		{"black hides", shown, judging.CueBlack, 0, "{2 true false}"},
		{"light shows again", judging.Presenting{Step: 2, Black: true}, judging.CueLight, 0, "{2 false false}"},
		{"a step makes light", judging.Presenting{Step: 2, Black: true}, judging.CueNext, 0, "{3 false false}"},
		{"a break", shown, judging.CuePause, 0, "{2 false true}"},
		{"nothing is revealed in it", judging.Presenting{Step: 2, Paused: true}, judging.CueNext, 0, "hall.is_paused"},
		{"it ends where it began", judging.Presenting{Step: 2, Paused: true}, judging.CueResume, 0, "{2 false false}"},
		{"to another contest", shown, judging.CueGo, 4, "{4 false false}"},
		{"never into the middle of one", shown, judging.CueGo, 3, "hall.no_such_step"},
		{"what is no cue", shown, "jump", 0, "fault.unknown_choice"},
	} {
		after, err := c.before.After(c.cue, c.to, steps)
		got := fmt.Sprint(after)
		if err != nil {
			if got = fault.Of(err).Key; fault.Is(err, fault.Invalid) {
				got = fault.Of(err).Fields[0].Key
			}
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.sentence, got, c.want)
		}
	}
}
