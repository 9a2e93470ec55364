package paper

import (
	"bytes"
	"fmt"
	"strings"

	"blazon/document"
	"blazon/judging"
	"blazon/locale"
	"blazon/store"
)

// ScoreSheets prints empty score sheets: of a juror who scores one and the same criterion of every candidate a column, or with each his
// sheets one by one; link gives the address that a code leads to.
func ScoreSheets(lang locale.Language, s *store.PaperSheets, each bool, link func(code string) string) ([]byte, error) {
	out := document.ScoreSheets{Language: lang, Competition: fmt.Sprintf("%s %d", s.Competition.Name.In(lang), s.Edition.Year),
		Round: s.Round.Name.In(lang), When: s.Round.JudgingFrom}
	for rest := s.Sheets; len(rest) > 0; {
		n := 1
		for n < len(rest) && rest[n].Juror == rest[0].Juror && rest[n].Contest.Contest.ID == rest[0].Contest.Contest.ID {
			n++
		}
		if !each && store.Column(rest[:n]) {
			out.Sheets = append(out.Sheets, column(lang, rest[:n], link))
		} else {
			for _, b := range rest[:n] {
				sheet := blank(lang, b, b.Code(), link)
				sheet.Candidate, sheet.Criteria = b.Candidate.Display(lang), criteria(lang, b.Criteria)
				out.Sheets = append(out.Sheets, sheet)
			}
		}
		rest = rest[n:]
	}
	var file bytes.Buffer
	if err := document.WriteScoreSheets(&file, out); err != nil {
		return nil, fmt.Errorf("score sheets: %w", err)
	}
	return file.Bytes(), nil
}

// column is a sheet of one criterion, found again by its juror.
func column(lang locale.Language, sheets []*store.BlankSheet, link func(string) string) document.ScoreSheet {
	out := blank(lang, sheets[0], sheets[0].JurorCode(), link)
	out.Criteria = criteria(lang, sheets[0].Criteria)
	for _, b := range sheets {
		out.Rows = append(out.Rows, b.Candidate.Display(lang))
	}
	return out
}

func blank(lang locale.Language, b *store.BlankSheet, code string, link func(string) string) document.ScoreSheet {
	return document.ScoreSheet{Category: b.Contest.Category.Name.In(lang), Juror: b.Juror.Name, Code: code[:4] + "-" + code[4:], Link: link(code)}
}

func criteria(lang locale.Language, list []*store.Criterion) (out []document.ScoreCriterion) {
	for _, c := range list {
		asked := document.ScoreCriterion{Name: c.Name.In(lang), Description: c.Description.In(lang), Scale: Scale(lang, c)}
		for _, a := range c.Anchors {
			asked.Lines = append(asked.Lines, locale.Decimal(lang, a.Value)+" – "+a.Text.In(lang))
		}
		asked.Lines = append(asked.Lines, conversion(lang, c)...)
		if c.Law != "" {
			asked.Lines = append(asked.Lines, locale.T(lang, "jury.law", "Law", c.Law))
		}
		out = append(out, asked)
	}
	return out
}

// conversion is the table by which a measured value becomes points, a line for each band; none where the points are written down.
func conversion(lang locale.Language, c *store.Criterion) (lines []string) {
	for i, band := range c.Conversion {
		if i == 0 {
			lines = append(lines, locale.T(lang, "matrix.conversion"))
		}
		lines = append(lines, bounds(lang, band)+": "+locale.Decimal(lang, band.Points.String()))
	}
	return lines
}

// bounds are the measured values of a band, in words.
func bounds(lang locale.Language, band judging.Band) string {
	number := func(d *judging.Decimal) string { return locale.Decimal(lang, d.String()) }
	switch {
	case band.From != nil && band.To != nil && *band.From == *band.To:
		return number(band.From)
	case band.From != nil && band.To != nil:
		return locale.T(lang, "matrix.band", "From", number(band.From), "To", number(band.To))
	case band.To != nil:
		return locale.T(lang, "matrix.band_to", "To", number(band.To))
	case band.From != nil:
		return locale.T(lang, "matrix.band_from", "From", number(band.From))
	}
	return locale.T(lang, "matrix.band_all")
}

// Scale says what may stand in a criterion's box.
func Scale(lang locale.Language, c *store.Criterion) string {
	points := func(micros int64) string { return locale.Decimal(lang, judging.DecimalOfMicros(micros).String()) }
	var parts []string
	switch {
	case len(c.Conversion) > 0:
		parts = append(parts, locale.T(lang, "keying.scale_measured", "Unit", c.Unit.In(lang)))
	case c.Form == "checklist":
		parts = append(parts, locale.T(lang, "jury.scale_checklist", "Max", points(c.Max)))
	default:
		parts = append(parts, locale.T(lang, "jury.scale", "Max", points(c.Max), "Step", points(c.Step)))
	}
	if c.Kind == judging.Penalty {
		parts = append(parts, locale.T(lang, "jury.penalty_explained"))
	}
	if c.Kind == judging.Informative {
		parts = append(parts, locale.T(lang, "jury.informative_explained"))
	}
	return strings.Join(parts, " ")
}

// FilledSheets prints score sheets as they were submitted, each on pages of its own. The mark at the foot of a page is the beginning of the
// assignment's code.
func FilledSheets(lang locale.Language, v *store.FilledSheets) ([]byte, error) {
	out := document.ScoreSheets{Language: lang, Competition: fmt.Sprintf("%s %d", v.Competition.Name.In(lang), v.Edition.Year),
		Round: v.Round.Name.In(lang), When: v.Round.JudgingFrom}
	for _, f := range v.Sheets {
		code := f.Code()
		sheet := document.ScoreSheet{Category: f.BlankSheet.Contest.Category.Name.In(lang), Juror: f.Juror.Name, Candidate: f.Candidate.Display(lang),
			Code: code[:4] + "-" + code[4:], Comment: f.Comment, Submitted: Submitted(lang, v, f)}
		for _, row := range f.Rows {
			c := document.ScoreCriterion{Name: row.Criterion.Name.In(lang), Scale: Scale(lang, row.Criterion), Value: Given(lang, row)}
			c.Lines = filledLines(lang, row)
			sheet.Criteria = append(sheet.Criteria, c)
		}
		out.Sheets = append(out.Sheets, sheet)
	}
	var file bytes.Buffer
	if err := document.WriteScoreSheets(&file, out); err != nil {
		return nil, fmt.Errorf("filled score sheets: %w", err)
	}
	return file.Bytes(), nil
}

// Given is what a sheet gives on a criterion, a dash where it gives nothing.
func Given(lang locale.Language, row *store.FilledRow) string {
	if row.Value == "" {
		return "–"
	}
	return locale.Decimal(lang, row.Value)
}

// filledLines are what was measured, and what the juror said of the criterion.
func filledLines(lang locale.Language, row *store.FilledRow) (lines []string) {
	if row.Measured != "" {
		lines = append(lines, locale.T(lang, "minutes.measured", "Value", locale.Decimal(lang, row.Measured), "Unit", row.Criterion.Unit.In(lang)))
	}
	if row.Remark != "" {
		lines = append(lines, locale.T(lang, "minutes.remark", "Text", strings.Join(strings.Fields(row.Remark), " ")))
	}
	return lines
}

// Submitted says when a sheet was.
func Submitted(lang locale.Language, v *store.FilledSheets, f *store.FilledSheet) string {
	return locale.T(lang, "minutes.submitted", "Time", locale.DateTime(lang, f.SubmittedAt, v.Edition.Zone()))
}
