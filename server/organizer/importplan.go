package organizer

import (
	"slices"

	"blazon/fault"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

type importPlanData struct {
	*store.ImportPlan
	Edition *store.Edition
	File    string // uid
	From    string // the address of the page where the table was chosen
	Errors  web.Errors
}

// FromTitle is the key of that page's name.
func (d importPlanData) FromTitle() string {
	if d.Form.Kind == store.ImportAssignments {
		return "assign.import"
	}
	return "transfer.import_title"
}

// shownLines is how many lines of an outcome the page shows: whoever brings in more looks into his own table.
const shownLines = 200

// importPart is the lines that come to one outcome.
type importPart struct {
	Outcome store.ImportOutcome
	Count   int
	Lines   []*store.PlannedLine
}

// More tells how many lines are not shown.
func (p importPart) More() int { return p.Count - len(p.Lines) }

// Parts are the lines by what they come to, what needs attention first. Lines that change nothing are only counted.
func (d importPlanData) Parts() (parts []importPart) {
	for _, outcome := range []store.ImportOutcome{store.ImportRefused, store.ImportChanged, store.ImportAdded, store.ImportKept} {
		part := importPart{Outcome: outcome}
		for _, line := range d.Lines {
			if line.Outcome == outcome {
				part.Lines = append(part.Lines, line)
			}
		}
		part.Count = len(part.Lines)
		part.Lines = part.Lines[:min(part.Count, shownLines)]
		if part.Count > 0 {
			parts = append(parts, part)
		}
	}
	return parts
}

// Ready tells whether the table can be brought in.
func (d importPlanData) Ready() bool {
	return d.Count(store.ImportRefused) == 0 && d.Count(store.ImportAdded)+d.Count(store.ImportChanged) > 0
}

// Same counts the lines that change nothing.
func (d importPlanData) Same() int { return d.Count(store.ImportSame) }

// Column titles a cell.
func (d importPlanData) Column(lang locale.Language, cell store.PlannedCell) string {
	if slices.Contains(store.ImportColumns[d.Form.Kind], cell.Column) {
		return locale.T(lang, "transfer.column_"+cell.Column)
	}
	return cell.Column
}

// Value shows what stands in a cell.
func (d importPlanData) Value(lang locale.Language, cell store.PlannedCell, value string) string {
	if cell.Column == store.ColumnState && slices.Contains(tableStates, store.EntryState(value)) {
		return locale.T(lang, "transfer.state_"+value)
	}
	return value
}

// Wrong says what is wrong with a cell.
func (d importPlanData) Wrong(lang locale.Language, cell store.PlannedCell) string {
	return locale.Field(lang, *cell.Wrong)
}

func (d door) importPlanData(r *web.Request) (importPlanData, error) {
	plan, edition, err := d.store.ImportPlan(r.Context(), r.Actor, r.Var("import"))
	if err != nil {
		return importPlanData{}, err
	}
	data := importPlanData{ImportPlan: plan, Edition: edition, File: r.Var("import"), From: r.Address("organizer.import", "edition", edition.UID)}
	if plan.Form.Kind == store.ImportAssignments {
		data.From = r.Address("organizer.assignment_import", "round", plan.Form.Round)
	}
	return data, nil
}

func (d door) importPlan(r *web.Request) error {
	data, err := d.importPlanData(r)
	if err != nil {
		return err
	}
	return importPlanPage.Show(r, data)
}

// bringIn carries the plan out that was looked through, and no other.
func (d door) bringIn(r *web.Request) error {
	var form struct {
		Digest string `form:"digest"`
	}
	err := r.Decode(&form)
	var plan *store.ImportPlan
	if err == nil {
		plan, err = d.store.Import(r.Context(), r.Actor, r.Var("import"), form.Digest)
	}
	if fault.Is(err, fault.Invalid) || fault.Is(err, fault.Conflict) {
		data, pageErr := d.importPlanData(r)
		if pageErr != nil {
			return pageErr
		}
		data.Errors = web.ErrorsOf(err)
		return importPlanPage.Again(r, err, data)
	}
	if err != nil {
		return err
	}
	r.Notice("transfer.done", "Added", plan.Count(store.ImportAdded), "Changed", plan.Count(store.ImportChanged), "Same", plan.Count(store.ImportSame))
	if plan.Form.Kind == store.ImportAssignments {
		return r.Redirect("organizer.jury", "round", plan.Form.Round)
	}
	return r.Redirect("organizer.edition", "edition", plan.Edition)
}
