package locale

import "testing"

func TestAmountsAreReadAloud(t *testing.T) {
	for _, c := range []struct {
		minor      int64
		currency   string
		cs, pl, en string
	}{
		{0, "CZK", "nula korun", "zero koron", "zero crowns"},
		{1_00, "CZK", "jedna koruna", "jedna korona", "one crown"},
		{1_00, "PLN", "jeden zlotý", "jeden złoty", "one zloty"},
		{1_00, "EUR", "jedno euro", "jedno euro", "one euro"},
		{2_00, "CZK", "dvě koruny", "dwie korony", "two crowns"},
		{2_00, "PLN", "dva zloté", "dwa złote", "two zlotys"},
		{2_00, "EUR", "dvě eura", "dwa euro", "two euros"},
		{5_00, "CZK", "pět korun", "pięć koron", "five crowns"},
		{5_00, "PLN", "pět zlotých", "pięć złotych", "five zlotys"},
		{11_00, "CZK", "jedenáct korun", "jedenaście koron", "eleven crowns"},
		{12_00, "PLN", "dvanáct zlotých", "dwanaście złotych", "twelve zlotys"},
		{21_00, "CZK", "dvacet jedna korun", "dwadzieścia jeden koron", "twenty-one crowns"},
		{22_00, "CZK", "dvacet dva korun", "dwadzieścia dwie korony", "twenty-two crowns"},
		{22_00, "PLN", "dvacet dva zlotých", "dwadzieścia dwa złote", "twenty-two zlotys"},
		{100_00, "CZK", "sto korun", "sto koron", "one hundred crowns"},
		{112_00, "PLN", "sto dvanáct zlotých", "sto dwanaście złotych", "one hundred twelve zlotys"},
		{999_00, "CZK", "devět set devadesát devět korun", "dziewięćset dziewięćdziesiąt dziewięć koron", "nine hundred ninety-nine crowns"},
		{1_000_00, "CZK", "tisíc korun", "tysiąc koron", "one thousand crowns"},
		{1_002_00, "PLN", "tisíc dva zlotých", "tysiąc dwa złote", "one thousand two zlotys"},
		{2_000_00, "CZK", "dva tisíce korun", "dwa tysiące koron", "two thousand crowns"},
		{7_500_00, "PLN", "sedm tisíc pět set zlotých", "siedem tysięcy pięćset złotych", "seven thousand five hundred zlotys"},
		{21_000_00, "CZK", "dvacet jedna tisíc korun", "dwadzieścia jeden tysięcy koron", "twenty-one thousand crowns"},
		{22_000_00, "PLN", "dvacet dva tisíc zlotých", "dwadzieścia dwa tysiące złotych", "twenty-two thousand zlotys"},
		{40_000_00, "CZK", "čtyřicet tisíc korun", "czterdzieści tysięcy koron", "forty thousand crowns"},
		{20_000_00, "PLN", "dvacet tisíc zlotých", "dwadzieścia tysięcy złotych", "twenty thousand zlotys"},
		{1_000_000_00, "CZK", "milion korun", "milion koron", "one million crowns"},
		{1_001_000_00, "PLN", "milion jeden tisíc zlotých", "milion jeden tysiąc złotych", "one million one thousand zlotys"},
		{2_000_000_000_00, "CZK", "dvě miliardy korun", "dwa miliardy koron", "two billion crowns"},
		{50, "CZK", "padesát haléřů", "pięćdziesiąt halerzy", "fifty halers"},
		{13_333_33, "CZK", "třináct tisíc tři sta třicet tři korun a\u00a0třicet tři haléřů", "trzynaście tysięcy trzysta trzydzieści trzy korony i\u00a0trzydzieści trzy halerze",
			"thirteen thousand three hundred thirty-three crowns and thirty-three halers"},
		{1_00, "USD", "", "", ""},
		{-1_00, "CZK", "", "", ""},
		{1_000_000_000_000_00, "CZK", "", "", ""},
	} {
		for lang, want := range map[Language]string{Czech: c.cs, Polish: c.pl, English: c.en} {
			if got := AmountInWords(lang, c.minor, c.currency); got != want {
				t.Errorf("%d %s in %s: %q, want %q", c.minor, c.currency, lang, got, want)
			}
		}
	}
}
