package judging

import (
	"cmp"
	"math"
	"math/big"
	"math/bits"
	"strconv"
)

// exact is an integer that cannot overflow: small while it fits into 64 bits, big beyond. Its zero value is 0.
type exact struct {
	small int64
	big   *big.Int // nil while the number fits into small; never changed once it is here
}

// whole makes an exact number of a machine's integer.
func whole(n int64) exact { return exact{small: n} }

// settled makes an exact number of a big one that nobody else will change.
func settled(n *big.Int) exact {
	if n.IsInt64() {
		return whole(n.Int64())
	}
	return exact{big: n}
}

// wide gives the number as a big one; it may be shared, so it is only for reading.
func (a exact) wide() *big.Int {
	if a.big != nil {
		return a.big
	}
	return big.NewInt(a.small)
}

func (a exact) plus(b exact) exact {
	if a.big == nil && b.big == nil {
		if sum := a.small + b.small; (sum > a.small) == (b.small > 0) {
			return whole(sum)
		}
	}
	return settled(new(big.Int).Add(a.wide(), b.wide()))
}

func (a exact) times(b exact) exact {
	if a.big == nil && b.big == nil {
		high, low := bits.Mul64(magnitude(a.small), magnitude(b.small))
		if high == 0 && low <= math.MaxInt64 {
			if (a.small < 0) != (b.small < 0) {
				return whole(-int64(low))
			}
			return whole(int64(low))
		}
	}
	return settled(new(big.Int).Mul(a.wide(), b.wide()))
}

// over divides by a number above zero that divides it without a rest.
func (a exact) over(b exact) exact {
	if a.big == nil && b.big == nil {
		return whole(a.small / b.small)
	}
	return settled(new(big.Int).Quo(a.wide(), b.wide()))
}

// divisor gives the greatest common divisor of two numbers that are not both zero; it is above zero.
func (a exact) divisor(b exact) exact {
	if a.big == nil && b.big == nil && a.small != math.MinInt64 && b.small != math.MinInt64 {
		x, y := magnitude(a.small), magnitude(b.small)
		for y != 0 {
			x, y = y, x%y
		}
		return whole(int64(x))
	}
	return settled(new(big.Int).GCD(nil, nil, new(big.Int).Abs(a.wide()), new(big.Int).Abs(b.wide())))
}

func (a exact) compare(b exact) int {
	if a.big == nil && b.big == nil {
		return cmp.Compare(a.small, b.small)
	}
	return a.wide().Cmp(b.wide())
}

func (a exact) sign() int { return a.compare(exact{}) }

func (a exact) String() string {
	if a.big != nil {
		return a.big.String()
	}
	return strconv.FormatInt(a.small, 10)
}

// magnitude is a number without its sign, also that of the least number, which has no positive twin.
func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}
