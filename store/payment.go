package store

import (
	"context"
	"fmt"
	"strings"
	"time"

	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// Payment is money that a round owes somebody.
type Payment struct {
	DecidedAt time.Time // of the result's newest version, and of an award beside the ranking when it was conferred
	Reference string    // "2025/ustecky-kraj/obec/1": the version of the result; over all categories "2025/ustecky-kraj"
	Category  locale.Text
	Standing  *PlacedStanding // nil: for an award beside the ranking
	Ranges    bool            // shared places are written as ranges
	Award     locale.Text     // its name; of a prize for a place it may be empty
	Candidate *NamedCandidate
	judging.Money
}

// Codes are the register codes of the bodies that get the money together.
func (p *Payment) Codes() string {
	var codes []string
	for _, b := range p.Candidate.Bodies {
		codes = append(codes, b.Code)
	}
	return strings.Join(codes, ", ")
}

// Payments lists what a round owes by its decided results and its conferred awards, by category and then by place, for its organizers.
// What was published elsewhere is not owed here.
func (s *Store) Payments(ctx context.Context, actor judging.Actor, round string) (results *RoundResults, list []*Payment, err error) {
	err = s.read(ctx, func(tx *transaction) error {
		p, err := tx.place(ctx, actor, judging.ManageRound, round)
		if err != nil {
			return err
		}
		if results, err = tx.readResults(ctx, actor, p, ""); err != nil {
			return err
		}
		if err := tx.readAllAwards(ctx, results); err != nil {
			return err
		}
		added, err := tx.conferredAt(ctx, results)
		if err != nil {
			return err
		}
		list = results.payments(added)
		return nil
	})
	if err != nil {
		return nil, nil, fmt.Errorf("payments: %w", err)
	}
	return results, list, nil
}

// readAllAwards adds the awards over all categories, which readResults leaves out while a contest is not decided.
func (tx *transaction) readAllAwards(ctx context.Context, r *RoundResults) error {
	if r.allVisible() {
		return nil
	}
	var awards []Award
	if err := tx.NewSelect().Model(&awards).Where("round_id = ?", r.Round.ID).Where("contest_id is null").Order("position", "id").Scan(ctx); err != nil {
		return err
	}
	var ids []int64
	for _, a := range awards {
		ids = append(ids, a.CandidateID)
	}
	names, err := tx.candidatesByID(ctx, r.Language(), ids)
	for _, a := range awards {
		r.Awards = append(r.Awards, &AwardedAward{a, names[a.CandidateID]})
	}
	return err
}

// conferredAt finds when awards of the round were added, by row id.
func (tx *transaction) conferredAt(ctx context.Context, r *RoundResults) (map[int64]time.Time, error) {
	ids := []int64{0}
	for _, a := range r.Awards {
		ids = append(ids, a.ID)
	}
	for _, c := range r.Contests {
		for _, a := range c.Awards {
			ids = append(ids, a.ID)
		}
	}
	var events []Event
	err := tx.NewSelect().Model(&events).Column("object_id", "happened_at").Where("act in ('award.add', 'award.save')").Where("object = 'award'").
		Where("object_id in (?)", bun.List(ids)).Order("id").Scan(ctx)
	at := map[int64]time.Time{}
	for _, e := range events {
		at[e.ObjectID] = e.HappenedAt
	}
	return at, err
}

// payments lists the round's payments; added says when awards were conferred.
func (r *RoundResults) payments(added map[int64]time.Time) (list []*Payment) {
	whole := r.Edition.Slug + "/" + r.Round.Slug
	elsewhere := map[int64]bool{} // contests that were judged elsewhere
	award := func(a *AwardedAward, reference string, category locale.Text) {
		if a.Conferred() && a.Amount > 0 && !elsewhere[a.Candidate.ContestID] {
			list = append(list, &Payment{DecidedAt: added[a.ID], Reference: reference, Category: category, Award: a.Name, Candidate: a.Candidate, Money: a.Money()})
		}
	}
	for _, c := range r.Contests {
		if c.Result != nil && c.Result.Algorithm == Archive {
			elsewhere[c.Contest.ID] = true
			continue
		}
		reference := whole + "/" + c.Category.Slug
		if c.Result != nil {
			reference += fmt.Sprintf("/%d", c.Result.Version)
		}
		for _, st := range c.Standings {
			if prize := c.PrizeOf(st); prize != nil && prize.Amount > 0 && st.AwardedPlace > 0 {
				list = append(list, &Payment{DecidedAt: c.Result.DecidedAt, Reference: reference, Category: c.Category.Name, Standing: st, Ranges: c.Contest.Ranges(),
					Award: prize.Name, Candidate: st.Candidate, Money: prize.Money()})
			}
		}
		for _, a := range c.Awards {
			award(a, reference, c.Category.Name)
		}
	}
	for _, a := range r.Awards {
		award(a, whole, locale.Text{})
	}
	return list
}
