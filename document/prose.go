package document

import (
	"io"
	"strings"
	"time"

	"blazon/locale"
)

// Prose is a text in paragraphs that is read, printed and edited: the host's script, a press release. Its texts are in its language
// already; one may have several lines.
type Prose struct {
	Language   locale.Language
	Title      string
	Subject    string      // what it is about, below the title
	Warning    string      // at the head of each page, such as when nothing of it may be public yet; empty: none
	Mark       string      // at the foot of each page: by what a stale copy is noticed
	Check      string      // how the mark is looked up, beside Link
	Link       string      // where; it is printed, and as a QR code; empty: nowhere
	When       time.Time   // dates the file, so that equal data gives equal bytes
	Dense      bool        // in the size of a letter: read sitting, and long
	Paragraphs []Paragraph // in the order of reading
}

// Paragraph is a text with what it is for, or what stands in the place of one.
type Paragraph struct {
	Kind  ParagraphKind
	Text  string
	Grid  *Grid    // of a table
	Chart *Chart   // of a figure
	Lines []string // of signatures: who signs
}

// ParagraphKind is what a paragraph is for.
type ParagraphKind string

// The kinds of paragraphs.
const (
	Heading    ParagraphKind = "heading"
	Subheading ParagraphKind = "subheading"
	Name       ParagraphKind = "name"  // who is called
	Plain      ParagraphKind = "plain" // what is said
	Cue        ParagraphKind = "cue"   // for whoever speaks, and not said
	Blank      ParagraphKind = "blank" // a place to be filled in, in brackets
	Item       ParagraphKind = "item"  // of a list
	Table      ParagraphKind = "table"
	Figure     ParagraphKind = "figure"
	Signatures ParagraphKind = "signatures"
)

// Say adds a paragraph; one without a text is none.
func (p *Prose) Say(kind ParagraphKind, text string) {
	if text = strings.TrimSpace(text); text != "" {
		p.Paragraphs = append(p.Paragraphs, Paragraph{Kind: kind, Text: text})
	}
}

// WriteText writes the prose as plain text in UTF-8, with an empty line between paragraphs.
func WriteText(w io.Writer, p Prose) error {
	_, err := io.WriteString(w, strings.Join(p.lines(), "\n\n")+"\n")
	return err
}

// lines are all texts of the prose, one after the other.
func (p Prose) lines() (texts []string) {
	add := func(text string) {
		if text != "" {
			texts = append(texts, text)
		}
	}
	add(p.Warning)
	add(p.Title)
	add(p.Subject)
	for _, paragraph := range p.Paragraphs {
		add(paragraph.plain())
	}
	add(p.Mark)
	return texts
}
