package store_test

import (
	"fmt"
	"slices"
	"testing"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

func TestSuppliersHaveOneName(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		r := storetest.Round(t, s, 0, 0)
		bodies := storetest.Bodies(t, s, "CZ020", false, 1)
		for i, name := range []string{"Galileo Corporation, s.r.o.", "GALILEO CORPORATION spol. s r. o.", "WEBHOUSE, s.r.o.", "Webhouse CZ"} {
			_, err := s.AddEntry(ctx, r.Organizer, r.Contest, store.EntryForm{Bodies: bodies, Title: fmt.Sprint(i), Supplier: name, Reason: "Přidáno.", Late: "Přidáno."})
			must(t, err)
		}
		list := func() *store.SupplierList {
			t.Helper()
			v, err := s.Suppliers(ctx, r.Organizer, r.Competition.UID, "", locale.Czech)
			must(t, err)
			return v
		}
		expect := func(when string, want ...string) {
			t.Helper()
			var got []string
			for _, row := range list().Rows {
				got = append(got, fmt.Sprintf("%s %v %d", row.Name, row.Others, row.Entries))
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s: %q, want %q", when, got, want)
			}
		}
		uid := func(name string) string {
			t.Helper()
			rows := list().Rows
			return rows[slices.IndexFunc(rows, func(row *store.SupplierRow) bool { return row.Name == name })].UID
		}
		expect("entered", "Galileo Corporation, s.r.o. [] 2", "Webhouse CZ [] 1", "WEBHOUSE, s.r.o. [] 1")

		must(t, s.RenameSupplier(ctx, r.Organizer, r.Competition.UID, uid("Galileo Corporation, s.r.o."), "Galileo, a.s."))
		expect("renamed", "Galileo, a.s. [Galileo Corporation, s.r.o.] 2", "Webhouse CZ [] 1", "WEBHOUSE, s.r.o. [] 1")
		must(t, s.MergeSupplier(ctx, r.Organizer, r.Competition.UID, uid("Webhouse CZ"), uid("WEBHOUSE, s.r.o.")))
		expect("merged", "Galileo, a.s. [Galileo Corporation, s.r.o.] 2", "WEBHOUSE, s.r.o. [Webhouse CZ] 2")
		_, err := s.AddEntry(ctx, r.Organizer, r.Contest, store.EntryForm{Bodies: bodies, Title: "4", Supplier: "galileo corporation", Reason: "Přidáno.", Late: "Přidáno."})
		must(t, err)
		expect("an earlier name", "Galileo, a.s. [Galileo Corporation, s.r.o.] 3", "WEBHOUSE, s.r.o. [Webhouse CZ] 2")
		must(t, s.RenameSupplier(ctx, r.Organizer, r.Competition.UID, uid("Galileo, a.s."), "Galileo Corporation"))
		expect("renamed back", "Galileo Corporation [Galileo, a.s.] 3", "WEBHOUSE, s.r.o. [Webhouse CZ] 2")

		for name, err := range map[string]error{
			"a name that another has":      s.RenameSupplier(ctx, r.Organizer, r.Competition.UID, uid("WEBHOUSE, s.r.o."), "Galileo s.r.o."),
			"adding a known name":          s.AddSupplier(ctx, r.Organizer, r.Competition.UID, "webhouse"),
			"no name":                      s.AddSupplier(ctx, r.Organizer, r.Competition.UID, " \u200d"),
			"merging somebody with itself": s.MergeSupplier(ctx, r.Organizer, r.Competition.UID, uid("WEBHOUSE, s.r.o."), uid("WEBHOUSE, s.r.o.")),
		} {
			if !fault.Is(err, fault.Invalid) {
				t.Errorf("%s: %v", name, err)
			}
		}
		region := storetest.Organizer(t, s, r.Region)
		for _, stranger := range []judging.Actor{region, {}, store.Operator()} {
			if _, err := s.Suppliers(ctx, stranger, r.Competition.UID, "", locale.Czech); !fault.Is(err, fault.NotFound) {
				t.Errorf("somebody else sees suppliers: %v", err)
			}
		}
	})
}

// A list from before suppliers were listed grows by the names that are on entries.
func TestNamesOnEntriesCanBePutIntoTheList(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		r := storetest.Round(t, s, 3, 1)
		must(t, s.Plant(ctx, "update entry set supplier = case id % 2 when 0 then 'Usługi IT sp. z o.o.' else 'USŁUGI IT' end"))
		v, err := s.Suppliers(ctx, r.Organizer, r.Competition.UID, "usl", locale.Polish)
		must(t, err)
		if len(v.Rows) != 0 || len(v.Unlisted) != 1 || v.Unlisted[0].Entries != 3 {
			t.Fatalf("%d listed, %d not", len(v.Rows), len(v.Unlisted))
		}
		must(t, s.AddSupplier(ctx, r.Organizer, r.Competition.UID, "Usługi IT sp. z o.o."))
		var spellings []string
		must(t, s.Look(ctx, &spellings, "select distinct supplier from entry"))
		if !slices.Equal(spellings, []string{"Usługi IT sp. z o.o."}) {
			t.Errorf("the entries say %q", spellings)
		}
	})
}
