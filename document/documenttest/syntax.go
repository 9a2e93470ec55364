// Package documenttest reads documents back as a screen reader does, and finds what is wrong with them. It shares nothing with the
// package that writes them.
package documenttest

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"strconv"
	"unicode/utf16"
)

// The kinds of values in a PDF beside float64, bool and nil (ISO 32000-1, 7.3).
type (
	name      string
	text      string // its bytes
	reference int    // the number of an object
	array     []any
	dict      map[name]any
	operator  string // of a page's content
)

// stream is a dictionary with content, as it stands in the file.
type stream struct {
	dict
	raw []byte
}

// reader reads values one after the other.
type reader struct {
	body []byte
	at   int
}

const spaces, delimiters = "\x00\t\n\f\r ", "()<>[]{}/%"

func (r *reader) skip() {
	for r.at < len(r.body) {
		switch b := r.body[r.at]; {
		case bytes.IndexByte([]byte(spaces), b) >= 0:
			r.at++
		case b == '%':
			for r.at < len(r.body) && r.body[r.at] != '\n' && r.body[r.at] != '\r' {
				r.at++
			}
		default:
			return
		}
	}
}

func (r *reader) starts(with string) bool { return bytes.HasPrefix(r.body[r.at:], []byte(with)) }

// value reads the next value; a word that is none comes as an operator, the end as an empty one.
func (r *reader) value() (any, error) {
	r.skip()
	switch {
	case r.at >= len(r.body):
		return operator(""), nil
	case r.starts("<<"):
		r.at += 2
		return r.dict()
	case r.starts("<"):
		return r.hex()
	case r.starts("("):
		return r.literal()
	case r.starts("["):
		r.at++
		return r.array()
	case r.starts("/"):
		r.at++
		return name(r.word()), nil
	case r.starts("]") || r.starts(">>"):
		return nil, fmt.Errorf("a list ends that has not begun, at %d", r.at)
	}
	return r.plain(r.word())
}

func (r *reader) word() string {
	from := r.at
	for r.at < len(r.body) && bytes.IndexByte([]byte(spaces+delimiters), r.body[r.at]) < 0 {
		r.at++
	}
	return string(r.body[from:r.at])
}

// plain is a number, a reference, or a word.
func (r *reader) plain(word string) (any, error) {
	switch word {
	case "":
		return nil, fmt.Errorf("there is %q at %d", r.body[r.at], r.at)
	case "true", "false":
		return word == "true", nil
	case "null":
		return nil, nil
	}
	number, err := strconv.ParseFloat(word, 64)
	if err != nil {
		return operator(word), nil
	}
	if next := (&reader{r.body, r.at}); next.referred() && number == float64(int(number)) {
		r.at = next.at
		return reference(number), nil
	}
	return number, nil
}

// referred tells whether a number is followed by what makes a reference of it.
func (r *reader) referred() bool {
	r.skip()
	if r.word() != "0" {
		return false
	}
	r.skip()
	return r.word() == "R"
}

func (r *reader) array() (array, error) {
	list := array{}
	for {
		if r.skip(); r.starts("]") {
			r.at++
			return list, nil
		}
		v, err := r.value()
		if err != nil || v == operator("") {
			return nil, fmt.Errorf("a list without an end: %v", err)
		}
		list = append(list, v)
	}
}

func (r *reader) dict() (dict, error) {
	d := dict{}
	for {
		if r.skip(); r.starts(">>") {
			r.at += 2
			return d, nil
		}
		key, err := r.value()
		n, is := key.(name)
		if err != nil || !is {
			return nil, fmt.Errorf("a dictionary has the name %v: %v", key, err)
		}
		if _, twice := d[n]; twice {
			return nil, fmt.Errorf("a dictionary has %s twice", n)
		}
		if d[n], err = r.value(); err != nil {
			return nil, fmt.Errorf("%s: %w", n, err)
		}
	}
}

func (r *reader) hex() (text, error) {
	end := bytes.IndexByte(r.body[r.at:], '>')
	if end < 0 {
		return "", fmt.Errorf("a text without an end at %d", r.at)
	}
	digits := r.body[r.at+1 : r.at+end]
	r.at += end + 1
	out, err := hex.DecodeString(string(digits))
	return text(out), err
}

// literal reads a text in parentheses.
func (r *reader) literal() (text, error) {
	var out []byte
	depth := 0
	for ; r.at < len(r.body); r.at++ {
		b := r.body[r.at]
		switch b {
		case '(':
			if depth++; depth == 1 {
				continue
			}
		case ')':
			if depth--; depth == 0 {
				r.at++
				return text(out), nil
			}
		case '\r':
			return "", fmt.Errorf("the end of a line within a text at %d", r.at)
		case '\\':
			r.at++
			if r.at == len(r.body) {
				return "", fmt.Errorf("a text without an end")
			}
			switch b = r.body[r.at]; b {
			case 'r':
				b = '\r'
			case 'n':
				b = '\n'
			case '(', ')', '\\':
			default:
				return "", fmt.Errorf("an unknown escape at %d", r.at)
			}
		}
		out = append(out, b)
	}
	return "", fmt.Errorf("a text without an end")
}

// words decodes a text that people read.
func (t text) words() string {
	if len(t) < 2 || t[:2] != "\xfe\xff" {
		return string(t)
	}
	return fromUTF16(t[2:])
}

func fromUTF16(t text) string {
	var units []uint16
	for i := 0; i+1 < len(t); i += 2 {
		units = append(units, uint16(t[i])<<8|uint16(t[i+1]))
	}
	return string(utf16.Decode(units))
}
