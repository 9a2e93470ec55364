package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"blazon/fault"
	"blazon/judging"

	"github.com/uptrace/bun"
)

// Decision is the chair's or the jury's word on a gap or a tie, with its reason.
type Decision struct {
	bun.BaseModel `bun:"table:decision"`

	ID          int64 `bun:",pk,autoincrement"`
	UID         string
	ContestID   int64
	Kind        string   // a judging.DecisionKind
	CandidateID int64    `bun:",nullzero"`
	CriterionID int64    `bun:",nullzero"`
	Candidates  []string // uids, for order and tie
	Reason      string
	UserID      int64 `bun:",nullzero"`
	DecidedAt   time.Time
	RevokedAt   time.Time `bun:",nullzero"`
	By          string    `bun:",scanonly"` // who entered it, where that was somebody with an account
}

// DecisionForm is a decision as the organizer enters it on behalf of the jury.
type DecisionForm struct {
	Kind       judging.DecisionKind
	Candidate  string   // uid, for accept and exclude
	Criterion  string   // key, for accept and drop_criterion
	Candidates []string // uids in the order decided, for order and tie
	Reason     string
}

// AddDecision puts decisions on record, all or none, once the judging has closed and until the result is announced. Without
// a reason they are Invalid, and so is one about a candidate that the actor must not judge. A result that was decided before must be decided again to take them in.
func (s *Store) AddDecision(ctx context.Context, actor judging.Actor, contest string, forms ...DecisionForm) error {
	for _, form := range forms {
		if err := checkReason("reason", form.Reason); err != nil {
			return err
		}
	}
	err := s.writeContest(ctx, actor, judging.Decide, contest, func(tx *transaction, p *ContestPlace) error {
		return tx.addDecisions(ctx, actor, p, forms)
	})
	if err != nil {
		return fmt.Errorf("add decision: %w", err)
	}
	return nil
}

// addDecisions puts decisions on record once the contest's judging is closed. To accept fewer values than the rules need is Invalid.
func (tx *transaction) addDecisions(ctx context.Context, actor judging.Actor, p *ContestPlace, forms []DecisionForm) error {
	loaded, err := tx.loadContest(ctx, p)
	if err != nil {
		return err
	}
	sights, err := tx.sights(ctx, actor, &p.Place)
	if err != nil {
		return err
	}
	loaded.sights = sights
	for _, form := range forms {
		if _, err := tx.addDecision(ctx, actor, p, loaded, form); err != nil {
			return err
		}
	}
	outcome, err := tx.tallyAgain(ctx, p)
	if err != nil {
		return err
	}
	for _, form := range forms {
		if form.Kind == judging.AcceptFewer && loaded.tooFew(outcome, form) {
			return fault.InForm(fault.Field{Name: "kind", Key: "fault.too_few_values"})
		}
	}
	return nil
}

// tooFew tells whether a candidate has fewer values on a criterion than the rules need, so that these cannot be accepted.
func (l *LoadedContest) tooFew(outcome *judging.Outcome, form DecisionForm) bool {
	candidate := slices.IndexFunc(l.Candidates, func(c *NamedCandidate) bool { return c.UID == form.Candidate })
	criterion := slices.IndexFunc(l.Criteria, func(c *Criterion) bool { return c.Key == form.Criterion })
	w := outcome.Working(candidate)[criterion]
	return w.Counts && w.Values < l.Input.Minimum
}

// checkReason wants a reason that is not too long.
func checkReason(name, reason string) error {
	var wrong fields
	if strings.TrimSpace(reason) == "" {
		wrong.add(name, "fault.reason_missing")
	}
	wrong.word(name, reason, false, maxNote)
	return wrong.err()
}

func (tx *transaction) addDecision(ctx context.Context, actor judging.Actor, p *ContestPlace, l *LoadedContest, form DecisionForm) (*Decision, error) {
	d, err := form.decision(l)
	if err != nil {
		return nil, err
	}
	d.UID, d.ContestID, d.UserID, d.DecidedAt = tx.store.NewUID(), p.Contest.ID, actor.User, tx.now
	if _, err := tx.NewInsert().Model(d).Exec(ctx); err != nil {
		return nil, err
	}
	return d, tx.record(ctx, actor, "decision.add", "decision", d.ID, map[string]any{"contest": p.Contest.ID, "kind": d.Kind})
}

// tallyAgain makes sure that the contest still adds up: a decision that leaves no criterion to count is refused.
func (tx *transaction) tallyAgain(ctx context.Context, p *ContestPlace) (*judging.Outcome, error) {
	loaded, err := tx.loadContest(ctx, p)
	if err != nil {
		return nil, err
	}
	outcome, err := judging.Tally(loaded.Input)
	if err != nil {
		return nil, fault.New(fault.Invalid, "fault.decision_impossible").Because(err)
	}
	return outcome, nil
}

// decision resolves what the form names; what the contest does not have is Invalid.
func (f DecisionForm) decision(l *LoadedContest) (*Decision, error) {
	d := &Decision{Kind: string(f.Kind), Candidates: []string{}, Reason: strings.TrimSpace(f.Reason)}
	unknown := fault.InForm(fault.Field{Name: "candidate", Key: "fault.unknown_choice"})
	candidate := slices.IndexFunc(l.Candidates, func(c *NamedCandidate) bool { return c.UID == f.Candidate && l.Sees(c) })
	criterion := slices.IndexFunc(l.Criteria, func(c *Criterion) bool { return c.Key == f.Criterion })
	switch f.Kind {
	case judging.AcceptFewer, judging.Exclude, judging.DropCriterion:
		if f.Kind != judging.DropCriterion {
			if candidate < 0 {
				return nil, unknown
			}
			d.CandidateID = l.Candidates[candidate].ID
		}
		if f.Kind != judging.Exclude {
			if criterion < 0 {
				return nil, fault.InForm(fault.Field{Name: "criterion", Key: "fault.unknown_choice"})
			}
			d.CriterionID = l.Criteria[criterion].ID
		}
	case judging.Order, judging.LeaveTied:
		for _, uid := range f.Candidates {
			if slices.Contains(d.Candidates, uid) || !slices.ContainsFunc(l.Candidates, func(c *NamedCandidate) bool { return c.UID == uid && l.Sees(c) }) {
				return nil, fault.InForm(fault.Field{Name: "candidates", Key: "fault.unknown_choice"})
			}
			d.Candidates = append(d.Candidates, uid)
		}
		if len(d.Candidates) < 2 {
			return nil, fault.InForm(fault.Field{Name: "candidates", Key: "fault.order_incomplete"})
		}
	default:
		return nil, fault.InForm(fault.Field{Name: "kind", Key: "fault.unknown_choice"})
	}
	return d, nil
}

// hides tells whether a decision is about a candidate whom the actor who asked may not see.
func (l *LoadedContest) hides(d *Decision) bool {
	return slices.ContainsFunc(l.Candidates, func(c *NamedCandidate) bool {
		return (c.ID == d.CandidateID || slices.Contains(d.Candidates, c.UID)) && !l.Sees(c)
	})
}

// RevokeDecision takes a decision back, with all that were put on record together with it, apart from those about candidates whom the
// actor may not see. They stay on record.
func (s *Store) RevokeDecision(ctx context.Context, actor judging.Actor, contest, decision string) error {
	err := s.writeContest(ctx, actor, judging.Decide, contest, func(tx *transaction, p *ContestPlace) error {
		var together []*Decision
		err := tx.NewSelect().Model(&together).
			Join("join decision one on one.contest_id = decision.contest_id and one.decided_at = decision.decided_at").
			Where("one.kind = decision.kind and one.reason = decision.reason").Where("one.uid = ?", decision).
			Where("decision.contest_id = ?", p.Contest.ID).Where("decision.revoked_at is null").Order("decision.id").Scan(ctx)
		if err == nil && len(together) == 0 {
			err = fault.New(fault.NotFound, "fault.not_found")
		}
		if err != nil {
			return err
		}
		loaded, err := tx.loadContest(ctx, p)
		if err != nil {
			return err
		}
		if loaded.sights, err = tx.sights(ctx, actor, &p.Place); err != nil {
			return err
		}
		if slices.ContainsFunc(together, func(d *Decision) bool { return d.UID == decision && loaded.hides(d) }) {
			return fault.New(fault.NotFound, "fault.not_found")
		}
		for _, d := range slices.DeleteFunc(together, loaded.hides) {
			if _, err := tx.NewUpdate().Model(d).Set("revoked_at = ?", tx.now).WherePK().Exec(ctx); err != nil {
				return err
			}
			if err := tx.record(ctx, actor, "decision.revoke", "decision", d.ID, nil); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("revoke decision: %w", err)
	}
	return nil
}
