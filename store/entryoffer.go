package store

import (
	"context"
	"fmt"

	"blazon/judging"
	"blazon/locale"
	"blazon/register"

	"github.com/uptrace/bun"
)

// Call is an edition that takes entries, or will, with what that means for the bodies that somebody acts for.
type Call struct {
	Competition Competition
	Edition     Edition
	Offers      []*Offer
}

// Offer is a category for a body: how to enter it, or why the body cannot.
type Offer struct {
	Category Category
	Body     *Body
	Chapter  *Chapter      // whose territory the body lies in; nil: nobody's
	Contest  *ContestPlace // that an entry would enter; nil: nobody takes it
	Reason   register.Reason
	Entries  int // that the body has in the category, of those that count
}

// Why an offer is none.
const (
	OfferOpen    = "open"
	OfferSoon    = "soon"    // not yet
	OfferOver    = "over"    // no longer
	OfferFull    = "full"    // the body has as many entries as the category takes
	OfferRefused = "refused" // by the category's rule
	OfferNoPart  = "no_part" // the chapter takes no part
)

// State tells what the offer comes to at the moment of reading.
func (o *Offer) State() string {
	switch {
	case o.Reason != register.Eligible:
		return OfferRefused
	case o.Contest == nil:
		return OfferNoPart
	case o.Category.EntryLimit > 0 && o.Entries >= o.Category.EntryLimit:
		return OfferFull
	}
	place := &EntryPlace{ContestPlace: *o.Contest}
	switch place.Facts().Taking {
	case judging.TakingOn:
		return OfferOpen
	case judging.TooLate:
		return OfferOver
	}
	return OfferSoon
}

// Calls lists the editions that take entries now or later, newest first, with an offer for each of their categories and each body that
// the actor acts for.
func (s *Store) Calls(ctx context.Context, actor judging.Actor, lang locale.Language) ([]*Call, error) {
	if err := judging.May(actor, judging.OpenEntries, judging.Facts{}); err != nil {
		return nil, err
	}
	var calls []*Call
	err := s.read(ctx, func(tx *transaction) (err error) {
		var bodies []*Body
		own := append([]int64{0}, judging.ScopeOf(actor, judging.ViewEntry).Bodies...)
		err = tx.NewSelect().Model(&bodies).ExcludeColumn("sort_cs", "sort_pl", "sort_en").Where("id in (?)", bun.List(own)).
			Where("ended_at is null").OrderExpr("?, code", sortColumn(lang)).Scan(ctx)
		if err != nil || len(bodies) == 0 {
			return err
		}
		calls, err = tx.calls(ctx, bodies)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("calls: %w", err)
	}
	return calls, nil
}

// callingEditions are those with a contest whose window is not over, in a round whose judging nobody has closed.
const callingEditions = `exists (select 1 from contest c join round r on r.id = c.round_id
	where r.edition_id = edition.id and r.closed_at is null and r.cancelled_at is null and c.cancelled_at is null
	and coalesce(c.entries_from, r.entries_from) is not null
	and (coalesce(c.entries_until, r.entries_until) is null or coalesce(c.entries_until, r.entries_until) > ?))`

func (tx *transaction) calls(ctx context.Context, bodies []*Body) (calls []*Call, err error) {
	var editions []Edition
	err = tx.NewSelect().Model(&editions).Where(callingEditions, tx.now).Order("year desc", "slug", "id").Scan(ctx)
	if err != nil || len(editions) == 0 {
		return nil, err
	}
	ids, competitions := []int64{}, []int64{}
	for _, e := range editions {
		ids, competitions = append(ids, e.ID), append(competitions, e.CompetitionID)
	}
	var known []Competition
	if err := tx.NewSelect().Model(&known).Where("id in (?)", bun.List(competitions)).Scan(ctx); err != nil {
		return nil, err
	}
	for _, e := range editions {
		for _, c := range known {
			if c.ID == e.CompetitionID {
				calls = append(calls, &Call{Competition: c, Edition: e})
			}
		}
	}
	return calls, tx.offer(ctx, calls, ids, bodies)
}

// offer fills in the offers of all calls in a constant number of statements.
func (tx *transaction) offer(ctx context.Context, calls []*Call, editions []int64, bodies []*Body) error {
	ways, err := tx.entryWays(ctx, editions...)
	if err != nil {
		return err
	}
	var categories []Category
	err = tx.NewSelect().Model(&categories).Where("edition_id in (?)", bun.List(editions)).Where("cancelled_at is null").
		Order("position", "id").Scan(ctx)
	if err != nil {
		return err
	}
	counts, err := tx.entriesByBody(ctx, editions, bodies)
	if err != nil {
		return err
	}
	for _, call := range calls {
		for _, c := range categories {
			for _, b := range bodies {
				if c.EditionID == call.Edition.ID {
					call.Offers = append(call.Offers, ways.offer(c, b, counts[[2]int64{c.ID, b.ID}]))
				}
			}
		}
	}
	return nil
}

func (w *entryWays) offer(c Category, b *Body, entries int) *Offer {
	o := &Offer{Category: c, Body: b, Chapter: w.home(c.EditionID, b), Contest: w.contest(c.EditionID, c.ID, b), Entries: entries}
	_, o.Reason = c.Eligibility.Matches(b.Row())
	return o
}

// entriesByBody counts the bodies' entries that count against limits, by category and body.
func (tx *transaction) entriesByBody(ctx context.Context, editions []int64, bodies []*Body) (map[[2]int64]int, error) {
	ids := []int64{}
	for _, b := range bodies {
		ids = append(ids, b.ID)
	}
	var rows []struct {
		CategoryID, BodyID int64
		Count              int
	}
	err := tx.NewRaw(`select e.category_id, t.body_id, count(*) as count from entry e
		join entry_entrant ee on ee.entry_id = e.id join entrant t on t.id = ee.entrant_id
		where not ee.asked and e.edition_id in (?) and e.state in (?) and t.body_id in (?) group by e.category_id, t.body_id`,
		bun.List(editions), bun.List(counted), bun.List(ids)).Scan(ctx, &rows)
	counts := map[[2]int64]int{}
	for _, r := range rows {
		counts[[2]int64{r.CategoryID, r.BodyID}] = r.Count
	}
	return counts, err
}
