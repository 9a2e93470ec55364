package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// PressRelease is what the data say of a round's results for the press.
type PressRelease struct {
	*RoundResults
	Content   *ScriptContent // of the contests that it tells of, the best first
	About     locale.Text    // what the organizer writes of the competition
	Entries   int            // how many competed; 0: not known of all contests
	Entrants  int            // whose they were
	Jurors    int            // who scored them; 0: not known
	Hidden    int            // of its contests, not public yet
	Left      int            // contests of the round that it does not tell of
	NotBefore time.Time      // the T0 of the last hidden one; zero: not set for all
}

// PressRelease reads what can be told of a round's results, for its organizers: the decided, or only what everybody may know already.
func (s *Store) PressRelease(ctx context.Context, actor judging.Actor, round string, public bool) (v *PressRelease, err error) {
	err = s.read(ctx, func(tx *transaction) error {
		p, err := tx.place(ctx, actor, judging.ViewScript, round)
		if err != nil {
			return err
		}
		results, err := tx.readResults(ctx, actor, p, "")
		if err != nil {
			return err
		}
		v = &PressRelease{RoundResults: results}
		v.tell(public)
		script, err := tx.scriptOf(ctx, p.Round.ID)
		if err != nil {
			return err
		}
		v.About = script.About
		return tx.countJurors(ctx, v)
	})
	if err != nil {
		return nil, fmt.Errorf("press release: %w", err)
	}
	return v, nil
}

// tell picks out what the release tells of.
func (v *PressRelease) tell(public bool) {
	all := len(v.Contests)
	v.Contests = slices.DeleteFunc(v.Contests, func(c *ContestResult) bool { return c.Result == nil || public && !v.public(c) })
	v.Left = all - len(v.Contests)
	v.Content = v.scriptContent()
	entrants, known := map[string]bool{}, true
	for _, c := range v.Contests {
		contest := v.scriptContest(c, false)
		v.Content.Contests = append(v.Content.Contests, contest)
		v.Entries += contest.Entries
		known = known && c.Result.Algorithm != Archive
		for _, st := range c.Standings {
			for _, b := range st.Candidate.Bodies {
				entrants[b.UID] = true
			}
		}
		v.hide(c)
	}
	if v.Entrants = len(entrants); !known {
		v.Entries, v.Entrants = 0, 0
	}
	if overall := v.Beside(); len(overall) > 0 && v.Left == 0 {
		v.Content.Contests = append(v.Content.Contests, ScriptContest{Decided: true, Moments: awardMoments(overall)})
	}
}

// hide takes down that a contest is not public yet, and until when.
func (v *PressRelease) hide(c *ContestResult) {
	if v.public(c) {
		return
	}
	at := c.Contest.AnnouncedAt
	if v.Hidden == 0 || at.IsZero() || !v.NotBefore.IsZero() && at.After(v.NotBefore) {
		v.NotBefore = at
	}
	v.Hidden++
}

// countJurors counts who scored what the release tells of.
func (tx *transaction) countJurors(ctx context.Context, v *PressRelease) error {
	ids := []int64{0}
	for _, c := range v.Contests {
		ids = append(ids, c.Contest.ID)
	}
	return tx.NewRaw(`select count(distinct a.juror_id) from assignment a join sheet h on h.assignment_id = a.id and h.state = 'submitted'
		join candidate n on n.id = a.candidate_id and not n.training
		where a.removed_at is null and a.contest_id in (?)`, bun.List(ids)).Scan(ctx, &v.Jurors)
}
