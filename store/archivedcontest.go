package store

import (
	"context"
	"slices"
	"time"

	"github.com/uptrace/bun"
)

// ArchivedContest is what was published elsewhere of a contest that was never judged here, beside its places.
type ArchivedContest struct {
	bun.BaseModel `bun:"table:archive"`

	ContestID int64             `bun:",pk"`
	Key       string            // what the file that it was imported from calls the table
	Published string            // as exactly as is known: "2003", "2003-01", "2003-01-15"
	Series    string            // which category it is over the years
	Complete  bool              // all places that were awarded are there
	Ranked    bool              // false: winners without an order
	Entered   int               `bun:",nullzero"` // 0: unknown
	Names     map[string]string // what candidates were called, by uid, where the register calls them otherwise
	Content   string            // the table as it was imported
}

// FormerArchive is what a version said that was published elsewhere, before a corrected one replaced it.
type FormerArchive struct {
	bun.BaseModel `bun:"table:former_archive"`

	ResultID int64  `bun:",pk"`
	Content  string // the table as it was imported
}

// dated tells whether the day is known on which a result was announced: of what was judged here, and entered by hand, it always is.
func (a *ArchivedContest) dated() bool { return a == nil || len(a.Published) >= len(time.DateOnly) }

// AnnouncedAt is when the result was announced; zero where that day is not known.
func (c *ContestResult) AnnouncedAt() time.Time {
	if !c.Archived.dated() {
		return time.Time{}
	}
	return c.Contest.AnnouncedAt
}

// AnnouncedAt is when the result was announced; zero where that day is not known.
func (a *Achievement) AnnouncedAt() time.Time {
	if !a.Archived.dated() {
		return time.Time{}
	}
	return a.Contest.AnnouncedAt
}

// announcedAt gives the times at which contests were announced, by their ids, of those of which the day is known.
func (tx *transaction) announcedAt(ctx context.Context, contests []*ContestPlace) (map[int64]time.Time, error) {
	at, ids := map[int64]time.Time{}, []int64{0}
	for _, p := range contests {
		at[p.Contest.ID], ids = p.Contest.AnnouncedAt, append(ids, p.Contest.ID)
	}
	var list []*ArchivedContest
	err := tx.NewSelect().Model(&list).Column("contest_id", "published").Where("contest_id in (?)", bun.List(ids)).Scan(ctx)
	for _, a := range list {
		if !a.dated() {
			delete(at, a.ContestID)
		}
	}
	return at, err
}

// fillArchived adds to the contests that may be seen what was published of them elsewhere.
func (tx *transaction) fillArchived(ctx context.Context, rounds []*RoundResults, visible []int64) error {
	var list []*ArchivedContest
	err := tx.NewSelect().Model(&list).ExcludeColumn("content").Where("contest_id in (?)", bun.List(visible)).Scan(ctx)
	for _, r := range rounds {
		for _, c := range r.Contests {
			if at := slices.IndexFunc(list, func(a *ArchivedContest) bool { return a.ContestID == c.Contest.ID }); at >= 0 {
				c.Archived = list[at]
			}
		}
	}
	return err
}

// Published is what a candidate was called when the result was published; empty: as the register calls it.
func (c *ContestResult) Published(candidate *NamedCandidate) string {
	if c.Archived == nil || candidate == nil {
		return ""
	}
	return c.Archived.Names[candidate.UID]
}

// Ordered tells whether the places have an order; winners without one are all first.
func (c *ContestResult) Ordered() bool { return c.Archived == nil || c.Archived.Ranked }
