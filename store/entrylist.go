package store

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/register"

	"github.com/uptrace/bun"
)

// EntryList is a page of the entries of an edition, or of those that wait for the check of a round, for their organizers.
type EntryList struct {
	Now         time.Time
	Competition Competition
	Edition     Edition
	Place       *Place // of the round; nil: the whole edition
	Categories  []Category
	Chapters    []Chapter // that entrants come from; none for a round
	Suppliers   []string  // that entries name; none for a round
	Entries     []*ListedEntry
	Found       Found
}

// ListedEntry is an entry with what its organizer needs to know before opening it.
type ListedEntry struct {
	Entry       Entry    `bun:"embed:entry_"`
	Category    Category `bun:"embed:category_"`
	Round       Round    `bun:"embed:round_"` // that judges it; the zero one where none does
	Submissions int
	Late        bool // taken after the deadline
	Returned    int  // how often it was given back
	Until       bun.NullTime
	Bodies      []BodyName  `bun:"-"`
	Flags       *EntryFlags `bun:"-"`
}

// Entrants names the bodies that compete.
func (e *ListedEntry) Entrants(lang locale.Language) string {
	return (&NamedCandidate{Bodies: e.Bodies}).Entrants(lang)
}

// unread tells whether the entry was never handed in, so that nobody but its entrant reads it.
func (e *ListedEntry) unread() bool { return e.Entry.Unread() }

// Unread tells whether the entry was never handed in.
func (e *Entry) Unread() bool {
	return e.State == EntryDraft || e.State == EntryWithdrawn && e.SubmittedAt.IsZero()
}

// beingWritten tells whether what the entry says now was not handed in: it is a draft, or with its entrant again.
func (e *Entry) beingWritten() bool { return e.Unread() || e.State == EntryReturned }

// handedIn is the condition that the entry e was handed in at some time: the opposite of Unread.
const handedIn = "(e.state <> 'draft' and (e.state <> 'withdrawn' or e.submitted_at is not null))"

// Overdue tells whether the entrant has not completed a returned entry in time.
func (e *ListedEntry) Overdue(now time.Time) bool {
	return e.Entry.State == EntryReturned && !e.Until.IsZero() && !now.Before(e.Until.Time)
}

// Entries reads the page of an edition's entries that the listing asks for: those whose round the actor organizes, and those of the
// actor's own chapters that no round takes. Sorts: "name", "time", "state", "category". Filters: "state", "category", "chapter"
// and "round" (uids), "kind" ("automatic", "entered", "late", "joint"), "flag" ("any", "none", "no_url", "unconfirmed", "same_body",
// "same_url", "ineligible"), "supplier". Nobody but its entrant reads what a draft says. NotFound for whoever organizes none of the
// edition's chapters.
func (s *Store) Entries(ctx context.Context, actor judging.Actor, edition string, lang locale.Language, listing Listing) (*EntryList, error) {
	v := &EntryList{}
	err := s.read(ctx, func(tx *transaction) error {
		if err := tx.listedEdition(ctx, actor, edition, lang, v); err != nil {
			return err
		}
		scope := judging.ScopeOf(actor, judging.ViewCheck)
		judged := within(tx.NewSelect().TableExpr("contest t").Join("join round r on r.id = t.round_id").Join("join chapter c on c.id = r.chapter_id").
			Where("r.edition_id = ?", v.Edition.ID), scope, scoped{chapter: "c.path"}).ColumnExpr("t.id")
		own := within(tx.NewSelect().TableExpr("chapter c"), scope, scoped{chapter: "c.path"}).ColumnExpr("c.id")
		query := tx.NewSelect().TableExpr("entry e").Where("e.edition_id = ?", v.Edition.ID).
			Where("(e.contest_id in (?) or e.contest_id is null and e.chapter_id in (?))", judged, own)
		return tx.listEntries(ctx, query, "e.edition_id = ?", v.Edition.ID, lang, listing, v)
	})
	if err != nil {
		return nil, fmt.Errorf("entries: %w", err)
	}
	return v, nil
}

// Queue reads the page of a round's formal check that the listing asks for: the entries that were handed in and wait for a decision,
// and those that are with their entrants again. Sorts and filters are those of Entries, the usual sort is "time"; and the filter
// "step": "new", "again", "returned", "overdue".
func (s *Store) Queue(ctx context.Context, actor judging.Actor, round string, lang locale.Language, listing Listing) (*EntryList, error) {
	v := &EntryList{}
	err := s.read(ctx, func(tx *transaction) (err error) {
		if v.Place, err = tx.place(ctx, actor, judging.ViewCheck, round); err != nil {
			return err
		}
		v.Now, v.Competition, v.Edition = tx.now, v.Place.Competition, v.Place.Edition
		err = tx.NewSelect().Model(&v.Categories).Where("id in (select t.category_id from contest t where t.round_id = ?)", v.Place.Round.ID).
			Order("position", "id").Scan(ctx)
		if err != nil {
			return err
		}
		query := tx.NewSelect().TableExpr("entry e").Where("e.contest_id in (select t.id from contest t where t.round_id = ?)", v.Place.Round.ID).
			Where("e.state in (?)", bun.List([]EntryState{EntrySubmitted, EntryReturned}))
		return tx.listEntries(ctx, query, "e.contest_id in (select t.id from contest t where t.round_id = ?)", v.Place.Round.ID, lang, listing, v)
	})
	if err != nil {
		return nil, fmt.Errorf("queue: %w", err)
	}
	return v, nil
}

// listedEdition reads an edition with what its entries can be filtered by.
func (tx *transaction) listedEdition(ctx context.Context, actor judging.Actor, edition string, lang locale.Language, v *EntryList) error {
	v.Now = tx.now
	if err := absentAs(tx.NewSelect().Model(&v.Edition).Where("uid = ?", edition).Scan(ctx)); err != nil {
		return err
	}
	if err := tx.NewSelect().Model(&v.Competition).Where("id = ?", v.Edition.CompetitionID).Scan(ctx); err != nil {
		return err
	}
	var chapters []Chapter
	if err := tx.NewSelect().Model(&chapters).Where("competition_id = ?", v.Competition.ID).Scan(ctx); err != nil {
		return err
	}
	v.Chapters = sortedChapters(slices.DeleteFunc(chapters, func(c Chapter) bool {
		return judging.May(actor, judging.ViewCheck, judging.Facts{Chapter: c.Path}) != nil
	}), lang)
	if len(v.Chapters) == 0 {
		return fault.New(fault.NotFound, "fault.not_found")
	}
	if err := tx.NewSelect().Model(&v.Categories).Where("edition_id = ?", v.Edition.ID).Order("position", "id").Scan(ctx); err != nil {
		return err
	}
	own := []int64{0}
	for _, c := range v.Chapters {
		own = append(own, c.ID)
	}
	return tx.NewRaw(`select distinct e.supplier from entry e where e.edition_id = ?0 and e.supplier <> '' and `+handedIn+`
		and (e.chapter_id in (?1) or e.contest_id in (select t.id from contest t join round r on r.id = t.round_id where r.chapter_id in (?1)))
		order by 1 limit 500`, v.Edition.ID, bun.List(own)).Scan(ctx, &v.Suppliers)
}

// listEntries reads the page. among is a condition with one argument on the entries that the list is about at all.
func (tx *transaction) listEntries(ctx context.Context, query *bun.SelectQuery, among string, of int64, lang locale.Language, listing Listing, v *EntryList) error {
	by := tx.entryLists(lang, v)
	if flag := listing.Filters["flag"]; flag == "any" || flag == "none" || flag == "ineligible" {
		var err error
		if by.filters["flag"], err = tx.flagged(ctx, flag, among, of, v.Edition.ID); err != nil {
			return err
		}
	}
	if v.Place != nil {
		by.usual = "time"
	}
	var ids []int64
	var err error
	if v.Found, err = tx.page(ctx, query, by, listing, "e.id", &ids); err != nil {
		return err
	}
	return tx.fillEntries(ctx, ids, v)
}

// flagged is the filter of the flags that need the categories' rules. What is twice in the edition is found once, and not again for the
// count and for the page. It and the rules, which are asked in Go, matter only to entries that nothing else is said about.
func (tx *transaction) flagged(ctx context.Context, flag, among string, of, edition int64) (filter, error) {
	if flag == "ineligible" {
		refused, err := tx.ineligible(ctx, "e"+competes+" and "+among, of)
		found := bun.List(slices.AppendSeq([]int64{0}, maps.Keys(refused)))
		return func(query *bun.SelectQuery, _ string) *bun.SelectQuery { return query.Where("e.id in (?)", found) }, err
	}
	const byItself = "(" + noURL + " or " + unconfirmed + ")"
	const others = " and not " + byItself
	var twice []int64
	err := tx.NewRaw("select e.id from entry e where e.edition_id = ?0 and ("+sameBody+" or "+sameURL+")"+others, edition).Scan(ctx, &twice)
	if err != nil {
		return nil, fmt.Errorf("duplicates: %w", err)
	}
	refused, err := tx.ineligible(ctx, "e"+competes+" and "+among+others+" and e.id not in (?)", of, bun.List(append(twice, 0)))
	if err != nil {
		return nil, err
	}
	any, found := "("+byItself+" or e.id in (?))", bun.List(slices.AppendSeq(append(twice, 0), maps.Keys(refused)))
	if flag == "none" {
		any = "not " + any
	}
	return func(query *bun.SelectQuery, _ string) *bun.SelectQuery { return query.Where(any, found) }, nil
}

// entryLists is what can be asked of a list of entries.
func (tx *transaction) entryLists(lang locale.Language, v *EntryList) listable {
	name := []string{"b." + string(sortColumn(lang)), "b.code", "e.title"}
	by := tx.entrySearch("e.uid")
	by.joins, by.usual, by.sorts = firstNamed, "name", map[string][]string{"name": name,
		"time":     append([]string{"e.submitted_at is null", "e.submitted_at"}, name...),
		"category": append([]string{"(select position from category where id = e.category_id)"}, name...),
		"state": append([]string{"case e.state when 'draft' then 0 when 'submitted' then 1 when 'returned' then 2 when 'admitted' then 3 when 'rejected' then 4 else 5 end"},
			name...)}
	is := func(condition string) filter {
		return func(query *bun.SelectQuery, value string) *bun.SelectQuery { return query.Where(condition, value) }
	}
	by.filters = map[string]filter{
		"state":    is("e.state = ?"),
		"category": is("e.category_id in (select id from category where uid = ?)"),
		"chapter":  is("e.chapter_id in (select id from chapter where uid = ?)"),
		"round":    is("e.contest_id in (select t.id from contest t join round r on r.id = t.round_id where r.uid = ?)"),
		"supplier": is(handedIn + " and e.supplier = ?"),
		"kind":     choice(map[string]string{"automatic": "e.automatic", "entered": "not e.automatic", "late": late, "joint": joint}),
		"flag":     choice(map[string]string{"no_url": noURL, "unconfirmed": unconfirmed, "same_body": withSameBody, "same_url": withSameURL}, v.Edition.ID),
		"step": func(query *bun.SelectQuery, value string) *bun.SelectQuery {
			return tx.step(query, value, v.Now)
		},
	}
	return by
}

// step narrows a queue to the entries at one step of the check.
func (tx *transaction) step(query *bun.SelectQuery, step string, now time.Time) *bun.SelectQuery {
	const returned = "exists (select 1 from formal_check k where k.entry_id = e.id and k.outcome = 'returned' and k.revoked_at is null)"
	switch step {
	case "new":
		return query.Where("e.state = 'submitted' and not " + returned)
	case "again":
		return query.Where("e.state = 'submitted' and " + returned)
	case "returned":
		return query.Where("e.state = 'returned'")
	case "overdue":
		return query.Where("e.state = 'returned' and (select k.until from formal_check k where k.entry_id = e.id order by k.id desc limit 1) <= ?", now)
	}
	return query.Where("1 = 0")
}

// fillEntries reads what the entries of a page are, in the page's order.
func (tx *transaction) fillEntries(ctx context.Context, ids []int64, v *EntryList) error {
	if len(ids) == 0 {
		return nil
	}
	var rows []*ListedEntry
	err := tx.NewRaw("select "+tx.store.columns(ListedEntry{})+`,
		(select count(*) from submission m where m.entry_id = entry.id) as submissions,
		exists (select 1 from submission m where m.entry_id = entry.id and m.late) as late,
		(select count(*) from formal_check k where k.entry_id = entry.id and k.outcome = 'returned' and k.revoked_at is null) as returned,
		(select k.until from formal_check k where k.entry_id = entry.id order by k.id desc limit 1) as until
		from entry join category on category.id = entry.category_id
		left join contest on contest.id = entry.contest_id left join round on round.id = contest.round_id
		where entry.id in (?)`, bun.List(ids)).Scan(ctx, &rows)
	if err != nil {
		return fmt.Errorf("entries: %w", err)
	}
	flags, err := tx.flagsOf(ctx, ids)
	if err != nil {
		return err
	}
	named, byID := map[int64]*OwnEntry{}, map[int64]*ListedEntry{}
	for _, e := range rows {
		e.Flags = flags[e.Entry.ID]
		if e.unread() {
			e.Entry.Title, e.Entry.URL, e.Entry.Supplier, e.Flags = "", "", "", &EntryFlags{Ineligible: register.Eligible}
		}
		named[e.Entry.ID], byID[e.Entry.ID] = &OwnEntry{}, e
	}
	if err := tx.nameEntries(ctx, named); err != nil {
		return err
	}
	for _, id := range ids {
		byID[id].Bodies = named[id].Bodies
		v.Entries = append(v.Entries, byID[id])
	}
	return nil
}
