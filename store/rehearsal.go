package store

import (
	"context"

	"blazon/judging"

	"github.com/uptrace/bun"
)

// BeginRehearsal begins a rehearsal. Its winners are invented: it knows of the entrants and of what there is to win, and never reads a result.
func (s *Store) BeginRehearsal(ctx context.Context, actor judging.Actor, round string) error {
	err := s.writeStage(ctx, actor, judging.PresentCeremony, round, func(tx *transaction, p *StagePlace) error {
		steps, err := tx.invent(ctx, p)
		if err != nil {
			return err
		}
		return tx.begin(ctx, actor, p, true, steps)
	})
	return wrapped("begin rehearsal", err)
}

// invent makes up the steps of a rehearsal: in each contest the entrants by the alphabet, of whom two share the second place, and one
// of each award that the edition gives. Who advanced from a contest that is not public is not among them: the hall must not learn of it.
func (tx *transaction) invent(ctx context.Context, p *StagePlace) ([]*PerformanceStep, error) {
	contests, err := tx.ceremonyContests(ctx, p, false)
	if err != nil {
		return nil, err
	}
	of, err := tx.stageContests(ctx, p)
	if err != nil {
		return nil, err
	}
	definitions, err := tx.definitions(ctx, p.Edition.ID, p.Chapter.ID)
	if err != nil {
		return nil, err
	}
	ids := []int64{0}
	for _, c := range contests {
		ids = append(ids, c.Contest.ID)
	}
	candidates, err := candidatesWhere(ctx, tx, p.Language(), "n.contest_id in (?) and n.withdrawn_at is null and ?", bun.List(ids), isShown("n", tx.now))
	if err != nil {
		return nil, err
	}
	var entrants []rehearsed
	for _, c := range contests {
		entrants = append(entrants, rehearsed{contest: c.Contest.ID, candidates: candidates[c.Contest.ID], after: of(c.Contest.ID).AwardsAfter})
	}
	var all []*NamedCandidate
	for _, e := range entrants {
		all = append(all, e.candidates...)
	}
	return inventSteps(append(entrants, rehearsed{candidates: all}), definitions, p.Stage.Places, p.Chapter.ID), nil
}

// rehearsed is a contest of a rehearsal, or with no row id what is conferred over all of them.
type rehearsed struct {
	contest    int64
	candidates []*NamedCandidate
	after      bool
}

// inventSteps makes up who wins.
func inventSteps(contests []rehearsed, definitions []AwardDefinition, places int, chapter int64) (steps []*PerformanceStep) {
	terms := &PrizeTerms{Prizes: inheritedPrizes(definitions, chapter)}
	if terms.Prizes == nil {
		terms.Prizes = inheritedPrizes(definitions, 0)
	}
	places = judging.CeremonyPlaces(places, terms.places())
	var asked []judging.CeremonyContest
	for _, c := range contests {
		asked = append(asked, judging.CeremonyContest{Placed: c.invented(places), Awards: len(c.awards(definitions)), Places: places, AwardsAfter: c.after})
	}
	for _, reveal := range judging.CeremonySequence(asked) {
		c, winners, prize := contests[reveal.Contest], reveal.Winners, Award{}
		switch reveal.Kind {
		case judging.RevealAward:
			prize = c.awards(definitions)[reveal.Award]
			winners = []int{reveal.Award % len(c.candidates)}
		case judging.RevealPlace:
			if a := terms.of(reveal.Place); a != nil {
				prize = *a
			}
		}
		step := &PerformanceStep{Kind: reveal.Kind, ContestID: c.contest, Place: reveal.Place, LastPlace: reveal.Last, Name: trimmed(prize.Name), Winners: []StepWinner{}}
		for _, i := range winners {
			step.Winners = append(step.Winners, StepWinner{Candidate: c.candidates[i].ID, Amount: prize.Amount, Currency: prize.Currency})
		}
		steps = append(steps, step)
	}
	return steps
}

// invented are places for the entrants by the alphabet: 1, 2, 2, 3 and so on.
func (c rehearsed) invented(places int) (list []judging.Placed) {
	if c.contest == 0 {
		return nil
	}
	for i := range c.candidates {
		place := i + 1
		if i > 1 {
			place = i
		}
		if place <= places {
			list = append(list, judging.Placed{Place: place, Last: place})
		}
	}
	return list
}

// awards are the definitions of which a rehearsal confers one.
func (c rehearsed) awards(definitions []AwardDefinition) (list []Award) {
	for _, d := range definitions {
		if d.Kind != AwardForPlace && d.Kind != AwardParticipation && d.Overall == (c.contest == 0) && len(c.candidates) > 0 {
			list = append(list, d.award())
		}
	}
	return list
}
