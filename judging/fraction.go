package judging

import (
	"errors"
	"math/big"
	"strings"
)

// Fraction is an exact rational number: a mean, a contribution or a total. Its zero value is 0.
type Fraction struct{ numerator, denominator exact }

var errNotFraction = errors.New("is not a fraction of whole numbers")

// fraction makes a/b of a b above zero.
func fraction(a, b exact) Fraction { return Fraction{a, b} }

// ParseFraction reads what String writes: "349/4", "-30", "0".
func ParseFraction(text string) (Fraction, error) {
	above, below, divided := strings.Cut(text, "/")
	if !divided {
		below = "1"
	}
	a, fine := new(big.Int).SetString(above, 10)
	b, good := new(big.Int).SetString(below, 10)
	if !fine || !good || b.Sign() <= 0 {
		return Fraction{}, errNotFraction
	}
	return fraction(settled(a), settled(b)), nil
}

// below gives the denominator, which the zero value leaves out.
func (f Fraction) below() exact {
	if f.denominator == (exact{}) {
		return whole(1)
	}
	return f.denominator
}

// Plus adds two fractions.
func (f Fraction) Plus(g Fraction) Fraction {
	a, b := f.below(), g.below()
	if a == b {
		return fraction(f.numerator.plus(g.numerator), a)
	}
	common := a.divisor(b)
	x, y := b.over(common), a.over(common)
	return fraction(f.numerator.times(x).plus(g.numerator.times(y)), a.times(x))
}

// Times multiplies two fractions.
func (f Fraction) Times(g Fraction) Fraction {
	return fraction(f.numerator.times(g.numerator), f.below().times(g.below()))
}

// Compare gives -1, 0 or +1 as f is less than, equal to or more than g.
func (f Fraction) Compare(g Fraction) int {
	a, b := f.below(), g.below()
	if a == b {
		return f.numerator.compare(g.numerator)
	}
	return f.numerator.times(b).compare(g.numerator.times(a))
}

// reduced gives the same number in lowest terms.
func (f Fraction) reduced() Fraction {
	common := f.numerator.divisor(f.below())
	return fraction(f.numerator.over(common), f.below().over(common))
}

// String writes the reduced fraction; a whole number has no denominator.
func (f Fraction) String() string {
	f = f.reduced()
	if f.denominator == whole(1) {
		return f.numerator.String()
	}
	return f.numerator.String() + "/" + f.denominator.String()
}

// Round writes the number with so many decimals, half away from zero; what rounds to zero has no sign.
func (f Fraction) Round(decimals int) string {
	shift := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(decimals)), nil)
	doubled := new(big.Int).Abs(f.numerator.wide())
	doubled.Mul(doubled, shift).Lsh(doubled, 1).Add(doubled, f.below().wide())
	digits := doubled.Quo(doubled, new(big.Int).Lsh(f.below().wide(), 1)).String()
	if missing := decimals + 1 - len(digits); missing > 0 {
		digits = strings.Repeat("0", missing) + digits
	}
	sign := ""
	if f.numerator.sign() < 0 && strings.Trim(digits, "0") != "" {
		sign = "-"
	}
	if decimals == 0 {
		return sign + digits
	}
	point := len(digits) - decimals
	return sign + digits[:point] + "." + digits[point:]
}
