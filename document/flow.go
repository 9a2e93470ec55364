package document

import "cmp"

// block is a paragraph in the middle of a page: a text, how it may be set, and the gap above it in millimeters.
type block struct {
	text string
	role role // what it is; empty: a paragraph
	fit
	color color
	gap   float64
	y     float64 // the baseline of a block that stands alone
}

// flow is a column of blocks broken into lines.
type flow struct {
	blocks   []block
	settings []setting
	height   float64
}

// one draws a block with the middle of its lines around its own baseline; false where it does not fit.
func (p *paper) one(b block, width float64) bool {
	s, ok := b.set(p.clean(b.text), width)
	if !ok {
		return false
	}
	p.block(b, s, b.y-s.size*point*lineSpacing*float64(len(s.lines)-1)/2)
	return true
}

// block draws a block as it is set, the first line's baseline at y.
func (p *paper) block(b block, s setting, y float64) {
	p.tag(cmp.Or(b.role, tagP), func() { p.lines(s.lines, middle, y, style{b.face, s.size, b.tracking, b.color}, center) })
}

// flow breaks blocks into lines with all sizes and gaps scaled; blocks without text take no room.
func (p *paper) flow(blocks []block, width, scale float64) (flow, bool) {
	var f flow
	for _, b := range blocks {
		if b.text == "" {
			continue
		}
		b.size, b.gap = max(b.size*scale, b.min), b.gap*scale
		s, ok := b.set(p.clean(b.text), width)
		if !ok {
			return flow{}, false
		}
		if len(f.blocks) > 0 {
			f.height += b.gap
		}
		f.height += float64(len(s.lines)) * s.size * point * lineSpacing
		f.blocks, f.settings = append(f.blocks, b), append(f.settings, s)
	}
	return f, true
}

// draw puts a flow below top; of the room that is left, a third goes above it and a share between the blocks.
func (p *paper) draw(f flow, top, room float64) {
	between := min(room*0.4/float64(max(len(f.blocks)-1, 1)), 3.5)
	y := top + (room-between*float64(len(f.blocks)-1))*0.45
	for i, b := range f.blocks {
		if i > 0 {
			y += b.gap + between
		}
		s := f.settings[i]
		height := s.size * point * lineSpacing
		p.block(b, s, y+height*0.77)
		y += height * float64(len(s.lines))
	}
}
