package store

import (
	"context"
	"fmt"

	"blazon/fault"
	"blazon/judging"
)

// writeSuppliers is an act on a competition's list of suppliers, one at a time.
func (s *Store) writeSuppliers(ctx context.Context, actor judging.Actor, competition string, fn func(tx *transaction, c *Competition) error) error {
	return s.write(ctx, func(tx *transaction) error {
		if err := tx.lockName(ctx, "suppliers of "+competition); err != nil {
			return err
		}
		c, err := tx.rootedCompetition(ctx, actor, competition)
		if err != nil {
			return err
		}
		if err := fn(tx, c); err != nil {
			return err
		}
		return tx.reviewRounds(ctx, actor, `edition_id in (select d.id from edition d join conflict_policy p on p.edition_id = d.id
			where d.competition_id = ?)`, c.ID)
	})
}

// AddSupplier puts a name on the competition's list, and gives it to all entries that have another spelling of it.
func (s *Store) AddSupplier(ctx context.Context, actor judging.Actor, competition, typed string) error {
	err := s.writeSuppliers(ctx, actor, competition, func(tx *transaction, c *Competition) error {
		name, err := supplierName(typed)
		if err != nil {
			return err
		}
		known, err := tx.folded(ctx, c.ID, FoldSupplier(name))
		if err != nil {
			return err
		}
		if known != nil {
			return supplierTaken()
		}
		if _, err := tx.supplierOf(ctx, c.ID, name); err != nil {
			return err
		}
		if _, err := tx.respell(ctx, c.ID, name, map[string]bool{FoldSupplier(name): true}); err != nil {
			return err
		}
		return tx.recordWithNote(ctx, actor, "supplier.add", "competition", c.ID, nil, name)
	})
	if err != nil {
		return fmt.Errorf("add supplier: %w", err)
	}
	return nil
}

// RenameSupplier changes a supplier's name, also on all entries of the competition. The earlier name stays known: whoever types it gets
// the new one. What was handed in keeps the words it was handed in with.
func (s *Store) RenameSupplier(ctx context.Context, actor judging.Actor, competition, supplier, typed string) error {
	err := s.writeSuppliers(ctx, actor, competition, func(tx *transaction, c *Competition) error {
		row, err := tx.supplierIn(ctx, c.ID, supplier)
		if err != nil {
			return err
		}
		name, err := supplierName(typed)
		if err != nil {
			return err
		}
		before := *row
		row.Name, row.Folded = name, FoldSupplier(name)
		if err := tx.respellAll(ctx, row, name); err != nil {
			return err
		}
		if err := tx.rename(ctx, &before, row); err != nil {
			return err
		}
		return tx.recordWithNote(ctx, actor, "supplier.rename", "supplier", row.ID, nil, before.Name+" → "+name)
	})
	if err != nil {
		return fmt.Errorf("rename supplier: %w", err)
	}
	return nil
}

// rename stores the new name, and keeps the earlier one as another name of the same supplier.
func (tx *transaction) rename(ctx context.Context, before, after *Supplier) error {
	if after.Folded != before.Folded {
		known, err := tx.folded(ctx, after.CompetitionID, after.Folded)
		if err != nil {
			return err
		}
		if known != nil && known.IntoID != after.ID {
			return supplierTaken()
		}
		if known != nil { // one of its own other names
			if _, err := tx.NewDelete().Model(known).WherePK().Exec(ctx); err != nil {
				return err
			}
		}
	}
	if _, err := tx.NewUpdate().Model(after).Column("name", "folded").WherePK().Exec(ctx); err != nil {
		return err
	}
	if after.Folded == before.Folded {
		return nil
	}
	other := &Supplier{UID: tx.store.NewUID(), CompetitionID: before.CompetitionID, Name: before.Name, Folded: before.Folded,
		IntoID: before.ID, CreatedAt: tx.now}
	_, err := tx.NewInsert().Model(other).Returning("NULL").Exec(ctx)
	return err
}

// MergeSupplier makes a supplier and all its names other names of another one, whose name its entries get.
func (s *Store) MergeSupplier(ctx context.Context, actor judging.Actor, competition, supplier, into string) error {
	err := s.writeSuppliers(ctx, actor, competition, func(tx *transaction, c *Competition) error {
		row, err := tx.supplierIn(ctx, c.ID, supplier)
		if err != nil {
			return err
		}
		target, err := tx.supplierIn(ctx, c.ID, into)
		if fault.Is(err, fault.NotFound) || err == nil && target.ID == row.ID {
			return fault.InForm(fault.Field{Name: "into", Key: "fault.unknown_choice"})
		}
		if err != nil {
			return err
		}
		if err := tx.respellAll(ctx, row, target.Name); err != nil {
			return err
		}
		_, err = tx.NewUpdate().Model((*Supplier)(nil)).Set("into_id = ?", target.ID).Where("id = ? or into_id = ?", row.ID, row.ID).Exec(ctx)
		if err != nil {
			return err
		}
		return tx.recordWithNote(ctx, actor, "supplier.merge", "supplier", row.ID, map[string]int64{"into": target.ID}, row.Name+" → "+target.Name)
	})
	if err != nil {
		return fmt.Errorf("merge supplier: %w", err)
	}
	return nil
}

// respellAll writes a name on all entries that have any name of the supplier, the one it is about to get among them.
func (tx *transaction) respellAll(ctx context.Context, row *Supplier, name string) error {
	var names []string
	err := tx.NewSelect().Model((*Supplier)(nil)).Column("folded").Where("id = ? or into_id = ?", row.ID, row.ID).Scan(ctx, &names)
	if err != nil {
		return err
	}
	folded := map[string]bool{row.Folded: true}
	for _, n := range names {
		folded[n] = true
	}
	_, err = tx.respell(ctx, row.CompetitionID, name, folded)
	return err
}

// folded finds who has a name in its folded form; nil: nobody has.
func (tx *transaction) folded(ctx context.Context, competition int64, folded string) (*Supplier, error) {
	var found []*Supplier
	err := tx.NewSelect().Model(&found).Where("competition_id = ?", competition).Where("folded = ?", folded).Scan(ctx)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return found[0], nil
}

// supplierName reads a supplier's name as it is kept.
func supplierName(typed string) (string, error) {
	part := FormPart{Part: PartSupplier, Required: true}
	name, wrong := part.read(typed)
	if wrong != nil {
		wrong.Name = "name"
		return "", fault.InForm(*wrong)
	}
	return name, nil
}
