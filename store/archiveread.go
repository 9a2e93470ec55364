package store

import (
	"bytes"
	"encoding/json"
	"io"
	"strconv"
	"strings"

	"blazon/fault"
)

// maxArchive is the longest file of an archive, in bytes.
const maxArchive = 64 << 20

// archiveFileText is the file as it was read, to say on which line something stands.
type archiveFileText struct {
	name string
	text []byte
}

func (f *archiveFileText) line(offset int64) int {
	return bytes.Count(f.text[:offset], []byte("\n")) + 1
}

func (f *archiveFileText) wrong(offset int64, cause error) error {
	return fault.New(fault.Invalid, "archive.bad_file").With("File", f.name).With("Line", f.line(offset)).With("Reason", cause.Error())
}

// ReadArchive reads a file of published results: an object with competitions, bodies and tables, or the list of tables alone. What
// is not of the form is Invalid, with its line.
func ReadArchive(name string, r io.Reader) (*ArchiveFile, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxArchive))
	if err != nil {
		return nil, err
	}
	source := &archiveFileText{name: name, text: text}
	file := &ArchiveFile{}
	d := json.NewDecoder(bytes.NewReader(text))
	opening, err := d.Token()
	switch {
	case err == nil && opening == json.Delim('['):
		err = source.tables(d, file)
	case err == nil && opening == json.Delim('{'):
		err = source.parts(d, file)
	case err == nil:
		err = source.wrong(d.InputOffset(), io.ErrUnexpectedEOF)
	}
	if err != nil && !fault.Is(err, fault.Invalid) {
		err = source.wrong(d.InputOffset(), err)
	}
	return file, err
}

// parts reads the file's object, whose opening brace has been read.
func (f *archiveFileText) parts(d *json.Decoder, file *ArchiveFile) error {
	into := map[string]any{"competitions": &file.Competitions, "bodies": &file.Bodies}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return err
		}
		if key == "tables" {
			if _, err := d.Token(); err != nil {
				return err
			}
			if err := f.tables(d, file); err != nil {
				return err
			}
			continue
		}
		word, _ := key.(string)
		if into[word] == nil {
			return f.wrong(d.InputOffset(), errUnknownPart(word))
		}
		if _, err := f.strictly(d, into[word]); err != nil {
			return err
		}
	}
	_, err := d.Token()
	return err
}

type errUnknownPart string

func (e errUnknownPart) Error() string { return "unknown part " + strconv.Quote(string(e)) }

// tables reads the list of tables, whose opening bracket has been read.
func (f *archiveFileText) tables(d *json.Decoder, file *ArchiveFile) error {
	for d.More() {
		t := &ArchiveTable{file: f}
		text, err := f.strictly(d, t)
		if err != nil {
			return err
		}
		t.text, t.start = string(text), d.InputOffset()-int64(len(text))
		file.Tables = append(file.Tables, t)
	}
	_, err := d.Token()
	return err
}

// strictly reads the next value, and refuses what it has beside the fields of the form.
func (f *archiveFileText) strictly(d *json.Decoder, into any) (text json.RawMessage, err error) {
	if err := d.Decode(&text); err != nil {
		return nil, err
	}
	inner := json.NewDecoder(bytes.NewReader(text))
	inner.DisallowUnknownFields()
	if err := inner.Decode(into); err != nil {
		return nil, f.wrong(d.InputOffset()-int64(len(text)), err)
	}
	return text, nil
}

// LineOf is the line on which a word of the table stands, or where the table begins.
func (t *ArchiveTable) LineOf(word string) int {
	quoted, _ := json.Marshal(word)
	return t.file.line(t.start + int64(max(0, strings.Index(t.text, string(quoted)))))
}
