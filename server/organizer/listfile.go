package organizer

import (
	"slices"
	"strings"
	"time"

	"blazon/locale"
	"blazon/register"
	"blazon/server/web"
	"blazon/spreadsheet"
	"blazon/store"
)

// entriesFile is a list of entries as a table: what is on its pages, without what drafts say.
func entriesFile(r *web.Request, name string, list *store.EntryList) *spreadsheet.Table {
	table := &spreadsheet.Table{Name: name, Zone: list.Edition.Zone(), Columns: r.Columns("transfer.column_entry", "transfer.column_code", "check.entrant",
		"check.category", "check.state", "transfer.column_title", "transfer.column_url", "check.supplier", "transfer.column_round", "check.submitted_at")}
	for _, e := range list.Entries {
		codes := ""
		for i, b := range e.Bodies {
			if i > 0 {
				codes += ", "
			}
			codes += b.Code
		}
		table.Rows = append(table.Rows, []any{e.Entry.UID, codes, e.Entrants(r.Language), e.Category.Name.In(r.Language),
			r.T("check.state_" + string(e.Entry.State)), e.Entry.Title, e.Entry.URL, e.Entry.Supplier, e.Round.Name.In(r.Language), e.Entry.SubmittedAt})
	}
	return table
}

// contestFile is a contest's candidates as a table.
func contestFile(r *web.Request, list *store.ContestList) *spreadsheet.Table {
	table := &spreadsheet.Table{Name: list.Category.Name.In(r.Language), Columns: r.Columns("transfer.column_code", "roster.candidate",
		"transfer.column_title", "transfer.column_url", "roster.participation", "roster.sheets", "roster.sheets_assigned")}
	for _, c := range list.Candidates {
		standing := "roster.stands"
		if c.Withdrawn {
			standing = "roster.withdrawn"
		}
		table.Rows = append(table.Rows, []any{c.Bodies[0].Code, c.Entrants(r.Language), c.Title, c.URL, r.T(standing), c.Submitted, c.Sheets})
	}
	return table
}

// outboxFile is the log of letters as a table.
func outboxFile(r *web.Request, outbox *store.Outbox) *spreadsheet.Table {
	table := &spreadsheet.Table{Name: r.T("message.outbox"), Columns: r.Columns("message.recipient", "transfer.column_email", "message.kind",
		"transfer.column_round", "message.subject", "message.state", "message.drafted")}
	for _, row := range outbox.Rows {
		m := row.Message
		zone, err := time.LoadLocation(row.TimeZone)
		if err != nil {
			zone = time.UTC
		}
		table.Zone = zone
		table.Rows = append(table.Rows, []any{m.Name, m.Email, r.T("message.kind_" + string(m.Kind)), row.Round.In(r.Language), m.Subject,
			r.T("message.state_" + string(m.State)), m.CreatedAt})
	}
	return table
}

// eligibleFile is the bodies of a category's rule as a table.
func eligibleFile(r *web.Request, list *store.EligibleList) *spreadsheet.Table {
	table := &spreadsheet.Table{Name: list.Category.Name.In(r.Language), Columns: r.Columns("transfer.column_code", "roster.body", "roster.district",
		"roster.population", "transfer.column_url", "category.why")}
	for _, b := range list.Bodies {
		row := b.Row()
		var population any
		if b.Population != nil {
			population = *b.Population
		}
		why := ""
		if b.Reason != register.Eligible {
			why = r.T(string(b.Reason))
		}
		table.Rows = append(table.Rows, []any{b.Code, b.Title(), row.District(), population, b.Web, why})
	}
	return table
}

// comparisonFile is the comparison of chapters as a table.
func comparisonFile(r *web.Request, data comparisonData) *spreadsheet.Table {
	table := &spreadsheet.Table{Name: r.T("phase.comparison"), Zone: data.Edition.Zone(), Columns: r.Columns("organizer.chapter", "phase.title",
		"organizer.entries_from", "organizer.entries_until", "phase.entries_count", "organizer.judging_from", "organizer.judging_until", "phase.jurors",
		"phase.progress", "roster.sheets_assigned", "organizer.ceremony")}
	for _, row := range data.Rows {
		at, count := row.schedule(), row.count()
		table.Rows = append(table.Rows, []any{row.Chapter.Name.In(r.Language), r.T("phase.standing_" + string(row.Standing())), at.EntriesFrom, at.EntriesUntil,
			row.Entries, at.JudgingFrom, at.JudgingUntil, count.Jurors, count.Submitted, count.Sheets, row.ceremony()})
	}
	return table
}

// juryFile is a round's jury as a table.
func juryFile(r *web.Request, setup *store.RoundSetup) *spreadsheet.Table {
	table := &spreadsheet.Table{Name: locale.T(r.Language, "roster.jury") + " " + setup.Round.Slug, Zone: setup.Edition.Zone(),
		Columns: r.Columns("roster.name", "roster.role", "roster.email", "roster.sheets", "roster.sheets_assigned", "roster.left_at")}
	for _, j := range setup.Jurors {
		table.Rows = append(table.Rows, []any{j.Juror.Name, r.T("roster.role_" + string(j.Juror.Role)), j.Email, j.Submitted, j.Sheets, j.Juror.LeftAt})
	}
	return table
}

// bodiesFile is the bodies that there are as a table.
func bodiesFile(r *web.Request, list *store.BodyList) *spreadsheet.Table {
	table := &spreadsheet.Table{Name: r.T("roster.bodies"), Columns: r.Columns("transfer.column_code", "roster.body", "roster.column_kind", "roster.district",
		"roster.column_region_code", "roster.population", "transfer.column_url")}
	for _, b := range list.Bodies {
		var population any
		if b.Population != nil {
			population = *b.Population
		}
		table.Rows = append(table.Rows, []any{b.Code, b.Title(), r.T(b.Kind.Key()), b.District(), b.RegionCode, population, b.Web})
	}
	return table
}

// suppliersFile is a competition's suppliers as a table, those last that the list does not have yet.
func suppliersFile(r *web.Request, list *store.SupplierList) *spreadsheet.Table {
	table := &spreadsheet.Table{Name: r.T("form.suppliers"), Columns: r.Columns("form.supplier_name", "form.supplier_others", "form.supplier_entries")}
	for _, row := range slices.Concat(list.Rows, list.Unlisted) {
		table.Rows = append(table.Rows, []any{row.Name, strings.Join(row.Others, "; "), row.Entries})
	}
	return table
}

// requestsFile is who asked to act for a body as a table.
func requestsFile(r *web.Request, list []*store.RequestView) *spreadsheet.Table {
	table := &spreadsheet.Table{Name: r.T("message.requests"), Columns: r.Columns("roster.name", "transfer.column_email", "message.request_function", "transfer.column_code",
		"roster.body", "message.state", "message.request_proven")}
	table.Zone, _ = time.LoadLocation(requestsData{}.Zone())
	for _, v := range list {
		table.Rows = append(table.Rows, []any{v.Request.Name, v.Request.Email, v.Request.Function, v.Body.Code, v.Body.Title(),
			r.T("message.request_state_" + string(v.Request.State)), v.Request.ProvenAt})
	}
	return table
}

// membersFile is who organizes a chapter as a table.
func membersFile(r *web.Request, list *store.ChapterMembers) *spreadsheet.Table {
	table := &spreadsheet.Table{Name: r.T("roster.members"), Columns: r.Columns("roster.name", "transfer.column_email", "roster.account")}
	for _, m := range list.Members {
		account := "roster.has_account"
		if m.Invited {
			account = "roster.no_password"
		}
		table.Rows = append(table.Rows, []any{m.Name, m.Email, r.T(account)})
	}
	return table
}

// advancementsFile is what comes to a round from the chapters as a table.
func advancementsFile(r *web.Request, data advancementsData) *spreadsheet.Table {
	table := &spreadsheet.Table{Name: r.T("advancement.overview") + " " + data.Round.Slug, Zone: data.Edition.Zone(), Columns: r.Columns("organizer.chapter",
		"check.category", "advancement.state", "advancement.candidates", "advancement.seats", "advancement.came", "advancement.differences", "advancement.who_column")}
	for _, l := range data.Lines {
		category := ""
		if l.Contest != nil {
			category = l.Contest.Category.Name.In(r.Language)
		}
		var reasons, went []string
		for _, d := range l.Reasons {
			reasons = append(reasons, deviationText(r.Language, d))
		}
		for _, n := range l.Went {
			went = append(went, n.Display(r.Language))
		}
		table.Rows = append(table.Rows, []any{l.Chapter.Name.In(r.Language), category, r.T("advancement.state_" + string(l.State)), l.Candidates, l.Seats, l.Came,
			strings.Join(reasons, "; "), strings.Join(went, "; ")})
	}
	return table
}
