package store

import (
	"context"
	"encoding/json"
	"fmt"

	"blazon/judging"
)

// TallyView is a contest's tally with everything that a page needs to show how it came about.
type TallyView struct {
	*ContestPlace
	*LoadedContest
	Outcome *judging.Outcome
	Decided *Result // the newest frozen result; nil: none yet
}

// Outdated tells whether something else comes out by now than what was decided last.
func (v *TallyView) Outdated() bool {
	text, err := json.Marshal(v.Outcome)
	return v.Decided != nil && (err != nil || string(text) != v.Decided.Outcome)
}

// OpenGaps counts the values that are missing, of candidates that the actor may judge.
func (v *TallyView) OpenGaps() (n int) {
	for _, cell := range v.Outcome.Gaps {
		if v.Sees(v.Candidates[cell.Candidate]) {
			n++
		}
	}
	return n
}

// OpenTies counts the ties that wait for the jury, among candidates that the actor may judge.
func (v *TallyView) OpenTies() (n int) {
	for _, group := range v.Outcome.Undecided {
		if v.SeesEach(group) {
			n++
		}
	}
	return n
}

// Tally computes a contest as it stands. The numbers are for the organizer, the chair and the secretary, only once the judging has
// closed, and each sees only those of candidates that he may judge: Sees says which.
func (s *Store) Tally(ctx context.Context, actor judging.Actor, contest string) (*TallyView, error) {
	var view TallyView
	err := s.read(ctx, func(tx *transaction) (err error) {
		if view.ContestPlace, err = tx.contestPlace(ctx, actor, judging.ViewTally, contest); err != nil {
			return err
		}
		if view.LoadedContest, view.Outcome, err = tx.tally(ctx, view.ContestPlace); err != nil {
			return err
		}
		if view.sights, err = tx.sights(ctx, actor, &view.Place); err != nil {
			return err
		}
		view.Decided, err = tx.newestResult(ctx, view.Contest.ID)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("tally: %w", err)
	}
	return &view, nil
}

// tally loads a contest and computes it.
func (tx *transaction) tally(ctx context.Context, p *ContestPlace) (*LoadedContest, *judging.Outcome, error) {
	loaded, err := tx.loadContest(ctx, p)
	if err != nil {
		return nil, nil, fmt.Errorf("load contest %s: %w", p.Contest.UID, err)
	}
	outcome, err := judging.Tally(loaded.Input)
	if err != nil {
		return nil, nil, fmt.Errorf("tally contest %s: %w", p.Contest.UID, err)
	}
	return loaded, outcome, nil
}
