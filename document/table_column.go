package document

import (
	"strings"

	"blazon/locale"
)

// column is a column of a contest's table; its cells are set within width, after an indent.
type column struct {
	title  string
	x      float64
	width  float64
	indent float64
	align  align
	fit    fit
	color  color
	cell   func(Row) string
}

// columns chooses the columns that a contest has something to say in.
func (t *table) columns(c Contest) []column {
	lang, regular, bold := t.lang, t.fonts.regular, t.fonts.bold
	needs := c.needs(lang)
	columns := []column{{
		title: "document.place", width: 30 + 8*t.scale, indent: 6 * t.scale, fit: t.fit(bold, 12, 2), color: goldText,
		cell: func(r Row) string { return r.placeLabel(lang) },
	}, {
		title: "document.entrant", fit: t.fit(bold, 11.5, 40), color: navy,
		cell: func(r Row) string { return r.who(lang) },
	}}
	if needs.prizes {
		columns = append(columns, column{title: "document.prize", width: 76, fit: t.fit(regular, 9.5, 12), color: ink,
			cell: func(r Row) string { return strings.Join(r.Prize.parts(lang), ", ") }})
	}
	if needs.advances {
		columns = append(columns, column{title: "document.advancing", width: 34, fit: t.fit(regular, 9.5, 3), color: ink,
			cell: func(r Row) string { return r.advancing(lang) }})
	}
	if needs.totals {
		columns = append(columns, column{title: "document.total", width: 26, align: right, fit: t.fit(regular, 11, 1), color: ink,
			cell: func(r Row) string { return locale.Decimal(lang, r.Total) }})
	}
	return arrange(columns)
}

// fit is how the texts of rows are set: at a scaled size, down to six points.
func (t *table) fit(f *face, size float64, rows int) fit {
	return fit{face: f, size: size * t.scale, min: 6, rows: rows}
}

// arrange sets the columns side by side; the second takes the width that the others leave.
func arrange(columns []column) []column {
	const gutter = 5
	rest := sheetRight - sheetLeft - gutter*float64(len(columns)-1)
	for _, c := range columns {
		rest -= c.width
	}
	columns[1].width = rest
	x := sheetLeft
	for i := range columns {
		columns[i].x = x
		x += columns[i].width + gutter
	}
	return columns
}

func (r Row) placeLabel(lang locale.Language) string {
	switch {
	case r.Withheld:
		return locale.T(lang, "public.place_withheld")
	case r.Place.First == 0:
		return "–"
	}
	return r.Place.label(lang)
}

func (r Row) who(lang locale.Language) string {
	if len(r.Entrants) == 0 {
		return locale.T(lang, "document.not_awarded")
	}
	return names(lang, r.Entrants)
}

func (r Row) advancing(lang locale.Language) string {
	if !r.Advances {
		return ""
	}
	return locale.T(lang, "document.advances")
}
