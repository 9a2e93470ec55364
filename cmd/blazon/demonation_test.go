package main

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"

	"blazon/locale"
	"blazon/server/paper"
	"blazon/store"
	"blazon/store/storetest"
)

// The edition of a whole country can be looked at, taken out and brought in again, and be the beginning of the next.
func TestTheDemoOfAWholeCountry(t *testing.T) {
	program := built(t)
	onServer := storetest.Empty(t)["postgres"]
	if err := makeNation(program, onServer); err != nil {
		t.Fatal(err)
	}
	for name, database := range map[string]string{"sqlite": nationOnFile(t), "postgres": onServer} {
		t.Run(name, func(t *testing.T) {
			s := storetest.Open(t, database, store.Options{})
			n := &nationTest{t: t, store: s}
			n.find()
			n.counts()
			n.thereAndBack()
			n.next()
			if said, wrong, status := executed(t, program, "", "check", "--database", database); status != 0 {
				t.Errorf("the demo does not hold: %s%s", said, wrong)
			}
		})
	}
}

// madeNation is the demo on SQLite, made once for all tests.
var madeNation = sync.OnceValues(func() (address string, err error) {
	program, err := build()
	if err != nil {
		return "", err
	}
	address = "sqlite:" + filepath.Join(buildFolder, "nation.db")
	return address, makeNation(program, address)
})

// nationOnFile gives a test a copy of the demo on SQLite.
func nationOnFile(t *testing.T) string {
	t.Helper()
	address, err := madeNation()
	if err != nil {
		t.Fatal(err)
	}
	return storetest.Copy(t, address)
}

// makeNation has the program fill a database.
func makeNation(program, database string) error {
	if out, err := exec.Command(program, "demo", "--size", "national", "--database", database).CombinedOutput(); err != nil {
		return fmt.Errorf("%w: %s", err, out)
	}
	return nil
}

type nationTest struct {
	demoNation
	t       *testing.T
	store   *store.Store
	edition string
}

func (n *nationTest) must(err error) {
	n.t.Helper()
	if err != nil {
		n.t.Fatal(err)
	}
}

// find finds the newest edition of the competition.
func (n *nationTest) find() {
	n.t.Helper()
	data, err := readDemo()
	n.must(err)
	n.demo = &demo{ctx: context.Background(), store: n.store, press: &paper.Press{Store: n.store}, data: data, clock: &demoClock{}, users: map[string]int64{}}
	user, _, err := n.store.Invite(n.ctx, store.Operator(), demoEmail("poradatel", 0))
	n.must(err)
	n.users[user.Email] = user.ID
	n.must(n.demoNation.find())
	n.edition = n.setup.Editions[0].UID
}

// counts counts rounds, jurors and entries.
func (n *nationTest) counts() {
	n.t.Helper()
	// 205 municipalities with extended powers, Praha and its 22 districts that compete as such, and the admitted fifth of 500.
	n.has(n.edition, 205+1+22+100)
}

// has counts the rounds and jurors of an edition of the nation, and its candidates.
func (n *nationTest) has(edition string, want int) {
	n.t.Helper()
	setup, err := n.store.EditionSetup(n.ctx, n.actor, edition, locale.Czech)
	n.must(err)
	jurors, candidates := 0, 0
	for _, r := range setup.Rounds {
		jurors += r.Jurors
		candidates += r.Candidates
	}
	if len(setup.Rounds) != 15 || jurors != 150 || candidates != want {
		n.t.Errorf("%s: %d rounds, %d jurors, %d candidates, want %d", setup.Edition.Slug, len(setup.Rounds), jurors, candidates, want)
	}
}

// thereAndBack brings in what was taken out.
func (n *nationTest) thereAndBack() {
	n.t.Helper()
	export, err := n.store.EntryExport(n.ctx, n.actor, n.edition, locale.Czech)
	n.must(err)
	form := store.ImportForm{Kind: store.ImportEntries, State: store.EntryAdmitted}
	for i, e := range export.Entries {
		form.Lines = append(form.Lines, store.ImportLine{Number: i + 2, Values: map[string]string{store.ColumnEntry: e.Entry.UID, store.ColumnCode: e.Codes,
			store.ColumnName: e.Bodies, store.ColumnCategory: e.Place.Category.Slug, store.ColumnTitle: e.Entry.Title, store.ColumnURL: e.Entry.URL,
			store.ColumnSupplier: e.Entry.Supplier, store.ColumnState: string(e.Entry.State)}})
	}
	file, err := n.store.KeepImport(n.ctx, n.actor, n.edition, form)
	n.must(err)
	plan, _, err := n.store.ImportPlan(n.ctx, n.actor, file)
	n.must(err)
	if want := 228 + 400; plan.Count(store.ImportSame) != want || len(plan.Lines) != want { // drafts are nobody else's
		n.t.Errorf("%d of %d lines change nothing, want %d", plan.Count(store.ImportSame), len(plan.Lines), want)
	}
}

// next sets next year's edition up.
func (n *nationTest) next() {
	n.t.Helper()
	year := n.setup.Editions[0].Year + 1
	made, err := n.store.CopyEdition(n.ctx, n.actor, n.edition, store.CopyForm{Slug: "next", Number: year - 1998, Year: year})
	n.must(err)
	n.has(made.UID, 0)
}
