package locale

// AmountInWords writes an amount in hundredths of a currency (ISO 4217) as it is read aloud: "čtyřicet tisíc korun". Empty for a currency
// whose name the language's table lacks, and for amounts below zero or of a billion (10¹²) and more.
func AmountInWords(lang Language, minor int64, currency string) string {
	t, ok := tongues[lang]
	coins, known := t.coins[currency]
	if !ok || !known || minor < 0 || minor/100 >= 1_000_000_000_000 {
		return ""
	}
	whole, part := minor/100, minor%100
	switch {
	case part == 0:
		return t.count(whole, coins[0])
	case whole == 0:
		return t.count(part, coins[1])
	}
	return t.count(whole, coins[0]) + t.and + t.count(part, coins[1])
}

// gender is that of a thing that is counted.
type gender int

const (
	masculine gender = iota
	feminine
	neuter
)

// thing is what is counted: one, two to four, and more, or as many as a fraction.
type thing struct {
	gender         gender
	one, few, many string
}

// tongue is how a language counts.
type tongue struct {
	units    [20]string // one and two as they stand in a longer number
	one, two [3]string  // by gender: one alone, and two wherever it agrees
	tens     [10]string // from 2
	hundreds [10]string // from 1
	join     string     // between tens and units
	powers   [3]thing   // 10⁹, 10⁶, 10³
	single   bool       // "one thousand", not "thousand"
	coins    map[string][2]thing
	and      string
	form     func(t thing, n int64) string
	agrees   bool // two agrees in a longer number, too
}

// count writes how many there are of something.
func (t tongue) count(n int64, of thing) string {
	if n == 0 {
		return t.units[0] + " " + of.many
	}
	words, rest, scale := "", n, int64(1_000_000_000)
	for _, power := range t.powers {
		group := rest / scale
		switch {
		case group == 1 && !t.single && words == "":
			words = power.one
		case group > 0:
			words = after(words, t.below1000(group, power.gender, group == 1 || group == 2)+" "+t.form(power, group))
		}
		rest, scale = rest%scale, scale/1000
	}
	if rest > 0 {
		words = after(words, t.below1000(rest, of.gender, n == rest && rest <= 2))
	}
	return words + " " + t.form(of, n)
}

func after(words, more string) string {
	if words == "" {
		return more
	}
	return words + " " + more
}

// below1000 writes 1 to 999; alone tells that it is one or two, and nothing besides.
func (t tongue) below1000(n int64, g gender, alone bool) string {
	words := ""
	if n >= 100 {
		words = t.hundreds[n/100]
	}
	rest := n % 100
	unit := func(n int64) string {
		switch {
		case n == 1 && alone:
			return t.one[g]
		case n == 2 && (alone || t.agrees):
			return t.two[g]
		}
		return t.units[n]
	}
	switch {
	case rest == 0:
		return words
	case rest < 20:
		return after(words, unit(rest))
	case rest%10 == 0:
		return after(words, t.tens[rest/10])
	}
	return after(words, t.tens[rest/10]+t.join+unit(rest%10))
}
