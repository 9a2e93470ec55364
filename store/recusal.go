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

	Kind     judging.ConflictKind // of the conflict that it stands on; empty: the organizer's own act
	Object   int64                // the body or the supplier that the conflict is about
	UserID   int64                `bun:",nullzero"` // whose act it was; none: nobody's, it was found
	EndedFor string               // why the organizer ended it; empty: what it stood on is no more
	EnderID  int64                `bun:",nullzero"`
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
		r.UserID = actor.User
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

// EndRecusal gives the duty back, with a reason: the juror owes it again, and what he had scored counts again. The conflict that it
// stood on bars him no more, until he declares another. Closed once the judging is closed.
func (s *Store) EndRecusal(ctx context.Context, actor judging.Actor, recusal, reason string) error {
	round, err := s.roundOfRecusal(ctx, recusal)
	if err != nil {
		return fmt.Errorf("end recusal: %w", err)
	}
	err = s.writeRound(ctx, round, exclusive, func(tx *transaction) error {
		p, err := tx.openPlace(ctx, actor, round)
		if err != nil {
			return err
		}
		if err := reasoned(reason); err != nil {
			return err
		}
		var r Recusal
		if err := tx.NewSelect().Model(&r).Where("uid = ?", recusal).Where("ended_at is null").Scan(ctx); err != nil {
			return absentAs(err)
		}
		r.EndedAt, r.EndedFor, r.EnderID = tx.now, strings.TrimSpace(reason), actor.User
		if _, err := tx.NewUpdate().Model(&r).Column("ended_at", "ended_for", "ender_id").WherePK().Exec(ctx); err != nil {
			return err
		}
		if err := tx.reviewConflicts(ctx, actor, &p.Round, r.JurorID); err != nil {
			return err
		}
		return tx.record(ctx, actor, "recusal.end", "recusal", r.ID, nil)
	})
	if err != nil {
		return fmt.Errorf("end recusal: %w", err)
	}
	return nil
}

func (s *Store) roundOfRecusal(ctx context.Context, recusal string) (round string, err error) {
	err = s.reader.NewRaw("select r.uid from round r join juror j on j.round_id = r.id join recusal x on x.juror_id = j.id where x.uid = ?",
		recusal).Scan(ctx, &round)
	return round, absentAs(err)
}

// EndingRecusal is a recusal in force, and what its end would let count again.
type EndingRecusal struct {
	ContestPlace
	Row ConflictRow
}

// EndingRecusal reads what EndRecusal would come to.
func (s *Store) EndingRecusal(ctx context.Context, actor judging.Actor, recusal string) (*EndingRecusal, error) {
	v := &EndingRecusal{}
	err := s.read(ctx, func(tx *transaction) error {
		var r Recusal
		if err := tx.NewSelect().Model(&r).Where("uid = ?", recusal).Where("ended_at is null").Scan(ctx); err != nil {
			return absentAs(err)
		}
		p, err := tx.contestPlaceOf(ctx, "id = (select contest_id from candidate where id = ?)", r.CandidateID)
		if err != nil {
			return err
		}
		if err := judging.May(actor, judging.ManageRound, p.Facts()); err != nil {
			return err
		}
		v.ContestPlace, v.Row.Recusal, v.Row.Contest = *p, r, p.Contest.UID
		return tx.readEnding(ctx, v)
	})
	return v, wrapped("ending recusal", err)
}

func (tx *transaction) readEnding(ctx context.Context, v *EndingRecusal) error {
	r := &v.Row.Recusal
	named, err := candidatesWhere(ctx, tx, v.Language(), "n.id = ?", r.CandidateID)
	if err != nil {
		return err
	}
	v.Row.Candidate = named[v.Contest.ID][0]
	if err := tx.NewSelect().Model(&v.Row.Juror).Where("id = ?", r.JurorID).Scan(ctx); err != nil {
		return err
	}
	stray, err := tx.scoresWhere(ctx, "a.juror_id = ? and a.candidate_id = ?", r.JurorID, r.CandidateID)
	v.Row.Stray = stray[pair{r.JurorID, r.CandidateID}]
	return err
}

// Voided counts the scores that a recusal of a juror from a candidate would make stray, so that it can be said before.
func (s *Store) Voided(ctx context.Context, actor judging.Actor, contest, juror, candidate string) (scores int, err error) {
	err = s.read(ctx, func(tx *transaction) error {
		p, err := tx.contestPlace(ctx, actor, judging.ManageRound, contest)
		if err != nil {
			return err
		}
		counts, err := tx.scoresWhere(ctx, `a.contest_id = ? and a.juror_id = (select id from juror where uid = ?)
			and a.candidate_id = (select id from candidate where uid = ?)`, p.Contest.ID, juror, candidate)
		for _, n := range counts {
			scores = n
		}
		return err
	})
	return scores, wrapped("voided scores", err)
}
