package document

import "errors"

// qrCode is a QR code of ISO/IEC 18004: model 2, versions 1 to 6, error correction level M, bytes.
type qrCode struct {
	size  int
	dark  [][]bool // by row and column
	fixed [][]bool // belongs to the pattern, and not to the data
}

// qrVersions says how a version parts its codewords at level M: so many blocks, each with so many of data and of correction.
var qrVersions = []struct{ blocks, data, correction int }{{1, 16, 10}, {1, 28, 16}, {1, 44, 26}, {2, 32, 18}, {2, 43, 24}, {4, 27, 16}}

// newQR makes the smallest code that holds the text, 106 bytes at most.
func newQR(text string) (*qrCode, error) {
	for i, v := range qrVersions {
		if len(text)+2 > v.blocks*v.data { // 4 bits of mode, 8 of length, 4 of the end
			continue
		}
		q := qrFrame(i + 1)
		q.fill(qrCodewords(text, v.blocks, v.data, v.correction))
		return q.masked(), nil
	}
	return nil, errors.New("document: the text is too long for a code")
}

// qrCodewords are the text's bytes, filled up and with their corrections, in the order in which they are drawn.
func qrCodewords(text string, blocks, data, correction int) []byte {
	padded := make([]byte, 0, blocks*data)
	before := byte(4) // the mode's four bits shift all that follows by half a byte
	for _, b := range append([]byte{byte(len(text))}, text...) {
		padded = append(padded, before<<4|b>>4)
		before = b & 15
	}
	padded = append(padded, before<<4)
	for fill := byte(0xEC); len(padded) < blocks*data; fill ^= 0xEC ^ 0x11 {
		padded = append(padded, fill)
	}
	var drawn, corrections []byte
	for i := range data {
		for b := range blocks {
			drawn = append(drawn, padded[b*data+i])
		}
	}
	rests := make([][]byte, blocks)
	for b := range blocks {
		rests[b] = reedSolomon(padded[b*data:(b+1)*data], correction)
	}
	for i := range correction {
		for b := range blocks {
			corrections = append(corrections, rests[b][i])
		}
	}
	return append(drawn, corrections...)
}

// galois multiplies in the field of 256 elements that codes reckon in.
func galois(a, b byte) (product byte) {
	for i := 7; i >= 0; i-- {
		overflow := product >> 7
		product = product<<1 ^ overflow*0x1D ^ (b>>i&1)*a
	}
	return product
}

// reedSolomon gives the rest of the data divided by the generator of a degree.
func reedSolomon(data []byte, degree int) []byte {
	generator := make([]byte, degree)
	generator[degree-1] = 1
	for root, i := byte(1), 0; i < degree; root, i = galois(root, 2), i+1 {
		for j := range generator {
			generator[j] = galois(generator[j], root)
			if j+1 < degree {
				generator[j] ^= generator[j+1]
			}
		}
	}
	rest := make([]byte, degree)
	for _, b := range data {
		factor := b ^ rest[0]
		rest = append(rest[1:], 0)
		for j, g := range generator {
			rest[j] ^= galois(g, factor)
		}
	}
	return rest
}

// qrFrame draws the parts of a version that are the same in every code, and keeps room for the format.
func qrFrame(version int) *qrCode {
	q := &qrCode{size: 17 + 4*version}
	for range q.size {
		q.dark, q.fixed = append(q.dark, make([]bool, q.size)), append(q.fixed, make([]bool, q.size))
	}
	for i := range q.size {
		q.fix(6, i, i%2 == 0)
		q.fix(i, 6, i%2 == 0)
	}
	q.square(3, 3, 4)
	q.square(3, q.size-4, 4)
	q.square(q.size-4, 3, 4)
	if version > 1 {
		q.square(q.size-7, q.size-7, 2)
	}
	q.format(0)
	return q
}

func (q *qrCode) fix(row, column int, dark bool) {
	q.dark[row][column], q.fixed[row][column] = dark, true
}

// square draws a pattern of rings around its middle, as far as it lies on the code: the eyes, with their margin, and the small one.
func (q *qrCode) square(row, column, reach int) {
	for dr := -reach; dr <= reach; dr++ {
		for dc := -reach; dc <= reach; dc++ {
			r, c := row+dr, column+dc
			if ring := max(dr, -dr, dc, -dc); r >= 0 && c >= 0 && r < q.size && c < q.size {
				q.fix(r, c, ring != 4 && ring != 2 && reach == 4 || reach == 2 && ring != 1)
			}
		}
	}
}

// format writes level and mask beside the eyes, twice.
func (q *qrCode) format(mask int) {
	rest := mask // level M is 00
	for range 10 {
		rest = rest<<1 ^ rest>>9*0x537
	}
	bits := (mask<<10 | rest) ^ 0x5412
	for i := range 15 {
		dark := bits>>i&1 == 1
		switch {
		case i < 6:
			q.fix(i, 8, dark)
		case i < 8:
			q.fix(i+1, 8, dark)
		case i == 8:
			q.fix(8, 7, dark)
		default:
			q.fix(8, 14-i, dark)
		}
		if i < 8 {
			q.fix(8, q.size-1-i, dark)
		} else {
			q.fix(q.size-15+i, 8, dark)
		}
	}
	q.fix(q.size-8, 8, true)
}

// fill draws the codewords in pairs of columns, up and down from the right.
func (q *qrCode) fill(codewords []byte) {
	bit := 0
	for right := q.size - 1; right > 0; right -= 2 {
		if right == 6 {
			right--
		}
		for i := range q.size {
			row := i
			if (right+1)&2 == 0 {
				row = q.size - 1 - i
			}
			for _, column := range []int{right, right - 1} {
				if !q.fixed[row][column] && bit < 8*len(codewords) {
					q.dark[row][column] = codewords[bit/8]>>(7-bit%8)&1 == 1
					bit++
				}
			}
		}
	}
}
