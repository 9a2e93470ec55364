package store

import (
	"context"
	"slices"
	"strings"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/letter"

	"github.com/uptrace/bun"
)

// LateForm is what is filled in to remind jurors of the sheets that they have not submitted.
type LateForm struct {
	Jurors []string // uids
	Words  string   // that the letter says beside its own
}

// LateJuror is somebody who has not submitted all sheets.
type LateJuror struct {
	*JurorProgress
	Mail       bool      // he has an account, and so an address
	RemindedAt time.Time // by the chair; zero: never
	Today      bool      // he was reminded on this day of the edition's, and is not again
}

// Remindable tells whether a letter to the juror can be written now.
func (l *LateJuror) Remindable() bool { return l.Mail && !l.Today }

// LateJurors lists those who can be reminded among the round's jurors who are still there, and the others who are late.
func (c *Coverage) LateJurors() (late []*LateJuror) {
	for _, j := range c.Jurors {
		if j.Open() == 0 || !j.Juror.LeftAt.IsZero() {
			continue
		}
		at := c.Reminded[j.Juror.ID]
		late = append(late, &LateJuror{JurorProgress: j, Mail: j.Juror.UserID != 0, RemindedAt: at,
			Today: !at.IsZero() && c.day(at) == c.day(c.Now)})
	}
	return late
}

// day is the day of the edition's zone that a moment lies in.
func (p *Place) day(t time.Time) string { return t.In(p.Edition.Zone()).Format(time.DateOnly) }

// RemindLate writes to jurors of a round who have not submitted all sheets, through the outbox, and tells to how many. Nobody is
// reminded twice on one day. It is Invalid in "jurors" where nobody is left to be reminded, and Closed once the judging is closed.
func (s *Store) RemindLate(ctx context.Context, actor judging.Actor, round string, form LateForm) (n int, err error) {
	var wrong fields
	wrong.word("words", form.Words, false, maxNote)
	if err := wrong.err(); err != nil {
		return 0, wrapped("remind late jurors", err)
	}
	err = s.write(ctx, func(tx *transaction) error {
		if err := tx.lockName(ctx, "reminders"); err != nil {
			return err
		}
		p, err := tx.place(ctx, actor, judging.RemindJurors, round)
		if err != nil {
			return err
		}
		late, err := tx.lateJurors(ctx, p, form.Jurors)
		if err != nil {
			return err
		}
		if len(late) == 0 {
			return fault.InForm(fault.Field{Name: "jurors", Key: "room.nobody_to_remind"})
		}
		n = len(late)
		var letters []*newMessage
		body := map[string][]int64{}
		for _, o := range late {
			letters = append(letters, o.letter(p, MessageForm{Kind: letter.LateReminder, Event: p.day(tx.now), Deadline: p.Round.JudgingUntil,
				Reason: strings.TrimSpace(form.Words)}))
			body["jurors"] = append(body["jurors"], o.Juror)
		}
		if err := tx.writeMessages(ctx, actor, letters); err != nil {
			return err
		}
		return tx.record(ctx, actor, "round.remind", "round", p.Round.ID, body)
	})
	return n, wrapped("remind late jurors", err)
}

// lateJurors are those of the jurors who owe sheets, have an account, and were not reminded today.
func (tx *transaction) lateJurors(ctx context.Context, p *Place, uids []string) ([]owingJuror, error) {
	owing, err := tx.owing(ctx, []int64{p.Round.ID})
	if err != nil || len(uids) == 0 {
		return nil, err
	}
	var chosen []int64
	err = tx.NewSelect().Model((*Juror)(nil)).Column("id").Where("round_id = ?", p.Round.ID).Where("uid in (?)", bun.List(uids)).Scan(ctx, &chosen)
	if err != nil {
		return nil, err
	}
	reminded, err := tx.reminded(ctx, p.Round.ID)
	return slices.DeleteFunc(owing, func(o owingJuror) bool {
		at := reminded[o.Juror]
		return !slices.Contains(chosen, o.Juror) || !at.IsZero() && p.day(at) == p.day(tx.now)
	}), err
}
