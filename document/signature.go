package document

import "time"

// middle is where a page of landscape A4 has its middle.
const middle = pageWidth / 2

// zone is where the ceremony's clock hangs.
func (c Ceremony) zone() *time.Location {
	if c.Zone == nil {
		return time.UTC
	}
	return c.Zone
}

// signatures draws the place and date at the left margin and a line for each signatory at y. What does not fit is
// fault.row_too_long.
func (p *paper) signatures(o Occasion, from, y float64) error {
	to := pageWidth - from
	columns := len(o.Signatories) + 1
	width := min((to-from)/float64(columns), 84)
	apart := (to - from - width) / float64(max(columns-1, 1))
	if err := p.stack(o.PlaceAndDate(), fit{p.fonts.regular, 10, 6, 0, 2}, from, y-3.4, width-6, ink, left); err != nil {
		return err
	}
	for i, signatory := range o.Signatories {
		if err := p.signature(signatory, from+float64(i+1)*apart+width/2, y, width-8); err != nil {
			return err
		}
	}
	return nil
}

// signature draws one line to sign on, with the name and the role below it.
func (p *paper) signature(s Signatory, x, y, width float64) error {
	pen{p.pdf}.stroke(navy, 0.25)
	p.pdf.Line(x-width/2, y-3.4, x+width/2, y-3.4)
	y += 0.6
	if s.Name != "" {
		if err := p.stack(s.Name, fit{p.fonts.bold, 9.5, 6, 0, 1}, x, y, width, ink, center); err != nil {
			return err
		}
		y += 4
	}
	return p.stack(s.Role, fit{p.fonts.regular, 8.5, 5.5, 0, 2}, x, y, width, gray, center)
}

// stack draws a text on the lines that it needs, the first one's baseline at y.
func (p *paper) stack(text string, f fit, x, y, width float64, c color, a align) error {
	s, ok := f.set(p.clean(text), width)
	if !ok {
		return tooLong("fault.row_too_long", text)
	}
	p.lines(s.lines, x, y, style{f.face, s.size, f.tracking, c}, a)
	return nil
}
