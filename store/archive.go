package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
)

// ArchiveForm is a result as it was published elsewhere: places, and no scores behind them.
type ArchiveForm struct {
	Places      []ArchivedPlace // best first; who is not among them competed without a place
	Source      string          // where it was published
	Note        locale.Text
	AnnouncedAt time.Time

	erratum locale.Text // why it replaces the version that everybody saw before
}

// ArchivedPlace is one published place; Last ends a shared range such as 2–3, otherwise it is the place.
type ArchivedPlace struct {
	Candidate string // uid
	Points    string // as published; empty: not at all
	Place     int
	Last      int
	Shared    bool
	Advances  bool
}

// Archive enters the published result of a contest that was never judged here, announced at its time. A contest with
// a rubric, or with a result, is refused as Closed.
func (s *Store) Archive(ctx context.Context, actor judging.Actor, contest string, form ArchiveForm) error {
	err := s.writeContest(ctx, actor, judging.ManageRound, contest, func(tx *transaction, p *ContestPlace) error {
		if p.Contest.RubricID != 0 || p.Contest.State != judging.Open {
			return fault.New(fault.Closed, "fault.already_decided")
		}
		return tx.archive(ctx, actor, p, form)
	})
	if err != nil {
		return fmt.Errorf("archive: %w", err)
	}
	return nil
}

// archive makes a new version of the contest's result, out of what was published.
func (tx *transaction) archive(ctx context.Context, actor judging.Actor, p *ContestPlace, form ArchiveForm) error {
	r := &Result{UID: tx.store.NewUID(), ContestID: p.Contest.ID, Algorithm: Archive, Source: form.Source, Note: form.Note, Erratum: form.erratum,
		UserID: actor.User, DecidedAt: tx.now}
	if err := tx.insertResult(ctx, r); err != nil {
		return err
	}
	rows, err := tx.archivedStandings(ctx, p, r.ID, form.Places)
	if err != nil {
		return err
	}
	if err := insertAll(ctx, tx, rows); err != nil {
		return err
	}
	if err := tx.setState(ctx, p, judging.Announced, micros(form.AnnouncedAt)); err != nil {
		return err
	}
	return tx.record(ctx, actor, "result.archive", "result", r.ID, map[string]any{"contest": p.Contest.ID, "standings": archivedRows(rows)})
}

func (tx *transaction) archivedStandings(ctx context.Context, p *ContestPlace, result int64, places []ArchivedPlace) ([]Standing, error) {
	found, err := candidatesOf(ctx, tx, p.Language(), p.Contest.ID)
	if err != nil {
		return nil, err
	}
	candidates := found[p.Contest.ID]
	var rows []Standing
	for _, place := range places {
		i := slices.IndexFunc(candidates, func(c *NamedCandidate) bool { return c.UID == place.Candidate })
		if i < 0 {
			return nil, fault.InForm(fault.Field{Name: "places", Key: "fault.unknown_choice"})
		}
		rows = append(rows, Standing{ResultID: result, CandidateID: candidates[i].ID, Position: len(rows) + 1, Place: place.Place,
			LastPlace: place.Last, Shared: place.Shared, AwardedPlace: place.Place, Total: place.Points, Advances: place.Advances})
	}
	for _, c := range candidates {
		if !c.Withdrawn && !slices.ContainsFunc(places, func(place ArchivedPlace) bool { return place.Candidate == c.UID }) {
			rows = append(rows, Standing{ResultID: result, CandidateID: c.ID, Position: len(rows) + 1})
		}
	}
	return rows, nil
}
