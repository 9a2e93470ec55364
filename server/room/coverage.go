package room

import (
	"slices"
	"strings"
	"time"

	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

const (
	coveragePage web.Page[coverageData] = "room/coverage"
	coverageNow  web.Page[coverageData] = "room/coverage_now" // the part that is fetched again and again
)

type coverageData struct {
	*store.Coverage
	Head *head
	List *web.List
	Rows []*store.CoverageRow // of the page
	AsOf string               // when it was read, to the second
	Live string               // the address of the part that is fetched again
}

// Withholds tells whether the visitor must not judge one of the candidates.
func (d coverageData) Withholds() bool {
	return slices.ContainsFunc(d.Rows, func(row *store.CoverageRow) bool { return row.Unseen })
}

// ByCriteria tells whether the columns are criteria, rather than jurors.
func (d coverageData) ByCriteria() bool { return d.List.Chosen("columns", "criteria") }

// Columns are the jurors that are shown.
func (d coverageData) Columns() (shown []*store.CoverageSeat) {
	for _, seat := range d.Seats {
		if d.shows(seat) {
			shown = append(shown, seat)
		}
	}
	return shown
}

func (d coverageData) shows(seat *store.CoverageSeat) bool {
	return !d.List.Chosen("jurors", "late") || seat.Open() > 0
}

// coverageCell is a cell with whose it is.
type coverageCell struct {
	*store.CoverageCell
	Juror     string
	Candidate string
}

// Partly tells whether there are values, but not all of those that are owed.
func (c coverageCell) Partly() bool { return c.State == store.CellDraft }

// Cells are a candidate's, under the jurors that are shown.
func (d coverageData) Cells(row *store.CoverageRow, lang locale.Language) (cells []coverageCell) {
	for i, seat := range d.Seats {
		if d.shows(seat) && i < len(row.Cells) {
			cells = append(cells, coverageCell{row.Cells[i], seat.Juror.Name, row.Candidate.Display(lang)})
		}
	}
	return cells
}

// Late counts the jurors who can be reminded now.
func (d coverageData) Late() (n int) {
	for _, l := range d.LateJurors() {
		if l.Remindable() {
			n++
		}
	}
	return n
}

// coverage shows who has opened, scored and submitted what. There is no score on it. Asked for the part, it answers with that alone.
func (d door) coverage(r *web.Request) error {
	v, err := d.store.Coverage(r.Context(), r.Actor, r.Var("round"), r.Query("contest"), r.Language)
	if err != nil {
		return err
	}
	data := coverageData{Coverage: v, Head: headOf(r, &v.Place, "running.progress"), List: coverageList(r)}
	data.Rows = web.Cut(data.List, chosenRows(data.List, v.Rows, r.Language))
	data.AsOf = v.Now.In(v.Edition.Zone()).Format(time.TimeOnly)
	data.Live = livePart(data.List.Here())
	if r.Query("part") != "" {
		return coverageNow.Part(r, data)
	}
	return coveragePage.Show(r, data)
}

func livePart(address string) string {
	if strings.Contains(address, "?") {
		return address + "&part=now"
	}
	return address + "?part=now"
}

// coverageList is what the address asks of the coverage.
func coverageList(r *web.Request) *web.List {
	list := r.List(nil)
	for _, name := range []string{"contest", "columns", "jurors", "candidates"} {
		list.Filter(r, name, "")
	}
	return list
}

// chosenRows are the candidates that are searched for.
func chosenRows(list *web.List, rows []*store.CoverageRow, lang locale.Language) (chosen []*store.CoverageRow) {
	words := strings.Fields(locale.Fold(list.Asked.Search))
	for _, row := range rows {
		name := locale.Fold(row.Candidate.Display(lang))
		missing := slices.ContainsFunc(words, func(word string) bool { return !strings.Contains(name, word) })
		if !missing && (!list.Chosen("candidates", "late") || row.Late()) {
			chosen = append(chosen, row)
		}
	}
	return chosen
}
