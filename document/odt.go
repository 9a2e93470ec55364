package document

import (
	"archive/zip"
	"bytes"
	_ "embed"
	"encoding/xml"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"strings"
	"time"

	"blazon/locale"
)

// ODT is the media type of a text that WriteODT writes.
const ODT = "application/vnd.oasis.opendocument.text"

// odtStyles are the looks of a text, with a place for what differs: the country's language, the head and the foot of a page.
//
//go:embed odt/styles.xml
var odtStyles string

const (
	odtManifest = xml.Header + `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="` + ODT + `"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/>
</manifest:manifest>
`
	odtContent = xml.Header + `<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" ` +
		`xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" ` +
		`xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" ` +
		`xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.3">
%s<office:body><office:text>
%s</office:text></office:body>
</office:document-content>
`
	odtMeta = xml.Header + `<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" ` +
		`xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3">
<office:meta><meta:generator>Blazon</meta:generator><dc:title>%s</dc:title><dc:subject>%s</dc:subject><meta:creation-date>%s</meta:creation-date><dc:language>%s</dc:language></office:meta>
</office:document-meta>
`
)

// odtCountries are the countries whose spelling a text in each language has.
var odtCountries = map[locale.Language]string{locale.Czech: "CZ", locale.Polish: "PL", locale.English: "GB"}

// WriteODT writes the prose as an OpenDocument text (ISO/IEC 26300, version 1.3), to be edited. Equal data gives equal bytes.
func WriteODT(w io.Writer, s Prose) error {
	if s.Title == "" {
		return errors.New("document: prose without a title")
	}
	when := s.When.UTC()
	if s.When.IsZero() {
		when = time.Unix(0, 0).UTC()
	}
	size := "12pt"
	if s.Dense {
		size = "10pt"
	}
	styles := strings.NewReplacer("{size}", size, "{language}", string(s.Language), "{country}", odtCountries[s.Language],
		"{head}", odtHead(s.Warning), "{mark}", escaped(s.Mark)).Replace(odtStyles)
	out := zip.NewWriter(w)
	if err := odtType(out); err != nil { // first and not compressed, so that the type can be told from the first bytes
		return err
	}
	for _, file := range []struct{ name, body string }{
		{"content.xml", fmt.Sprintf(odtContent, s.odtLooks(), s.odtBody())},
		{"styles.xml", styles},
		{"meta.xml", fmt.Sprintf(odtMeta, escaped(s.Title), escaped(s.Subject), when.Format("2006-01-02T15:04:05Z"), s.Language)},
		{"META-INF/manifest.xml", odtManifest},
	} {
		entry, err := out.CreateHeader(&zip.FileHeader{Name: file.name, Method: zip.Deflate, Modified: when})
		if err != nil {
			return err
		}
		if _, err := io.WriteString(entry, file.body); err != nil {
			return err
		}
	}
	return out.Close()
}

// odtType writes what the file is, as the format wants it: with its length before it and nothing between.
func odtType(out *zip.Writer) error {
	size := uint64(len(ODT))
	entry, err := out.CreateRaw(&zip.FileHeader{Name: "mimetype", Method: zip.Store, CRC32: crc32.ChecksumIEEE([]byte(ODT)),
		CompressedSize64: size, UncompressedSize64: size})
	if err != nil {
		return err
	}
	_, err = io.WriteString(entry, ODT)
	return err
}

// odtBody is the text itself.
func (s Prose) odtBody() string {
	var body strings.Builder
	element := func(name, style, attributes, inside string) {
		fmt.Fprintf(&body, `<text:%s text:style-name="%s"%s>%s</text:%[1]s>`+"\n", name, style, attributes, inside)
	}
	element("p", "Title", "", odtText(s.Title))
	if s.Subject != "" {
		element("p", "Subtitle", "", odtText(s.Subject))
	}
	if s.Link != "" {
		element("p", "Cue", "", odtText(s.Mark))
		element("p", "Cue", "", odtText(s.Check)+` <text:a xlink:type="simple" xlink:href="`+escaped(s.Link)+`">`+escaped(s.Link)+`</text:a>`)
	}
	for _, p := range s.Paragraphs {
		switch p.Kind {
		case Heading:
			element("h", "Heading_20_1", ` text:outline-level="1"`, odtText(p.Text))
		case Subheading:
			element("h", "Heading_20_2", ` text:outline-level="2"`, odtText(p.Text))
		case Name:
			element("p", "Name", "", odtText(p.Text))
		case Cue:
			element("p", "Cue", "", odtText(p.Text))
		case Blank:
			element("p", "Blank", "", odtText(p.Text))
		case Table:
			body.WriteString(p.Grid.odt())
		case Figure:
			element("p", "Cue", "", odtText(p.Chart.Name))
		case Signatures:
			for _, who := range p.Lines {
				element("p", "Signature", "", odtText(who))
			}
		default:
			element("p", "Text_20_body", "", odtText(p.Text))
		}
	}
	return body.String()
}

// odtHead is the head of a page, which has one only to warn.
func odtHead(warning string) string {
	if warning == "" {
		return ""
	}
	return `<style:header><text:p text:style-name="Header">` + odtText(warning) + `</text:p></style:header>`
}

// odtText is a text with its lines.
func odtText(text string) string {
	return strings.ReplaceAll(strings.ReplaceAll(escaped(text), "&#xA;", "<text:line-break/>"), "&#x9;", " ")
}

// escaped is a text as XML holds it; what XML cannot hold becomes the replacement character.
func escaped(text string) string {
	var out bytes.Buffer
	_ = xml.EscapeText(&out, []byte(strings.ReplaceAll(text, "\r\n", "\n"))) // a buffer takes everything
	return out.String()
}
