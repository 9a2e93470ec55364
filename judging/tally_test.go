package judging_test

import (
	"encoding/json"
	"strings"
	"testing"

	"blazon/judging"
)

// matrix is a contest written short: the rules as JSON keys, and each juror's values as "juror: candidate criterion=value, …".
func matrix(t *testing.T, rules, scores string) string {
	t.Helper()
	file := map[string]json.RawMessage{}
	if err := json.Unmarshal([]byte(rules), &file); err != nil {
		t.Fatal(err, rules)
	}
	list := []map[string]string{}
	for line := range strings.SplitSeq(scores, ";") {
		juror, rest, _ := strings.Cut(strings.TrimSpace(line), ": ")
		for item := range strings.SplitSeq(rest, ", ") {
			candidate, rest, _ := strings.Cut(item, " ")
			for pair := range strings.SplitSeq(rest, " ") {
				if criterion, value, scored := strings.Cut(pair, "="); scored {
					list = append(list, map[string]string{"juror": juror, "candidate": candidate, "criterion": criterion, "value": value})
				}
			}
		}
	}
	defaults := map[string]any{
		"format": "blazon-tally/1", "scores": list,
		"criteria": []map[string]string{
			{"id": "x", "max": "10", "step": "0.1"}, {"id": "y", "max": "10", "step": "0.1"},
		},
		"candidates": []map[string]string{{"id": "p"}, {"id": "q"}, {"id": "r"}},
		"jurors":     []map[string]string{{"id": "a"}, {"id": "b"}, {"id": "c"}},
	}
	for key, value := range file {
		defaults[key] = value
	}
	text, err := json.Marshal(defaults)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// short writes an outcome in one line: "1. p 20, 2. q 19 countback | advancing p | gaps …".
func short(t *testing.T, file string) string {
	t.Helper()
	var o struct {
		Gaps, Stray []struct{ Juror, Candidate, Criterion string }
		Undecided   [][]string
		Standings   []struct {
			Candidate, Label, Exact string
			DecidedBy               string `json:"decided_by"`
		}
		Advancing []string
	}
	if err := json.Unmarshal(tallied(t, file), &o); err != nil {
		t.Fatal(err)
	}
	var parts []string
	for _, s := range o.Standings {
		parts = append(parts, strings.TrimSpace(s.Label+" "+s.Candidate+" "+s.Exact+" "+s.DecidedBy))
	}
	line := strings.Join(parts, ", ")
	for _, g := range o.Gaps {
		line += " | gap " + strings.TrimSpace(g.Juror+" "+g.Candidate+" "+g.Criterion)
	}
	for _, s := range o.Stray {
		line += " | stray " + s.Juror + " " + s.Candidate + " " + s.Criterion
	}
	for _, u := range o.Undecided {
		line += " | undecided " + strings.Join(u, " ")
	}
	if len(o.Advancing) > 0 {
		line += " | advancing " + strings.Join(o.Advancing, " ")
	}
	return strings.TrimPrefix(line, " | ")
}

const (
	oneCriterion = `"criteria":[{"id":"x","max":"10","step":"0.1"}]`
	oneJuror     = `"jurors":[{"id":"a"}]`
)

func TestTheRulesOneByOne(t *testing.T) {
	for _, c := range []struct{ name, rules, scores, want string }{
		{"missing is not zero: it is a gap, and there is no ranking", `{` + oneCriterion + `}`, `a: p x=1, q x=1, r x=1; b: p x=1, r x=1; c: p x=1, q x=1, r x=1`, `gap b q x`},
		{"the mean of 7.1, 8.3 and 9.2 is a tie with itself, whoever gave what", `{` + oneCriterion + `}`,
			`a: p x=7.1, q x=9.2, r x=8.3; b: p x=8.3, q x=7.1, r x=9.2; c: p x=9.2, q x=8.3, r x=7.1`, `1. p 41/5, 1. q 41/5, 1. r 41/5`},
		{"specialists count once per criterion, however many score the others",
			`{"jurors":[{"id":"a","criteria":["x"]},{"id":"b","criteria":["x"]},{"id":"c","criteria":["y"]}],"candidates":[{"id":"p"},{"id":"q"}]}`,
			`a: p x=10, q x=0; b: p x=10, q x=0; c: p y=0, q y=9.9`, `1. p 10, 2. q 99/10`},
		{"two assignments of a juror to a candidate are both duties",
			`{` + oneJuror + `,"candidates":[{"id":"p"}],"assignments":[{"juror":"a","candidate":"p","criteria":["y"]},{"juror":"a","candidate":"p","criteria":["x","y"]}]}`,
			`a: p x=1 y=2`, `1. p 3`},
		{"an assignment gives no duty on what the juror does not score",
			`{"jurors":[{"id":"a"},{"id":"b","criteria":["x"]}],"candidates":[{"id":"p"}],"assignments":[{"juror":"a","candidate":"p"},{"juror":"b","candidate":"p","criteria":["y"]}]}`,
			`a: p x=1 y=2; b: p y=3`, `1. p 3 | stray b p y`},
		{"where nobody is assigned, nobody owes, and every candidate lacks values", `{` + oneCriterion + `,"assignments":[],"candidates":[{"id":"p"}]}`, `a: p x=1`,
			`gap p x | stray a p x`},
		{"a release takes the duty away, and a score that is there is stray",
			`{` + oneCriterion + `,"candidates":[{"id":"p"},{"id":"q"}],"released":[{"juror":"a","candidate":"p","why":"recused"},{"juror":"b","candidate":"q","criterion":"x","why":"not_applicable"}]}`,
			`a: p x=9, q x=3; b: p x=1; c: p x=2, q x=4`, `1. q 7/2, 2. p 3/2 | stray a p x`},
		{"with everybody released, the gap is nobody's",
			`{` + oneCriterion + `,` + oneJuror + `,"candidates":[{"id":"p"}],"released":[{"juror":"a","candidate":"p","why":"abstained"}]}`, ``, `gap p x`},
		{"informative values change nothing, and whose they are does not matter",
			`{"criteria":[{"id":"x","max":"10","step":"1"},{"id":"i","max":"10","step":"1","kind":"informative"}],"jurors":[{"id":"a","criteria":["x"]}],"candidates":[{"id":"p"}]}`,
			`a: p x=1 i=9`, `1. p 1`},
		{"penalties count against the points", `{"criteria":[{"id":"x","max":"10","step":"1"},{"id":"y","max":"30","step":"0.5","kind":"penalty","weight":"2"}],` + oneJuror + `}`,
			`a: p x=1 y=0.5, q x=1 y=0, r x=10 y=30`, `1. q 1, 2. p 0, 3. r -50`},
		{"in penalty points alone the fewest win", `{"better":"lower","criteria":[{"id":"x","max":"30","step":"0.5","kind":"penalty"}],` + oneJuror + `}`,
			`a: p x=1, q x=0.5, r x=1`, `1. q 1/2, 2. p 1, 2. r 1`},

		{"an excluded candidate takes its place and its gaps along", `{` + oneCriterion + `,` + oneJuror + `,"advance":{"places":1},"decisions":[{"exclude":"q"}]}`,
			`a: p x=1, r x=1`, `1. p 1, 1. r 1 | advancing p r`},
		{"with everybody excluded nobody is ranked", `{` + oneCriterion + `,"candidates":[{"id":"p"}],"decisions":[{"exclude":"p"}]}`, ``, ``},
		{"without candidates nobody is ranked", `{"candidates":[],"advance":{"seats":1}}`, ``, ``},
		{"fewer values are accepted where the jury says so", `{` + oneCriterion + `,"candidates":[{"id":"p"}],"decisions":[{"accept":{"candidate":"p","criterion":"x"}}]}`, `b: p x=3`, `1. p 3`},
		{"but never fewer than the minimum", `{` + oneCriterion + `,"minimum":2,"candidates":[{"id":"p"}],"decisions":[{"accept":{"candidate":"p","criterion":"x"}}]}`, `b: p x=3`,
			`gap a p x | gap c p x`},
		{"a dropped criterion has no gaps, but still has stray scores",
			`{` + oneJuror + `,"candidates":[{"id":"p"}],"released":[{"juror":"a","candidate":"p","criterion":"y","why":"recused"}],"decisions":[{"drop_criterion":"y"}]}`,
			`a: p x=1 y=9`, `1. p 1 | stray a p y`},

		{"four values are not trimmed", `{` + oneCriterion + `,"trim":1,"jurors":[{"id":"a"},{"id":"b"},{"id":"c"},{"id":"d"}],"candidates":[{"id":"p"}]}`,
			`a: p x=0; b: p x=1; c: p x=1; d: p x=10`, `1. p 3`},
		{"five are", `{` + oneCriterion + `,"trim":1,"jurors":[{"id":"a"},{"id":"b"},{"id":"c"},{"id":"d"},{"id":"e"}],"candidates":[{"id":"p"}]}`,
			`a: p x=0; b: p x=1; c: p x=1; d: p x=10; e: p x=3`, `1. p 5/3`},
		{"but not if that leaves none", `{` + oneCriterion + `,"trim":3,"jurors":[{"id":"a"},{"id":"b"},{"id":"c"},{"id":"d"},{"id":"e"}],"candidates":[{"id":"p"}]}`,
			`a: p x=0; b: p x=1; c: p x=1; d: p x=10; e: p x=3`, `1. p 3`},
		{"a trim beyond all measure trims nothing", `{` + oneCriterion + `,"trim":9223372036854775807,"jurors":[{"id":"a"},{"id":"b"},{"id":"c"},{"id":"d"},{"id":"e"}],"candidates":[{"id":"p"}]}`,
			`a: p x=0; b: p x=1; c: p x=1; d: p x=10; e: p x=3`, `1. p 3`},

		{"a criterion parts a tie", `{` + oneJuror + `,"tie_break":["criterion:y"]}`, `a: p x=5 y=1, q x=3 y=3, r x=4 y=2`, `1. q 6, 2. r 6 criterion:y, 3. p 6 criterion:y`},
		{"of a penalty the smaller is better", `{"criteria":[{"id":"x","max":"10","step":"1"},{"id":"y","max":"10","step":"1","kind":"penalty"}],` + oneJuror + `,"tie_break":["criterion:y"]}`,
			`a: p x=5 y=4, q x=3 y=2, r x=4 y=3`, `1. q 1, 2. r 1 criterion:y, 3. p 1 criterion:y`},
		{"a dropped criterion parts nobody", `{` + oneJuror + `,"tie_break":["criterion:y"],"decisions":[{"drop_criterion":"y"}]}`, `a: p x=5 y=1, q x=5 y=3, r x=4 y=2`, `1. p 5, 1. q 5, 2. r 4`},
		{"whom more jurors put first is ahead", `{` + oneCriterion + `,"tie_break":["countback"]}`,
			`a: p x=5, q x=6, r x=4; b: p x=5, q x=6, r x=4; c: p x=5, q x=3, r x=7`, `1. q 5, 2. r 5 countback, 3. p 5 countback`},
		{"with as many first places, the second ones decide", `{` + oneCriterion + `,"tie_break":["countback"],"jurors":[{"id":"a"},{"id":"b"},{"id":"c"},{"id":"d"}],"candidates":[{"id":"p"},{"id":"q"},{"id":"r"}]}`,
			`a: p x=9, q x=4, r x=2; b: p x=2, q x=9, r x=4; c: p x=2, q x=1, r x=9; d: p x=2, q x=1, r x=0`, `1. p 15/4, 2. q 15/4 countback, 3. r 15/4 countback`},
		{"a juror who did not score all of the group is passed over", `{` + oneCriterion + `,"candidates":[{"id":"p"},{"id":"q"}],"tie_break":["countback"],"released":[{"juror":"c","candidate":"q","criterion":"x","why":"recused"}]}`,
			`a: p x=4, q x=6; b: p x=4, q x=2; c: p x=4`, `1. p 4, 1. q 4`},
		{"the jury orders whom nothing else parts", `{` + oneCriterion + `,` + oneJuror + `,"tie_break":["jury"],"decisions":[{"order":["p","q"]},{"order":["r","q","p"]},{"order":["p","q","r"]}]}`,
			`a: p x=1, q x=1, r x=1`, `1. r 1, 2. q 1 jury, 3. p 1 jury`},
		{"or leaves them tied", `{` + oneCriterion + `,` + oneJuror + `,"tie_break":["jury"],"decisions":[{"tie":["r","q","p"]},{"order":["p","q","r"]}]}`,
			`a: p x=1, q x=1, r x=1`, `1. p 1, 1. q 1, 1. r 1`},
		{"or has not said anything yet", `{` + oneCriterion + `,` + oneJuror + `,"numbering":"standard","tie_break":["jury"],"decisions":[{"order":["p"]},{"tie":[]}]}`,
			`a: p x=1, q x=2, r x=1`, `1. q 2, 2. p 1, 2. r 1 | undecided p r`},
		{"parts of a split group go on with the next rule", `{` + oneJuror + `,"candidates":[{"id":"p"},{"id":"q"},{"id":"r"},{"id":"s"}],"tie_break":["criterion:x","jury"],"decisions":[{"order":["s","r","q","p"]}]}`,
			`a: p x=4 y=1, q x=3 y=2, r x=4 y=1, s x=3 y=2`, `1. r 5, 2. p 5 jury, 3. s 5 criterion:x, 4. q 5 jury`},

		{"dense numbering leaves no holes", `{` + oneCriterion + `,` + oneJuror + `}`, `a: p x=1, q x=2, r x=2`, `1. q 2, 1. r 2, 2. p 1`},
		{"standard numbering leaves them", `{` + oneCriterion + `,` + oneJuror + `,"numbering":"standard"}`, `a: p x=1, q x=2, r x=2`, `1. q 2, 1. r 2, 3. p 1`},
		{"ranges name all that are shared", `{` + oneCriterion + `,` + oneJuror + `,"numbering":"range"}`, `a: p x=3, q x=2, r x=2`, `1. p 3, 2.–3. q 2, 2.–3. r 2`},

		{"everybody up to a place advances", `{` + oneCriterion + `,` + oneJuror + `,"advance":{"places":2}}`, `a: p x=1, q x=2, r x=1`, `1. q 2, 2. p 1, 2. r 1 | advancing q p r`},
		{"with a tie in standard numbering a place may be nobody's", `{` + oneCriterion + `,` + oneJuror + `,"numbering":"standard","advance":{"places":2}}`, `a: p x=1, q x=2, r x=2`, `1. q 2, 1. r 2, 3. p 1 | advancing q r`},
		{"seats take whole groups while they fit", `{` + oneCriterion + `,` + oneJuror + `,"advance":{"seats":2}}`, `a: p x=1, q x=2, r x=2`, `1. q 2, 1. r 2, 2. p 1 | advancing q r`},
		{"more seats than candidates are no trouble", `{` + oneCriterion + `,` + oneJuror + `,"advance":{"seats":9}}`, `a: p x=1, q x=2, r x=2`, `1. q 2, 1. r 2, 2. p 1 | advancing q r p`},
		{"a tie at the last seat advances as a whole", `{` + oneCriterion + `,` + oneJuror + `,"advance":{"seats":2}}`, `a: p x=1, q x=2, r x=1`, `1. q 2, 2. p 1, 2. r 1 | advancing q p r`},
		{"or not at all", `{` + oneCriterion + `,` + oneJuror + `,"advance":{"seats":2,"on_tie":"none"}}`, `a: p x=1, q x=2, r x=1`, `1. q 2, 2. p 1, 2. r 1 | advancing q`},
		{"and then nobody after it does", `{` + oneCriterion + `,` + oneJuror + `,"advance":{"seats":1,"on_tie":"none"}}`, `a: p x=1, q x=2, r x=2`, `1. q 2, 1. r 2, 2. p 1`},
		{"or as the jury says, in a place that stays shared",
			`{` + oneCriterion + `,` + oneJuror + `,"advance":{"seats":2,"on_tie":"jury"},"decisions":[{"tie":["p","r"]},{"order":["q","r","p"]}]}`,
			`a: p x=1, q x=2, r x=1`, `1. q 2, 2. p 1, 2. r 1 | advancing q r`},
		{"those who get the last seats stand in the order of the standings",
			`{` + oneCriterion + `,` + oneJuror + `,"candidates":[{"id":"p"},{"id":"q"},{"id":"r"},{"id":"s"}],"advance":{"seats":3,"on_tie":"jury"},"decisions":[{"order":["s","r","q","p"]}]}`,
			`a: p x=1, q x=1, r x=1, s x=1`, `1. p 1, 1. q 1, 1. r 1, 1. s 1 | advancing q r s`},
		{"while the jury has not said it, nobody advances", `{` + oneCriterion + `,` + oneJuror + `,"advance":{"seats":2,"on_tie":"jury"},"decisions":[{"tie":["p","r"]}]}`,
			`a: p x=1, q x=2, r x=1`, `1. q 2, 2. p 1, 2. r 1 | undecided p r`},
		{"an undecided tie within the places stops everybody", `{` + oneCriterion + `,` + oneJuror + `,"tie_break":["jury"],"advance":{"places":2}}`, `a: p x=1, q x=2, r x=1`, `1. q 2, 2. p 1, 2. r 1 | undecided p r`},
		{"one behind them does not", `{` + oneCriterion + `,` + oneJuror + `,"tie_break":["jury"],"advance":{"places":1}}`, `a: p x=1, q x=2, r x=1`, `1. q 2, 2. p 1, 2. r 1 | undecided p r | advancing q`},
		{"an undecided tie within the seats stops everybody", `{` + oneCriterion + `,` + oneJuror + `,"tie_break":["jury"],"advance":{"seats":3}}`, `a: p x=1, q x=2, r x=1`, `1. q 2, 2. p 1, 2. r 1 | undecided p r`},
		{"so does one at the last seat, whatever the policy", `{` + oneCriterion + `,` + oneJuror + `,"tie_break":["jury"],"advance":{"seats":2,"on_tie":"none"}}`, `a: p x=1, q x=2, r x=1`, `1. q 2, 2. p 1, 2. r 1 | undecided p r`},
		{"one behind the seats does not", `{` + oneCriterion + `,` + oneJuror + `,"tie_break":["jury"],"advance":{"seats":1}}`, `a: p x=1, q x=2, r x=1`, `1. q 2, 2. p 1, 2. r 1 | undecided p r | advancing q`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := short(t, matrix(t, c.rules, c.scores)); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestTotalsNeverOverflow(t *testing.T) {
	c := built()
	c.Candidates = c.Candidates[:1]
	c.Jurors = nil
	const most = judging.Decimal(999_999_999_999_999)
	for i := range c.Criteria {
		c.Criteria[i].Max, c.Criteria[i].Step, c.Criteria[i].Weight, c.Criteria[i].Kind = most, 1, most, judging.Points
	}
	for juror := range 9_300 { // so many that the sum of their values passes 64 bits too
		c.Jurors = append(c.Jurors, judging.Juror{ID: string(rune(0x4e00 + juror))})
		for criterion := range c.Criteria {
			c.Scores = append(c.Scores, judging.Score{Juror: juror, Criterion: criterion, Value: most})
		}
	}
	o, err := judging.Tally(c)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := o.Standings[0].Total.Round(12), "1999999999999996000.000000000002"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestTheWorkedNumbersOfACandidate(t *testing.T) {
	c, err := judging.ReadContest(strings.NewReader(matrix(t, `{"trim":1,
		"criteria":[{"id":"x","max":"10","step":"0.5","weight":"1.5"},{"id":"y","max":"10","step":"1","kind":"penalty"},{"id":"i","max":"1","step":"1","kind":"informative"},{"id":"d","max":"1","step":"1"}],
		"jurors":[{"id":"a"},{"id":"b"},{"id":"c"},{"id":"d"},{"id":"e","criteria":["x"]}],"candidates":[{"id":"p"}],"decisions":[{"drop_criterion":"d"}]}`,
		`a: p x=1 y=1 i=1 d=1; b: p x=2.5 y=2; c: p x=3 y=3; d: p x=4; e: p x=9`)))
	if err != nil {
		t.Fatal(err)
	}
	o, err := judging.Tally(c)
	if err != nil {
		t.Fatal(err)
	}
	if o.Complete || o.Decided() {
		t.Error("a contest with a gap is complete")
	}
	type row struct {
		counts          bool
		values, trimmed int
		mean, adds      string
	}
	want := []row{{true, 5, 2, "19/6", "19/4"}, {true, 3, 0, "2", "-2"}, {false, 0, 0, "0", "0"}, {false, 1, 0, "1", "0"}}
	for number, w := range o.Working(0) {
		if got := (row{w.Counts, w.Values, w.Trimmed, w.Mean.String(), w.Contribution.String()}); got != want[number] || w.Criterion != number {
			t.Errorf("criterion %d: got %+v, want %+v", number, got, want[number])
		}
	}
}
