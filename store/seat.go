package store

import (
	"context"
	"fmt"
	"slices"

	"blazon/fault"
	"blazon/judging"

	"github.com/uptrace/bun"
)

// JurorContest limits a seat to a contest; without any, it is for all of the round.
type JurorContest struct {
	bun.BaseModel `bun:"table:juror_contest"`

	JurorID   int64 `bun:",pk"`
	ContestID int64 `bun:",pk"`
}

// SeatForm is what may change about a seat.
type SeatForm struct {
	Role     judging.Role
	Contests []string // uids of those that he judges; none: all of the round
	Chairs   []string // uids of those that he leads, in place of the round's chair
	Bodies   []string // uids of those that he works for
}

// SaveSeat changes what a juror is in the jury, which contests he judges and leads, and which bodies he works for. Faults: Invalid
// with the fields "role", "contests", "chairs", "bodies": whoever has duties in a contest sits for it until they are taken away.
// Closed once the judging is closed.
func (s *Store) SaveSeat(ctx context.Context, actor judging.Actor, juror string, form SeatForm) error {
	err := s.writeSeat(ctx, actor, juror, func(tx *transaction, p *Place, j *Juror) error {
		if err := checkRole(form.Role); err != nil {
			return err
		}
		j.Role = form.Role
		if _, err := tx.NewUpdate().Model(j).Column("role").WherePK().Exec(ctx); err != nil {
			return err
		}
		if err := tx.placeSeat(ctx, p, j, form); err != nil {
			return err
		}
		if err := tx.reviewConflicts(ctx, actor, &p.Round, j.ID); err != nil {
			return err
		}
		return tx.record(ctx, actor, "juror.change", "juror", j.ID, map[string]any{"round": p.Round.ID, "role": j.Role,
			"contests": form.Contests, "chairs": form.Chairs, "bodies": form.Bodies})
	})
	return wrapped("save seat", err)
}

// writeSeat runs fn on a juror who sits in a round that the actor manages and whose judging is not closed, under the round's lock.
func (s *Store) writeSeat(ctx context.Context, actor judging.Actor, juror string, fn func(tx *transaction, p *Place, j *Juror) error) error {
	round, err := s.roundOfJuror(ctx, juror)
	if err != nil {
		return err
	}
	return s.writeRound(ctx, round, exclusive, func(tx *transaction) error {
		p, err := tx.openPlace(ctx, actor, round)
		if err != nil {
			return err
		}
		j, err := tx.sitting(ctx, p, "juror", juror)
		if err != nil {
			return err
		}
		return fn(tx, p, j)
	})
}

func checkRole(role judging.Role) error {
	if role != judging.Member && role != judging.Chair && role != judging.Secretary {
		return fault.InForm(fault.Field{Name: "role", Key: "fault.unknown_choice"})
	}
	return nil
}

// placeSeat writes which contests a seat is for, which of them it leads, and which bodies the juror works for.
func (tx *transaction) placeSeat(ctx context.Context, p *Place, j *Juror, form SeatForm) error {
	var contests []Contest
	if err := tx.NewSelect().Model(&contests).Where("round_id = ?", p.Round.ID).Order("id").Scan(ctx); err != nil {
		return err
	}
	var wrong fields
	judges, leads := wrong.contests("contests", contests, form.Contests), wrong.contests("chairs", contests, form.Chairs)
	bodies, err := tx.bodyIDs(ctx, &wrong, form.Bodies)
	if err != nil {
		return err
	}
	if len(judges) == len(contests) {
		judges = nil
	}
	if form.Role == judging.Secretary && len(leads) > 0 || judges != nil && slices.ContainsFunc(leads, func(id int64) bool { return !slices.Contains(judges, id) }) {
		wrong.add("chairs", "seat.chair_elsewhere")
	}
	if err := tx.keepsDuties(ctx, &wrong, j, judges, form.Role); err != nil {
		return err
	}
	if err := wrong.err(); err != nil {
		return err
	}
	if err := tx.writePlaces(ctx, j, judges, leads, bodies); err != nil {
		return err
	}
	if err := tx.train(ctx, j); err != nil {
		return err
	}
	return tx.mayJudge(ctx, p, j)
}

// contests finds contests by their uids; what is not among them is wrong.
func (f *fields) contests(field string, contests []Contest, uids []string) (ids []int64) {
	for _, uid := range uids {
		if at := slices.IndexFunc(contests, func(c Contest) bool { return c.UID == uid }); at >= 0 {
			ids = append(ids, contests[at].ID)
		} else {
			f.add(field, "fault.unknown_choice")
		}
	}
	return ids
}

// bodyIDs finds bodies by their uids; what is none is wrong.
func (tx *transaction) bodyIDs(ctx context.Context, wrong *fields, uids []string) (ids []int64, err error) {
	if len(uids) == 0 {
		return nil, nil
	}
	err = tx.NewRaw("select id from body where uid in (?) order by id", bun.List(uids)).Scan(ctx, &ids)
	if err == nil && len(ids) != len(uids) {
		wrong.add("bodies", "fault.unknown_choice")
	}
	return ids, err
}

// keepsDuties refuses to take a juror out of a contest in which he has duties; training candidates are none.
func (tx *transaction) keepsDuties(ctx context.Context, wrong *fields, j *Juror, judges []int64, role judging.Role) error {
	if role != judging.Secretary && judges == nil {
		return nil
	}
	field, query := "role", tx.NewSelect().Model((*Assignment)(nil)).Where("juror_id = ?", j.ID).Where("removed_at is null").
		Where("candidate_id not in (select id from candidate where training)")
	if role != judging.Secretary {
		field = "contests"
		query.Where("contest_id not in (?)", bun.List(judges))
	}
	has, err := query.Exists(ctx)
	if has {
		wrong.add(field, "seat.has_duties")
	}
	return err
}

// writePlaces writes anew what a seat is for. A contest that it led and leads no more has the round's chair again.
func (tx *transaction) writePlaces(ctx context.Context, j *Juror, judges, leads, bodies []int64) error {
	for _, table := range []any{(*JurorContest)(nil), (*JurorBody)(nil)} {
		if _, err := tx.NewDelete().Model(table).Where("juror_id = ?", j.ID).Exec(ctx); err != nil {
			return err
		}
	}
	var limits []JurorContest
	for _, id := range judges {
		limits = append(limits, JurorContest{JurorID: j.ID, ContestID: id})
	}
	var employers []JurorBody
	for _, id := range bodies {
		employers = append(employers, JurorBody{JurorID: j.ID, BodyID: id})
	}
	if err := insertAll(ctx, tx, limits); err != nil {
		return err
	}
	if err := insertAll(ctx, tx, employers); err != nil {
		return err
	}
	if err := tx.chairs(ctx, j, nil); err != nil {
		return err
	}
	return tx.chairs(ctx, j, leads)
}

// chairs gives contests their own chair; without contests it takes the juror's from him.
func (tx *transaction) chairs(ctx context.Context, j *Juror, contests []int64) error {
	query := tx.NewUpdate().Model((*Contest)(nil))
	if contests == nil {
		query.Set("chair_id = null").Where("chair_id = ?", j.ID)
	} else {
		query.Set("chair_id = ?", j.ID).Where("id in (?)", bun.List(contests))
	}
	_, err := query.Exec(ctx)
	return err
}

// leave ends a seat, unless it has ended already; it leads no contest from then on.
func (tx *transaction) leave(ctx context.Context, j *Juror) error {
	if j.LeftAt.IsZero() {
		j.LeftAt = tx.now
	}
	if _, err := tx.NewUpdate().Model(j).Column("left_at", "declined_at", "declined_for", "answerer_id").WherePK().Exec(ctx); err != nil {
		return err
	}
	return tx.chairs(ctx, j, nil)
}

// sitsFor is the condition that a juror's seat is for a contest; both are columns or placeholders.
func sitsFor(juror, contest string) string {
	return fmt.Sprintf(`(not exists (select 1 from juror_contest s where s.juror_id = %[1]s)
		or exists (select 1 from juror_contest s where s.juror_id = %[1]s and s.contest_id = %[2]s))`, juror, contest)
}

// contestJury reads who may have duties in a contest: whoever sits for it and has not left, secretaries apart, who have no vote.
func (tx *transaction) contestJury(ctx context.Context, p *ContestPlace) (jurors []Juror, err error) {
	err = tx.NewSelect().Model(&jurors).Where("round_id = ?", p.Round.ID).Where("left_at is null").Where("role <> ?", judging.Secretary).
		Where(sitsFor("juror.id", "?"), p.Contest.ID).Order("id").Scan(ctx)
	return jurors, wrapped("jury", err)
}

// noDuty is the key that says why a juror, by uid, may have no duty in a contest.
func (tx *transaction) noDuty(ctx context.Context, p *ContestPlace, juror string) (string, error) {
	var found []Juror
	err := tx.NewSelect().Model(&found).Where("uid = ?", juror).Where("round_id = ?", p.Round.ID).Where("left_at is null").Scan(ctx)
	switch {
	case err != nil || len(found) == 0:
		return "fault.unknown_choice", err
	case found[0].Role == judging.Secretary:
		return "seat.secretary_has_no_vote", nil
	}
	return "seat.other_contest", nil
}
