package store

import (
	"context"
	"fmt"
	"strings"

	"blazon/fault"
	"blazon/judging"
)

// FactForm is what an entrant says of an entry that was made from the register.
type FactForm struct {
	URL      string
	Supplier string
}

// ConfirmFacts takes an automatic entry's address and supplier from its entrant: what was right is confirmed, what was wrong is
// corrected, and the old address stays in the entry's history. Once the jury is at work the entry stays as it is judged, and what
// the entrant says becomes a remark; changed is false then.
func (s *Store) ConfirmFacts(ctx context.Context, actor judging.Actor, entry string, form FactForm) (changed bool, err error) {
	err = s.writeEntry(ctx, actor, judging.RemarkEntry, entry, func(tx *transaction, p *EntryPlace) error {
		if err := form.check(p); err != nil {
			return err
		}
		if p.Phase().Judged() && (form.URL != p.Entry.URL || form.Supplier != p.Entry.Supplier) {
			return tx.remark(ctx, actor, p, strings.TrimSpace(form.URL+"\n"+form.Supplier), false)
		}
		changed = true
		return tx.confirm(ctx, actor, p, form)
	})
	if err != nil {
		return false, fmt.Errorf("confirm facts: %w", err)
	}
	return changed, nil
}

// check reads the form as it is kept.
func (form *FactForm) check(p *EntryPlace) error {
	if !p.Entry.Automatic {
		return fault.New(fault.NotFound, "fault.not_found")
	}
	var wrong formFields
	for _, part := range []struct {
		as    FormPart
		value *string
	}{{FormPart{Part: PartURL, Required: true}, &form.URL}, {FormPart{Part: PartSupplier}, &form.Supplier}} {
		text, problem := part.as.read(*part.value)
		*part.value = text
		wrong.put(string(part.as.Part), problem)
	}
	return fault.InForm(wrong...)
}

func (tx *transaction) confirm(ctx context.Context, actor judging.Actor, p *EntryPlace, form FactForm) error {
	if err := tx.keepURL(ctx, &p.Entry, URLFromRegister, 0); err != nil { // what the entry was made with
		return err
	}
	p.Entry.URL, p.Entry.Supplier, p.Entry.URLConfirmedAt = form.URL, form.Supplier, tx.now
	p.Entry.Revision++
	_, err := tx.NewUpdate().Model(&p.Entry).Column("url", "supplier", "url_confirmed_at", "revision").WherePK().Exec(ctx)
	if err != nil {
		return err
	}
	if err := tx.keepURL(ctx, &p.Entry, URLFromEntrant, actor.User); err != nil {
		return err
	}
	if err := tx.reviewEntry(ctx, actor, p.Entry.ID); err != nil {
		return err
	}
	return tx.record(ctx, actor, "entry.confirm", "entry", p.Entry.ID, nil)
}
