package store

import (
	"context"
	"fmt"
	"strings"

	"blazon/fault"
	"blazon/judging"
)

// EndJuror ends a seat. What the juror submitted keeps counting. What is not submitted moves to the substitute, a juror of
// the same round by uid, or without one stays owed until it is assigned to somebody or decided; so does what the substitute does
// not sit for. Whoever has left already may still get a substitute.
func (s *Store) EndJuror(ctx context.Context, actor judging.Actor, juror, substitute string) error {
	return wrapped("end juror", s.endJuror(ctx, actor, judging.ManageRound, juror, substitute, ""))
}

// ReplaceJuror ends a seat as EndJuror does, on the chair's word and with a reason that goes on record: another juror of the round takes
// over what is not submitted. Without a reason or a substitute it is Invalid, and Closed once the judging is closed.
func (s *Store) ReplaceJuror(ctx context.Context, actor judging.Actor, juror, substitute, reason string) error {
	err := checkReason("reason", reason)
	if substitute == "" || substitute == juror {
		err = fault.InForm(append(fault.Of(err).Fields, fault.Field{Name: "substitute", Key: "fault.unknown_choice"})...)
	}
	if err == nil {
		err = s.endJuror(ctx, actor, judging.ReplaceJuror, juror, substitute, strings.TrimSpace(reason))
	}
	return wrapped("replace juror", err)
}

func (s *Store) endJuror(ctx context.Context, actor judging.Actor, act judging.Act, juror, substitute, reason string) error {
	round, err := s.roundOfJuror(ctx, juror)
	if err != nil {
		return err
	}
	return s.writeRound(ctx, round, exclusive, func(tx *transaction) error {
		p, err := tx.place(ctx, actor, act, round)
		if err == nil && !p.Round.ClosedAt.IsZero() {
			err = fault.New(fault.Closed, "fault.already_closed")
		}
		if err != nil {
			return err
		}
		leaver := &Juror{}
		if err := tx.NewSelect().Model(leaver).Where("uid = ?", juror).Where("round_id = ?", p.Round.ID).Scan(ctx); err != nil {
			return absentAs(err)
		}
		if !leaver.LeftAt.IsZero() && substitute == "" {
			return fault.InForm(fault.Field{Name: "juror", Key: "fault.unknown_choice"})
		}
		body := map[string]int64{"round": p.Round.ID}
		if substitute != "" && substitute != juror {
			heir, err := tx.takeOver(ctx, p, leaver, substitute)
			if err != nil {
				return err
			}
			body["substitute"] = heir.ID
		}
		if err := tx.leave(ctx, leaver); err != nil {
			return err
		}
		return tx.recordWithNote(ctx, actor, "juror.end", "juror", leaver.ID, body, reason)
	})
}

// takeOver moves what the leaver has not submitted to a substitute, who has a vote.
func (tx *transaction) takeOver(ctx context.Context, p *Place, leaver *Juror, substitute string) (*Juror, error) {
	heir, err := tx.sitting(ctx, p, "substitute", substitute)
	if err != nil {
		return nil, err
	}
	if heir.Role == judging.Secretary {
		return nil, fault.InForm(fault.Field{Name: "substitute", Key: "seat.secretary_has_no_vote"})
	}
	if err := tx.substitute(ctx, leaver, heir); err != nil {
		return nil, fmt.Errorf("substitute: %w", err)
	}
	return heir, nil
}
