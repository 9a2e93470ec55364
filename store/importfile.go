package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"blazon/fault"
	"blazon/judging"

	"github.com/uptrace/bun"
)

// ImportFile is a table that was brought here and waits until somebody has looked through what it would come to.
type ImportFile struct {
	bun.BaseModel `bun:"table:import_file"`

	ID        int64 `bun:",pk,autoincrement"`
	UID       string
	EditionID int64
	UserID    int64
	Content   string // JSON: an ImportForm
	CreatedAt time.Time
	DoneAt    time.Time `bun:",nullzero"` // it was brought in
}

// importLife is how long a table waits.
const importLife = 24 * time.Hour

// KeepImport keeps a table for its plan, and gives its uid. It takes whoever organizes something in the edition; nobody else sees the
// table.
func (s *Store) KeepImport(ctx context.Context, actor judging.Actor, edition string, form ImportForm) (uid string, err error) {
	err = s.write(ctx, func(tx *transaction) error {
		e, err := tx.officeEdition(ctx, actor, edition)
		if err != nil {
			return err
		}
		body, err := json.Marshal(form)
		if err != nil {
			return err
		}
		file := &ImportFile{UID: s.NewUID(), EditionID: e.ID, UserID: actor.User, Content: string(body), CreatedAt: tx.now}
		if _, err := tx.NewInsert().Model(file).Exec(ctx); err != nil {
			return err
		}
		uid = file.UID
		return tx.record(ctx, actor, "import.keep", "import_file", file.ID, map[string]int{"lines": len(form.Lines)})
	})
	if err != nil {
		return "", fmt.Errorf("keep import: %w", err)
	}
	return uid, nil
}

// officeEdition reads an edition in which the actor organizes something.
func (tx *transaction) officeEdition(ctx context.Context, actor judging.Actor, uid string) (*Edition, error) {
	e := &Edition{}
	if err := absentAs(tx.NewSelect().Model(e).Where("uid = ?", uid).Scan(ctx)); err != nil {
		return nil, err
	}
	query := tx.NewSelect().TableExpr("chapter").Where("competition_id = ?", e.CompetitionID)
	count, err := within(query, judging.ScopeOf(actor, judging.ManageRound), scoped{chapter: "chapter.path"}).Count(ctx)
	if err == nil && count == 0 {
		err = fault.New(fault.NotFound, "fault.not_found")
	}
	return e, err
}

// importFile reads the actor's own table and the edition that it is for.
func (tx *transaction) importFile(ctx context.Context, actor judging.Actor, uid string) (*ImportFile, *Edition, ImportForm, error) {
	var form ImportForm
	file, e := &ImportFile{}, &Edition{}
	err := absentAs(tx.NewSelect().Model(file).Where("uid = ?", uid).Where("user_id = ?", actor.User).
		Where("created_at > ?", tx.now.Add(-importLife)).Where("done_at is null").Scan(ctx))
	if err != nil {
		return nil, nil, form, err
	}
	if err := tx.NewSelect().Model(e).Where("id = ?", file.EditionID).Scan(ctx); err != nil {
		return nil, nil, form, err
	}
	if _, err := tx.officeEdition(ctx, actor, e.UID); err != nil {
		return nil, nil, form, err
	}
	return file, e, form, json.Unmarshal([]byte(file.Content), &form)
}

// ImportPlan tells what bringing a kept table in would come to now, and the edition that it is for.
func (s *Store) ImportPlan(ctx context.Context, actor judging.Actor, file string) (*ImportPlan, *Edition, error) {
	var plan *ImportPlan
	var edition *Edition
	err := s.read(ctx, func(tx *transaction) error {
		_, e, form, err := tx.importFile(ctx, actor, file)
		if err != nil {
			return err
		}
		edition = e
		plan, err = tx.planImport(ctx, actor, e, form)
		return err
	})
	if err != nil {
		return nil, nil, fmt.Errorf("import plan: %w", err)
	}
	return plan, edition, nil
}

func (tx *transaction) planImport(ctx context.Context, actor judging.Actor, e *Edition, form ImportForm) (plan *ImportPlan, err error) {
	switch form.Kind {
	case ImportRepresentatives:
		plan, err = tx.planMembers(ctx, actor, e, form)
	case ImportAssignments:
		plan, err = tx.planDuties(ctx, actor, e, form)
	default:
		plan, err = tx.planEntries(ctx, actor, e, form)
	}
	if err != nil {
		return nil, err
	}
	plan.Edition = e.UID
	return plan, plan.seal()
}

// Import brings a kept table in: all of it, or nothing. It is a Conflict where it would come to something else than the plan that was
// looked through, and Invalid where a line is refused.
func (s *Store) Import(ctx context.Context, actor judging.Actor, file, digest string) (*ImportPlan, error) {
	before, _, err := s.ImportPlan(ctx, actor, file)
	if err != nil {
		return nil, err
	}
	var plan *ImportPlan
	err = s.writeRounds(ctx, "uid in (?)", []any{bun.List(append(before.rounds(), ""))}, func(tx *transaction) error {
		kept, e, form, err := tx.importFile(ctx, actor, file)
		if err != nil {
			return err
		}
		if plan, err = tx.planImport(ctx, actor, e, form); err != nil {
			return err
		}
		switch {
		case plan.Digest != digest:
			return fault.New(fault.Conflict, "transfer.plan_changed")
		case plan.Count(ImportRefused) > 0:
			return fault.New(fault.Invalid, "transfer.refused")
		}
		if err := tx.carryOut(ctx, actor, e, plan); err != nil {
			return err
		}
		_, err = tx.NewUpdate().Model(kept).Set("done_at = ?", tx.now).Set("content = '{}'").WherePK().Exec(ctx)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("import: %w", err)
	}
	return plan, nil
}

func (tx *transaction) carryOut(ctx context.Context, actor judging.Actor, e *Edition, plan *ImportPlan) error {
	switch plan.Form.Kind {
	case ImportRepresentatives:
		return tx.importMembers(ctx, actor, e, plan)
	case ImportAssignments:
		return tx.importDuties(ctx, actor, plan)
	}
	return tx.importEntries(ctx, actor, e, plan)
}

// forgetImports deletes the tables that nobody brought in.
func (tx *transaction) forgetImports(ctx context.Context) error {
	_, err := tx.NewDelete().Model((*ImportFile)(nil)).Where("created_at <= ?", tx.now.Add(-importLife)).Exec(ctx)
	return err
}
