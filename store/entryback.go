package store

import (
	"context"
	"fmt"
	"slices"

	"blazon/fault"
	"blazon/judging"
)

// TakeBackEntry makes a submitted entry a draft again, within the window. What was handed in stays on record, and can be brought
// back with RestoreEntry; until the draft is handed in, the entry does not compete.
func (s *Store) TakeBackEntry(ctx context.Context, actor judging.Actor, entry string) error {
	err := s.writeEntry(ctx, actor, judging.TakeBackEntry, entry, func(tx *transaction, p *EntryPlace) error {
		if err := tx.setEntryState(ctx, p, EntryDraft); err != nil {
			return err
		}
		return tx.record(ctx, actor, "entry.take_back", "entry", p.Entry.ID, nil)
	})
	if err != nil {
		return fmt.Errorf("take entry back: %w", err)
	}
	return nil
}

// RestoreEntry makes a draft again what was last handed in, even after the deadline: that was in time. What was changed since is
// lost. NotFound where nothing was handed in.
func (s *Store) RestoreEntry(ctx context.Context, actor judging.Actor, entry string) error {
	err := s.writeEntry(ctx, actor, judging.RestoreEntry, entry, func(tx *transaction, p *EntryPlace) error {
		last, err := tx.lastSubmission(ctx, p.Entry.ID)
		if err != nil {
			return err
		}
		if last == nil {
			return fault.New(fault.NotFound, "fault.not_found")
		}
		if err := tx.restore(ctx, p, last); err != nil {
			return err
		}
		return tx.record(ctx, actor, "entry.restore", "entry", p.Entry.ID, map[string]int64{"submission": last.ID})
	})
	if err != nil {
		return fmt.Errorf("restore entry: %w", err)
	}
	return nil
}

// restore writes a submission's content over what the entry says.
func (tx *transaction) restore(ctx context.Context, p *EntryPlace, last *Submission) error {
	content, err := last.Read()
	if err != nil {
		return err
	}
	fields, err := tx.allFieldsOf(ctx, p.Category.ID)
	if err != nil {
		return err
	}
	p.Entry.Title, p.Entry.URL, p.Entry.Supplier, p.Entry.SavedAt = content.Title, content.URL, content.Supplier, tx.now
	_, err = tx.NewUpdate().Model(&p.Entry).Column("title", "url", "supplier", "saved_at").WherePK().Exec(ctx)
	if err != nil {
		return err
	}
	if err := tx.saveAnswers(ctx, p.Entry.ID, fields, content.filled().Answers); err != nil {
		return err
	}
	if err := tx.restoreBodies(ctx, p, content); err != nil {
		return err
	}
	if err := tx.restoreFiles(ctx, p.Entry.ID, content.Files); err != nil {
		return err
	}
	p.Entry.SubmittedAt = last.SubmittedAt
	return tx.setEntryState(ctx, p, EntrySubmitted)
}

// restoreBodies makes the entry that of the bodies that handed it in.
func (tx *transaction) restoreBodies(ctx context.Context, p *EntryPlace, content *SubmissionContent) error {
	var uids, now []string
	for _, b := range content.Entrants {
		uids = append(uids, b.UID)
	}
	for _, b := range p.Bodies {
		now = append(now, b.UID)
	}
	if slices.Equal(uids, now) {
		return nil
	}
	bodies, err := tx.bodiesInOrder(ctx, uids)
	if err != nil {
		return err
	}
	return tx.setBodies(ctx, p, bodies, nil)
}
