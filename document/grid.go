package document

import (
	"fmt"
	"slices"
	"strings"
)

// Grid is a table within prose; all its texts are one line each.
type Grid struct {
	Name string // what it shows, for whoever cannot see where it stands; it is not printed
	Head []string
	From int // the columns from this one on hold numbers; 0: none does
	Rows [][]string
	Sum  bool // the last row sums up
}

// Chart compares, row by row, what one candidate got with what the others did.
type Chart struct {
	Name string // what it shows, and all that it says: for whoever cannot see it
	Key  string // what its signs mean, printed below it
	Bars []Bar
}

// Bar is a row of a chart, in thousandths of the most that there can be; below 0: there is none.
type Bar struct {
	Label             string
	Own, Median, Best int
}

// Grid adds a table; one without rows is none. Tables of the same name are numbered, so that they can be told apart.
func (p *Prose) Grid(g Grid) {
	if len(g.Rows) == 0 {
		return
	}
	name := g.Name
	for n := 2; p.has(g.Name); n++ {
		g.Name = fmt.Sprintf("%s (%d)", name, n)
	}
	p.Paragraphs = append(p.Paragraphs, Paragraph{Kind: Table, Grid: &g})
}

// has tells whether there is a table of a name.
func (p *Prose) has(name string) bool {
	return slices.ContainsFunc(p.Paragraphs, func(b Paragraph) bool { return b.Kind == Table && b.Grid.Name == name })
}

// Sign adds lines to be signed on: each is a name, or a name and a role on two lines.
func (p *Prose) Sign(people ...string) {
	if len(people) > 0 {
		p.Paragraphs = append(p.Paragraphs, Paragraph{Kind: Signatures, Lines: people})
	}
}

// Chart adds a picture; one without rows is none.
func (p *Prose) Chart(c Chart) {
	if len(c.Bars) > 0 {
		p.Paragraphs = append(p.Paragraphs, Paragraph{Kind: Figure, Chart: &c})
	}
}

// Number tells whether a column holds numbers.
func (g *Grid) Number(column int) bool { return g.From > 0 && column >= g.From }

// Last tells whether a row is the one that sums up.
func (g *Grid) Last(row int) bool { return g.Sum && row == len(g.Rows)-1 }

// lines are the table's as plain text, a line for each row.
func (g *Grid) lines() string {
	var rows []string
	for _, row := range append([][]string{g.Head}, g.Rows...) {
		if len(row) > 0 {
			rows = append(rows, strings.Join(row, " | "))
		}
	}
	return strings.Join(rows, "\n")
}

// plain is a paragraph as plain text.
func (p Paragraph) plain() string {
	switch p.Kind {
	case Table:
		return p.Grid.lines()
	case Signatures:
		var lines []string
		for _, who := range p.Lines {
			lines = append(lines, "______________________________\n"+who)
		}
		return strings.Join(lines, "\n\n")
	case Figure:
		return p.Chart.Name
	}
	return p.Text
}
