package store

import (
	"context"
	"fmt"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// outrun holds of a candidate n that came from a round whose result, decided again since, no longer sends it on. Whom the organizer let in
// beside the rule no result sends, and none takes away.
const outrun = `not exists (select 1 from advancement l where l.target_candidate_id = n.id and l.way in ('wild_card', 'replacement')) and exists (select 1 from candidate b join result o on o.contest_id = b.contest_id
	where b.id = n.source_candidate_id and o.version = (select max(v.version) from result v where v.contest_id = b.contest_id)
	and not exists (select 1 from standing d where d.result_id = o.id and d.candidate_id = b.id and d.advances))`

// sentOn is a candidate that stands in the next round.
type sentOn struct {
	Candidate *NamedCandidate `bun:"-"` // of the contest that sent it
	TargetID  int64           // the candidate that it is there
	Round     locale.Text     // the name of that round
	Closed    bool            // its judging is
}

// sentAgainst finds who stands in the next round by now, and would not go there by an outcome, in the order of names.
func (tx *transaction) sentAgainst(ctx context.Context, p *ContestPlace, l *LoadedContest, outcome *judging.Outcome) ([]*sentOn, error) {
	advancing := []int64{0}
	for _, number := range outcome.Advancing {
		advancing = append(advancing, l.Candidates[number].ID)
	}
	var rows []*struct {
		ID int64
		sentOn
	}
	err := tx.NewRaw(`select n.id, m.id as target_id, r.name as round, r.closed_at is not null as closed from advancement a
		join candidate n on n.id = a.source_candidate_id
		join candidate m on m.id = a.target_candidate_id
		join contest t on t.id = m.contest_id join round r on r.id = t.round_id
		where n.contest_id = ? and m.withdrawn_at is null and n.id not in (?) and a.way not in ('wild_card', 'replacement') order by n.id`,
		p.Contest.ID, bun.List(advancing)).Scan(ctx, &rows)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	ids := idSet{}
	for _, r := range rows {
		ids.add(r.ID)
	}
	found, err := candidatesWhere(ctx, tx, p.Language(), "n.id in ?", ids.list())
	if err != nil {
		return nil, err
	}
	var sent []*sentOn
	for _, n := range found[p.Contest.ID] {
		for _, r := range rows {
			if r.ID == n.ID {
				r.Candidate = n
				sent = append(sent, &r.sentOn)
			}
		}
	}
	return sent, nil
}

// mustKeepSent refuses an outcome by which somebody who stands in the next round by now would not have gone there: nobody
// competes there whom no result sends. The locks of both rounds are held.
func (tx *transaction) mustKeepSent(ctx context.Context, p *ContestPlace, l *LoadedContest, outcome *judging.Outcome) error {
	sent, err := tx.sentAgainst(ctx, p, l, outcome)
	if err != nil || len(sent) == 0 {
		return err
	}
	var names []*NamedCandidate
	for _, s := range sent {
		names = append(names, s.Candidate)
	}
	return fault.New(fault.Closed, "fault.still_in_next_round").With("Count", len(sent)).With("Names", listed(names)).With("Round", sent[0].Round)
}

// listed names candidates, as every language does.
func listed(candidates []*NamedCandidate) locale.Text {
	text := locale.Text{}
	for _, lang := range locale.Languages {
		var names []string
		for _, c := range candidates {
			names = append(names, c.Display(lang))
		}
		text[lang] = locale.List(lang, names)
	}
	return text
}

// superseded holds of a candidate n in whose stead somebody else stands by now.
const superseded = `exists (select 1 from advancement gone join advancement instead on instead.replaces_id = gone.id
	join candidate heir on heir.id = instead.target_candidate_id and heir.withdrawn_at is null where gone.target_candidate_id = n.id)`

// mustAdvance refuses to put back whom the round before no longer sends on, and in whose stead somebody stands. That round's result is not
// decided meanwhile: deciding takes this round's lock, too.
func (tx *transaction) mustAdvance(ctx context.Context, n *Candidate) error {
	var why struct{ Outrun, Replaced bool }
	err := tx.NewRaw("select "+outrun+" as outrun, "+superseded+" as replaced from candidate n where n.id = ?", n.ID).Scan(ctx, &why)
	switch {
	case err != nil:
		return fmt.Errorf("putting back: %w", err)
	case why.Outrun:
		return fault.New(fault.Closed, "fault.no_longer_advances")
	case why.Replaced:
		return fault.New(fault.Closed, "advancement.replaced_by_now")
	}
	return nil
}

// outrun finds those among candidates whom the round before no longer sends on, or in whose stead somebody stands.
func (tx *transaction) outrun(ctx context.Context, candidates []int64) (map[int64]bool, error) {
	var ids []int64
	err := tx.NewRaw("select n.id from candidate n where n.id in (?) and ("+outrun+" or "+superseded+")", bun.List(candidates)).Scan(ctx, &ids)
	if err != nil {
		return nil, fmt.Errorf("outrun candidates: %w", err)
	}
	lost := map[int64]bool{}
	for _, id := range ids {
		lost[id] = true
	}
	return lost, nil
}
