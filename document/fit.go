package document

import (
	"strings"
	"unicode/utf8"
)

// fit is how a text may be set: from size down to min, both in points, on up to rows lines.
type fit struct {
	face      *face
	size, min float64
	tracking  float64 // thousandths of the size
	rows      int
}

// setting is a text broken into lines at a size.
type setting struct {
	lines []string
	size  float64
}

// step is how much smaller the next size to be tried is.
const step = 0.5

// set breaks a text for a box of a width in millimeters: into one line where three quarters of the size or more allow it, else
// into as few lines of like length as it may have. ok is false where even the smallest size does not fit.
func (f fit) set(text string, width float64) (s setting, ok bool) {
	if text == "" {
		return setting{}, true
	}
	single := max(f.size*0.75, f.min)
	for size := f.size; size >= single; size -= step {
		if f.face.width(text, size, f.tracking) <= width {
			return setting{[]string{text}, size}, true
		}
	}
	for size := single; size >= f.min; size -= step {
		if lines := f.wrap(text, size, width); len(lines) <= f.rows {
			return setting{f.balance(text, size, width, len(lines)), size}, true
		}
	}
	return setting{}, false
}

// fill breaks a text for a column: at full size on as many lines as it may have, and smaller only where these are too few.
func (f fit) fill(text string, width float64) (s setting, ok bool) {
	if text == "" {
		return setting{}, true
	}
	for size := f.size; size >= f.min; size -= step {
		if lines := f.wrap(text, size, width); len(lines) <= f.rows {
			return setting{lines, size}, true
		}
	}
	return setting{}, false
}

// wrap fills lines with as many words as they hold; a word that is longer than a line is broken. The space between two words stays at the
// end of the line, so that whoever reads the lines one after the other has two words.
func (f fit) wrap(text string, size, width float64) []string {
	var lines []string
	line := ""
	for _, word := range strings.Split(text, " ") {
		longer := word
		if line != "" {
			longer = line + " " + word
		}
		if f.face.width(longer, size, f.tracking) <= width {
			line = longer
			continue
		}
		if line != "" {
			lines = append(lines, line+" ")
		}
		pieces := f.cut(word, size, width)
		lines = append(lines, pieces[:len(pieces)-1]...)
		line = pieces[len(pieces)-1]
	}
	return append(lines, line)
}

// balance narrows the box as far as the number of lines stays, so that the lines come out alike.
func (f fit) balance(text string, size, width float64, rows int) []string {
	narrow, wide := width/2, width
	for wide-narrow > 0.5 {
		middle := (narrow + wide) / 2
		if len(f.wrap(text, size, middle)) <= rows {
			wide = middle
		} else {
			narrow = middle
		}
	}
	return f.wrap(text, size, wide)
}

// cut breaks a word into pieces that fit; at least one character stands on each.
func (f fit) cut(word string, size, width float64) []string {
	var pieces []string
	start, used := 0, 0.0
	for i, r := range word {
		w := f.face.width(word[i:i+utf8.RuneLen(r)], size, f.tracking)
		if used+w > width && i > start {
			pieces = append(pieces, word[start:i])
			start, used = i, 0
		}
		used += w
	}
	return append(pieces, word[start:])
}
