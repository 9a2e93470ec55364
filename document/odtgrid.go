package document

import (
	"fmt"
	"strings"
)

// odtCells are the looks of a table's cells; they stand in the text itself, as the format wants it for tables.
const odtCells = `<office:automatic-styles>
<style:style style:name="Grid" style:family="table"><style:table-properties style:width="16.6cm" table:align="left" fo:margin-top="0.2cm" fo:margin-bottom="0.4cm"/></style:style>
<style:style style:name="GridHead" style:family="table-cell"><style:table-cell-properties fo:padding="0.1cm" fo:border-bottom="0.04cm solid #1b2333"/></style:style>
<style:style style:name="GridCell" style:family="table-cell"><style:table-cell-properties fo:padding="0.1cm" fo:border-bottom="0.01cm solid #1b2333"/></style:style>
</office:automatic-styles>
`

// odtLooks are the looks that only this text needs: those of tables, where it has one.
func (s Prose) odtLooks() string {
	for _, p := range s.Paragraphs {
		if p.Kind == Table {
			return odtCells
		}
	}
	return ""
}

// odt is the table as OpenDocument has it. Its head is repeated on each page.
func (g *Grid) odt() string {
	var out strings.Builder
	columns := columnsOf(g)
	fmt.Fprintf(&out, `<table:table table:name="%s" table:style-name="Grid">`+"\n"+`<table:table-column table:number-columns-repeated="%d"/>`+"\n", escaped(g.Name), columns)
	if len(g.Head) > 0 {
		out.WriteString("<table:table-header-rows>\n" + g.odtRow(g.Head, columns, "GridHead", true) + "</table:table-header-rows>\n")
	}
	for number, row := range g.Rows {
		out.WriteString(g.odtRow(row, columns, "GridCell", g.Last(number)))
	}
	out.WriteString("</table:table>\n")
	return out.String()
}

func (g *Grid) odtRow(row []string, columns int, cell string, bold bool) string {
	var out strings.Builder
	out.WriteString("<table:table-row>")
	for i := range columns {
		text := ""
		if i < len(row) {
			text = row[i]
		}
		look := "Table_20_Contents"
		if bold {
			look = "Table_20_Heading"
		}
		if g.Number(i) {
			look += "_20_Number"
		}
		fmt.Fprintf(&out, `<table:table-cell table:style-name="%s" office:value-type="string"><text:p text:style-name="%s">%s</text:p></table:table-cell>`, cell, look, odtText(text))
	}
	out.WriteString("</table:table-row>\n")
	return out.String()
}
