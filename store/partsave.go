package store

import (
	"context"
	"fmt"
	"slices"

	"blazon/judging"
	"blazon/locale"
)

// SaveParts sets how a category asks for title, address and supplier; a part that is not among them stays. agreement is as in
// AddField.
func (s *Store) SaveParts(ctx context.Context, actor judging.Actor, category string, parts []FormPart, agreement string) error {
	err := s.writeForm(ctx, actor, category, func(tx *transaction, p *CategoryPlace) error {
		parts, list, err := tx.changedParts(ctx, p, parts)
		if err != nil {
			return err
		}
		if err := agreedTo(list, agreement); err != nil {
			return err
		}
		if err := tx.putParts(ctx, parts); err != nil {
			return err
		}
		return tx.record(ctx, actor, "form.parts_change", "category", p.Category.ID, nil)
	})
	if err != nil {
		return fmt.Errorf("save parts: %w", err)
	}
	return nil
}

func (tx *transaction) putParts(ctx context.Context, parts []FormPart) error {
	if len(parts) == 0 {
		return nil
	}
	_, err := tx.NewInsert().Model(&parts).On("conflict (category_id, part) do update").
		Set("asked = excluded.asked, required = excluded.required, hidden = excluded.hidden, label = excluded.label, help = excluded.help").
		Returning("NULL").Exec(ctx)
	return err
}

// changedParts checks the parts, and says what they come to for the entries.
func (tx *transaction) changedParts(ctx context.Context, p *CategoryPlace, typed []FormPart) ([]FormPart, []Effect, error) {
	var wrong fields
	var parts []FormPart
	for _, part := range typed {
		name := string(part.Part)
		if !slices.Contains(PartNames, part.Part) {
			wrong.add(name, "fault.unknown_choice")
			continue
		}
		part.CategoryID, part.Label, part.Help = p.Category.ID, trimmed(part.Label), trimmed(part.Help)
		part.Required = part.Required && part.Asked
		part.Hidden = part.Hidden && part.Part == PartSupplier
		wrong.text(name+".label", part.Label, false, maxName)
		wrong.text(name+".help", part.Help, false, maxHelp)
		parts = append(parts, part)
	}
	if err := wrong.err(); err != nil {
		return nil, nil, err
	}
	before, err := tx.partsOf(ctx, p.Category.ID)
	if err != nil {
		return nil, nil, err
	}
	var list []Effect
	for _, part := range parts {
		was := (&Form{Parts: before}).Part(part.Part)
		found, err := tx.partEffects(ctx, p.Category.ID, was, &part)
		if err != nil {
			return nil, nil, err
		}
		list = append(list, found...)
	}
	return parts, list, nil
}

// partEffects treats a part as what it is to an entry: a field with one line of text.
func (tx *transaction) partEffects(ctx context.Context, category int64, was, is *FormPart) ([]Effect, error) {
	var entries []answering
	err := tx.NewRaw("select state, nullif(?, '') as stored from entry where category_id = ? and state not in (?, ?)",
		partColumn(is.Part), category, EntryWithdrawn, EntryRejected).Scan(ctx, &entries)
	if err != nil {
		return nil, err
	}
	list := effects(was.asField(), is.asField(), entries)
	for i := range list {
		list[i].Part = is.Part
	}
	if was.Asked && !is.Asked {
		gone := Effect{Kind: AnswersStay, Part: is.Part}
		for _, e := range entries {
			if e.Stored != nil {
				gone.add(e.State)
			}
		}
		if gone.Drafts+gone.Submitted > 0 {
			list = append(list, gone)
		}
	}
	return list, nil
}

func (p *FormPart) asField() *FormField {
	return &FormField{Kind: ShortText, Label: locale.Text{}, Required: p.Asked && p.Required, Hidden: p.Hidden, Longest: MaxShortText}
}
