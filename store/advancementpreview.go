package store

import (
	"context"
	"fmt"
	"slices"

	"blazon/fault"
	"blazon/judging"
)

// AdvancementPreview shows who would go on, before anything is changed, and afterwards who did.
type AdvancementPreview struct {
	ContestPlace
	Target     *ContestPlace         // nil: the next round has no contest in this category, or it is called off
	Blocked    *fault.Fault          // what keeps everybody from going on now; nil: nothing
	Standings  []*AdvancingCandidate // all who have a standing, best first
	Candidates []*AdvancingCandidate // those whom the result sends on
	Others     []*AdvancingCandidate // who went on beside it: by a wild card, or in somebody's stead
	Former     []*AdvancingCandidate // who went on by an earlier decision, and does not by the last one
	Tied       bool                  // more go on than the policy has places for: a tie at the cut
	TiedOut    []*AdvancingCandidate // tied at the cut, of whom therefore nobody goes on

	judging.Reconciliation
	Reasons []*NamedDeviation // that it differs by

	begun bool // somebody of the contest went on by its result, or was named with a reason
}

// AdvancingCandidate is a candidate with what became of it so far, or would.
type AdvancingCandidate struct {
	PlacedStanding
	*Onward
	Done      bool         // something is on record
	Reason    string       // why it does not go on, if so
	Withdrawn bool         // it went on, and no longer stands there
	Obstacle  *fault.Fault // what keeps this one from going on; nil: nothing
	Stead     *NamedCandidate
	Heir      *NamedCandidate // who went in its stead
}

// Open counts those on whom nothing is on record yet.
func (p *AdvancementPreview) Open() (n int) {
	for _, c := range p.Candidates {
		if !c.Done {
			n++
		}
	}
	return n
}

// PreviewAdvancement reads what Advance would do, and in a finished round what it did.
func (s *Store) PreviewAdvancement(ctx context.Context, actor judging.Actor, contest string) (*AdvancementPreview, error) {
	var preview *AdvancementPreview
	err := s.read(ctx, func(tx *transaction) error {
		p, err := tx.contestPlaceOf(ctx, "uid = ?", contest)
		if err != nil {
			return err
		}
		facts := p.Facts()
		if facts.Phase == judging.Finished {
			facts.Phase = judging.Deliberation // nobody goes on any more, but one may look
		}
		if err := judging.May(actor, judging.Advance, facts); err != nil {
			return err
		}
		preview, err = tx.previewAdvancement(ctx, p)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("preview advancement: %w", err)
	}
	return preview, nil
}

func (tx *transaction) previewAdvancement(ctx context.Context, p *ContestPlace) (*AdvancementPreview, error) {
	preview := &AdvancementPreview{ContestPlace: *p}
	target, err := tx.targetOf(ctx, p)
	if err != nil {
		return nil, err
	}
	preview.aim(target)
	r := &RoundResults{Place: p.Place, Contests: []*ContestResult{{Contest: p.Contest, Category: p.Category, Visible: true}}}
	if err := tx.fillResults(ctx, r, []int64{p.Contest.ID}); err != nil {
		return nil, err
	}
	found, err := tx.onwardOf(ctx, "n.contest_id = ?", p.Contest.ID)
	if err != nil {
		return nil, err
	}
	preview.sort(r.Contests[0].Standings, found[p.Contest.ID])
	preview.Reconciliation = p.Contest.reconcile(found[p.Contest.ID])
	preview.Reasons = namedDeviations(preview.Reconciliation, found[p.Contest.ID], r.Contests[0].named())
	return preview, tx.findObstacles(ctx, preview)
}

// named are the candidates of the standings, by row id.
func (c *ContestResult) named() map[int64]*NamedCandidate {
	names := map[int64]*NamedCandidate{}
	for _, st := range c.Standings {
		names[st.CandidateID] = st.Candidate
	}
	return names
}

// Settled tells whether seats and those who came are to agree by now.
func (p *AdvancementPreview) Settled() bool { return p.Target != nil && p.Open() == 0 }

// aim says where the winners go, and what keeps all of them from going there.
func (p *AdvancementPreview) aim(target *ContestPlace) {
	switch {
	case target == nil:
		p.Blocked = fault.New(fault.Closed, "fault.no_next_round")
	case target.Cancelled():
		p.Blocked = fault.New(fault.Closed, "advancement.target_called_off").With("Round", target.Round.Name)
	case !target.Round.ClosedAt.IsZero():
		p.Target, p.Blocked = target, fault.New(fault.Closed, "fault.next_round_closed")
	case !target.Round.FinishedAt.IsZero():
		p.Target, p.Blocked = target, fault.New(fault.Closed, "phase.round_finished")
	default:
		p.Target = target
	}
}

// sort puts the standings to what became of them, and picks out who goes on and who did.
func (p *AdvancementPreview) sort(standings []*PlacedStanding, rows []*Onward) {
	byAdvancement := map[int64]*AdvancingCandidate{}
	for _, standing := range standings {
		at := slices.IndexFunc(rows, func(r *Onward) bool { return r.CandidateID == standing.CandidateID })
		if at < 0 {
			continue // a training candidate has no standing
		}
		row := rows[at]
		a := row.Advancement
		c := &AdvancingCandidate{PlacedStanding: *standing, Onward: row, Done: a.ID != 0, Withdrawn: row.Left}
		if a.TargetCandidateID == 0 {
			c.Reason = a.Reason
		}
		p.begun = p.begun || c.Done && a.Way != ByWildCard
		p.Standings = append(p.Standings, c)
		byAdvancement[a.ID] = c
		switch {
		case row.Sent:
			p.Candidates = append(p.Candidates, c)
		case c.Done && (a.Way == ByWildCard || a.Way == InStead):
			p.Others = append(p.Others, c)
		case c.Done && a.TargetCandidateID != 0:
			p.Former = append(p.Former, c)
		}
	}
	for _, c := range p.Standings {
		if instead := byAdvancement[c.Advancement.ReplacesID]; c.Advancement.ReplacesID != 0 && instead != nil {
			c.Stead, instead.Heir = instead.Candidate, c.Candidate
		}
	}
	p.findTies()
}

// findTies tells what a tie at the cut comes to.
func (p *AdvancementPreview) findTies() {
	room := max(p.Contest.Cut.Places, p.Contest.Cut.Seats)
	p.Tied = room > 0 && len(p.Candidates) > room
	if seats := p.Contest.Cut.Seats; len(p.Candidates) < seats {
		var next []*AdvancingCandidate
		for _, c := range p.Standings {
			if c.Place > 0 && !c.Sent && (len(next) == 0 || next[0].Place == c.Place) {
				next = append(next, c)
			}
		}
		if len(p.Candidates)+len(next) > seats {
			p.TiedOut = next
		}
	}
}

// findObstacles tells what keeps single candidates from going on, on whom nothing is on record yet.
func (tx *transaction) findObstacles(ctx context.Context, p *AdvancementPreview) error {
	if p.Target == nil {
		return nil
	}
	var rows []struct {
		ID                            int64
		Gone, Unadmitted, There, Full bool
	}
	err := tx.NewRaw(`select n.id, n.withdrawn_at is not null as gone, e.state <> ?2 as unadmitted,
			exists (select 1 from candidate o where o.contest_id = ?1 and o.entry_id = n.entry_id) as there,
			?3 > 0 and exists (select 1 from entry_entrant ee where ee.entry_id = n.entry_id and not ee.asked and
				(select count(*) from candidate o join entry_entrant oe on oe.entry_id = o.entry_id
				where o.contest_id = ?1 and o.withdrawn_at is null and o.entry_id <> n.entry_id and oe.entrant_id = ee.entrant_id) >= ?3) as full
		from candidate n join entry e on e.id = n.entry_id where n.contest_id = ?0
		and not exists (select 1 from advancement a where a.source_candidate_id = n.id and a.target_candidate_id is not null)`,
		p.Contest.ID, p.Target.Contest.ID, EntryAdmitted, p.Category.EntryLimit).Scan(ctx, &rows)
	if err != nil {
		return fmt.Errorf("obstacles: %w", err)
	}
	for _, r := range rows {
		at := slices.IndexFunc(p.Standings, func(c *AdvancingCandidate) bool { return c.Candidate.ID == r.ID })
		if at < 0 {
			continue
		}
		c := p.Standings[at]
		switch {
		case r.There:
			c.Obstacle = fault.New(fault.Closed, "advancement.there_already")
		case r.Gone:
			c.Obstacle = fault.New(fault.Closed, "advancement.withdrawn_here")
		case r.Unadmitted:
			c.Obstacle = fault.New(fault.Closed, "fault.entry_not_admitted")
		case r.Full:
			c.Obstacle = fault.New(fault.Closed, "advancement.limit_reached").With("Limit", p.Category.EntryLimit)
		}
	}
	return nil
}
