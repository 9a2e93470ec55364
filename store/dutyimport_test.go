package store_test

import (
	"fmt"
	"slices"
	"testing"

	"blazon/fault"
	"blazon/store"
	"blazon/store/storetest"
)

// lines are the exported duties as a table has them.
func (d *drawing) lines() (lines []store.ImportLine) {
	d.Helper()
	export, err := d.store.DutyExport(d.Context(), d.Organizer, d.UID)
	if err != nil {
		d.Fatal(err)
	}
	for i, duty := range export.Duties {
		lines = append(lines, store.ImportLine{Number: i + 2, Values: map[string]string{store.ColumnCategory: duty.Category, store.ColumnCode: duty.Codes,
			store.ColumnTitle: duty.Candidate.Title, store.ColumnJuror: duty.Juror, store.ColumnEmail: duty.Email, store.ColumnCriteria: duty.Criteria}})
	}
	return lines
}

// keep brings a table as far as its plan.
func (d *drawing) keep(lines []store.ImportLine) (file string, plan *store.ImportPlan) {
	d.Helper()
	place, err := d.store.RoundSetup(d.Context(), d.Organizer, d.UID)
	if err != nil {
		d.Fatal(err)
	}
	form := store.ImportForm{File: "pridelit.csv", Kind: store.ImportAssignments, Round: d.UID, Lines: lines}
	if file, err = d.store.KeepImport(d.Context(), d.Organizer, place.Edition.UID, form); err != nil {
		d.Fatal(err)
	}
	if plan, _, err = d.store.ImportPlan(d.Context(), d.Organizer, file); err != nil {
		d.Fatal(err)
	}
	return file, plan
}

func TestAnExportedTableOfAssignmentsChangesNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := newDrawing(t, s, 4, 3)
		form := d.form(1)
		form.Draw.Parts = map[string]int{"design": 2, "security": 2}
		d.apply(form)
		if err := s.EndJuror(t.Context(), d.Organizer, d.Jurors[2].Juror.UID, ""); err != nil {
			t.Fatal(err)
		}
		lines := d.lines()
		if _, plan := d.keep(lines); len(lines) < 4 || plan.Count(store.ImportSame) != len(lines) {
			t.Errorf("%d of %d exported lines are the same", plan.Count(store.ImportSame), len(lines))
		}
		if err := s.CloseRound(t.Context(), d.Organizer, d.UID); err != nil || len(d.lines()) != len(lines) {
			t.Errorf("once the judging is closed the table has %d lines, want %d (%v)", len(d.lines()), len(lines), err)
		}
	})
}

func TestATableAssignsAllOrNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := newDrawing(t, s, 3, 2)
		d.recuse(1, 2)
		named := d.plan(store.AssignmentForm{Mode: store.AssignHand}).Candidates
		line := func(number, juror, candidate int, criteria string) store.ImportLine {
			return store.ImportLine{Number: number, Values: map[string]string{store.ColumnCategory: "obec", store.ColumnName: named[candidate].Bodies[0].Name,
				store.ColumnJuror: fmt.Sprint("porotce ", juror+1), store.ColumnCriteria: criteria}}
		}
		good := []store.ImportLine{line(2, 0, 0, ""), line(3, 0, 1, "design, Bezpečnost"), line(4, 1, 0, "services")}
		bad := append(slices.Clone(good), line(5, 1, 2, ""), line(6, 5, 0, ""), line(7, 0, 0, "design"), line(8, 1, 1, "beauty"))
		file, plan := d.keep(bad)
		var columns []string
		for _, l := range plan.Lines[3:] {
			for _, cell := range l.Cells {
				if cell.Wrong != nil {
					columns = append(columns, fmt.Sprint(l.Number, " ", cell.Column, " ", cell.Wrong.Key))
				}
			}
		}
		want := []string{"5 juror assign.barred", "6 juror assign.no_juror", "7 juror transfer.line_twice", "8 criteria assign.no_criterion"}
		if !slices.Equal(columns, want) {
			t.Errorf("wrong cells %q, want %q", columns, want)
		}
		if _, err := s.Import(t.Context(), d.Organizer, file, plan.Digest); !fault.Is(err, fault.Invalid) || len(d.pairs()) != 0 {
			t.Errorf("a table with refused lines: %v; %d pairs", err, len(d.pairs()))
		}
		file, plan = d.keep(good)
		if _, err := s.Import(t.Context(), d.Organizer, file, plan.Digest); err != nil || len(d.pairs()) != 3 {
			t.Errorf("%v; %d pairs, want 3", err, len(d.pairs()))
		}
		d.SubmitSheets(t, s, 1, func(candidate, criterion int) string { return "1" })
		if _, plan = d.keep([]store.ImportLine{line(2, 1, 0, "design"), line(3, 0, 1, "design")}); plan.Lines[0].Outcome != store.ImportRefused ||
			plan.Lines[1].Outcome != store.ImportChanged {
			t.Errorf("a submitted share: %s; one that nobody has begun: %s", plan.Lines[0].Outcome, plan.Lines[1].Outcome)
		}
	})
}
