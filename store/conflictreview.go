package store

import (
	"context"
	"fmt"

	"blazon/judging"

	"github.com/uptrace/bun"
)

// reviewed is what a review of a round's conflicts came to, by ids of recusals and of pairs.
type reviewed struct {
	made    []*Recusal
	ended   []int64
	cleared []Clearance
	blocked []pair
}

// reviewRounds brings what is known of conflicts to bear on the rounds that a condition picks, and on all who sit in their juries:
// whatever changes one of the facts ends with it. A round whose judging is closed stays as it is.
func (tx *transaction) reviewRounds(ctx context.Context, actor judging.Actor, where string, args ...any) error {
	var rounds []Round
	if err := tx.NewSelect().Model(&rounds).Where(where, args...).Where("closed_at is null").Order("id").Scan(ctx); err != nil {
		return fmt.Errorf("review conflicts: %w", err)
	}
	for i := range rounds {
		if err := tx.reviewConflicts(ctx, actor, &rounds[i], 0); err != nil {
			return err
		}
	}
	return nil
}

// reviewEntry does so in the rounds that an entry stands in.
func (tx *transaction) reviewEntry(ctx context.Context, actor judging.Actor, entry int64) error {
	return tx.reviewRounds(ctx, actor, "id in (select t.round_id from contest t join candidate n on n.contest_id = t.id where n.entry_id = ?)", entry)
}

// reviewSeats does so in the rounds in whose juries a user sits.
func (tx *transaction) reviewSeats(ctx context.Context, actor judging.Actor, user int64) error {
	return tx.reviewRounds(ctx, actor, "id in (select round_id from juror where user_id = ? and left_at is null)", user)
}

// reviewConflicts does so in one round, for all who sit or for one juror. Conflicts become recusals, and recusals that stand on a
// conflict which is no more end, unless the juror has scored: then only the organizer ends them. Jurors are cleared for the
// candidates that nothing stands between.
func (tx *transaction) reviewConflicts(ctx context.Context, actor judging.Actor, round *Round, juror int64) error {
	if err := tx.lockName(ctx, "conflicts of "+round.UID); err != nil { // the last lock of all
		return err
	}
	if related, err := tx.related(ctx, round); err != nil || !related {
		return err
	}
	if err := tx.listSuppliers(ctx, round); err != nil {
		return fmt.Errorf("list suppliers: %w", err)
	}
	r, err := tx.relations(ctx, round, juror)
	if err != nil {
		return fmt.Errorf("review conflicts: %w", err)
	}
	scored, err := tx.scoredPairs(ctx, round)
	if err != nil {
		return fmt.Errorf("review conflicts: %w", err)
	}
	held, err := tx.clearances(ctx, r)
	if err != nil {
		return fmt.Errorf("review conflicts: %w", err)
	}
	done := &reviewed{}
	for _, j := range r.jurors {
		for _, c := range r.candidates {
			key := pair{j.ID, c.ID}
			found := r.between(j, c)
			done.recuse(tx, actor, key, found.Conflicts, r, j)
			done.end(r.standing[key], found.Conflicts, scored[key])
			if r.asks {
				done.clear(key, c, found.Clear(), held)
			}
		}
	}
	return tx.putReview(ctx, actor, round, done)
}

// related tells whether there is anything that conflicts could come from.
func (tx *transaction) related(ctx context.Context, round *Round) (yes bool, err error) {
	err = tx.NewRaw(`select exists (select 1 from conflict_policy where edition_id = ?0)
		or exists (select 1 from juror_body o join juror j on j.id = o.juror_id where j.round_id = ?1)
		or exists (select 1 from membership m join juror j on j.user_id = m.user_id where j.round_id = ?1 and m.role = 'representative')
		or exists (select 1 from declaration d join juror j on j.id = d.juror_id where j.round_id = ?1)
		or exists (select 1 from recusal x join juror j on j.id = x.juror_id where j.round_id = ?1 and x.kind <> '')`,
		round.EditionID, round.ID).Scan(ctx, &yes)
	return yes, err
}

// listSuppliers puts the suppliers of the round's entries on the competition's list, so that jurors can be asked about them.
func (tx *transaction) listSuppliers(ctx context.Context, round *Round) error {
	var named []struct {
		CompetitionID int64
		Supplier      string
	}
	err := tx.NewRaw(`select distinct d.competition_id, e.supplier from candidate n join contest t on t.id = n.contest_id
		join entry e on e.id = n.entry_id join edition d on d.id = e.edition_id
		where t.round_id = ? and e.supplier <> '' and not exists (select 1 from supplier s where s.competition_id = d.competition_id and s.name = e.supplier)
		and exists (select 1 from conflict_policy p where p.edition_id = d.id) order by 2`, round.ID).Scan(ctx, &named)
	for _, n := range named {
		if _, err := tx.supplierOf(ctx, n.CompetitionID, n.Supplier); err != nil {
			return err
		}
	}
	return err
}

// scoredPairs tells who has begun a sheet for whom: a recusal makes its scores stray, and its end lets them count again.
func (tx *transaction) scoredPairs(ctx context.Context, round *Round) (map[pair]bool, error) {
	var rows []struct{ JurorID, CandidateID int64 }
	err := tx.NewRaw(`select a.juror_id, a.candidate_id from recusal x join juror j on j.id = x.juror_id
		join assignment a on a.juror_id = x.juror_id and a.candidate_id = x.candidate_id join sheet h on h.assignment_id = a.id
		where j.round_id = ? and x.ended_at is null and h.state <> 'empty'`, round.ID).Scan(ctx, &rows)
	scored := map[pair]bool{}
	for _, row := range rows {
		scored[pair{row.JurorID, row.CandidateID}] = true
	}
	return scored, err
}

// clearances reads which suppliers the jurors were cleared with.
func (tx *transaction) clearances(ctx context.Context, r *relations) (map[pair]string, error) {
	ids := []int64{0}
	for _, j := range r.jurors {
		ids = append(ids, j.ID)
	}
	var rows []Clearance
	err := tx.NewSelect().Model(&rows).Where("juror_id in (?)", bun.List(ids)).Scan(ctx)
	held := map[pair]string{}
	for _, row := range rows {
		held[pair{row.JurorID, row.CandidateID}] = row.Supplier
	}
	return held, err
}

// recuse makes a recusal of each conflict that none stands on yet.
func (v *reviewed) recuse(tx *transaction, actor judging.Actor, key pair, found []judging.Conflict, r *relations, j *relatedJuror) {
	for _, f := range found {
		if stands(r.standing[key], f) {
			continue
		}
		x := &Recusal{UID: tx.store.NewUID(), JurorID: key.juror, CandidateID: key.candidate, Why: judging.Recused,
			Kind: f.Kind, Object: f.Object, CreatedAt: tx.now}
		if f.Kind == judging.DeclaredRelation {
			x.Reason, x.UserID = j.facts.Declared[key.candidate].Reason, actor.User
		}
		v.made = append(v.made, x)
	}
}

func stands(standing []*Recusal, f judging.Conflict) bool {
	for _, x := range standing {
		if x.conflict() == f {
			return true
		}
	}
	return false
}

// conflict is what the recusal stands on; the zero one: the organizer's own act.
func (x *Recusal) conflict() judging.Conflict {
	return judging.Conflict{Kind: x.Kind, Object: x.Object}
}

// end ends the recusals that stand on nothing any more.
func (v *reviewed) end(standing []*Recusal, found []judging.Conflict, scored bool) {
	for _, x := range standing {
		if !scored && x.unfounded(found) {
			v.ended = append(v.ended, x.ID)
		}
	}
}

// unfounded tells whether the conflict that the recusal stands on is none of those found now.
func (x *Recusal) unfounded(found []judging.Conflict) bool {
	if x.Kind == "" {
		return false
	}
	for _, f := range found {
		if f == x.conflict() {
			return false
		}
	}
	return true
}

// clear clears a juror for a candidate, or takes the clearance back.
func (v *reviewed) clear(key pair, c *relatedCandidate, clear bool, held map[pair]string) {
	supplier, cleared := held[key]
	if cleared && (!clear || supplier != c.Supplier) {
		v.blocked = append(v.blocked, key)
	}
	if clear && (!cleared || supplier != c.Supplier) {
		v.cleared = append(v.cleared, Clearance{JurorID: key.juror, CandidateID: key.candidate, Supplier: c.Supplier})
	}
}

// putReview stores what a review came to. Who is recused, and who no longer is, goes on record.
func (tx *transaction) putReview(ctx context.Context, actor judging.Actor, round *Round, v *reviewed) error {
	for _, x := range v.made {
		if _, err := tx.NewInsert().Model(x).Exec(ctx); err != nil {
			return fmt.Errorf("recuse: %w", err)
		}
	}
	if len(v.ended) > 0 {
		if _, err := tx.NewUpdate().Model((*Recusal)(nil)).Set("ended_at = ?", tx.now).Where("id in (?)", bun.List(v.ended)).Exec(ctx); err != nil {
			return fmt.Errorf("end recusals: %w", err)
		}
	}
	blocked := map[int64][]int64{}
	for _, key := range v.blocked {
		blocked[key.juror] = append(blocked[key.juror], key.candidate)
	}
	for juror, candidates := range blocked {
		_, err := tx.NewDelete().Model((*Clearance)(nil)).Where("juror_id = ?", juror).Where("candidate_id in (?)", bun.List(candidates)).Exec(ctx)
		if err != nil {
			return fmt.Errorf("take clearances back: %w", err)
		}
	}
	if err := insertAll(ctx, tx, v.cleared); err != nil {
		return fmt.Errorf("clear: %w", err)
	}
	if len(v.made)+len(v.ended) == 0 {
		return nil
	}
	made := []int64{}
	for _, x := range v.made {
		made = append(made, x.ID)
	}
	return tx.record(ctx, actor, "recusal.review", "round", round.ID, map[string]any{"made": made, "ended": v.ended})
}
