package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
)

// EditionSettings is what the center of a competition sets for a whole edition.
type EditionSettings struct {
	Number int
	Year   int
	Name   locale.Text // empty: number and competition are name enough
	Note   locale.Text // shown on the public pages
	Rules  CountingRules
	Locked []Part // that the chapters leave alone

	License License // of its open data; empty: as it was
}

func (form EditionSettings) check() error {
	var wrong fields
	if form.Number < 1 || form.Number > 999 {
		wrong.add("number", "fault.bad_number")
	}
	if form.Year < 1900 || form.Year > 2999 {
		wrong.add("year", "fault.bad_year")
	}
	wrong.text("name", form.Name, false, maxName)
	wrong.text("note", form.Note, false, maxNote)
	form.Rules.check(&wrong)
	form.License.check(&wrong)
	for _, part := range form.Locked {
		if !slices.Contains(Parts, part) {
			wrong.add("locked", "fault.unknown_choice")
		}
	}
	return wrong.err()
}

// UpdateEdition changes an edition. Its contests follow in a part of the rules that is locked, and in any other that they have
// as the edition had it; Closed where the judging of one of them has begun. Number and year stay once certificates bear them.
func (s *Store) UpdateEdition(ctx context.Context, actor judging.Actor, edition string, form EditionSettings) error {
	err := s.writeEdition(ctx, actor, edition, func(tx *transaction, e *Edition) error {
		if err := form.check(); err != nil {
			return err
		}
		if form.Number != e.Number || form.Year != e.Year {
			if err := tx.uncertified(ctx, e); err != nil {
				return err
			}
		}
		if err := tx.followRules(ctx, e, form); err != nil {
			return err
		}
		e.Number, e.Year, e.Name, e.Note = form.Number, form.Year, trimmed(form.Name), trimmed(form.Note)
		e.Numbering, e.TieBreak, e.Cut = form.Rules.Numbering, append([]string{}, form.Rules.TieBreak...), form.Rules.Cut
		e.Locked, e.License = append([]Part{}, form.Locked...), cmp.Or(form.License, e.License)
		_, err := tx.NewUpdate().Model(e).Column("number", "year", "name", "note", "numbering", "tie_break", "advance", "locked", "license").WherePK().Exec(ctx)
		if err != nil {
			return err
		}
		return tx.record(ctx, actor, "edition.save", "edition", e.ID, map[string]any{"number": e.Number, "year": e.Year,
			"numbering": e.Numbering, "tie_break": e.TieBreak, "advance": e.Cut, "locked": e.Locked, "license": e.License})
	})
	if err != nil {
		return fmt.Errorf("update edition: %w", err)
	}
	return nil
}

// writeEdition runs an act of the center on an edition, under the locks of all its rounds.
func (s *Store) writeEdition(ctx context.Context, actor judging.Actor, edition string, fn func(tx *transaction, e *Edition) error) error {
	return s.writeRounds(ctx, "edition_id = (select id from edition where uid = ?)", []any{edition}, func(tx *transaction) error {
		e, err := tx.editionFor(ctx, actor, edition)
		if err != nil {
			return err
		}
		return fn(tx, e)
	})
}

// uncertified is Closed where a certificate names the edition.
func (tx *transaction) uncertified(ctx context.Context, e *Edition) error {
	there, err := tx.NewSelect().Model((*Certificate)(nil)).Where("edition_id = ?", e.ID).Exists(ctx)
	if err == nil && there {
		err = fault.New(fault.Closed, "edition.certified")
	}
	return err
}

// followRules lets the edition's contests follow its rules.
func (tx *transaction) followRules(ctx context.Context, e *Edition, form EditionSettings) error {
	contests, err := tx.contestPlacesOf(ctx, "cancelled_at is null and round_id in (select id from round where edition_id = ? and cancelled_at is null)", e.ID)
	if err != nil {
		return err
	}
	rubrics, err := tx.rubricsWhere(ctx, "edition_id = ?", e.ID)
	if err != nil {
		return err
	}
	before := e.CountingRules()
	for _, p := range contests {
		rules := form.followed(p, before)
		if len(rules.differing(p.Contest.CountingRules())) == 0 {
			continue
		}
		if p.begun() {
			return fault.New(fault.Closed, "edition.judging_begun").With("Round", p.Round.Name)
		}
		if at := slices.IndexFunc(rubrics, func(r *Rubric) bool { return r.ID == p.Contest.RubricID }); at >= 0 {
			if err := rules.fits(rubrics[at]); err != nil {
				return err
			}
		}
		if err := tx.putRules(ctx, &p.Contest, rules); err != nil {
			return err
		}
	}
	return nil
}

// followed gives the rules of a contest after the edition has those of the form.
func (form EditionSettings) followed(p *ContestPlace, before CountingRules) CountingRules {
	own := p.Contest.CountingRules()
	apart := own.differing(before)
	for _, part := range []Part{TieBreakPart, NumberingPart, CutPart} {
		onward := part != CutPart || p.Round.NextRoundID != 0
		changes := slices.Contains(before.differing(form.Rules), part) || slices.Contains(form.Locked, part) != p.Edition.Locks(part)
		if onward && changes && (slices.Contains(form.Locked, part) || !slices.Contains(apart, part)) {
			own = own.taking(part, form.Rules)
		}
	}
	return own
}

// putRules stores the rules of a contest.
func (tx *transaction) putRules(ctx context.Context, t *Contest, rules CountingRules) error {
	t.Numbering, t.TieBreak, t.Cut = rules.Numbering, append([]string{}, rules.TieBreak...), rules.Cut
	_, err := tx.NewUpdate().Model(t).Column("numbering", "tie_break", "advance").WherePK().Exec(ctx)
	return err
}
