package paper

import (
	"strconv"

	"blazon/document"
	"blazon/judging"
	"blazon/locale"
	"blazon/store"
)

// Points is the list of what a contest's jurors gave: a table for each of them, or, where only means are published, one of these.
func Points(p *store.ContestPoints, lang locale.Language) document.List {
	list := document.List{Occasion: unsigned(p.RoundResults, lang), Title: locale.T(lang, "publication.points"), When: p.Contest.DatedAt(),
		Notes: []string{locale.T(lang, "publication.points_mean_"+string(p.Way))}}
	if p.Means() {
		list.Parts = []document.ListPart{pointsPart(p, lang, "", func(c store.PointsCell) string { return c.Mean })}
	}
	for i, juror := range p.Jurors {
		if p.Way == judging.PointsPseudonym {
			juror = locale.T(lang, "publication.juror", "Letter", juror)
		}
		list.Parts = append(list.Parts, pointsPart(p, lang, juror, func(c store.PointsCell) string { return c.Values[i] }))
	}
	return list
}

func pointsPart(p *store.ContestPoints, lang locale.Language, juror string, value func(store.PointsCell) string) document.ListPart {
	part := document.ListPart{Heading: p.Contest.Category.Name.In(lang), Name: 1, Columns: []document.ListColumn{
		{Title: locale.T(lang, "document.place"), Width: 26}, {Title: locale.T(lang, "document.entrant")}}}
	if juror != "" {
		part.Heading = juror + " – " + part.Heading
	}
	for _, c := range p.Criteria {
		bounds := locale.T(lang, "publication.of_max", "Max", locale.Decimal(lang, c.Max.String()))
		if !c.Counts {
			bounds += ", " + locale.T(lang, "publication.not_counted")
		}
		part.Columns = append(part.Columns, document.ListColumn{Title: c.Name.In(lang) + " (" + bounds + ")", Width: criterionWidth(len(p.Criteria)), Numeric: true})
	}
	for _, row := range p.Rows {
		cells := []string{"–", row.Candidate.Display(lang)}
		if row.AwardedPlace > 0 {
			cells[0] = locale.Place(lang, row.AwardedPlace, row.LastAwarded(), row.Shared, p.Contest.Contest.Ranges())
		}
		for _, c := range row.Cells {
			cells = append(cells, given(lang, value(c)))
		}
		part.Rows = append(part.Rows, cells)
	}
	return part
}

// criterionWidth is the room of a criterion's column, in millimeters: as much as leaves the entrants a fifth of the page.
func criterionWidth(criteria int) float64 { return min(24, 150/float64(max(criteria, 1))) }

// given writes what was given; a dash where nothing was.
func given(lang locale.Language, value string) string {
	if value == "" {
		return "–"
	}
	return locale.Decimal(lang, value)
}

// OwnPoints is the list of what a juror gave in a round, contest by contest, without what he was trained on.
func OwnPoints(own *store.OwnSheets, lang locale.Language) document.List {
	list := document.List{Occasion: unsigned(&store.RoundResults{Place: own.Place}, lang), Title: locale.T(lang, "listing.own_points"), Notes: []string{own.Juror.Name},
		When: own.Round.ClosedAt}
	for _, c := range own.Contests {
		part := document.ListPart{Heading: c.Category.Name.In(lang), Name: 1, Columns: []document.ListColumn{
			{Title: locale.T(lang, "listing.number"), Width: 12, Numeric: true}, {Title: locale.T(lang, "document.entrant")}}}
		for _, k := range c.Criteria {
			part.Columns = append(part.Columns, document.ListColumn{Numeric: true, Width: criterionWidth(len(c.Criteria)),
				Title: k.Name.In(lang) + " (" + locale.T(lang, "publication.of_max", "Max", locale.Decimal(lang, k.Max.String())) + ")"})
		}
		for _, s := range c.Sheets {
			if s.Done() && !s.Candidate.Training {
				part.Rows = append(part.Rows, ownRow(strconv.Itoa(len(part.Rows)+1), s, c.Criteria, lang))
			}
		}
		if len(part.Rows) > 0 {
			list.Parts = append(list.Parts, part)
		}
	}
	return list
}

func ownRow(number string, s *store.OwnSheet, criteria []*store.OwnCriterion, lang locale.Language) []string {
	row := []string{number, s.Candidate.Display(lang)}
	for _, k := range criteria {
		value := ""
		for _, cell := range s.Cells {
			if cell.Criterion == k && !cell.Empty {
				value = cell.Value.String()
			}
		}
		row = append(row, given(lang, value))
	}
	return row
}
