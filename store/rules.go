package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// Rules are the rules of an edition in one of their versions. A published version never changes: what an entrant agreed to stays.
type Rules struct {
	bun.BaseModel `bun:"table:rules"`

	ID          int64 `bun:",pk,autoincrement"`
	UID         string
	EditionID   int64
	Version     int
	Text        locale.Text // in Markdown
	PublishedAt time.Time   `bun:",nullzero"` // zero: a draft
	UserID      int64       `bun:",nullzero"`
	CreatedAt   time.Time
}

// maxRules is the longest text of rules in one language, in letters.
const maxRules = 50_000

// Fingerprint tells one text of the rules from another, so that two people do not overwrite each other's.
func (r *Rules) Fingerprint() string {
	if r == nil {
		return ""
	}
	text, err := r.Text.Value()
	if err != nil {
		return ""
	}
	sum := sha256.Sum256([]byte(text.(string)))
	return hex.EncodeToString(sum[:8])
}

// RulesForm is the draft of the next version as it is filled in.
type RulesForm struct {
	Text locale.Text // in Markdown
	Base string      // fingerprint of the draft that the form began with; empty: there was none
}

// check wants the rules in the edition's language at least.
func (form RulesForm) check(own locale.Language) error {
	var wrong fields
	for _, lang := range locale.Languages {
		wrong.word("text["+string(lang)+"]", form.Text[lang], lang == own, maxRules)
	}
	return wrong.err()
}

// currentRules gives the newest published rules of an edition, which whoever enters agrees to; nil: none are public yet.
func (tx *transaction) currentRules(ctx context.Context, edition int64) (*Rules, error) {
	return tx.rulesWhere(ctx, "edition_id = ? and published_at is not null", edition)
}

// rulesPublished is the guard that entries open only once rules are public: Closed where none are.
func (tx *transaction) rulesPublished(ctx context.Context, edition int64) error {
	rules, err := tx.currentRules(ctx, edition)
	if err == nil && rules == nil {
		err = fault.New(fault.Closed, "edition.rules_not_published")
	}
	return err
}

// rulesWhere gives the newest version that fits, or nil.
func (tx *transaction) rulesWhere(ctx context.Context, where string, args ...any) (*Rules, error) {
	var found []*Rules
	err := tx.NewSelect().Model(&found).Where(where, args...).Order("version desc").Limit(1).Scan(ctx)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return found[0], nil
}

// RulesSetup is the rules of an edition as those see them who write them.
type RulesSetup struct {
	Competition Competition
	Edition     Edition
	Draft       *Rules  // nil: none
	Published   []Rules // newest first
}

// RulesSetup reads the rules of an edition for an organizer of its root chapter.
func (s *Store) RulesSetup(ctx context.Context, actor judging.Actor, edition string) (*RulesSetup, error) {
	v := &RulesSetup{}
	err := s.read(ctx, func(tx *transaction) error {
		e, err := tx.editionFor(ctx, actor, edition)
		if err != nil {
			return err
		}
		v.Edition = *e
		if err := tx.NewSelect().Model(&v.Competition).Where("id = ?", e.CompetitionID).Scan(ctx); err != nil {
			return err
		}
		if v.Draft, err = tx.rulesWhere(ctx, "edition_id = ? and published_at is null", e.ID); err != nil {
			return err
		}
		return tx.NewSelect().Model(&v.Published).Where("edition_id = ?", e.ID).Where("published_at is not null").Order("version desc").Scan(ctx)
	})
	if err != nil {
		return nil, fmt.Errorf("rules setup: %w", err)
	}
	return v, nil
}

// SaveRules stores the draft of an edition's next version. Conflict if somebody saved another text since the form was
// opened, or has published it.
func (s *Store) SaveRules(ctx context.Context, actor judging.Actor, edition string, form RulesForm) error {
	err := s.writeRules(ctx, actor, edition, form, func(tx *transaction, draft *Rules) error {
		return tx.record(ctx, actor, "rules.save", "rules", draft.ID, nil)
	})
	if err != nil {
		return fmt.Errorf("save rules: %w", err)
	}
	return nil
}

// PublishRules makes the text the edition's newest rules, for everybody to read from now on; it never changes again.
func (s *Store) PublishRules(ctx context.Context, actor judging.Actor, edition string, form RulesForm) error {
	err := s.writeRules(ctx, actor, edition, form, func(tx *transaction, draft *Rules) error {
		_, err := tx.NewUpdate().Model(draft).Set("published_at = ?", tx.now).WherePK().Where("published_at is null").Exec(ctx)
		if err != nil {
			return err
		}
		return tx.record(ctx, actor, "rules.publish", "rules", draft.ID, map[string]int{"version": draft.Version})
	})
	if err != nil {
		return fmt.Errorf("publish rules: %w", err)
	}
	return nil
}

// writeRules stores the draft, and then does what else is to be done with it.
func (s *Store) writeRules(ctx context.Context, actor judging.Actor, edition string, form RulesForm, then func(tx *transaction, draft *Rules) error) error {
	return s.write(ctx, func(tx *transaction) error {
		if err := tx.lockName(ctx, "rules "+edition); err != nil {
			return err
		}
		e, err := tx.editionFor(ctx, actor, edition)
		if err != nil {
			return err
		}
		if err := form.check(e.Language); err != nil {
			return err
		}
		draft, err := tx.saveDraft(ctx, actor, e, form)
		if err != nil {
			return err
		}
		return then(tx, draft)
	})
}

// saveDraft stores the text as the next version.
func (tx *transaction) saveDraft(ctx context.Context, actor judging.Actor, e *Edition, form RulesForm) (*Rules, error) {
	newest, err := tx.rulesWhere(ctx, "edition_id = ?", e.ID)
	if err != nil {
		return nil, err
	}
	draft := newest
	if newest != nil && !newest.PublishedAt.IsZero() {
		draft = nil
	}
	if draft.Fingerprint() != form.Base {
		return nil, fault.New(fault.Conflict, "edition.rules_changed")
	}
	if draft == nil {
		draft = &Rules{UID: tx.store.NewUID(), EditionID: e.ID, Version: 1, Text: trimmed(form.Text), UserID: actor.User, CreatedAt: tx.now}
		if newest != nil {
			draft.Version = newest.Version + 1
		}
		_, err = tx.NewInsert().Model(draft).Exec(ctx)
		return draft, err
	}
	draft.Text, draft.UserID = trimmed(form.Text), actor.User
	_, err = tx.NewUpdate().Model(draft).Column("text", "user_id").WherePK().Exec(ctx)
	return draft, err
}
