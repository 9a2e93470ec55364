package store

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/register"

	"github.com/uptrace/bun"
)

// Entry is what is judged: a web site, an e-service, a project.
type Entry struct {
	bun.BaseModel `bun:"table:entry"`

	ID          int64 `bun:",pk,autoincrement"`
	UID         string
	EditionID   int64
	CategoryID  int64
	ChapterID   int64  // the entrant's, which need not be the one that judges
	Title       string // empty: the entrant's name says it all
	URL         string
	Supplier    string
	Automatic   bool // made by the organizer from the register
	State       EntryState
	SubmittedAt time.Time `bun:",nullzero"`
	CreatedAt   time.Time

	ContestID      int64     `bun:",nullzero"` // that it enters; none in archives without one
	Revision       int       // counts the saves, so that two tabs cannot overwrite each other
	SavedAt        time.Time `bun:",nullzero"`
	URLConfirmedAt time.Time `bun:",nullzero"` // when its entrant said that the address is right

	MergedIntoID int64 `bun:",nullzero"` // the same entry handed in twice: which of the two counts
}

// EntryState is where an entry stands on its way to the jury.
type EntryState = judging.EntryState

// The states of an entry.
const (
	EntryDraft     = judging.EntryDraft
	EntrySubmitted = judging.EntrySubmitted
	EntryAdmitted  = judging.EntryAdmitted
	EntryReturned  = judging.EntryReturned
	EntryRejected  = judging.EntryRejected
	EntryWithdrawn = judging.EntryWithdrawn
)

// EntryEntrant joins an entry to its entrants, of which a joint entry has several.
type EntryEntrant struct {
	bun.BaseModel `bun:"table:entry_entrant"`

	EntryID   int64 `bun:",pk"`
	EntrantID int64 `bun:",pk"`
	Position  int
	Asked     bool // somebody else named it, and it has not agreed yet
}

// EntryForm is what is filled in about an entry that is more than its entrant's name: a project, a service, a joint entry.
type EntryForm struct {
	Bodies   []string // uids, in the order in which they are named
	Title    string
	URL      string
	Supplier string
	Reason   string // why a body that is not eligible, or has enough entries, is let in; empty: it is refused
	Late     string // why the entry is taken after the deadline; needed then, and only then
}

// AddEntry enters a titled entry in a contest and gives the uid of its candidate. An entrant may have several. Closed once
// the judging is closed. After the deadline for entries it takes a reason, which stays on record with what was entered.
func (s *Store) AddEntry(ctx context.Context, actor judging.Actor, contest string, form EntryForm) (candidate string, err error) {
	err = s.writeContest(ctx, actor, judging.ManageRound, contest, func(tx *transaction, p *ContestPlace) error {
		if !p.Round.ClosedAt.IsZero() {
			return fault.New(fault.Closed, "fault.already_closed")
		}
		bodies, err := tx.entering(ctx, p, form)
		if err != nil {
			return err
		}
		entry, err := tx.addEntry(ctx, p, bodies, form)
		if err == nil && p.late() {
			err = tx.addLate(ctx, actor, entry, strings.TrimSpace(form.Late))
		}
		if err != nil {
			return err
		}
		n := &Candidate{UID: s.NewUID(), ContestID: p.Contest.ID, EntryID: entry.ID, CreatedAt: tx.now}
		if _, err := tx.NewInsert().Model(n).Exec(ctx); err != nil {
			return err
		}
		candidate = n.UID
		return tx.recordWithNote(ctx, actor, "entry.add", "entry", entry.ID, map[string]int64{"candidate": n.ID}, form.Reason)
	})
	if err != nil {
		return "", fmt.Errorf("add entry: %w", err)
	}
	return candidate, nil
}

// entering checks the form and reads its bodies in their order.
func (tx *transaction) entering(ctx context.Context, p *ContestPlace, form EntryForm) ([]*Body, error) {
	var wrong fields
	wrong.word("title", form.Title, false, maxName)
	wrong.web("url", form.URL)
	wrong.word("supplier", form.Supplier, false, maxName)
	wrong.word("late", form.Late, false, maxNote)
	if p.late() && strings.TrimSpace(form.Late) == "" {
		wrong.add("late", "fault.late_reason")
	}
	if err := tx.readTerritory(ctx, p); err != nil {
		return nil, err
	}
	var bodies []*Body
	for _, uid := range form.Bodies {
		var found []*Body
		if err := tx.bodies(&found).Where("uid = ?", uid).Scan(ctx); err != nil {
			return nil, err
		}
		if len(found) == 0 || slices.ContainsFunc(bodies, func(b *Body) bool { return b.UID == uid }) {
			wrong.add("bodies", "fault.unknown_choice")
			continue
		}
		if reason := p.refusal(found[0]); reason != register.Eligible && form.Reason == "" {
			wrong.add("bodies", string(reason))
		}
		bodies = append(bodies, found[0])
	}
	obstacles, err := tx.obstacles(ctx, p, bodyKeys(bodies))
	if err != nil {
		return nil, err
	}
	for _, b := range bodies {
		if o := obstacles[b.ID]; o.Bars && form.Reason == "" {
			wrong.add("bodies", string(o.Reason))
		}
	}
	if len(form.Bodies) == 0 {
		wrong.add("bodies", "fault.required")
	}
	return bodies, wrong.err()
}

// addEntry inserts an admitted entry of the bodies.
func (tx *transaction) addEntry(ctx context.Context, p *ContestPlace, bodies []*Body, form EntryForm) (*Entry, error) {
	entrants, err := tx.entrantsOf(ctx, p, bodies)
	if err != nil {
		return nil, err
	}
	if form.Reason == "" {
		if err := tx.entryLimit(ctx, &p.Category, slices.Collect(maps.Values(entrants))...); err != nil {
			return nil, err
		}
	}
	chapters, err := tx.homes(ctx, p)
	if err != nil {
		return nil, err
	}
	supplier, err := tx.supplierOf(ctx, p.Competition.ID, form.Supplier)
	if err != nil {
		return nil, err
	}
	e := &Entry{UID: tx.store.NewUID(), EditionID: p.Edition.ID, CategoryID: p.Category.ID, ChapterID: chapters.of(bodies[0], p),
		Title: strings.TrimSpace(form.Title), URL: form.URL, Supplier: supplier,
		State: EntryAdmitted, SubmittedAt: tx.now, CreatedAt: tx.now, ContestID: p.Contest.ID}
	if _, err := tx.NewInsert().Model(e).Exec(ctx); err != nil {
		return nil, err
	}
	var joined []EntryEntrant
	for i, b := range bodies {
		joined = append(joined, EntryEntrant{EntryID: e.ID, EntrantID: entrants[b.ID], Position: i + 1})
	}
	return e, insertAll(ctx, tx, joined)
}

// entriesOf gives the ids of the bodies' untitled entries in the contest's category, which it makes where there is none:
// admitted, from the register, by the organizer. An entry that waited for the contest's formal check has passed it. One that its entrant
// is still writing, that was rejected, or that waits elsewhere is left alone, and stands nowhere by this.
func (tx *transaction) entriesOf(ctx context.Context, p *ContestPlace, bodies []*Body) ([]int64, error) {
	entrants, err := tx.entrantsOf(ctx, p, bodies)
	if err != nil || len(bodies) == 0 {
		return nil, err
	}
	byEntrant, err := tx.untitled(ctx, p, entrants)
	if err != nil {
		return nil, err
	}
	chapters, err := tx.homes(ctx, p)
	if err != nil {
		return nil, err
	}
	var made []Entry
	owner := map[string]int64{} // entrant by the new entry's uid
	for _, b := range bodies {
		if byEntrant[entrants[b.ID]] == 0 {
			e := Entry{UID: tx.store.NewUID(), EditionID: p.Edition.ID, CategoryID: p.Category.ID, ChapterID: chapters.of(b, p),
				URL: webPage(b), Automatic: true, State: EntryAdmitted, SubmittedAt: tx.now, CreatedAt: tx.now,
				ContestID: p.Contest.ID}
			made = append(made, e)
			owner[e.UID] = entrants[b.ID]
		}
	}
	if err := tx.joinEntries(ctx, p, made, owner, byEntrant); err != nil {
		return nil, err
	}
	found := []int64{0}
	for _, b := range bodies {
		found = append(found, byEntrant[entrants[b.ID]])
	}
	_, err = tx.NewUpdate().Model((*Entry)(nil)).Set("state = ?", EntryAdmitted).Set("revision = revision + 1").Where("id in (?)", bun.List(found)).
		Where("state = ?", EntrySubmitted).Where("contest_id = ?", p.Contest.ID).Exec(ctx)
	if err != nil {
		return nil, err
	}
	var entries []int64
	err = tx.NewRaw("select id from entry where id in (?) and state = ? order by id", bun.List(found), EntryAdmitted).Scan(ctx, &entries)
	return entries, err
}

// webPage is the address of the body's website.
func webPage(b *Body) string {
	if b.Web == "" {
		return ""
	}
	return "https://" + b.Web
}

// untitled reads the entries that are no more than their one entrant's name, by entrant. The cross join keeps SQLite to the
// order of the tables: it would try each entrant with each entry.
func (tx *transaction) untitled(ctx context.Context, p *ContestPlace, entrants map[int64]int64) (map[int64]int64, error) {
	var rows []struct{ Entry, Entrant int64 }
	err := tx.NewRaw(`
		select max(e.id) as entry, ee.entrant_id as entrant
		from entry_entrant ee cross join entry e
		where e.id = ee.entry_id and e.edition_id = ? and e.category_id = ? and e.title = '' and e.state <> ? and ee.entrant_id in (?)
		and not exists (select 1 from entry_entrant other where other.entry_id = e.id and other.entrant_id <> ee.entrant_id)
		group by ee.entrant_id`,
		p.Edition.ID, p.Category.ID, EntryWithdrawn, bun.List(slices.Collect(maps.Values(entrants)))).Scan(ctx, &rows)
	byEntrant := map[int64]int64{}
	for _, r := range rows {
		byEntrant[r.Entrant] = r.Entry
	}
	return byEntrant, err
}

// joinEntries inserts new entries, joins each to its entrant, keeps the address that the register has for it, and puts it into
// byEntrant.
func (tx *transaction) joinEntries(ctx context.Context, p *ContestPlace, made []Entry, owner map[string]int64, byEntrant map[int64]int64) error {
	if err := insertAll(ctx, tx, made); err != nil || len(made) == 0 {
		return err
	}
	var ids []struct {
		ID  int64
		UID string
	}
	err := tx.NewRaw("select id, uid from entry where edition_id = ? and category_id = ? and created_at = ?",
		p.Edition.ID, p.Category.ID, tx.now).Scan(ctx, &ids)
	if err != nil {
		return err
	}
	var joined []EntryEntrant
	for _, e := range ids {
		if entrant, own := owner[e.UID]; own {
			byEntrant[entrant] = e.ID
			joined = append(joined, EntryEntrant{EntryID: e.ID, EntrantID: entrant, Position: 1})
		}
	}
	if err := insertAll(ctx, tx, joined); err != nil {
		return err
	}
	_, err = tx.NewRaw(`insert into entry_url (entry_id, url, source, created_at)
		select e.id, e.url, ?, e.created_at from entry e where e.edition_id = ? and e.category_id = ? and e.created_at = ? and e.automatic
		and e.url <> '' and not exists (select 1 from entry_url u where u.entry_id = e.id)`,
		URLFromRegister, p.Edition.ID, p.Category.ID, tx.now).Exec(ctx)
	return err
}
