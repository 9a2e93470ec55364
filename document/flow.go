package document

// block is a paragraph of a column: a text, how it may be set, and the gap above it in millimeters.
type block struct {
	text string
	fit
	color  color
	gap    float64
	align  align
	role   role // in the structure; none: a paragraph
	number int  // of its block in the design
}

// flow is a column of blocks broken into lines.
type flow struct {
	blocks   []block
	settings []setting
	height   float64
}

// flowed breaks blocks into lines with all sizes and gaps scaled; blocks without text take no room.
func flowed(blocks []block, width, scale float64) (flow, bool) {
	var f flow
	for _, b := range blocks {
		if b.text == "" {
			continue
		}
		b.size, b.gap = max(b.size*scale, b.min), b.gap*scale
		s, ok := b.set(b.text, width)
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

// laid puts a flow into a box. In its middle, a part of the room that is left goes between the blocks.
func (f flow) laid(box rect, room float64, vertical string) (blocks []laid) {
	y, between := box.y, 0.0
	switch vertical {
	case "middle":
		between = min(max(room, 0)*0.4/float64(max(len(f.blocks)-1, 1)), 3.5)
		y += (room - between*float64(len(f.blocks)-1)) * 0.45
	case "bottom":
		y += room
	}
	for i, b := range f.blocks {
		if i > 0 {
			y += b.gap + between
		}
		s := f.settings[i]
		height := s.size * point * lineSpacing
		whole := height * float64(len(s.lines))
		said := saidLines{s.lines, anchor(box, b.align), y + height*0.77, style{b.face, s.size, b.tracking, b.color}, b.align, b.role}
		blocks = append(blocks, laid{block: b.number, box: rect{box.x, y, box.w, whole}, said: []saidLines{said}})
		y += whole
	}
	return blocks
}

// anchor is the x of lines that stand at one end of their box, or in its middle.
func anchor(box rect, a align) float64 {
	switch a {
	case center:
		return box.x + box.w/2
	case right:
		return box.x + box.w
	}
	return box.x
}
