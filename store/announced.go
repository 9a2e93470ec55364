package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/uptrace/bun"
)

// AnnouncedResults are the contests of a competition whose results are announced, the latest first.
type AnnouncedResults struct {
	Competition Competition
	Contests    []*ContestPlace

	announced, shown map[int64]time.Time // by the contests' ids: the days that are known; since when it is as it is, where that is another one
}

// AnnouncedAt is when the result of a contest was announced; zero where that day is not known.
func (r *AnnouncedResults) AnnouncedAt(p *ContestPlace) time.Time { return r.announced[p.Contest.ID] }

// ChangedAt is when everybody could see the result of a contest as it is now: at T0, or when a corrected version replaced it; where T0 is
// not known, when it came here.
func (r *AnnouncedResults) ChangedAt(p *ContestPlace) time.Time {
	return latest(r.AnnouncedAt(p), r.shown[p.Contest.ID])
}

// UpdatedAt is when anything of the results changed last; before the first result it is when the competition was set up.
func (r *AnnouncedResults) UpdatedAt() time.Time {
	if len(r.Contests) == 0 {
		return r.Competition.CreatedAt
	}
	var last time.Time
	for _, p := range r.Contests {
		last = latest(last, r.ChangedAt(p))
	}
	return last
}

// Announced reads the latest announced results of a competition, at most so many.
func (s *Store) Announced(ctx context.Context, competition string, most int) (*AnnouncedResults, error) {
	v := &AnnouncedResults{shown: map[int64]time.Time{}}
	err := s.read(ctx, func(tx *transaction) error {
		if err := absentAs(tx.NewSelect().Model(&v.Competition).Where("slug = ?", competition).Scan(ctx)); err != nil {
			return err
		}
		var err error
		if v.Contests, err = tx.latest(ctx, v.Competition.ID, most); err != nil {
			return err
		}
		if v.announced, err = tx.announcedAt(ctx, v.Contests); err != nil {
			return err
		}
		ids := []int64{0}
		for _, p := range v.Contests {
			ids = append(ids, p.Contest.ID)
		}
		var results []Result
		err = tx.NewSelect().Model(&results).Column("contest_id", "version", "decided_at").Where("contest_id in (?)", bun.List(ids)).Where(newest).Scan(ctx)
		for _, r := range results {
			if r.Version > 1 || v.announced[r.ContestID].IsZero() {
				v.shown[r.ContestID] = r.DecidedAt
			}
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("announced: %w", err)
	}
	return v, nil
}

// latest reads the contests of a competition that were announced last, at most so many, the latest first.
func (tx *transaction) latest(ctx context.Context, competition int64, most int) ([]*ContestPlace, error) {
	contests, err := tx.contestPlacesOf(ctx, `id in (select t.id `+announced+` order by t.announced_at desc, t.uid limit ?3)`,
		competition, isPublic("t", tx.now), "", most)
	slices.SortFunc(contests, func(a, b *ContestPlace) int {
		return cmp.Or(b.Contest.AnnouncedAt.Compare(a.Contest.AnnouncedAt), cmp.Compare(a.Contest.UID, b.Contest.UID))
	})
	return contests, err
}
