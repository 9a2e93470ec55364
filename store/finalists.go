package store

import (
	"context"
	"fmt"
	"time"

	"blazon/judging"
	"blazon/locale"
)

// Finalists are those who have one of the first places of a round, before anybody may know which: all categories together, in a
// language's order of names.
type Finalists struct {
	Candidates []*NamedCandidate
	Since      time.Time // when they became public
}

// Finalists reads them by the round's public address: nil before their time, in an edition that tells nothing of them, and as soon as one
// result of the round is public: what it leaves of the list would tell the categories of the rest. They are complete or not there at all: while
// one contest has no moment at which it becomes public, the others' would tell its category. A place that is withheld leaves its holder
// among them: who is missing would tell of it.
func (s *Store) Finalists(ctx context.Context, address Address, lang locale.Language) (*Finalists, error) {
	var f *Finalists
	err := s.read(ctx, func(tx *transaction) error {
		p, err := tx.placeAt(ctx, address)
		if err != nil {
			return err
		}
		since, err := tx.finalistsSince(ctx, p)
		if err != nil || since.IsZero() {
			return err
		}
		found, err := candidatesWhere(ctx, tx, lang, `n.withdrawn_at is null and n.id in (select st.candidate_id from standing st
			join result r on r.id = st.result_id and r.version = (select max(o.version) from result o where o.contest_id = r.contest_id)
			join contest t on t.id = r.contest_id and t.cancelled_at is null
			where t.round_id = ? and st.place between 1 and ?)`, p.Round.ID, p.Edition.FinalistPlaces)
		f = &Finalists{Since: since}
		for _, candidates := range found {
			f.Candidates = append(f.Candidates, candidates...)
		}
		sortByName(f.Candidates)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("finalists: %w", err)
	}
	return f, nil
}

// finalistsSince tells from when on the round's finalists are public, by the first moment at which one of its contests is to be; zero: they
// are not.
func (tx *transaction) finalistsSince(ctx context.Context, p *Place) (since time.Time, err error) {
	if _, published := p.Edition.Publication[judging.FinalistsLevel]; !published {
		return since, nil
	}
	var contests []Contest
	err = tx.NewSelect().Model(&contests).Where("round_id = ?", p.Round.ID).Where("cancelled_at is null and " + contended("contest")).Scan(ctx)
	if err != nil {
		return since, err
	}
	expected, err := tx.expected(ctx, p)
	for i := range contests {
		c := &contests[i]
		t0 := expected(c)
		if t0.IsZero() || p.ContestFacts(c).Public {
			return time.Time{}, err
		}
		if at := p.Edition.Publication.OpensAt(judging.FinalistsLevel, t0); since.IsZero() || at.Before(since) {
			since = at
		}
	}
	if since.After(p.Now) {
		return time.Time{}, err
	}
	return since, err
}

// expected reads what tells when a contest of a round becomes public: at its T0, or as the ceremony reveals it, for which its planned start
// stands. Zero: nobody can say, for its result may still change, or a second person has not confirmed that it opens like that.
func (tx *transaction) expected(ctx context.Context, p *Place) (func(*Contest) time.Time, error) {
	t0 := func(c *Contest) time.Time { return c.AnnouncedAt }
	var planned []*Ceremony
	if err := tx.NewSelect().Model(&planned).Where("round_id = ?", p.Round.ID).Scan(ctx); err != nil {
		return t0, err
	}
	v, err := tx.stageOf(ctx, p)
	if err != nil || len(planned) == 0 || !v.Stage.Opens {
		return t0, err
	}
	of, err := tx.stageContests(ctx, v)
	if err != nil {
		return t0, err
	}
	plans, err := tx.revealPlans(ctx, p.Round.ID)
	return func(c *Contest) time.Time {
		plan := plans[c.ID]
		confirmed := !p.Edition.AnnouncingPair || plan != nil && plan.State == PairConfirmed
		if c.AnnouncedAt.IsZero() && c.State == judging.Sealed && !of(c.ID).LeftOut && confirmed {
			return planned[0].StartsAt
		}
		return c.AnnouncedAt
	}, err
}
