package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"blazon/judging"
)

// ResultLife is where a contest's result stands, and the steps that led there.
type ResultLife struct {
	ContestPlace
	State      judging.State // at the moment
	Steps      []*LifeStep   // the oldest first
	Waiting    *WaitingAnnouncement
	Objections struct{ Open, All int }
}

// LifeStep is one act on a result, on record.
type LifeStep struct {
	Act         string // "result.decide"
	HappenedAt  time.Time
	Who         string    // empty: nobody with an account, or the account is gone
	Entered     string    // who entered it, where it took two people
	Note        string    // why
	AnnouncedAt time.Time `bun:"-"` // T0 that it set
	Body        string
}

// Name is the act's as the end of a key.
func (s *LifeStep) Name() string { return strings.ReplaceAll(s.Act, ".", "_") }

// People names who took the step: whoever entered it first.
func (s *LifeStep) People() string {
	return strings.Join(slices.DeleteFunc([]string{s.Entered, s.Who}, func(name string) bool { return name == "" }), ", ")
}

// Amending tells whether the public result waits for a corrected version.
func (v *ResultLife) Amending() bool { return v.Facts().Amending }

// WaitingAnnouncement is a moment of announcing that waits for a second person.
type WaitingAnnouncement struct {
	Announcement
	Who string // entered it
}

// lifeActs are the acts on a contest that are steps of its result's life.
const lifeActs = `'result.announce', 'result.call_off', 'result.seal', 'result.unseal'`

// ResultLife reads it for the contest's organizer.
func (s *Store) ResultLife(ctx context.Context, actor judging.Actor, contest string) (*ResultLife, error) {
	v := &ResultLife{}
	err := s.read(ctx, func(tx *transaction) error {
		p, err := tx.contestPlace(ctx, actor, judging.ManageRound, contest)
		if err != nil {
			return err
		}
		v.ContestPlace = *p
		if v.State, err = tx.stateOf(ctx, &p.Place, &p.Contest); err != nil {
			return err
		}
		if v.Steps, err = tx.lifeSteps(ctx, p.Contest.ID); err != nil {
			return err
		}
		err = tx.NewRaw(`select count(*) as "all", count(case when state = 'open' then 1 end) as open from objection where contest_id = ?`,
			p.Contest.ID).Scan(ctx, &v.Objections.All, &v.Objections.Open)
		if err != nil {
			return err
		}
		var waiting []*WaitingAnnouncement
		err = tx.NewRaw(`select a.*, u.name as who from announcement a join "user" u on u.id = a.entered_by where a.contest_id = ? and a.state = ?`,
			p.Contest.ID, PairWaiting).Scan(ctx, &waiting)
		if len(waiting) > 0 {
			v.Waiting = waiting[0]
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("life of result: %w", err)
	}
	return v, nil
}

func (tx *transaction) lifeSteps(ctx context.Context, contest int64) (steps []*LifeStep, err error) {
	err = tx.NewRaw(`select e.act, e.happened_at, e.body, coalesce(u.name, '') as who, coalesce(n.note, '') as note, coalesce(b.name, '') as entered
		from event e left join "user" u on u.id = e.user_id left join event_note n on n.event_id = e.id
		left join announcement a on e.act = 'result.announce' and a.contest_id = e.object_id and (a.decided_at = e.happened_at or a.at_reveal) and a.state = 'confirmed'
		left join erratum x on e.act = 'result.correct' and x.result_id = e.object_id
		left join "user" b on b.id = coalesce(a.entered_by, x.entered_by)
		where e.object = 'contest' and e.object_id = ?0 and e.act in (`+lifeActs+`)
		or e.object = 'result' and e.act in ('result.decide', 'result.correct', 'result.archive') and e.object_id in (select id from result where contest_id = ?0)
		order by e.id`, contest).Scan(ctx, &steps)
	for _, step := range steps {
		var body announceBody
		if step.Act == "result.announce" && json.Unmarshal([]byte(step.Body), &body) == nil {
			step.AnnouncedAt = body.At
		}
	}
	return steps, err
}

// stateOf computes where a contest's result stands at the moment of reading.
func (tx *transaction) stateOf(ctx context.Context, p *Place, c *Contest) (judging.State, error) {
	life := judging.Life{Closed: !p.Round.ClosedAt.IsZero(), Stored: c.State, AnnouncedAt: c.AnnouncedAt, ObjectionsUntil: c.ObjectionsUntil,
		Pending: !c.AmendingAt.IsZero()}
	if life.Pending || c.ObjectionsUntil.IsZero() || tx.now.Before(c.ObjectionsUntil) {
		return life.StateAt(tx.now), nil
	}
	open, err := tx.NewSelect().Model((*Objection)(nil)).Where("contest_id = ?", c.ID).Where("state = ?", ObjectionOpen).Exists(ctx)
	life.Pending = open
	return life.StateAt(tx.now), err
}
