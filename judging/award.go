package judging

import (
	"cmp"
	"slices"
)

// PrizeTies says how much money those get who share a place.
type PrizeTies string

// The policies on ties for prizes.
const (
	FullPrize    PrizeTies = "full"  // each gets what comes with the place
	PooledPrizes PrizeTies = "pool"  // the prizes of the places that they occupy are put together and split
	ChairDecides PrizeTies = "chair" // the chair says how much each gets
)

// PrizePolicies are all policies, in the order in which they are offered.
var PrizePolicies = []PrizeTies{FullPrize, PooledPrizes, ChairDecides}

// Money is an exact amount in minor units of a currency (ISO 4217).
type Money struct {
	Minor    int64
	Currency string
}

// Prize is the money that comes with a place.
type Prize struct {
	Place int
	Money
}

// Winner is somebody in the ranking, as far as prizes ask. All who share a place have the same one.
type Winner struct {
	Place    int  // as computed
	Withheld bool // the place is not conferred on him
}

// Share is the money that somebody gets.
type Share struct {
	Money
	Open bool // the chair has to say how much, because a tie is his to decide or its prizes are in several currencies
}

// AwardedPlace is the place that is conferred for a computed one where some places are conferred on nobody: those who would have
// one of them, and all below, move down.
func AwardedPlace(place int, vacant []int) int {
	sorted := slices.Compact(slices.Sorted(slices.Values(vacant)))
	for _, none := range sorted {
		if none > place {
			break
		}
		place++
	}
	return place
}

// PrizeShares gives each winner's money, best first as they come, by the table of prizes and the policy on ties; vacant are the
// places that nobody gets, whose prizes stay in the budget. Who is alone on a place gets what comes with the place as it is conferred,
// and where prizes are pooled, what comes with the position: after two firsts that shared the first and the second prize, the next gets
// the third. What does not divide by a whole minor unit goes to nobody and stays in the budget, so that equals get the same; so
// does the share of somebody whose place is withheld.
func PrizeShares(ties PrizeTies, table []Prize, winners []Winner, vacant []int) []Share {
	prizes := map[int]Money{}
	for _, p := range table {
		prizes[p.Place] = p.Money
	}
	shares := make([]Share, 0, len(winners))
	for len(shares) < len(winners) {
		from := len(shares)
		size := sharing(winners[from:])
		share := Share{Money: prizes[AwardedPlace(winners[from].Place, vacant)]}
		pool, mixed := pooled(prizes, from+1, size, vacant)
		switch {
		case ties == PooledPrizes && !mixed:
			share = Share{Money: Money{pool.Minor / int64(size), pool.Currency}}
		case size > 1 && ties != FullPrize && (pool.Minor > 0 || share.Minor > 0):
			share.Minor, share.Open = 0, true
			share.Currency = cmp.Or(share.Currency, pool.Currency)
		}
		for _, w := range winners[from : from+size] {
			if w.Withheld {
				shares = append(shares, Share{})
			} else {
				shares = append(shares, share.paid())
			}
		}
	}
	return shares
}

// sharing counts who shares the first one's place.
func sharing(winners []Winner) int {
	for i, w := range winners {
		if w.Place != winners[0].Place {
			return i
		}
	}
	return len(winners)
}

// pooled adds up the prizes of the positions that a group occupies; mixed tells that they are in several currencies.
func pooled(prizes map[int]Money, first, size int, vacant []int) (pool Money, mixed bool) {
	for position := first; position < first+size; position++ {
		prize := prizes[AwardedPlace(position, vacant)]
		if prize.Minor == 0 {
			continue
		}
		mixed = mixed || pool.Currency != "" && pool.Currency != prize.Currency
		pool.Minor += prize.Minor
		pool.Currency = prize.Currency
	}
	return pool, mixed
}

// paid leaves no money without a currency, and no currency without money.
func (s Share) paid() Share {
	if s.Minor == 0 && !s.Open {
		s.Currency = ""
	}
	return s
}

// BudgetLine is what prizes come to in one currency, in minor units.
type BudgetLine struct {
	Currency string
	Planned  int64 // by the table, with nobody tied and nothing withheld
	Now      int64 // as they are conferred
}

// Difference is by how much the prizes cost more than planned; less is negative.
func (l BudgetLine) Difference() int64 { return l.Now - l.Planned }

// Budget adds up what was planned and what it comes to, by currencies in the order of their codes.
func Budget(planned, now []Money) (lines []BudgetLine) {
	at := func(currency string) *BudgetLine {
		i, found := slices.BinarySearchFunc(lines, currency, func(l BudgetLine, c string) int { return cmp.Compare(l.Currency, c) })
		if !found {
			lines = slices.Insert(lines, i, BudgetLine{Currency: currency})
		}
		return &lines[i]
	}
	for _, m := range planned {
		if m.Minor != 0 {
			at(m.Currency).Planned += m.Minor
		}
	}
	for _, m := range now {
		if m.Minor != 0 {
			at(m.Currency).Now += m.Minor
		}
	}
	return lines
}
