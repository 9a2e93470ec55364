package document

import (
	"bytes"
	"io"
	"sync"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"

	"blazon/fault"
)

// withoutFolder keeps pdfcpu from making a folder of its own in somebody's home.
var withoutFolder = sync.OnceFunc(api.DisableConfigDir)

// examine reads a PDF file that may be broken.
func examine(file []byte) (*model.Context, error) {
	withoutFolder()
	return api.ReadAndValidate(bytes.NewReader(file), model.NewDefaultConfiguration())
}

// sameDocument wants a sealed file to be a PDF file with the pages and the attached facts of the one that was to be sealed.
func sameDocument(file, sealed []byte) error {
	before, err := examine(file)
	if err != nil {
		return err
	}
	after, err := examine(sealed)
	if err == nil {
		_, err = sealUpdate(sealed, nil) // pdfcpu mends what it reads
	}
	if err != nil {
		return fault.New(fault.Closed, "verify.outside_broken").Because(err)
	}
	other := fault.New(fault.Closed, "verify.outside_other")
	if before.PageCount != after.PageCount {
		return other
	}
	for page := 1; page <= before.PageCount; page++ {
		was, err := pageContent(before, page)
		if err != nil {
			return err
		}
		if is, err := pageContent(after, page); err != nil || !bytes.Equal(was, is) {
			return other.Because(err)
		}
	}
	was, err := Attached(file, FactsName)
	if err != nil {
		return err
	}
	if is, err := Attached(sealed, FactsName); err != nil || !bytes.Equal(was, is) {
		return other.Because(err)
	}
	return nil
}

// pageContent is what a page draws, without what is drawn upon it, such as the picture of a seal.
func pageContent(file *model.Context, page int) ([]byte, error) {
	content, err := pdfcpu.ExtractPageContent(file, page)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(content)
}

// FactsName is the file that lies in a certificate's file and says all that is on it.
const FactsName = "certificate.json"

// Attached gives a file that lies in a PDF file; nil: there is none of that name.
func Attached(file []byte, name string) ([]byte, error) {
	pdf, err := examine(file)
	if err != nil {
		return nil, err
	}
	if err := pdf.LocateNameTree("EmbeddedFiles", false); err != nil || pdf.Names["EmbeddedFiles"] == nil {
		return nil, err
	}
	found, err := pdf.ExtractAttachments([]string{name})
	if err != nil {
		return nil, err
	}
	for _, f := range found {
		if f.FileName == name {
			return io.ReadAll(f.Reader)
		}
	}
	return nil, nil
}
