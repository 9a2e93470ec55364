package judging_test

import (
	"testing"

	"blazon/fault"
	"blazon/judging"

	"github.com/google/go-cmp/cmp"
)

var sheetCriteria = []judging.Criterion{
	{ID: "info", Max: 20 * judging.One, Step: judging.One / 2, Weight: judging.One, Kind: judging.Points},
	{ID: "errors", Max: 30 * judging.One, Step: judging.One, Weight: judging.One, Kind: judging.Penalty},
	{ID: "note", Max: 5 * judging.One, Step: judging.One, Weight: judging.One, Kind: judging.Informative},
}

func TestASheetBecomesMarks(t *testing.T) {
	for _, c := range []struct {
		name   string
		typed  map[string]string
		submit bool
		want   []judging.Mark
	}{
		{"an empty draft", nil, false,
			[]judging.Mark{{Criterion: "info", Empty: true}, {Criterion: "errors", Empty: true}, {Criterion: "note", Empty: true}}},
		{"a draft with zero and with blanks", map[string]string{"info": "0", "errors": " \u00a0"}, false,
			[]judging.Mark{{Criterion: "info"}, {Criterion: "errors", Empty: true}, {Criterion: "note", Empty: true}}},
		{"a whole sheet with a comma, a point and spaces", map[string]string{"info": " 17,5 ", "errors": "\u00a030.0", "note": "3"}, true,
			[]judging.Mark{{Criterion: "info", Value: 17_500_000}, {Criterion: "errors", Value: 30_000_000}, {Criterion: "note", Value: 3_000_000}}},
		{"a sheet without what does not count", map[string]string{"info": "20", "errors": "0"}, true,
			[]judging.Mark{{Criterion: "info", Value: 20_000_000}, {Criterion: "errors"}, {Criterion: "note", Empty: true}}},
		{"a sheet with a field of another form", map[string]string{"elsewhere": "x"}, false,
			[]judging.Mark{{Criterion: "info", Empty: true}, {Criterion: "errors", Empty: true}, {Criterion: "note", Empty: true}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			marks, err := judging.Sheet{Criteria: sheetCriteria, Typed: c.typed, Submit: c.submit}.Marks()
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, marks); diff != "" {
				t.Errorf("wanted (-), got (+):\n%s", diff)
			}
		})
	}
}

func TestAWrongSheetSaysWhichFieldsAndWhy(t *testing.T) {
	for _, c := range []struct {
		name   string
		typed  map[string]string
		submit bool
		want   map[string]string // field: key
	}{
		{"words for a number", map[string]string{"info": "twelve"}, false, map[string]string{"score.info": "fault.score_not_a_number"}},
		{"too much", map[string]string{"info": "20,5"}, false, map[string]string{"score.info": "fault.score_over_max"}},
		{"less than nothing", map[string]string{"errors": "−1"}, false, map[string]string{"score.errors": "fault.score_negative"}},
		{"between two steps", map[string]string{"info": "0.75", "errors": "0.5"}, false,
			map[string]string{"score.info": "fault.score_off_step", "score.errors": "fault.score_off_step"}},
		{"submitted without values", map[string]string{"note": " "}, true,
			map[string]string{"score.info": "fault.score_missing", "score.errors": "fault.score_missing"}},
		{"submitted with something wrong in what does not count", map[string]string{"info": "1", "errors": "1", "note": "6"}, true,
			map[string]string{"score.note": "fault.score_over_max"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			marks, err := judging.Sheet{Criteria: sheetCriteria, Typed: c.typed, Submit: c.submit}.Marks()
			if !fault.Is(err, fault.Invalid) || marks != nil {
				t.Fatalf("got %v, %v", marks, err)
			}
			got := map[string]string{}
			for _, field := range fault.Of(err).Fields {
				got[field.Name] = field.Key
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("wanted (-), got (+):\n%s", diff)
			}
		})
	}
}

func TestAWrongFieldKnowsItsScale(t *testing.T) {
	_, err := judging.Sheet{Criteria: sheetCriteria, Typed: map[string]string{"info": "21"}}.Marks()
	want := fault.Args{"Max": 20 * judging.One, "Step": judging.One / 2}
	if diff := cmp.Diff(want, fault.Of(err).Fields[0].Args); diff != "" {
		t.Errorf("wanted (-), got (+):\n%s", diff)
	}
}

// FuzzSheet holds a sheet against its scale: whatever is typed, what it becomes could stand in a contest.
func FuzzSheet(f *testing.F) {
	for _, typed := range []string{"", "17,5", "-1", " 20 ", "1.25", "99", "−0", "1\u00a0000"} {
		f.Add(typed, true)
		f.Add(typed, false)
	}
	f.Fuzz(func(t *testing.T, typed string, submit bool) {
		marks, err := judging.Sheet{Criteria: sheetCriteria[:1], Typed: map[string]string{"info": typed}, Submit: submit}.Marks()
		if err != nil {
			if len(fault.Of(err).Fields) != 1 {
				t.Errorf("%q: %v", typed, err)
			}
			return
		}
		if len(marks) != 1 || sheetCriteria[0].Fit(marks[0].Value) != judging.Fits || submit && marks[0].Empty {
			t.Errorf("%q became %+v", typed, marks)
		}
	})
}
