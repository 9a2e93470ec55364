package document

import (
	"cmp"
	"fmt"
	"strings"
	"sync"

	"github.com/jung-kurt/gofpdf"

	"blazon/locale"
)

const lineSpacing = 1.22 // of the size

// certificate draws one page.
func (p *paper) certificate(c Certificate) error {
	l := c.set(p.fonts)
	for _, problem := range l.wrong {
		return c.tooLong().Because(fmt.Errorf("block %d: %s", problem.Block, problem.Key))
	}
	if p.cut {
		l.page.bleed = bleed
	}
	backdrop, err := l.page.backdrop()
	if err != nil {
		return err
	}
	p.pdf.AddPageFormat("P", gofpdf.SizeType{Wd: l.page.width, Ht: l.page.height}) // "L" would misplace templates
	p.bookmark(names(c.Language, c.Entrants))
	p.behind(&l.page)
	p.stamp(backdrop)
	p.tag(tagSection, func() {
		for _, b := range l.page.laid {
			p.laid(b)
		}
	})
	return nil
}

// behind draws the picture that fills a page, and its bleed.
func (p *paper) behind(page *page) {
	if page.picture == nil {
		return
	}
	options := page.picture.register(p.pdf)
	options.AllowNegativePosition = true
	p.artifact(func() {
		p.pdf.ImageOptions(page.picture.Hash, -page.bleed, -page.bleed, page.width+2*page.bleed, page.height+2*page.bleed, false, options, 0, "")
	})
}

// laid draws a block that was set.
func (p *paper) laid(b laid) {
	for _, picture := range b.pictures {
		draw := func() {
			options := picture.register(p.pdf)
			p.pdf.ImageOptions(picture.Hash, picture.x, picture.y, picture.w, picture.h, false, options, 0, "")
		}
		if picture.about == "" {
			p.artifact(draw)
			continue
		}
		p.figure(picture.about, picture.x, picture.y, picture.w, picture.h, draw)
	}
	for _, rule := range b.rules {
		pen{p.pdf}.stroke(b.color, 0.25)
		p.pdf.Line(rule.x, rule.y, rule.x+rule.w, rule.y)
	}
	if b.code != nil {
		p.figure(locale.T(p.lang, "document.qr"), b.box.x, b.box.y, b.box.w, b.box.h, func() { pen{p.pdf}.quietCode(b) })
	}
	for _, said := range b.said {
		p.tag(cmp.Or(said.role, tagP), func() { p.lines(said.lines, said.x, said.y, said.style, said.align) })
	}
}

// quietCode draws a QR code on white, so that nothing disturbs its margin.
func (p pen) quietCode(b laid) {
	dark := codeBox(b.box, b.code)
	margin := dark.w / float64(b.code.Bounds().Dx()) * quiet
	p.fill(white)
	p.pdf.Rect(dark.x-margin, dark.y-margin, dark.w+2*margin, dark.w+2*margin, "F")
	p.qr(b.code, dark.x, dark.y, dark.w)
}

// ornaments draws what a page has besides words and pictures.
func (p pen) ornaments(page *page) {
	p.background(page.background, page.extent)
	for _, b := range page.laid {
		switch {
		case b.mark:
			height := min(b.box.h, b.box.w/1.6)
			p.mark(b.box.x+b.box.w/2, b.box.y+(b.box.h-height)/2, height, b.color)
		case b.divider:
			p.ruled(b.box.x+b.box.w/2, b.box.y+b.box.h/2, b.box.w/2, b.color)
		}
	}
}

// backdrops are the ornaments that pages of all documents have in common, drawn once.
var (
	backdrops     = map[string]*stamp{}
	backdropsLock sync.Mutex
)

// mostBackdrops is how many of them are kept.
const mostBackdrops = 32

// backdrop gives the page's ornaments. They hold no picture, which every file has of its own.
func (page *page) backdrop() (*stamp, error) {
	key := fmt.Sprint(page.extent, page.background.Name, page.background.Colors)
	for _, b := range page.laid {
		if b.mark || b.divider {
			key += fmt.Sprint(b.mark, b.box, b.color)
		}
	}
	backdropsLock.Lock()
	defer backdropsLock.Unlock()
	if drawn := backdrops[key]; drawn != nil {
		return drawn, nil
	}
	if len(backdrops) >= mostBackdrops {
		clear(backdrops)
	}
	drawn, err := newStamp(page.extent, func(p pen) { p.ornaments(page) })
	if err == nil {
		backdrops[key] = drawn
	}
	return drawn, err
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
