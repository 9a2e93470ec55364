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
		p, err := tx.stagePlace(ctx, actor, judging.ViewScript, round)
		if err != nil {
			return err
		}
		p.Stage = Stage{Places: p.Stage.Places} // also what is announced without a ceremony
		reader := actor
		if public {
			reader = judging.Actor{}
		}
		sequence, err := tx.ceremonySequence(ctx, reader, p)
		if err != nil {
			return err
		}
		v = &PressRelease{RoundResults: sequence.RoundResults}
		v.tell(sequence)
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

// tell says what the ceremony does, the best first, and counts.
func (v *PressRelease) tell(sequence *CeremonySequence) {
	v.Content = v.scriptContent()
	v.Content.Contests = sequence.scriptContests()
	for i := range v.Content.Contests {
		moments := v.Content.Contests[i].Moments
		slices.SortStableFunc(moments, func(a, b ScriptMoment) int { return a.rank() - b.rank() })
	}
	entrants, known := map[string]bool{}, true
	for _, c := range v.Contests {
		if c.Result == nil {
			v.Left++
			continue
		}
		v.Entries += len(c.Standings)
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
}

// rank puts the places before the awards, the best first.
func (m *ScriptMoment) rank() int {
	if m.Kind != "" {
		return lastPrize + 1
	}
	return m.Place
}

// hide takes down that a contest is not public yet, and until when.
func (v *PressRelease) hide(c *ContestResult) {
	if v.ContestFacts(&c.Contest).Public {
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
		if c.Result != nil {
			ids = append(ids, c.Contest.ID)
		}
	}
	return tx.NewRaw(`select count(distinct a.juror_id) from assignment a join sheet h on h.assignment_id = a.id and h.state = 'submitted'
		join candidate n on n.id = a.candidate_id and not n.training
		where a.removed_at is null and a.contest_id in (?)`, bun.List(ids)).Scan(ctx, &v.Jurors)
}
