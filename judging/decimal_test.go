package judging_test

import (
	"encoding/json"
	"math"
	"testing"

	"blazon/judging"

	"pgregory.net/rapid"
)

func TestDecimalsAreReadAndWritten(t *testing.T) {
	for text, want := range map[string]struct {
		micros int64
		text   string
	}{
		"0":                {0, "0"},
		"-0":               {0, "0"},
		"20":               {20_000_000, "20"},
		"17.50":            {17_500_000, "17.5"},
		"007.000001":       {7_000_001, "7.000001"},
		"-0.000001":        {-1, "-0.000001"},
		"999999999.999999": {999_999_999_999_999, "999999999.999999"},
	} {
		d, err := judging.ParseDecimal(text)
		if err != nil || d.Micros() != want.micros || d.String() != want.text || judging.DecimalOfMicros(want.micros) != d {
			t.Errorf("%q: got %d, %q, %v; want %d, %q", text, d, d, err, want.micros, want.text)
		}
	}
}

func TestWhatIsNoDecimalIsRefused(t *testing.T) {
	for _, text := range []string{
		"", "-", ".", "1.", ".5", "-.5", "+1", "--1", "1e3", "1,5", " 1", "1 ", "1.5.5", "0x10", "NaN", "１", "½",
		"1234567890", "0.1234567", "1.-5", "1_000",
	} {
		if d, err := judging.ParseDecimal(text); err == nil {
			t.Errorf("%q was read as %s", text, d)
		}
	}
}

func TestEveryDecimalIsTheSameAfterWritingAndReading(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := judging.DecimalOfMicros(rapid.Int64Range(-999_999_999_999_999, 999_999_999_999_999).Draw(t, "micros"))
		text, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		var back judging.Decimal
		if err := json.Unmarshal(text, &back); err != nil || back != d {
			t.Fatalf("%d became %s and then %d, %v", d, text, back, err)
		}
	})
}

func TestDecimalsBeyondWhatIsReadAreWrittenToo(t *testing.T) {
	for micros, want := range map[int64]string{
		math.MaxInt64: "9223372036854.775807",
		math.MinInt64: "-9223372036854.775808",
	} {
		if got := judging.DecimalOfMicros(micros).String(); got != want {
			t.Errorf("%d: got %s, want %s", micros, got, want)
		}
	}
}

func TestInJSONADecimalIsAString(t *testing.T) {
	var d judging.Decimal
	if err := json.Unmarshal([]byte(`1.5`), &d); err == nil {
		t.Errorf("the number 1.5 was read as %s", d)
	}
	if err := json.Unmarshal([]byte(`"x"`), &d); err == nil {
		t.Errorf("x was read as %s", d)
	}
}

func FuzzParseDecimal(f *testing.F) {
	for _, text := range []string{"17.5", "-0.000001", "999999999.999999", "1e3", "0000000000"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := judging.ParseDecimal(text)
		if err != nil {
			return
		}
		if back, err := judging.ParseDecimal(d.String()); err != nil || back != d {
			t.Errorf("%q is %s, which is read as %s, %v", text, d, back, err)
		}
	})
}
