package store

import (
	"context"
	"fmt"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// JuryText is what jurors accept before their desk opens, in one of its versions, which never change.
type JuryText struct {
	bun.BaseModel `bun:"table:jury_text"`

	ID          int64 `bun:",pk,autoincrement"`
	UID         string
	EditionID   int64
	RoundID     int64 `bun:",nullzero"` // whose own it is, in place of the edition's; 0: the edition's
	Kind        JuryTextKind
	Version     int
	Text        locale.Text // in Markdown
	UserID      int64       `bun:",nullzero"`
	PublishedAt time.Time
	EndedAt     time.Time `bun:",nullzero"` // replaced, or given up
}

// JuryTextKind is what a text for jurors is about.
type JuryTextKind string

// The kinds. Jurors accept each version of the declaration, and some version of the instructions.
const (
	Confidentiality JuryTextKind = "confidentiality"
	Instructions    JuryTextKind = "instructions"
)

// JuryTextKinds are all of them, in the order in which they are read.
var JuryTextKinds = []JuryTextKind{Confidentiality, Instructions}

// JuryTextForm is the next version of a text.
type JuryTextForm struct {
	Text locale.Text // in Markdown
	Base int         // the version that the form began with; 0: there was none
}

// currentText is the condition that the text x is in force in the round r: a round's own goes before the edition's.
const currentText = `x.edition_id = r.edition_id and x.ended_at is null and (x.round_id = r.id or x.round_id is null and not exists (
	select 1 from jury_text o where o.round_id = r.id and o.kind = x.kind and o.ended_at is null))`

// acceptedText is the condition that the juror j has accepted the text x.
const acceptedText = `exists (select 1 from jury_text_acceptance k join jury_text y on y.id = k.jury_text_id
	where k.juror_id = j.id and (y.id = x.id or y.kind = x.kind and x.kind = 'instructions'))`

// unready is the condition that the juror j of the round r has not accepted his seat, or a text that the jury was given.
const unready = `(j.accepted_at is null or exists (select 1 from jury_text x where ` + currentText + ` and not ` + acceptedText + `))`

// JuryTexts is the texts of an edition or of a round as those see them who write them.
type JuryTexts struct {
	Competition Competition
	Edition     Edition
	Round       *Round                      // nil: the edition's
	Own         map[JuryTextKind][]JuryText // newest first
	Above       map[JuryTextKind]*JuryText  // of a round: the edition's, in force
}

// Current is the newest text of a kind, if it is in force; nil: there is none.
func (v *JuryTexts) Current(kind JuryTextKind) *JuryText {
	if own := v.Own[kind]; len(own) > 0 && own[0].EndedAt.IsZero() {
		return &own[0]
	}
	return nil
}

// JuryTexts reads the texts of an edition, for an organizer of its root chapter, or of one of its rounds, for whoever manages that.
func (s *Store) JuryTexts(ctx context.Context, actor judging.Actor, edition, round string) (v *JuryTexts, err error) {
	err = s.read(ctx, func(tx *transaction) error {
		v, err = tx.juryTexts(ctx, actor, edition, round)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("jury texts: %w", err)
	}
	return v, nil
}

// juryTexts asks whether the actor may write them, and reads them.
func (tx *transaction) juryTexts(ctx context.Context, actor judging.Actor, edition, round string) (*JuryTexts, error) {
	v := &JuryTexts{Own: map[JuryTextKind][]JuryText{}, Above: map[JuryTextKind]*JuryText{}}
	if round != "" {
		p, err := tx.place(ctx, actor, judging.ManageRound, round)
		if err != nil {
			return nil, err
		}
		v.Competition, v.Edition, v.Round = p.Competition, p.Edition, &p.Round
	} else {
		e, err := tx.editionFor(ctx, actor, edition)
		if err != nil {
			return nil, err
		}
		v.Edition = *e
		if err := tx.NewSelect().Model(&v.Competition).Where("id = ?", e.CompetitionID).Scan(ctx); err != nil {
			return nil, err
		}
	}
	var texts []JuryText
	err := tx.NewSelect().Model(&texts).Where("edition_id = ?", v.Edition.ID).
		WhereGroup(" and ", func(q *bun.SelectQuery) *bun.SelectQuery {
			return q.Where("round_id is null").WhereOr("round_id = ?", v.roundID())
		}).Order("version desc").Scan(ctx)
	for i, text := range texts {
		switch {
		case text.RoundID == v.roundID():
			v.Own[text.Kind] = append(v.Own[text.Kind], text)
		case text.EndedAt.IsZero():
			v.Above[text.Kind] = &texts[i]
		}
	}
	return v, err
}

func (v *JuryTexts) roundID() int64 {
	if v.Round == nil {
		return 0
	}
	return v.Round.ID
}

// PublishJuryText makes a text the newest of its kind, for an edition or for one of its rounds. A new declaration asks every juror
// again. Conflict if somebody published another version since the form was opened.
func (s *Store) PublishJuryText(ctx context.Context, actor judging.Actor, edition, round string, kind JuryTextKind, form JuryTextForm) error {
	err := s.writeJuryText(ctx, actor, edition, round, kind, form.Base, func(tx *transaction, v *JuryTexts) error {
		var wrong fields
		for _, lang := range locale.Languages {
			wrong.word("text["+string(lang)+"]", form.Text[lang], lang == v.Edition.Language, maxRules)
		}
		if err := wrong.err(); err != nil {
			return err
		}
		text := &JuryText{UID: s.NewUID(), EditionID: v.Edition.ID, RoundID: v.roundID(), Kind: kind, Version: 1, Text: trimmed(form.Text),
			UserID: actor.User, PublishedAt: tx.now}
		if own := v.Own[kind]; len(own) > 0 {
			text.Version = own[0].Version + 1
		}
		if err := tx.endText(ctx, v.Current(kind)); err != nil {
			return err
		}
		if _, err := tx.NewInsert().Model(text).Exec(ctx); err != nil {
			return err
		}
		return tx.record(ctx, actor, "jury_text.publish", "jury_text", text.ID, map[string]any{"kind": kind, "version": text.Version})
	})
	return wrapped("publish jury text", err)
}

// EndJuryText gives a text up: jurors are no longer asked for it, or, where it is a round's own, for the edition's again.
func (s *Store) EndJuryText(ctx context.Context, actor judging.Actor, edition, round string, kind JuryTextKind, base int) error {
	err := s.writeJuryText(ctx, actor, edition, round, kind, base, func(tx *transaction, v *JuryTexts) error {
		text := v.Current(kind)
		if text == nil {
			return fault.New(fault.Conflict, "seat.text_changed")
		}
		if err := tx.endText(ctx, text); err != nil {
			return err
		}
		return tx.record(ctx, actor, "jury_text.end", "jury_text", text.ID, nil)
	})
	return wrapped("end jury text", err)
}

func (tx *transaction) endText(ctx context.Context, text *JuryText) error {
	if text == nil {
		return nil
	}
	_, err := tx.NewUpdate().Model(text).Set("ended_at = ?", tx.now).WherePK().Exec(ctx)
	return err
}

// writeJuryText runs fn on the texts if the newest of the kind is still the version that the form began with.
func (s *Store) writeJuryText(ctx context.Context, actor judging.Actor, edition, round string, kind JuryTextKind, base int,
	fn func(tx *transaction, v *JuryTexts) error) error {
	if kind != Confidentiality && kind != Instructions {
		return fault.New(fault.NotFound, "fault.not_found")
	}
	return s.write(ctx, func(tx *transaction) error {
		if err := tx.lockName(ctx, "jury text "+edition+round); err != nil {
			return err
		}
		v, err := tx.juryTexts(ctx, actor, edition, round)
		if err != nil {
			return err
		}
		newest := 0
		if own := v.Own[kind]; len(own) > 0 {
			newest = own[0].Version
		}
		if newest != base {
			return fault.New(fault.Conflict, "seat.text_changed")
		}
		return fn(tx, v)
	})
}
