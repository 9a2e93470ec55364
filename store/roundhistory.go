package store

import (
	"context"
	"fmt"
	"time"

	"blazon/judging"
	"blazon/locale"
)

// RoundHistory is everything that is on record about a round and what is judged in it, the first act first.
type RoundHistory struct {
	*Place
	Acts []*PastAct
}

// PastAct is an act on record.
type PastAct struct {
	HappenedAt  time.Time
	Who         string // empty: the program itself, or an account that is no more
	Act         string
	ContestID   int64
	JurorID     int64
	CandidateID int64
	Note        string // the words that were given for it
	Contest     string `bun:"-"`
	Juror       string `bun:"-"`
	Candidate   string `bun:"-"`
}

// objectsOfRound lists what events of the round ?0 are about, with the contest, the juror and the candidate that this is about.
const objectsOfRound = `
	select 'round' as object, ?0 as id, 0 as contest_id, 0 as juror_id, 0 as candidate_id
	union all select 'contest', t.id, t.id, 0, 0 from contest t where t.round_id = ?0
	union all select 'juror', j.id, 0, j.id, 0 from juror j where j.round_id = ?0
	union all select 'candidate', n.id, n.contest_id, 0, n.id from candidate n join contest t on t.id = n.contest_id where t.round_id = ?0
	union all select 'assignment', a.id, a.contest_id, a.juror_id, a.candidate_id from assignment a join contest t on t.id = a.contest_id where t.round_id = ?0
	union all select 'recusal', x.id, n.contest_id, x.juror_id, x.candidate_id from recusal x join candidate n on n.id = x.candidate_id
		join contest t on t.id = n.contest_id where t.round_id = ?0
	union all select 'decision', d.id, d.contest_id, 0, coalesce(d.candidate_id, 0) from decision d join contest t on t.id = d.contest_id where t.round_id = ?0
	union all select 'result', r.id, r.contest_id, 0, 0 from result r join contest t on t.id = r.contest_id where t.round_id = ?0
	union all select 'award', w.id, coalesce(w.contest_id, 0), 0, coalesce(w.candidate_id, 0) from award w where w.round_id = ?0
	union all select 'paper', p.id, p.contest_id, p.juror_id, 0 from paper p join contest t on t.id = p.contest_id where t.round_id = ?0
	union all select 'correction', k.id, k.contest_id, 0, 0 from correction k join contest t on t.id = k.contest_id where t.round_id = ?0
	union all select 'meeting', m.id, 0, 0, 0 from meeting m where m.round_id = ?0
	union all select 'motion', o.id, coalesce(o.contest_id, 0), 0, 0 from motion o join meeting m on m.id = o.meeting_id where m.round_id = ?0
	union all select 'proposal', p.id, p.contest_id, 0, p.candidate_id from proposal p join contest t on t.id = p.contest_id where t.round_id = ?0
	union all select 'advancement', v.id, n.contest_id, 0, n.id from advancement v join candidate n on n.id = v.source_candidate_id
		join contest t on t.id = n.contest_id where t.round_id = ?0
	union all select 'advancement', v.id, n.contest_id, 0, n.id from advancement v join contest t on t.id = v.target_contest_id
		join candidate n on n.id = v.target_candidate_id where t.round_id = ?0`

// RoundHistory reads what is on record about a round, once its judging is closed; the values of scores are not in it, but in the score matrix.
// Faults as those of Report.
func (s *Store) RoundHistory(ctx context.Context, actor judging.Actor, round string, lang locale.Language) (*RoundHistory, error) {
	h := &RoundHistory{}
	err := s.read(ctx, func(tx *transaction) (err error) {
		if h.Place, err = tx.place(ctx, actor, judging.ViewTally, round); err != nil {
			return err
		}
		if err := tx.mustSeeAll(ctx, actor, h.Chapter.Path, "n.contest_id in (select id from contest where round_id = ?)", h.Round.ID); err != nil {
			return err
		}
		err = tx.NewRaw(`select e.happened_at, coalesce(u.name, '') as who, e.act, o.contest_id, o.juror_id, o.candidate_id, coalesce(w.note, '') as note
			from (`+objectsOfRound+`) o join event e on e.object = o.object and e.object_id = o.id
			left join "user" u on u.id = e.user_id left join event_note w on w.event_id = e.id order by e.id`, h.Round.ID).Scan(ctx, &h.Acts)
		if err != nil {
			return err
		}
		return tx.nameActs(ctx, h, lang)
	})
	if err != nil {
		return nil, fmt.Errorf("history of round: %w", err)
	}
	return h, nil
}

// nameActs says in names what the acts are about.
func (tx *transaction) nameActs(ctx context.Context, h *RoundHistory, lang locale.Language) error {
	var jurors []*Juror
	if err := tx.NewSelect().Model(&jurors).Where("round_id = ?", h.Round.ID).Scan(ctx); err != nil {
		return err
	}
	var categories []struct {
		ID   int64
		Name locale.Text
	}
	err := tx.NewRaw("select t.id, c.name from contest t join category c on c.id = t.category_id where t.round_id = ?", h.Round.ID).Scan(ctx, &categories)
	if err != nil {
		return err
	}
	candidates, err := candidatesWhere(ctx, tx, lang, "n.contest_id in (select id from contest where round_id = ?)", h.Round.ID)
	if err != nil {
		return err
	}
	juror, contest, candidate := map[int64]string{}, map[int64]string{}, map[int64]string{}
	for _, j := range jurors {
		juror[j.ID] = j.Name
	}
	for _, c := range categories {
		contest[c.ID] = c.Name.In(lang)
	}
	for _, list := range candidates {
		for _, c := range list {
			candidate[c.ID] = c.Display(lang)
		}
	}
	for _, act := range h.Acts {
		act.Juror, act.Contest, act.Candidate = juror[act.JurorID], contest[act.ContestID], candidate[act.CandidateID]
	}
	return nil
}
