package judging_test

import (
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"

	"blazon/judging"

	"github.com/google/go-cmp/cmp"
)

// valid is a small valid file, by its keys.
func valid() map[string]json.RawMessage {
	return map[string]json.RawMessage{
		"format":     json.RawMessage(`"blazon-tally/1"`),
		"criteria":   json.RawMessage(`[{"id":"info","max":"20","step":"0.5"},{"id":"note","max":"5","step":"1","kind":"informative"}]`),
		"candidates": json.RawMessage(`[{"id":"semily"},{"id":"turnov"}]`),
		"jurors":     json.RawMessage(`[{"id":"a"},{"id":"b"}]`),
	}
}

// with gives the small valid file with other values; null takes a key out.
func with(t *testing.T, changes string) string {
	t.Helper()
	file, changed := valid(), map[string]json.RawMessage{}
	if err := json.Unmarshal([]byte(changes), &changed); err != nil {
		t.Fatal(err, changes)
	}
	for key, value := range changed {
		if file[key] = value; string(value) == "null" {
			delete(file, key)
		}
	}
	text, err := json.Marshal(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// refused reads a file that must not be valid, and gives the lines that say why.
func refused(t *testing.T, in io.Reader) []string {
	t.Helper()
	_, err := judging.ReadContest(in)
	var problems judging.Problems
	if !errors.As(err, &problems) {
		t.Fatalf("got %v, want problems", err)
	}
	return strings.Split(problems.Error(), "\n")
}

func TestTheDefaultsOfAFile(t *testing.T) {
	c, err := judging.ReadContest(strings.NewReader(with(t, `{"contest":"Liberec","advance":{"seats":2}}`)))
	if err != nil {
		t.Fatal(err)
	}
	want := &judging.Contest{
		Name: "Liberec", Better: judging.Higher, Numbering: judging.Dense, Minimum: 1,
		Advance: judging.Cut{Seats: 2, OnTie: judging.AllAdvance},
		Criteria: []judging.Criterion{
			{ID: "info", Max: 20 * judging.One, Step: judging.One / 2, Weight: judging.One, Kind: judging.Points},
			{ID: "note", Max: 5 * judging.One, Step: judging.One, Weight: judging.One, Kind: judging.Informative},
		},
		Candidates: []judging.Candidate{{ID: "semily"}, {ID: "turnov"}},
		Jurors:     []judging.Juror{{ID: "a"}, {ID: "b"}},
	}
	if diff := cmp.Diff(want, c); diff != "" {
		t.Errorf("wanted (-), got (+):\n%s", diff)
	}
}

func TestAFileMayReferToWhatComesLater(t *testing.T) {
	c, err := judging.ReadContest(strings.NewReader(`{"format":"blazon-tally/1",
		"scores":[{"value":"3","criterion":"info","candidate":"turnov","juror":"b"}],
		"decisions":[{"order":["turnov","semily"]},{"accept":{"criterion":"info","candidate":"turnov"}}],
		"released":[{"juror":"b","candidate":"turnov","criterion":"note","why":"abstained"},{"juror":"a","candidate":"turnov","why":"recused"}],
		"assignments":[{"juror":"b","candidate":"turnov","criteria":["note","info"]}],
		"tie_break":["criterion:info"],
		"jurors":[{"id":"a"},{"id":"b","criteria":["info"]}],
		"candidates":[{"id":"semily"},{"id":"turnov"}],
		"criteria":[{"id":"note","max":"5","step":"1","kind":"informative"},{"id":"info","max":"20","step":"0.5"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	const semily, turnov, note, info, a, b = 0, 1, 0, 1, 0, 1
	for _, compared := range [][2]any{
		{c.Scores, []judging.Score{{Juror: b, Candidate: turnov, Criterion: info, Value: 3 * judging.One}}},
		{c.Decisions[0].Candidates, []int{turnov, semily}},
		{[2]int{c.Decisions[1].Candidate, c.Decisions[1].Criterion}, [2]int{turnov, info}},
		{c.Released, []judging.Release{{b, turnov, note, judging.Abstained}, {a, turnov, judging.EveryCriterion, judging.Recused}}},
		{c.Assignments, []judging.Assignment{{Juror: b, Candidate: turnov, Criteria: []int{note, info}}}},
		{c.TieBreak, []judging.Rule{{Kind: judging.ByCriterion, Criterion: info}}},
		{c.Jurors, []judging.Juror{{ID: "a"}, {ID: "b", Criteria: []int{info}}}},
	} {
		if diff := cmp.Diff(compared[1], compared[0]); diff != "" {
			t.Errorf("wanted (-), got (+):\n%s", diff)
		}
	}
}

func TestEachErrorOfAFileHasItsLine(t *testing.T) {
	for _, c := range []struct {
		name, changes string
		want          []string
	}{
		{"another format", `{"format":"blazon-tally/2"}`, []string{`format: "blazon-tally/2" is not blazon-tally/1`}},
		{"no format", `{"format":null}`, []string{`format: is missing`}},
		{"no criteria, candidates and jurors", `{"criteria":null,"candidates":null,"jurors":null}`,
			[]string{`criteria: is missing`, `candidates: is missing`, `jurors: is missing`}},
		{"references to lists that are missing or none", `{"criteria":null,"candidates":"semily","jurors":{},"tie_break":["criterion:info"],"scores":[{"juror":"a","candidate":"semily","criterion":"info","value":"1"}]}`,
			[]string{`candidates: must be a list, not "semily"`, `jurors: must be a list, not an object`, `criteria: is missing`}},
		{"references to a list that is empty", `{"jurors":[],"scores":[{"juror":"a","candidate":"semily","criterion":"info","value":"1"}]}`,
			[]string{`scores[0].juror: unknown juror "a"`}},
		{"an unknown key", `{"Scores":[]}`, []string{`Scores: unknown key`}},
		{"an unknown key with a line break", `{"a\nb":{"c":[1,{"d":[]}]}}`, []string{`"a\nb": unknown key`}},
		{"an unknown key without letters", `{"":1}`, []string{`"": unknown key`}},
		{"a name that is no text", `{"contest":17}`, []string{`contest: must be a string, not the number 17`}},
		{"an unknown direction", `{"better":"larger"}`, []string{`better: "larger" is neither higher nor lower`}},
		{"an unknown numbering", `{"numbering":true}`, []string{`numbering: must be a string, not true`}},
		{"a numbering of its own", `{"numbering":"odd"}`, []string{`numbering: "odd" is not dense, standard or range`}},
		{"a negative trim", `{"trim":-1}`, []string{`trim: -1 is negative`}},
		{"half a trim", `{"trim":0.5}`, []string{`trim: must be a whole number, not the number 0.5`}},
		{"a trim beyond all numbers", `{"trim":10000000000000000000000}`, []string{`trim: must be a whole number, not the number 10000000000000000000000`}},
		{"a minimum of nothing", `{"minimum":0}`, []string{`minimum: 0 is less than 1`}},
		{"a minimum in words", `{"minimum":"1"}`, []string{`minimum: must be a whole number, not "1"`}},

		{"no rule", `{"tie_break":["lots"]}`, []string{`tie_break[0]: "lots" is not a rule`}},
		{"half a rule", `{"tie_break":["criterion"]}`, []string{`tie_break[0]: unknown criterion ""`}},
		{"a rule by an unknown criterion", `{"tie_break":["criterion:info","criterion:look"]}`, []string{`tie_break[1]: unknown criterion "look"`}},
		{"a rule by what does not count", `{"tie_break":["criterion:note"]}`, []string{`tie_break[0]: criterion "note" is informative`}},
		{"the jury before another rule", `{"tie_break":["jury","countback"]}`, []string{`tie_break[0]: the jury may only be the last rule`}},
		{"a rule that is no text", `{"tie_break":[{"jury":1}]}`, []string{`tie_break[0]: must be a string, not an object`}},
		{"rules that are no list", `{"tie_break":"jury"}`, []string{`tie_break: must be a list, not "jury"`}},

		{"places and seats", `{"advance":{"places":1,"seats":1}}`, []string{`advance: has both places and seats`}},
		{"neither places nor seats", `{"advance":{"on_tie":"all"}}`, []string{`advance: has neither places nor seats`}},
		{"no place", `{"advance":{"places":0}}`, []string{`advance.places: 0 is less than 1`}},
		{"less than no seat", `{"advance":{"seats":-2}}`, []string{`advance.seats: -2 is less than 1`}},
		{"seats in words", `{"advance":{"seats":"two"}}`, []string{`advance.seats: must be a whole number, not "two"`}},
		{"places with a policy for seats", `{"advance":{"places":1,"on_tie":"jury"}}`, []string{`advance.on_tie: goes with seats only`}},
		{"an unknown policy", `{"advance":{"seats":1,"on_tie":"lots"}}`, []string{`advance.on_tie: "lots" is not all, none or jury`}},
		{"a cut that is a list", `{"advance":[1]}`, []string{`advance: must be an object, not a list`}},

		{"a criterion without anything", `{"criteria":[{"id":"info","max":"20","step":"0.5"},{}]}`,
			[]string{`criteria[1].id: is missing`, `criteria[1].max: is missing`, `criteria[1].step: is missing`}},
		{"a doubled criterion", `{"criteria":[{"id":"info","max":"20","step":"0.5"},{"id":"info","max":"2","step":"1"}]}`, []string{`criteria[1].id: "info" is there twice`}},
		{"an unknown kind", `{"criteria":[{"id":"info","max":"20","step":"0.5","kind":"bonus"}]}`,
			[]string{`criteria[0].kind: "bonus" is not points, penalty or informative`}},
		{"a scale of nothing", `{"criteria":[{"id":"info","max":"0","step":"0","weight":"0"}],"scores":[{"juror":"a","candidate":"semily","criterion":"info","value":"1"}]}`,
			[]string{`criteria[0].max: "0" is not positive`, `criteria[0].step: "0" is not positive`, `criteria[0].weight: "0" is not positive`}},
		{"a weight below zero", `{"criteria":[{"id":"info","max":"20","step":"1","weight":"-1"}]}`, []string{`criteria[0].weight: "-1" is not positive`}},
		{"a maximum with an exponent", `{"criteria":[{"id":"info","max":"2e1","step":"1"}]}`,
			[]string{`criteria[0].max: "2e1" is not a decimal number with at most 9 digits before the point and 6 after it`}},
		{"points where lower is better", `{"better":"lower"}`, []string{`criteria[0].kind: points in a contest where lower is better`}},
		{"nothing that counts", `{"criteria":[{"id":"note","max":"5","step":"1","kind":"informative"}]}`, []string{`criteria: no counting criterion`}},
		{"nothing left that counts", `{"decisions":[{"drop_criterion":"note"},{"drop_criterion":"info"},{"drop_criterion":"info"}]}`,
			[]string{`decisions[1].drop_criterion: no counting criterion left in criteria`}},

		{"an empty id", `{"candidates":[{"id":""}]}`, []string{`candidates[0].id: is empty`}},
		{"a doubled candidate", `{"candidates":[{"id":"semily"},{"id":"semily"}]}`, []string{`candidates[1].id: "semily" is there twice`}},
		{"a candidate that is no object", `{"candidates":["semily"]}`, []string{`candidates[0]: must be an object, not "semily"`}},
		{"a doubled juror", `{"jurors":[{"id":"a"},{"id":"b"},{"id":"a"}]}`, []string{`jurors[2].id: "a" is there twice`}},
		{"a juror for nothing", `{"jurors":[{"id":"a","criteria":[]}]}`, []string{`jurors[0].criteria: has none; leave it out for all`}},
		{"a juror for what is not there", `{"jurors":[{"id":"a","criteria":["info","look"]}]}`, []string{`jurors[0].criteria[1]: unknown criterion "look"`}},
		{"a juror twice for the same", `{"jurors":[{"id":"a","criteria":["info","info"]}]}`, []string{`jurors[0].criteria[1]: "info" is there twice`}},

		{"assignments of strangers", `{"assignments":[{"juror":"x","candidate":"y","criteria":["z"]}]}`,
			[]string{`assignments[0].juror: unknown juror "x"`, `assignments[0].candidate: unknown candidate "y"`, `assignments[0].criteria[0]: unknown criterion "z"`}},
		{"an assignment of nothing", `{"assignments":[{"juror":"a","candidate":"semily","criteria":[]}]}`, []string{`assignments[0].criteria: has none; leave it out for all`}},
		{"an assignment of nobody", `{"assignments":[{}]}`, []string{`assignments[0].juror: is missing`, `assignments[0].candidate: is missing`}},
		{"criteria that are no list", `{"assignments":[{"juror":"a","candidate":"semily","criteria":"info"}]}`, []string{`assignments[0].criteria: must be a list, not "info"`}},
		{"releases of strangers", `{"released":[{"juror":"x","candidate":"y","criterion":"z","why":"recused"}]}`,
			[]string{`released[0].juror: unknown juror "x"`, `released[0].candidate: unknown candidate "y"`, `released[0].criterion: unknown criterion "z"`}},
		{"a release without a reason", `{"released":[{"juror":"a","candidate":"semily"}]}`, []string{`released[0].why: is missing`}},
		{"a release with a reason of its own", `{"released":[{"juror":"a","candidate":"semily","why":"ill"}]}`,
			[]string{`released[0].why: "ill" is not recused, abstained or not_applicable`}},

		{"a score of strangers", `{"scores":[{"juror":"x","candidate":"y","criterion":"z","value":"1"}]}`,
			[]string{`scores[0].juror: unknown juror "x"`, `scores[0].candidate: unknown candidate "y"`, `scores[0].criterion: unknown criterion "z"`}},
		{"a score without anything", `{"scores":[{}]}`,
			[]string{`scores[0].juror: is missing`, `scores[0].candidate: is missing`, `scores[0].criterion: is missing`, `scores[0].value: is missing`}},
		{"a score of nobody that can be read", `{"scores":[{"juror":1,"candidate":"semily","criterion":"info","value":"1"}]}`,
			[]string{`scores[0].juror: must be a string, not the number 1`}},
		{"a value that is null", `{"scores":[{"juror":"a","candidate":"semily","criterion":"info","value":null}]}`, []string{`scores[0].value: must be a string, not null`}},
		{"a value over the maximum", `{"scores":[{"juror":"a","candidate":"semily","criterion":"info","value":"21"}]}`, []string{`scores[0].value: "21" is over max 20`}},
		{"a negative value", `{"scores":[{"juror":"a","candidate":"semily","criterion":"note","value":"-1"}]}`, []string{`scores[0].value: "-1" is negative`}},
		{"a value off the step", `{"scores":[{"juror":"a","candidate":"semily","criterion":"info","value":"1.25"}]}`, []string{`scores[0].value: "1.25" is off the step 0.5`}},
		{"a doubled score beside another error",
			`{"minimum":0,"scores":[{"juror":"a","candidate":"semily","criterion":"info","value":"1"},{"juror":"x","candidate":"semily","criterion":"info","value":"1"},{"juror":"a","candidate":"semily","criterion":"info","value":"2"}]}`,
			[]string{`minimum: 0 is less than 1`, `scores[1].juror: unknown juror "x"`, `scores[2]: the juror, candidate and criterion of scores[0] again`}},
		{"a score that is doubled twice",
			`{"scores":[{"juror":"a","candidate":"semily","criterion":"info","value":"1"},{"juror":"a","candidate":"semily","criterion":"info","value":"1"},{"juror":"a","candidate":"semily","criterion":"info","value":"2"}]}`,
			[]string{`scores[1]: the juror, candidate and criterion of scores[0] again`, `scores[2]: the juror, candidate and criterion of scores[0] again`}},

		{"a decision about nothing", `{"decisions":[{"reason":"so it is"}]}`, []string{`decisions[0]: decides nothing: has no accept, drop_criterion, exclude, order or tie`}},
		{"a decision that is no object", `{"decisions":["exclude"]}`, []string{`decisions[0]: must be an object, not "exclude"`}},
		{"a decision about two things", `{"decisions":[{"exclude":"semily","tie":["semily","turnov"]}]}`, []string{`decisions[0].tie: stands beside exclude`}},
		{"decisions about strangers", `{"decisions":[{"accept":{"candidate":"x","criterion":"y"}},{"drop_criterion":"z"},{"exclude":"x"},{"order":["semily","x"]},{"tie":["y"]}]}`,
			[]string{`decisions[0].accept.candidate: unknown candidate "x"`, `decisions[0].accept.criterion: unknown criterion "y"`,
				`decisions[1].drop_criterion: unknown criterion "z"`, `decisions[2].exclude: unknown candidate "x"`,
				`decisions[3].order[1]: unknown candidate "x"`, `decisions[4].tie[0]: unknown candidate "y"`}},
		{"an order with somebody twice", `{"decisions":[{"order":["semily","turnov","semily"]}]}`, []string{`decisions[0].order[2]: "semily" is there twice`}},
		{"half a decision", `{"decisions":[{"accept":{"candidate":"semily"}}]}`, []string{`decisions[0].accept.criterion: is missing`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := refused(t, strings.NewReader(with(t, c.changes)))
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("wanted (-), got (+):\n%s", diff)
			}
		})
	}
}
