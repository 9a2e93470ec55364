package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// EntryPlace is an entry with the contest that it enters, and the bodies whose it is.
type EntryPlace struct {
	ContestPlace
	Entry    Entry
	Bodies   []BodyName // in the order in which they are named
	Pending  []BodyName // those of them that have not agreed yet to take part
	Returned *Return    // what is asked for again; nil: the entry is not returned

	bodies  []int64 // that take part
	pending []int64 // that do not yet
}

// Return is what the organizer asks of an entry that was sent back.
type Return struct {
	Reason    string
	Fields    []string // keys of what may be changed; "title", "url", "supplier" among them
	Until     time.Time
	DecidedAt time.Time
}

// Open tells whether the entrant may change the field: any of a draft, and of a returned entry those asked for.
func (p *EntryPlace) Open(field string) bool {
	switch p.Entry.State {
	case EntryDraft:
		return true
	case EntryReturned:
		return p.Returned != nil && slices.Contains(p.Returned.Fields, field)
	}
	return false
}

// Window gives the time in which the entry is taken: of a returned one until its own deadline, else the contest's.
func (p *EntryPlace) Window() judging.Window {
	if p.Returned != nil {
		return judging.Window{From: p.Returned.DecidedAt, Until: p.Returned.Until}
	}
	return p.ContestPlace.Window()
}

// Facts gives what May needs to know of the entry.
func (p *EntryPlace) Facts() judging.Facts {
	facts := p.ContestPlace.Facts()
	facts.Bodies, facts.Entry, facts.Taking = p.bodies, p.Entry.State, p.Window().At(p.Now)
	if p.Entry.State != EntryReturned && (p.Cancelled() || !p.Round.ClosedAt.IsZero() || !p.Round.FinishedAt.IsZero()) {
		facts.Taking = judging.TooLate
	}
	return facts
}

// May asks whether the actor may do something with the entry now. A refusal that is about a deadline names it.
func (p *EntryPlace) May(actor judging.Actor, act judging.Act) error {
	return p.timed(judging.May(actor, act, p.Facts()))
}

// timed adds to a refusal the two moments that it is about.
func (p *EntryPlace) timed(err error) error {
	if !fault.Is(err, fault.Closed) {
		return err
	}
	return closedAt(err, p.Window(), &p.ContestPlace)
}

// closedAt gives a refusal of an entry its words: until when, or from when, entries are taken, and when it was asked.
func closedAt(err error, w judging.Window, p *ContestPlace) error {
	f := fault.Of(err)
	deadline := w.Until
	if f.Key == "fault.entries_not_yet" {
		deadline = w.From
	}
	if deadline.IsZero() {
		if f.Key == "fault.entries_over" {
			return fault.New(fault.Closed, "fault.entries_closed")
		}
		if f.Key == "fault.entries_not_yet" {
			return fault.New(fault.Closed, "fault.entries_no_date")
		}
	}
	return f.With("Deadline", locale.Moment{Time: deadline, Zone: p.Edition.Zone()}).
		With("Now", locale.Moment{Time: p.Now, Zone: p.Edition.Zone(), Exact: true})
}

// entryWhere reads an entry with all that it stands in. One that enters no contest is NotFound.
func (tx *transaction) entryWhere(ctx context.Context, where string, args ...any) (*EntryPlace, error) {
	e := &Entry{}
	if err := absentAs(tx.NewSelect().Model(e).Where(where, args...).Scan(ctx)); err != nil {
		return nil, err
	}
	if e.ContestID == 0 {
		return nil, fault.New(fault.NotFound, "fault.not_found")
	}
	contest, err := tx.contestPlaceOf(ctx, "id = ?", e.ContestID)
	if err != nil {
		return nil, err
	}
	p := &EntryPlace{ContestPlace: *contest, Entry: *e}
	if err := tx.nameBodies(ctx, p); err != nil {
		return nil, err
	}
	if e.State == EntryReturned {
		p.Returned, err = tx.returnOf(ctx, e.ID)
	}
	return p, err
}

func (tx *transaction) nameBodies(ctx context.Context, p *EntryPlace) error {
	var rows []struct {
		BodyID int64
		Asked  bool
		BodyName
	}
	err := tx.NewRaw(`
		select b.id as body_id, ee.asked, b.uid, b.code, b.kind, b.name, b.district_name as district, b.orp_name, b.region_name as region, b.ambiguous, b.twin
		from entry_entrant ee join entrant t on t.id = ee.entrant_id join body b on b.id = t.body_id
		where ee.entry_id = ? order by ee.position, b.id`, p.Entry.ID).Scan(ctx, &rows)
	for _, r := range rows {
		p.Bodies = append(p.Bodies, r.BodyName)
		if r.Asked {
			p.Pending, p.pending = append(p.Pending, r.BodyName), append(p.pending, r.BodyID)
		} else {
			p.bodies = append(p.bodies, r.BodyID)
		}
	}
	return err
}

// returnOf reads what the last formal check asks of an entry.
func (tx *transaction) returnOf(ctx context.Context, entry int64) (*Return, error) {
	var rows []struct {
		Reason    string
		Fields    string
		Until     bun.NullTime
		DecidedAt time.Time
	}
	err := tx.NewRaw("select reason, fields, until, decided_at from formal_check where entry_id = ? and outcome = 'returned' order by id desc limit 1",
		entry).Scan(ctx, &rows)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	r := &Return{Reason: rows[0].Reason, Until: rows[0].Until.Time, DecidedAt: rows[0].DecidedAt}
	if err := json.Unmarshal([]byte(rows[0].Fields), &r.Fields); err != nil {
		return nil, fmt.Errorf("fields of a formal check: %w", err)
	}
	return r, nil
}

// writeEntry runs fn on an entry that the actor may do this to, under the lock of its round: what depends on the clock is judged by
// the moment after the lock. Two tabs with the same entry wait for each other.
func (s *Store) writeEntry(ctx context.Context, actor judging.Actor, act judging.Act, entry string, fn func(tx *transaction, p *EntryPlace) error) error {
	return s.lockEntry(ctx, entry, func(tx *transaction, p *EntryPlace) error {
		if err := p.May(actor, act); err != nil {
			return err
		}
		return fn(tx, p)
	})
}

func (s *Store) lockEntry(ctx context.Context, entry string, fn func(tx *transaction, p *EntryPlace) error) error {
	var round string
	err := s.reader.NewSelect().ColumnExpr("r.uid").TableExpr("entry e").Join("join contest c on c.id = e.contest_id").
		Join("join round r on r.id = c.round_id").Where("e.uid = ?", entry).Scan(ctx, &round)
	if err != nil {
		return absentAs(err)
	}
	return s.writeRound(ctx, round, shared, func(tx *transaction) error {
		if err := tx.lockName(ctx, "entry "+entry); err != nil {
			return err
		}
		p, err := tx.entryWhere(ctx, "uid = ?", entry)
		if err != nil {
			return err
		}
		if p.Round.UID != round { // moved between the two statements
			return fault.New(fault.Conflict, "fault.entry_changed")
		}
		return fn(tx, p)
	})
}
