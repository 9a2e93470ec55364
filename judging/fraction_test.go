package judging_test

import (
	"fmt"
	"math/big"
	"strings"
	"testing"

	"blazon/judging"

	"pgregory.net/rapid"
)

func fraction(t interface{ Fatal(...any) }, text string) judging.Fraction {
	f, err := judging.ParseFraction(text)
	if err != nil {
		t.Fatal(text, err)
	}
	return f
}

func TestFractionsAreRoundedHalfAwayFromZero(t *testing.T) {
	for _, c := range []struct {
		fraction string
		decimals int
		want     string
	}{
		{"349/4", 2, "87.25"},
		{"259/3", 2, "86.33"},
		{"1/200", 2, "0.01"},
		{"-1/200", 2, "-0.01"},
		{"-1/201", 2, "0.00"},
		{"0", 2, "0.00"},
		{"-30", 2, "-30.00"},
		{"1999/2", 0, "1000"},
		{"-1/2", 0, "-1"},
		{"-1/3", 0, "0"},
		{"1/3", 6, "0.333333"},
		{"123456789012345678901234567890/7", 1, "17636684144620811271604938270.0"},
	} {
		if got := fraction(t, c.fraction).Round(c.decimals); got != c.want {
			t.Errorf("%s with %d decimals: got %s, want %s", c.fraction, c.decimals, got, c.want)
		}
	}
}

func TestWhatIsNoFractionIsRefused(t *testing.T) {
	for _, text := range []string{"", "1/", "/2", "1/0", "1/-2", "1.5", "x", "1/2/3", "1/2 "} {
		if f, err := judging.ParseFraction(text); err == nil {
			t.Errorf("%q was read as %s", text, f)
		}
	}
}

func TestTheZeroFractionIsZero(t *testing.T) {
	var zero judging.Fraction
	if zero.String() != "0" || zero.Round(2) != "0.00" || zero.Compare(fraction(t, "0/7")) != 0 {
		t.Errorf("got %s and %s", zero, zero.Round(2))
	}
	if sum := zero.Plus(fraction(t, "2/6")); sum.String() != "1/3" {
		t.Errorf("0 and 2/6 make %s", sum)
	}
	if product := zero.Times(fraction(t, "2/6")); product.String() != "0" {
		t.Errorf("0 times 2/6 makes %s", product)
	}
}

func TestFractionsCountLikeBigOnes(t *testing.T) { rapid.Check(t, countsLikeBig) }
func FuzzFractions(f *testing.F)                 { law(f, countsLikeBig) }

func countsLikeBig(t *rapid.T) {
	digits := rapid.StringMatching(`0|-?[1-9][0-9]{0,29}`)
	draw := func(name string) (judging.Fraction, *big.Rat) {
		below := fmt.Sprint(rapid.Uint64Range(1, 1<<63).Draw(t, name+" below"))
		text := digits.Draw(t, name) + "/" + below
		rat, _ := new(big.Rat).SetString(text)
		return fraction(t, text), rat
	}
	f, x := draw("f")
	g, y := draw("g")
	same := func(what string, got judging.Fraction, want *big.Rat) {
		t.Helper()
		if got.String() != want.RatString() {
			t.Fatalf("%s %s %s: got %s, want %s", f, what, g, got, want.RatString())
		}
		if again := fraction(t, got.String()); again.Compare(got) != 0 {
			t.Fatalf("%s is read as %s", got, again)
		}
	}
	same("plus", f.Plus(g), new(big.Rat).Add(x, y))
	same("times", f.Times(g), new(big.Rat).Mul(x, y))
	if f.Compare(g) != x.Cmp(y) {
		t.Fatalf("%s against %s: got %d", f, g, f.Compare(g))
	}
	want := x.FloatString(3)
	if strings.Trim(want, "-0.") == "" {
		want = "0.000"
	}
	if f.Round(3) != want {
		t.Fatalf("%s with 3 decimals: got %s, want %s", f, f.Round(3), want)
	}
}
