package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// Front is what stands on the front page of one competition.
type Front struct {
	CompetitionFront
	Dates  []*Date      // of the current edition, that are to come and everybody may know; the next first
	Newest []*NewResult // the latest announced
}

// CompetitionFront is a competition with where it stands now.
type CompetitionFront struct {
	Competition Competition
	Editions    []Edition        // newest first
	Current     *EditionOverview // nil: there is none
}

// NewResult is an announced result with who won it.
type NewResult struct {
	*ContestPlace
	Winners     []*NamedCandidate // none: the first place is nobody's
	AnnouncedAt time.Time         // zero: the day is not known
}

// newestResults is how many results the front page shows.
const newestResults = 6

// Fronts reads all competitions with where they stand now, those with the newest editions first.
func (s *Store) Fronts(ctx context.Context, lang locale.Language) (list []*CompetitionFront, err error) {
	err = s.read(ctx, func(tx *transaction) error {
		list, err = tx.fronts(ctx, lang, "1 = 1")
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("fronts: %w", err)
	}
	return list, nil
}

// Front reads the front page of one competition, in a constant number of statements.
func (s *Store) Front(ctx context.Context, competition string, lang locale.Language) (*Front, error) {
	v := &Front{}
	err := s.read(ctx, func(tx *transaction) error {
		list, err := tx.fronts(ctx, lang, "slug = ?", competition)
		if err != nil {
			return err
		}
		if len(list) == 0 {
			return fault.New(fault.NotFound, "fault.not_found")
		}
		v.CompetitionFront = *list[0]
		if v.Newest, err = tx.newResults(ctx, &v.Competition, lang); err != nil || v.Current == nil {
			return err
		}
		v.Dates, err = tx.coming(ctx, &v.Current.Edition)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("front: %w", err)
	}
	return v, nil
}

// fronts reads the competitions that a condition picks, in a constant number of statements.
func (tx *transaction) fronts(ctx context.Context, lang locale.Language, where string, args ...any) (list []*CompetitionFront, err error) {
	var competitions []Competition
	if err := tx.NewSelect().Model(&competitions).Where(where, args...).Order("slug").Scan(ctx); err != nil {
		return nil, err
	}
	ids := []int64{0}
	for _, c := range competitions {
		ids = append(ids, c.ID)
	}
	var editions []Edition
	err = tx.NewSelect().Model(&editions).Where("competition_id in (?)", bun.List(ids)).Order("year desc", "number desc", "slug desc").Scan(ctx)
	if err != nil {
		return nil, err
	}
	var looked []*EditionOverview
	for _, c := range competitions {
		front := &CompetitionFront{Competition: c}
		for _, e := range editions {
			if e.CompetitionID != c.ID {
				continue
			}
			if front.Editions = append(front.Editions, e); len(front.Editions) <= lookedAt {
				looked = append(looked, &EditionOverview{Competition: c, Edition: e, Now: tx.now})
			}
		}
		list = append(list, front)
	}
	if err := tx.readRounds(ctx, lang, looked...); err != nil {
		return nil, err
	}
	for _, front := range list {
		front.choose(looked)
	}
	slices.SortStableFunc(list, func(a, b *CompetitionFront) int { return cmp.Compare(b.newestYear(), a.newestYear()) })
	return list, nil
}

// lookedAt is how many of its newest editions a competition may be in at once.
const lookedAt = 2

// choose makes the newest edition in which something is under way the current one, or, where that is in none, the newest.
func (f *CompetitionFront) choose(looked []*EditionOverview) {
	for _, e := range looked {
		if e.Competition.ID == f.Competition.ID && (f.Current == nil || !f.Current.UnderWay() && e.UnderWay()) {
			f.Current = e
		}
	}
}

func (f *CompetitionFront) newestYear() int {
	if len(f.Editions) == 0 {
		return 0
	}
	return f.Editions[0].Year
}

// UnderWay tells whether a round of the edition has begun and is not announced as a whole, nor ended.
func (e *EditionOverview) UnderWay() bool {
	return slices.ContainsFunc(e.Rounds, func(r *RoundOverview) bool {
		return r.Phase != judging.Planned && r.Phase != judging.Finished && !r.Announced()
	})
}

// newResults reads the latest announced results of a competition with who won them.
func (tx *transaction) newResults(ctx context.Context, c *Competition, lang locale.Language) (list []*NewResult, err error) {
	contests, err := tx.latest(ctx, c.ID, newestResults)
	if err != nil {
		return nil, err
	}
	at, err := tx.announcedAt(ctx, contests)
	if err != nil {
		return nil, err
	}
	won, err := tx.wonBy(ctx, contests, lang)
	for _, p := range contests {
		list = append(list, &NewResult{p, won[p.Contest.ID], at[p.Contest.ID]})
	}
	return list, err
}

// wonBy reads who got the first place of some contests that are public.
func (tx *transaction) wonBy(ctx context.Context, contests []*ContestPlace, lang locale.Language) (map[int64][]*NamedCandidate, error) {
	ids := []int64{0}
	for _, p := range contests {
		ids = append(ids, p.Contest.ID)
	}
	return candidatesWhere(ctx, tx, lang, `n.id in (select st.candidate_id from standing st join result on result.id = st.result_id
		where result.contest_id in (?) and st.awarded_place = 1 and result.`+newest+`)`, bun.List(ids))
}

// coming reads the dates of an edition that everybody may know and that are to come, the next first.
func (tx *transaction) coming(ctx context.Context, e *Edition) ([]*Date, error) {
	dates, err := tx.publicDates(ctx, e)
	dates = slices.DeleteFunc(dates, func(d *Date) bool { return d.Canceled || d.At.Before(tx.now) })
	slices.SortStableFunc(dates, func(a, b *Date) int { return a.At.Compare(b.At) })
	return dates, err
}
