package locale

import "strings"

// list splits words that stand in their order.
func list[A [10]string | [20]string](first int, words string) (all A) {
	for i, word := range strings.Fields(words) {
		all[first+i] = strings.ReplaceAll(word, "_", " ")
	}
	return all
}

// tongues are the numerals and coins of the languages.
var tongues = map[Language]tongue{
	Czech: {
		units: list[[20]string](0, "nula jedna dva tři čtyři pět šest sedm osm devět deset jedenáct dvanáct třináct čtrnáct patnáct šestnáct sedmnáct osmnáct devatenáct"),
		one:   [3]string{"jeden", "jedna", "jedno"}, two: [3]string{"dva", "dvě", "dvě"},
		tens:     list[[10]string](2, "dvacet třicet čtyřicet padesát šedesát sedmdesát osmdesát devadesát"),
		hundreds: list[[10]string](1, "sto dvě_stě tři_sta čtyři_sta pět_set šest_set sedm_set osm_set devět_set"),
		powers:   [3]thing{{feminine, "miliarda", "miliardy", "miliard"}, {masculine, "milion", "miliony", "milionů"}, {masculine, "tisíc", "tisíce", "tisíc"}},
		join:     " ", and: " a\u00a0",
		coins: map[string][2]thing{
			"CZK": {{feminine, "koruna", "koruny", "korun"}, {masculine, "haléř", "haléře", "haléřů"}},
			"PLN": {{masculine, "zlotý", "zloté", "zlotých"}, {masculine, "groš", "groše", "grošů"}},
			"EUR": {{neuter, "euro", "eura", "eur"}, {masculine, "cent", "centy", "centů"}},
		},
		form: func(t thing, n int64) string { return t.of(n == 1, 2 <= n && n <= 4) },
	},
	Polish: {
		units: list[[20]string](0, "zero jeden dwa trzy cztery pięć sześć siedem osiem dziewięć dziesięć jedenaście dwanaście trzynaście czternaście piętnaście szesnaście siedemnaście osiemnaście dziewiętnaście"),
		one:   [3]string{"jeden", "jedna", "jedno"}, two: [3]string{"dwa", "dwie", "dwa"}, agrees: true,
		tens:     list[[10]string](2, "dwadzieścia trzydzieści czterdzieści pięćdziesiąt sześćdziesiąt siedemdziesiąt osiemdziesiąt dziewięćdziesiąt"),
		hundreds: list[[10]string](1, "sto dwieście trzysta czterysta pięćset sześćset siedemset osiemset dziewięćset"),
		powers:   [3]thing{{masculine, "miliard", "miliardy", "miliardów"}, {masculine, "milion", "miliony", "milionów"}, {masculine, "tysiąc", "tysiące", "tysięcy"}},
		join:     " ", and: " i\u00a0",
		coins: map[string][2]thing{
			"CZK": {{feminine, "korona", "korony", "koron"}, {masculine, "halerz", "halerze", "halerzy"}},
			"PLN": {{masculine, "złoty", "złote", "złotych"}, {masculine, "grosz", "grosze", "groszy"}},
			"EUR": {{neuter, "euro", "euro", "euro"}, {masculine, "cent", "centy", "centów"}},
		},
		form: func(t thing, n int64) string {
			return t.of(n == 1, 2 <= n%10 && n%10 <= 4 && (n%100 < 12 || n%100 > 14))
		},
	},
	English: {
		units: list[[20]string](0, "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"),
		one:   [3]string{"one", "one", "one"}, two: [3]string{"two", "two", "two"},
		tens:     list[[10]string](2, "twenty thirty forty fifty sixty seventy eighty ninety"),
		hundreds: list[[10]string](1, "one_hundred two_hundred three_hundred four_hundred five_hundred six_hundred seven_hundred eight_hundred nine_hundred"),
		powers:   [3]thing{{one: "billion", many: "billion"}, {one: "million", many: "million"}, {one: "thousand", many: "thousand"}},
		join:     "-", and: " and ", single: true,
		coins: map[string][2]thing{
			"CZK": {{one: "crown", many: "crowns"}, {one: "haler", many: "halers"}},
			"PLN": {{one: "zloty", many: "zlotys"}, {one: "grosz", many: "groszy"}},
			"EUR": {{one: "euro", many: "euros"}, {one: "cent", many: "cents"}},
		},
		form: func(t thing, n int64) string { return t.of(n == 1, false) },
	},
}

// of picks the form of a thing.
func (t thing) of(one, few bool) string {
	switch {
	case one:
		return t.one
	case few:
		return t.few
	}
	return t.many
}
