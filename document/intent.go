package document

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"sync"
	"unicode/utf16"
)

// colorName is what the colors of all documents are measured in.
const colorName = "sRGB IEC61966-2.1"

// putIntent writes what the colors mean, so that they look the same on every screen and in print.
func putIntent(f *file) string {
	profile := f.next()
	f.stream(profile, "/N 3/Filter/FlateDecode", packedProfile())
	return fmt.Sprintf("<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(%s)/Info(%s)/DestOutputProfile %d 0 R>>", colorName, colorName, profile)
}

var packedProfile = sync.OnceValue(func() []byte { return pack(colorProfile()) })

// colorProfile describes sRGB (IEC 61966-2-1) as a display's profile of ICC.1:2004-10 (version 4.2): where its primary colors and its
// white are, seen under the light D50 as profiles have it, and the curve from the numbers to light.
func colorProfile() []byte {
	tags := []struct {
		name string
		data []byte
	}{
		{"desc", iccText(colorName)},
		{"cprt", iccText("Public domain")},
		{"wtpt", iccNumbers("XYZ ", 0.9642, 1, 0.8249)},
		{"chad", iccNumbers("sf32", 1.04788, 0.02292, -0.05022, 0.02959, 0.99048, -0.01708, -0.00925, 0.01508, 0.75168)}, // Bradford, D65 to D50
		{"rXYZ", iccNumbers("XYZ ", 0.43607, 0.22249, 0.01392)},
		{"gXYZ", iccNumbers("XYZ ", 0.38515, 0.71687, 0.09708)},
		{"bXYZ", iccNumbers("XYZ ", 0.14307, 0.06061, 0.71410)},
		{"rTRC", iccCurve()}, {"gTRC", nil}, {"bTRC", nil}, // the same
	}
	const headLength, entryLength = 128, 12
	table, data := binary.BigEndian.AppendUint32(nil, uint32(len(tags))), []byte(nil)
	from := headLength + 4 + entryLength*len(tags)
	var offset, length int
	for _, tag := range tags {
		if tag.data != nil {
			offset, length = from+len(data), len(tag.data)
			data = append(data, tag.data...)
			data = append(data, make([]byte, -len(data)&3)...)
		}
		table = append(table, tag.name...)
		table = binary.BigEndian.AppendUint32(table, uint32(offset))
		table = binary.BigEndian.AppendUint32(table, uint32(length))
	}
	head := make([]byte, headLength)
	binary.BigEndian.PutUint32(head, uint32(from+len(data)))
	binary.BigEndian.PutUint32(head[8:], 0x04200000)
	copy(head[12:], "mntrRGB XYZ ")
	for i, number := range []uint16{2023, 1, 1, 0, 0, 0} { // when it was made, always the same
		binary.BigEndian.PutUint16(head[24+2*i:], number)
	}
	copy(head[36:], "acsp")
	copy(head[68:], iccNumbers("", 0.9642, 1, 0.8249)) // the light D50
	return bytes.Join([][]byte{head, table, data}, nil)
}

// iccNumbers writes numbers with sixteen binary places after their kind.
func iccNumbers(kind string, numbers ...float64) []byte {
	out := []byte(kind)
	if kind != "" {
		out = append(out, 0, 0, 0, 0)
	}
	for _, n := range numbers {
		out = binary.BigEndian.AppendUint32(out, uint32(int32(math.Round(n*65536))))
	}
	return out
}

// iccCurve is sRGB's: a power, and a straight line near black.
func iccCurve() []byte {
	return append([]byte("para\x00\x00\x00\x00\x00\x03\x00\x00"), iccNumbers("", 2.4, 1/1.055, 0.055/1.055, 1/12.92, 0.04045)...)
}

// iccText is a text in English.
func iccText(s string) []byte {
	out := []byte("mluc\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x0cenUS")
	units := utf16.Encode([]rune(s))
	out = binary.BigEndian.AppendUint32(out, uint32(2*len(units)))
	out = binary.BigEndian.AppendUint32(out, 28)
	for _, unit := range units {
		out = binary.BigEndian.AppendUint16(out, unit)
	}
	return out
}
