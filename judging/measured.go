package judging

import (
	"regexp"
	"strings"

	"blazon/fault"
)

// Conversion is the published table that turns a measured value into points, from the lowest band to the highest. Empty:
// the points are typed as they are.
type Conversion []Band

// Band is the measured values from From to To, both included, and what they are worth. Only the first band may begin
// nowhere, and only the last may end nowhere.
type Band struct {
	From   *Decimal `json:"from,omitempty"`
	To     *Decimal `json:"to,omitempty"`
	Points Decimal  `json:"points"`
}

// Precision is the difference between two neighboring values that the table tells apart: 1 where all its bounds are whole
// numbers, 0.1 where the finest has one digit after the point.
func (c Conversion) Precision() Decimal {
	finest := One
	for _, band := range c {
		for _, bound := range []*Decimal{band.From, band.To} {
			for bound != nil && *bound%finest != 0 {
				finest /= 10
			}
		}
	}
	return finest
}

// points finds what a measured value is worth; where it is worth nothing that the table knows, it gives the key of the
// message and what the message names.
func (c Conversion) points(measured Decimal) (points Decimal, key string, args fault.Args) {
	if precision := c.Precision(); measured%precision != 0 {
		return 0, "matrix.too_fine", fault.Args{"Step": precision}
	}
	if from := c[0].From; from != nil && measured < *from {
		return 0, "matrix.under_range", fault.Args{"From": *from}
	}
	for _, band := range c {
		if band.To == nil || measured <= *band.To {
			return band.Points, "", nil
		}
	}
	return 0, "matrix.over_range", fault.Args{"To": *c[len(c)-1].To}
}

// Gives tells whether a measured value, as Decimal writes it, is worth so many points by the table.
func (c Conversion) Gives(measured string, points Decimal) bool {
	value, err := ParsePoints(measured)
	if err != nil || len(c) == 0 {
		return false
	}
	worth, key, _ := c.points(value)
	return key == "" && worth == points
}

// String writes the table with a line for each band, as ParseConversion reads it: "0–100: 5". An open end is empty.
func (c Conversion) String() string {
	var lines []string
	for _, band := range c {
		line := ""
		if band.From != nil {
			line = band.From.String()
		}
		line += "–"
		if band.To != nil {
			line += band.To.String()
		}
		lines = append(lines, line+": "+band.Points.String())
	}
	return strings.Join(lines, "\n")
}

// bandLine is a band as people type it: "0–100: 5", "–100: 5", "101-: 0", or with the points in a second column.
var bandLine = regexp.MustCompile(`^([-−]?[\d.,]+)?\s*(?:[–—-]|\.\.)\s*([-−]?[\d.,]+)?\s*[:;=\t]\s*([\d.,]+)$`)

// ParseConversion reads a table of a line for each band, with decimal points or commas; blank lines are none. Where a line is no
// band, line is its number, counted from 1.
func ParseConversion(text string) (c Conversion, line int) {
	for line, text := range strings.Split(text, "\n") {
		if text = strings.TrimSpace(text); text == "" {
			continue
		}
		parts := bandLine.FindStringSubmatch(text)
		if parts == nil {
			return nil, line + 1
		}
		var numbers [3]*Decimal
		for i, part := range parts[1:] {
			number, err := ParsePoints(part)
			if err != nil && part != "" {
				return nil, line + 1
			}
			if part != "" {
				numbers[i] = &number
			}
		}
		c = append(c, Band{From: numbers[0], To: numbers[1], Points: *numbers[2]})
	}
	return c, 0
}

// Flaw is what is wrong with a conversion table: the band, counted from 0, and the key of the message.
type Flaw struct {
	Band int
	Key  string
}

// Flaw finds the first thing that is wrong with the table for a criterion; nil: each value between its ends is worth
// exactly one number of points, which fits the criterion's scale.
func (c Conversion) Flaw(criterion *Criterion) *Flaw {
	precision := c.Precision()
	for i, band := range c {
		last := i == len(c)-1
		switch {
		case criterion.Fit(band.Points) != Fits:
			return &Flaw{i, "matrix.band_points"}
		case i > 0 && band.From == nil, !last && band.To == nil:
			return &Flaw{i, "matrix.band_open"}
		case band.From != nil && band.To != nil && *band.From > *band.To:
			return &Flaw{i, "matrix.band_turned"}
		case i > 0 && *band.From <= *c[i-1].To:
			return &Flaw{i, "matrix.band_overlap"}
		case i > 0 && *band.From != *c[i-1].To+precision:
			return &Flaw{i, "matrix.band_gap"}
		}
	}
	return nil
}
