package store

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"blazon/fault"
	"blazon/judging"
)

// ResultPolicy is how an edition announces its results, and what of them becomes public.
type ResultPolicy struct {
	AnnouncingPair bool // setting T0 takes two people
	ObjectionDays  int  // after the day of T0; 0: nobody objects
	Publication    judging.Publication
	FinalistPlaces int                 // who has a place up to this one is a finalist; 0: as it is usual
	PointsShown    judging.PointsShown // empty: the means
}

// The longest that an objection window may be, in days, and that a level may wait after T0, in hours.
const (
	mostObjectionDays   = 90
	mostPublicationWait = 366 * 24
)

// Who is a finalist where an edition says nothing else: whoever has a place up to this one; and the last place that may be.
const (
	usualFinalists = 3
	mostFinalists  = 100
)

// SaveResultPolicy sets it, for an organizer of the edition's root chapter. The objection windows of results whose T0 is set stay as they
// are: people count on them. Once a result was decided, announcing goes on taking two people where it did, or one could do away with the
// other: Closed.
func (s *Store) SaveResultPolicy(ctx context.Context, actor judging.Actor, edition string, form ResultPolicy) error {
	err := s.writeEdition(ctx, actor, edition, func(tx *transaction, e *Edition) error {
		if err := form.check(); err != nil {
			return err
		}
		if e.AnnouncingPair && !form.AnnouncingPair {
			if err := tx.mustBeUndecided(ctx, e); err != nil {
				return err
			}
		}
		e.AnnouncingPair, e.ObjectionDays, e.Publication = form.AnnouncingPair, form.ObjectionDays, form.Publication
		e.FinalistPlaces, e.PointsShown = cmp.Or(form.FinalistPlaces, usualFinalists), cmp.Or(form.PointsShown, judging.PointsMean)
		if e.Publication == nil {
			e.Publication = judging.Publication{}
		}
		if _, err := tx.NewUpdate().Model(e).Column("announcing_pair", "objection_days", "publication", "finalist_places", "points_shown").WherePK().Exec(ctx); err != nil {
			return err
		}
		return tx.record(ctx, actor, "edition.announcing", "edition", e.ID,
			map[string]any{"pair": e.AnnouncingPair, "objection_days": e.ObjectionDays, "publication": e.Publication,
				"finalist_places": e.FinalistPlaces, "points_shown": e.PointsShown})
	})
	return wrapped("save result policy", err)
}

// mustBeUndecided is Closed once a contest of the edition was decided here, also if its round was opened again since.
func (tx *transaction) mustBeUndecided(ctx context.Context, e *Edition) error {
	var decided bool
	err := tx.NewRaw(`select exists (select 1 from result x join contest t on t.id = x.contest_id join round r on r.id = t.round_id
		where r.edition_id = ? and t.rubric_id is not null)`, e.ID).Scan(ctx, &decided)
	if err == nil && decided {
		err = fault.New(fault.Closed, "amend.pair_stays")
	}
	return err
}

func (form ResultPolicy) check() error {
	var wrong fields
	if form.ObjectionDays < 0 || form.ObjectionDays > mostObjectionDays {
		wrong.add("days", "result.bad_days")
	}
	if form.FinalistPlaces < 0 || form.FinalistPlaces > mostFinalists {
		wrong.add("finalists", "publication.bad_places")
	}
	if form.PointsShown != "" && !slices.Contains(judging.PointsWays, form.PointsShown) {
		wrong.add("points", "fault.unknown_choice")
	}
	for _, level := range slices.Sorted(maps.Keys(form.Publication)) {
		if hours := form.Publication[level]; hours < 0 || hours > mostPublicationWait {
			wrong.add("hours["+string(level)+"]", "result.bad_hours")
		}
		if !slices.Contains(judging.Levels, level) {
			wrong.add("levels", "fault.unknown_choice")
		}
	}
	return wrong.err()
}
