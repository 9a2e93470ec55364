// Package document prints the paper of a competition as PDF: result sheets and certificates on landscape A4, receipts upright.
//
// Equal data gives equal bytes. Characters that the fonts cannot draw never break a page: see printable.
package document

import (
	"time"

	"blazon/locale"
)

// DesignVersion numbers the look of the documents; a certificate on record names the version it was printed in.
const DesignVersion = 2

// Occasion is what all documents of a round have in common. Texts are in the occasion's language already.
type Occasion struct {
	Language    locale.Language
	Competition string // "Zlatý erb"
	Edition     int    // the number of the edition, 0 where it has none
	Year        int
	Round       string // "krajské kolo – Liberecký kraj"
	Organizer   string
	Partners    []string
	Ceremony    Ceremony
	Signatories []Signatory
}

// Ceremony is the announcing: Place is printed before the date, in the nominative ("Liberec") or as a Czech adverbial
// ("V Liberci"). Time also dates the file, so that equal data gives equal bytes.
type Ceremony struct {
	Place string
	Time  time.Time
	Zone  *time.Location // nil is UTC
}

// Signatory is a person who signs: the role is printed, the name only where it is known.
type Signatory struct {
	Role, Name string
}

// Entrant is a public body as documents name it; Kind and District may be empty.
type Entrant struct {
	Name     string // "Semily"
	Kind     string // "město"
	District string // where the name is not unique in its region
}

// Place is where an entry stands; the zero Place is none. Range prints all the places that a tie occupies ("2.–3.").
type Place struct {
	First, Last   int
	Shared, Range bool
}

// Prize is what comes with a place or an award: a title conferred, an object, money in hundredths of a currency (ISO 4217), or several of them.
type Prize struct {
	Title    string
	Object   string // "skleněná plaketa"
	Minor    int64
	Currency string
}

// label writes a place in words: "2.–3. místo".
func (p Place) label(lang locale.Language) string {
	return locale.Place(lang, p.First, p.Last, p.Shared, p.Range)
}

// names writes the entrants of one entry: "město Semily a obec Mařenice".
func names(lang locale.Language, entrants []Entrant) string {
	texts := make([]string, len(entrants))
	for i, e := range entrants {
		texts[i] = locale.Body(lang, e.Kind, e.Name, e.District)
	}
	return locale.List(lang, texts)
}

// namesIn is names in a grammatical case: "městu Semily a obci Mařenice".
func namesIn(lang locale.Language, entrants []Entrant, c locale.Case) string {
	texts := make([]string, len(entrants))
	for i, e := range entrants {
		texts[i] = locale.PrintedIn(lang, locale.Body(lang, e.Kind, e.Name, e.District), c)
	}
	return locale.List(lang, texts)
}

// parts lists what a prize is made of, ready to be printed.
func (p Prize) parts(lang locale.Language) []string {
	var parts []string
	if p.Title != "" {
		parts = append(parts, locale.T(lang, "document.title", "Title", p.Title))
	}
	if p.Minor > 0 {
		parts = append(parts, locale.T(lang, "document.cash", "Money", locale.Money(lang, p.Minor, p.Currency)))
	}
	if p.Object != "" {
		parts = append(parts, p.Object)
	}
	return parts
}
