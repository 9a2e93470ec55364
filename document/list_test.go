package document

import (
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"blazon/fault"
)

// candidateList is a list of so many candidates, each of the longest name.
func candidateList(rows int) List {
	o := liberec()
	o.Signatories, o.Ceremony = nil, Ceremony{}
	l := List{Occasion: o, Title: "Seznam soutěžících", When: time.Date(2023, 3, 1, 0, 0, 0, 0, time.UTC), Parts: []ListPart{{
		Heading: longCategory, Count: fmt.Sprint(rows, " přihlášek"), Name: 1,
		Columns: []ListColumn{{Title: "Č.", Width: 12, Numeric: true}, {Title: "Soutěžící"}, {Title: "Adresa"}}}}}
	for i := range rows {
		l.Parts[0].Rows = append(l.Parts[0].Rows, []string{fmt.Sprint(i + 1), "obec " + longName, "https://www.novaves.example"})
	}
	return l
}

func list(l List) func(io.Writer) error {
	return func(w io.Writer) error { return WriteList(w, l) }
}

func plates(names ...NamePlate) func(io.Writer) error {
	return func(w io.Writer) error {
		return WriteNamePlates(w, NamePlates{Occasion: liberec(), Title: "Jmenovky", Plates: names})
	}
}

func TestListsLeaveNoRowAlone(t *testing.T) {
	for _, rows := range []int{2, 3, 17, 18, 19, 20, 21, 41} {
		path, _ := printed(t, list(candidateList(rows)))
		pages := strings.Split(strings.TrimSuffix(tool(t, "pdftotext", "-raw", path, "-"), "\f"), "\f")
		seen := 0
		for i, page := range pages {
			here := strings.Count(strings.Join(strings.Fields(page), " "), "obec "+longName)
			if seen += here; here < 2 {
				t.Errorf("%d rows: page %d of %d has %d", rows, i+1, len(pages), here)
			}
			if strings.Count(page, "Č. Soutěžící") != 1 || !strings.Contains(page, fmt.Sprintf("%d/%d", i+1, len(pages))) {
				t.Errorf("%d rows: page %d does not name its columns once, and its number:\n%s", rows, i+1, page)
			}
		}
		if seen != rows {
			t.Errorf("%d rows: %d were printed", rows, seen)
		}
	}
}

func TestNamePlatesStandBothWays(t *testing.T) {
	path, _ := printed(t, plates(NamePlate{Kind: "město", Name: "Semily"}, NamePlate{Kind: "obec", Name: longName, District: "okres Žďár nad Sázavou"}))
	pages := words(t, path)
	if len(pages) != 2 {
		t.Fatalf("got %d pages, want 2", len(pages))
	}
	const fold = 841.89 / 2
	for i, want := range []string{"Semily", "Moravě"} {
		above, below := 0, 0
		for _, w := range pages[i] {
			if w.X1 < 0 || w.X2 > 595.28 || w.Y1 < 0 || w.Y2 > 841.89 {
				t.Errorf("%q runs off the page: %+v", w.Text, w)
			}
			if w.Text == want && w.Y2 < fold {
				above++
			} else if w.Text == want && w.Y1 > fold {
				below++
			}
		}
		if above != 1 || below != 1 {
			t.Errorf("%s stands %d times above the fold and %d times below it", want, above, below)
		}
	}
}

func TestListsAndPlatesTakeAnyText(t *testing.T) {
	long := strings.Repeat("Nejneobhospodařovávatelnějšími", 10)
	l := candidateList(2)
	for i := range 8 {
		l.Parts[0].Columns = append(l.Parts[0].Columns, ListColumn{Title: long, Width: 16, Numeric: true})
		for r := range l.Parts[0].Rows {
			l.Parts[0].Rows[r] = append(l.Parts[0].Rows[r], fmt.Sprint(i))
		}
	}
	l.Parts[0].Rows[1][1] = "obec " + long
	printed(t, list(l))
	printed(t, plates(NamePlate{Kind: "obec", Name: long}))
	if f := fault.Of(plates(NamePlate{Name: strings.Repeat(long, 10)})(io.Discard)); f == nil || f.Key != "fault.row_too_long" {
		t.Errorf("a name of 3000 letters: got %v", f)
	}
}
