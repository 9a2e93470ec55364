package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"blazon/fault"
	"blazon/judging"

	"github.com/uptrace/bun"
)

// EntryChange is what calling an entry off, moving it or merging it would come to.
type EntryChange struct {
	*Consequences
	EntryPlace
	Since   bool           // it is out of the competition already, and may come back
	Reasons []ChangeReason // of earlier changes, the latest first
}

// readChange reads an entry with what hangs on it, and refuses what nobody may change any more: it is out of the competition, it
// stands where the judging is closed, or where a result is decided.
func (tx *transaction) readChange(ctx context.Context, actor judging.Actor, entry string) (*EntryChange, error) {
	p, err := tx.entryFor(ctx, actor, entry)
	if err != nil {
		return nil, err
	}
	contests, err := tx.contestPlacesOf(ctx, "id in (select n.contest_id from candidate n where n.entry_id = ? and n.withdrawn_at is null)", p.Entry.ID)
	if err != nil {
		return nil, err
	}
	v := &EntryChange{EntryPlace: *p, Consequences: &Consequences{Contests: contests}}
	if err := tx.countEntries(ctx, v.Consequences, "e.id = ?", p.Entry.ID); err != nil {
		return nil, err
	}
	if err := tx.countCandidates(ctx, v.Consequences, "n.entry_id = ?", p.Entry.ID); err != nil {
		return nil, err
	}
	if v.Reasons, err = tx.changeReasons(ctx, "entry", p.Entry.ID); err != nil {
		return nil, err
	}
	if !slices.Contains(counted, p.Entry.State) {
		v.refuse("category.entry_out", p.Category.Name)
	}
	if p.Cancelled() {
		v.refuse("category.called_off", p.title())
	}
	v.undecided(contests...)
	for _, t := range contests {
		if !t.Round.ClosedAt.IsZero() && t.Contest.State == judging.Open {
			v.refuse("category.refused_exclude", t.title())
		}
	}
	return v, nil
}

// entryFor reads an entry for whoever organizes the round that it enters.
func (tx *transaction) entryFor(ctx context.Context, actor judging.Actor, entry string) (*EntryPlace, error) {
	p, err := tx.entryWhere(ctx, "uid = ?", entry)
	if err != nil {
		return nil, err
	}
	return p, judging.May(actor, judging.ManageRound, p.Place.Facts())
}

// writeEntryChange runs a change of an entry under the locks of all rounds that it stands in.
func (s *Store) writeEntryChange(ctx context.Context, actor judging.Actor, entry, reason string, fn func(tx *transaction, v *EntryChange) error) error {
	const rounds = `id in (select t.round_id from contest t where t.id in (select e.contest_id from entry e where e.uid = ?0)
		or t.id in (select n.contest_id from candidate n join entry e on e.id = n.entry_id where e.uid = ?0))`
	return s.writeRounds(ctx, rounds, []any{entry}, func(tx *transaction) error {
		v, err := tx.readChange(ctx, actor, entry)
		if err != nil {
			return err
		}
		if err := reasoned(reason); err != nil {
			return err
		}
		return fn(tx, v)
	})
}

// CancellingEntry reads what CancelEntry would come to.
func (s *Store) CancellingEntry(ctx context.Context, actor judging.Actor, entry string) (*EntryChange, error) {
	var v *EntryChange
	err := s.read(ctx, func(tx *transaction) (err error) {
		if v, err = tx.readChange(ctx, actor, entry); err != nil {
			return err
		}
		record, err := tx.wayOut(ctx, v.Entry.ID)
		v.Since = v.Entry.State == EntryWithdrawn && record != nil
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("cancelling entry: %w", err)
	}
	return v, nil
}

// CancelEntry takes an entry out of the competition, with a reason: it is withdrawn, and its candidates with it. Its scores stay on
// record, and RestoreCancelledEntry brings it back. Closed once the judging of a round that it stands in is closed: from then on a
// candidate is excluded by a decision.
func (s *Store) CancelEntry(ctx context.Context, actor judging.Actor, entry, reason string) error {
	err := s.writeEntryChange(ctx, actor, entry, reason, func(tx *transaction, v *EntryChange) error {
		if err := v.err(); err != nil {
			return err
		}
		out, err := tx.takeOut(ctx, &v.Entry)
		if err != nil {
			return err
		}
		return tx.recordWithNote(ctx, actor, "entry.cancel", "entry", v.Entry.ID, out, reason)
	})
	if err != nil {
		return fmt.Errorf("cancel entry: %w", err)
	}
	return nil
}

// outRecord is what is needed to bring an entry back: its state before, and the candidates that were withdrawn with it.
type outRecord struct {
	State      EntryState `json:"state"`
	Candidates []int64    `json:"candidates"`
	Into       int64      `json:"into,omitempty"` // the entry that it was merged into
}

// takeOut withdraws an entry with its candidates.
func (tx *transaction) takeOut(ctx context.Context, e *Entry) (*outRecord, error) {
	out := &outRecord{State: e.State, Candidates: []int64{}}
	err := tx.NewSelect().Model((*Candidate)(nil)).Column("id").Where("entry_id = ?", e.ID).Where("withdrawn_at is null").Order("id").Scan(ctx, &out.Candidates)
	if err != nil {
		return nil, err
	}
	_, err = tx.NewUpdate().Model((*Candidate)(nil)).Set("withdrawn_at = ?", tx.now).Where("id in (?)", bun.List(append(out.Candidates, 0))).Exec(ctx)
	if err != nil {
		return nil, err
	}
	_, err = tx.NewUpdate().Model(e).Set("state = ?", EntryWithdrawn).WherePK().Exec(ctx)
	return out, err
}

// wayOut reads how an entry was taken out of the competition by its organizer; nil: it was not, or it came back since.
func (tx *transaction) wayOut(ctx context.Context, entry int64) (*outRecord, error) {
	var last []Event
	err := tx.NewSelect().Model(&last).Where("object = 'entry'").Where("object_id = ?", entry).
		Where("act in ('entry.cancel', 'entry.merge', 'entry.reinstate')").Order("id desc").Limit(1).Scan(ctx)
	if err != nil || len(last) == 0 || last[0].Act == "entry.reinstate" {
		return nil, err
	}
	out := &outRecord{}
	return out, json.Unmarshal([]byte(last[0].Body), out)
}

// RestoreCancelledEntry brings an entry back that CancelEntry or MergeEntry has taken out, in the state that it was in and with the
// candidates that it had; whom the round before no longer sends on stays out. Refused where its entrant has as many entries by now
// as the category takes.
func (s *Store) RestoreCancelledEntry(ctx context.Context, actor judging.Actor, entry string) error {
	const rounds = `id in (select t.round_id from contest t where t.id in (select n.contest_id from candidate n join entry e on e.id = n.entry_id
		where e.uid = ?0) or t.id in (select e.contest_id from entry e where e.uid = ?0))`
	err := s.writeRounds(ctx, rounds, []any{entry}, func(tx *transaction) error {
		p, err := tx.entryFor(ctx, actor, entry)
		if err != nil {
			return err
		}
		out, err := tx.wayOut(ctx, p.Entry.ID)
		if err != nil {
			return err
		}
		switch {
		case out == nil || p.Entry.State != EntryWithdrawn:
			return fault.New(fault.Closed, "category.not_cancelled")
		case p.Cancelled():
			return fault.New(fault.Closed, "category.called_off")
		case !p.Round.ClosedAt.IsZero():
			return fault.New(fault.Closed, "fault.already_closed")
		}
		entrants, err := tx.entrantsIn(ctx, p.Entry.ID)
		if err != nil {
			return err
		}
		if err := tx.entryLimit(ctx, &p.Category, entrants...); err != nil {
			return err
		}
		if err := tx.bringBack(ctx, &p.Entry, out); err != nil {
			return err
		}
		return tx.record(ctx, actor, "entry.reinstate", "entry", p.Entry.ID, out)
	})
	if err != nil {
		return fmt.Errorf("restore cancelled entry: %w", err)
	}
	return nil
}

func (tx *transaction) bringBack(ctx context.Context, e *Entry, out *outRecord) error {
	_, err := tx.NewUpdate().Model(e).Set("state = ?", out.State).Set("merged_into_id = null").WherePK().Exec(ctx)
	if err != nil {
		return err
	}
	lost, err := tx.outrun(ctx, append(out.Candidates, 0))
	if err != nil {
		return err
	}
	back := slices.DeleteFunc(slices.Clone(out.Candidates), func(id int64) bool { return lost[id] })
	_, err = tx.NewUpdate().Model((*Candidate)(nil)).Set("withdrawn_at = null").Where("id in (?)", bun.List(append(back, 0))).
		Where("contest_id in (select t.id from contest t join round r on r.id = t.round_id where r.closed_at is null)").Exec(ctx)
	return err
}

// entrantsIn lists an entry's entrants.
func (tx *transaction) entrantsIn(ctx context.Context, entry int64) (ids []int64, err error) {
	err = tx.NewSelect().Model((*EntryEntrant)(nil)).Column("entrant_id").Where("entry_id = ?", entry).Order("position").Scan(ctx, &ids)
	return ids, err
}
