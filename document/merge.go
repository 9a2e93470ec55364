package document

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"blazon/locale"
)

// mergeFields are what the texts of a design can name between double braces: "{{names}}".
var mergeFields = map[string]func(Certificate) string{
	"certificate":    func(c Certificate) string { return locale.T(c.Language, "document.certificate") },
	"competition":    func(c Certificate) string { return c.Competition },
	"edition":        func(c Certificate) string { return c.editionNumber() },
	"year":           func(c Certificate) string { return nonZero(c.Year) },
	"round":          func(c Certificate) string { return c.Round },
	"organizer":      func(c Certificate) string { return c.Organizer },
	"partners":       func(c Certificate) string { return strings.Join(c.Partners, ", ") },
	"sponsors":       Certificate.sponsors,
	"town":           func(c Certificate) string { return c.Ceremony.Place },
	"date":           func(c Certificate) string { return c.date() },
	"place_and_date": func(c Certificate) string { return c.PlaceAndDate() },
	"names":          func(c Certificate) string { return names(c.Language, c.Entrants) },
	"takes":          Certificate.takes,

	"names_genitive":     func(c Certificate) string { return namesIn(c.Language, c.Entrants, locale.Genitive) },
	"names_dative":       func(c Certificate) string { return namesIn(c.Language, c.Entrants, locale.Dative) },
	"names_accusative":   func(c Certificate) string { return namesIn(c.Language, c.Entrants, locale.Accusative) },
	"names_locative":     func(c Certificate) string { return namesIn(c.Language, c.Entrants, locale.Locative) },
	"names_instrumental": func(c Certificate) string { return namesIn(c.Language, c.Entrants, locale.Instrumental) },

	"place":        func(c Certificate) string { return c.placeLabel() },
	"award":        func(c Certificate) string { return c.Award },
	"patron":       func(c Certificate) string { return c.Patron },
	"given_by":     Certificate.givenBy,
	"result":       Certificate.result,
	"besides":      Certificate.besides,
	"category":     func(c Certificate) string { return c.Category },
	"in_category":  Certificate.inCategory,
	"entry":        func(c Certificate) string { return quotedOrNothing(c.Language, c.Entry) },
	"title":        func(c Certificate) string { return c.Prize.Title },
	"amount":       func(c Certificate) string { return c.amount() },
	"prize":        func(c Certificate) string { return strings.Join(c.Prize.parts(c.Language), " · ") },
	"citation":     func(c Certificate) string { return c.Citation },
	"serial":       func(c Certificate) string { return c.Serial },
	"code":         func(c Certificate) string { return c.Code },
	"address":      func(c Certificate) string { return c.Address },
	"verification": Certificate.verification,
}

// MergeFields lists what texts can name, in the order of the alphabet.
func MergeFields() []string {
	var fields []string
	for name := range mergeFields {
		fields = append(fields, name)
	}
	slices.Sort(fields)
	return fields
}

func nonZero(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func quotedOrNothing(lang locale.Language, text string) string {
	if text == "" {
		return ""
	}
	return locale.T(lang, "document.quoted", "Title", text)
}

func (o Occasion) editionNumber() string {
	if o.Edition == 0 {
		return ""
	}
	return locale.Edition(o.Language, o.Edition)
}

func (o Occasion) date() string {
	if o.Ceremony.Time.IsZero() {
		return ""
	}
	return locale.Date(o.Language, o.Ceremony.Time, o.Ceremony.zone())
}

func (c Certificate) placeLabel() string {
	if c.Place.First == 0 {
		return ""
	}
	return c.Place.label(c.Language)
}

// takes is the verb between who and what: "získává", of several "získávají".
func (c Certificate) takes() string {
	verb := "document.receives"
	if c.Place.First > 0 {
		verb = "document.takes"
	}
	return locale.T(c.Language, verb, "Count", len(c.Entrants))
}

// result is the place or, where none is given, the award.
func (c Certificate) result() string {
	if c.Place.First > 0 {
		return c.placeLabel()
	}
	return c.Award
}

// besides is the award that comes with a place.
func (c Certificate) besides() string {
	if c.Place.First > 0 {
		return c.Award
	}
	return ""
}

// givenBy says who gives the award.
func (c Certificate) givenBy() string {
	if c.Patron == "" {
		return ""
	}
	return locale.T(c.Language, "batch.given_by", "Name", c.Patron)
}

func (c Certificate) inCategory() string {
	if c.Category == "" {
		return ""
	}
	return locale.T(c.Language, "document.in_category")
}

func (c Certificate) amount() string {
	if c.Prize.Minor == 0 {
		return ""
	}
	return locale.Money(c.Language, c.Prize.Minor, c.Prize.Currency)
}

var (
	mergeField = regexp.MustCompile(`\{\{\s*([^{}]*?)\s*\}\}`)
	straight   = regexp.MustCompile(`"([^"]*)"`)
)

// UnknownFields lists what a text names between double braces though there is no such field.
func UnknownFields(text string) (unknown []string) {
	for _, found := range mergeField.FindAllStringSubmatch(text, -1) {
		if mergeFields[found[1]] == nil {
			unknown = append(unknown, found[1])
		}
	}
	return unknown
}

// merged fills a text's fields in, line by line. A part between two dots (" · ") or a line whose fields are all empty vanishes; straight
// quotation marks become those of the language.
func (c Certificate) merged(text string) (lines []string) {
	text = straight.ReplaceAllStringFunc(text, func(s string) string {
		return locale.T(c.Language, "document.quoted", "Title", s[1:len(s)-1])
	})
	for line := range strings.SplitSeq(text, "\n") {
		var parts []string
		for part := range strings.SplitSeq(line, "·") {
			if filled := c.filled(part); filled != "" {
				parts = append(parts, filled)
			}
		}
		if len(parts) > 0 {
			lines = append(lines, strings.Join(parts, " · "))
		}
	}
	return lines
}

// filled fills one part of a line in; it is empty where all its fields are.
func (c Certificate) filled(part string) string {
	fields, full := 0, 0
	filled := mergeField.ReplaceAllStringFunc(part, func(s string) string {
		field := mergeFields[mergeField.FindStringSubmatch(s)[1]]
		if field == nil {
			return s
		}
		value := field(c)
		if fields++; value != "" {
			full++
		}
		return value
	})
	if fields > 0 && full == 0 {
		return ""
	}
	return strings.TrimSpace(filled)
}
