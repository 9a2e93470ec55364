package store

import (
	"context"
	"fmt"

	"blazon/fault"
	"blazon/judging"
)

// DraftForm is a draft as its entrant sends it.
type DraftForm struct {
	Revision int // the one that the form was made from
	Filled
}

// maxDraft bounds what one draft may say, in bytes: as much as one form can send.
const maxDraft = 1 << 20

// SaveDraft stores what is filled in, complete or not. A form that was made from an older revision is a Conflict, unless what is
// stored says the same. Of a returned entry only what is asked for changes, whatever the form says.
func (s *Store) SaveDraft(ctx context.Context, actor judging.Actor, entry string, form DraftForm) (*Entry, error) {
	var saved *Entry
	err := s.writeEntry(ctx, actor, judging.EditEntry, entry, func(tx *transaction, p *EntryPlace) error {
		var err error
		_, err = tx.putDraft(ctx, actor, p, form)
		saved = &p.Entry
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("save draft: %w", err)
	}
	return saved, nil
}

// putDraft stores what is filled in, and gives what is wrong with it and so keeps it from being submitted; nil: nothing is.
func (tx *transaction) putDraft(ctx context.Context, actor judging.Actor, p *EntryPlace, form DraftForm) (wrong error, err error) {
	if err := tx.lockForm(ctx, p.Category.UID, shared); err != nil {
		return nil, err
	}
	asked, before, err := tx.askedOf(ctx, p)
	if err != nil {
		return nil, err
	}
	after, wrong := asked.Check(before, form.Filled)
	if after.size() > maxDraft {
		return nil, fault.New(fault.Invalid, "fault.draft_too_large")
	}
	if form.Revision != p.Entry.Revision && !after.equal(before) {
		return nil, fault.New(fault.Conflict, "fault.entry_changed")
	}
	if !after.equal(before) { // a form that was sent twice is no other tab
		p.Entry.Revision++
	}
	p.Entry.Title, p.Entry.URL, p.Entry.Supplier, p.Entry.SavedAt = after.Title, after.URL, after.Supplier, tx.now
	_, err = tx.NewUpdate().Model(&p.Entry).Column("title", "url", "supplier", "revision", "saved_at").WherePK().Exec(ctx)
	if err != nil {
		return nil, err
	}
	if err := tx.saveAnswers(ctx, p.Entry.ID, asked.Fields, after.Answers); err != nil {
		return nil, err
	}
	return wrong, tx.record(ctx, actor, "entry.save", "entry", p.Entry.ID, map[string]int{"revision": p.Entry.Revision})
}

// askedOf gives what the entrant may fill in now, and what is stored.
func (tx *transaction) askedOf(ctx context.Context, p *EntryPlace) (*Form, Filled, error) {
	form, err := tx.formOf(ctx, p.Category.ID)
	if err != nil {
		return nil, Filled{}, err
	}
	if p.Returned != nil {
		form = form.Only(p.Returned.Fields)
	}
	answers, err := tx.answersOf(ctx, p.Entry.ID)
	stored := Filled{Title: p.Entry.Title, URL: p.Entry.URL, Supplier: p.Entry.Supplier, Answers: answers[p.Entry.ID]}
	return form, stored, err
}

func (f *Filled) equal(other Filled) bool {
	return f.Title == other.Title && f.URL == other.URL && f.Supplier == other.Supplier && f.Answers.Equal(other.Answers)
}

func (f *Filled) size() int {
	bytes := len(f.Title) + len(f.URL) + len(f.Supplier)
	for _, values := range f.Answers {
		for _, v := range values {
			bytes += len(v)
		}
	}
	return bytes
}

// WithdrawEntry gives a draft up. It stays on record, and may be told from one that was never made.
func (s *Store) WithdrawEntry(ctx context.Context, actor judging.Actor, entry string) error {
	err := s.writeEntry(ctx, actor, judging.WithdrawEntry, entry, func(tx *transaction, p *EntryPlace) error {
		if err := tx.setEntryState(ctx, p, EntryWithdrawn); err != nil {
			return err
		}
		return tx.record(ctx, actor, "entry.withdraw", "entry", p.Entry.ID, nil)
	})
	if err != nil {
		return fmt.Errorf("withdraw entry: %w", err)
	}
	return nil
}

// setEntryState moves an entry on; whoever still has its form open is told that it changed.
func (tx *transaction) setEntryState(ctx context.Context, p *EntryPlace, state EntryState) error {
	p.Entry.State, p.Entry.Revision = state, p.Entry.Revision+1
	_, err := tx.NewUpdate().Model(&p.Entry).Column("state", "revision", "submitted_at").WherePK().Exec(ctx)
	return err
}
