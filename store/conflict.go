package store

import (
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

// answered is the second half of kept.
func answered(juror, candidate string) string {
	return `(not exists (select 1 from juror kj join round kr on kr.id = kj.round_id join conflict_policy kp on kp.edition_id = kr.edition_id where kj.id = ` + juror + `)
		or exists (select 1 from clearance kc join candidate kn on kn.id = kc.candidate_id join entry ke on ke.id = kn.entry_id
			where kc.juror_id = ` + juror + ` and kc.candidate_id = ` + candidate + ` and kc.supplier = ke.supplier))`
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
