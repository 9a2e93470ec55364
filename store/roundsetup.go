package store

import (
	"context"
	"fmt"

	"blazon/judging"
)

// RoundSetup is a round as its organizer sees it: dates, ceremony, jury and contests.
type RoundSetup struct {
	Place
	RoundCount
	Ceremony    *Ceremony // nil: not known yet
	Signatories []Signatory
	Partners    []Partner
	Next        *Round // where the winners go; nil: nowhere
	OwnNext     bool   // the actor organizes that round, too
	Contests    []ContestSetup
	Jurors      []JurorSetup
}

// ContestSetup is a contest with how much there is in it.
type ContestSetup struct {
	CategorizedContest
	Candidates  int
	Jurors      int // with a duty
	Assignments int
	Submitted   int
}

// JurorSetup is a seat with its account and its duties.
type JurorSetup struct {
	Juror     Juror  `bun:"embed:juror_"`
	Email     string // empty: no account
	Invited   bool   // has an account without a password: cannot sign in yet
	Away      bool   // letters to the address come back
	Sheets    int
	Submitted int
	SeatSetup
}

// RoundSetup reads a round for its organizer, in a constant number of statements.
func (s *Store) RoundSetup(ctx context.Context, actor judging.Actor, round string) (*RoundSetup, error) {
	v := &RoundSetup{}
	err := s.read(ctx, func(tx *transaction) error {
		p, err := tx.place(ctx, actor, judging.ManageRound, round)
		if err != nil {
			return err
		}
		v.Place = *p
		counts, err := tx.roundCounts(ctx, []Round{p.Round})
		if err != nil {
			return err
		}
		v.RoundCount = counts[p.Round.ID]
		if err := tx.setupDetails(ctx, actor, v); err != nil {
			return err
		}
		if v.Contests, err = tx.setupContests(ctx, p); err != nil {
			return fmt.Errorf("contests: %w", err)
		}
		if v.Jurors, err = tx.setupJurors(ctx, p); err != nil {
			return fmt.Errorf("jurors: %w", err)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("round setup: %w", err)
	}
	return v, nil
}

func (tx *transaction) setupDetails(ctx context.Context, actor judging.Actor, v *RoundSetup) error {
	var ceremonies []*Ceremony
	if err := tx.NewSelect().Model(&ceremonies).Where("round_id = ?", v.Round.ID).Scan(ctx); err != nil {
		return err
	}
	if len(ceremonies) > 0 {
		v.Ceremony = ceremonies[0]
	}
	if err := tx.NewSelect().Model(&v.Signatories).Where("round_id = ?", v.Round.ID).Order("position").Scan(ctx); err != nil {
		return err
	}
	if err := tx.NewSelect().Model(&v.Partners).Where("round_id = ?", v.Round.ID).Order("position").Scan(ctx); err != nil {
		return err
	}
	next, err := tx.placesOf(ctx, "id = ?", v.Round.NextRoundID)
	if len(next) > 0 {
		v.Next, v.OwnNext = &next[0].Round, judging.May(actor, judging.ManageRound, next[0].Facts()) == nil
	}
	return err
}

// standingDuty joins the duties that are owed to their sheets; neither a removed nor a released one is, nor
// one in a contest that is called off.
const standingDuty = `assignment a
	join sheet h on h.assignment_id = a.id
	join candidate n on n.id = a.candidate_id and n.withdrawn_at is null
	join contest held on held.id = a.contest_id and held.cancelled_at is null
	where a.removed_at is null and not exists (select 1 from recusal x where x.juror_id = a.juror_id
		and x.candidate_id = a.candidate_id and x.criterion_id is null and x.ended_at is null)`

func (tx *transaction) setupContests(ctx context.Context, p *Place) ([]ContestSetup, error) {
	contests, err := tx.contestsWhere(ctx, "round_id = ?", p.Round.ID)
	if err != nil {
		return nil, err
	}
	var counts []struct {
		ID                                         int64
		Candidates, Jurors, Assignments, Submitted int
	}
	err = tx.NewRaw(`
		with duty as (select a.contest_id, a.juror_id, h.state from `+standingDuty+` and a.contest_id in (select id from contest where round_id = ?0)),
		counted as (select contest_id, count(*) as assignments, count(distinct juror_id) as jurors,
			count(case when state = 'submitted' then 1 end) as submitted from duty group by contest_id)
		select t.id, (select count(*) from candidate n where n.contest_id = t.id and n.withdrawn_at is null) as candidates,
			coalesce(c.jurors, 0) as jurors, coalesce(c.assignments, 0) as assignments, coalesce(c.submitted, 0) as submitted
		from contest t left join counted c on c.contest_id = t.id where t.round_id = ?0`, p.Round.ID).Scan(ctx, &counts)
	if err != nil {
		return nil, err
	}
	var list []ContestSetup
	for _, c := range contests {
		row := ContestSetup{CategorizedContest: c}
		for _, n := range counts {
			if n.ID == c.Contest.ID {
				row.Candidates, row.Jurors, row.Assignments, row.Submitted = n.Candidates, n.Jurors, n.Assignments, n.Submitted
			}
		}
		list = append(list, row)
	}
	return list, nil
}

// setupJurors reads the jury: chair, members, secretaries, then who left.
func (tx *transaction) setupJurors(ctx context.Context, p *Place) ([]JurorSetup, error) {
	var list []JurorSetup
	err := tx.NewRaw(`
		with counted as (select a.juror_id, count(*) as sheets, count(case when h.state = 'submitted' then 1 end) as submitted
			from `+standingDuty+` and a.juror_id in (select id from juror where round_id = ?0) group by a.juror_id)
		select `+tx.store.columns(JurorSetup{})+`, (select `+unready+` from juror j join round r on r.id = j.round_id where j.id = juror.id) as unready,
			coalesce(u.email, '') as email, coalesce(u.password_hash = '', ?1) as invited,
			`+isAway("u.email")+` as away,
			coalesce(c.sheets, 0) as sheets, coalesce(c.submitted, 0) as submitted
		from juror left join "user" u on u.id = juror.user_id left join counted c on c.juror_id = juror.id
		where juror.round_id = ?0
		order by juror.left_at is not null, case juror.role when 'chair' then 1 when 'member' then 2 else 3 end, juror.name, juror.uid`,
		p.Round.ID, false).Scan(ctx, &list)
	if err != nil {
		return nil, err
	}
	return list, tx.readSeats(ctx, p.Round.ID, list)
}
