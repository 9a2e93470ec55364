package document

import (
	"strings"
	"sync"

	"blazon/locale"
)

// The certificate's page: its body flows between the heading and the signatures.
const (
	frameOuter  = 9.0
	frameBand   = 6.5
	bodyTop     = 77.0
	bodyBottom  = 157.5
	bodyWidth   = 232.0
	signatureY  = 171.0
	footerY     = 183.5
	footerLast  = 189.6
	middle      = pageWidth / 2
	lineSpacing = 1.22 // of the size
)

// backdrops are the parts without text, one for each metal, drawn once for all documents.
var backdrops = sync.OnceValues(func() (map[color]*stamp, error) {
	drawn := map[color]*stamp{}
	for _, c := range []color{gold, silver, bronze} {
		backdrop, err := newStamp(pageSize, func(p pen) {
			p.frame(frameOuter, frameBand)
			p.mark(middle, 22.5, 17, c)
			p.divider(middle, 74.5, 46)
		})
		if err != nil {
			return nil, err
		}
		drawn[c] = backdrop
	}
	return drawn, nil
})

// certificate draws one page.
func (p *paper) certificate(c Certificate) error {
	backdrops, err := backdrops()
	if err != nil {
		return err
	}
	p.pdf.AddPage()
	p.bookmark(names(c.Language, c.Entrants))
	p.stamp(backdrops[metal(c.Place.First)])
	p.tag(tagSection, func() {
		if !p.certificateHead(c) || !p.certificateBody(c) || p.signatures(c.Occasion, 28, signatureY) != nil || !p.certificateFoot(c) {
			err = c.tooLong()
		}
	})
	return err
}

func (p *paper) certificateHead(c Certificate) bool {
	heading := []block{
		{text: strings.ToUpper(c.Competition), fit: fit{p.fonts.bold, 15, 9, 120, 1}, color: navy, y: 52.5},
		{text: c.edition(), fit: fit{p.fonts.regular, 10.5, 7, 20, 1}, color: gray, y: 58.5},
		{text: strings.ToUpper(locale.T(c.Language, "document.certificate")), role: tagH1, fit: fit{p.fonts.regular, 32, 20, 140, 1}, color: goldText, y: 71.2},
	}
	for _, b := range heading {
		if !p.one(b, bodyWidth) {
			return false
		}
	}
	return true
}

// certificateBody sets what the certificate says, shrinking everything together until it fits.
func (p *paper) certificateBody(c Certificate) bool {
	blocks := p.certificateBlocks(c)
	for scale := 1.0; scale > 0.25; scale -= 0.05 {
		flow, ok := p.flow(blocks, bodyWidth, scale)
		if !ok {
			return false
		}
		if room := bodyBottom - bodyTop - flow.height; room >= 0 {
			p.draw(flow, bodyTop, room)
			return true
		}
	}
	return false
}

func (p *paper) certificateBlocks(c Certificate) []block {
	lang, regular, bold := c.Language, p.fonts.regular, p.fonts.bold
	verb, award, extra := "document.receives", c.Award, ""
	if c.Place.First > 0 {
		verb, award, extra = "document.takes", c.Place.label(lang), c.Award
	}
	blocks := []block{
		{text: names(lang, c.Entrants), role: tagH2, fit: fit{bold, 33, 8, 0, 6}, color: navy},
		{text: locale.T(lang, verb, "Count", len(c.Entrants)), fit: fit{regular, 12, 9, 0, 1}, color: gray, gap: 2.6},
		{text: award, fit: fit{bold, 26, 10, 0, 4}, color: goldText, gap: 1.6},
		{text: extra, fit: fit{bold, 14, 8, 0, 4}, color: goldText, gap: 1.6},
	}
	if c.Category != "" {
		blocks = append(blocks,
			block{text: locale.T(lang, "document.in_category"), fit: fit{regular, 12, 9, 0, 1}, color: gray, gap: 3},
			block{text: c.Category, fit: fit{bold, 15, 7.5, 0, 5}, color: ink, gap: 1.4})
	}
	if c.Entry != "" {
		blocks = append(blocks, block{text: locale.T(lang, "document.quoted", "Title", c.Entry), fit: fit{regular, 13, 7.5, 0, 6}, color: ink, gap: 2.4})
	}
	return append(blocks,
		block{text: strings.Join(c.Prize.parts(lang), " · "), fit: fit{bold, 12.5, 8, 0, 3}, color: navy, gap: 3},
		block{text: c.Citation, fit: fit{regular, 10.5, 7, 0, 8}, color: gray, gap: 3})
}

func (p *paper) certificateFoot(c Certificate) bool {
	feet := []block{
		{text: c.sponsors(), fit: fit{p.fonts.regular, 9, 5.5, 0, 2}, color: ink, y: footerY},
		{text: c.verification(), fit: fit{p.fonts.regular, 7.5, 5, 0, 1}, color: gray, y: footerLast},
	}
	for _, b := range feet {
		if !p.one(b, 250) {
			return false
		}
	}
	return true
}

// sponsors names the organizer and the partners in one line.
func (o Occasion) sponsors() string {
	var parts []string
	if o.Organizer != "" {
		parts = append(parts, locale.T(o.Language, "document.organizer", "Name", o.Organizer))
	}
	if len(o.Partners) > 0 {
		parts = append(parts, locale.T(o.Language, "document.partners", "Count", len(o.Partners), "Names", strings.Join(o.Partners, ", ")))
	}
	return strings.Join(parts, "   ·   ")
}

// verification says how to find out whether the certificate is genuine.
func (c Certificate) verification() string {
	var parts []string
	for _, part := range []struct{ key, name, value string }{
		{"document.serial", "Serial", c.Serial}, {"document.code", "Code", c.Code}, {"document.verify", "Address", c.Address},
	} {
		if part.value != "" {
			parts = append(parts, locale.T(c.Language, part.key, part.name, part.value))
		}
	}
	return strings.Join(parts, " · ")
}
