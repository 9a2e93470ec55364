package store

import (
	"context"
	"fmt"

	"blazon/judging"

	"github.com/uptrace/bun"
)

// Work is the batches of a round, or those that somebody started for an edition, as a page shows them.
type Work struct {
	Batches []*Batch // the newest first
	Key     string   // under which WorkRevisions tells of it
	failed  map[int64]int
	// failures are why certificates could not be printed the last time, by their row ids.
	failures map[int64]string
}

// shownBatches is how many of them a page shows.
const shownBatches = 10

// On gives the batch of a kind that is not over yet; nil: there is none.
func (w *Work) On(kind BatchKind) *Batch {
	for _, b := range w.Batches {
		if b.Kind == kind && b.State.Open() {
			return b
		}
	}
	return nil
}

// Open tells whether a batch is not over yet.
func (w *Work) Open() bool {
	for _, b := range w.Batches {
		if b.State.Open() {
			return true
		}
	}
	return false
}

// Failed counts the certificates that a batch could not print.
func (w *Work) Failed(b *Batch) int { return w.failed[b.ID] }

// Revision grows with whatever there is to see of the work.
func (w *Work) Revision() (n int64) {
	for _, b := range w.Batches {
		n += b.Revision
	}
	return n
}

// workOf reads the newest batches, in two statements.
func (tx *transaction) workOf(ctx context.Context, where string, args ...any) (*Work, error) {
	w := &Work{failed: map[int64]int{}, failures: map[int64]string{}}
	err := tx.NewSelect().Model(&w.Batches).Where(where, args...).Order("id desc").Limit(shownBatches).Scan(ctx)
	if err != nil {
		return nil, err
	}
	ids := []int64{0}
	for _, b := range w.Batches {
		ids = append(ids, b.ID)
	}
	var failures []BatchFailure
	err = tx.NewSelect().Model(&failures).Where("batch_id in (?)", bun.List(ids)).Order("batch_id", "id").Scan(ctx)
	for _, f := range failures {
		w.failed[f.BatchID]++
		w.failures[f.CertificateID] = f.Error
	}
	if on := w.On(PrintCertificates); on != nil { // it tries those anew that failed before
		w.failures = map[int64]string{}
		for _, f := range failures {
			if f.BatchID == on.ID {
				w.failures[f.CertificateID] = f.Error
			}
		}
	}
	return w, err
}

// RoundWork reads the batches of a round, for its organizer.
func (s *Store) RoundWork(ctx context.Context, actor judging.Actor, round string) (w *Work, err error) {
	err = s.read(ctx, func(tx *transaction) error {
		place, err := tx.place(ctx, actor, judging.ManageRound, round)
		if err == nil {
			w, err = tx.workOf(ctx, "round_id = ?", place.Round.ID)
		}
		if err == nil {
			w.Key = place.Round.UID
		}
		return err
	})
	return w, wrapped("batches of round", err)
}

// EditionWork is what an organizer has printed of a whole edition.
type EditionWork struct {
	Competition Competition
	Edition     Edition
	Rounds      []*Place // of which something is decided and that the actor organizes
	Work        *Work
}

// EditionWork reads what the actor, who organizes something in the edition, has printed of it.
func (s *Store) EditionWork(ctx context.Context, actor judging.Actor, edition string) (*EditionWork, error) {
	v := &EditionWork{}
	err := s.read(ctx, func(tx *transaction) error {
		e, rounds, err := tx.sheetRounds(ctx, actor, edition)
		if err != nil {
			return err
		}
		v.Edition, v.Rounds = *e, rounds
		if err := tx.NewSelect().Model(&v.Competition).Where("id = ?", e.CompetitionID).Scan(ctx); err != nil {
			return err
		}
		if v.Work, err = tx.workOf(ctx, "edition_id = ? and round_id is null and user_id = ?", e.ID, actor.User); err == nil {
			v.Work.Key = fmt.Sprintf("%s %d", e.UID, actor.User)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("batches of edition: %w", err)
	}
	return v, nil
}

// WorkRevisions tells by its key how new each Work with a batch that is not over yet is: that of a round, and that of an edition for each who
// started some. It counts what workOf reads. It is for whoever tells those who look at it, and asks for no actor.
func (s *Store) WorkRevisions(ctx context.Context) (map[string]int64, error) {
	var rows []struct {
		Work     string
		Revision int64
	}
	err := s.reader.NewRaw(`with mine as (select coalesce(r.uid, e.uid || ' ' || coalesce(b.user_id, 0)) as work, b.id, b.revision, b.state
			from batch b join edition e on e.id = b.edition_id left join round r on r.id = b.round_id),
		numbered as (select m.work, m.revision, m.state, row_number() over (partition by m.work order by m.id desc) as nth from mine m)
		select work, cast(sum(revision) as bigint) as revision from numbered where nth <= ? group by work
		having sum(case when state in ('waiting', 'running') then 1 else 0 end) > 0`, shownBatches).Scan(ctx, &rows)
	revisions := map[string]int64{}
	for _, row := range rows {
		revisions[row.Work] = row.Revision
	}
	return revisions, wrapped("work revisions", err)
}
