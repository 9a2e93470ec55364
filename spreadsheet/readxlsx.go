package spreadsheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"

	"github.com/xuri/excelize/v2"
)

// The most that an XLSX may unpack to, in bytes, in marks of XML, of which each cell has several, and in shared texts, each of
// which takes some hundreds of bytes when it is read.
const (
	maxUnpacked = 16 << 20
	maxMarks    = 800_000
	maxShared   = 80_000
	maxParts    = 200
)

// errBomb is a file that unpacks to more than it may.
var errBomb = errors.New("it unpacks to too much")

func (s *Sheet) readXLSX(body []byte) error {
	if err := weigh(body); errors.Is(err, errBomb) {
		return s.wrong("spreadsheet.bomb").With("Max", maxUnpacked>>20)
	} else if err != nil {
		return s.wrong("spreadsheet.broken").Because(err)
	}
	file, err := excelize.OpenReader(bytes.NewReader(body), excelize.Options{UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: maxUnpacked})
	if err != nil {
		return s.wrong("spreadsheet.broken").Because(err)
	}
	defer file.Close()
	sheets := file.GetSheetList()
	if len(sheets) == 0 {
		return s.wrong("spreadsheet.empty")
	}
	rows, err := file.Rows(sheets[0])
	if err != nil {
		return s.wrong("spreadsheet.broken").Because(err)
	}
	defer rows.Close()
	for number := 1; rows.Next(); number++ {
		cells, err := rows.Columns()
		if err != nil {
			return s.wrong("spreadsheet.broken").Because(err)
		}
		if err := s.add(number, cells); err != nil {
			return err
		}
	}
	if err := rows.Error(); err != nil {
		return s.wrong("spreadsheet.broken").Because(err)
	}
	return nil
}

// weigh unpacks a file without keeping anything of it, and stops where that becomes too much: what a file announces of itself
// may be wrong.
func weigh(body []byte) error {
	archive, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return err
	}
	if len(archive.File) > maxParts {
		return errBomb
	}
	w := &weight{}
	for _, part := range archive.File {
		content, err := part.Open()
		if err != nil {
			return err
		}
		_, err = io.Copy(w, content)
		content.Close()
		if err != nil {
			return err
		}
	}
	return nil
}

// weight counts what is written to it.
type weight struct {
	size, marks, shared int
	last                [2]byte // of what came before, since a mark may lie across the border
}

// Write counts, until it is too much.
func (w *weight) Write(p []byte) (int, error) {
	w.size += len(p)
	w.marks += bytes.Count(p, []byte("<"))
	w.shared += bytes.Count(p, []byte("<si"))
	border := append(w.last[:], p[:min(2, len(p))]...)
	w.shared += bytes.Count(border, []byte("<si"))
	if len(p) >= 2 {
		w.last = [2]byte(p[len(p)-2:])
	}
	if w.size > maxUnpacked || w.marks > maxMarks || w.shared > maxShared {
		return 0, errBomb
	}
	return len(p), nil
}
