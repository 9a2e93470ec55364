package public

import (
	"blazon/judging"
	"blazon/server/regionmap"
	"blazon/server/web"
	"blazon/store"
)

// everybody is the actor of all public pages, so that what they show depends on nobody.
var everybody = judging.Actor{}

const contestPage web.Page[contestData] = "public/contest"

type contestData struct {
	*store.RoundResults
	Contest *store.ContestResult
	Map     *regionmap.Map // of the regions of the first three; nil: there is none to draw
	Embed   embedding
	Data    []dataFile
}

// Unranked lists who competed without a place.
func (d contestData) Unranked() (rows []*store.PlacedStanding) {
	for _, s := range d.Contest.Standings {
		if s.Place == 0 {
			rows = append(rows, s)
		}
	}
	return rows
}

// Totals tells whether everybody may see the sums of points by now.
func (d contestData) Totals() bool {
	return d.Shows(judging.TotalsLevel, &d.Contest.Contest) && d.Contest.Result.Algorithm != store.Archive
}

// JuryPoints tells whether everybody may see what the jurors gave by now.
func (d contestData) JuryPoints() bool { return d.Publishes(judging.PointsLevel, d.Contest) }

// AsRange tells whether shared places are written as the range that they occupy.
func (d contestData) AsRange() bool { return d.Contest.Contest.Numbering == judging.Range }

func (d door) contest(r *web.Request) error {
	results, err := d.store.RoundResults(r.Context(), everybody, address(r))
	if err != nil {
		return err
	}
	data := contestData{RoundResults: results, Contest: results.Contests[0]}
	data.Map = data.drawWinners(r)
	words := []any{"competition", r.Var("competition"), "edition", r.Var("edition"), "round", r.Var("round"), "category", r.Var("category")}
	data.Embed = embed(r, data.Contest.Category.Name.In(r.Language)+" – "+results.Competition.Name.In(r.Language), len(data.Contest.Standings), "public.widget", words...)
	data.Data = []dataFile{{"JSON", r.Address("data.contest", words...)}, {"CSV", r.Address("data.contest_csv", words...)}}
	return contestPage.Show(r, data)
}
