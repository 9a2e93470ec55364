package organizer

import (
	"blazon/server/web"
	"blazon/spreadsheet"
	"blazon/store"
)

const dutyImportPage web.Page[dutyImportData] = "organizer/assignment_import"

// dutyImportData is the page on which a table of assignments is brought in.
type dutyImportData struct {
	*store.RoundSetup
	Errors web.Errors
}

// Columns are the headings that are understood.
func (dutyImportData) Columns() []string { return store.ImportColumns[store.ImportAssignments] }

func (d door) dutyImport(r *web.Request) error {
	setup, err := d.store.RoundSetup(r.Context(), r.Actor, r.Var("round"))
	if err != nil {
		return err
	}
	return dutyImportPage.Show(r, dutyImportData{RoundSetup: setup})
}

// keepDuties reads a table and leads to what it would come to. Nothing is changed yet.
func (d door) keepDuties(r *web.Request) error {
	setup, err := d.store.RoundSetup(r.Context(), r.Actor, r.Var("round"))
	if err != nil {
		return err
	}
	var uid string
	sheet, err := uploadedSheet(r)
	if err == nil {
		form := store.ImportForm{File: sheet.File, Kind: store.ImportAssignments, Lines: linesOf(sheet, store.ImportAssignments), Round: setup.Round.UID}
		uid, err = d.store.KeepImport(r.Context(), r.Actor, setup.Edition.UID, form)
	}
	if err != nil {
		return dutyImportPage.Again(r, err, dutyImportData{setup, web.ErrorsOf(err)})
	}
	return r.Redirect("organizer.import_plan", "import", uid)
}

// dutyTable is who scores what in a round: brought in again, it changes nothing.
func (d door) dutyTable(r *web.Request) error {
	export, err := d.store.DutyExport(r.Context(), r.Actor, r.Var("round"))
	if err != nil {
		return err
	}
	table := &spreadsheet.Table{Name: r.T("transfer.kind_assignments") + " " + export.Round.Slug,
		Columns: columns(r, store.ImportColumns[store.ImportAssignments]...)}
	for _, duty := range export.Duties {
		table.Rows = append(table.Rows, []any{duty.Category, duty.Codes, duty.Candidate.Entrants(r.Language), duty.Candidate.Title, duty.Juror, duty.Email, duty.Criteria})
	}
	return sendTable(r, table)
}
