package store

import (
	"context"
	"fmt"

	"blazon/fault"
	"blazon/judging"

	"github.com/uptrace/bun"
)

// JurorBody is a body that a juror works for.
type JurorBody struct {
	bun.BaseModel `bun:"table:juror_body"`

	JurorID int64 `bun:",pk"`
	BodyID  int64 `bun:",pk"`
}

// clashes finds who sits in a round's jury for a contest in which a body of his competes, in a constant number of statements.
func (tx *transaction) clashes(ctx context.Context, round int64) ([]judging.Clash, error) {
	seats, bonds, err := tx.sittings(ctx, round)
	if err != nil || len(bonds) == 0 {
		return nil, err
	}
	competing, err := tx.competing(ctx, round, bonds)
	if err != nil {
		return nil, fmt.Errorf("competing: %w", err)
	}
	return judging.Clashes(seats, bonds, competing), nil
}

// sittings reads who sits in a round's jury for what, and what binds them to bodies. Secretaries have no vote, and clash with nobody.
func (tx *transaction) sittings(ctx context.Context, round int64) (seats []judging.Sitting, bonds []judging.Bound, err error) {
	var rows []struct{ Juror, Contest int64 }
	err = tx.NewRaw(`select j.id as juror, coalesce(s.contest_id, 0) as contest from juror j left join juror_contest s on s.juror_id = j.id
		where j.round_id = ? and j.left_at is null and j.role <> ? order by j.id, s.contest_id`, round, judging.Secretary).Scan(ctx, &rows)
	if err != nil {
		return nil, nil, fmt.Errorf("seats: %w", err)
	}
	for _, r := range rows {
		if n := len(seats); n == 0 || seats[n-1].Juror != r.Juror {
			seats = append(seats, judging.Sitting{Juror: r.Juror})
		}
		if r.Contest != 0 {
			last := &seats[len(seats)-1]
			last.Contests = append(last.Contests, r.Contest)
		}
	}
	err = tx.NewRaw(`
		select j.id as juror, m.body_id as body, ?0 as bond from juror j join membership m on m.user_id = j.user_id
		where j.round_id = ?2 and m.role = 'representative' and m.starts_at <= ?3 and (m.ends_at is null or m.ends_at > ?3)
		union select j.id, b.body_id, ?1 from juror j join juror_body b on b.juror_id = j.id where j.round_id = ?2
		order by 1, 2, 3`, judging.ActsFor, judging.WorksFor, round, tx.now).Scan(ctx, &bonds)
	return seats, bonds, wrapped("bonds", err)
}

// competing reads which of the bound bodies compete in the round's contests: with a candidate, or with an entry that may become one.
func (tx *transaction) competing(ctx context.Context, round int64, bonds []judging.Bound) (competing []judging.Competing, err error) {
	bodies := map[int64]bool{}
	for _, b := range bonds {
		bodies[b.Body] = true
	}
	err = tx.NewRaw(`
		with bound as (select x.entry_id, t.body_id from entrant t join entry_entrant x on x.entrant_id = t.id where t.body_id in (?0)),
		held as (select id from contest where round_id = ?1)
		select n.contest_id as contest, b.body_id as body from bound b join candidate n on n.entry_id = b.entry_id
		where n.withdrawn_at is null and n.contest_id in (select id from held)
		union select e.contest_id, b.body_id from bound b join entry e on e.id = b.entry_id
		where e.state in ('submitted', 'returned') and e.contest_id in (select id from held)
		order by 1, 2`, keys(bodies), round).Scan(ctx, &competing)
	return competing, err
}

// mayJudge refuses a seat for a contest in which a body of the juror's competes, where the edition bars that.
func (tx *transaction) mayJudge(ctx context.Context, p *Place, j *Juror) error {
	if !p.Edition.JurorBars {
		return nil
	}
	clashes, err := tx.clashes(ctx, p.Round.ID)
	if err != nil {
		return err
	}
	for _, c := range clashes {
		if c.Juror == j.ID {
			return fault.InForm(fault.Field{Name: "bodies", Key: "seat.juror_barred"})
		}
	}
	return nil
}
