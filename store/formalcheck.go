package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"blazon/fault"
	"blazon/judging"

	"github.com/uptrace/bun"
)

// FormalCheck is what an organizer decided about an entry: whether it may compete.
type FormalCheck struct {
	bun.BaseModel `bun:"table:formal_check"`

	ID        int64 `bun:",pk,autoincrement"`
	UID       string
	EntryID   int64
	Outcome   Outcome
	Reason    string
	Fields    []string  // keys of what is asked for again; "title", "url", "supplier" among them
	Until     time.Time `bun:",nullzero"` // a returned entry's own deadline
	UserID    int64     `bun:",nullzero"`
	DecidedAt time.Time

	RevokedAt  time.Time `bun:",nullzero"` // taken back
	RevokerID  int64     `bun:",nullzero"`
	RevokedFor string    // why
}

// Outcome is what a formal check came to.
type Outcome string

// The outcomes. Each is also the state that the entry is in from then on.
const (
	CheckAdmitted Outcome = "admitted"
	CheckReturned Outcome = "returned"
	CheckRejected Outcome = "rejected"
)

// CheckForm is a decision about an entry.
type CheckForm struct {
	Revision int // of the entry as whoever decides saw it
	Outcome  Outcome
	Reason   string    // of a return or a rejection; the entrant reads it
	Fields   []string  // of a return: the keys of what is asked for again
	Until    time.Time // of a return: when it must be there
}

// CheckEntry decides about an entry that was handed in, or that is with its entrant again: to admit it makes it a candidate, to
// return it opens for its entrant what is asked for, and nothing else, until a new deadline; to reject it takes it out of the
// contest. Faults: Invalid with the fields "outcome", "reason", "fields", "until"; Conflict when the entry is not as it was seen,
// since somebody else has decided or its entrant has handed it in again; Closed once the judging is closed, and for a return from
// the moment it begins.
func (s *Store) CheckEntry(ctx context.Context, actor judging.Actor, entry string, form CheckForm) error {
	form.Reason = strings.TrimSpace(form.Reason)
	err := s.writeCheck(ctx, actor, form.act(), entry, func(tx *transaction, p *EntryPlace) error {
		if err := form.known(); err != nil {
			return err
		}
		if form.Revision != p.Entry.Revision || !p.waits() {
			return fault.New(fault.Conflict, "check.changed")
		}
		if err := tx.checkForm(ctx, p, &form); err != nil {
			return err
		}
		c := &FormalCheck{UID: s.NewUID(), EntryID: p.Entry.ID, Outcome: form.Outcome, Reason: form.Reason, Fields: form.Fields,
			Until: stored(form.Until), UserID: actor.User, DecidedAt: tx.now}
		if _, err := tx.NewInsert().Model(c).Exec(ctx); err != nil {
			return err
		}
		if err := tx.follow(ctx, p, form.Outcome); err != nil {
			return err
		}
		if err := tx.tellOutcome(ctx, actor, form, c.UID, p.Entry.ID); err != nil {
			return err
		}
		return tx.recordWithNote(ctx, actor, "entry.check", "entry", p.Entry.ID,
			map[string]any{"check": c.ID, "outcome": c.Outcome, "fields": c.Fields, "until": c.Until}, c.Reason)
	})
	if err != nil {
		return fmt.Errorf("check entry: %w", err)
	}
	return nil
}

// act is what may be asked of whoever decides so.
func (form *CheckForm) act() judging.Act {
	if form.Outcome == CheckReturned {
		return judging.ReturnEntry
	}
	return judging.CheckEntry
}

// known refuses an outcome that there is not, whatever has become of the entry.
func (form *CheckForm) known() error {
	switch form.Outcome {
	case CheckAdmitted, CheckReturned, CheckRejected:
		return nil
	}
	return fault.InForm(fault.Field{Name: "outcome", Key: "fault.unknown_choice"})
}

// waits tells whether the entry is one to decide about.
func (p *EntryPlace) waits() bool {
	return p.Entry.State == EntrySubmitted || p.Entry.State == EntryReturned
}

// checkForm says what is wrong with a decision; of one that returns nothing, what only returns have is left out.
func (tx *transaction) checkForm(ctx context.Context, p *EntryPlace, form *CheckForm) error {
	var wrong fields
	wrong.word("reason", form.Reason, false, maxNote)
	switch form.Outcome {
	case CheckAdmitted, CheckRejected:
		form.Fields, form.Until = []string{}, time.Time{}
		if form.Outcome == CheckAdmitted {
			if err := tx.unbarred(ctx, p, &wrong); err != nil {
				return err
			}
		}
	case CheckReturned:
		if err := tx.checkReturn(ctx, p, form, &wrong); err != nil {
			return err
		}
	}
	if form.Outcome != CheckAdmitted && form.Reason == "" {
		wrong.add("reason", "fault.reason_missing")
	}
	return wrong.err()
}

// unbarred refuses to admit whom the edition's rules bar.
func (tx *transaction) unbarred(ctx context.Context, p *EntryPlace, wrong *fields) error {
	obstacles, err := tx.obstaclesTo(ctx, []int64{p.Entry.ID})
	if o := obstacles[p.Entry.ID]; o.Bars {
		wrong.add("outcome", string(o.Reason))
	}
	return err
}

// checkReturn asks what a return must say: what is asked for, and a deadline that comes before the jury begins.
func (tx *transaction) checkReturn(ctx context.Context, p *EntryPlace, form *CheckForm, wrong *fields) error {
	asked, err := tx.formOf(ctx, p.Category.ID)
	if err != nil {
		return err
	}
	keys := asked.keys()
	if len(form.Fields) == 0 {
		wrong.add("fields", "check.nothing_asked")
	} else if slices.ContainsFunc(form.Fields, func(key string) bool { return !slices.Contains(keys, key) }) {
		wrong.add("fields", "fault.unknown_choice")
	}
	switch from := p.Round.JudgingFrom; {
	case form.Until.IsZero():
		wrong.add("until", "fault.required")
	case !form.Until.After(tx.now):
		wrong.add("until", "check.until_past")
	case !from.IsZero() && form.Until.After(from):
		wrong.add("until", "check.until_judging")
	}
	return nil
}

// keys are those of all that the form asks for.
func (f *Form) keys() (keys []string) {
	for _, part := range f.Parts {
		if part.Asked {
			keys = append(keys, string(part.Part))
		}
	}
	for _, field := range f.Fields {
		keys = append(keys, field.Key)
	}
	return keys
}

// follow does what an outcome comes to: who is admitted stands in the contest, and nobody else does.
func (tx *transaction) follow(ctx context.Context, p *EntryPlace, outcome Outcome) error {
	if outcome == CheckAdmitted {
		if p.Cancelled() {
			return fault.New(fault.Closed, "check.cancelled")
		}
		if _, err := tx.stand(ctx, &p.ContestPlace, []int64{p.Entry.ID}); err != nil {
			return err
		}
	} else if err := tx.unstand(ctx, p); err != nil {
		return err
	}
	return tx.setEntryState(ctx, p, EntryState(outcome))
}

// unstand takes the entry out of the contest that it entered; nobody who advanced from there is touched.
func (tx *transaction) unstand(ctx context.Context, p *EntryPlace) error {
	_, err := tx.NewUpdate().Model((*Candidate)(nil)).Set("withdrawn_at = ?", tx.now).Where("contest_id = ?", p.Contest.ID).
		Where("entry_id = ?", p.Entry.ID).Where("withdrawn_at is null").Exec(ctx)
	return err
}

// writeCheck runs fn on an entry that the actor may do this to, under its round's lock: nobody else decides, saves or hands in
// meanwhile.
func (s *Store) writeCheck(ctx context.Context, actor judging.Actor, act judging.Act, entry string, fn func(tx *transaction, p *EntryPlace) error) error {
	var round string
	err := s.reader.NewSelect().ColumnExpr("r.uid").TableExpr("entry e").Join("join contest c on c.id = e.contest_id").
		Join("join round r on r.id = c.round_id").Where("e.uid = ?", entry).Scan(ctx, &round)
	if err != nil {
		return absentAs(err)
	}
	return s.writeRound(ctx, round, exclusive, func(tx *transaction) error {
		p, err := tx.entryWhere(ctx, "uid = ?", entry)
		if err != nil {
			return err
		}
		if p.Round.UID != round { // moved between the two statements
			return fault.New(fault.Conflict, "check.changed")
		}
		if err := judging.May(actor, act, p.Facts()); err != nil {
			return err
		}
		return fn(tx, p)
	})
}
