package store

import (
	"context"

	"blazon/judging"

	"github.com/uptrace/bun"
)

// Window gives the time in which the contest takes entries: its own ends where they are set, else its round's.
func (p *ContestPlace) Window() judging.Window {
	own := judging.Window{From: p.Contest.EntriesFrom, Until: p.Contest.EntriesUntil}
	return own.Or(judging.Window{From: p.Round.EntriesFrom, Until: p.Round.EntriesUntil})
}

// Cancelled tells whether the contest, its round or its category is called off.
func (p *ContestPlace) Cancelled() bool {
	return !p.Contest.CancelledAt.IsZero() || !p.Round.CancelledAt.IsZero() || !p.Category.CancelledAt.IsZero()
}

// entryWays tells which contests of some editions take the entries of which bodies.
type entryWays struct {
	byRegion map[int64]map[string]*Chapter // by competition and region; "" is the root, which covers whatever no other does
	roots    map[int64]*Chapter            // by competition
	settings map[[2]int64]*ChapterSetting  // by edition and chapter
	contests map[int64][]*ContestPlace     // by category, oldest round first
	editions map[int64]int64               // the competition by the edition
}

// contestOf gives the contest that a body's entry in a category enters: in the round of the body's own chapter, else in the
// collective round that judges that chapter's entries; in the root's round where the category is national only. Nil: the
// chapter takes no part, or the round does not have the category, or it is called off.
func (tx *transaction) contestOf(ctx context.Context, edition, category int64, body *Body) (*ContestPlace, error) {
	ways, err := tx.entryWays(ctx, edition)
	if err != nil {
		return nil, err
	}
	return ways.contest(edition, category, body), nil
}

// entryWays reads what contestOf needs of editions, for many bodies and categories at once.
func (tx *transaction) entryWays(ctx context.Context, editions ...int64) (*entryWays, error) {
	w := &entryWays{map[int64]map[string]*Chapter{}, map[int64]*Chapter{}, map[[2]int64]*ChapterSetting{}, map[int64][]*ContestPlace{}, map[int64]int64{}}
	wanted := bun.List(append([]int64{0}, editions...))
	var places []*ContestPlace
	err := tx.NewRaw("with wanted as (select c.* from contest c join round r on r.id = c.round_id where r.edition_id in (?)) select "+
		tx.store.columns(ContestPlace{})+` from wanted as contest join category on category.id = contest.category_id
		join round on round.id = contest.round_id`+standing+" order by round.id, contest.id", wanted).Scan(ctx, &places)
	if err != nil {
		return nil, err
	}
	for _, p := range places {
		p.Now = tx.now
		w.contests[p.Category.ID] = append(w.contests[p.Category.ID], p)
	}
	return w, tx.readTerritories(ctx, w, wanted)
}

// readTerritories reads the chapters of the editions' competitions, and what each does in them.
func (tx *transaction) readTerritories(ctx context.Context, w *entryWays, editions any) error {
	var known []Edition
	if err := tx.NewSelect().Model(&known).Where("id in (?)", editions).Scan(ctx); err != nil {
		return err
	}
	for _, e := range known {
		w.editions[e.ID] = e.CompetitionID
	}
	var chapters []*Chapter
	err := tx.NewSelect().Model(&chapters).Where("competition_id in (select e.competition_id from edition e where e.id in (?))", editions).
		Order("id").Scan(ctx)
	if err != nil {
		return err
	}
	for _, c := range chapters {
		w.addChapter(c)
	}
	var settings []*ChapterSetting
	err = tx.NewSelect().Model(&settings).Where("edition_id in (?)", editions).Scan(ctx)
	for _, s := range settings {
		w.settings[[2]int64{s.EditionID, s.ChapterID}] = s
	}
	return err
}

// addChapter files a chapter under its region; the older of two stays.
func (w *entryWays) addChapter(c *Chapter) {
	if c.ParentID == 0 {
		w.roots[c.CompetitionID] = c
	}
	if !c.EndedAt.IsZero() || (c.RegionCode == "" && c.ParentID != 0) {
		return
	}
	if w.byRegion[c.CompetitionID] == nil {
		w.byRegion[c.CompetitionID] = map[string]*Chapter{}
	}
	if w.byRegion[c.CompetitionID][c.RegionCode] == nil {
		w.byRegion[c.CompetitionID][c.RegionCode] = c
	}
}

// home gives the chapter that a body belongs to in an edition; nil: none covers it.
func (w *entryWays) home(edition int64, body *Body) *Chapter {
	territories := w.byRegion[w.editions[edition]]
	if own := territories[body.RegionCode]; own != nil {
		return own
	}
	return territories[""]
}

// contest is contestOf on what was read.
func (w *entryWays) contest(edition, category int64, body *Body) *ContestPlace {
	home := w.home(edition, body)
	for _, p := range w.contests[category] {
		if p.Cancelled() || p.Edition.ID != edition {
			continue
		}
		if p.Category.Scope == National {
			if root := w.roots[p.Competition.ID]; root != nil && p.Round.ChapterID == root.ID {
				return p
			}
			continue
		}
		if home != nil && w.judges(p, home) {
			return p
		}
	}
	return nil
}

// judges tells whether the contest's round is the one for the entries of the chapter.
func (w *entryWays) judges(p *ContestPlace, home *Chapter) bool {
	setting := w.settings[[2]int64{p.Edition.ID, home.ID}]
	switch {
	case setting == nil:
		return false
	case setting.Mode == OwnRound:
		return p.Round.ChapterID == home.ID
	case setting.Mode == Collective:
		return p.Round.ID == setting.RoundID
	}
	return false
}
