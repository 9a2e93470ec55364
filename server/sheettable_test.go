package server_test

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"blazon/document/documenttest"
)

// samePlaces holds the table of a printed result sheet, as a screen reader reads it, against that of the same result's page: the same
// rows in the same order, columns of the same names, and the same cells are heads.
func samePlaces(t *testing.T, page string, sheet []byte) {
	t.Helper()
	d, err := documenttest.Read(sheet)
	if err != nil {
		t.Fatal(err)
	}
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	shown := tableOf(root)
	var printed [][]tableCell
	for _, row := range d.Root.All("Table")[0].Kids {
		var cells []tableCell
		for _, cell := range row.Kids {
			cells = append(cells, tableCell{map[string]string{"Column": "col", "Row": "row"}[cell.Scope], cell.Words()})
		}
		printed = append(printed, cells)
	}
	if len(printed) < 3 || len(printed) != len(shown) {
		t.Fatalf("%d rows are printed, the page has %d", len(printed), len(shown))
	}
	for i, row := range printed {
		for j, cell := range row {
			k := slices.IndexFunc(shown[0], func(head tableCell) bool { return strings.ToUpper(head.text) == printed[0][j].text })
			switch {
			case k < 0: // the page says in its remarks what has a column of its own on paper
				if i > 0 && !slices.ContainsFunc(shown[i], func(c tableCell) bool { return strings.Contains(c.text, cell.text) }) {
					t.Errorf("row %d: the page does not say %q: %v", i, cell.text, shown[i])
				}
			case shown[i][k].scope != cell.scope || !strings.HasPrefix(strings.ToUpper(shown[i][k].text), strings.ToUpper(cell.text)):
				t.Errorf("row %d: printed is %v, the page has %v", i, cell, shown[i][k])
			}
		}
	}
	if common := len(printed[0]); common < 3 || printed[1][1].scope != "row" {
		t.Errorf("%d columns are printed; the entrant is the head of %q", common, printed[1][1].scope)
	}
}

// tableCell is a cell's words with what it is the head of: col, row or nothing.
type tableCell struct{ scope, text string }

// tableOf is the first table below a node of a page that shows a result.
func tableOf(n *html.Node) (rows [][]tableCell) {
	for n := range n.Descendants() {
		if n.Data != "table" || !strings.Contains(attribute(n, "class"), "result") {
			continue
		}
		for row := range n.Descendants() {
			if row.Data != "tr" {
				continue
			}
			var cells []tableCell
			for cell := range row.ChildNodes() {
				if cell.Data == "td" || cell.Data == "th" {
					cells = append(cells, tableCell{attribute(cell, "scope"), wordsOf(cell)})
				}
			}
			rows = append(rows, cells)
		}
		return rows
	}
	return nil
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func wordsOf(n *html.Node) string {
	var words []string
	for n := range n.Descendants() {
		if n.Type == html.TextNode {
			words = append(words, strings.Fields(n.Data)...)
		}
	}
	return strings.Join(words, " ")
}
