package documenttest

import (
	"bytes"
	"encoding/binary"
)

// font is what is needed to read a text again: what each code means, and how wide it is.
type font struct {
	meaning map[uint16]string
	width   map[uint16]float64
	glyphs  []byte // two bytes for each code
	program map[string][]byte
}

// font reads a composite font and what the file of its shapes says.
func (f *file) font(v any) *font {
	if known := f.fonts[v]; known != nil {
		return known
	}
	d := f.dict(v)
	below := f.dict(append(f.array(d["DescendantFonts"]), nil)[0])
	descriptor := f.dict(below["FontDescriptor"])
	out := &font{f.meanings(f.content(d["ToUnicode"])), f.widths(f.array(below["W"])), f.content(below["CIDToGIDMap"]), map[string][]byte{}}
	if d["Encoding"] != name("Identity-H") || below["Subtype"] != name("CIDFontType2") || d["BaseFont"] != descriptor["FontName"] || d["BaseFont"] != below["BaseFont"] {
		f.blame("the font %v is not as expected", d["BaseFont"])
	}
	f.fonts[v] = out
	program := f.content(descriptor["FontFile2"])
	if len(program) < 12 {
		f.blame("the font %v is not within the file", d["BaseFont"])
		return out
	}
	for i := range int(binary.BigEndian.Uint16(program[4:])) {
		head := program[12+16*i:]
		from, length := binary.BigEndian.Uint32(head[8:]), binary.BigEndian.Uint32(head[12:])
		out.program[string(head[:4])] = program[from : from+length]
	}
	return out
}

// meanings reads the list of what the codes of a font stand for.
func (f *file) meanings(list []byte) map[uint16]string {
	out := map[uint16]string{}
	for _, block := range bytes.Split(list, []byte("beginbfchar\n"))[1:] {
		block, _, _ := bytes.Cut(block, []byte("endbfchar"))
		r := &reader{body: block}
		for count := 0; ; count++ {
			code, err := r.value()
			if code == operator("") {
				if count > 100 {
					f.blame("a list of %d meanings", count)
				}
				break
			}
			meaning, err2 := r.value()
			c, is := code.(text)
			m, are := meaning.(text)
			if err != nil || err2 != nil || !is || !are || len(c) != 2 {
				f.blame("a code %v means %v", code, meaning)
				return out
			}
			out[binary.BigEndian.Uint16([]byte(c))] = fromUTF16(m)
		}
	}
	return out
}

func (f *file) widths(list array) map[uint16]float64 {
	out := map[uint16]float64{}
	for i := 0; i+1 < len(list); i += 2 {
		first, _ := list[i].(float64)
		for j, w := range f.array(list[i+1]) {
			out[uint16(int(first)+j)], _ = w.(float64)
		}
	}
	return out
}

// read gives what a text in the font says. A code must have a shape, and be as wide as the font's file has it.
func (f *file) read(t text, in *font) string {
	var out string
	if len(t)%2 != 0 || in == nil {
		f.blame("a text of %d bytes in the font %v", len(t), in)
		return ""
	}
	for i := 0; i < len(t); i += 2 {
		code := uint16(t[i])<<8 | uint16(t[i+1])
		meaning, known := in.meaning[code]
		width, measured := in.width[code]
		glyph := 0
		if 2*int(code)+1 < len(in.glyphs) {
			glyph = int(binary.BigEndian.Uint16(in.glyphs[2*int(code):]))
		}
		if !known || !measured || glyph == 0 {
			f.blame("the code %04X means %q, has the glyph %d, width known: %t", code, meaning, glyph, measured)
		}
		if hmtx := in.program["hmtx"]; 4*glyph+1 < len(hmtx) {
			if drawn := float64(binary.BigEndian.Uint16(hmtx[4*glyph:])); drawn != width { // of 1000 units in this font
				f.blame("the code %04X is %v wide and drawn %v", code, width, drawn)
			}
		}
		out += meaning
	}
	return out
}
