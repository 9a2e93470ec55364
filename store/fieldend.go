package store

import (
	"context"
	"fmt"
	"time"

	"blazon/fault"
	"blazon/judging"
)

// EndField stops asking for a field. Its answers stay with their entries; a field that nobody has answered is gone.
func (s *Store) EndField(ctx context.Context, actor judging.Actor, category, field string) error {
	err := s.writeForm(ctx, actor, category, func(tx *transaction, p *CategoryPlace) error {
		f, err := tx.fieldFor(ctx, p, field)
		if err != nil {
			return err
		}
		if f.Ended() {
			return fault.New(fault.Closed, "form.field_ended")
		}
		f.EndedAt = tx.now
		used, err := tx.used(ctx, f)
		if err != nil {
			return err
		}
		if used {
			_, err = tx.NewUpdate().Model(f).Column("ended_at").WherePK().Exec(ctx)
		} else {
			_, err = tx.NewDelete().Model(f).WherePK().Exec(ctx)
		}
		if err != nil {
			return err
		}
		return tx.record(ctx, actor, "form.field_end", "form_field", f.ID, map[string]int64{"category": p.Category.ID})
	})
	if err != nil {
		return fmt.Errorf("end field: %w", err)
	}
	return nil
}

// ResumeField asks again for a field that was ended; nobody has to answer it until it is made required again.
func (s *Store) ResumeField(ctx context.Context, actor judging.Actor, category, field string) error {
	err := s.writeForm(ctx, actor, category, func(tx *transaction, p *CategoryPlace) error {
		f, err := tx.fieldFor(ctx, p, field)
		if err != nil {
			return err
		}
		if !f.Ended() {
			return fault.New(fault.Closed, "form.field_asked")
		}
		f.EndedAt, f.Required = time.Time{}, false
		if _, err := tx.NewUpdate().Model(f).Column("ended_at", "required").WherePK().Exec(ctx); err != nil {
			return err
		}
		return tx.record(ctx, actor, "form.field_resume", "form_field", f.ID, map[string]int64{"category": p.Category.ID})
	})
	if err != nil {
		return fmt.Errorf("resume field: %w", err)
	}
	return nil
}
