package store_test

import (
	"context"
	"io"
	"slices"
	"strings"
	"sync"
	"testing"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

// paperWorld is a round whose jury has two jurors with accounts, one without, a chair and a secretary.
type paperWorld struct {
	t *testing.T
	*store.Store
	*storetest.JudgedRound
	chair, secretary judging.Actor
	absent           *store.Juror // has no account
	contest          string
}

func newPaperWorld(t *testing.T, s *store.Store) *paperWorld {
	t.Helper()
	r := storetest.Round(t, s, 3, 2)
	w := &paperWorld{t: t, Store: s, JudgedRound: r, contest: r.Contest}
	w.chair, w.secretary = w.seat(judging.Chair), w.seat(judging.Secretary)
	var err error
	w.absent, err = s.AddJuror(t.Context(), w.Organizer, w.UID, store.JurorForm{Name: "Porotce bez účtu", Role: judging.Member})
	w.must(err)
	_, err = s.Assign(t.Context(), w.Organizer, w.contest, store.AssignForm{Duties: []store.DutyForm{
		{Juror: w.Jurors[0].Juror.UID}, {Juror: w.Jurors[1].Juror.UID}, {Juror: w.absent.UID, Criteria: []string{"design"}}}})
	w.must(err)
	return w
}

func (w *paperWorld) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *paperWorld) seat(role judging.Role) judging.Actor {
	w.t.Helper()
	juror, err := w.AddJuror(w.t.Context(), w.Organizer, w.UID, store.JurorForm{Name: string(role), Role: role, Email: string(role) + "@example.org"})
	w.must(err)
	return storetest.Accept(w.t, w.Store, storetest.Actor(w.t, w.Store, juror.UserID), w.UID)
}

// form keys the given candidates' sheets of a juror, each value the same.
func (w *paperWorld) form(juror, points string, candidates ...int) store.PaperForm {
	w.t.Helper()
	blanks, err := w.Blanks(w.t.Context(), w.Organizer, w.UID, juror, locale.Czech)
	w.must(err)
	form := store.PaperForm{Round: w.UID, DatedOn: "2026-03-27", Scan: store.ScanForm{Name: "list.pdf", Content: strings.NewReader("%PDF-1.7\n" + juror + points)}}
	for _, n := range candidates {
		for _, b := range blanks.Sheets {
			if b.Candidate.UID == w.Candidates[n] {
				sheet := store.SheetForm{Assignment: b.Assignment, Revision: b.Revision, Values: map[string]string{}, Comment: "Z papíru."}
				for _, c := range b.Criteria {
					sheet.Values[c.Key] = points
				}
				form.Sheets = append(form.Sheets, sheet)
			}
		}
	}
	return form
}

func (w *paperWorld) key(actor judging.Actor, form store.PaperForm) string {
	w.t.Helper()
	p, err := w.KeyPaper(w.t.Context(), actor, form)
	w.must(err)
	return p.UID
}

func (w *paperWorld) refused(sentence string, err error, kind fault.Kind) {
	w.t.Helper()
	if !fault.Is(err, kind) {
		w.t.Errorf("%s: got %v, want a fault of kind %d", sentence, err, kind)
	}
}

func (w *paperWorld) sound() {
	w.t.Helper()
	if found := findings(w.t, w.Store); len(found) > 0 {
		w.t.Errorf("findings: %s", strings.Join(found, "\n"))
	}
}

func TestAKeyedPaperCountsOnceASecondPersonHasConfirmedIt(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w, ctx := newPaperWorld(t, s), t.Context()
		juror := w.Jurors[0]
		paper := w.key(w.secretary, w.form(juror.Juror.UID, "4", 0))
		assignment := sheetOf(t, s, w.JudgedRound, 0, 0)
		if view := viewOf(t, s, juror.Actor, w.UID, assignment); view.Sheet.State != store.SheetEmpty {
			t.Fatalf("what was keyed in counts before it is confirmed: %s", view.Sheet.State)
		}
		w.refused("whoever keyed it in does not confirm it", s.ConfirmPaper(ctx, w.secretary, w.UID, paper), fault.Forbidden)
		w.refused("another juror does not know of it", s.ConfirmPaper(ctx, w.Jurors[1].Actor, w.UID, paper), fault.NotFound)
		if _, _, err := s.OpenPaperScan(ctx, w.Jurors[1].Actor, w.UID, paper); !fault.Is(err, fault.NotFound) {
			t.Errorf("another juror's scan: %v", err)
		}
		_, err := s.KeyPaper(ctx, w.Organizer, w.form(juror.Juror.UID, "5", 0, 1))
		w.refused("a sheet that waits is not keyed in again", err, fault.Conflict)
		view, err := s.PaperView(ctx, juror.Actor, w.UID, paper, locale.Czech)
		w.must(err)
		if len(view.Sheets) != 1 || len(view.Sheets[0].Rows) != 8 || view.Sheets[0].Rows[0].Value() != "4" || view.Item.KeyedBy != "secretary" ||
			view.May(juror.Actor, judging.ConfirmPaper) != nil {
			t.Errorf("the juror sees %+v", view.Item)
		}
		scan, file, err := s.OpenPaperScan(ctx, juror.Actor, w.UID, paper)
		w.must(err)
		defer file.Close()
		if body, _ := io.ReadAll(file); scan.Name != "list.pdf" || !strings.HasPrefix(string(body), "%PDF-1.7\n") {
			t.Errorf("the scan is %s %q", scan.Name, body)
		}
		w.must(s.ConfirmPaper(ctx, juror.Actor, w.UID, paper))
		saved := viewOf(t, s, juror.Actor, w.UID, assignment)
		if saved.Sheet.State != store.SheetSubmitted || saved.Sheet.Comment != "Z papíru." || stored(saved)["design"] != "4" {
			t.Errorf("the sheet is %+v %v", saved.Sheet, stored(saved))
		}
		var people int
		w.must(s.Look(ctx, &people, `select count(*) from event e, paper p where e.act = 'sheet.save' and e.user_id = ? and p.uid = ?
			and e.body like '%"by":' || p.keyed_by || '}'`, juror.Actor.User, paper))
		if people != 1 {
			t.Error("the record of the save does not name both people")
		}
		w.refused("nothing is confirmed twice", s.ConfirmPaper(ctx, w.chair, w.UID, paper), fault.Conflict)
		w.sound()
	})
}

func TestAColumnOfAJurorWithoutAnAccount(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w, ctx := newPaperWorld(t, s), t.Context()
		blanks, err := s.BlanksByCode(ctx, w.secretary, w.UID, strings.ToUpper(w.absent.UID[:4]+"-"+w.absent.UID[4:8]), locale.Czech)
		w.must(err)
		if len(blanks.Sheets) != 3 || !store.Column(blanks.Sheets) {
			t.Fatalf("the code finds %d sheets", len(blanks.Sheets))
		}
		form := w.form(w.absent.UID, "16", 0, 2)
		_, err = s.KeyPaper(ctx, w.secretary, form)
		names := wrongFields(err)
		slices.Sort(names)
		want := []string{"score." + form.Sheets[0].Assignment + ".design", "score." + form.Sheets[1].Assignment + ".design"}
		slices.Sort(want)
		if !slices.Equal(names, want) {
			t.Errorf("wrong are %v, want %v", names, want)
		}
		paper := w.key(w.secretary, w.form(w.absent.UID, "9", 0, 2))
		w.must(s.ConfirmPaper(ctx, w.Organizer, w.UID, paper))
		var submitted, other int
		w.must(s.Look(ctx, &submitted, "select count(*) from sheet h join score v on v.assignment_id = h.assignment_id where h.state = 'submitted' and v.value = 9000000"))
		w.must(s.Look(ctx, &other, "select count(*) from sheet where state = 'submitted'"))
		if submitted != 2 || other != 2 {
			t.Errorf("%d sheets say 9, %d are submitted", submitted, other)
		}
		w.sound()
	})
}

func TestWhatIsNotKeyedInOrConfirmed(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w, ctx := newPaperWorld(t, s), t.Context()
		juror := w.Jurors[0].Juror.UID
		_, err := s.KeyPaper(ctx, w.secretary, store.PaperForm{Round: w.UID, DatedOn: "31. 2."})
		if got := wrongFields(err); !slices.Equal(got, []string{"dated_on", "sheets", "file"}) {
			t.Errorf("wrong are %v", got)
		}
		empty := w.form(juror, "", 0)
		empty.Scan.Name = "list.exe"
		_, err = s.KeyPaper(ctx, w.secretary, empty)
		if got := wrongFields(err); !slices.Equal(got, []string{"file"}) {
			t.Errorf("a program as a scan: %v", got)
		}
		_, err = s.KeyPaper(ctx, w.secretary, w.form(juror, "", 0))
		if got := wrongFields(err); len(got) != 8 {
			t.Errorf("an empty sheet: %v", got)
		}
		_, err = s.KeyPaper(ctx, w.chair, w.form(juror, "4", 0))
		w.refused("the chair keys nothing in", err, fault.NotFound)
		mixed := w.form(juror, "4", 0)
		mixed.Sheets = append(mixed.Sheets, w.form(w.absent.UID, "4", 1).Sheets...)
		_, err = s.KeyPaper(ctx, w.secretary, mixed)
		w.refused("one paper is one juror's", err, fault.NotFound)

		stale := w.key(w.secretary, w.form(juror, "4", 0))
		_, err = s.SaveSheet(ctx, w.Jurors[0].Actor, store.SheetForm{Round: w.UID, Assignment: sheetOf(t, s, w.JudgedRound, 0, 0), Values: map[string]string{"design": "1"}})
		w.must(err)
		w.refused("what the juror saved meanwhile is not overwritten", s.ConfirmPaper(ctx, w.chair, w.UID, stale), fault.Conflict)
		w.refused("a rejection has a reason", s.RejectPaper(ctx, w.chair, w.UID, stale, " "), fault.Invalid)
		w.must(s.RejectPaper(ctx, w.chair, w.UID, stale, "Porotce mezitím hodnotil sám."))

		second := w.key(w.secretary, w.form(juror, "4", 1))
		w.refused("only the keyer withdraws", s.WithdrawPaper(ctx, w.Organizer, w.UID, second), fault.Forbidden)
		w.must(s.WithdrawPaper(ctx, w.secretary, w.UID, second))

		third := w.key(w.Organizer, w.form(juror, "4", 1))
		w.must(s.Recuse(ctx, w.Organizer, store.RecusalForm{Juror: secretaryOf(t, w), Candidate: w.Candidates[1], Why: judging.Recused, Reason: "Občan obce."}))
		w.refused("a recused secretary does not know of it", s.ConfirmPaper(ctx, w.secretary, w.UID, third), fault.NotFound)
		room, err := s.PaperRoom(ctx, w.secretary, w.UID, locale.Czech)
		w.must(err)
		for _, p := range room.Papers {
			if p.Candidates[0].UID == w.Candidates[1] {
				t.Error("a recused secretary sees the candidate's paper in the list")
			}
		}
		if _, _, err := s.OpenPaperScan(ctx, w.secretary, w.UID, third); !fault.Is(err, fault.NotFound) {
			t.Errorf("a recused secretary opens the scan: %v", err)
		}
		w.must(s.CloseRound(ctx, w.Organizer, w.UID))
		w.refused("nothing is confirmed after the closing", s.ConfirmPaper(ctx, w.chair, w.UID, third), fault.Closed)
		_, err = s.KeyPaper(ctx, w.Organizer, w.form(juror, "4", 2))
		w.refused("nor keyed in", err, fault.Closed)
		w.sound()
	})
}

func secretaryOf(t *testing.T, w *paperWorld) (uid string) {
	t.Helper()
	w.must(w.Look(t.Context(), &uid, "select uid from juror where role = 'secretary'"))
	return uid
}

// atOnce does the same act of several people at the same time, and tells how many succeeded; the rest must be conflicts.
func atOnce(t *testing.T, acts ...func() error) (done int) {
	t.Helper()
	errs := make([]error, len(acts))
	var all sync.WaitGroup
	for i, act := range acts {
		all.Go(func() { errs[i] = act() })
	}
	all.Wait()
	for _, err := range errs {
		switch {
		case err == nil:
			done++
		case !fault.Is(err, fault.Conflict):
			t.Errorf("refused otherwise: %v", err)
		}
	}
	return done
}

func TestTwoWhoConfirmAtOnceConfirmOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w, ctx := newPaperWorld(t, s), context.Background()
		for n := range 3 {
			paper := w.key(w.secretary, w.form(w.Jurors[0].Juror.UID, "4", n))
			done := atOnce(t,
				func() error { return s.ConfirmPaper(ctx, w.chair, w.UID, paper) },
				func() error { return s.ConfirmPaper(ctx, w.Organizer, w.UID, paper) },
				func() error { return s.RejectPaper(ctx, w.Jurors[0].Actor, w.UID, paper, "Ne.") })
			if done != 1 {
				t.Errorf("%d of three succeeded", done)
			}
		}
		w.sound()
	})
}
