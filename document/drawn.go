package document

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
)

// drawn is what gofpdf made: its objects, by their numbers, without the words around them. 1 lists the pages, 2 the resources, then each
// page has an object and the next one for its content; the last two are about the file as a whole.
type drawn [][]byte

const (
	pagesObject     = 1
	resourcesObject = 2
)

// pageObject is the number of a page's object; the one after it is its content. The first page is 1.
func pageObject(page int) int { return 1 + 2*page }

var errNotDrawn = errors.New("document: the pages are not as expected")

// readDrawn takes a file of gofpdf apart by its table of offsets.
func readDrawn(body []byte) (drawn, error) {
	_, last, found := bytes.Cut(body[max(0, len(body)-64):], []byte("startxref\n"))
	start, err := strconv.Atoi(string(bytes.TrimSuffix(last, []byte("\n%%EOF\n"))))
	if !found || err != nil || start >= len(body) || start < 0 {
		return nil, errNotDrawn
	}
	var count int
	table := body[start:]
	if _, err := fmt.Fscanf(bytes.NewReader(table), "xref\n0 %d\n", &count); err != nil {
		return nil, errNotDrawn
	}
	const entry = 20
	table = table[bytes.Index(table, []byte("0000000000 65535 f")):]
	if count < 4 || len(table) < count*entry {
		return nil, errNotDrawn
	}
	ends := []int{start}
	offsets := make([]int, count)
	for i := 1; i < count; i++ {
		if offsets[i], err = strconv.Atoi(string(table[i*entry : i*entry+10])); err != nil || offsets[i] > start {
			return nil, errNotDrawn
		}
		ends = append(ends, offsets[i])
	}
	slices.Sort(ends)
	objects := make(drawn, count)
	for i := 1; i < count; i++ {
		next, _ := slices.BinarySearch(ends, offsets[i]+1)
		begins := fmt.Appendf(nil, "%d 0 obj\n", i)
		object, whole := bytes.CutSuffix(body[offsets[i]:ends[next]], []byte("\nendobj\n"))
		object, known := bytes.CutPrefix(object, begins)
		if !whole || !known {
			return nil, errNotDrawn
		}
		objects[i] = object
	}
	return objects, nil
}

// own are the numbers of the objects that are kept: all but those about the file as a whole.
func (d drawn) own() int { return len(d) - 3 }

// content is what is between an object's dictionary and the end of its stream; ok is false where it has none.
func (d drawn) content(number int) (dict, content []byte, ok bool) {
	dict, rest, found := bytes.Cut(d[number], []byte("\nstream\n"))
	content, whole := bytes.CutSuffix(rest, []byte("\nendstream"))
	return dict, content, found && whole
}
