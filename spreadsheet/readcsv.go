package spreadsheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

func (s *Sheet) readCSV(body []byte) error {
	text, err := s.decode(body)
	if err != nil {
		return err
	}
	err = s.readLines(text, false)
	if errors.Is(err, csv.ErrBareQuote) { // a quotation mark within a cell that is not quoted: Excel takes it as it stands
		s.Heading, s.Lines = nil, nil
		err = s.readLines(text, true)
	}
	if where := new(csv.ParseError); errors.As(err, &where) {
		return s.wrong("spreadsheet.quote").With("Line", where.StartLine).Because(err)
	}
	return err
}

func (s *Sheet) readLines(text string, lazy bool) error {
	reader := csv.NewReader(strings.NewReader(text))
	reader.Comma = separator(text)
	reader.FieldsPerRecord = -1
	reader.LazyQuotes = lazy
	for {
		cells, err := reader.Read()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		line, _ := reader.FieldPos(0)
		for i, cell := range cells {
			cells[i] = unguarded(cell)
		}
		if err := s.add(line, cells); err != nil {
			return err
		}
	}
}

// latin tells letters before ƀ, as all of Czech and Polish has, and the accents that follow letters where these come in two parts.
func latin(r rune) bool {
	return r >= utf8.RuneSelf && r < 'ƀ' || strings.ContainsRune("\u0301\u0307\u0308\u030a\u030c\u0328", r)
}

// decode turns the file into text. Without a mark it is UTF-8 where that gives Latin letters; else windows-1250, whose texts may be
// UTF-8 by chance, but then of other scripts.
func (s *Sheet) decode(body []byte) (string, error) {
	if rest, marked := bytes.CutPrefix(body, []byte("\ufeff")); marked {
		return s.utf8(rest)
	}
	if bytes.HasPrefix(body, []byte{0xff, 0xfe}) || bytes.HasPrefix(body, []byte{0xfe, 0xff}) {
		text, err := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Bytes(body)
		if err != nil {
			return "", s.wrong("spreadsheet.encoding").Because(err)
		}
		return string(text), nil
	}
	plain := !bytes.ContainsFunc(body, func(r rune) bool { return r >= utf8.RuneSelf })
	if plain || utf8.Valid(body) && bytes.ContainsFunc(body, latin) {
		return s.utf8(body)
	}
	text, err := charmap.Windows1250.NewDecoder().Bytes(body)
	if err != nil || bytes.ContainsRune(text, utf8.RuneError) {
		return "", s.wrong("spreadsheet.encoding").Because(err)
	}
	return string(text), nil
}

func (s *Sheet) utf8(body []byte) (string, error) {
	if !utf8.Valid(body) {
		return "", s.wrong("spreadsheet.encoding")
	}
	return string(body), nil
}

// separator is the one of semicolon, tab and comma that the heading has most of.
func separator(text string) rune {
	heading, _, _ := strings.Cut(strings.TrimLeft(text, "\r\n"), "\n")
	best := ';'
	for _, r := range "\t," {
		if strings.Count(heading, string(r)) > strings.Count(heading, string(best)) {
			best = r
		}
	}
	return best
}
