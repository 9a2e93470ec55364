package public

import (
	"slices"

	"blazon/judging"
	"blazon/server/web"
)

const phasesPage web.Page[phasesData] = "public/phases"

type phasesData struct{ judging.PhaseTable }

// refusalRow says why an act is refused for now, and at which stages.
type refusalRow struct {
	Right  string
	Why    string // key
	Stages []string
}

// Refusals lists why the acts of a group are refused for now, in the order of the table.
func (d phasesData) Refusals(group judging.PhaseGroup) (rows []refusalRow) {
	for _, row := range group.Rows {
		from := len(rows)
		for i, cell := range row.Cells {
			if cell.Verdict != judging.NotNow {
				continue
			}
			at := slices.IndexFunc(rows[from:], func(r refusalRow) bool { return r.Why == cell.Why })
			if at < 0 {
				rows = append(rows, refusalRow{Right: row.Name, Why: cell.Why})
				at = len(rows) - 1 - from
			}
			rows[from+at].Stages = append(rows[from+at].Stages, d.Stages[i])
		}
	}
	return rows
}

// phases explains to everybody who may do what at which stage of a round, as the program itself answers.
func (d door) phases(r *web.Request) error { return phasesPage.Show(r, phasesData{judging.Rights()}) }
