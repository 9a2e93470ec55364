package store

import (
	"context"

	"blazon/fault"
	"blazon/judging"
)

// ProposeRevealing enters for a second person that a contest's T0 is when the ceremony reveals its last winner. Faults: those of
// ProposeAnnouncement; Conflict also once that is confirmed.
func (s *Store) ProposeRevealing(ctx context.Context, actor judging.Actor, contest string) error {
	err := s.writeContest(ctx, actor, judging.Announce, contest, func(tx *transaction, p *ContestPlace) error {
		plans, err := tx.revealPlans(ctx, p.Round.ID)
		switch plan := plans[p.Contest.ID]; {
		case err != nil:
			return err
		case !p.Edition.AnnouncingPair:
			return fault.New(fault.Closed, "result.no_pair_needed")
		case p.Contest.State != judging.Sealed:
			return fault.New(fault.Closed, "hall.not_sealed")
		case plan != nil && plan.State == PairConfirmed:
			return fault.New(fault.Conflict, "result.decided_already")
		}
		if err := tx.mustNotWait(ctx, p); err != nil {
			return err
		}
		a := &Announcement{UID: s.NewUID(), ContestID: p.Contest.ID, AtReveal: true, State: PairWaiting, EnteredBy: actor.User, EnteredAt: tx.now}
		if _, err := tx.NewInsert().Model(a).Exec(ctx); err != nil {
			return err
		}
		return tx.record(ctx, actor, "announcement.enter", "announcement", a.ID, map[string]any{"contest": p.Contest.ID, "at_reveal": true})
	})
	return wrapped("propose revealing", err)
}

// revealPlans reads the plans of a round's contests to be announced as they are revealed, by the contests' row ids: those that wait, and
// those that were confirmed. A result that was taken back has none any more.
func (tx *transaction) revealPlans(ctx context.Context, round int64) (map[int64]*Announcement, error) {
	var rows []*Announcement
	err := tx.NewSelect().Model(&rows).Where("at_reveal").Where("state = ? or state = ?", PairWaiting, PairConfirmed).
		Where("contest_id in (select id from contest where round_id = ?)", round).Order("id").Scan(ctx)
	plans := map[int64]*Announcement{}
	for _, a := range rows {
		plans[a.ContestID] = a
	}
	return plans, err
}
