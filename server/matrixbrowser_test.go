package server_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"blazon/locale"
	"blazon/server/browsertest"
	"blazon/server/servertest"
	"blazon/store"
	"blazon/store/storetest"

	"github.com/chromedp/chromedp/kb"
)

// specialist is a juror of one criterion, with 77 towns before him.
type specialist struct {
	*testing.T
	*browsertest.Tab
	server *servertest.Server
	round  *storetest.JudgedRound
}

// A specialist scores 77 towns by keyboard alone, corrects himself, pastes a column, and submits all of it.
func TestTheSpecialistsWay(t *testing.T) {
	t.Parallel()
	s := servertest.Start(t, storetest.Open(t, storetest.SQLiteAddress(t), store.Options{}))
	p := &specialist{T: t, Tab: browsertest.New(t, s.URL), server: s, round: storetest.Round(t, s.Store, 77, 1)}
	juror := p.round.Jurors[0]
	must(t, s.Store.RemoveAssignments(t.Context(), p.round.Organizer, p.round.Contest, store.RemoveForm{Juror: juror.Juror.UID}))
	_, err := s.Store.Assign(t.Context(), p.round.Organizer, p.round.Contest, store.AssignForm{Candidates: p.round.Candidates,
		Duties: []store.DutyForm{{Juror: juror.Juror.UID, Criteria: []string{"notice_board"}}}})
	must(t, err)
	must(t, s.Store.SetPassword(t.Context(), store.Operator(), juror.Email, servertest.Password))
	signIn(p.Tab, juror.Email, servertest.Password)
	p.Open("/cs/jury/" + p.round.UID + "/matrix/" + p.round.Contest + "/notice_board")
	p.scoreByKeyboard()
	p.paste()
	p.onAPhone()
	p.submitAll()
	for _, trouble := range p.Troubles() {
		t.Error(trouble)
	}
}

func (p *specialist) matrix() *store.Matrix {
	p.Helper()
	m, err := p.server.Store.Matrix(p.T.Context(), p.round.Jurors[0].Actor, p.round.UID, p.round.Contest, "notice_board", locale.Czech)
	must(p.T, err)
	return m
}

// cell is the label of a row's field.
func (p *specialist) cell(row int) string {
	return p.matrix().Rows[row].Candidate.Display(locale.Czech) + ": " + p.matrix().Criteria[0].Name.In(locale.Czech)
}

// stores waits until the server has a value in each row.
func (p *specialist) stores(want func(row int) string) {
	p.Helper()
	var wrong []string
	for late := time.Now().Add(time.Minute); time.Now().Before(late); {
		wrong = nil
		for i, row := range p.matrix().Rows {
			if got := row.Cells[0].Value(); got != want(i) {
				wrong = append(wrong, fmt.Sprintf("row %d has %q, want %q", i, got, want(i)))
			}
		}
		if wrong == nil {
			return
		}
	}
	p.Fatal(len(wrong), " rows, ", wrong[0])
}

// scoreByKeyboard types a value into each row and goes on with Enter or an arrow; one is typed wrong and put back with Escape.
func (p *specialist) scoreByKeyboard() {
	p.Has("Vyplněno: 0 z 77")
	p.Fill(p.cell(0), "")
	typed := ""
	for i := range 77 {
		typed += fmt.Sprint(i%16) + []string{kb.Enter, kb.ArrowDown}[i%2]
	}
	p.Type(typed)
	p.Has("Vyplněno: 77 z 77")
	given := func(row int) string { return fmt.Sprint(row % 16) }
	p.stores(given)
	p.Awaits("neodeslaný")
	p.Type(kb.Home + "99")
	p.Awaits("Nejvíc tu lze dát")
	p.Type(kb.Escape + kb.End + kb.ArrowUp + "3" + kb.ArrowDown)
	p.stores(func(row int) string {
		if row == 75 {
			return "3"
		}
		return given(row)
	})
}

// paste pastes a column with a value that does not fit, sees that, undoes it, and pastes it right.
func (p *specialist) paste() {
	column := make([]string, 77)
	for i := range column {
		column[i] = "12,0"
	}
	column[76] = "100"
	p.Type(kb.Home)
	p.Paste(strings.Join(column, "\r\n") + "\r\n")
	p.Awaits("Hodnot k vložení: 77. Buněk, do kterých přijdou: 77. Neplatných: 1.")
	p.Type(kb.Enter)
	p.Awaits("Vyplněno buněk: 77.")
	p.Click("Vrátit zpět")
	if got := p.Value(p.cell(1)); got != "1" {
		p.Errorf("after the undo the second row has %q", got)
	}
	column[76] = "7"
	p.Type(kb.Home)
	p.Paste(strings.Join(column, "\r\n"))
	p.Awaits("přijdou: 77.")
	p.Lacks("Neplatných")
	p.Type(kb.Enter)
	p.stores(func(row int) string { return []string{"12", "7"}[row/76] })
}

// onAPhone looks at the matrix and at the page without a script, 320 px wide.
func (p *specialist) onAPhone() {
	p.Emulate(320, browsertest.Light)
	p.fine()
	p.Press("Vložit sloupec")
	p.Fill("Sloupec hodnot", strings.Repeat("5\n", 76)+"16\n1")
	p.Press("Ukázat, co kam přijde")
	p.Has("Uložit lze 76 hodnot. 2 hodnoty ne.", "Nejvíc tu lze dát 15.", "Pro tento řádek už není soutěžící.")
	p.fine()
	p.Fill("Sloupec hodnot", p.matrix().Rows[3].Candidate.Display(locale.Czech)+"\t4")
	p.Press("Ukázat, co kam přijde")
	p.Press("Uložit 1 hodnotu")
	p.Has("Uložen 1 řádek.")
	if got := p.Value(p.cell(3)); got != "4" {
		p.Errorf("the pasted row has %q", got)
	}
}

func (p *specialist) fine() {
	p.Helper()
	for _, fault := range append(p.Axe(), p.Sideways()...) {
		p.Errorf("%s: %s", p.Path(), fault)
	}
}

func (p *specialist) submitAll() {
	p.Press("Přejít k odeslání")
	p.fine()
	p.Press("Odeslat 77")
	for _, row := range p.matrix().Rows {
		if !row.Done() {
			p.Fatalf("%s is not submitted", row.Candidate.Display(locale.Czech))
		}
	}
}
