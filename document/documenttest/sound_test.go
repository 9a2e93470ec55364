package documenttest_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"blazon/document"
	"blazon/document/documenttest"
	"blazon/locale"
)

// TestWhatIsWrongIsFound spoils a sound file in one place at a time, without moving anything.
func TestWhatIsWrongIsFound(t *testing.T) {
	var file bytes.Buffer
	script := document.Prose{Language: locale.Czech, Title: "Scénář vyhlášení", Mark: "Verze 7", Link: "https://soutez.example/x", When: time.Unix(1e9, 0)}
	script.Say(document.Heading, "Nejlepší webové stránky")
	if err := document.WriteProse(&file, script); err != nil {
		t.Fatal(err)
	}
	good := file.String()
	if d, err := documenttest.Read([]byte(good)); err != nil || !strings.Contains(d.Root.Words(), "Scénář vyhlášení Verze 7") {
		t.Fatalf("a sound file: %v, %v", d, err)
	}
	for sentence, change := range map[string][2]string{
		"a heading of the third level after the first": {"/S/H2/", "/S/H3/"},
		"an element of another role than its content":  {"/S/H1/", "/S/P /"},
		"a role that does not exist":                   {"/S/Figure", "/S/Figurx"},
		"a figure without a description":               {"/Alt<", "/Alx<"},
		"a page that does not know its elements":       {"/StructParents 0", "/StructParents 7"},
		"a page whose tabs are in no order":            {"/Tabs/S", "/Tabs/R"},
		"a link that does not know its element":        {"/StructParent 1", "/StructParent 0"},
		"a link that does not say where it leads":      {"/Contents(", "/Contentx("},
		"a file that is not marked":                    {"/Marked true", "/Marked null"},
		"a file without a language":                    {"/Lang(cs)", "/Lanx(cs)"},
		"a file that does not show its title":          {"DisplayDocTitle true", "DisplayDocTitle null"},
		"a title that the metadata have otherwise":     {"<rdf:li xml:lang=\"x-default\">S", "<rdf:li xml:lang=\"x-default\">T"},
		"metadata that are no XML":                     {"</rdf:RDF>", "</rdf:RDX>"},
		"a date that the metadata have otherwise":      {"D:20010909014640+", "D:20010909014641+"},
		"metadata that do not say PDF/A":               {"<pdfaid:conformance>A", "<pdfaid:conformance>B"},
		"metadata that do not say PDF/UA":              {"<pdfuaid:part>1", "<pdfuaid:part>2"},
		"an object that is elsewhere":                  {"\n12 0 obj\n", "\n 12 0 obj"},
		"a reference that leads nowhere":               {"/Metadata ", "/Metadata 9"},
		"a stream that is not as long as it says":      {"/Length ", "/Length 1"},
		"a table of offsets that begins elsewhere":     {"startxref\n", "startxref\n1"},
		"a font whose shapes are not there":            {"/FontFile2", "/FontFile3"},
		"a font with another name":                     {"/FontName/", "/FontName/X"},
		"colors without a meaning":                     {"/DestOutputProfile", "/DestOutputProfilx"},
		"bookmarks that are not as many":               {"R/Count 1>>", "R/Count 3>>"},
		"an element that does not know what it is in":  {"/S/H1/P ", "/S/H1/P 1"},
		"an element whose content is another's":        {"/K[0]", "/K[1]"},
		"a file that does something by itself":         {"/PageMode/UseOutlines", "/OpenAction/UseNone  "},
	} {
		spoiled := strings.Replace(good, change[0], change[1], 1)
		if spoiled == good {
			t.Errorf("%s: there is no %q", sentence, change[0])
		}
		if _, err := documenttest.Read([]byte(spoiled)); err == nil {
			t.Errorf("%s was not found", sentence)
		}
	}
}
