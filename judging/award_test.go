package judging_test

import (
	"fmt"
	"slices"
	"testing"

	"blazon/judging"

	"pgregory.net/rapid"
)

func crowns(amounts ...int64) (table []judging.Prize) {
	for i, amount := range amounts {
		table = append(table, judging.Prize{Place: i + 1, Money: judging.Money{Minor: amount * 1000_00, Currency: "CZK"}})
	}
	return table
}

func winners(places ...int) (list []judging.Winner) {
	for _, place := range places {
		list = append(list, judging.Winner{Place: max(place, -place), Withheld: place < 0})
	}
	return list
}

func TestPrizesOnATie(t *testing.T) {
	euros := []judging.Prize{{Place: 1, Money: judging.Money{Minor: 100_00, Currency: "EUR"}}, {Place: 2, Money: judging.Money{Minor: 50_00, Currency: "CZK"}}}
	for _, c := range []struct {
		sentence string
		ties     judging.PrizeTies
		table    []judging.Prize
		winners  []judging.Winner // a negative place is withheld
		vacant   []int
		want     string
	}{
		{"Ústí 2025 paid the full prize to each: 40, 40, 30, 20 thousand", judging.FullPrize, crowns(40, 30, 20), winners(1, 1, 2, 3), nil, "4000000 4000000 3000000 2000000"},
		{"two firsts share the first and the second prize, and the next gets the third", judging.PooledPrizes, crowns(40, 30, 20), winners(1, 1, 2, 3), nil, "3500000 3500000 2000000 0"},
		{"so they do where places are skipped", judging.PooledPrizes, crowns(40, 30, 20), winners(1, 1, 3, 4), nil, "3500000 3500000 2000000 0"},
		{"who is beyond the table lowers the share of whom he ties with", judging.PooledPrizes, crowns(40, 30, 20), winners(1, 2, 3, 3), nil, "4000000 3000000 1000000 1000000"},
		{"a haléř that does not divide goes to nobody", judging.PooledPrizes, crowns(10), winners(1, 1, 1), nil, "333333 333333 333333"},
		{"the chair decides what those get who tie", judging.ChairDecides, crowns(40, 30, 20), winners(1, 1, 2), nil, "open open 3000000"},
		{"but not where there is no money", judging.ChairDecides, crowns(40), winners(1, 2, 2), nil, "4000000 0 0"},
		{"nor does anybody get a prize that others have used up, without the chair", judging.ChairDecides, crowns(40, 30), winners(1, 1, 2, 2), nil, "open open open open"},
		{"two currencies cannot be split by rule", judging.PooledPrizes, euros, winners(1, 1), nil, "open open"},
		{"ITAPA 2009: no first, a second", judging.FullPrize, crowns(40, 30, 20), winners(1), []int{1}, "3000000"},
		{"below a place that nobody gets all move down, pooled, too", judging.PooledPrizes, crowns(40, 30, 20), winners(1, 1, 2), []int{1}, "2500000 2500000 0"},
		{"a withheld share stays in the budget", judging.PooledPrizes, crowns(40, 30), winners(1, -1), nil, "3500000 0"},
		{"who is withheld gets nothing", judging.FullPrize, crowns(40, 30), winners(-1, 2), nil, "0 3000000"},
		{"nobody, nothing", judging.PooledPrizes, crowns(40), nil, nil, ""},
	} {
		got := ""
		for i, share := range judging.PrizeShares(c.ties, c.table, c.winners, c.vacant) {
			if i > 0 {
				got += " "
			}
			if share.Open {
				got += "open"
			} else {
				got += fmt.Sprint(share.Minor)
			}
		}
		if got != c.want {
			t.Errorf("%s: got %s, want %s", c.sentence, got, c.want)
		}
	}
}

// Whatever the table, the ties and the numbering: equals get the same; pooled, nobody gets more than was planned, nothing is lost but what
// does not divide, and how ties are numbered changes no money; the order in which the table is written never matters.
func TestLawsOfPrizes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var table []judging.Prize
		planned := int64(0)
		for place := range rapid.IntRange(0, 6).Draw(t, "prizes") {
			amount := rapid.Int64Range(0, 100_000_000_000).Draw(t, "amount")
			table = append(table, judging.Prize{Place: place + 1, Money: judging.Money{Minor: amount, Currency: "CZK"}})
			planned += amount
		}
		var dense, standard []judging.Winner
		sizes := rapid.SliceOfN(rapid.IntRange(1, 4), 1, 5).Draw(t, "groups")
		for i, size := range sizes {
			before := len(standard)
			for range size {
				dense, standard = append(dense, judging.Winner{Place: i + 1}), append(standard, judging.Winner{Place: before + 1})
			}
		}
		shuffled := slices.Clone(table)
		slices.Reverse(shuffled)
		for _, ties := range judging.PrizePolicies {
			shares := judging.PrizeShares(ties, table, dense, nil)
			if !slices.Equal(shares, judging.PrizeShares(ties, shuffled, dense, nil)) {
				t.Fatalf("%s: the order of the table matters", ties)
			}
			for i := range shares[1:] {
				if dense[i].Place == dense[i+1].Place && shares[i] != shares[i+1] {
					t.Fatalf("%s: equals get %v and %v", ties, shares[i], shares[i+1])
				}
			}
		}
		shares := judging.PrizeShares(judging.PooledPrizes, table, standard, nil)
		if !slices.Equal(shares, judging.PrizeShares(judging.PooledPrizes, table, dense, nil)) {
			t.Fatal("the numbering changes the money")
		}
		given, at, reached := int64(0), 0, int64(0)
		for _, size := range sizes {
			pool := int64(0)
			for position := at; position < at+size && position < len(table); position++ {
				pool += table[position].Minor
			}
			if left := pool - shares[at].Minor*int64(size); left < 0 || left >= int64(size) {
				t.Fatalf("of %d for %d there are %d left", pool, size, left)
			}
			given, reached, at = given+shares[at].Minor*int64(size), reached+pool, at+size
		}
		if given > reached || reached > planned {
			t.Fatalf("%d given of %d, %d planned", given, reached, planned)
		}
	})
}

func TestABudgetIsAddedUpByCurrencies(t *testing.T) {
	got := judging.Budget([]judging.Money{{Minor: 90, Currency: "PLN"}, {Minor: 40, Currency: "CZK"}, {Minor: 30, Currency: "CZK"}, {}},
		[]judging.Money{{Minor: 80, Currency: "CZK"}, {Minor: 5, Currency: "EUR"}})
	want := []judging.BudgetLine{{Currency: "CZK", Planned: 70, Now: 80}, {Currency: "EUR", Now: 5}, {Currency: "PLN", Planned: 90}}
	if !slices.Equal(got, want) || got[0].Difference() != 10 || got[2].Difference() != -90 {
		t.Errorf("got %+v, want %+v", got, want)
	}
}
