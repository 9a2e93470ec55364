package public

import (
	"slices"
	"strings"

	"blazon/store"
)

// archivedRow is a line of a result that was published elsewhere: somebody's place, or one that nobody got.
type archivedRow struct {
	*store.PlacedStanding        // nil: the place was not awarded
	NotAwarded            int    // that place
	Published             string // what the candidate was called; empty: as the register calls it
	Prize                 *store.AwardedAward
}

func (row archivedRow) place() int {
	if row.PlacedStanding == nil {
		return row.NotAwarded
	}
	return row.Place
}

// Archived lists the lines as they were published: places in their order, with those that were not awarded.
func (d contestData) Archived() (rows []archivedRow) {
	for _, s := range d.Ranked() {
		rows = append(rows, archivedRow{PlacedStanding: s, Published: d.Contest.Published(s.Candidate), Prize: d.Contest.PrizeOf(s)})
	}
	for _, a := range d.Contest.Awards {
		if a.Kind == store.AwardForPlace && a.Withheld {
			rows = append(rows, archivedRow{NotAwarded: a.Place})
		}
	}
	slices.SortStableFunc(rows, func(a, b archivedRow) int { return a.place() - b.place() })
	return rows
}

// Points tells whether points were published with the places.
func (d contestData) Points() bool {
	return slices.ContainsFunc(d.Contest.Standings, func(s *store.PlacedStanding) bool { return s.Total != "" })
}

// archivedHonor is an award beside the places.
type archivedHonor struct {
	*store.AwardedAward
	Published string
}

// Honors lists the awards beside the places; of a withheld one nothing but its name is to be shown.
func (d contestData) Honors() (list []archivedHonor) {
	for _, a := range d.Contest.Beside() {
		honor := archivedHonor{AwardedAward: a}
		if a.Conferred() {
			honor.Published = d.Contest.Published(a.Candidate)
		}
		list = append(list, honor)
	}
	return list
}

// SourceAddress is where the result was published, where that is a page of the web.
func (d contestData) SourceAddress() string {
	source := d.Contest.Result.Source
	if !strings.HasPrefix(source, "https://") && !strings.HasPrefix(source, "http://") {
		return ""
	}
	return source
}
