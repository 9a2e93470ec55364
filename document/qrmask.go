package document

import "slices"

// qrMasks turn modules around, so that no large areas and no false eyes arise.
var qrMasks = []func(r, c int) bool{
	func(r, c int) bool { return (r+c)%2 == 0 },
	func(r, _ int) bool { return r%2 == 0 },
	func(_, c int) bool { return c%3 == 0 },
	func(r, c int) bool { return (r+c)%3 == 0 },
	func(r, c int) bool { return (r/2+c/3)%2 == 0 },
	func(r, c int) bool { return r*c%2+r*c%3 == 0 },
	func(r, c int) bool { return (r*c%2+r*c%3)%2 == 0 },
	func(r, c int) bool { return ((r+c)%2+r*c%3)%2 == 0 },
}

// masked is the code under the mask with the lowest penalty.
func (q *qrCode) masked() *qrCode {
	var best *qrCode
	for mask, turns := range qrMasks {
		m := &qrCode{size: q.size, fixed: q.fixed}
		for r, row := range q.dark {
			m.dark = append(m.dark, slices.Clone(row))
			for c := range row {
				m.dark[r][c] = row[c] != (turns(r, c) && !q.fixed[r][c])
			}
		}
		m.format(mask)
		if best == nil || m.penalty() < best.penalty() {
			best = m
		}
	}
	return best
}

// penalty tells how hard the code is to read: for runs and squares of one color, for false eyes, and for much dark or light.
func (q *qrCode) penalty() (points int) {
	dark := 0
	for r := range q.size {
		row, column := make([]bool, q.size), make([]bool, q.size)
		for c := range q.size {
			row[c], column[c] = q.dark[r][c], q.dark[c][r]
			if q.dark[r][c] {
				dark++
			}
			if r > 0 && c > 0 && q.dark[r][c] == q.dark[r-1][c] && q.dark[r][c] == q.dark[r][c-1] && q.dark[r][c] == q.dark[r-1][c-1] {
				points += 3
			}
		}
		points += linePenalty(row) + linePenalty(column)
	}
	percent := 100 * dark / (q.size * q.size)
	return points + 10*(max(percent-50, 50-percent)/5)
}

// falseEyes look like the middle of an eye, with light on one side.
var falseEyes = [][]bool{
	{true, false, true, true, true, false, true, false, false, false, false},
	{false, false, false, false, true, false, true, true, true, false, true},
}

func linePenalty(line []bool) (points int) {
	run := 0
	for i := range line {
		if i > 0 && line[i] != line[i-1] {
			run = 0
		}
		if run++; run == 5 {
			points += 3
		} else if run > 5 {
			points++
		}
		for _, eye := range falseEyes {
			if i+len(eye) <= len(line) && slices.Equal(line[i:i+len(eye)], eye) {
				points += 40
			}
		}
	}
	return points
}

// qr draws a code with its upper left corner at (x, y), as a box of a width in millimeters without the margin that it needs.
func (p pen) qr(q *qrCode, x, y, width float64) {
	module := width / float64(q.size)
	p.fill(ink)
	for r, row := range q.dark {
		for c := 0; c < len(row); c++ {
			run := 0
			for c+run < len(row) && row[c+run] {
				run++
			}
			if run > 0 {
				p.pdf.Rect(x+float64(c)*module, y+float64(r)*module, float64(run)*module, module, "F")
				c += run
			}
		}
	}
}
