package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
)

// ObjectionItem is an objection with whose it is and what came of it.
type ObjectionItem struct {
	Objection   Objection        `bun:"embed:objection_"`
	MadeBy      string           // empty: the account is gone
	DecidedBy   string           // empty: nobody has yet
	Candidate   *NamedCandidate  `bun:"-"`
	Corrections []*ObjectionStep `bun:"-"` // of scores, that answer it
	Errata      []*ObjectionStep `bun:"-"` // corrected versions that answer it
	Blocked     *fault.Fault     `bun:"-"` // why whoever reads the contest's objections may not answer it; nil: he may
}

// ObjectionStep is a correction, or a corrected version, that answers an objection.
type ObjectionStep struct {
	ObjectionID int64
	UID         string
	State       string
	DecidedAt   time.Time
	Version     int // of the result that it became; 0: none
}

// Answered is the corrected version that everybody sees and that answers it; nil: none does yet.
func (i *ObjectionItem) Answered() *ObjectionStep {
	if at := slices.IndexFunc(i.Errata, func(e *ObjectionStep) bool { return e.State == string(PairConfirmed) }); at >= 0 {
		return i.Errata[at]
	}
	return nil
}

// Open tells whether it waits for an answer.
func (i *ObjectionItem) Open() bool { return i.Objection.State == ObjectionOpen }

// ContestObjections is the objections to a contest's result, those that wait first.
type ContestObjections struct {
	ContestPlace
	State judging.State // of the result, at the moment
	Items []*ObjectionItem
}

// Objections reads the objections to a contest's result, for its organizer, who answers them, and for whoever chairs it. A chair who is
// recused from anybody there does not know of them.
func (s *Store) Objections(ctx context.Context, actor judging.Actor, contest string, lang locale.Language) (*ContestObjections, error) {
	out := &ContestObjections{}
	err := s.read(ctx, func(tx *transaction) error {
		p, err := tx.contestPlaceOf(ctx, "uid = ?", contest)
		if err != nil {
			return err
		}
		unseen, err := tx.outOfSight(ctx, actor, p.Chapter.Path, "n.contest_id = ?", p.Contest.ID)
		if err != nil {
			return err
		}
		facts := p.Facts()
		facts.Recused = len(unseen) > 0
		if err := judging.May(actor, judging.ViewObjection, facts); err != nil {
			return err
		}
		out.ContestPlace = *p
		if out.Items, err = tx.objectionItems(ctx, lang, "objection.contest_id = ?", p.Contest.ID); err != nil {
			return err
		}
		bodies, err := tx.objectors(ctx, p)
		if err != nil {
			return err
		}
		for _, i := range out.Items {
			facts.Author, facts.Bodies = i.Objection.MadeBy, bodies[i.Objection.CandidateID]
			if err := judging.May(actor, judging.DecideObjection, facts); err != nil {
				i.Blocked = fault.Of(err)
			}
		}
		out.State, err = tx.stateOf(ctx, &p.Place, &p.Contest)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("objections: %w", err)
	}
	return out, nil
}

// objectors lists the bodies of all who object in a contest, by the candidate's row id.
func (tx *transaction) objectors(ctx context.Context, p *ContestPlace) (map[int64][]int64, error) {
	var rows []struct{ Candidate, Body int64 }
	err := tx.NewRaw(`select n.id as candidate, t.body_id as body from candidate n join entry_entrant ee on ee.entry_id = n.entry_id and not ee.asked
		join entrant t on t.id = ee.entrant_id where n.id in (select candidate_id from objection where contest_id = ?)`, p.Contest.ID).Scan(ctx, &rows)
	bodies := map[int64][]int64{}
	for _, r := range rows {
		bodies[r.Candidate] = append(bodies[r.Candidate], r.Body)
	}
	return bodies, err
}

// OwnObjections is an entry with the objections of those who act for it.
type OwnObjections struct {
	*OwnEntry                            // with its outcomes
	Items     map[int64][]*ObjectionItem // by the contest's id
	bodies    []int64
}

// Objectionable says whether the actor may object to how the entry fared in a contest, and why not.
func (o *OwnObjections) Objectionable(actor judging.Actor, outcome *OwnOutcome) error {
	facts := outcome.Facts()
	facts.Withdrawn, facts.Bodies = !outcome.Candidate.WithdrawnAt.IsZero(), o.bodies
	return judging.May(actor, judging.MakeObjection, facts)
}

// OwnObjections reads the objections of an entry of a body that the actor acts for. An entry of nobody else's is NotFound.
func (s *Store) OwnObjections(ctx context.Context, actor judging.Actor, entry string, lang locale.Language) (*OwnObjections, error) {
	out := &OwnObjections{Items: map[int64][]*ObjectionItem{}}
	err := s.read(ctx, func(tx *transaction) error {
		all, err := tx.entriesFor(ctx, actor, lang)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(all, func(e *OwnEntry) bool { return e.Entry.UID == entry })
		if at < 0 {
			return fault.New(fault.NotFound, "fault.not_found")
		}
		out.OwnEntry = all[at]
		byID := map[int64]*OwnEntry{out.Entry.ID: out.OwnEntry}
		if err := tx.nameEntries(ctx, byID); err != nil {
			return err
		}
		if err := tx.readOutcomes(ctx, byID); err != nil {
			return err
		}
		if out.bodies, err = tx.agreedBodies(ctx, out.Entry.ID); err != nil {
			return err
		}
		items, err := tx.objectionItems(ctx, lang, "objection.candidate_id in (select id from candidate where entry_id = ?)", out.Entry.ID)
		for _, i := range items {
			out.Items[i.Objection.ContestID] = append(out.Items[i.Objection.ContestID], i)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("own objections: %w", err)
	}
	return out, nil
}

// agreedBodies lists the bodies that compete together as an entry; one that was named in it and has not agreed yet is none of them.
func (tx *transaction) agreedBodies(ctx context.Context, entry int64) (bodies []int64, err error) {
	err = tx.NewRaw(`select t.body_id from entry_entrant ee join entrant t on t.id = ee.entrant_id where ee.entry_id = ? and not ee.asked order by 1`,
		entry).Scan(ctx, &bodies)
	return bodies, err
}

// objectionItems reads objections, those that wait first, then the newest.
func (tx *transaction) objectionItems(ctx context.Context, lang locale.Language, where string, args ...any) ([]*ObjectionItem, error) {
	var items []*ObjectionItem
	err := tx.NewRaw("select "+tx.store.columns(ObjectionItem{})+`, u.name as made_by, coalesce(d.name, '') as decided_by
		from objection join "user" u on u.id = objection.made_by left join "user" d on d.id = objection.decided_by
		where `+where+` order by case objection.state when 'open' then 0 else 1 end, objection.made_at desc, objection.id desc`, args...).Scan(ctx, &items)
	if err != nil || len(items) == 0 {
		return nil, err
	}
	candidates, ids := idSet{}, idSet{}
	for _, i := range items {
		candidates.add(i.Objection.CandidateID)
		ids.add(i.Objection.ID)
	}
	found, err := candidatesWhere(ctx, tx, lang, "n.id in ?", candidates.list())
	if err != nil {
		return nil, err
	}
	var steps []*ObjectionStep
	err = tx.NewRaw("select objection_id, uid, state from correction where objection_id in ? order by id", ids.list()).Scan(ctx, &steps)
	if err != nil {
		return nil, err
	}
	var errata []*ObjectionStep
	err = tx.NewRaw(`select eo.objection_id, x.uid, x.state, x.decided_at, coalesce(r.version, 0) as version from erratum_objection eo
		join erratum x on x.id = eo.erratum_id left join result r on r.id = x.result_id where eo.objection_id in ? order by x.id`, ids.list()).Scan(ctx, &errata)
	if err != nil {
		return nil, err
	}
	for _, i := range items {
		for _, n := range found[i.Objection.ContestID] {
			if n.ID == i.Objection.CandidateID {
				i.Candidate = n
			}
		}
		for _, step := range steps {
			if step.ObjectionID == i.Objection.ID {
				i.Corrections = append(i.Corrections, step)
			}
		}
		for _, step := range errata {
			if step.ObjectionID == i.Objection.ID {
				i.Errata = append(i.Errata, step)
			}
		}
	}
	return items, nil
}
