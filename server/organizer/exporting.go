package organizer

import (
	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/server/web"
	"blazon/spreadsheet"
	"blazon/store"
)

// transferRoutes are the tables that are brought in and taken out.
func (d door) transferRoutes() []web.Route {
	const act, edition, format = judging.OpenOffice, "/organizer/editions/{edition}", ".{format}"
	return []web.Route{
		{Name: "organizer.import", Path: edition + "/import", Act: act, Get: d.importing, Post: d.keepImport, Most: spreadsheet.MaxBytes + 64<<10},
		{Name: "organizer.import_plan", Path: "/organizer/imports/{import}", Act: act, Get: d.importPlan, Post: d.bringIn},
		{Name: "organizer.entry_table", Path: edition + "/entries" + format, Act: act, Get: d.entryTable},
		{Name: "organizer.member_table", Path: edition + "/representatives" + format, Act: act, Get: d.memberTable},
	}
}

// The columns of exported entries that an import leaves alone.
const (
	columnChapter   = "chapter"
	columnRound     = "round"
	columnSubmitted = "submitted"
)

var informativeColumns = []string{columnChapter, columnRound, columnSubmitted}

// columns titles columns in the request's language.
func columns(r *web.Request, names ...string) (list []spreadsheet.Column) {
	for _, name := range names {
		list = append(list, spreadsheet.Column{Title: r.T("transfer.column_" + name)})
	}
	return list
}

// sendTable answers with a table as a file of the format that the address names.
func sendTable(r *web.Request, table *spreadsheet.Table) error {
	format := spreadsheet.Format(r.Var("format"))
	if format != spreadsheet.XLSX && format != spreadsheet.CSV {
		return fault.New(fault.NotFound, "fault.not_found")
	}
	return r.SendTable(table, format)
}

// entryTable is the edition's entries: brought in again, they change nothing.
func (d door) entryTable(r *web.Request) error {
	export, err := d.store.EntryExport(r.Context(), r.Actor, r.Var("edition"), r.Language)
	if err != nil {
		return err
	}
	table := &spreadsheet.Table{Name: r.T("transfer.kind_entries") + " " + export.Edition.Slug, Zone: export.Edition.Zone(),
		Columns: columns(r, store.ColumnEntry, store.ColumnCode, store.ColumnName, store.ColumnCategory, store.ColumnTitle, store.ColumnURL,
			store.ColumnSupplier, store.ColumnState, columnChapter, columnRound, columnSubmitted)}
	for _, heading := range export.Headings {
		table.Columns = append(table.Columns, spreadsheet.Column{Title: heading, Width: 30})
	}
	for _, e := range export.Entries {
		table.Rows = append(table.Rows, entryCells(r.Language, export, e))
	}
	return sendTable(r, table)
}

func entryCells(lang locale.Language, export *store.EntryExport, e *store.ExportedEntry) []any {
	cells := []any{e.Entry.UID, e.Codes, e.Bodies, e.Place.Category.Slug, e.Entry.Title, e.Entry.URL, e.Entry.Supplier,
		locale.T(lang, "transfer.state_"+string(e.Entry.State)), e.Place.Chapter.Name.In(lang), e.Place.Round.Name.In(lang), e.Entry.SubmittedAt}
	for _, heading := range export.Headings {
		answer := e.Answers[heading]
		if e.Numbers[heading] && answer != "" {
			cells = append(cells, spreadsheet.Decimal(answer))
		} else {
			cells = append(cells, answer)
		}
	}
	return cells
}

// memberTable is who acts for the bodies that compete.
func (d door) memberTable(r *web.Request) error {
	export, err := d.store.MemberExport(r.Context(), r.Actor, r.Var("edition"), r.Language)
	if err != nil {
		return err
	}
	table := &spreadsheet.Table{Name: r.T("transfer.kind_representatives") + " " + export.Edition.Slug,
		Columns: columns(r, store.ImportColumns[store.ImportRepresentatives]...)}
	for _, m := range export.Members {
		table.Rows = append(table.Rows, []any{m.Code, m.Body, m.Email, m.Name, string(m.Language)})
	}
	return sendTable(r, table)
}
