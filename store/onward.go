package store

import (
	"context"
	"fmt"

	"blazon/judging"
	"blazon/locale"
)

// Onward is what became of one candidate of a contest, as far as the next round is concerned.
type Onward struct {
	judging.Onward
	CandidateID int64
	ContestID   int64
	Advancement Advancement `bun:"embed:advancement_"` // ID 0: nothing is on record
	Target      string      // uid of the candidate that it is there; empty: none
	Left        bool        `bun:"has_left"` // it stood there, and no longer does
	Words       string      `bun:"-"`        // the reason on record for Why, or for which it left
}

// onwardRow is an Onward with where its reasons are on record.
type onwardRow struct {
	Onward
	LeftBy  int64 // the event by which it left the next round
	Erratum int64 // the confirmed one that says why it stays there
}

// onwardOf reads what became of the candidates "n" that a condition picks, of contests with a result "d" is the standing in the one in
// force, by contest and best first. It takes three statements at most, and the reasons are in the edition's language.
func (tx *transaction) onwardOf(ctx context.Context, where string, args ...any) (map[int64][]*Onward, error) {
	var rows []*onwardRow
	err := tx.NewRaw(`select n.id as candidate_id, n.contest_id, d.place is not null as ranked, coalesce(d.advances, false) as sent,
			m.id is not null and m.withdrawn_at is null as came, coalesce(m.uid, '') as target, m.withdrawn_at is not null as has_left, `+
		tx.store.columns(Onward{})+`,
			case when m.withdrawn_at is not null then coalesce((select max(e.id) from event e where e.object = 'candidate' and e.object_id = m.id
				and e.act = 'candidate.withdraw' or e.object = 'entry' and e.object_id = m.entry_id
				and e.act in ('entry.cancel', 'entry.merge', 'entry.move')), 0) else 0 end as left_by,
			coalesce((select max(x.id) from erratum_candidate y join erratum x on x.id = y.erratum_id
				where y.candidate_id = n.id and x.state = 'confirmed'), 0) as erratum
		from candidate n
		left join result o on o.contest_id = n.contest_id and o.version = (select max(v.version) from result v where v.contest_id = n.contest_id)
		left join standing d on d.result_id = o.id and d.candidate_id = n.id
		left join advancement on advancement.source_candidate_id = n.id
		left join candidate m on m.id = advancement.target_candidate_id
		where not n.training and `+where+` order by n.contest_id, coalesce(d.position, 0), n.id`, args...).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("onward: %w", err)
	}
	notes, errata, err := tx.onwardWords(ctx, rows)
	if err != nil {
		return nil, err
	}
	found := map[int64][]*Onward{}
	for _, r := range rows {
		r.explain(notes, errata)
		found[r.ContestID] = append(found[r.ContestID], &r.Onward)
	}
	return found, nil
}

// onwardWords reads the words of the events and of the errata that the rows name, by their ids. Those of an event may have been erased.
func (tx *transaction) onwardWords(ctx context.Context, rows []*onwardRow) (notes, errata map[int64]string, err error) {
	events, corrections := idSet{}, idSet{}
	for _, r := range rows {
		events.add(r.LeftBy)
		corrections.add(r.Erratum)
	}
	notes, errata = map[int64]string{}, map[int64]string{}
	if len(events) > 1 || !events[0] {
		var said []struct {
			EventID int64
			Note    string
		}
		if err = tx.NewRaw("select event_id, note from event_note where event_id in ?", events.list()).Scan(ctx, &said); err != nil {
			return nil, nil, err
		}
		for _, s := range said {
			notes[s.EventID] = s.Note
		}
	}
	if len(corrections) > 1 || !corrections[0] {
		var said []struct {
			ID       int64
			Words    locale.Text
			Language locale.Language
		}
		err = tx.NewRaw(`select x.id, x.words, e.language from erratum x join contest t on t.id = x.contest_id join round r on r.id = t.round_id
			join edition e on e.id = r.edition_id where x.id in ?`, corrections.list()).Scan(ctx, &said)
		for _, s := range said {
			errata[s.ID] = s.Words.In(s.Language)
		}
	}
	return notes, errata, err
}

// explain names the reason that is on record for what became of the candidate.
func (r *onwardRow) explain(notes, errata map[int64]string) {
	a := r.Advancement
	switch {
	case r.Left:
		r.Words = notes[r.LeftBy]
		if r.LeftBy != 0 {
			r.Why = judging.Withdrawn
		}
	case r.Came && a.Way == ByWildCard:
		r.Why, r.Words = judging.WildCard, a.Reason
	case r.Came && a.Way == InStead:
		r.Why, r.Words = judging.Replacement, a.Reason
	case r.Came && !r.Sent && r.Erratum != 0:
		r.Why, r.Words = judging.Correction, errata[r.Erratum]
	case a.ID != 0 && !r.Came:
		r.Why, r.Words = judging.Declined, a.Reason
	}
}

// reconcile holds a contest's seats against who came to the next round. What was published elsewhere has no rule here.
func (c *Contest) reconcile(rows []*Onward) judging.Reconciliation {
	cut := c.Cut
	if c.RubricID == 0 {
		cut = judging.Cut{}
	}
	list := make([]judging.Onward, len(rows))
	for i, r := range rows {
		list[i] = r.Onward
	}
	return judging.Reconcile(cut, list)
}

// targetOf finds the contest that a contest's winners go to: that of the same category in the next round. It is nil where there is none,
// and may be called off.
func (tx *transaction) targetOf(ctx context.Context, p *ContestPlace) (*ContestPlace, error) {
	if p.Round.NextRoundID == 0 {
		return nil, nil
	}
	found, err := tx.contestPlacesOf(ctx, "round_id = ? and category_id = ?", p.Round.NextRoundID, p.Category.ID)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return found[0], nil
}
