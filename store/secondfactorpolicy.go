package store

import (
	"context"
	"time"

	"blazon/fault"
	"blazon/judging"
)

// FactorPolicy is since when a competition asks whoever organizes or chairs in it for a second factor, and who of them has one.
type FactorPolicy struct {
	Competition Competition
	People      []FactorHolder // in the order of their names
}

// FactorHolder is somebody whom the competition asks.
type FactorHolder struct {
	Name  string
	Email string
	Has   bool
}

// Zone is where its moments are read.
func (p *FactorPolicy) Zone() string { return p.Competition.TimeZone }

// FactorPolicy reads it for an organizer of the competition's root chapter.
func (s *Store) FactorPolicy(ctx context.Context, actor judging.Actor, competition string) (p *FactorPolicy, err error) {
	err = s.read(ctx, func(tx *transaction) error {
		c, err := tx.setUpCompetition(ctx, actor, competition)
		if err != nil {
			return err
		}
		p = &FactorPolicy{Competition: *c}
		return tx.NewRaw(`select u.name, u.email, exists (select 1 from second_factor f where f.user_id = u.id) as has
			from "user" u where (u.ended_at is null or u.ended_at > ?0) and (u.id in (select m.user_id from membership m join chapter c on c.id = m.chapter_id
				where c.competition_id = ?1 and m.role = 'organizer' and m.starts_at <= ?0 and (m.ends_at is null or m.ends_at > ?0))
			or u.id in (select j.user_id from juror j join round r on r.id = j.round_id join edition e on e.id = r.edition_id
				where e.competition_id = ?1 and (j.left_at is null or j.left_at > ?0)
				and (j.role = 'chair' or exists (select 1 from contest t where t.chair_id = j.id))))
			order by u.name, u.id`, tx.now, c.ID).Scan(ctx, &p.People)
	})
	return p, wrapped("factor policy", err)
}

// setUpCompetition reads a competition for an organizer of its root chapter.
func (tx *transaction) setUpCompetition(ctx context.Context, actor judging.Actor, uid string) (*Competition, error) {
	c, root := &Competition{}, &Chapter{}
	if err := tx.NewSelect().Model(c).Where("uid = ?", uid).Scan(ctx); err != nil {
		return nil, absentAs(err)
	}
	if err := tx.NewSelect().Model(root).Where("competition_id = ?", c.ID).Where("parent_id is null").Scan(ctx); err != nil {
		return nil, err
	}
	return c, judging.May(actor, judging.SetUp, judging.Facts{Chapter: root.Path})
}

// SetFactorPolicy asks whoever organizes or chairs in a competition for a second factor from a moment on, or, where it is zero, no more.
// Whoever asks it of others needs one himself.
func (s *Store) SetFactorPolicy(ctx context.Context, actor judging.Actor, competition string, from time.Time) error {
	err := s.write(ctx, func(tx *transaction) error {
		c, err := tx.setUpCompetition(ctx, actor, competition)
		if err != nil {
			return err
		}
		held, err := tx.factorOf(ctx, actor.User)
		if err != nil {
			return err
		}
		if !from.IsZero() && held == nil {
			return fault.InForm(fault.Field{Name: "asks", Key: "account.policy_own_first"})
		}
		before := c.SecondFactorFrom
		c.SecondFactorFrom = micros(from)
		if from.IsZero() {
			c.SecondFactorFrom = time.Time{}
		}
		if _, err := tx.NewUpdate().Model(c).Column("second_factor_from").WherePK().Exec(ctx); err != nil {
			return err
		}
		return tx.record(ctx, actor, "competition.factor", "competition", c.ID, map[string]time.Time{"from": c.SecondFactorFrom, "before": before})
	})
	return wrapped("set factor policy", err)
}
