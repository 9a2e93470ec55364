package store

import (
	"context"
	"strings"

	"blazon/fault"
	"blazon/judging"
)

// LetInForm lets somebody into the next round whom the result does not send there: by a wild card, or in the stead of somebody who does not
// stand there.
type LetInForm struct {
	Candidate string // uid in the contest that it comes from
	Stead     string // uid of whoever it replaces, in the same contest; empty: a wild card
	Reason    string // a runner-up who is not tied needs none
	MinutesForm
}

func (form *LetInForm) check() error {
	var wrong fields
	form.Reason = strings.TrimSpace(form.Reason)
	wrong.word("reason", form.Reason, false, maxNote)
	if form.Stead == "" && form.Reason == "" {
		wrong.add("reason", "fault.reason_missing")
	}
	form.MinutesForm.check(&wrong)
	return wrong.err()
}

// Vacated lists those in whose stead somebody may go: the result, or an earlier replacement, sends them, and they do not stand there.
func (p *AdvancementPreview) Vacated() (list []*AdvancingCandidate) {
	for _, c := range p.Standings {
		if c.Done && !c.Came && c.Heir == nil && (c.Sent || c.Advancement.Way == InStead) {
			list = append(list, c)
		}
	}
	return list
}

// RunnersUp lists who comes next by the computed places: one, or all who are tied there. Whoever was named already is passed over, and so
// is whom something keeps from going.
func (p *AdvancementPreview) RunnersUp() (list []*AdvancingCandidate) {
	for _, c := range p.Standings {
		if c.Sent || c.Done || c.Place == 0 || c.Obstacle != nil || c.Candidate.Withdrawn {
			continue
		}
		if len(list) > 0 && list[0].Place != c.Place {
			break
		}
		list = append(list, c)
	}
	return list
}

// Beside lists who may get a wild card: whoever does not stand in the next round, in whose stead nobody does, and whom nothing keeps from
// going there.
func (p *AdvancementPreview) Beside() (list []*AdvancingCandidate) {
	for _, c := range p.Standings {
		if !c.Came && c.Heir == nil && c.Target == "" && c.Obstacle == nil && !c.Candidate.Withdrawn && (!c.Sent || c.Done) {
			list = append(list, c)
		}
	}
	return list
}

// PreviewLetIn is PreviewAdvancement for whoever may let somebody in: the organizer of the round that they go to. NotFound to others.
func (s *Store) PreviewLetIn(ctx context.Context, actor judging.Actor, contest string) (*AdvancementPreview, error) {
	var preview *AdvancementPreview
	err := s.read(ctx, func(tx *transaction) (err error) {
		preview, err = tx.previewLetIn(ctx, actor, contest)
		return err
	})
	return preview, wrapped("preview letting in", err)
}

// previewLetIn asks the right in the target, and wants a result to begin with.
func (tx *transaction) previewLetIn(ctx context.Context, actor judging.Actor, contest string) (*AdvancementPreview, error) {
	p, err := tx.contestPlaceOf(ctx, "uid = ?", contest)
	if err != nil {
		return nil, err
	}
	preview, err := tx.previewAdvancement(ctx, p)
	if err != nil {
		return nil, err
	}
	if preview.Target == nil {
		if err := judging.May(actor, judging.ManageRound, p.Facts()); err != nil {
			return nil, err
		}
		return nil, preview.Blocked
	}
	if err := judging.May(actor, judging.LetIn, preview.Target.Facts()); err != nil {
		return nil, err
	}
	if p.Contest.State == judging.Open {
		return nil, fault.New(fault.Closed, "fault.not_decided")
	}
	return preview, nil
}

// LetIn lets a candidate of a contest into the next round, beside its result: it is the next round's organizer who does, with a reason on
// record, until the judging there is closed. In somebody's stead goes whoever comes next by the computed places; of some who are tied the
// organizer names one, and says why. Faults: NotFound; Closed; Invalid with "candidate", "stead", "reason", "minutes" or "minutes_on".
func (s *Store) LetIn(ctx context.Context, actor judging.Actor, contest string, form LetInForm) error {
	if err := form.check(); err != nil {
		return err
	}
	err := s.writeBothRounds(ctx, contest, func(tx *transaction) error {
		preview, err := tx.previewLetIn(ctx, actor, contest)
		if err != nil {
			return err
		}
		c, a, err := preview.letIn(form)
		if err != nil {
			return err
		}
		a.Reason, a.Minutes, a.MinutesOn = form.Reason, form.Minutes, form.MinutesOn
		return tx.putAdvancement(ctx, actor, preview, c, a, true)
	})
	return wrapped("let in", err)
}

// letIn finds whom the form names, and what is to be put on record.
func (p *AdvancementPreview) letIn(form LetInForm) (*AdvancingCandidate, *Advancement, error) {
	var wrong fields
	allowed, a := p.Beside(), &Advancement{Way: ByWildCard}
	if form.Stead != "" {
		allowed, a.Way = p.RunnersUp(), InStead
		if gone := advancingBy(p.Vacated(), form.Stead); gone != nil {
			a.ReplacesID = gone.Advancement.ID
		} else {
			wrong.add("stead", "advancement.not_vacant")
		}
		if len(allowed) > 1 && form.Reason == "" {
			wrong.add("reason", "advancement.tie_needs_reason")
		}
	}
	c := advancingBy(allowed, form.Candidate)
	switch {
	case c == nil && form.Stead != "":
		wrong.add("candidate", "advancement.not_next")
	case c == nil:
		wrong.add("candidate", "fault.unknown_choice")
	case c.Done: // it stayed behind, and comes after all
		a.ID, a.UID = c.Advancement.ID, c.Advancement.UID
	}
	return c, a, wrong.err()
}

// advancingBy finds the candidate with a uid among others, nil: it is not there.
func advancingBy(list []*AdvancingCandidate, uid string) *AdvancingCandidate {
	for _, c := range list {
		if c.Candidate.UID == uid {
			return c
		}
	}
	return nil
}
