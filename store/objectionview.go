package store

import (
	"context"
	"fmt"
	"slices"

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
}

// ObjectionStep is a correction that answers an objection.
type ObjectionStep struct {
	ObjectionID int64
	UID         string
	State       CorrectionState
}

// Open tells whether it waits for an answer.
func (i *ObjectionItem) Open() bool { return i.Objection.State == ObjectionOpen }

// ContestObjections is the objections to a contest's result, those that wait first.
type ContestObjections struct {
	ContestPlace
	State judging.State // of the result, at the moment
	Items []*ObjectionItem
}

// Objections reads the objections to a contest's result, for its organizer.
func (s *Store) Objections(ctx context.Context, actor judging.Actor, contest string, lang locale.Language) (*ContestObjections, error) {
	out := &ContestObjections{}
	err := s.read(ctx, func(tx *transaction) error {
		p, err := tx.contestPlace(ctx, actor, judging.ManageRound, contest)
		if err != nil {
			return err
		}
		out.ContestPlace = *p
		if out.Items, err = tx.objectionItems(ctx, lang, "objection.contest_id = ?", p.Contest.ID); err != nil {
			return err
		}
		out.State, err = tx.stateOf(ctx, &p.Place, &p.Contest)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("objections: %w", err)
	}
	return out, nil
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
	}
	return items, nil
}
