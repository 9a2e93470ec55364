package document

import (
	"encoding/xml"
	"fmt"
	"strings"
	"time"

	"blazon/locale"
)

// producer is the program, as its files name it.
const producer = "Blazon"

// meta is what a document says about itself to the reader's program.
type meta struct {
	title, author, subject string
	when                   time.Time
}

// pdfDate writes a moment as PDF does.
func pdfDate(t time.Time) string { return t.UTC().Format("D:20060102150405+00'00'") }

// info is the older of the two places where a file describes itself; it says the same as the other one, without the languages.
func (m meta) info() string {
	var out strings.Builder
	for _, entry := range [][2]string{{"Title", m.title}, {"Author", m.author}, {"Subject", m.subject}} {
		if entry[1] != "" {
			out.WriteString("/" + entry[0] + pdfText(entry[1]))
		}
	}
	date := pdfDate(m.when)
	return fmt.Sprintf("<<%s/Creator(%s)/Producer(%s)/CreationDate(%s)/ModDate(%s)>>", out.String(), producer, producer, date, date)
}

// xmp is the newer place (ISO 16684-1). It also says which standards the file keeps to: PDF/UA-1 (ISO 14289-1) and PDF/A-3a (ISO 19005-3),
// which wants a description of the first one's property.
const xmp = `<?xpacket begin="` + "\ufeff" + `" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
<dc:format>application/pdf</dc:format><dc:language><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language>
%s<xmp:CreatorTool>%s</xmp:CreatorTool><pdf:Producer>%s</pdf:Producer><xmp:CreateDate>%s</xmp:CreateDate><xmp:ModifyDate>%s</xmp:ModifyDate><xmp:MetadataDate>%s</xmp:MetadataDate>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema><pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>`

// putMetadata writes what the document says about itself; programs that do not know PDF find it as it is.
func (p *paper) putMetadata(f *file) int {
	m := p.meta
	moment := m.when.UTC().Format("2006-01-02T15:04:05Z")
	about := inLanguages("dc:title", p.lang, m.title) + inLanguages("dc:description", p.lang, m.subject)
	if m.author != "" {
		about += "<dc:creator><rdf:Seq><rdf:li>" + inXML(m.author) + "</rdf:li></rdf:Seq></dc:creator>\n"
	}
	number := f.next()
	f.stream(number, "/Type/Metadata/Subtype/XML", fmt.Appendf(nil, xmp, p.lang, about, producer, producer, moment, moment, moment))
	return number
}

// inLanguages writes a text as the one for everybody and as the one of its language.
func inLanguages(property string, lang locale.Language, s string) string {
	if s == "" {
		return ""
	}
	s = inXML(s)
	return fmt.Sprintf(`<%s><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li><rdf:li xml:lang="%s">%s</rdf:li></rdf:Alt></%s>`+"\n", property, s, lang, s, property)
}

func inXML(s string) string {
	var out strings.Builder
	_ = xml.EscapeText(&out, []byte(s)) // a builder takes everything
	return out.String()
}
