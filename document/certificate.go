package document

import (
	"fmt"
	"io"
	"strings"

	"blazon/fault"
	"blazon/locale"
)

// Certificate is the paper that one awarded entry gets.
type Certificate struct {
	Occasion
	Category string
	Entrants []Entrant
	Place    Place  // or the zero Place, where only Award is given
	Award    string // a distinction or a special prize: "Zvláštní cena hejtmana"
	Patron   string // who gives the award
	Entry    string // the entry's title, where a project or a service is judged
	Prize    Prize
	Citation string // why, in the jury's words
	Serial   string // "2023/liberecky-kraj/obec/7"
	Code     string // the random code that the verification page asks for
	Address  string // of the verification page
	Facts    []byte // all of this for programs: the file FactsName within a file of one certificate; nil: none is
	Look     *Look  // nil: the standard one
}

// Certificates prints one page for each certificate into one file, in the given order and in the first one's language.
// Text that does not fit even at the smallest size is fault.certificate_too_long, which names the certificate.
func Certificates(w io.Writer, certificates []Certificate) error {
	return PrintFile(w, certificates, false, func() error { return nil })
}

// meta describes the file: by its only certificate, or by what its certificates have in common.
func (c Certificate) meta(count int) meta {
	about := locale.T(c.Language, "document.certificate")
	if count == 1 {
		about += " – " + names(c.Language, c.Entrants)
	} else {
		about = locale.T(c.Language, "document.certificates")
	}
	return meta{
		title:   about + " – " + c.heading(),
		author:  c.Organizer,
		subject: c.Round,
		when:    c.Ceremony.Time,
	}
}

// heading is the competition and its edition: "Zlatý erb, 25. ročník".
func (o Occasion) heading() string {
	if o.Edition == 0 {
		return o.Competition
	}
	return o.Competition + ", " + locale.Edition(o.Language, o.Edition)
}

// edition is the line under the competition's name: "25. ročník · 2023 · krajské kolo".
func (o Occasion) edition() string {
	var parts []string
	if o.Edition != 0 {
		parts = append(parts, locale.Edition(o.Language, o.Edition))
	}
	if o.Year != 0 {
		parts = append(parts, fmt.Sprint(o.Year))
	}
	if o.Round != "" {
		parts = append(parts, o.Round)
	}
	return strings.Join(parts, " · ")
}

// PlaceAndDate says where and when the result is announced: "Liberec, 27. dubna 2023", "V Liberci dne 27. dubna 2023".
func (o Occasion) PlaceAndDate() string {
	if o.Ceremony.Time.IsZero() {
		return o.Ceremony.Place
	}
	date := locale.Date(o.Language, o.Ceremony.Time, o.Ceremony.zone())
	switch place := o.Ceremony.Place; {
	case place == "":
		return date
	case o.Language == locale.Czech && (strings.HasPrefix(place, "V ") || strings.HasPrefix(place, "Ve ")):
		return locale.T(o.Language, "document.in_place_on", "Place", place, "Date", date)
	default:
		return locale.T(o.Language, "document.place_and_date", "Place", place, "Date", date)
	}
}

// tooLong is the fault of a certificate whose text does not fit.
func (c Certificate) tooLong() *fault.Fault {
	return tooLong("fault.certificate_too_long", names(c.Language, c.Entrants)).With("Serial", c.Serial)
}
