package store

import (
	"context"
	"strings"
	"time"

	"blazon/fault"
	"blazon/judging"
)

// ConfirmErratum lets a corrected version that somebody else entered replace the public one: it is frozen beside the versions before,
// which stay as they are; certificates that no longer say what is decided are revoked, and letters replaced; who went on to the next round through an error of
// its own leaves it, and who goes on now does so where that is still possible. Faults: NotFound; Forbidden for whoever entered it; those of
// EnterErratum; Conflict when it was decided already, or something else comes out by now.
func (s *Store) ConfirmErratum(ctx context.Context, actor judging.Actor, erratum string) error {
	err := s.writeErratum(ctx, actor, judging.ConfirmErratum, erratum, func(tx *transaction, p *ContestPlace, e *Erratum) error {
		draft, err := tx.erratumDraft(ctx, actor, p)
		if err != nil {
			return err
		}
		if digest, err := draft.digest(); err != nil {
			return err
		} else if digest != e.Digest {
			return fault.New(fault.Conflict, "result.outcome_changed")
		}
		form, err := tx.correctedForm(ctx, p, draft, e)
		if fault.Is(err, fault.Invalid) {
			err = fault.New(fault.Conflict, "result.outcome_changed")
		}
		if err != nil {
			return err
		}
		r, err := tx.freeze(ctx, actor, p, draft.loaded, draft.outcome, form)
		if err != nil {
			return err
		}
		e.ResultID = r.ID
		if err := tx.settleErratum(ctx, actor, e, PairConfirmed, ""); err != nil {
			return err
		}
		if err := tx.record(ctx, actor, "result.correct", "result", r.ID,
			map[string]any{"contest": p.Contest.ID, "version": r.Version, "erratum": e.ID, "by": e.EnteredBy}); err != nil {
			return err
		}
		if err := tx.amendAwards(ctx, actor, p, e); err != nil {
			return err
		}
		if err := tx.amended(ctx, p); err != nil {
			return err
		}
		if err := tx.amendAdvancement(ctx, actor, p, e, draft.Former); err != nil {
			return err
		}
		if err := tx.revokeObsolete(ctx, actor, p); err != nil {
			return err
		}
		return tx.draftResultLetters(ctx, actor, p)
	})
	return wrapped("confirm erratum", err)
}

// amended notes that a corrected version is public. While an objection that was upheld is not answered, the result waits for another one.
func (tx *transaction) amended(ctx context.Context, p *ContestPlace) error {
	var waits bool
	err := tx.NewRaw("select exists (select 1 from objection o where o.contest_id = ? and "+unanswered+")", p.Contest.ID).Scan(ctx, &waits)
	if err != nil || waits {
		return err
	}
	p.Contest.AmendingAt = time.Time{}
	_, err = tx.NewUpdate().Model(&p.Contest).Column("amending_at").WherePK().Exec(ctx)
	return err
}

// correctedForm is what a corrected version adds to its outcome. An amount that the chair has to decide and the version does not say
// is Invalid.
func (tx *transaction) correctedForm(ctx context.Context, p *ContestPlace, draft *erratumDraft, e *Erratum) (form DecideForm, err error) {
	form = DecideForm{Note: e.Note, Withheld: e.Withheld, Amounts: e.Amounts, Reason: e.Words.In(p.Language()), erratum: e.Words}
	if err := tx.carryOver(ctx, p, draft, &form); err != nil {
		return form, err
	}
	find, err := tx.prizeTerms(ctx, &p.Place)
	if err != nil {
		return form, err
	}
	rows := standingsOf(0, draft.loaded, draft.outcome, form)
	_, err = find(p.Contest.ID).prizes(tx, 0, rows, draft.loaded.uids(), form)
	return form, err
}

// RejectErratum sends back a corrected version that somebody else entered, with a reason: nothing changes, and it stays on record.
func (s *Store) RejectErratum(ctx context.Context, actor judging.Actor, erratum, reason string) error {
	err := s.writeErratum(ctx, actor, judging.RejectErratum, erratum, func(tx *transaction, _ *ContestPlace, e *Erratum) error {
		if err := checkReason("reason", reason); err != nil {
			return err
		}
		if err := tx.settleErratum(ctx, actor, e, PairRejected, strings.TrimSpace(reason)); err != nil {
			return err
		}
		return tx.recordWithNote(ctx, actor, "erratum.rejected", "erratum", e.ID, nil, e.Answer)
	})
	return wrapped("reject erratum", err)
}

// WithdrawErratum takes back what one entered oneself, as long as nobody confirmed or rejected it.
func (s *Store) WithdrawErratum(ctx context.Context, actor judging.Actor, erratum string) error {
	err := s.writeErratum(ctx, actor, judging.WithdrawErratum, erratum, func(tx *transaction, _ *ContestPlace, e *Erratum) error {
		if err := tx.settleErratum(ctx, actor, e, PairWithdrawn, ""); err != nil {
			return err
		}
		return tx.record(ctx, actor, "erratum.withdrawn", "erratum", e.ID, nil)
	})
	return wrapped("withdraw erratum", err)
}

// writeErratum is for acts on a corrected version that waits. The locks of the next round and this one are held.
func (s *Store) writeErratum(ctx context.Context, actor judging.Actor, act judging.Act, erratum string,
	fn func(tx *transaction, p *ContestPlace, e *Erratum) error) error {
	var contest string
	err := s.reader.NewRaw("select t.uid from contest t join erratum e on e.contest_id = t.id where e.uid = ?", erratum).Scan(ctx, &contest)
	if err != nil {
		return absentAs(err)
	}
	return s.writeBothRounds(ctx, contest, func(tx *transaction) error {
		e := &Erratum{}
		if err := tx.NewSelect().Model(e).Where("uid = ?", erratum).Scan(ctx); err != nil {
			return absentAs(err)
		}
		p, err := tx.contestPlaceOf(ctx, "id = ?", e.ContestID)
		if err != nil {
			return err
		}
		facts := p.Facts()
		facts.Author = e.EnteredBy
		if facts.Conferring, err = tx.NewSelect().Model((*ErratumAward)(nil)).Where("erratum_id = ?", e.ID).Exists(ctx); err != nil {
			return err
		}
		if act != judging.WithdrawErratum {
			unseen, err := tx.outOfSight(ctx, actor, p.Chapter.Path, "n.contest_id = ?", p.Contest.ID)
			if err != nil {
				return err
			}
			facts.Recused = len(unseen) > 0
		}
		if err := judging.May(actor, act, facts); err != nil {
			return err
		}
		if e.State != PairWaiting {
			return fault.New(fault.Conflict, "result.decided_already")
		}
		return fn(tx, p, e)
	})
}

// settleErratum says what became of a corrected version.
func (tx *transaction) settleErratum(ctx context.Context, actor judging.Actor, e *Erratum, state PairState, answer string) error {
	e.State, e.DecidedBy, e.DecidedAt, e.Answer = state, actor.User, tx.now, answer
	_, err := tx.NewUpdate().Model(e).Column("state", "decided_by", "decided_at", "answer", "result_id").WherePK().Exec(ctx)
	return err
}

// amendAdvancement carries out what the corrected version means for the next round, and no further: it never cascades.
func (tx *transaction) amendAdvancement(ctx context.Context, actor judging.Actor, p *ContestPlace, e *Erratum, former []*sentOn) error {
	var rows []ErratumCandidate
	if err := tx.NewSelect().Model(&rows).Where("erratum_id = ?", e.ID).Scan(ctx); err != nil {
		return err
	}
	own := map[int64]bool{}
	for _, r := range rows {
		own[r.CandidateID] = r.OwnError
	}
	words := e.Words.In(p.Language())
	for _, f := range former {
		if !own[f.Candidate.ID] || f.Closed {
			continue // where the judging is closed, that round's jury excludes it
		}
		n := &Candidate{ID: f.TargetID, WithdrawnAt: tx.now}
		if _, err := tx.NewUpdate().Model(n).Column("withdrawn_at").WherePK().Exec(ctx); err != nil {
			return err
		}
		if err := tx.recordWithNote(ctx, actor, "candidate.withdraw", "candidate", n.ID, map[string]int64{"erratum": e.ID}, words); err != nil {
			return err
		}
	}
	return tx.advanceAmended(ctx, actor, p, words)
}

// advanceAmended sends on whom the corrected version sends on, if the contest's winners have gone on already; where something keeps it
// from going, such as the closed judging of the next round, it stays behind by the words of the correction.
func (tx *transaction) advanceAmended(ctx context.Context, actor judging.Actor, p *ContestPlace, words string) error {
	preview, err := tx.previewAdvancement(ctx, p)
	if err != nil || preview.Target == nil || !preview.begun {
		return err
	}
	for _, c := range preview.Candidates {
		if c.Done {
			continue
		}
		a := &Advancement{Way: ByCorrection}
		if preview.Blocked != nil || c.Obstacle != nil {
			a.Reason = words
		}
		if err := tx.putAdvancement(ctx, actor, preview, c, a, a.Reason == ""); err != nil {
			return err
		}
	}
	return nil
}

// revokeObsolete revokes the certificates of the contest that say something else than what is decided by now; others are issued when
// the organizer says so.
func (tx *transaction) revokeObsolete(ctx context.Context, actor judging.Actor, p *ContestPlace) error {
	office := judging.Actor{Memberships: []judging.Membership{{Role: judging.Organizer, Chapter: p.Chapter.Path}}} // a chair may confirm, too
	plan, err := tx.planCertificates(ctx, office, &p.Place)
	if err != nil {
		return err
	}
	var revoked []int64
	for _, c := range plan.obsolete {
		if c.ContestID != p.Contest.ID {
			continue
		}
		if _, err := tx.NewUpdate().Model(c).Set("revoked_at = ?", tx.now).WherePK().Exec(ctx); err != nil {
			return err
		}
		revoked = append(revoked, c.ID)
	}
	if len(revoked) == 0 {
		return nil
	}
	return tx.record(ctx, actor, "certificate.revoke", "round", p.Round.ID, map[string]any{"revoked": revoked})
}
