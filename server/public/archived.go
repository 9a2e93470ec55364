package public

import (
	"slices"
	"strings"

	"blazon/store"
)

// archivedRow is a line of a result that was published elsewhere.
type archivedRow struct {
	store.ResultRow
	Published string // what the candidate was called; empty: as the register calls it
	Prize     *store.AwardedAward
}

// Archived lists the lines as they were published: places in their order, with those that were not awarded.
func (d contestData) Archived() (rows []archivedRow) {
	for _, row := range d.Contest.Ranking() {
		line := archivedRow{ResultRow: row}
		if row.Vacant == 0 {
			line.Published, line.Prize = d.Contest.Published(row.Candidate), d.Contest.PrizeOf(row.PlacedStanding)
		}
		rows = append(rows, line)
	}
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
