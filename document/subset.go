package document

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"iter"
	"math/bits"
	"strings"
)

// characters is a set of those that a font can have.
type characters [0x10000 / 64]uint64

func (c *characters) add(r rune) { c[r/64] |= 1 << (r % 64) }

// all gives the characters in order.
func (c *characters) all() iter.Seq[rune] {
	return func(yield func(rune) bool) {
		for i, word := range c {
			for ; word != 0; word &= word - 1 {
				if !yield(rune(i*64 + bits.TrailingZeros64(word))) {
					return
				}
			}
		}
	}
}

// outline is what a font file holds of the shapes of its characters.
type outline struct {
	tables map[string][]byte
	loca   []uint32 // where in the table glyf each glyph begins, and where the last one ends
}

var errFont = errors.New("document: the font is not as expected")

// readOutline takes a TrueType font apart.
func readOutline(data []byte) (outline, error) {
	o := outline{tables: map[string][]byte{}}
	u16 := binary.BigEndian.Uint16
	for i := range int(u16(data[4:])) {
		entry := data[12+16*i:]
		from, length := binary.BigEndian.Uint32(entry[8:]), binary.BigEndian.Uint32(entry[12:])
		o.tables[string(entry[:4])] = data[from : from+length]
	}
	head, loca, glyf := o.tables["head"], o.tables["loca"], o.tables["glyf"]
	glyphs := int(u16(o.tables["maxp"][4:]))
	if len(head) < 54 || int(u16(o.tables["hhea"][34:])) != glyphs {
		return o, errFont
	}
	for i := range glyphs + 1 {
		if u16(head[50:]) == 0 {
			o.loca = append(o.loca, 2*uint32(u16(loca[2*i:])))
		} else {
			o.loca = append(o.loca, binary.BigEndian.Uint32(loca[4*i:]))
		}
		if o.loca[i] > uint32(len(glyf)) || i > 0 && o.loca[i] < o.loca[i-1] {
			return o, errFont
		}
	}
	return o, nil
}

func (o outline) glyph(id uint16) []byte { return o.tables["glyf"][o.loca[id]:o.loca[id+1]] }

// parts are the glyphs that a glyph is put together from.
func (o outline) parts(id uint16) (parts []uint16) {
	const words, scale, more, twoScales, matrix = 1, 8, 32, 64, 128
	glyph := o.glyph(id)
	if len(glyph) < 10 || int16(binary.BigEndian.Uint16(glyph)) >= 0 {
		return nil
	}
	for rest := glyph[10:]; len(rest) >= 4; {
		flags := binary.BigEndian.Uint16(rest)
		parts = append(parts, binary.BigEndian.Uint16(rest[2:]))
		length := 6
		for _, longer := range []struct{ flag, by int }{{words, 2}, {scale, 2}, {twoScales, 4}, {matrix, 8}} {
			if int(flags)&longer.flag != 0 {
				length += longer.by
			}
		}
		if flags&more == 0 || length > len(rest) {
			break
		}
		rest = rest[length:]
	}
	return parts
}

// subset makes a font file of the glyphs of some characters; they keep their numbers, and the places of all others are empty.
func (f *face) subset(used *characters) []byte {
	keep := make([]bool, len(f.loca)-1)
	var add func(id uint16)
	add = func(id uint16) {
		if int(id) < len(keep) && !keep[id] {
			keep[id] = true
			for _, part := range f.parts(id) {
				add(part)
			}
		}
	}
	add(0)
	for r := range used.all() {
		add(f.glyphs[r])
	}
	glyf, loca, hmtx := []byte(nil), binary.BigEndian.AppendUint32(nil, 0), make([]byte, 4*len(keep))
	for id, kept := range keep {
		if kept {
			glyf = append(glyf, f.glyph(uint16(id))...)
			glyf = append(glyf, make([]byte, -len(glyf)&3)...)
			copy(hmtx[4*id:], f.tables["hmtx"][4*id:4*id+4])
		}
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
	}
	head := bytes.Clone(f.tables["head"])
	binary.BigEndian.PutUint16(head[50:], 1) // offsets of 32 bits
	return fontFile(map[string][]byte{"glyf": glyf, "head": head, "hhea": f.tables["hhea"], "hmtx": hmtx, "loca": loca, "maxp": f.tables["maxp"]})
}

// fontFile puts tables together, in the order of their names.
func fontFile(tables map[string][]byte) []byte {
	names := []string{"glyf", "head", "hhea", "hmtx", "loca", "maxp"}
	out := []byte{0, 1, 0, 0, 0, byte(len(names)), 0, 64, 0, 2, 0, 32} // with the numbers for a search among six
	offset := len(out) + 16*len(names)
	var data []byte
	for _, name := range names {
		table := tables[name]
		out = append(out, name...)
		padded := append(bytes.Clone(table), make([]byte, -len(table)&3)...)
		for _, number := range []uint32{sumOf(padded), uint32(offset + len(data)), uint32(len(table))} {
			out = binary.BigEndian.AppendUint32(out, number)
		}
		data = append(data, padded...)
	}
	return append(out, data...)
}

func sumOf(table []byte) (sum uint32) {
	for ; len(table) >= 4; table = table[4:] {
		sum += binary.BigEndian.Uint32(table)
	}
	return sum
}

// putFonts writes the fonts that texts used, cut down to their characters, and gives their names for the resources.
func (p *paper) putFonts(f *file) string {
	var names strings.Builder
	for i, used := range p.used {
		if used != nil {
			fmt.Fprintf(&names, "/F%d %d 0 R\n", i, []*face{p.fonts.regular, p.fonts.bold}[i].put(f, used))
		}
	}
	return names.String()
}

// put writes a font: the codes of its texts are those of Unicode, so that they need no more than a list to be read again.
func (f *face) put(out *file, used *characters) int {
	var widths, unicode strings.Builder
	var glyphs []byte
	count, next := 0, rune(-1)
	for r := range used.all() {
		if r != next {
			fmt.Fprintf(&widths, "]%d[", r)
		}
		fmt.Fprintf(&widths, "%d ", f.widths[r])
		next = r + 1
		glyphs = append(glyphs, make([]byte, 2*int(r)-len(glyphs))...)
		glyphs = binary.BigEndian.AppendUint16(glyphs, f.glyphs[r])
		if count%100 == 0 { // as many as one list may have
			if count > 0 {
				unicode.WriteString("endbfchar\n")
			}
			fmt.Fprintf(&unicode, "%d beginbfchar\n", min(100, used.count()-count))
		}
		fmt.Fprintf(&unicode, "<%04X> <%04X>\n", r, r)
		count++
	}
	program := f.subset(used)
	name := cutName(program) + "+" + f.name
	font, descendant, descriptor, mapped, file, readable := out.next(), out.next(), out.next(), out.next(), out.next(), out.next()
	out.object(font, "<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>", name, descendant, readable)
	out.object(descendant, "<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor %d 0 R"+
		"/CIDToGIDMap %d 0 R/W[%s]]>>", name, descriptor, mapped, strings.TrimPrefix(widths.String(), "]"))
	out.object(descriptor, "<</Type/FontDescriptor/FontName/%s/Flags 4/FontBBox[%s]/ItalicAngle 0/Ascent %d/Descent %d/CapHeight %d/StemV %d/FontFile2 %d 0 R>>",
		name, f.box, f.ascent, f.descent, f.capHeight, f.stem, file)
	out.packed(mapped, "", glyphs)
	out.packed(file, fmt.Sprintf("/Length1 %d", len(program)), program)
	out.packed(readable, "", []byte(toUnicode+unicode.String()+"endbfchar\nendcmap CMapName currentdict /CMap defineresource pop end end\n"))
	return font
}

// toUnicode begins the list of what the codes of a font mean (ISO 32000-1, 9.10.3).
const toUnicode = `/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def /CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
`

func (c *characters) count() (n int) {
	for _, word := range c {
		n += bits.OnesCount64(word)
	}
	return n
}

// cutName is the sign of a font that is not whole: six letters that differ where its glyphs do.
func cutName(program []byte) string {
	sum := sha256.Sum256(program)
	var out [6]byte
	for i := range out {
		out[i] = 'A' + sum[i]%26
	}
	return string(out[:])
}
