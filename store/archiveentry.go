package store

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/uptrace/bun"
)

// enter enters who is in the table, with places and awards, and puts it on record.
func (w *archiveWork) enter(ctx context.Context) error {
	bodies, err := w.findBodies(ctx)
	if err != nil {
		return err
	}
	if err := w.clear(ctx); err != nil {
		return err
	}
	w.names = map[string]string{}
	candidates := map[archiveName]string{} // uids
	form := ArchiveForm{Source: w.table.Source, Note: w.table.Note}
	if form.AnnouncedAt, err = w.table.announced(w.place.Edition.Zone()); err != nil {
		return err
	}
	if w.before != nil {
		form.erratum = w.text(strings.TrimSpace(w.how.Reason))
	}
	awards := w.notAwarded()
	for i := range w.table.Places {
		g := &w.table.Places[i]
		for number := range g.rows() {
			n := w.placedName(g, number)
			uid, id, err := w.candidate(ctx, g, number, bodies)
			if err != nil {
				return err
			}
			candidates[n] = uid
			form.Places = append(form.Places, ArchivedPlace{Candidate: uid, Place: g.Place.First, Last: g.Place.Last,
				Shared: g.rows() > 1, Advances: g.Advances, Points: g.Points.String()})
			if a := w.prize(g); a != nil {
				a.CandidateID = id
				awards = append(awards, a)
			}
		}
	}
	honors, err := w.honors(ctx, candidates, bodies)
	if err != nil {
		return err
	}
	if err := w.archive(ctx, w.actor, &w.place, form); err != nil {
		return err
	}
	if err := insertAll(ctx, w.transaction, inTheirOrder(slices.Concat(awards, honors))); err != nil {
		return err
	}
	return w.keep(ctx)
}

// keep writes down what the table says beside its places.
func (w *archiveWork) keep(ctx context.Context) error {
	kept := &ArchivedContest{ContestID: w.place.Contest.ID, Key: w.table.ID, Published: w.table.Date,
		Series: cmp.Or(w.table.Series, w.place.Category.Slug), Complete: w.table.Complete, Ranked: w.table.ranked(),
		Entered: w.table.Entered, Names: w.names, Content: w.table.content()}
	if w.before != nil {
		w.report.Outcome = ArchiveReplaced
		_, err := w.NewUpdate().Model(kept).WherePK().Exec(ctx)
		return err
	}
	w.report.Outcome = ArchiveAdded
	_, err := w.NewInsert().Model(kept).Exec(ctx)
	return err
}

// clear takes away what the version before had and this one need not: awards, and who stands in the contest. The table as it was stays
// with that version.
func (w *archiveWork) clear(ctx context.Context) error {
	if w.before == nil {
		return nil
	}
	replaced, err := w.newestResult(ctx, w.place.Contest.ID)
	if err != nil {
		return err
	}
	former := &FormerArchive{ResultID: replaced.ID, Content: w.before.Content}
	if _, err := w.NewInsert().Model(former).Exec(ctx); err != nil {
		return err
	}
	if _, err := w.NewDelete().Model((*Award)(nil)).Where("contest_id = ?", w.place.Contest.ID).Exec(ctx); err != nil {
		return err
	}
	_, err = w.NewUpdate().Model((*Candidate)(nil)).Set("withdrawn_at = ?", w.now).Where("contest_id = ?", w.place.Contest.ID).
		Where("withdrawn_at is null").Exec(ctx)
	return err
}

// candidate enters one row of a group, which is one entry of one body, or of several where it is joint.
func (w *archiveWork) candidate(ctx context.Context, g *ArchiveGroup, number int, found map[archiveName]*Body) (uid string, id int64, err error) {
	names := []archiveName{w.placedName(g, number)}
	if g.Joint {
		names = nil
		for i := range g.Names {
			names = append(names, w.placedName(g, i))
		}
	}
	var bodies []*Body
	for _, n := range names {
		bodies = append(bodies, found[n])
	}
	return w.standIn(ctx, names, bodies, g.title(number), webAddress(g.URL))
}

// webAddress completes an address that is printed without its scheme; what is no address is left out.
func webAddress(printed string) string {
	address, ok := NormalAddress(printed)
	if printed == "" || !ok {
		return ""
	}
	return address
}

// standIn makes the bodies' entry stand in the contest; one that stood there before stands again.
func (w *archiveWork) standIn(ctx context.Context, names []archiveName, bodies []*Body, title, url string) (uid string, id int64, err error) {
	p := &w.place
	entrants, err := w.entrantsOf(ctx, p, bodies)
	if err != nil {
		return "", 0, err
	}
	n, err := w.stood(ctx, slices.Collect(maps.Values(entrants)), title)
	if err != nil {
		return "", 0, err
	}
	if n == nil {
		if n, err = w.newCandidate(ctx, entrants, bodies, title, url); err != nil {
			return "", 0, err
		}
	}
	if len(names) == 1 && names[0].name != bodies[0].Name && names[0].name != bodies[0].Title() {
		w.names[n.UID] = names[0].name
	}
	return n.UID, n.ID, nil
}

// stood finds a candidate that the version before had, and lets it stand again.
func (w *archiveWork) stood(ctx context.Context, entrants []int64, title string) (*Candidate, error) {
	if w.before == nil {
		return nil, nil
	}
	var found []*Candidate
	err := w.NewRaw(`select n.* from candidate n join entry e on e.id = n.entry_id where n.contest_id = ? and n.withdrawn_at is not null and e.title = ?
		and (select count(*) from entry_entrant ee where ee.entry_id = e.id) = ?
		and (select count(*) from entry_entrant ee where ee.entry_id = e.id and ee.entrant_id in (?)) = ? order by n.id`,
		w.place.Contest.ID, strings.TrimSpace(title), len(entrants), bun.List(entrants), len(entrants)).Scan(ctx, &found)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	_, err = w.NewUpdate().Model(found[0]).Set("withdrawn_at = null").WherePK().Exec(ctx)
	return found[0], err
}

func (w *archiveWork) newCandidate(ctx context.Context, entrants map[int64]int64, bodies []*Body, title, url string) (*Candidate, error) {
	p := &w.place
	homes, err := w.homes(ctx, p)
	if err != nil {
		return nil, err
	}
	e := &Entry{UID: w.store.NewUID(), EditionID: p.Edition.ID, CategoryID: p.Category.ID, ChapterID: homes.of(bodies[0], p),
		Title: strings.TrimSpace(title), URL: url, State: EntryAdmitted, SubmittedAt: w.now, CreatedAt: w.now, ContestID: p.Contest.ID}
	if _, err := w.NewInsert().Model(e).Exec(ctx); err != nil {
		return nil, err
	}
	var joined []EntryEntrant
	for i, b := range bodies {
		joined = append(joined, EntryEntrant{EntryID: e.ID, EntrantID: entrants[b.ID], Position: i + 1})
	}
	if err := insertAll(ctx, w.transaction, joined); err != nil {
		return nil, err
	}
	n := &Candidate{UID: w.store.NewUID(), ContestID: p.Contest.ID, EntryID: e.ID, CreatedAt: w.now}
	_, err = w.NewInsert().Model(n).Exec(ctx)
	return n, err
}
