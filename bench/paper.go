package main

import (
	"bytes"
	"fmt"
	"os"
	"time"

	"blazon/document"
	"blazon/locale"

	"github.com/jung-kurt/gofpdf"
)

// paper measures 500 certificates, as one file and as 500, against bare pages of the same library with the same fonts.
func paper(*bench) ([]figure, error) {
	certificates := make([]document.Certificate, 500)
	for i := range certificates {
		certificates[i] = document.Certificate{
			Occasion: document.Occasion{Language: locale.Czech, Competition: "Zlatý erb", Edition: 25, Year: 2023, Round: "Liberecký kraj",
				Organizer: "Liberecký kraj", Ceremony: document.Ceremony{Place: "V Liberci", Time: time.Date(2023, 4, 27, 10, 0, 0, 0, time.UTC), Zone: time.UTC}},
			Category: "Nejlepší webové stránky obce, která není obcí s rozšířenou působností",
			Entrants: []document.Entrant{{Name: "obec Nová Ves u Nového Města na Moravě"}},
			Place:    document.Place{First: i%3 + 1, Last: i%3 + 1},
			Serial:   fmt.Sprintf("2023/liberecky-kraj/obec/%d", i+1), Code: fmt.Sprintf("%012d", i),
		}
	}
	var err error
	one := best(2, func() { err = document.Certificates(&bytes.Buffer{}, certificates) })
	if err != nil {
		return nil, err
	}
	separate := best(1, func() {
		for i := range certificates {
			if err = document.Certificates(&bytes.Buffer{}, certificates[i:i+1]); err != nil {
				return
			}
		}
	})
	if err != nil {
		return nil, err
	}
	bareOne := best(2, func() { err = barePages(500) })
	if err != nil {
		return nil, err
	}
	bareSeparate := best(1, func() {
		for range 500 {
			if err = barePages(1); err != nil {
				return
			}
		}
	})
	round := func(d time.Duration) string { return d.Round(time.Millisecond).String() }
	return []figure{
		{what: "500 certificates as one file", measured: round(one), limit: round(bareOne) + " bare pages with the same fonts", ratio: times(one, bareOne)},
		{what: "500 certificates as separate files", measured: round(separate), limit: round(bareSeparate) + " bare pages with the same fonts", ratio: times(separate, bareSeparate)},
	}, err
}

// barePages is the limit of a certificate: its ten lines of text in two embedded fonts, and nothing else.
func barePages(pages int) error {
	regular, err := os.ReadFile("document/fonts/regular.ttf")
	if err != nil {
		return err
	}
	bold, err := os.ReadFile("document/fonts/bold.ttf")
	if err != nil {
		return err
	}
	pdf := gofpdf.New("L", "mm", "A4", "")
	pdf.AddUTF8FontFromBytes("noto", "", regular)
	pdf.AddUTF8FontFromBytes("noto", "B", bold)
	for range pages {
		pdf.AddPage()
		for line := range 10 {
			pdf.SetFont("noto", [2]string{"", "B"}[line%2], 14)
			pdf.CellFormat(0, 12, "obec Nová Ves u Nového Města na Moravě", "", 1, "C", false, 0, "")
		}
	}
	return pdf.Output(&bytes.Buffer{})
}
