package store

import (
	"context"
	"maps"
	"slices"

	"blazon/judging"

	"github.com/uptrace/bun"
)

// SeatSetup is what a seat is for, and what its organizer should know of it.
type SeatSetup struct {
	Judges  []CategorizedContest `bun:"-"` // none: all of the round
	Leads   []CategorizedContest `bun:"-"` // in place of the round's chair
	Bodies  []*Body              `bun:"-"` // that the juror works for
	Clashes []SeatClash          `bun:"-"`
	Unready bool                 // the seat, or a text that the jury was given, is not accepted
}

// SeatClash is a body of the juror's that competes where he sits.
type SeatClash struct {
	Body    *Body
	Contest CategorizedContest
	Bond    judging.Bond
}

// readSeats adds to the jury of a round what its seats are for, in a constant number of statements.
func (tx *transaction) readSeats(ctx context.Context, round int64, jurors []JurorSetup) error {
	contests, err := tx.contestsWhere(ctx, "round_id = ?", round)
	if err != nil {
		return err
	}
	var limits []JurorContest
	if err := tx.NewSelect().Model(&limits).Where("juror_id in (select id from juror where round_id = ?)", round).Scan(ctx); err != nil {
		return err
	}
	var employers []JurorBody
	err = tx.NewSelect().Model(&employers).Where("juror_id in (select id from juror where round_id = ?)", round).Order("body_id").Scan(ctx)
	if err != nil {
		return err
	}
	clashes, err := tx.clashes(ctx, round)
	if err != nil {
		return err
	}
	ids := map[int64]bool{}
	for _, e := range employers {
		ids[e.BodyID] = true
	}
	for _, c := range clashes {
		ids[c.Body] = true
	}
	bodies, err := tx.bodiesFor(ctx, ids)
	if err != nil {
		return err
	}
	for i := range jurors {
		jurors[i].seat(contests, limits, employers, clashes, bodies)
	}
	return nil
}

// bodiesFor reads bodies, by their ids.
func (tx *transaction) bodiesFor(ctx context.Context, ids map[int64]bool) (map[int64]*Body, error) {
	byID := map[int64]*Body{}
	bodies, err := tx.bodiesByID(ctx, slices.Collect(maps.Keys(ids)))
	for _, b := range bodies {
		byID[b.ID] = b
	}
	return byID, err
}

// seat picks what is the juror's.
func (j *JurorSetup) seat(contests []CategorizedContest, limits []JurorContest, employers []JurorBody, clashes []judging.Clash, bodies map[int64]*Body) {
	for _, c := range contests {
		if slices.Contains(limits, JurorContest{JurorID: j.Juror.ID, ContestID: c.Contest.ID}) {
			j.Judges = append(j.Judges, c)
		}
		if c.Contest.ChairID == j.Juror.ID {
			j.Leads = append(j.Leads, c)
		}
		for _, clash := range clashes {
			if clash.Juror == j.Juror.ID && clash.Contest == c.Contest.ID {
				j.Clashes = append(j.Clashes, SeatClash{bodies[clash.Body], c, clash.Bond})
			}
		}
	}
	for _, e := range employers {
		if e.JurorID == j.Juror.ID {
			j.Bodies = append(j.Bodies, bodies[e.BodyID])
		}
	}
}

// SittingRules is who may sit in an edition's juries, and who may compete.
type SittingRules struct {
	JurorBars     bool     // nobody judges where a body of his competes; otherwise it is only said
	WinnersRest   int      // winners of so many editions before do not compete
	WinnersBarred bool     // they are refused; otherwise it is only said
	Compete       []string // uids of the categories whose winners compete all the same
}

// mostResting is for how many editions a winner may rest.
const mostResting = 20

// SaveSittingRules sets them, for an organizer of the edition's root chapter. What is so already stays: whoever sits, or competes, is
// shown with a warning.
func (s *Store) SaveSittingRules(ctx context.Context, actor judging.Actor, edition string, form SittingRules) error {
	err := s.writeEdition(ctx, actor, edition, func(tx *transaction, e *Edition) error {
		var wrong fields
		if form.WinnersRest < 0 || form.WinnersRest > mostResting {
			wrong.add("winners_rest", "seat.bad_rest")
		}
		if err := wrong.err(); err != nil {
			return err
		}
		e.JurorBars, e.WinnersRest, e.WinnersBarred = form.JurorBars, form.WinnersRest, form.WinnersBarred
		if _, err := tx.NewUpdate().Model(e).Column("juror_bars", "winners_rest", "winners_barred").WherePK().Exec(ctx); err != nil {
			return err
		}
		_, err := tx.NewUpdate().Model((*Category)(nil)).Set("winners_compete = (uid in (?))", bun.List(append([]string{""}, form.Compete...))).
			Where("edition_id = ?", e.ID).Exec(ctx)
		if err != nil {
			return err
		}
		return tx.record(ctx, actor, "edition.sitting", "edition", e.ID, form)
	})
	return wrapped("save sitting rules", err)
}
