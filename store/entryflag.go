package store

import (
	"context"
	"fmt"

	"blazon/register"

	"github.com/uptrace/bun"
)

// EntryFlags is what an organizer should look at before an entry is admitted.
type EntryFlags struct {
	NoURL       bool            // the category asks for an address, and there is none
	Unconfirmed bool            // the address is from the register, and its entrant has not said yet that it is right
	SameBody    bool            // one of its bodies has another entry in the category
	SameURL     bool            // another entry of the edition has the same address
	Ineligible  register.Reason // why the category does not let one of its bodies in
	Objection   register.Reason // what else speaks against one of them
	Barred      bool            // by the edition's rules: nobody may admit it
}

// Any tells whether there is anything to look at.
func (f *EntryFlags) Any() bool {
	return f.NoURL || f.Unconfirmed || f.SameBody || f.SameURL || f.Ineligible != register.Eligible || f.Objection != ""
}

// The conditions of the flags on an entry e. Only entries that compete, or may yet, are duplicates of each other: not those that
// were never handed in, were given up or were rejected.
const (
	competes = `.state in ('submitted', 'returned', 'admitted')`

	noURL = `(` + handedIn + ` and e.url = '' and e.category_id not in (select f.category_id from form_part f where f.part = 'url' and not f.asked))`

	unconfirmed = `(` + handedIn + ` and e.automatic and e.url <> '' and e.url_confirmed_at is null)`

	// Counted, not "exists": for that PostgreSQL finds the answer of every entry there is, to look up fifty in it.
	sameBody = `(e` + competes + ` and 0 < (select count(*) from entry_entrant x join entry_entrant y on y.entrant_id = x.entrant_id and y.entry_id <> x.entry_id
		join entry o on o.id = y.entry_id where x.entry_id = e.id and o.category_id = e.category_id and o` + competes + `))`

	sameURL = `(e` + competes + ` and e.url_key <> '' and 0 < (select count(*) from entry o
		where o.edition_id = e.edition_id and o.url_key = e.url_key and o.id <> e.id and o` + competes + `))`

	late = `e.id in (select m.entry_id from submission m where m.late)`

	joint = `e.id in (select x.entry_id from entry_entrant x group by x.entry_id having count(*) > 1)`
)

// The same conditions for whole lists of the edition ?0: found once, and not for each row.
const (
	withSameBody = `e.id in (select w.id from (select o.id, count(*) over (partition by x.entrant_id, o.category_id) as entries
		from entry o join entry_entrant x on x.entry_id = o.id where o.edition_id = ?0 and o` + competes + `) w where w.entries > 1)`

	withSameURL = `(e` + competes + ` and e.url_key in (select o.url_key from entry o
		where o.edition_id = ?0 and o.url_key <> '' and o` + competes + ` group by o.url_key having count(*) > 1))`
)

// flagsOf finds what there is to look at in some entries.
func (tx *transaction) flagsOf(ctx context.Context, entries []int64) (map[int64]*EntryFlags, error) {
	var rows []struct {
		ID int64
		EntryFlags
	}
	err := tx.NewRaw("select e.id, "+noURL+" as no_url, "+unconfirmed+" as unconfirmed, "+sameBody+" as same_body, "+sameURL+
		" as same_url from entry e where e.id in (?)", bun.List(append([]int64{0}, entries...))).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("flags: %w", err)
	}
	flags := map[int64]*EntryFlags{}
	for i := range rows {
		flags[rows[i].ID] = &rows[i].EntryFlags
	}
	refused, err := tx.ineligible(ctx, "e.id in (?)", bun.List(append([]int64{0}, entries...)))
	for id, reason := range refused {
		flags[id].Ineligible = reason
	}
	if err != nil {
		return nil, err
	}
	obstacles, err := tx.obstaclesTo(ctx, entries)
	for id, o := range obstacles {
		flags[id].Objection, flags[id].Barred = o.Reason, o.Bars
	}
	return flags, err
}

// ineligible finds the entries of which a body is not one that their category lets in, and why. The rule is asked in Go, as it is
// everywhere.
func (tx *transaction) ineligible(ctx context.Context, where string, args ...any) (map[int64]register.Reason, error) {
	var entered []struct {
		Entry, Category int64
		Code            string
		Kind            register.Kind
		ORP             bool `bun:"orp"`
		RegionCode      string
		Population      *int
	}
	err := tx.NewRaw("select e.id as entry, e.category_id as category, b.code, b.kind, b.orp, b.region_code, b.population from entry e "+
		"join entry_entrant x on x.entry_id = e.id join entrant t on t.id = x.entrant_id join body b on b.id = t.body_id where "+where, args...).Scan(ctx, &entered)
	if err != nil || len(entered) == 0 {
		return nil, err
	}
	kinds := map[int64]bool{}
	for _, e := range entered {
		kinds[e.Category] = true
	}
	var categories []*Category
	if err := tx.NewSelect().Model(&categories).Where("id in (?)", keys(kinds)).Scan(ctx); err != nil {
		return nil, err
	}
	rules := map[int64]register.Eligibility{}
	for _, c := range categories {
		rules[c.ID] = c.Eligibility
	}
	refused := map[int64]register.Reason{}
	for _, e := range entered {
		body := register.Row{Code: e.Code, Kind: e.Kind, ORP: e.ORP, RegionCode: e.RegionCode, Population: e.Population}
		if ok, reason := rules[e.Category].Matches(body); !ok {
			refused[e.Entry] = reason
		}
	}
	return refused, nil
}
