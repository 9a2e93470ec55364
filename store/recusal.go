package store

import (
	"context"
	"fmt"
	"strings"
	"time"

	"blazon/fault"
	"blazon/judging"

	"github.com/uptrace/bun"
)

// Recusal is a duty taken away: a juror's for a candidate, or for one criterion of it.
type Recusal struct {
	bun.BaseModel `bun:"table:recusal"`

	ID          int64 `bun:",pk,autoincrement"`
	UID         string
	JurorID     int64
	CandidateID int64
	CriterionID int64 `bun:",nullzero"` // none: the whole candidate
	Why         judging.Why
	Reason      string
	CreatedAt   time.Time
	EndedAt     time.Time `bun:",nullzero"`
}

// RecusalForm is what is filled in to take a duty away.
type RecusalForm struct {
	Juror     string // uid
	Candidate string // uid
	Criterion string // key; empty: the whole candidate
	Why       judging.Why
	Reason    string
}

// Recuse takes a juror off a candidate, or off one criterion of it. A reason is needed. A juror who is off already stays
// so. Closed once the judging is closed.
func (s *Store) Recuse(ctx context.Context, actor judging.Actor, form RecusalForm) error {
	round, err := s.roundOfJuror(ctx, form.Juror)
	if err != nil {
		return fmt.Errorf("recuse: %w", err)
	}
	err = s.writeRound(ctx, round, exclusive, func(tx *transaction) error {
		p, err := tx.openPlace(ctx, actor, round)
		if err != nil {
			return err
		}
		if err := form.check(); err != nil {
			return err
		}
		r, err := tx.recusal(ctx, p, form)
		if err != nil {
			return err
		}
		var standing []*Recusal
		err = tx.NewSelect().Model(&standing).Where("juror_id = ?", r.JurorID).Where("candidate_id = ?", r.CandidateID).
			Where("coalesce(criterion_id, 0) = ?", r.CriterionID).Where("ended_at is null").Scan(ctx)
		if err != nil {
			return err
		}
		if len(standing) > 0 {
			r = standing[0]
		} else if _, err := tx.NewInsert().Model(r).Exec(ctx); err != nil {
			return err
		}
		return tx.record(ctx, actor, "recusal.add", "recusal", r.ID,
			map[string]any{"juror": r.JurorID, "candidate": r.CandidateID, "criterion": r.CriterionID, "why": r.Why})
	})
	if err != nil {
		return fmt.Errorf("recuse: %w", err)
	}
	return nil
}

func (form RecusalForm) check() error {
	var wrong fields
	if form.Why != judging.Recused && form.Why != judging.Abstained && form.Why != judging.NotApplicable {
		wrong.add("why", "fault.unknown_choice")
	}
	if strings.TrimSpace(form.Reason) == "" {
		wrong.add("reason", "fault.reason_missing")
	}
	wrong.word("reason", form.Reason, false, maxNote)
	return wrong.err()
}

// recusal resolves what the form names; what the round does not have is Invalid.
func (tx *transaction) recusal(ctx context.Context, p *Place, form RecusalForm) (*Recusal, error) {
	juror, err := tx.sitting(ctx, p, "juror", form.Juror)
	if err != nil {
		return nil, err
	}
	var rows []struct{ Candidate, Criterion int64 }
	err = tx.NewRaw(`
		select n.id as candidate, coalesce(k.id, 0) as criterion
		from candidate n join contest t on t.id = n.contest_id
		left join criterion k on k.rubric_id = t.rubric_id and k.key = ?
		where n.uid = ? and t.round_id = ?`, form.Criterion, form.Candidate, p.Round.ID).Scan(ctx, &rows)
	switch {
	case err != nil:
		return nil, err
	case len(rows) == 0:
		return nil, fault.InForm(fault.Field{Name: "candidate", Key: "fault.unknown_choice"})
	case form.Criterion != "" && rows[0].Criterion == 0:
		return nil, fault.InForm(fault.Field{Name: "criterion", Key: "fault.unknown_choice"})
	}
	return &Recusal{UID: tx.store.NewUID(), JurorID: juror.ID, CandidateID: rows[0].Candidate, CriterionID: rows[0].Criterion,
		Why: form.Why, Reason: strings.TrimSpace(form.Reason), CreatedAt: tx.now}, nil
}

// EndRecusal gives the duty back: the juror owes it again. Closed once the judging is closed.
func (s *Store) EndRecusal(ctx context.Context, actor judging.Actor, recusal string) error {
	var round string
	err := s.reader.NewRaw("select r.uid from round r join juror j on j.round_id = r.id join recusal x on x.juror_id = j.id where x.uid = ?",
		recusal).Scan(ctx, &round)
	if err != nil {
		return fmt.Errorf("end recusal: %w", absentAs(err))
	}
	err = s.writeRound(ctx, round, exclusive, func(tx *transaction) error {
		if _, err := tx.openPlace(ctx, actor, round); err != nil {
			return err
		}
		var r Recusal
		if err := tx.NewSelect().Model(&r).Where("uid = ?", recusal).Where("ended_at is null").Scan(ctx); err != nil {
			return absentAs(err)
		}
		if _, err := tx.NewUpdate().Model(&r).Set("ended_at = ?", tx.now).WherePK().Exec(ctx); err != nil {
			return err
		}
		return tx.record(ctx, actor, "recusal.end", "recusal", r.ID, nil)
	})
	if err != nil {
		return fmt.Errorf("end recusal: %w", err)
	}
	return nil
}
