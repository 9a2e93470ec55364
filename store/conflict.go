package store

import (
	"context"

	"blazon/judging"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/schema"
)

// ConflictPolicy is which relations an edition takes for conflicts, and so what it asks its jurors. An edition without a row asks
// nothing.
type ConflictPolicy struct {
	bun.BaseModel `bun:"table:conflict_policy"`

	EditionID   int64 `bun:",pk"`
	Region      judging.Reach
	Supplier    bool
	Declaration bool
	BarsEntry   []judging.ConflictKind
}

// Rules gives the policy as the rules read it.
func (p *ConflictPolicy) Rules() judging.ConflictPolicy {
	return judging.ConflictPolicy{Region: p.Region, Supplier: p.Supplier, Declaration: p.Declaration, BarsEntry: p.BarsEntry}
}

// kept is the condition that a juror may see a candidate and judge it: no recusal from the whole candidate stands, and where the
// edition asks its jurors, all that was asked is answered. Both are expressions for row ids, such as "a.juror_id" and "n.id". It
// belongs into every statement that reads a candidate's name, material or numbers for somebody who sits in the jury, and not into
// those that count what is owed: a duty whose juror has not answered yet is still one.
func kept(juror, candidate string) string {
	return `not exists (select 1 from recusal kx where kx.juror_id = ` + juror + ` and kx.candidate_id = ` + candidate + `
		and kx.criterion_id is null and kx.ended_at is null) and ` + answered(juror, candidate)
}

// answered is the second half of kept. With the closing of the round, what was cleared stays so.
func answered(juror, candidate string) string {
	return `(not exists (select 1 from juror kj join round kr on kr.id = kj.round_id join conflict_policy kp on kp.edition_id = kr.edition_id where kj.id = ` + juror + `)
		or exists (select 1 from candidate kt where kt.id = ` + candidate + ` and kt.training)
		or exists (select 1 from clearance kc join candidate kn on kn.id = kc.candidate_id join entry ke on ke.id = kn.entry_id
			join juror ku on ku.id = kc.juror_id join round kl on kl.id = ku.round_id
			where kc.juror_id = ` + juror + ` and kc.candidate_id = ` + candidate + ` and (kc.supplier = ke.supplier or kl.closed_at is not null)))`
}

// inSight is kept for an actor, whatever he comes as: that no seat of his in the jury that judges the candidate keeps it from him.
// It holds for who has none, such as an organizer. The candidate is an expression for a row id, such as "n.id"; the condition goes
// into a query as an argument: Where("?", inSight(actor, "n.id")). A chair and a secretary are jurors like all others.
func inSight(actor judging.Actor, candidate string) schema.QueryWithArgs {
	seats := []int64{0}
	for _, seat := range actor.Seats {
		seats = append(seats, seat.Juror)
	}
	return bun.SafeQuery(`not exists (select 1 from candidate ic join contest it on it.id = ic.contest_id
		join juror ij on ij.round_id = it.round_id and ij.id in (?)
		where ic.id = `+candidate+` and not (`+kept("ij.id", "ic.id")+`))`, bun.List(seats))
}

// conflicts gives the pairs of a contest that must not be assigned: a conflict is known, one bars the entry, or the juror was recused
// from the whole candidate. What is unknown is no obstacle: the juror is asked, and sees the candidate once he has answered. It
// writes nothing, so that a preview may ask it.
func (tx *transaction) conflicts(ctx context.Context, p *ContestPlace) (map[pair]bool, error) {
	barred, err := tx.recusedPairs(ctx, p)
	if err != nil {
		return nil, err
	}
	if related, err := tx.related(ctx, &p.Round); err != nil || !related {
		return barred, err
	}
	r, err := tx.relations(ctx, &p.Round, 0)
	if err != nil {
		return nil, err
	}
	for _, c := range r.candidates {
		if c.ContestID != p.Contest.ID {
			continue
		}
		for _, j := range r.jurors {
			key := pair{j.ID, c.ID}
			found := r.between(j, c)
			if len(found.Conflicts)+len(found.Barring) > 0 {
				barred[key] = true
			}
		}
	}
	return barred, nil
}

// recusedPairs lists who is recused from whom in a contest because of a conflict; who abstains may be assigned, and owes nothing.
func (tx *transaction) recusedPairs(ctx context.Context, p *ContestPlace) (map[pair]bool, error) {
	var rows []Recusal
	err := tx.NewSelect().Model(&rows).Where("criterion_id is null").Where("ended_at is null").Where("why = ?", judging.Recused).
		Where("candidate_id in (select id from candidate where contest_id = ?)", p.Contest.ID).Scan(ctx)
	pairs := map[pair]bool{}
	for _, x := range rows {
		pairs[pair{x.JurorID, x.CandidateID}] = true
	}
	return pairs, err
}

// leaveOut takes the pairs that must not be assigned out of a plan. One that is assigned already stays so, recused.
func (tx *transaction) leaveOut(ctx context.Context, p *ContestPlace, plan *assignPlan) error {
	barred, err := tx.conflicts(ctx, p)
	for key := range plan.wanted {
		if barred[key] {
			delete(plan.wanted, key)
			plan.LeftOut++
		}
	}
	return err
}

// waitingDuties counts by juror the sheets that he is not shown before he has answered about conflicts.
func (tx *transaction) waitingDuties(ctx context.Context, where string, args ...any) (map[int64]int, error) {
	var rows []struct {
		JurorID int64
		Sheets  int
	}
	err := tx.NewRaw(`select a.juror_id, count(*) as sheets from `+standingDuty+` and not `+answered("a.juror_id", "a.candidate_id")+`
		and `+where+` group by a.juror_id`, args...).Scan(ctx, &rows)
	waiting := map[int64]int{}
	for _, row := range rows {
		waiting[row.JurorID] = row.Sheets
	}
	return waiting, wrapped("waiting duties", err)
}
