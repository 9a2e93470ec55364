package store

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
)

// SupplierList is a competition's suppliers as the organizers of its root chapter see them.
type SupplierList struct {
	Competition Competition
	Search      string
	Rows        []*SupplierRow
	Unlisted    []*SupplierRow // names on entries that the list does not have yet; they have no uid
}

// SupplierRow is a supplier with its other names and how many entries name it.
type SupplierRow struct {
	Supplier
	Others  []string
	Entries int
}

// Suppliers lists a competition's suppliers whose names have the searched words, in the language's order.
func (s *Store) Suppliers(ctx context.Context, actor judging.Actor, competition, search string, lang locale.Language) (*SupplierList, error) {
	v := &SupplierList{Search: strings.TrimSpace(search)}
	err := s.read(ctx, func(tx *transaction) error {
		c, err := tx.rootedCompetition(ctx, actor, competition)
		if err != nil {
			return err
		}
		v.Competition = *c
		return tx.readSuppliers(ctx, v, lang)
	})
	if err != nil {
		return nil, fmt.Errorf("suppliers: %w", err)
	}
	return v, nil
}

// Row finds a supplier by its uid; nil: the list has none such.
func (v *SupplierList) Row(uid string) *SupplierRow {
	if at := slices.IndexFunc(v.Rows, func(r *SupplierRow) bool { return r.UID == uid }); at >= 0 {
		return v.Rows[at]
	}
	return nil
}

// rootedCompetition reads a competition for an organizer of its root chapter.
func (tx *transaction) rootedCompetition(ctx context.Context, actor judging.Actor, uid string) (*Competition, error) {
	c := &Competition{}
	if err := tx.NewSelect().Model(c).Where("uid = ?", uid).Scan(ctx); err != nil {
		return nil, absentAs(err)
	}
	var root Chapter
	if err := tx.NewSelect().Model(&root).Where("competition_id = ?", c.ID).Where("parent_id is null").Scan(ctx); err != nil {
		return nil, absentAs(err)
	}
	return c, judging.May(actor, judging.SetUp, judging.Facts{Chapter: root.Path})
}

func (tx *transaction) readSuppliers(ctx context.Context, v *SupplierList, lang locale.Language) error {
	var all []Supplier
	if err := tx.NewSelect().Model(&all).Where("competition_id = ?", v.Competition.ID).Order("id").Scan(ctx); err != nil {
		return err
	}
	counts, err := tx.supplierCounts(ctx, v.Competition.ID)
	if err != nil {
		return err
	}
	byID, byFolded := map[int64]*SupplierRow{}, map[string]*SupplierRow{}
	for _, supplier := range all {
		if supplier.IntoID == 0 {
			byID[supplier.ID] = &SupplierRow{Supplier: supplier}
			v.Rows = append(v.Rows, byID[supplier.ID])
		}
	}
	for _, supplier := range all {
		row := byID[supplier.ID]
		if supplier.IntoID != 0 {
			row = byID[supplier.IntoID]
			row.Others = append(row.Others, supplier.Name)
		}
		byFolded[supplier.Folded] = row
	}
	for _, c := range counts {
		folded := FoldSupplier(c.Supplier)
		if byFolded[folded] == nil {
			byFolded[folded] = &SupplierRow{Supplier: Supplier{Name: c.Supplier, Folded: folded}}
			v.Unlisted = append(v.Unlisted, byFolded[folded])
		}
		byFolded[folded].Entries += c.Entries
	}
	v.Rows, v.Unlisted = v.found(v.Rows, lang), v.found(v.Unlisted, lang)
	return nil
}

// found keeps the rows with all the searched words in one of their names, in the language's order.
func (v *SupplierList) found(rows []*SupplierRow, lang locale.Language) []*SupplierRow {
	rows = slices.DeleteFunc(rows, func(r *SupplierRow) bool {
		names := locale.Fold(strings.Join(append([]string{r.Name}, r.Others...), " "))
		return slices.ContainsFunc(words(locale.Fold(v.Search)), func(word string) bool { return !strings.Contains(names, word) })
	})
	keys := map[*SupplierRow][]byte{}
	for _, r := range rows {
		keys[r] = locale.SortKey(lang, r.Name)
	}
	slices.SortFunc(rows, func(a, b *SupplierRow) int { return bytes.Compare(keys[a], keys[b]) })
	return rows
}

// supplierIn reads a supplier of the competition that is no other name of another one.
func (tx *transaction) supplierIn(ctx context.Context, competition int64, uid string) (*Supplier, error) {
	s := &Supplier{}
	err := tx.NewSelect().Model(s).Where("uid = ?", uid).Where("competition_id = ?", competition).Where("into_id is null").Scan(ctx)
	return s, absentAs(err)
}

// supplierTaken says that a name is another supplier's.
func supplierTaken() error {
	return fault.InForm(fault.Field{Name: "name", Key: "form.supplier_taken"})
}
