package documenttest

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
)

// file is a PDF with all its objects read.
type file struct {
	objects map[reference]any
	trailer dict
	fonts   map[any]*font
	wrong   []error
}

func (f *file) blame(format string, args ...any) {
	if len(f.wrong) < 20 {
		f.wrong = append(f.wrong, fmt.Errorf(format, args...))
	}
}

var startOfTable = regexp.MustCompile(`startxref\n(\d+)\n%%EOF\n$`)

// open reads a file by its tables of offsets, the newest first, and each object exactly where the table says.
func open(body []byte) (*file, error) {
	f := &file{objects: map[reference]any{}, fonts: map[any]*font{}}
	if !bytes.HasPrefix(body, []byte("%PDF-1.7\n%")) || len(body) < 14 || min(body[10], body[11], body[12], body[13]) < 128 {
		return nil, errors.New("the file does not begin as a PDF with bytes that are no text")
	}
	found := startOfTable.FindSubmatch(body)
	if found == nil {
		return nil, errors.New("the file does not end as a PDF")
	}
	next, _ := strconv.Atoi(string(found[1])) // digits
	for next > 0 {
		trailer, err := f.table(body, next)
		if err != nil {
			return nil, err
		}
		if f.trailer == nil {
			f.trailer = trailer
		}
		previous, _ := trailer["Prev"].(float64)
		if int(previous) >= next {
			return nil, errors.New("the tables of offsets go in a circle")
		}
		next = int(previous)
	}
	f.closed()
	return f, nil
}

// table reads a table of offsets and the objects of it that no newer one has.
func (f *file) table(body []byte, at int) (dict, error) {
	r := &reader{body, at}
	if at >= len(body) || !r.starts("xref\n") {
		return nil, fmt.Errorf("there is no table of offsets at %d", at)
	}
	r.at += len("xref\n")
	for !r.starts("trailer") {
		first, count := 0, 0
		if _, err := fmt.Sscanf(string(body[r.at:min(len(body), r.at+32)]), "%d %d\n", &first, &count); err != nil {
			return nil, fmt.Errorf("the table of offsets at %d: %w", r.at, err)
		}
		r.at += bytes.IndexByte(body[r.at:], '\n') + 1
		for i := range count {
			if r.at+20 > len(body) {
				return nil, errors.New("the table of offsets has no end")
			}
			if err := f.entry(body, reference(first+i), string(body[r.at:r.at+20])); err != nil {
				return nil, err
			}
			r.at += 20
		}
	}
	r.at += len("trailer")
	v, err := r.value()
	trailer, is := v.(dict)
	if err != nil || !is {
		return nil, fmt.Errorf("the trailer is %v: %v", v, err)
	}
	return trailer, nil
}

var entry = regexp.MustCompile(`^(\d{10}) (\d{5}) ([nf]) \n$`)

func (f *file) entry(body []byte, number reference, line string) error {
	parts := entry.FindStringSubmatch(line)
	if parts == nil {
		return fmt.Errorf("the offset of object %d is %q", number, line)
	}
	if _, newer := f.objects[number]; newer || parts[3] == "f" {
		return nil
	}
	offset, _ := strconv.Atoi(parts[1]) // digits
	if offset >= len(body) {
		return fmt.Errorf("object %d lies behind the end", number)
	}
	begins := fmt.Sprintf("%d 0 obj\n", number)
	r := &reader{body, offset}
	if !r.starts(begins) {
		return fmt.Errorf("object %d is not where it should be", number)
	}
	r.at += len(begins)
	v, err := r.value()
	if err == nil {
		v, err = f.ended(r, v)
	}
	if err != nil {
		return fmt.Errorf("object %d: %w", number, err)
	}
	f.objects[number] = v
	return nil
}

// ended reads what follows an object's value: a stream, and the end.
func (f *file) ended(r *reader, v any) (any, error) {
	if r.skip(); r.starts("stream\n") {
		d, is := v.(dict)
		length, known := d["Length"].(float64)
		r.at += len("stream\n")
		if !is || !known || r.at+int(length) > len(r.body) {
			return nil, errors.New("a stream without its length")
		}
		v = &stream{d, r.body[r.at : r.at+int(length)]}
		if r.at += int(length); !r.starts("\nendstream\n") {
			return nil, errors.New("a stream that is not as long as it says")
		}
		r.at += len("\nendstream\n")
	}
	if !r.starts("endobj\n") {
		return nil, fmt.Errorf("no end at %d", r.at)
	}
	return v, nil
}

// closed makes sure that every reference leads somewhere, and that no object is left over.
func (f *file) closed() {
	used := map[reference]bool{}
	var follow func(v any)
	follow = func(v any) {
		switch v := v.(type) {
		case reference:
			if _, there := f.objects[v]; !there {
				f.blame("there is no object %d", v)
			} else if !used[v] {
				used[v] = true
				follow(f.objects[v])
			}
		case array:
			for _, part := range v {
				follow(part)
			}
		case dict:
			for _, part := range v {
				follow(part)
			}
		case *stream:
			follow(v.dict)
		}
	}
	follow(f.trailer)
	for number, object := range f.objects {
		if seal, is := object.(*stream); is && seal.dict["Type"] == name("BlazonSeal") {
			continue // it is about the bytes before it, and no part of what they show
		}
		if !used[number] {
			f.blame("nothing leads to object %d", number)
		}
	}
}

// get follows a reference.
func (f *file) get(v any) any {
	if r, is := v.(reference); is {
		return f.objects[r]
	}
	return v
}

// dict gives a dictionary, an empty one for anything else.
func (f *file) dict(v any) dict {
	switch v := f.get(v).(type) {
	case dict:
		return v
	case *stream:
		return v.dict
	}
	return nil
}

func (f *file) array(v any) array {
	a, _ := f.get(v).(array)
	return a
}

// content gives a stream's bytes as they are meant.
func (f *file) content(v any) []byte {
	s, is := f.get(v).(*stream)
	if !is {
		f.blame("%v is no stream", v)
		return nil
	}
	switch s.dict["Filter"] {
	case nil:
		return s.raw
	case name("FlateDecode"):
		r, err := zlib.NewReader(bytes.NewReader(s.raw))
		if err != nil {
			f.blame("a stream: %v", err)
			return nil
		}
		out, err := io.ReadAll(r)
		if err != nil {
			f.blame("a stream: %v", err)
		}
		return out
	}
	f.blame("a stream has the filter %v", s.dict["Filter"])
	return nil
}
