package document

import (
	"bytes"
	"io"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/api"

	"blazon/document/documenttest"
	"blazon/locale"
)

// papers are documents of every kind.
func papers() map[string]func(io.Writer) error {
	all := map[string]func(io.Writer) error{
		"certificates": certificates(semily(), novaVes(), muzeum()), "receipt": receipt(semilyReceipt()),
		"long sheet": sheet(longSheet(37)), "score sheets": func(w io.Writer) error { return WriteScoreSheets(w, emptySheets(77)) },
	}
	for _, lang := range locale.Languages {
		all["script "+string(lang)] = prose(scriptOf(lang, 3))
	}
	for name, print := range goldens {
		all[name] = print
	}
	return all
}

// readBack reads a document as a screen reader does; what is wrong with it fails the test.
func readBack(t *testing.T, print func(io.Writer) error) *documenttest.Document {
	t.Helper()
	var file bytes.Buffer
	if err := print(&file); err != nil {
		t.Fatal(err)
	}
	d, err := documenttest.Read(file.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestEveryDocumentIsWhole(t *testing.T) {
	api.DisableConfigDir()
	for name, print := range papers() {
		path, body := printed(t, print)
		d, err := documenttest.Read(body)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if len(d.Bookmarks) == 0 {
			t.Errorf("%s has no bookmarks", name)
		}
		if err := api.ValidateFile(path, nil); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
