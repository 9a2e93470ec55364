package store_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

// importWorld is an edition whose region takes entries now.
type importWorld struct {
	t         *testing.T
	s         *store.Store
	nation    judging.Actor
	region    judging.Actor
	edition   string
	now       *time.Time
	ralsko    string // the codes of three of the region, and of one elsewhere
	lomnice   string
	turnov    string // with extended powers
	elsewhere string
}

func eachImportWorld(t *testing.T, fn func(w *importWorld)) {
	now := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	storetest.EachWith(t, store.Options{Now: func() time.Time { return now }}, func(t *testing.T, s *store.Store) {
		now = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
		w := &importWorld{t: t, s: s, now: &now, ralsko: "562017", lomnice: "577308", turnov: "577626", elsewhere: "533530"}
		competition, nation := storetest.Competition(t, s)
		w.nation = storetest.Organizer(t, s, nation)
		liberec := storetest.Chapter(t, s, w.nation, nation.UID, "CZ051")
		prague := storetest.Chapter(t, s, w.nation, nation.UID, "CZ020")
		w.region = storetest.Organizer(t, s, liberec)
		w.nation = storetest.Actor(t, s, w.nation.User)
		dates := store.RoundForm{Dates: store.Dates{EntriesFrom: now.AddDate(0, -1, 0), EntriesUntil: now.AddDate(0, 1, 0)}}
		var parts []store.ChapterPart
		for _, c := range []*store.Chapter{nation, liberec, prague} {
			parts = append(parts, store.ChapterPart{Chapter: c.UID, Mode: store.OwnRound, Round: dates})
		}
		w.edition = storetest.Edition(t, s, w.nation, competition, parts...).UID
		storetest.Registered(t, s, w.ralsko, w.lomnice, w.turnov, w.elsewhere)
		fn(w)
	})
}

// table makes a form out of lines of cells below a heading.
func table(kind store.ImportKind, heading string, lines ...string) store.ImportForm {
	form := store.ImportForm{File: "tabulka.csv", Kind: kind, State: store.EntryAdmitted}
	columns := strings.Split(heading, "|")
	for i, line := range lines {
		values := map[string]string{}
		for column, cell := range strings.Split(line, "|") {
			values[columns[column]] = cell
		}
		form.Lines = append(form.Lines, store.ImportLine{Number: i + 2, Values: values})
	}
	return form
}

// planned keeps a table and gives its uid and its plan.
func (w *importWorld) planned(actor judging.Actor, form store.ImportForm) (string, *store.ImportPlan) {
	w.t.Helper()
	file, err := w.s.KeepImport(context.Background(), actor, w.edition, form)
	if err != nil {
		w.t.Fatal(err)
	}
	plan, _, err := w.s.ImportPlan(context.Background(), actor, file)
	if err != nil {
		w.t.Fatal(err)
	}
	return file, plan
}

// brought brings a table in.
func (w *importWorld) brought(actor judging.Actor, form store.ImportForm) *store.ImportPlan {
	w.t.Helper()
	file, plan := w.planned(actor, form)
	done, err := w.s.Import(context.Background(), actor, file, plan.Digest)
	if err != nil {
		w.t.Fatalf("%v\n%s", err, spelled(plan))
	}
	return done
}

// spelled writes a plan down: "2 refused code:transfer.no_body".
func spelled(plan *store.ImportPlan) string {
	var lines []string
	for _, line := range plan.Lines {
		text := fmt.Sprint(line.Number, " ", line.Outcome)
		for _, cell := range line.Cells {
			if cell.Wrong != nil {
				text += " " + cell.Column + ":" + cell.Wrong.Key
			} else if line.Outcome == store.ImportChanged {
				text += " " + cell.Column + ":" + cell.Was + ">" + cell.Will
			}
		}
		lines = append(lines, text)
	}
	return strings.Join(lines, "\n")
}

// exported gives the entries as a table would bring them in again.
func (w *importWorld) exported(actor judging.Actor) store.ImportForm {
	w.t.Helper()
	export, err := w.s.EntryExport(context.Background(), actor, w.edition, locale.Czech)
	if err != nil {
		w.t.Fatal(err)
	}
	form := store.ImportForm{Kind: store.ImportEntries, State: store.EntryDraft}
	for i, e := range export.Entries {
		values := map[string]string{store.ColumnEntry: e.Entry.UID, store.ColumnCode: e.Codes, store.ColumnName: e.Bodies, store.ColumnCategory: e.Place.Category.Slug,
			store.ColumnTitle: e.Entry.Title, store.ColumnURL: e.Entry.URL, store.ColumnSupplier: e.Entry.Supplier, store.ColumnState: string(e.Entry.State)}
		for heading, answer := range e.Answers {
			values[heading] = answer
		}
		form.Lines = append(form.Lines, store.ImportLine{Number: i + 2, Values: values})
	}
	return form
}

func TestWhatATableOfEntriesComesTo(t *testing.T) {
	eachImportWorld(t, func(w *importWorld) {
		const heading = "code|name|category|title|url|state"
		for _, c := range []struct {
			about string
			lines []string
			want  string
		}{
			{"new entries, one of two bodies", []string{w.ralsko + "||obec||https://www.ralsko.cz|", w.lomnice + ", " + w.ralsko + "||obec|Společný portál||draft"}, "2 added\n3 added"},
			{"a name that belongs to another body", []string{w.ralsko + "|Turnov|obec|||"}, "2 refused name:transfer.other_name"},
			{"a name without what the body is", []string{w.lomnice + "|Lomnice nad Popelkou|obec|||"}, "2 added"},
			{"no such code", []string{"999999||obec|||"}, "2 refused code:transfer.no_body"},
			{"no code", []string{"||obec|||"}, "2 refused code:transfer.no_body"},
			{"a category by its name, and none", []string{w.ralsko + "||Nejlepší webové stránky obce, která není obcí s rozšířenou působností|||", w.lomnice + "||mobil|||"},
				"2 added\n3 refused category:transfer.no_category"},
			{"who may not enter the category", []string{w.turnov + "||obec|||"}, "2 refused code:register.not_without_orp"},
			{"an address that is none", []string{w.ralsko + "||obec||nevím|"}, "2 refused url:form.bad_address"},
			{"a state that no new entry has", []string{w.ralsko + "||obec|||rejected"}, "2 refused state:transfer.no_state"},
			{"the same twice", []string{w.ralsko + "||obec|||", w.ralsko + "||obec|||"}, "2 added\n3 refused code:transfer.line_twice"},
			{"another region's", []string{w.elsewhere + "||obec|||"}, "2 refused code:transfer.other_chapter"},
		} {
			_, plan := w.planned(w.region, table(store.ImportEntries, heading, c.lines...))
			if got := spelled(plan); got != c.want {
				w.t.Errorf("%s: got\n%s\nwant\n%s", c.about, got, c.want)
			}
		}
		if got := len(w.exported(w.nation).Lines); got != 0 {
			w.t.Errorf("plans have made %d entries", got)
		}
	})
}

func TestATableIsBroughtInWholeOrNotAtAll(t *testing.T) {
	eachImportWorld(t, func(w *importWorld) {
		t := w.t
		form := table(store.ImportEntries, "code|category|url|supplier|state", w.ralsko+"|obec|https://www.ralsko.cz|Galileo|admitted",
			w.lomnice+"|obec|https://www.lomnicenadpopelkou.cz||submitted", w.turnov+"|orp|https://turnov.cz|as4u|submitted")
		done := w.brought(w.region, form)
		if got := spelled(done); got != "2 added\n3 added\n4 added" {
			w.t.Fatalf("got %s", got)
		}
		again := w.brought(w.region, w.exported(w.region))
		if got := again.Count(store.ImportSame); got != 3 {
			w.t.Errorf("what was exported changes something:\n%s", spelled(again))
		}
		if got := w.brought(w.region, form).Count(store.ImportSame); got != 3 {
			w.t.Error("without the entries' ids, the table makes them twice")
		}
		changed := w.exported(w.region)
		at := slices.IndexFunc(changed.Lines, func(l store.ImportLine) bool { return l.Values["code"] == w.turnov })
		changed.Lines[at].Values["supplier"], changed.Lines[at].Values["url"] = "Galileo", "https://www.turnov.cz"
		if got, want := spelled(w.brought(w.region, changed)), "url:https://turnov.cz>https://www.turnov.cz supplier:as4u>Galileo"; !strings.Contains(got, want) {
			w.t.Errorf("got %s, want %s", got, want)
		}
		w.brought(w.region, table(store.ImportEntries, "code|category|title|state", w.lomnice+"|obec|Rozepsaný web|draft"))
		_, plan := w.planned(w.region, table(store.ImportEntries, "code|category|title|url", w.lomnice+"|obec|Rozepsaný web|https://www.example.org"))
		if got := spelled(plan); got != "2 kept" || len(plan.Lines[0].Cells) != 0 {
			t.Errorf("a table reads a draft: %s", got)
		}
		half := table(store.ImportEntries, "code|category|title", w.ralsko+"|obec|Druhý web", "1|obec|")
		file, plan := w.planned(w.region, half)
		if _, err := w.s.Import(context.Background(), w.region, file, plan.Digest); !fault.Is(err, fault.Invalid) {
			w.t.Errorf("a table with a refused line: %v", err)
		}
		if got := len(w.exported(w.region).Lines); got != 3 {
			w.t.Errorf("%d entries, want 3", got)
		}
		checkHolds(w.t, w.s)
	})
}

// checkHolds holds the data against their invariants.
func checkHolds(t *testing.T, s *store.Store) {
	t.Helper()
	if err := s.Check(context.Background(), func(f store.Finding) { t.Error(f) }); err != nil {
		t.Fatal(err)
	}
}

func TestAPlanThatHasChangedIsLookedThroughAgain(t *testing.T) {
	eachImportWorld(t, func(w *importWorld) {
		form := table(store.ImportEntries, "code|category", w.ralsko+"|obec")
		first, plan := w.planned(w.region, form)
		w.brought(w.nation, form)
		if _, err := w.s.Import(context.Background(), w.region, first, plan.Digest); !fault.Is(err, fault.Conflict) {
			t.Errorf("got %v", err)
		}
		if _, _, err := w.s.ImportPlan(context.Background(), w.nation, first); !fault.Is(err, fault.NotFound) {
			t.Errorf("somebody else's table: %v", err)
		}
		*w.now = w.now.Add(25 * time.Hour)
		if _, _, err := w.s.ImportPlan(context.Background(), w.region, first); !fault.Is(err, fault.NotFound) {
			t.Errorf("a table of yesterday: %v", err)
		}
	})
}

func TestLateEntriesFromATableNeedAReason(t *testing.T) {
	eachImportWorld(t, func(w *importWorld) {
		*w.now = w.now.AddDate(0, 2, 0)
		form := table(store.ImportEntries, "code|category|url|state", w.ralsko+"|obec|https://www.mestoralsko.cz|submitted", w.turnov+"|obec||admitted")
		_, plan := w.planned(w.region, form)
		if got, want := spelled(plan), "2 refused category:transfer.late\n3 refused code:register.not_without_orp category:transfer.late"; got != want {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
		form.Reason = "Výpadek datových schránek."
		w.brought(w.region, form)
	})
}

func TestATableOfRepresentatives(t *testing.T) {
	eachImportWorld(t, func(w *importWorld) {
		form := table(store.ImportRepresentatives, "code|name|email|person", w.ralsko+"|Ralsko|Podatelna@ralsko.example|Podatelna", w.ralsko+"||web@ralsko.example|Webmaster")
		w.brought(w.region, form)
		again := w.brought(w.region, form)
		if got := again.Count(store.ImportSame); got != 2 {
			t.Errorf("a second time:\n%s", spelled(again))
		}
		_, plan := w.planned(w.region, table(store.ImportRepresentatives, "code|email|person|language", w.ralsko+"|nikam|A|", w.ralsko+"|a@ralsko.example||",
			w.elsewhere+"|b@obec.example|B|", w.lomnice+"|c@lomnice.example|C|xx", w.lomnice+"|d@lomnice.example|D|", w.lomnice+"|D@lomnice.example|D|"))
		want := "2 refused email:account.bad_email\n3 refused person:account.bad_name\n4 refused code:transfer.other_chapter\n" +
			"5 refused language:fault.unknown_choice\n6 added\n7 refused email:transfer.line_twice"
		if got := spelled(plan); got != want {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
		export, err := w.s.MemberExport(context.Background(), w.region, w.edition, locale.Czech)
		if err != nil || len(export.Members) != 0 {
			t.Errorf("nobody competes yet: %v, %v", export, err)
		}
		w.brought(w.region, table(store.ImportEntries, "code|category", w.ralsko+"|obec"))
		export, err = w.s.MemberExport(context.Background(), w.region, w.edition, locale.Czech)
		if err != nil || len(export.Members) != 2 || export.Members[0].Email != "podatelna@ralsko.example" {
			t.Errorf("got %v, %v", export, err)
		}
	})
}
