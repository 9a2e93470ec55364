package store

import (
	"context"
	"fmt"
	"slices"

	"blazon/fault"
	"blazon/judging"
	"blazon/letter"
)

// SubmitForm is an entry as it is handed in: with it goes what was last on the page, if anything was.
type SubmitForm struct {
	Revision int  // of what the entrant has read through
	Agreed   bool // that it is binding and true, and the rules
	Rules    int  // the version of the rules that was agreed to; 0: none were public
}

// SubmitEntry hands an entry in: from then on it is binding. What counts is the moment after the round's lock, whenever the request
// began. Faults: Closed when that moment lies outside the window, with the moment and the deadline; Invalid with the fields that
// are missing or wrong; Conflict when the entry or the rules were changed since they were read through.
func (s *Store) SubmitEntry(ctx context.Context, actor judging.Actor, entry string, form SubmitForm) (*Submission, error) {
	var sub *Submission
	err := s.writeEntry(ctx, actor, judging.SubmitEntry, entry, func(tx *transaction, p *EntryPlace) error {
		if form.Revision != p.Entry.Revision {
			return fault.New(fault.Conflict, "fault.entry_changed")
		}
		if err := tx.agreed(ctx, p, form); err != nil {
			return err
		}
		if err := tx.complete(ctx, p); err != nil {
			return err
		}
		var err error
		sub, err = tx.handIn(ctx, actor, p, URLFromEntrant, "")
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("submit entry: %w", err)
	}
	return sub, nil
}

// agreed checks that whoever hands in has agreed to the rules as they are now.
func (tx *transaction) agreed(ctx context.Context, p *EntryPlace, form SubmitForm) error {
	rules, err := tx.currentRules(ctx, p.Edition.ID)
	if err != nil {
		return err
	}
	current := 0
	if rules != nil {
		current = rules.Version
	}
	if current != form.Rules {
		return fault.New(fault.Conflict, "fault.rules_newer")
	}
	if !form.Agreed {
		return fault.InForm(fault.Field{Name: "agreed", Key: "fault.must_agree"})
	}
	return nil
}

// complete says what is missing or wrong in an entry that is to be handed in.
func (tx *transaction) complete(ctx context.Context, p *EntryPlace) error {
	if err := tx.lockForm(ctx, p.Category.UID, shared); err != nil {
		return err
	}
	if len(p.Pending) > 0 {
		return fault.New(fault.Conflict, "entrant.not_agreed").With("Names", (&NamedCandidate{Bodies: p.Pending}).Entrants(p.Language()))
	}
	return tx.lacks(ctx, p)
}

// lacks says what keeps an entry from being handed in: answers first, then files.
func (tx *transaction) lacks(ctx context.Context, p *EntryPlace) error {
	asked, stored, err := tx.askedOf(ctx, p)
	if err != nil {
		return err
	}
	_, wrong := asked.Check(stored, stored)
	var list []fault.Field
	if wrong != nil {
		list = fault.Of(wrong).Fields
	}
	files, err := tx.submittedFiles(ctx, p.Entry.ID, asked.Fields)
	if err != nil {
		return err
	}
	for _, f := range asked.Fields {
		has := slices.ContainsFunc(files, func(file SubmittedFile) bool { return file.Field == f.Key })
		if f.Kind == FileField && f.Required && !has {
			list = append(list, fault.Field{Name: "answers[" + f.Key + "]", Key: "fault.file_missing"})
		}
	}
	return fault.InForm(list...)
}

// handIn is what handing in comes to: the submission, the entry's new state, its address on record, and a receipt on its way.
func (tx *transaction) handIn(ctx context.Context, actor judging.Actor, p *EntryPlace, source URLSource, lateReason string) (*Submission, error) {
	returned := p.Entry.State == EntryReturned
	if err := tx.spellSupplier(ctx, p); err != nil {
		return nil, err
	}
	sub, err := tx.addSubmission(ctx, p, actor.User, source == URLFromEntrant && lateReason == "", lateReason != "", lateReason)
	if err != nil {
		return nil, err
	}
	if err := tx.keepURL(ctx, &p.Entry, source, actor.User); err != nil {
		return nil, err
	}
	if !returned || p.Entry.SubmittedAt.IsZero() { // a returned entry was handed in before
		p.Entry.SubmittedAt = tx.now
	}
	if err := tx.setEntryState(ctx, p, EntrySubmitted); err != nil {
		return nil, err
	}
	if err := tx.sendReceipt(ctx, actor, p, sub); err != nil {
		return nil, err
	}
	return sub, tx.recordWithNote(ctx, actor, "entry.submit", "entry", p.Entry.ID, map[string]int64{"submission": sub.ID}, lateReason)
}

// sendReceipt tells the entry's representatives that it was handed in.
func (tx *transaction) sendReceipt(ctx context.Context, actor judging.Actor, p *EntryPlace, sub *Submission) error {
	return tx.messageEntry(ctx, actor, p.Entry.ID, MessageForm{Kind: letter.Receipt, Event: sub.UID, Deadline: p.ContestPlace.Window().Until})
}
