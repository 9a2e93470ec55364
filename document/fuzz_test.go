package document

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"blazon/document/documenttest"
	"blazon/fault"
	"blazon/locale"
)

// odd are texts that have broken documents somewhere.
var odd = []string{longName, "🏆", "Ne\u030cmc\u030cice", "\x00\xff\u202e", strings.Repeat("W", 400), "()\\\r\n<>", "Ċ ഀ \u2028 \ufffe", "EMC\n/P <</MCID 0>> BDC", "", " \u00a0 "}

// whole holds that no text breaks a document: it is refused with words for people, or what is printed is sound.
func whole(t *testing.T, print func(io.Writer) error) {
	t.Helper()
	var file bytes.Buffer
	if err := print(&file); err != nil {
		if f := fault.Of(err); f.Kind != fault.Invalid {
			t.Fatal(err)
		}
		return
	}
	if _, err := documenttest.Read(file.Bytes()); err != nil {
		t.Fatal(err)
	}
}

func FuzzCertificate(f *testing.F) {
	for _, text := range odd {
		f.Add(text, text, 2)
	}
	f.Fuzz(func(t *testing.T, name, rest string, place int) {
		c := novaVes()
		c.Entrants[0].Name, c.Entry, c.Competition, c.Signatories[0].Role = name, rest, rest, rest
		c.Place = Place{First: place % 5, Last: place % 7}
		whole(t, certificates(c, semily()))
	})
}

func FuzzSheet(f *testing.F) {
	for _, text := range odd {
		f.Add(text, text, 2)
	}
	f.Fuzz(func(t *testing.T, name, rest string, rows int) {
		s := longSheet(rows & 31)
		c := &s.Contests[0]
		c.Category, c.Notes, c.Awards = name, []string{rest}, []Award{{Name: rest, Citation: name}}
		for i := range c.Rows {
			c.Rows[i].Entry, c.Rows[i].Total, c.Rows[i].Entrants[0].Name = rest, rest, name
		}
		whole(t, sheet(s))
	})
}

func FuzzProse(f *testing.F) {
	for _, text := range odd {
		f.Add(text, text)
	}
	f.Fuzz(func(t *testing.T, one, other string) {
		p := Prose{Language: locale.Czech, Title: "Scénář " + one, Subject: other, Warning: one, Mark: other, Check: one, Link: other[:min(len(other), 300)]}
		for _, kind := range []ParagraphKind{Subheading, Heading, Cue, Plain, Name, Subheading, Blank} {
			p.Say(kind, one)
			p.Say(kind, other)
		}
		whole(t, prose(p))
		r := semilyReceipt()
		r.Parts[0].Heading, r.Parts[1].Lines[0] = one, ReceiptLine{one, other}
		whole(t, receipt(r))
	})
}

func FuzzScoreSheets(f *testing.F) {
	for _, text := range odd {
		f.Add(text, text, 3)
	}
	f.Fuzz(func(t *testing.T, one, other string, candidates int) {
		s := emptySheets(candidates & 63)
		s.Competition, s.Round = one, other
		s.Sheets[0].Candidate, s.Sheets[0].Juror = "x"+one, other
		s.Sheets[0].Criteria[1].Name, s.Sheets[0].Criteria[1].Scale = one, other
		s.Sheets[1].Rows = append(s.Sheets[1].Rows, one, other)
		whole(t, func(w io.Writer) error { return WriteScoreSheets(w, s) })
	})
}
