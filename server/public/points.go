package public

import (
	"blazon/server/web"
	"blazon/store"
)

const pointsPage web.Page[pointsData] = "public/points"

type pointsData struct {
	*store.ContestPoints
}

// Letters tells whether jurors go by letters.
func (d pointsData) Letters() bool { return d.Way == "pseudonym" }

// AsRange tells whether shared places are written as the range that they occupy.
func (d pointsData) AsRange() bool { return d.Contest.Contest.Ranges() }

// pointsRow is a candidate with the page that it is on.
type pointsRow struct {
	*store.PointsRow
	Page pointsData
}

// Of gives a row what its table needs of the page.
func (d pointsData) Of(row *store.PointsRow) pointsRow { return pointsRow{row, d} }

// points is what the jurors gave, where the edition publishes it.
func (d door) points(r *web.Request) error {
	points, err := d.store.ContestPoints(r.Context(), address(r))
	if err != nil {
		return err
	}
	return pointsPage.Show(r, pointsData{points})
}
