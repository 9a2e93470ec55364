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
	More     bool // the search may find more than it shows
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

// foundAtMost is how many bodies a search finds; whoever finds more narrows it.
const foundAtMost = 50

// EnrolmentSetup reads who may enter a contest, and the bodies that a search finds in the chapter's region or, where it has
// none or beyond is set, in the whole country. It takes a constant number of statements.
func (s *Store) EnrolmentSetup(ctx context.Context, actor judging.Actor, contest, search string, beyond bool) (*EnrolmentSetup, error) {
	v := &EnrolmentSetup{}
	standing := map[int64]bool{}
	err := s.read(ctx, func(tx *transaction) error {
		p, err := tx.contestPlace(ctx, actor, judging.ManageRound, contest)
		if err != nil {
			return err
		}
		defer func() { v.ContestPlace = *p }() // with its territory
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
	found, err := s.SearchBodies(ctx, actor, BodySearch{Text: search, Regions: v.regions(beyond), Limit: foundAtMost, Language: v.Language()})
	v.More = len(found) == foundAtMost
	for _, b := range found {
		v.Found = append(v.Found, FoundBody{b, v.refusal(b), standing[b.ID]})
	}
	return v, err
}

// regions are the codes of where a search looks; bodies in no register may lie in no region.
func (v *EnrolmentSetup) regions(beyond bool) []string {
	codes := []string{""}
	if !beyond && !v.Everywhere() {
		return append(codes, v.territory...)
	}
	for _, region := range register.Regions(v.Competition.Country) {
		codes = append(codes, region.Code)
	}
	return codes
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
