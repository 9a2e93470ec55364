package store

import (
	"context"
	"fmt"
	"strings"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/letter"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// Prolongation is a deadline that people relied on and that was moved: put off, brought forward, or opened again.
type Prolongation struct {
	bun.BaseModel `bun:"table:prolongation"`

	ID          int64 `bun:",pk,autoincrement"`
	UID         string
	RoundID     int64
	ContestID   int64 `bun:",nullzero"` // whose own deadline it is; 0: the round's
	Deadline    judging.Deadline
	OldAt       time.Time
	NewAt       time.Time
	Reason      string // public
	UserID      int64  `bun:",nullzero"`
	ProlongedAt time.Time
}

// Shortened tells whether the deadline was brought forward.
func (p *Prolongation) Shortened() bool { return p.NewAt.Before(p.OldAt) }

// Reopened tells whether the deadline had passed when it was put off.
func (p *Prolongation) Reopened() bool { return !p.Shortened() && !p.ProlongedAt.Before(p.OldAt) }

// MovedDeadline is a prolongation as people read of it.
type MovedDeadline struct {
	Prolongation
	Round    string      // uid
	Category locale.Text // empty: of the whole round
	TimeZone string      // of the edition
	Author   string      // for organizers only
}

// Prolongations lists what became of the deadlines of some rounds, newest first, by the rounds' uids. Whoever may see a round
// may know of them; who did it is left out.
func (s *Store) Prolongations(ctx context.Context, actor judging.Actor, rounds ...string) (map[string][]*MovedDeadline, error) {
	if err := judging.May(actor, judging.ViewRound, judging.Facts{}); err != nil {
		return nil, err
	}
	moved := map[string][]*MovedDeadline{}
	err := s.read(ctx, func(tx *transaction) error {
		list, err := tx.movedDeadlines(ctx, "r.uid in (?)", bun.List(append([]string{""}, rounds...)))
		for _, m := range list {
			m.Author = ""
			moved[m.Round] = append(moved[m.Round], m)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("prolongations: %w", err)
	}
	return moved, nil
}

func (tx *transaction) movedDeadlines(ctx context.Context, where string, args ...any) ([]*MovedDeadline, error) {
	var list []*MovedDeadline
	err := tx.NewRaw(`select prolongation.*, r.uid as round, coalesce(c.name, '{}') as category, e.time_zone, coalesce(u.name, '') as author
		from prolongation join round r on r.id = prolongation.round_id join edition e on e.id = r.edition_id
		left join contest t on t.id = prolongation.contest_id left join category c on c.id = t.category_id
		left join "user" u on u.id = prolongation.user_id
		where `+where+` order by prolongation.prolonged_at desc, prolongation.id desc`, args...).Scan(ctx, &list)
	return list, err
}

// maxReason is the longest reason, in letters.
const maxReason = 1000

// moveDeadline puts a moved deadline on record and lets those know whom it concerns; the deadline itself is the caller's.
func (tx *transaction) moveDeadline(ctx context.Context, actor judging.Actor, p *Place, moved Prolongation) error {
	moved.UID, moved.RoundID, moved.UserID, moved.ProlongedAt = tx.store.NewUID(), p.Round.ID, actor.User, tx.now
	moved.Reason = strings.TrimSpace(moved.Reason)
	if _, err := tx.NewInsert().Model(&moved).Exec(ctx); err != nil {
		return fmt.Errorf("prolongation: %w", err)
	}
	return tx.notifyProlonged(ctx, actor, p, &moved)
}

// moveDates puts the deadlines on record that a change of a round's dates moves. One that people rely on needs a reason, is
// not taken away, and is not moved into the past: then some of what was done in time would have come too late.
func (tx *transaction) moveDates(ctx context.Context, actor judging.Actor, p *Place, to Dates, reason string) error {
	rules, err := tx.currentRules(ctx, p.Edition.ID)
	if err != nil {
		return err
	}
	var wrong fields
	var moves []Prolongation
	before := p.Round.Schedule()
	after := judging.Schedule{EntriesUntil: to.EntriesUntil, JudgingUntil: to.JudgingUntil}
	for _, deadline := range []judging.Deadline{judging.EntriesDeadline, judging.JudgingDeadline} {
		old, at := before.At(deadline), after.At(deadline)
		if at.Equal(old) || !before.Relied(deadline, rules != nil, tx.now) {
			continue
		}
		switch {
		case at.IsZero():
			wrong.add(string(deadline), "phase.deadline_removed")
		case !at.After(tx.now):
			wrong.add(string(deadline), "phase.moment_past")
		}
		moves = append(moves, Prolongation{Deadline: deadline, OldAt: old, NewAt: at, Reason: reason})
	}
	if len(moves) > 0 && strings.TrimSpace(reason) == "" {
		wrong.add("reason", "phase.reason_needed")
	}
	wrong.word("reason", reason, false, maxReason)
	if err := wrong.err(); err != nil {
		return err
	}
	for _, move := range moves {
		if err := tx.moveDeadline(ctx, actor, p, move); err != nil {
			return err
		}
	}
	return nil
}

// notifyProlonged drafts letters to those whom a moved deadline concerns: of entries, who acts for a body whose entry is not handed
// in or settled yet; of sheets, the jurors who still owe some.
func (tx *transaction) notifyProlonged(ctx context.Context, actor judging.Actor, p *Place, moved *Prolongation) error {
	form := MessageForm{Kind: letter.Prolonged, Event: moved.UID, Deadline: moved.NewAt, Reason: moved.Reason}
	if moved.Deadline == judging.JudgingDeadline {
		form.Kind = letter.JudgingProlonged
		owing, err := tx.owing(ctx, []int64{p.Round.ID})
		var letters []*newMessage
		for _, o := range owing {
			letters = append(letters, o.letter(p, form))
		}
		if err != nil {
			return err
		}
		return tx.writeMessages(ctx, actor, letters)
	}
	var entries []int64
	err := tx.NewRaw(`select e.id from entry e join contest t on t.id = e.contest_id
		where t.round_id = ?0 and (?1 = 0 and t.entries_until is null or t.id = ?1) and e.state in ('draft', 'submitted', 'returned')
		order by e.id`, moved.RoundID, moved.ContestID).Scan(ctx, &entries)
	if err != nil {
		return err
	}
	return tx.messageEntries(ctx, actor, entries, form)
}

// keepKnown refuses to move a contest's deadline in passing that people already rely on: that takes a reason, which Prolong asks for.
func (tx *transaction) keepKnown(ctx context.Context, p *ContestPlace, before judging.Window) error {
	rules, err := tx.currentRules(ctx, p.Edition.ID)
	if err != nil || p.Window().Until.Equal(before.Until) {
		return err
	}
	if (judging.Schedule{EntriesFrom: before.From, EntriesUntil: before.Until}).Relied(judging.EntriesDeadline, rules != nil, tx.now) {
		return fault.InForm(fault.Field{Name: "entries_until", Key: "phase.known_deadline", Args: fault.Args{"Round": p.Round.Name}})
	}
	return nil
}

// ProlongForm is what is filled in to move a deadline.
type ProlongForm struct {
	Deadline judging.Deadline
	Contest  string // uid, of the one whose entries' deadline it is; empty: the round's
	Until    time.Time
	Reason   string
}

func (form ProlongForm) check(now time.Time) error {
	var wrong fields
	if form.Deadline != judging.EntriesDeadline && form.Deadline != judging.JudgingDeadline {
		wrong.add("deadline", "fault.unknown_choice")
	}
	switch {
	case form.Until.IsZero():
		wrong.add("until", "fault.required")
	case !form.Until.After(now):
		wrong.add("until", "phase.moment_past")
	}
	if strings.TrimSpace(form.Reason) == "" {
		wrong.add("reason", "phase.reason_needed")
	}
	wrong.word("reason", form.Reason, false, maxReason)
	return wrong.err()
}

// refusedMove is why a round's deadline cannot be moved any more, or nil.
func refusedMove(p *Place) error {
	switch {
	case !p.Round.CancelledAt.IsZero():
		return fault.New(fault.Closed, "phase.guard_canceled")
	case p.Phase() == judging.Finished:
		return fault.New(fault.Closed, "phase.round_finished")
	case !p.Round.ClosedAt.IsZero():
		return fault.New(fault.Closed, "fault.dates_closed")
	}
	return nil
}
