package judging

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// maxDepth is how deep what is skipped may be nested.
const maxDepth = 1000

// reader goes through a JSON text token by token and knows where it is. What does not fit is noted and passed over; when
// the text cannot be read on, the reader is dead and everything it is asked for is empty.
type reader struct {
	letters  *letters
	decoder  *json.Decoder
	path     []step
	problems Problems
	dead     bool
}

// step is one step of a place: a key, or an index of 0 or more.
type step struct {
	key   string
	index int
}

func newReader(in io.Reader) *reader {
	letters := newLetters(&capped{in, maxInput})
	r := &reader{letters: letters, decoder: json.NewDecoder(letters)}
	r.decoder.UseNumber()
	return r
}

// place writes where the reader is: "scores[17].value".
func (r *reader) place() string {
	var text strings.Builder
	for _, s := range r.path {
		if s.index >= 0 {
			text.WriteString("[" + strconv.Itoa(s.index) + "]")
			continue
		}
		if text.Len() > 0 {
			text.WriteString(".")
		}
		if quoted := strconv.Quote(s.key); quoted != `"`+s.key+`"` || s.key == "" {
			text.WriteString(quoted) // so that a place stays on its line
		} else {
			text.WriteString(s.key)
		}
	}
	return text.String()
}

// wrong notes a problem where the reader is.
func (r *reader) wrong(text string, args ...any) { r.problems.add(r.place(), text, args...) }

// next gives the next token.
func (r *reader) next() (token json.Token, alive bool) {
	if r.dead {
		return nil, false
	}
	token, err := r.decoder.Token()
	if err == nil {
		return token, true
	}
	r.die(err)
	return nil, false
}

func (r *reader) die(err error) {
	r.dead = true
	switch {
	case errors.Is(err, errTooLarge):
		r.problems = Problems{{"", err.Error()}}
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		r.wrong("the input ends too early")
	case errors.Is(err, errNotUTF8), errors.Is(err, errBlanks): // which say where
		r.wrong("%v", err)
	default:
		r.wrong("%v (byte %d)", err, r.letters.skipped+r.decoder.InputOffset())
	}
}

// expected notes that something else stands here, and passes over it.
func (r *reader) expected(what string, token json.Token) {
	r.wrong("%s, not %s", what, described(token))
	r.pass(token)
}

// pass goes to the end of a value that begins with the token.
func (r *reader) pass(token json.Token) {
	depth := 0
	for alive := true; alive; token, alive = r.next() {
		switch token {
		case json.Delim('['), json.Delim('{'):
			depth++
		case json.Delim(']'), json.Delim('}'):
			depth--
		}
		if depth == 0 {
			return
		}
		if depth > maxDepth {
			r.die(fmt.Errorf("nested deeper than %d", maxDepth))
		}
	}
}

// described says what a token is, for people.
func described(token json.Token) string {
	switch token := token.(type) {
	case json.Delim:
		if token == '[' {
			return "a list"
		}
		return "an object"
	case string:
		return strconv.Quote(token)
	case json.Number:
		return "the number " + token.String()
	case bool:
		return strconv.FormatBool(token)
	}
	return "null"
}

// field is one key that an object may have.
type field struct {
	key      string
	required bool
	read     func()
}

// object reads an object that has these keys and no others, each once, and tells whether there was one.
func (r *reader) object(fields []field) bool {
	token, alive := r.next()
	if !alive {
		return false
	}
	if token != json.Delim('{') {
		r.expected("must be an object", token)
		return false
	}
	seen := uint64(0)
	for r.more() {
		key, alive := r.next()
		if !alive {
			return false
		}
		r.path = append(r.path, step{key: key.(string), index: -1})
		seen |= r.member(fields, seen)
		r.path = r.path[:len(r.path)-1]
	}
	if _, alive := r.next(); !alive {
		return false
	}
	for number, f := range fields {
		if f.required && seen&(1<<number) == 0 {
			r.path = append(r.path, step{key: f.key, index: -1})
			r.wrong("is missing")
			r.path = r.path[:len(r.path)-1]
		}
	}
	return true
}

// member reads the value of the key that the path ends with, and gives the bit that stands for it.
func (r *reader) member(fields []field, seen uint64) uint64 {
	key := r.path[len(r.path)-1].key
	for number, f := range fields {
		bit := uint64(1) << number
		if f.key != key {
			continue
		}
		if seen&bit == 0 {
			f.read()
			return bit
		}
		r.wrong("is there twice")
		r.skip()
		return bit
	}
	r.wrong("unknown key")
	r.skip()
	return 0
}

// list reads a list item by item, and tells whether there was one.
func (r *reader) list(item func()) bool {
	token, alive := r.next()
	if !alive {
		return false
	}
	if token != json.Delim('[') {
		r.expected("must be a list", token)
		return false
	}
	for number := 0; r.more(); number++ {
		r.path = append(r.path, step{index: number})
		item()
		r.path = r.path[:len(r.path)-1]
	}
	r.next()
	return true
}

// more tells whether an object or a list goes on.
func (r *reader) more() bool { return !r.dead && r.decoder.More() }

// skip passes over a whole value.
func (r *reader) skip() {
	if token, alive := r.next(); alive {
		r.pass(token)
	}
}

// end makes sure that nothing follows.
func (r *reader) end() {
	if r.dead {
		return
	}
	switch token, err := r.decoder.Token(); {
	case err == nil:
		r.wrong("%s stands after the end", described(token))
	case !errors.Is(err, io.EOF):
		r.die(err)
	}
}

// text reads a string.
func (r *reader) text() (text string, read bool) {
	token, alive := r.next()
	if !alive {
		return "", false
	}
	if text, read = token.(string); !read {
		r.expected("must be a string", token)
	}
	return text, read
}

// decimal reads a decimal into place, which keeps what it has where there is none to read.
func (r *reader) decimal(into *Decimal) {
	text, read := r.text()
	if !read {
		return
	}
	value, err := ParseDecimal(text)
	if err != nil {
		r.wrong("%q %v", text, err)
		return
	}
	*into = value
}

// integer reads a whole number into place, which keeps what it has where there is none to read.
func (r *reader) integer(into *int) {
	token, alive := r.next()
	if !alive {
		return
	}
	number, _ := token.(json.Number)
	value, err := strconv.Atoi(number.String())
	if err != nil {
		r.expected("must be a whole number", token)
		return
	}
	*into = value
}
