package store

import (
	"context"
	"fmt"

	"blazon/fault"
	"blazon/judging"
)

// writeAward runs fn under the round's lock on an award beside the ranking, as long as somebody may confer in its contest.
func (s *Store) writeAward(ctx context.Context, actor judging.Actor, award string, fn func(tx *transaction, p *Place, a *Award) error) error {
	var round string
	if err := s.reader.NewRaw("select r.uid from round r join award w on w.round_id = r.id where w.uid = ?", award).Scan(ctx, &round); err != nil {
		return absentAs(err)
	}
	return s.writeRound(ctx, round, exclusive, func(tx *transaction) error {
		p, err := tx.place(ctx, actor, judging.ManageRound, round)
		if err != nil {
			return err
		}
		var a Award
		err = tx.NewSelect().Model(&a).Where("uid = ?", award).Where("round_id = ?", p.Round.ID).Where("kind <> ?", AwardForPlace).Scan(ctx)
		if err != nil {
			return absentAs(err)
		}
		if err := tx.mayConfer(ctx, actor, p, a.ContestID); err != nil {
			return err
		}
		return fn(tx, p, &a)
	})
}

// UpdateAward changes an award beside the ranking, until the contest's result is announced. Its contest stays. The wording of one that the
// jury drafted changes with it, and it goes to nobody else. Conflict when it was changed since the form was made.
func (s *Store) UpdateAward(ctx context.Context, actor judging.Actor, award string, form AwardForm) error {
	err := s.writeAward(ctx, actor, award, func(tx *transaction, _ *Place, a *Award) error {
		if form.Kind == AwardForPlace {
			form.Kind = ""
		}
		if err := form.check(); err != nil {
			return err
		}
		return tx.changeAward(ctx, actor, a, form)
	})
	if err != nil {
		return fmt.Errorf("update award: %w", err)
	}
	return nil
}

// changeAward writes what a form says of an award, in the wording of its proposal, too.
func (tx *transaction) changeAward(ctx context.Context, actor judging.Actor, a *Award, form AwardForm) error {
	if form.Revision != a.Revision {
		return fault.New(fault.Conflict, "amend.award_conflict")
	}
	before := *a
	form.fill(a)
	a.Revision++
	if err := tx.resolveLaureate(ctx, a, form.Candidate); err != nil {
		return err
	}
	if err := tx.rewordProposal(ctx, actor, &before, a); err != nil {
		return err
	}
	if a.CandidateID != before.CandidateID || a.Withheld && !before.Withheld {
		if err := tx.revokeCertificates(ctx, a); err != nil {
			return err
		}
	}
	_, err := tx.NewUpdate().Model(a).Column("candidate_id", "kind", "place", "name", "title", "citation", "object", "patron", "amount", "currency",
		"withheld", "reason", "revision").WherePK().Exec(ctx)
	if err != nil {
		return err
	}
	return tx.record(ctx, actor, "award.save", "award", a.ID, map[string]any{"candidate": a.CandidateID, "withheld": a.Withheld})
}

// rewordProposal has the award's proposal, if it became of one, say what the award says.
func (tx *transaction) rewordProposal(ctx context.Context, actor judging.Actor, before, a *Award) error {
	var found []*Proposal
	if err := tx.NewSelect().Model(&found).Where("award_id = ?", a.ID).Scan(ctx); err != nil || len(found) == 0 {
		return err
	}
	if a.CandidateID != before.CandidateID {
		return fault.InForm(fault.Field{Name: "candidate", Key: "award.drafted_for"})
	}
	if same(a.Name, before.Name) && same(a.Citation, before.Citation) {
		return nil
	}
	p := found[0]
	p.Name, p.Citation, p.UserID = a.Name, a.Citation, actor.User
	p.Revision++
	if _, err := tx.NewUpdate().Model(p).Column("name", "citation", "user_id", "revision").WherePK().Exec(ctx); err != nil {
		return err
	}
	return tx.keepWording(ctx, actor, p)
}

// revokeCertificates revokes what was issued for the award: it goes to somebody else, or to nobody.
func (tx *transaction) revokeCertificates(ctx context.Context, a *Award) error {
	_, err := tx.NewUpdate().Model((*Certificate)(nil)).Set("revoked_at = ?", tx.now).Where("award_id = ?", a.ID).Where("revoked_at is null").Exec(ctx)
	return err
}

// RemoveAward takes an award beside the ranking away; what the jury drafted is a draft again. Closed where a certificate was issued for
// it, revoked or not: it is withheld instead.
func (s *Store) RemoveAward(ctx context.Context, actor judging.Actor, award string) error {
	err := s.writeAward(ctx, actor, award, func(tx *transaction, _ *Place, a *Award) error {
		issued, err := tx.NewSelect().Model((*Certificate)(nil)).Where("award_id = ?", a.ID).Exists(ctx)
		if err != nil {
			return err
		}
		if issued {
			return fault.New(fault.Closed, "award.has_certificate")
		}
		if _, err := tx.NewUpdate().Model((*Proposal)(nil)).Set("award_id = null").Where("award_id = ?", a.ID).Exec(ctx); err != nil {
			return err
		}
		if _, err := tx.NewDelete().Model(a).WherePK().Exec(ctx); err != nil {
			return err
		}
		return tx.record(ctx, actor, "award.remove", "award", a.ID, map[string]any{"candidate": a.CandidateID})
	})
	if err != nil {
		return fmt.Errorf("remove award: %w", err)
	}
	return nil
}
