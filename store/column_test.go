package store_test

import (
	"maps"
	"sync"
	"testing"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"

	"github.com/google/go-cmp/cmp"
)

// specialist is a juror who owes one criterion of all candidates, beside one who owes all of them.
type specialist struct {
	t     *testing.T
	s     *store.Store
	r     *storetest.JudgedRound
	actor judging.Actor
}

func newSpecialist(t *testing.T, s *store.Store, candidates int) *specialist {
	t.Helper()
	r := storetest.Round(t, s, candidates, 2)
	must(t, s.RemoveAssignments(t.Context(), r.Organizer, r.Contest, store.RemoveForm{Juror: r.Jurors[0].Juror.UID}))
	_, err := s.Assign(t.Context(), r.Organizer, r.Contest, store.AssignForm{
		Duties: []store.DutyForm{{Juror: r.Jurors[0].Juror.UID, Criteria: []string{"notice_board"}}}, Candidates: r.Candidates})
	must(t, err)
	return &specialist{t, s, r, r.Jurors[0].Actor}
}

func (p *specialist) matrix() *store.Matrix {
	p.t.Helper()
	m, err := p.s.Matrix(p.t.Context(), p.actor, p.r.UID, p.r.Contest, "", locale.Czech)
	must(p.t, err)
	return m
}

// cells are rows of the first column with what is typed there.
func (p *specialist) cells(typed ...string) (cells []store.CellForm) {
	m := p.matrix()
	for i, text := range typed {
		cells = append(cells, store.CellForm{Assignment: m.Rows[i].Assignment, Revision: m.Rows[i].Sheet.Revision, Values: map[string]string{m.Criteria[0].Key: text}})
	}
	return cells
}

// save gives what became of each row in a word, or the key of the fault.
func (p *specialist) save(form store.ColumnForm) (fates []string) {
	p.t.Helper()
	form.Round = p.r.UID
	saved, err := p.s.SaveColumn(p.t.Context(), p.actor, form)
	must(p.t, err)
	for _, cell := range saved {
		switch f := fault.Of(cell.Err); {
		case cell.Same:
			fates = append(fates, "same")
		case cell.Err == nil:
			fates = append(fates, "saved")
		case len(f.Fields) > 0:
			fates = append(fates, f.Fields[0].Key)
		default:
			fates = append(fates, f.Key)
		}
	}
	return fates
}

// stored are the values of the first column, and the states of its sheets.
func (p *specialist) stored() (values, states []string) {
	for _, row := range p.matrix().Rows {
		values, states = append(values, row.Cells[0].Value()), append(states, string(row.State))
	}
	return values, states
}

func (p *specialist) holds(values, states []string) {
	p.t.Helper()
	gotValues, gotStates := p.stored()
	if diff := cmp.Diff(values, gotValues); diff != "" {
		p.t.Errorf("values wanted (-), got (+):\n%s", diff)
	}
	if diff := cmp.Diff(states, gotStates); diff != "" {
		p.t.Errorf("states wanted (-), got (+):\n%s", diff)
	}
}

func (p *specialist) fates(sentence string, want []string, form store.ColumnForm) {
	p.t.Helper()
	if diff := cmp.Diff(want, p.save(form)); diff != "" {
		p.t.Errorf("%s: wanted (-), got (+):\n%s", sentence, diff)
	}
}

func TestEachCellOfAColumnAnswersByItself(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		p := newSpecialist(t, s, 5)
		stale := p.cells("", "", "9")
		p.fates("what fits is saved, what is empty stays empty, the rest says why", []string{"saved", "saved", "fault.score_over_max", "same", "fault.score_off_step"},
			store.ColumnForm{Cells: p.cells(" 12,0", "0", "16", "", "2.5")})
		p.holds([]string{"12", "0", "", "", ""}, []string{"draft", "draft", "empty", "empty", "empty"})
		stale[0].Values["notice_board"], stale[1].Values["notice_board"], stale[1].Was = "7", "0", map[string]string{"notice_board": "3"}
		p.fates("another tab was faster; the very same is no conflict, and is written again", []string{"fault.sheet_changed", "saved", "saved"}, store.ColumnForm{Cells: stale})
		p.fates("a cell is emptied, one is sent as it is", []string{"saved", "same"}, store.ColumnForm{Cells: p.cells("", "0")})
		p.holds([]string{"", "0", "9", "", ""}, []string{"draft", "draft", "draft", "empty", "empty"})

		_, err := s.SaveSheet(t.Context(), p.actor, store.SheetForm{Round: p.r.UID, Assignment: p.matrix().Rows[2].Assignment, Revision: 1,
			Values: map[string]string{"notice_board": "9"}, Comment: "Vše je na úřední desce.", Submit: true})
		must(t, err)
		p.fates("a submitted sheet is not changed unasked", []string{"same", "same", "sheet.is_submitted"}, store.ColumnForm{Cells: p.cells("", "0", "8")})
		p.fates("asked, it is submitted again, but not without a value", []string{"fault.score_missing"}, store.ColumnForm{Cells: p.cells("", "0", "")[2:], Again: true})
		p.fates("asked, it is submitted again", []string{"saved"}, store.ColumnForm{Cells: p.cells("", "0", "8")[2:], Again: true})
		if comment := p.matrix().Rows[2].Sheet.Comment; comment != "Vše je na úřední desce." {
			t.Errorf("the sheet's comment became %q", comment)
		}
		other := p.cells("5")
		p.actor = p.r.Jurors[1].Actor
		p.fates("nobody else's cells are there", []string{"fault.not_found"}, store.ColumnForm{Cells: other})
		p.actor = p.r.Jurors[0].Actor
		p.fates("nor criteria of others", []string{"fault.not_found"}, store.ColumnForm{Cells: []store.CellForm{
			{Assignment: other[0].Assignment, Revision: other[0].Revision, Values: map[string]string{"design": "5"}}}})
		must(t, s.CloseRound(t.Context(), p.r.Organizer, p.r.UID))
		p.fates("after the closing nothing is saved", []string{"fault.judging_closed", "fault.judging_closed"}, store.ColumnForm{Cells: p.cells("4", "0")})
		p.holds([]string{"", "0", "8", "", ""}, []string{"draft", "draft", "submitted", "empty", "empty"})
		must(t, s.Check(t.Context(), func(f store.Finding) { t.Error(f) }))
	})
}

func TestACellChangesNothingElseOfItsSheet(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 1, 1)
		sheet := store.SheetForm{Round: r.UID, Assignment: sheetOf(t, s, r, 0, 0), Values: map[string]string{"mandatory": "12", "design": "pěkné", "services": "7"},
			Remarks: map[string]string{"design": "Hezky čitelné."}, Comment: "Přehledné.", Typing: true}
		_, err := s.SaveSheet(t.Context(), r.Jurors[0].Actor, sheet)
		must(t, err)
		cell := store.CellForm{Assignment: sheet.Assignment, Values: map[string]string{"services": "8", "usability": "x"}, Was: map[string]string{"services": "7", "usability": ""}}
		form := store.ColumnForm{Round: r.UID, Cells: []store.CellForm{cell}, Typing: true, Page: "matrix", Seq: 1}
		saved, err := s.SaveColumn(t.Context(), r.Jurors[0].Actor, form)
		must(t, err)
		must(t, saved[0].Err)
		view := viewOf(t, s, r.Jurors[0].Actor, r.UID, sheet.Assignment)
		if diff := cmp.Diff(map[string]string{"mandatory": "12", "services": "8"}, stored(view)); diff != "" {
			t.Errorf("wanted (-), got (+):\n%s", diff)
		}
		if diff := cmp.Diff(store.Typed{"score.design": "pěkné", "score.usability": "x"}, view.Sheet.Typed); diff != "" {
			t.Errorf("typed wanted (-), got (+):\n%s", diff)
		}
		if view.Sheet.Comment != "Přehledné." || view.Sheet.Remarks["design"] != "Hezky čitelné." || view.Sheet.Revision != 2 {
			t.Errorf("the sheet became %+v", view.Sheet)
		}
		form.Cells[0].Values, form.Page = map[string]string{"services": "9", "usability": ""}, "stale" // the first is typed, the other is as it was
		saved, err = s.SaveColumn(t.Context(), r.Jurors[0].Actor, form)
		must(t, err)
		why, err := s.KeepDraft(t.Context(), r.Jurors[0].Actor, saved[0].Form)
		if err != nil || why != store.DraftConflict {
			t.Errorf("a stale cell is kept as %q (%v)", why, err)
		}
		view = viewOf(t, s, r.Jurors[0].Actor, r.UID, sheet.Assignment)
		draft, err := view.Kept[0].Typed()
		must(t, err)
		got := draft.On(view)
		if diff := cmp.Diff(map[string]string{"mandatory": "12", "design": "pěkné", "services": "9", "usability": "x"}, filled(got.Values)); diff != "" {
			t.Errorf("the draft on the sheet wanted (-), got (+):\n%s", diff)
		}
		if got.Comment != "Přehledné." || got.Remarks["design"] != "Hezky čitelné." {
			t.Errorf("the draft of a cell empties the sheet: %+v", got)
		}
		must(t, s.Check(t.Context(), func(f store.Finding) { t.Error(f) }))
	})
}

// filled leaves out the values that are empty.
func filled(values map[string]string) map[string]string {
	maps.DeleteFunc(values, func(_, value string) bool { return value == "" })
	return values
}

func TestAStaleMatrixWritesOverNoNewerRemark(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 1, 1)
		sheet := store.SheetForm{Round: r.UID, Assignment: sheetOf(t, s, r, 0, 0), Values: map[string]string{"design": "7"},
			Remarks: map[string]string{"design": "Řádek\nřádek."}, Typing: true}
		_, err := s.SaveSheet(t.Context(), r.Jurors[0].Actor, sheet)
		must(t, err)
		for remark, conflict := range map[string]bool{"": true, "Starší.": true, "Řádek\r\nřádek.": false} {
			cell := store.CellForm{Assignment: sheet.Assignment, Values: map[string]string{"design": "8"}, Was: map[string]string{"design": "7"},
				Remarks: map[string]string{"design": remark}}
			saved, err := s.SaveColumn(t.Context(), r.Jurors[0].Actor, store.ColumnForm{Round: r.UID, Cells: []store.CellForm{cell}, Typing: true, Page: "matrix" + remark, Seq: 1})
			must(t, err)
			if fault.Is(saved[0].Err, fault.Conflict) != conflict {
				t.Errorf("with the remark %q: %v", remark, saved[0].Err)
			}
			if view := viewOf(t, s, r.Jurors[0].Actor, r.UID, sheet.Assignment); view.Sheet.Remarks["design"] != "Řádek\nřádek." {
				t.Errorf("after the remark %q the sheet says %q", remark, view.Sheet.Remarks["design"])
			}
		}
	})
}

// Two tabs of a juror and the sheet beside them save the same rows at once: one of them wins each row, and none is half written.
func TestColumnsAtTheSameTime(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		p := newSpecialist(t, s, 20)
		var together sync.WaitGroup
		won := make([]int, 20)
		var mutex sync.Mutex
		tabs := make([][]store.CellForm, 4)
		for tab := range tabs {
			typed := make([]string, 20)
			for i := range typed {
				typed[i] = string(rune('1' + tab))
			}
			tabs[tab] = p.cells(typed...) // all of them before anybody saves
		}
		for _, cells := range tabs {
			together.Go(func() {
				for i, fate := range p.save(store.ColumnForm{Cells: cells}) {
					if fate == "saved" {
						mutex.Lock()
						won[i]++
						mutex.Unlock()
					} else if fate != "fault.sheet_changed" {
						t.Errorf("row %d: %s", i, fate)
					}
				}
			})
		}
		together.Wait()
		for i, n := range won {
			if n != 1 {
				t.Errorf("%d tabs saved row %d", n, i)
			}
		}
		must(t, s.Check(t.Context(), func(f store.Finding) { t.Error(f) }))
	})
}

func TestWhatStandsInAMatrix(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		p := newSpecialist(t, s, 3)
		if m := p.matrix(); len(m.Criteria) != 1 || len(m.Rows) != 3 || m.Criteria[0].Key != "notice_board" {
			t.Fatalf("%d criteria, %d rows", len(m.Criteria), len(m.Rows))
		}
		release := func(candidate int, criterion string, why judging.Why) {
			must(t, s.Recuse(t.Context(), p.r.Organizer, store.RecusalForm{Juror: p.r.Jurors[1].Juror.UID, Candidate: p.r.Candidates[candidate], Criterion: criterion, Why: why, Reason: "Důvod."}))
		}
		release(0, "", judging.Recused)
		release(1, "design", judging.Abstained)
		p.actor = p.r.Jurors[1].Actor
		m, err := s.Matrix(t.Context(), p.actor, p.r.UID, p.r.Contest, "design", locale.Czech)
		must(t, err)
		if len(m.All) != 8 || len(m.Rows) != 2 || m.Rows[0].Cells[0].Owed || m.Rows[0].Cells[0].Why != judging.Abstained || !m.Rows[1].Cells[0].Owed {
			t.Errorf("%d criteria, rows %+v", len(m.All), m.Rows)
		}
		p.actor = p.r.Jurors[0].Actor
		for _, path := range [][3]string{{p.r.UID, p.r.Contest, "design"}, {p.r.National, p.r.Contest, ""}, {p.r.UID, p.r.Target, ""}} {
			if _, err := s.Matrix(t.Context(), p.actor, path[0], path[1], path[2], locale.Czech); !fault.Is(err, fault.NotFound) {
				t.Errorf("%v: got %v", path, err)
			}
		}
		if _, err := s.Matrix(t.Context(), p.r.Organizer, p.r.UID, p.r.Contest, "", locale.Czech); !fault.Is(err, fault.NotFound) {
			t.Errorf("an organizer without a seat: got %v", err)
		}
	})
}
