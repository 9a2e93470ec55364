package paper

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"time"

	"blazon/document"
	"blazon/store"
)

// Certificates prints certificates as they are on record, one page each, into one file. Equal records give equal bytes.
func Certificates(certificates ...*store.Certificate) ([]byte, error) {
	pages := make([]document.Certificate, len(certificates))
	for i, c := range certificates {
		content, err := c.Facts()
		if err != nil {
			return nil, err
		}
		pages[i] = certificate(c, content)
		if pages[i].Look, err = look(c); err != nil {
			return nil, err
		}
	}
	var file bytes.Buffer
	if err := document.Certificates(&file, pages); err != nil {
		return nil, fmt.Errorf("certificates: %w", err)
	}
	return file.Bytes(), nil
}

// Printing is how the store has certificates printed when it issues them.
func Printing() store.Printing {
	return store.Printing{
		DesignVersion: strconv.Itoa(document.DesignVersion),
		Print:         func(c *store.Certificate) ([]byte, error) { return Certificates(c) },
	}
}

// CertificateNumber writes a certificate's number as a file's name can have it: "2023-liberecky-kraj-obec-7".
func CertificateNumber(c *store.Certificate) string {
	return strings.ReplaceAll(c.Number(), "/", "-")
}

func certificate(c *store.Certificate, content *store.CertificateContent) document.Certificate {
	return document.Certificate{
		Occasion: occasion(content.Occasion),
		Category: content.Category,
		Entrants: entrants(content.Entrants),
		Place:    document.Place{First: content.Place, Last: content.Last, Shared: content.Shared, Range: content.Range},
		Award:    content.Award,
		Entry:    content.Entry,
		Prize:    document.Prize{Title: content.Title, Minor: content.Amount, Currency: content.Currency},
		Citation: content.Citation,
		Serial:   c.Number(),
		Code:     c.Code,
	}
}

// occasion is what the store knows of a round's documents, as the paper wants it.
func occasion(o store.Occasion) document.Occasion {
	zone, err := time.LoadLocation(o.TimeZone)
	if err != nil {
		zone = time.UTC
	}
	out := document.Occasion{Language: o.Language, Competition: o.Competition, Edition: o.Edition, Year: o.Year, Round: o.Round,
		Organizer: o.Organizer, Partners: o.Partners, Ceremony: document.Ceremony{Place: o.Town, Time: o.HeldAt, Zone: zone}}
	for _, s := range o.Signatories {
		out.Signatories = append(out.Signatories, document.Signatory{Role: s.Role, Name: s.Name})
	}
	return out
}

// entrants are names with their kinds, as every page has them.
func entrants(names []string) []document.Entrant {
	out := make([]document.Entrant, len(names))
	for i, name := range names {
		out[i] = document.Entrant{Name: name}
	}
	return out
}
