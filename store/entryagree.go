package store

import (
	"context"
	"fmt"
	"slices"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
)

// AskedEntry is a draft in which somebody else has named a body; nothing else of it is told before the body has agreed.
type AskedEntry struct {
	Competition Competition `bun:"embed:competition_"`
	Edition     Edition     `bun:"embed:edition_"`
	Category    Category    `bun:"embed:category_"`
	EntryID     int64
	Entry       string     // uid
	Body        string     // uid
	Named       string     // the body's name
	Bodies      []BodyName `bun:"-"` // all that are named, the one whose entry it is first
}

// Entrants names the bodies that would enter together.
func (e *AskedEntry) Entrants(lang locale.Language) string {
	return (&NamedCandidate{Bodies: e.Bodies}).Entrants(lang)
}

// AskedEntries lists the drafts of others in which bodies are named that the actor acts for, and that have not been answered yet.
func (s *Store) AskedEntries(ctx context.Context, actor judging.Actor, lang locale.Language) (asked []*AskedEntry, err error) {
	if err := judging.May(actor, judging.OpenEntries, judging.Facts{}); err != nil {
		return nil, err
	}
	err = s.read(ctx, func(tx *transaction) error {
		query := tx.NewSelect().ColumnExpr(tx.store.columns(AskedEntry{})).ColumnExpr("entry.id as entry_id, entry.uid as entry, body.uid as body, body.name as named").
			TableExpr("entry").Join("join entry_entrant as x on x.entry_id = entry.id and x.asked").
			Join("join entrant as t on t.id = x.entrant_id").Join("join body on body.id = t.body_id").
			Join("join edition on edition.id = entry.edition_id").Join("join competition on competition.id = edition.competition_id").
			Join("join category on category.id = entry.category_id").Where("entry.state = ?", EntryDraft).OrderExpr("entry.id, x.position")
		query = within(query, judging.ScopeOf(actor, judging.ViewEntry), scoped{body: "t.body_id in (?)"})
		if err := query.Scan(ctx, &asked); err != nil || len(asked) == 0 {
			return err
		}
		named := map[int64]*OwnEntry{}
		for _, e := range asked {
			named[e.EntryID] = &OwnEntry{}
		}
		if err := tx.nameEntries(ctx, named); err != nil {
			return err
		}
		for _, e := range asked {
			e.Bodies = named[e.EntryID].Bodies
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("asked entries: %w", err)
	}
	return asked, nil
}

// AnswerEntry says for a body that was named in somebody else's draft whether it takes part. From then on those who act for it
// see and change the draft, or it is named there no more. Faults: NotFound for whoever does not act for a body that is asked; Closed
// when entries are taken no more; Conflict when the body has as many entries as the category takes.
func (s *Store) AnswerEntry(ctx context.Context, actor judging.Actor, entry, body string, agrees bool) error {
	err := s.lockEntry(ctx, entry, func(tx *transaction, p *EntryPlace) error {
		at := slices.IndexFunc(p.Pending, func(b BodyName) bool { return b.UID == body })
		if at < 0 {
			return fault.New(fault.NotFound, "fault.not_found")
		}
		facts := p.Facts()
		facts.Bodies = p.pending[at : at+1]
		if err := p.timed(judging.May(actor, judging.EditEntry, facts)); err != nil {
			return err
		}
		return tx.answer(ctx, actor, p, p.pending[at], agrees)
	})
	if err != nil {
		return fmt.Errorf("answer entry: %w", err)
	}
	return nil
}

func (tx *transaction) answer(ctx context.Context, actor judging.Actor, p *EntryPlace, body int64, agrees bool) error {
	var entrant int64
	if err := tx.NewRaw("select id from entrant where edition_id = ? and body_id = ?", p.Edition.ID, body).Scan(ctx, &entrant); err != nil {
		return absentAs(err)
	}
	if agrees {
		if err := tx.entryLimit(ctx, &p.Category, entrant); err != nil {
			return err
		}
		_, err := tx.NewUpdate().Model((*EntryEntrant)(nil)).Set("asked = ?", false).Where("entry_id = ?", p.Entry.ID).Where("entrant_id = ?", entrant).Exec(ctx)
		if err != nil {
			return err
		}
	} else {
		_, err := tx.NewDelete().Model((*EntryEntrant)(nil)).Where("entry_id = ?", p.Entry.ID).Where("entrant_id = ?", entrant).Exec(ctx)
		if err != nil {
			return err
		}
	}
	return tx.record(ctx, actor, "entry.answer", "entry", p.Entry.ID, map[string]any{"body": body, "agrees": agrees})
}
