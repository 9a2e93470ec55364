package store

import (
	"context"
	"fmt"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// Replacement is what it would mean that another juror takes over from one.
type Replacement struct {
	Place
	Leaver *JurorProgress
	Heirs  []*Heir
}

// Heir is a juror who could take over.
type Heir struct {
	*JurorProgress
	Stays int // sheets that would not move, since he is off their candidates or does not sit for them: they have to be decided
}

// Moves is how many sheets would move.
func (r *Replacement) Moves(h *Heir) int { return r.Leaver.Open() - h.Stays }

// Replacement reads who could take over from a juror, for whoever may have it done. Somebody who has left is NotFound.
func (s *Store) Replacement(ctx context.Context, actor judging.Actor, juror string, lang locale.Language) (*Replacement, error) {
	v := &Replacement{}
	err := s.read(ctx, func(tx *transaction) error {
		p, err := tx.placeOf(ctx, "id = (select round_id from juror where uid = ? and left_at is null)", juror)
		if err != nil {
			return err
		}
		if err := judging.May(actor, judging.ReplaceJuror, p.Facts()); err != nil {
			return err
		}
		v.Place = *p
		progress := &Progress{Place: *p}
		sights, err := tx.sights(ctx, actor, p)
		if err != nil {
			return err
		}
		if err := tx.readProgress(ctx, progress, sights, lang); err != nil {
			return err
		}
		for _, j := range progress.Jurors {
			switch {
			case j.Juror.UID == juror:
				v.Leaver = j
			case j.Juror.LeftAt.IsZero() && j.Juror.Role != judging.Secretary:
				v.Heirs = append(v.Heirs, &Heir{JurorProgress: j})
			}
		}
		return tx.readStaying(ctx, v)
	})
	if err != nil {
		return nil, fmt.Errorf("replacement: %w", err)
	}
	return v, nil
}

// readStaying counts for each heir the leaver's candidates that he is off, or does not sit for.
func (tx *transaction) readStaying(ctx context.Context, v *Replacement) error {
	if v.Leaver == nil {
		return fault.New(fault.NotFound, "fault.not_found")
	}
	candidates := []int64{0}
	for _, m := range v.Leaver.Missing {
		candidates = append(candidates, m.Candidate.ID)
	}
	var rows []struct {
		JurorID int64
		Stays   int
	}
	err := tx.NewRaw(`select j.id as juror_id, count(*) as stays from juror j join candidate n on n.id in (?0) where j.round_id = ?1
		and (not `+sitsFor("j.id", "n.contest_id")+` or exists (select 1 from recusal x
			where x.juror_id = j.id and x.candidate_id = n.id and x.ended_at is null)) group by j.id`, bun.List(candidates), v.Round.ID).Scan(ctx, &rows)
	for _, r := range rows {
		for _, h := range v.Heirs {
			if h.Juror.ID == r.JurorID {
				h.Stays = r.Stays
			}
		}
	}
	return err
}
