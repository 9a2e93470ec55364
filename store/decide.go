package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
)

// DecideForm is what the organizer adds to a result when it is decided.
type DecideForm struct {
	Note     locale.Text      // printed under the result
	Withheld []string         // uids of candidates whose place is not conferred; the places of the others stay
	Vacant   []int            // places that nobody gets; who would have one of them, and all below, move down
	Reason   string           // why something is withheld, for the organizers
	Amounts  map[string]int64 // what the chair decided that candidates get, by uid, in minor units

	erratum locale.Text   // why the version replaces one that was public
	before  []Withholding // of the version before, whose reasons stay
}

// Decide approves a contest's result for the jury: it is frozen as the tally has it, with the algorithm's id and the file that it was
// computed from. Gaps and ties that wait for the jury must be decided before, and the sheets must add up to what they came to when the
// judging was closed (Closed). Deciding again, until the result is sealed or its T0 is set, makes a new version, and revokes the
// certificates that say something else; it is Closed while somebody stands in the next round who would not go there by it, and Conflict
// while a moment of announcing waits for a second person.
func (s *Store) Decide(ctx context.Context, actor judging.Actor, contest string, form DecideForm) error {
	var wrong fields
	wrong.text("note", form.Note, false, maxNote)
	form.checkWithheld(&wrong)
	if err := wrong.err(); err != nil {
		return err
	}
	err := s.writeOnward(ctx, actor, judging.Decide, contest, func(tx *transaction, p *ContestPlace) error {
		if p.Facts().Public {
			return fault.New(fault.Closed, "result.needs_erratum")
		}
		if err := tx.mustNotWait(ctx, p); err != nil {
			return err
		}
		loaded, outcome, err := tx.decidable(ctx, p)
		if err != nil {
			return err
		}
		if err := tx.mustKeepSent(ctx, p, loaded, outcome); err != nil {
			return err
		}
		r, err := tx.freeze(ctx, actor, p, loaded, outcome, form)
		if err != nil {
			return err
		}
		if err := tx.setState(ctx, p, judging.Approved, time.Time{}); err != nil {
			return err
		}
		if err := tx.record(ctx, actor, "result.decide", "result", r.ID, map[string]any{"contest": p.Contest.ID, "version": r.Version}); err != nil {
			return err
		}
		if r.Version == 1 {
			return nil // nothing was issued before
		}
		return tx.revokeObsolete(ctx, actor, p)
	})
	if err != nil {
		return fmt.Errorf("decide: %w", err)
	}
	return nil
}

// decidable tallies the contest, and refuses what cannot be its result.
func (tx *transaction) decidable(ctx context.Context, p *ContestPlace) (*LoadedContest, *judging.Outcome, error) {
	loaded, outcome, err := tx.tally(ctx, p)
	if err != nil {
		return nil, nil, err
	}
	if !outcome.Complete {
		return nil, nil, fault.New(fault.Closed, "fault.gaps_open").With("Count", len(outcome.Gaps))
	}
	if len(outcome.Undecided) > 0 {
		return nil, nil, fault.New(fault.Closed, "fault.ties_undecided").With("Count", len(outcome.Undecided))
	}
	return loaded, outcome, tx.mustMatch(ctx, p)
}

// freeze writes the result and its standings.
func (tx *transaction) freeze(ctx context.Context, actor judging.Actor, p *ContestPlace, l *LoadedContest,
	outcome *judging.Outcome, form DecideForm) (*Result, error) {
	input, err := json.Marshal(l.Input)
	if err != nil {
		return nil, err
	}
	output, err := json.Marshal(outcome)
	if err != nil {
		return nil, err
	}
	r := &Result{UID: tx.store.NewUID(), ContestID: p.Contest.ID, Algorithm: judging.Algorithm, Input: string(input),
		Outcome: string(output), Note: form.Note, Erratum: form.erratum, UserID: actor.User, DecidedAt: tx.now}
	if err := tx.insertResult(ctx, r); err != nil {
		return nil, err
	}
	rows := standingsOf(r.ID, l, outcome, form)
	if len(rows) == 0 {
		return r, nil
	}
	if _, err := tx.NewInsert().Model(&rows).Exec(ctx); err != nil {
		return nil, err
	}
	if err := tx.putWithheld(ctx, r, rows, form); err != nil {
		return nil, err
	}
	return r, tx.putPrizes(ctx, p, r, rows, l.uids(), form)
}

// uids are those of the candidates, by row id.
func (l *LoadedContest) uids() map[int64]string {
	uids := map[int64]string{}
	for _, c := range l.Candidates {
		uids[c.ID] = c.UID
	}
	return uids
}

// insertResult gives the result the next version number of its contest.
func (tx *transaction) insertResult(ctx context.Context, r *Result) error {
	err := tx.NewSelect().Model((*Result)(nil)).ColumnExpr("coalesce(max(version), 0) + 1").
		Where("contest_id = ?", r.ContestID).Scan(ctx, &r.Version)
	if err != nil {
		return err
	}
	_, err = tx.NewInsert().Model(r).Exec(ctx)
	return err
}

// standingsOf turns an outcome into rows. The excluded come last, without a place.
func standingsOf(result int64, l *LoadedContest, outcome *judging.Outcome, form DecideForm) []Standing {
	advancing, kept := map[int]bool{}, map[string]bool{}
	for _, number := range outcome.Advancing {
		advancing[number] = true
	}
	for _, uid := range form.Withheld {
		kept[uid] = true
	}
	var rows []Standing
	ranked := map[int]bool{}
	for i, st := range outcome.Standings {
		ranked[st.Candidate] = true
		c := l.Candidates[st.Candidate]
		row := Standing{ResultID: result, CandidateID: c.ID, Position: i + 1, Place: st.Place, LastPlace: st.Last,
			Shared: st.Shared, Total: st.Total.Round(2), Exact: st.Total.String(), DecidedBy: l.Input.RuleText(st.DecidedBy), Advances: advancing[st.Candidate]}
		if !kept[c.UID] {
			row.AwardedPlace, row.AwardedLast = judging.AwardedPlace(st.Place, form.Vacant), judging.AwardedPlace(st.Last, form.Vacant)
		}
		rows = append(rows, row)
	}
	for number, c := range l.Candidates {
		if !ranked[number] {
			rows = append(rows, Standing{ResultID: result, CandidateID: c.ID, Position: len(rows) + 1})
		}
	}
	return rows
}

// setState says where the result stands. With T0 the end of the objection window is set, so that what people count on does not change
// with the edition's rules; what was judged elsewhere takes no objections here.
func (tx *transaction) setState(ctx context.Context, p *ContestPlace, state judging.State, announcedAt time.Time) error {
	p.Contest.State, p.Contest.AnnouncedAt, p.Contest.ObjectionsUntil = state, announcedAt, time.Time{}
	if p.Contest.RubricID != 0 {
		p.Contest.ObjectionsUntil = stored(judging.ObjectionsUntil(announcedAt, p.Edition.ObjectionDays, p.Edition.Zone()))
	}
	_, err := tx.NewUpdate().Model(&p.Contest).Column("state", "announced_at", "objections_until").WherePK().Exec(ctx)
	return err
}
