package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// AbstentionForm is what a juror fills in to decline a candidate, or a criterion of it, without a conflict.
type AbstentionForm struct {
	Round      string // uid
	Assignment string // uid
	Criterion  string // key; empty: the whole candidate
	Reason     string
}

// Abstention is a duty that a juror has declined.
type Abstention struct {
	Recusal   Recusal         `bun:"embed:recusal_"`
	Criterion locale.Text     // its name; empty: the whole candidate
	Candidate *NamedCandidate `bun:"-"`
}

// Abstain declines one of the juror's own duties, with a reason. What was given there counts no more, and is kept. It waits for saves
// that are under way. Closed when judging is over.
func (s *Store) Abstain(ctx context.Context, actor judging.Actor, form AbstentionForm) error {
	err := s.writeRound(ctx, form.Round, exclusive, func(tx *transaction) error {
		d, err := s.readDuty(ctx, tx.Tx, form.Round, form.Assignment, "")
		if err != nil {
			return err
		}
		if err := judging.May(actor, judging.ViewCandidate, d.facts()); err != nil {
			return err
		}
		if err := judging.May(actor, judging.SaveSheet, d.facts()); err != nil {
			return err
		}
		r := &Recusal{UID: s.NewUID(), JurorID: d.JurorID, Why: judging.Abstained, Reason: strings.TrimSpace(form.Reason), CreatedAt: tx.now}
		if r.CriterionID, err = d.declined(form); err != nil {
			return err
		}
		if err := tx.NewRaw("select candidate_id from assignment where id = ?", d.AssignmentID).Scan(ctx, &r.CandidateID); err != nil {
			return err
		}
		if _, err := tx.NewInsert().Model(r).Exec(ctx); err != nil {
			return err
		}
		return tx.record(ctx, actor, "recusal.add", "recusal", r.ID,
			map[string]any{"juror": r.JurorID, "candidate": r.CandidateID, "criterion": r.CriterionID, "why": r.Why})
	})
	if err != nil {
		return fmt.Errorf("abstain: %w", err)
	}
	return nil
}

// declined gives the id of the criterion that is declined, 0 for all.
func (d *duty) declined(form AbstentionForm) (id int64, err error) {
	var wrong fields
	wrong.word("reason", form.Reason, false, maxNote)
	if strings.TrimSpace(form.Reason) == "" {
		wrong.add("reason", "fault.reason_missing")
	}
	if form.Criterion != "" {
		at := slices.IndexFunc(d.criteria, func(c judging.Criterion) bool { return c.ID == form.Criterion })
		if at < 0 {
			wrong.add("criterion", "fault.unknown_choice")
		} else {
			id = d.ids[at]
		}
	}
	return id, wrong.err()
}

// EndAbstention takes an abstention of the juror's own back: he owes the duty again. Closed when judging is over.
func (s *Store) EndAbstention(ctx context.Context, actor judging.Actor, round, abstention string) error {
	err := s.writeRound(ctx, round, exclusive, func(tx *transaction) error {
		juror, err := tx.savingSeat(ctx, actor, round)
		if err != nil {
			return err
		}
		var r Recusal
		err = tx.NewSelect().Model(&r).Where("uid = ?", abstention).Where("juror_id = ?", juror).Where("why = ?", judging.Abstained).
			Where("ended_at is null").Scan(ctx)
		if err != nil {
			return absentAs(err)
		}
		if _, err := tx.NewUpdate().Model(&r).Set("ended_at = ?", tx.now).WherePK().Exec(ctx); err != nil {
			return err
		}
		return tx.record(ctx, actor, "recusal.end", "recusal", r.ID, nil)
	})
	if err != nil {
		return fmt.Errorf("end abstention: %w", err)
	}
	return nil
}

// Abstentions lists what the actor has declined in a round and not taken back, in the order of names.
func (s *Store) Abstentions(ctx context.Context, actor judging.Actor, round string, lang locale.Language) (list []*Abstention, err error) {
	err = s.read(ctx, func(tx *transaction) error {
		seats := bun.List(append([]int64{0}, judging.ScopeOf(actor, judging.ViewSheet).Jurors...))
		err := tx.NewRaw("select "+s.columns(Abstention{})+`, coalesce(k.name, '{}') as criterion from recusal
			join juror j on j.id = recusal.juror_id join round r on r.id = j.round_id left join criterion k on k.id = recusal.criterion_id
			where r.uid = ? and j.id in (?) and recusal.why = ? and recusal.ended_at is null
			order by recusal.created_at, recusal.id`, round, seats, judging.Abstained).Scan(ctx, &list)
		if err != nil || len(list) == 0 {
			return err
		}
		names, err := candidatesWhere(ctx, tx, lang, `n.withdrawn_at is null and n.id in (select x.candidate_id from recusal x join juror j on j.id = x.juror_id
			join round r on r.id = j.round_id where r.uid = ? and j.id in (?))`, round, seats)
		if err != nil {
			return err
		}
		list = slices.DeleteFunc(list, func(a *Abstention) bool {
			for _, candidates := range names {
				for _, c := range candidates {
					if c.ID == a.Recusal.CandidateID {
						a.Candidate = c
					}
				}
			}
			return a.Candidate == nil
		})
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("abstentions: %w", err)
	}
	return list, nil
}
