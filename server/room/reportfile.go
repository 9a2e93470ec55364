package room

import (
	"strings"

	"blazon/locale"
	"blazon/server/web"
	"blazon/spreadsheet"
	"blazon/store"
)

// matrix sends the whole scoring record of a contest as a table.
func (d door) matrix(r *web.Request) error {
	found, err := d.store.ScoreMatrix(r.Context(), r.Actor, r.Var("contest"))
	if err != nil {
		return err
	}
	table := &spreadsheet.Table{Name: r.T("report.matrix") + " " + found.Round.Slug + " " + found.Category.Slug, Zone: found.Edition.Zone(),
		Columns: r.Columns("transfer.column_code", "report.candidate", "report.criterion", "report.juror", "report.value", "report.measured", "report.state",
			"report.submitted_at", "report.saved_at", "report.origin")}
	for _, row := range found.Rows {
		var value, measured any
		if row.State == store.ScoreCounted || row.State == store.ScoreStray || row.State == store.ScoreDraft {
			value = spreadsheet.Decimal(row.Value.String())
		}
		if row.Measured != "" {
			measured = spreadsheet.Decimal(row.Measured)
		}
		c := found.Candidates[row.Candidate]
		table.Rows = append(table.Rows, []any{c.Bodies[0].Code, c.Display(r.Language), found.Criteria[row.Criterion].Name.In(r.Language), found.Jurors[row.Juror].Name,
			value, measured, r.T("report.cell_" + string(row.State)), row.SubmittedAt, row.SavedAt, origin(r, row)})
	}
	return sendTable(r, table)
}

// origin says how a value came into its sheet.
func origin(r *web.Request, row *store.ScoreRow) string {
	var words []string
	if row.Paper != nil {
		words = append(words, r.T("report.from_paper", "By", row.Paper.By, "With", row.Paper.With))
	}
	if row.Correction != nil {
		words = append(words, r.T("report.corrected", "By", row.Correction.By, "With", row.Correction.With))
	}
	return strings.Join(words, "; ")
}

// history sends everything that is on record about a round as a table.
func (d door) history(r *web.Request) error {
	found, err := d.store.RoundHistory(r.Context(), r.Actor, r.Var("round"), r.Language)
	if err != nil {
		return err
	}
	table := &spreadsheet.Table{Name: r.T("report.history") + " " + found.Round.Slug, Zone: found.Edition.Zone(),
		Columns: r.Columns("report.happened_at", "report.who", "report.act", "report.contest", "report.juror", "report.candidate", "report.note")}
	for _, act := range found.Acts {
		table.Rows = append(table.Rows, []any{act.HappenedAt, act.Who, actWords(r, act.Act), act.Contest, act.Juror, act.Candidate, act.Note})
	}
	return sendTable(r, table)
}

// actWords names an act that is on record; one of an older program, which has no words any more, by its word on record.
func actWords(r *web.Request, act string) string {
	if key := "report.act_" + strings.ReplaceAll(act, ".", "_"); locale.Has(key) {
		return r.T(key)
	}
	return act
}

// sendTable sends a table as the kind of file that the address asks for.
func sendTable(r *web.Request, table *spreadsheet.Table) error {
	if list := r.List(nil); list.IsFile() {
		return list.Send(r, table)
	}
	return r.SendTable(table, spreadsheet.XLSX)
}
