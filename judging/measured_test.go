package judging_test

import (
	"strings"
	"testing"

	"blazon/fault"
	"blazon/judging"

	"github.com/google/go-cmp/cmp"
)

// table reads bands such as "0..100=5" or "201..=0".
func table(t *testing.T, text string) (c judging.Conversion) {
	t.Helper()
	number := func(text string) *judging.Decimal {
		if text == "" {
			return nil
		}
		d, err := judging.ParseDecimal(text)
		if err != nil {
			t.Fatal(err)
		}
		return &d
	}
	for _, band := range strings.Fields(text) {
		bounds, points, _ := strings.Cut(band, "=")
		from, to, _ := strings.Cut(bounds, "..")
		c = append(c, judging.Band{From: number(from), To: number(to), Points: *number(points)})
	}
	return c
}

var speed = judging.Criterion{ID: "speed", Max: 5 * judging.One, Step: judging.One / 2, Weight: judging.One, Kind: judging.Points}

func TestWhatIsMeasuredBecomesPoints(t *testing.T) {
	milliseconds, seconds := "0..100=5 101..200=2.5 201..=0", "..-0.01=5 0..1.5=2.5 1.51..9.99=0"
	for _, test := range []struct {
		sentence, table, typed string
		want                   judging.Mark
		wrong                  string
	}{
		{"the lowest value", milliseconds, "0", judging.Mark{Value: 5 * judging.One, Measured: "0"}, ""},
		{"the end of a band is in it", milliseconds, " 100 ", judging.Mark{Value: 5 * judging.One, Measured: "100"}, ""},
		{"the next value is in the next band", milliseconds, "101", judging.Mark{Value: 5 * judging.One / 2, Measured: "101"}, ""},
		{"zero points are a value", milliseconds, "123456", judging.Mark{Measured: "123456"}, ""},
		{"a decimal comma", seconds, "1,50", judging.Mark{Value: 5 * judging.One / 2, Measured: "1.5"}, ""},
		{"a table that is open at the bottom", seconds, "−3,25", judging.Mark{Value: 5 * judging.One, Measured: "-3.25"}, ""},
		{"nothing is not zero", milliseconds, " ", judging.Mark{Empty: true}, ""},
		{"finer than the table", milliseconds, "100.5", judging.Mark{}, "matrix.too_fine"},
		{"under the table", milliseconds, "-1", judging.Mark{}, "matrix.under_range"},
		{"over the table", seconds, "10", judging.Mark{}, "matrix.over_range"},
		{"no number", milliseconds, "fast", judging.Mark{}, "fault.score_not_a_number"},
		{"no table: the points are typed", "", "4,5", judging.Mark{Value: 9 * judging.One / 2}, ""},
		{"no table: points off the scale", "", "6", judging.Mark{}, "fault.score_over_max"},
	} {
		t.Run(test.sentence, func(t *testing.T) {
			sheet := judging.Sheet{Criteria: []judging.Criterion{speed}, Typed: map[string]string{"speed": test.typed},
				Conversions: map[string]judging.Conversion{"speed": table(t, test.table)}}
			marks, err := sheet.Marks()
			if test.wrong != "" {
				if !fault.Is(err, fault.Invalid) || fault.Of(err).Fields[0].Key != test.wrong {
					t.Errorf("got %v, %v", marks, err)
				}
				return
			}
			test.want.Criterion = "speed"
			if diff := cmp.Diff([]judging.Mark{test.want}, marks); err != nil || diff != "" {
				t.Errorf("%v, wanted (-), got (+):\n%s", err, diff)
			}
		})
	}
}

func TestAConversionTableIsWholeAndSingleValued(t *testing.T) {
	for _, test := range []struct {
		sentence, table string
		want            *judging.Flaw
	}{
		{"whole numbers", "0..100=5 101..200=2.5 201..=0", nil},
		{"tenths", "0..1.5=5 1.6..3=2", nil},
		{"one band for all", "..=5", nil},
		{"no band", "", nil},
		{"points that rise again", "..9=0 10..20=5 21..=1", nil},
		{"points off the step", "0..100=5 101..=0.3", &judging.Flaw{Band: 1, Key: "matrix.band_points"}},
		{"points over the most", "0..100=6", &judging.Flaw{Band: 0, Key: "matrix.band_points"}},
		{"a value in two bands", "0..100=5 100..200=2", &judging.Flaw{Band: 1, Key: "matrix.band_overlap"}},
		{"bands in the wrong order", "101..200=2 0..100=5", &judging.Flaw{Band: 1, Key: "matrix.band_overlap"}},
		{"a value in none", "0..100=5 102..200=2", &judging.Flaw{Band: 1, Key: "matrix.band_gap"}},
		{"tenths leave whole steps uncovered", "0..1=5 2..2.5=2", &judging.Flaw{Band: 1, Key: "matrix.band_gap"}},
		{"a band from its end to its beginning", "100..0=5", &judging.Flaw{Band: 0, Key: "matrix.band_turned"}},
		{"an open end in the middle", "0..=5 101..=2", &judging.Flaw{Band: 0, Key: "matrix.band_open"}},
		{"an open beginning in the middle", "0..100=5 ..200=2", &judging.Flaw{Band: 1, Key: "matrix.band_open"}},
	} {
		if diff := cmp.Diff(test.want, table(t, test.table).Flaw(&speed)); diff != "" {
			t.Errorf("%s: wanted (-), got (+):\n%s", test.sentence, diff)
		}
	}
}

func TestATableIsTypedInLines(t *testing.T) {
	for _, test := range []struct {
		sentence, typed, want string
		line                  int
	}{
		{"dashes of every kind, commas and blank lines", "0 – 1,5: 5\r\n\n1.6-3 : 2,5\n3,1..: 0", "0–1.5: 5\n1.6–3: 2.5\n3.1–: 0", 0},
		{"an open beginning", "–100: 5", "–100: 5", 0},
		{"numbers below zero", "-20–-10: 1\n−9 - −1: 2", "-20–-10: 1\n-9–-1: 2", 0},
		{"points in a second column", "0–100\t5", "0–100: 5", 0},
		{"nothing", " \n", "", 0},
		{"a line without points", "0–100: 5\n101–200", "", 2},
		{"a line of words", "rychle: 5", "", 1},
		{"a number with two points", "0–1.0.0: 5", "", 1},
	} {
		c, line := judging.ParseConversion(test.typed)
		if c.String() != test.want || line != test.line {
			t.Errorf("%s: got %q and line %d", test.sentence, c, line)
		}
	}
}

// FuzzConversion holds a table without flaws to its word: whatever lies between its ends is worth points that stand on the scale.
func FuzzConversion(f *testing.F) {
	f.Add(int64(0), int64(100), int64(101), int64(250), int64(77))
	f.Add(int64(-150), int64(-1), int64(0), int64(3), int64(-2))
	f.Fuzz(func(t *testing.T, a, b, c, d, measured int64) {
		const most, cent = 1_000_000, 10_000
		at := func(n int64) *judging.Decimal { v := judging.DecimalOfMicros(n % most * cent); return &v }
		bands := judging.Conversion{{From: at(a), To: at(b), Points: 5 * judging.One}, {From: at(c), To: at(d), Points: judging.One}}
		if bands.Flaw(&speed) != nil {
			return
		}
		value := *at(measured)
		inside := value >= *at(a) && value <= *at(d) && value%bands.Precision() == 0
		marks, err := judging.Sheet{Criteria: []judging.Criterion{speed}, Typed: map[string]string{"speed": value.String()},
			Conversions: map[string]judging.Conversion{"speed": bands}}.Marks()
		if (err == nil) != inside {
			t.Errorf("%v in %v: %v, %v", value, bands, marks, err)
		}
	})
}
