package store

import (
	"context"
	"fmt"
	"strings"
	"time"

	"blazon/judging"
)

// Revision tells one state of the data from another: while it stays the same and no turn has come, so does every page that everybody
// may see.
type Revision struct {
	Event  int64     // the last act on record
	Recent int       // how many acts have one of the last numbers: one that is committed after a later one adds to it
	Now    time.Time // when it was asked
}

// recentEvents is how many numbers of events are looked at for one that was committed late. An act takes its number among the last of its
// statements, so it could be missed only if so many others took theirs and were committed while it was being committed; on SQLite none can.
// Even then nothing is shown too early: what an act makes public would be shown late, until the next act or for as long as a page is kept at
// most, and what becomes public by the clock does not hang on events.
const recentEvents = 128

// Revision reads the state of the data in one small statement. Every act that changes what a page shows leaves an event.
func (s *Store) Revision(ctx context.Context) (r Revision, err error) {
	err = s.reader.NewRaw(`select max(id) as event, count(*) as recent, ? as now from event
		where id > (select coalesce(max(id), 0) from event) - ?`, s.clockColumn(), recentEvents).Scan(ctx, &r)
	if err != nil {
		return r, fmt.Errorf("revision: %w", err)
	}
	r.Now = micros(r.Now)
	return r, nil
}

// turns are the moments at which a public page changes by the clock alone.
var turns = []struct{ table, column string }{
	{"contest", "announced_at"}, {"contest", "objections_until"}, {"contest", "entries_from"}, {"contest", "entries_until"},
	{"round", "entries_from"}, {"round", "entries_until"}, {"round", "judging_from"}, {"round", "judging_until"},
	{"round", "closed_at"}, {"round", "finished_at"}, {"ceremony", "starts_at"},
}

// NextTurn gives the first moment after another at which a public page changes by the clock alone: an announcement, the opening of a
// level of a result, the end of an objection window, a round's next phase. Zero: there is none.
func (s *Store) NextTurn(ctx context.Context, after time.Time) (next time.Time, err error) {
	sooner := func(t time.Time) {
		if t.After(after) && (next.IsZero() || t.Before(next)) {
			next = t
		}
	}
	err = s.read(ctx, func(tx *transaction) error {
		var minima []string
		for _, t := range turns {
			minima = append(minima, fmt.Sprintf("select min(%[2]s) as at from %[1]s where %[2]s > ?0", t.table, t.column))
		}
		var found []struct{ At time.Time }
		if err := tx.NewRaw(strings.Join(minima, " union all "), after).Scan(ctx, &found); err != nil {
			return err
		}
		for _, t := range found {
			sooner(t.At)
		}
		levels, err := tx.levelTurns(ctx, after)
		for _, t := range levels {
			sooner(t)
		}
		return err
	})
	if err != nil {
		return next, fmt.Errorf("next turn: %w", err)
	}
	return next, nil
}

// levelTurns lists when the levels of results open whose T0 is not so long ago that all of them are open; that of a result that a ceremony
// reveals is expected as that begins.
func (tx *transaction) levelTurns(ctx context.Context, after time.Time) (list []time.Time, err error) {
	var announced []struct {
		EditionID   int64
		AnnouncedAt time.Time
	}
	err = tx.NewRaw(`select r.edition_id, t.announced_at from contest t join round r on r.id = t.round_id where t.announced_at > ?0
		union select r.edition_id, c.starts_at as announced_at from ceremony c join round r on r.id = c.round_id where c.starts_at > ?0`,
		after.Add(-mostPublicationWait*time.Hour)).Scan(ctx, &announced)
	if err != nil || len(announced) == 0 {
		return nil, err
	}
	ids := map[int64]bool{}
	for _, a := range announced {
		ids[a.EditionID] = true
	}
	var editions []Edition
	if err := tx.NewSelect().Model(&editions).Column("id", "publication").Where("id in (?)", keys(ids)).Scan(ctx); err != nil {
		return nil, err
	}
	policy := map[int64]judging.Publication{}
	for _, e := range editions {
		policy[e.ID] = e.Publication
	}
	for _, a := range announced {
		for _, level := range judging.Levels {
			list = append(list, policy[a.EditionID].OpensAt(level, a.AnnouncedAt))
		}
	}
	return list, nil
}
