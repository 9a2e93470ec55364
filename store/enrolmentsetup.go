package store

import (
	"context"
	"fmt"

	"blazon/judging"
	"blazon/register"
)

// EnrolmentSetup is what an organizer needs to know before enrolling.
type EnrolmentSetup struct {
	ContestPlace
	Eligible int // bodies of the register that may enter
	Absent   int // those of them that do not stand in the contest
	Unjudged int // of which the register does not know enough
	Found    []FoundBody
	Sources  []BodySource
}

// FoundBody is a body that a search has found, and whether it may enter.
type FoundBody struct {
	*Body
	Reason   register.Reason // why it may not enter
	Standing bool            // stands in the contest already
}

// BodySource is where the bodies of a register come from, and how many of them.
type BodySource struct {
	Source     string
	SourceDate string // ISO 8601
	Bodies     int
}

// Everywhere tells whether the contest is open to bodies of every region.
func (v *EnrolmentSetup) Everywhere() bool { return v.Chapter.RegionCode == "" }

// EnrolmentSetup reads who may enter a contest, and the bodies that a search finds, in a constant number of statements. The
// search's language is the edition's; its regions are those of the chapter unless they are given.
func (s *Store) EnrolmentSetup(ctx context.Context, actor judging.Actor, contest string, search BodySearch) (*EnrolmentSetup, error) {
	v := &EnrolmentSetup{}
	standing := map[int64]bool{}
	err := s.read(ctx, func(tx *transaction) error {
		p, err := tx.contestPlace(ctx, actor, judging.ManageRound, contest)
		if err != nil {
			return err
		}
		v.ContestPlace = *p
		if standing, err = tx.standing(ctx, p); err != nil {
			return err
		}
		eligible, unjudged, err := tx.eligible(ctx, p)
		if err != nil {
			return err
		}
		v.Eligible, v.Unjudged = len(eligible), unjudged
		for _, b := range eligible {
			if !standing[b.ID] {
				v.Absent++
			}
		}
		return tx.NewRaw(`select source, source_date, count(*) as bodies from body where register = ? and ended_at is null
			group by source, source_date order by bodies desc, source, source_date`, p.Competition.register()).Scan(ctx, &v.Sources)
	})
	if err != nil {
		return nil, fmt.Errorf("enrolment setup: %w", err)
	}
	search.Language = v.Language()
	if len(search.Regions) == 0 && !v.Everywhere() {
		search.Regions = []string{v.Chapter.RegionCode, ""} // some bodies in no register lie in no region
	}
	found, err := s.SearchBodies(ctx, actor, search)
	for _, b := range found {
		v.Found = append(v.Found, FoundBody{b, v.refusal(b), standing[b.ID]})
	}
	return v, err
}

// standing finds the bodies that stand in the contest with an entry that is no more than their name.
func (tx *transaction) standing(ctx context.Context, p *ContestPlace) (map[int64]bool, error) {
	var bodies []int64
	err := tx.NewRaw(`
		select t.body_id from candidate n join entry e on e.id = n.entry_id
		join entry_entrant ee on ee.entry_id = e.id join entrant t on t.id = ee.entrant_id
		where n.contest_id = ? and n.withdrawn_at is null and e.title = ''`, p.Contest.ID).Scan(ctx, &bodies)
	standing := make(map[int64]bool, len(bodies))
	for _, id := range bodies {
		standing[id] = true
	}
	return standing, err
}
