package attachment

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"io"
	"os"
	"path"
	"strings"
)

// The most that an office file may be, which is a ZIP archive within.
const (
	mostParts     = 5000
	mostDirectory = 1 << 20 // bytes
	mostUnpacked  = 100e6   // bytes
)

// mainParts is the part that makes an archive a document of its type.
var mainParts = map[string]string{"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml",
	"odt": "content.xml", "ods": "content.xml", "odp": "content.xml"}

// inspectOffice says why an archive is no document of the type, or one that nobody should unpack. It unpacks every part into nothing,
// so that neither memory nor disk holds it.
func inspectOffice(file *os.File, size int64, kind string) error {
	if !soundDirectory(file, size) {
		return refusal("attachment.broken")
	}
	archive, err := zip.NewReader(file, size)
	if err != nil {
		return refusal("attachment.broken")
	}
	if err := checkParts(archive, kind); err != nil {
		return err
	}
	left := int64(mostUnpacked)
	for _, part := range archive.File {
		n, err := unpack(part, left)
		if left -= n; left < 0 {
			return refusal("attachment.bomb")
		}
		if err != nil {
			return refusal("attachment.broken")
		}
	}
	return nil
}

// soundDirectory looks at an archive's directory before the library reads it into memory: it lies at the very end, and is as large
// as it says. That also keeps archives out that are something else at the same time.
func soundDirectory(file *os.File, size int64) bool {
	var end [22]byte
	if _, err := file.ReadAt(end[:], size-int64(len(end))); err != nil || !bytes.HasPrefix(end[:], []byte("PK\x05\x06")) {
		return false
	}
	parts := binary.LittleEndian.Uint16(end[10:])
	directory, offset := int64(binary.LittleEndian.Uint32(end[12:])), int64(binary.LittleEndian.Uint32(end[16:]))
	return parts <= mostParts && directory <= mostDirectory && offset+directory+int64(len(end)) == size
}

// checkParts looks at what the directory tells of the parts.
func checkParts(archive *zip.Reader, kind string) error {
	if len(archive.File) > mostParts {
		return refusal("attachment.bomb")
	}
	isKind, unpacked := false, uint64(0)
	for _, part := range archive.File {
		unpacked += min(part.UncompressedSize64, 2*mostUnpacked)
		isKind = isKind || part.Name == mainParts[kind]
		switch {
		case unpacked > mostUnpacked:
			return refusal("attachment.bomb")
		case part.Flags&1 != 0:
			return refusal("attachment.locked")
		case strings.EqualFold(path.Base(part.Name), "vbaProject.bin"), strings.HasPrefix(part.Name, "Basic/"):
			return refusal("attachment.macros")
		}
	}
	if !isKind || strings.HasPrefix(kind, "od") && openDocument(archive) != kind {
		return refusal("attachment.mismatch", "Ending", "."+kind, "Found", ".zip")
	}
	return nil
}

// openDocument gives the type of an OpenDocument file, which its first part names.
func openDocument(archive *zip.Reader) string {
	first := archive.File[0]
	if first.Name != "mimetype" || first.Method != zip.Store {
		return ""
	}
	part, err := first.Open()
	if err != nil {
		return ""
	}
	defer part.Close()
	name, err := io.ReadAll(io.LimitReader(part, 100))
	if err != nil {
		return ""
	}
	for _, kind := range []string{"odt", "ods", "odp"} {
		if string(name) == media[kind] {
			return kind
		}
	}
	return ""
}

// unpack reads a part to its end, or a little further than is left, and tells how long it was.
func unpack(part *zip.File, left int64) (int64, error) {
	content, err := part.Open()
	if err != nil {
		return 0, err
	}
	defer content.Close()
	return io.Copy(io.Discard, io.LimitReader(content, left+1))
}
