package store

import (
	"context"
	"fmt"
	"slices"

	"blazon/judging"
)

// CeremonySequence is what a round's ceremony reveals, in the order in which it does, as far as it is decided.
type CeremonySequence struct {
	*RoundResults
	Stage Stage
	Steps []*CeremonyStep
}

// CeremonyStep is one step of a ceremony.
type CeremonyStep struct {
	judging.Reveal
	Contest   *ContestResult      // nil: over all categories
	Award     *AwardedAward       // that is revealed; nil: it is a place, or a contest's name
	Laureates []*CeremonyLaureate // who get it, together; none of a place: nobody
}

// CeremonyLaureate is somebody who gets something in a step.
type CeremonyLaureate struct {
	Candidate *NamedCandidate
	Standing  *PlacedStanding // of a place; nil: of an award
	Prize     *AwardedAward   // what comes with it; nil: nothing
}

// CeremonySequence reads what a round's ceremony reveals for its organizers.
func (s *Store) CeremonySequence(ctx context.Context, actor judging.Actor, round string) (v *CeremonySequence, err error) {
	err = s.read(ctx, func(tx *transaction) error {
		p, err := tx.stagePlace(ctx, actor, judging.ManageRound, round)
		if err != nil {
			return err
		}
		v, err = tx.ceremonySequence(ctx, actor, p)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("ceremony: %w", err)
	}
	return v, nil
}

// ceremonySequence reads it as far as the actor may see the results.
func (tx *transaction) ceremonySequence(ctx context.Context, actor judging.Actor, p *StagePlace) (*CeremonySequence, error) {
	results, err := tx.readResults(ctx, actor, &p.Place, "")
	if err != nil {
		return nil, err
	}
	terms, err := tx.prizeTerms(ctx, &p.Place)
	if err != nil {
		return nil, err
	}
	of, err := tx.stageContests(ctx, p)
	if err != nil {
		return nil, err
	}
	v := &CeremonySequence{RoundResults: results, Stage: p.Stage}
	contests := slices.DeleteFunc(slices.Clone(results.Contests), func(c *ContestResult) bool { return of(c.Contest.ID).LeftOut })
	slices.SortStableFunc(contests, func(a, b *ContestResult) int { return of(a.Contest.ID).Position - of(b.Contest.ID).Position })
	var asked []judging.CeremonyContest
	for _, c := range contests {
		asked = append(asked, judging.CeremonyContest{Placed: c.placed(), Vacant: c.vacated(), Awards: len(conferred(c.Awards)),
			Places: judging.CeremonyPlaces(p.Stage.Places, terms(c.Contest.ID).places()), AwardsAfter: of(c.Contest.ID).AwardsAfter})
	}
	asked = append(asked, judging.CeremonyContest{Awards: len(conferred(results.Awards))})
	for _, reveal := range judging.CeremonySequence(asked) {
		step := &CeremonyStep{Reveal: reveal}
		awards := results.Awards
		if reveal.Contest < len(contests) {
			step.Contest = contests[reveal.Contest]
			awards = step.Contest.Awards
		}
		step.fill(conferred(awards))
		v.Steps = append(v.Steps, step)
	}
	return v, nil
}

// fill adds who gets something in the step.
func (s *CeremonyStep) fill(awards []*AwardedAward) {
	if s.Kind == judging.RevealAward {
		s.Award = awards[s.Reveal.Award]
		s.Laureates = []*CeremonyLaureate{{Candidate: s.Award.Candidate, Prize: s.Award}}
	}
	for _, i := range s.Winners {
		st := s.Contest.Standings[i]
		s.Laureates = append(s.Laureates, &CeremonyLaureate{Candidate: st.Candidate, Standing: st, Prize: s.Contest.PrizeOf(st)})
	}
}

// conferred picks out the awards that are revealed one by one: those for taking part are for everybody.
func conferred(awards []*AwardedAward) (list []*AwardedAward) {
	for _, a := range awards {
		if a.Conferred() && a.Kind != AwardParticipation {
			list = append(list, a)
		}
	}
	return list
}

// places are those that have a prize.
func (t *PrizeTerms) places() (places []int) {
	for _, a := range t.Prizes {
		places = append(places, a.Place)
	}
	return places
}

// placed are the places of the standings as they are conferred.
func (c *ContestResult) placed() (list []judging.Placed) {
	for _, st := range c.Standings {
		list = append(list, judging.Placed{Place: st.AwardedPlace, Last: st.LastAwarded()})
	}
	return list
}

// vacated are the places that nobody gets, those among them that were withheld from whoever had them.
func (c *ContestResult) vacated() []int {
	vacant := c.Vacant()
	places := slices.Clone(vacant)
	for _, st := range c.Standings {
		if st.Place == 0 || st.AwardedPlace != 0 {
			continue
		}
		place := judging.AwardedPlace(st.Place, vacant)
		if !slices.Contains(places, place) && !slices.ContainsFunc(c.Standings, func(o *PlacedStanding) bool { return o.AwardedPlace == place }) {
			places = append(places, place)
		}
	}
	return places
}
