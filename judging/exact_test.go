package judging

import (
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

// exacts draws numbers of every size, often where 32 and 64 bits end.
func exacts() *rapid.Generator[exact] {
	edges := []int64{0, 1, -1, 2, 6, math.MaxInt32, math.MinInt32, math.MaxInt64, math.MaxInt64 - 1, math.MinInt64, math.MinInt64 + 1}
	small := rapid.Map(rapid.OneOf(rapid.SampledFrom(edges), rapid.Int64()), whole)
	return rapid.OneOf(small, small, rapid.Custom(func(t *rapid.T) exact {
		return settled(new(big.Int).Mul(small.Draw(t, "factor").wide(), small.Draw(t, "factor").wide()))
	}))
}

func TestExactNumbersCountLikeBigOnes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := exacts().Draw(t, "a"), exacts().Draw(t, "b")
		x, y := a.wide(), b.wide()
		same := func(what string, got exact, want *big.Int) {
			t.Helper()
			if got.String() != want.String() || (got.big == nil) != want.IsInt64() {
				t.Fatalf("%s %s %s: got %s, want %s", a, what, b, got, want)
			}
		}
		same("plus", a.plus(b), new(big.Int).Add(x, y))
		same("times", a.times(b), new(big.Int).Mul(x, y))
		if x.Sign() != 0 || y.Sign() != 0 {
			same("and", a.divisor(b), new(big.Int).GCD(nil, nil, new(big.Int).Abs(x), new(big.Int).Abs(y)))
		}
		if y.Sign() > 0 {
			same("times and over", a.times(b).over(b), x)
		}
		if a.compare(b) != x.Cmp(y) || a.sign() != x.Sign() {
			t.Fatalf("%s against %s: got %d", a, b, a.compare(b))
		}
		same("itself", a, x)
	})
}
