package store

import (
	"context"

	"blazon/judging"

	"github.com/uptrace/bun"
)

// open announces the contests of which the last winner has been revealed, but for those that something keeps shut.
func (tx *transaction) open(ctx context.Context, actor judging.Actor, p *StagePlace, contests []*ContestPlace, steps []*PerformanceStep) error {
	shut, err := tx.shut(ctx, p, steps)
	if err != nil {
		return err
	}
	var curtains []judging.Curtain
	for _, c := range contests {
		curtain := curtainOf(steps, c.Contest.ID)
		curtain.Public, curtain.Timed = c.Facts().Public, c.timed(&c.Contest)
		curtains = append(curtains, curtain)
	}
	overall := curtainOf(steps, 0)
	overall.Overall = true
	plans, err := tx.revealPlans(ctx, p.Round.ID)
	if err != nil {
		return err
	}
	for _, i := range judging.Opening(append(curtains, overall)) {
		c := contests[i]
		if shut(&c.Contest) != "" {
			continue // the console says why; it is announced as usual
		}
		if err := tx.announce(ctx, actor, c, tx.now, plans[c.Contest.ID]); err != nil {
			return err
		}
	}
	return nil
}

// Curtained is what a ceremony does with the page of a contest.
type Curtained string

// What the page of a contest waits for in a ceremony that opens pages, and why it does not open.
const (
	PageOpen        Curtained = "open"
	PageHidden      Curtained = "hidden"      // something of it has not been revealed
	PageOverall     Curtained = "overall"     // all of it has been, but not what is conferred over all contests
	PageTimed       Curtained = "timed"       // it opens by the clock
	PageUnconfirmed Curtained = "unconfirmed" // both have not said so, or have taken it back
	PageChanged     Curtained = "changed"     // its result was opened since, or is another one by now
	PageShut        Curtained = "shut"        // what kept it shut is gone, but nothing is left to reveal
)

// shut reads what tells why the page of a contest does not open by what is revealed of it; empty: it does.
func (tx *transaction) shut(ctx context.Context, p *StagePlace, steps []*PerformanceStep) (func(*Contest) Curtained, error) {
	plans, err := tx.revealPlans(ctx, p.Round.ID)
	if err != nil {
		return nil, err
	}
	var newest []struct{ ContestID, ID int64 }
	err = tx.NewRaw(`select r.contest_id, r.id from result r join contest t on t.id = r.contest_id where t.round_id = ?
		and r.version = (select max(o.version) from result o where o.contest_id = r.contest_id)`, p.Round.ID).Scan(ctx, &newest)
	held := map[int64]int64{}
	for _, r := range newest {
		held[r.ContestID] = r.ID
	}
	return func(c *Contest) Curtained {
		if c.State != judging.Sealed && !p.timed(c) {
			return PageChanged
		}
		for _, s := range steps {
			if s.ContestID == c.ID && s.ResultID != held[c.ID] {
				return PageChanged
			}
		}
		if plan := plans[c.ID]; p.Edition.AnnouncingPair && (plan == nil || plan.State != PairConfirmed) {
			return PageUnconfirmed
		}
		return ""
	}, err
}

// curtain says of each contest what the ceremony that is on does with its page; of one that opens no pages it says nothing.
func (tx *transaction) curtain(ctx context.Context, v *StageConsole, steps []*PerformanceStep) error {
	if !v.Performance.Opens {
		return nil
	}
	shut, err := tx.shut(ctx, v.StagePlace, steps)
	if err != nil {
		return err
	}
	for _, c := range v.Contests {
		of, why := curtainOf(steps, c.Contest.ID), shut(&c.Contest)
		switch {
		case c.Public:
			c.Page = PageOpen
		case v.timed(&c.Contest):
			c.Page = PageTimed
		case of.Absent:
		case of.Hidden > 0:
			c.Page = PageHidden
		case why != "":
			c.Page = why
		case curtainOf(steps, 0).Hidden > 0:
			c.Page = PageOverall
		default:
			c.Page = PageShut
		}
	}
	return nil
}

// curtainOf counts what is hidden of a contest.
func curtainOf(steps []*PerformanceStep, contest int64) judging.Curtain {
	c := judging.Curtain{Absent: true}
	for _, s := range steps {
		if s.ContestID != contest {
			continue
		}
		c.Absent = false
		if s.RevealedAt.IsZero() {
			c.Hidden++
		}
	}
	return c
}

// unstaged reads the awards of a round that were conferred since its ceremony began, so that this has no step for them.
func (tx *transaction) unstaged(ctx context.Context, v *StageConsole, steps []*PerformanceStep) (list []*Award, err error) {
	staged, within := []int64{0}, []int64{0}
	for _, s := range steps {
		staged = append(staged, s.AwardID)
	}
	for _, c := range v.Contests {
		within = append(within, c.Contest.ID)
	}
	err = tx.NewSelect().Model(&list).Where("round_id = ?", v.Round.ID).Where("kind not in (?)", bun.List([]string{AwardForPlace, AwardParticipation})).
		Where("not withheld and candidate_id is not null").Where("id not in (?)", bun.List(staged)).
		Where("contest_id is null or contest_id in (?)", bun.List(within)).Order("position", "id").Scan(ctx)
	return list, err
}
