package document

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"strconv"

	"blazon/locale"
)

// finish adds what gofpdf cannot write: the document's language (a screen reader needs it), the wish to see the title and not the
// file's name, and an identity made from the content. The catalog is the last object before the table of offsets, so
// that only the offset of this table moves.
func finish(body []byte, lang locale.Language) ([]byte, error) {
	catalog := []byte("/Type /Catalog\n")
	at := bytes.LastIndex(body, catalog)
	trailer := bytes.LastIndex(body, []byte("trailer\n<<\n"))
	start := bytes.LastIndex(body, []byte("startxref\n"))
	if at < 0 || trailer < at || start < trailer || !bytes.HasPrefix(body, []byte("%PDF-1.")) {
		return nil, errors.New("document: the file does not end as expected")
	}
	offset, err := strconv.Atoi(string(bytes.TrimSpace(bytes.TrimSuffix(bytes.TrimSpace(body[start+len("startxref\n"):]), []byte("%%EOF")))))
	if err != nil {
		return nil, fmt.Errorf("document: table of offsets: %w", err)
	}
	entries := fmt.Sprintf("/Lang (%s)\n/ViewerPreferences <</DisplayDocTitle true>>\n", lang)
	sum := sha256.Sum256(body)

	var out bytes.Buffer
	out.Grow(len(body) + 256)
	out.WriteString("%PDF-1.7")
	out.Write(body[len("%PDF-1.x") : at+len(catalog)])
	out.WriteString(entries)
	out.Write(body[at+len(catalog) : trailer+len("trailer\n<<\n")])
	fmt.Fprintf(&out, "/ID [<%x> <%x>]\n", sum[:16], sum[:16])
	out.Write(body[trailer+len("trailer\n<<\n") : start])
	fmt.Fprintf(&out, "startxref\n%d\n%%%%EOF\n", offset+len(entries))
	return out.Bytes(), nil
}
