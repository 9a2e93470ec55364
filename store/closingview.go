package store

import (
	"context"
	"fmt"

	"blazon/judging"
	"blazon/locale"
)

// ClosingView is everything that somebody who closes a round's judging goes by, and what it came to once it is closed. There is no
// score in it before.
type ClosingView struct {
	*Progress
	Facts  judging.ClosingFacts
	Judged []*ClosingContest // the contests that are scored here
	Last   *Closing          // the one in force; nil: the judging is not closed, or was before closings were kept
	By     string            // who closed; empty: nobody with an account
	Before []*Closing        // those that were taken back, the oldest first
}

// Gaps counts those of all contests.
func (v *ClosingView) Gaps() (n int) {
	for _, c := range v.Judged {
		n += len(c.Gaps)
	}
	return n
}

// ClosingContest is one contest at the closing.
type ClosingContest struct {
	*ContestPlace
	Gaps     []*Gap
	Unseen   int          // candidates that the actor may not judge, so that their gaps are not listed
	Counting []*Criterion // that may be dropped
	Control  *ControlView // nil: the judging is not closed
}

// ClosingView reads what is missing in a round and what its contests add up to, for its organizer, its chair and its secretary.
func (s *Store) ClosingView(ctx context.Context, actor judging.Actor, round string, lang locale.Language) (*ClosingView, error) {
	v := &ClosingView{Progress: &Progress{}}
	err := s.read(ctx, func(tx *transaction) error {
		p, err := tx.place(ctx, actor, judging.ViewProgress, round)
		if err != nil {
			return err
		}
		v.Place = *p
		sights, err := tx.sights(ctx, actor, p)
		if err != nil {
			return err
		}
		if err := tx.readProgress(ctx, v.Progress, sights, lang); err != nil {
			return err
		}
		if err := tx.readClosings(ctx, v); err != nil {
			return err
		}
		return tx.readClosing(ctx, v, sights)
	})
	if err != nil {
		return nil, fmt.Errorf("closing: %w", err)
	}
	return v, nil
}

// readClosing reads the contests one after the other: a round has few.
func (tx *transaction) readClosing(ctx context.Context, v *ClosingView, sights map[int64]Sight) error {
	controls, err := tx.controls(ctx, &v.Place)
	if err != nil {
		return err
	}
	v.Facts = v.closingFacts()
	count := v.Count()
	v.Facts.Sheets, v.Facts.Missing, v.Facts.Drafts = count.Sheets, count.Open(), count.Drafts
	err = tx.NewRaw(`select count(*) from paper join contest t on t.id = paper.contest_id where t.round_id = ? and paper.state = 'waiting'`,
		v.Round.ID).Scan(ctx, &v.Facts.Papers)
	if err != nil {
		return err
	}
	for _, c := range controls {
		contest, err := tx.closingContest(ctx, v, c, sights)
		if err != nil {
			return err
		}
		v.Judged = append(v.Judged, contest)
		v.Facts.Gaps += len(contest.Gaps)
		for _, gap := range contest.Gaps {
			if !gap.Enough() {
				v.Facts.TooFew++
			}
		}
	}
	return nil
}

func (tx *transaction) closingContest(ctx context.Context, v *ClosingView, c *contestControl, sights map[int64]Sight) (*ClosingContest, error) {
	outcome, err := judging.Tally(c.loaded.Input)
	if err != nil {
		return nil, fmt.Errorf("tally contest %s: %w", c.place.Contest.UID, err)
	}
	c.loaded.sights = sights
	out := &ClosingContest{ContestPlace: c.place, Gaps: c.loaded.Gaps(c.place.Contest.UID, outcome), Counting: c.loaded.Counting()}
	for _, candidate := range c.loaded.Candidates {
		if !c.loaded.Sees(candidate) {
			out.Unseen++
		}
	}
	if v.Last != nil {
		out.Control, err = tx.controlView(ctx, v.Last, c)
	}
	return out, err
}

func (tx *transaction) readClosings(ctx context.Context, v *ClosingView) error {
	var all []*Closing
	if err := tx.NewSelect().Model(&all).Where("round_id = ?", v.Round.ID).Order("id").Scan(ctx); err != nil {
		return err
	}
	for _, c := range all {
		if c.ReopenedAt.IsZero() {
			v.Last = c
		} else {
			v.Before = append(v.Before, c)
		}
	}
	if v.Last == nil || v.Last.UserID == 0 {
		return nil
	}
	return tx.NewRaw(`select name from "user" where id = ?`, v.Last.UserID).Scan(ctx, &v.By)
}
