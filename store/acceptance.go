package store

import (
	"context"
	"slices"
	"strings"
	"time"

	"blazon/fault"
	"blazon/judging"

	"github.com/uptrace/bun"
)

// JuryTextAcceptance is that a juror accepted a version of a text.
type JuryTextAcceptance struct {
	bun.BaseModel `bun:"table:jury_text_acceptance"`

	JurorID    int64 `bun:",pk"`
	JuryTextID int64 `bun:",pk"`
	AcceptedAt time.Time
}

// SeatView is a seat as whoever was given it sees it before the desk opens.
type SeatView struct {
	Place
	Juror    Juror
	Contests []CategorizedContest // that the seat is for
	Texts    []SeatText           // those in force: the declaration first
}

// SeatText is a text in force, and when the juror accepted it.
type SeatText struct {
	JuryText
	AcceptedAt time.Time // zero: not yet
	Known      bool      // an earlier version was accepted
}

// Owed tells whether the juror has yet to accept the text.
func (t SeatText) Owed() bool { return t.AcceptedAt.IsZero() && (t.Kind != Instructions || !t.Known) }

// Ready tells whether there is nothing more to accept.
func (v *SeatView) Ready() bool {
	return !v.Juror.AcceptedAt.IsZero() && !slices.ContainsFunc(v.Texts, SeatText.Owed)
}

// SeatView reads the actor's own seat in a round; without one it is NotFound.
func (s *Store) SeatView(ctx context.Context, actor judging.Actor, round string) (v *SeatView, err error) {
	err = s.read(ctx, func(tx *transaction) error {
		v, err = tx.ownSeat(ctx, actor, round)
		return err
	})
	return v, wrapped("seat", err)
}

func (tx *transaction) ownSeat(ctx context.Context, actor judging.Actor, round string) (*SeatView, error) {
	if err := judging.May(actor, judging.OpenDesk, judging.Facts{}); err != nil {
		return nil, err
	}
	var own []Juror
	err := tx.NewSelect().Model(&own).Where("id in (?)", bun.List(judging.ScopeOf(actor, judging.ViewSheet).Jurors)).
		Where("round_id = (select id from round where uid = ? and cancelled_at is null)", round).Scan(ctx)
	if err == nil && len(own) == 0 {
		err = fault.New(fault.NotFound, "fault.not_found")
	}
	if err != nil {
		return nil, err
	}
	return tx.seatView(ctx, own[0])
}

func (tx *transaction) seatView(ctx context.Context, j Juror) (*SeatView, error) {
	p, err := tx.placeOf(ctx, "id = ?", j.RoundID)
	if err != nil {
		return nil, err
	}
	v := &SeatView{Place: *p, Juror: j}
	v.Contests, err = tx.contestsWhere(ctx, "round_id = ? and cancelled_at is null and "+sitsFor("?", "contest.id"), j.RoundID, j.ID, j.ID)
	if err != nil {
		return nil, err
	}
	err = tx.NewRaw(`select x.*, k.accepted_at, exists (select 1 from jury_text_acceptance a join jury_text y on y.id = a.jury_text_id
			where a.juror_id = ?0 and y.kind = x.kind) as known
		from round r join jury_text x on `+currentText+`
		left join jury_text_acceptance k on k.jury_text_id = x.id and k.juror_id = ?0
		where r.id = ?1 order by x.kind`, j.ID, j.RoundID).Scan(ctx, &v.Texts)
	return v, err
}

// AnswerForm is how a juror answers an invitation.
type AnswerForm struct {
	Decline bool
	Reason  string   // why he declines; may be empty
	Texts   []string // uids of the texts that he was shown, and accepts
}

// AnswerSeat accepts the actor's own seat with every text that the jury was given, or declines it: a declined seat is left, and what
// it was to score has to be assigned to others. Faults: Invalid in the field "reason"; Conflict when another text is in force than
// the form says, and then nothing is accepted.
func (s *Store) AnswerSeat(ctx context.Context, actor judging.Actor, round string, form AnswerForm) error {
	form.Reason = strings.TrimSpace(form.Reason)
	err := s.writeRound(ctx, round, exclusive, func(tx *transaction) error {
		v, err := tx.ownSeat(ctx, actor, round)
		if err != nil {
			return err
		}
		if form.Decline {
			return tx.decline(ctx, actor, v, form.Reason)
		}
		return tx.accept(ctx, actor, v, form.Texts)
	})
	return wrapped("answer seat", err)
}

// AcceptSeat puts on record that a juror without an account accepted the seat and the texts in force, on paper.
func (s *Store) AcceptSeat(ctx context.Context, actor judging.Actor, juror string) error {
	err := s.writeSeat(ctx, actor, juror, func(tx *transaction, p *Place, j *Juror) error {
		if j.UserID != 0 {
			return fault.New(fault.Closed, "seat.answers_himself")
		}
		v, err := tx.seatView(ctx, *j)
		if err != nil {
			return err
		}
		return tx.accept(ctx, actor, v, v.uids())
	})
	return wrapped("accept seat", err)
}

// uids are those of the texts.
func (v *SeatView) uids() (uids []string) {
	for _, t := range v.Texts {
		uids = append(uids, t.UID)
	}
	return uids
}

// accept keeps which versions were accepted, and when.
func (tx *transaction) accept(ctx context.Context, actor judging.Actor, v *SeatView, seen []string) error {
	var rows []JuryTextAcceptance
	var ids []int64
	for _, t := range v.Texts {
		switch was := slices.Contains(seen, t.UID); {
		case !was && t.Owed():
			return fault.New(fault.Conflict, "seat.text_changed")
		case was && t.AcceptedAt.IsZero():
			rows = append(rows, JuryTextAcceptance{JurorID: v.Juror.ID, JuryTextID: t.ID, AcceptedAt: tx.now})
			ids = append(ids, t.ID)
		}
	}
	if err := insertAll(ctx, tx, rows); err != nil {
		return err
	}
	if v.Juror.AcceptedAt.IsZero() {
		v.Juror.AcceptedAt, v.Juror.AnswererID = tx.now, actor.User
		if _, err := tx.NewUpdate().Model(&v.Juror).Column("accepted_at", "answerer_id").WherePK().Exec(ctx); err != nil {
			return err
		}
	}
	return tx.record(ctx, actor, "juror.accept", "juror", v.Juror.ID, map[string]any{"round": v.Round.ID, "texts": ids})
}

// decline leaves the seat. Closed once the judging is closed, and when there is nothing to answer: who has accepted all asks the
// organizer to be let go.
func (tx *transaction) decline(ctx context.Context, actor judging.Actor, v *SeatView, reason string) error {
	var wrong fields
	wrong.word("reason", reason, false, maxNote)
	switch {
	case wrong.err() != nil:
		return wrong.err()
	case v.Ready():
		return fault.New(fault.Closed, "seat.accepted_already")
	case !v.Round.ClosedAt.IsZero():
		return fault.New(fault.Closed, "fault.already_closed")
	}
	v.Juror.DeclinedAt, v.Juror.DeclinedFor, v.Juror.AnswererID = tx.now, reason, actor.User
	if err := tx.leave(ctx, &v.Juror); err != nil {
		return err
	}
	return tx.recordWithNote(ctx, actor, "juror.decline", "juror", v.Juror.ID, map[string]any{"round": v.Round.ID}, reason)
}
