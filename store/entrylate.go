package store

import (
	"context"
	"fmt"
	"strings"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
)

// AcceptLate hands in a draft for its entrant after the deadline, with the reason on record. It takes whoever manages the round, and is
// Closed while the entrant can still do it, once the judging is closed, and as long as something is missing in the draft.
func (s *Store) AcceptLate(ctx context.Context, actor judging.Actor, contest, entry, reason string) error {
	if entry == "" {
		return fault.InForm(fault.Field{Name: "entry", Key: "fault.nothing_chosen"})
	}
	err := s.lockEntry(ctx, entry, func(tx *transaction, p *EntryPlace) error {
		if err := p.mayAcceptLate(actor, contest); err != nil {
			return err
		}
		why, err := cleanReason(reason)
		if err != nil {
			return err
		}
		err = tx.complete(ctx, p)
		if fault.Is(err, fault.Invalid) { // the organizer does not fill in what the entrant has to say
			return fault.New(fault.Closed, "fault.entry_incomplete").With("Count", len(fault.Of(err).Fields))
		}
		if err == nil {
			_, err = tx.handIn(ctx, actor, p, URLFromEntrant, why)
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("accept late entry: %w", err)
	}
	return nil
}

// late tells whether the contest's time for entries is over.
func (p *ContestPlace) late() bool { return p.Window().At(p.Now) == judging.TooLate }

// addLate puts on record what an organizer entered after the deadline, and why.
func (tx *transaction) addLate(ctx context.Context, actor judging.Actor, entry *Entry, reason string) error {
	p, err := tx.entryWhere(ctx, "id = ?", entry.ID)
	if err != nil {
		return err
	}
	_, err = tx.addSubmission(ctx, p, actor.User, false, true, reason)
	return err
}

// mayAcceptLate tells whether the organizer may hand the entry in now.
func (p *EntryPlace) mayAcceptLate(actor judging.Actor, contest string) error {
	facts := p.Facts()
	if err := p.mayManage(actor, contest); err != nil {
		return err
	}
	switch {
	case p.Cancelled():
		return p.timed(fault.New(fault.Closed, "fault.entries_closed"))
	case p.Entry.State != EntryDraft && p.Entry.State != EntryReturned:
		return fault.New(fault.Closed, "fault.entry_not_draft")
	case !p.Round.ClosedAt.IsZero():
		return fault.New(fault.Closed, "fault.already_closed")
	case facts.Taking != judging.TooLate:
		return p.timed(fault.New(fault.Closed, "fault.entries_still_on"))
	}
	return nil
}

// mayManage tells whether the actor manages the contest, and the entry enters it.
func (p *EntryPlace) mayManage(actor judging.Actor, contest string) error {
	if p.Contest.UID != contest {
		return fault.New(fault.NotFound, "fault.not_found")
	}
	return judging.May(actor, judging.ManageRound, p.Facts())
}

// LateEntries are the drafts of a contest whose time is over, and what was taken late.
type LateEntries struct {
	ContestPlace
	Drafts []*OwnEntry // those that nobody handed in
	Taken  []*LateEntry
}

// LateEntry is an entry that was taken late, and why.
type LateEntry struct {
	Submission Submission `bun:"embed:submission_"`
	Entry      Entry      `bun:"embed:entry_"`
	Bodies     []BodyName `bun:"-"`
}

// Entrants names the bodies that compete.
func (e *LateEntry) Entrants(lang locale.Language) string {
	return (&NamedCandidate{Bodies: e.Bodies}).Entrants(lang)
}

// LateEntries reads what an organizer needs to take drafts late.
func (s *Store) LateEntries(ctx context.Context, actor judging.Actor, contest string) (*LateEntries, error) {
	var late *LateEntries
	err := s.read(ctx, func(tx *transaction) error {
		p, err := tx.contestPlace(ctx, actor, judging.ManageRound, contest)
		if err != nil {
			return err
		}
		late = &LateEntries{ContestPlace: *p}
		if err := tx.lateDrafts(ctx, late); err != nil {
			return err
		}
		return tx.takenLate(ctx, late)
	})
	if err != nil {
		return nil, fmt.Errorf("late entries: %w", err)
	}
	return late, nil
}

func (tx *transaction) lateDrafts(ctx context.Context, late *LateEntries) error {
	if !late.late() {
		return nil
	}
	err := tx.NewSelect().ColumnExpr(tx.store.columns(OwnEntry{})).TableExpr("entry").
		Join("join edition on edition.id = entry.edition_id").
		Join("join competition on competition.id = edition.competition_id").
		Join("join category on category.id = entry.category_id").
		Where("entry.contest_id = ?", late.Contest.ID).Where("entry.state = ?", EntryDraft).
		Order("entry.saved_at desc", "entry.id").Scan(ctx, &late.Drafts)
	if err != nil {
		return err
	}
	byID := map[int64]*OwnEntry{}
	for _, e := range late.Drafts {
		byID[e.Entry.ID] = e
	}
	if len(byID) == 0 {
		return nil
	}
	return tx.nameEntries(ctx, byID)
}

func (tx *transaction) takenLate(ctx context.Context, late *LateEntries) error {
	err := tx.NewSelect().ColumnExpr(tx.store.columns(LateEntry{})).TableExpr("submission").
		Join("join entry on entry.id = submission.entry_id").
		Where("entry.contest_id = ?", late.Contest.ID).Where("submission.late").
		Order("submission.submitted_at desc", "submission.id").Scan(ctx, &late.Taken)
	if err != nil || len(late.Taken) == 0 {
		return err
	}
	byID := map[int64]*OwnEntry{}
	for _, e := range late.Taken {
		byID[e.Entry.ID] = &OwnEntry{}
	}
	if err := tx.nameEntries(ctx, byID); err != nil {
		return err
	}
	for _, e := range late.Taken {
		e.Bodies = byID[e.Entry.ID].Bodies
	}
	return nil
}

// cleanReason reads why somebody did what needs a reason.
func cleanReason(reason string) (string, error) {
	reason = strings.TrimSpace(reason)
	if reason == "" {
		return "", fault.InForm(fault.Field{Name: "reason", Key: "fault.reason_missing"})
	}
	var wrong fields
	wrong.word("reason", reason, true, maxNote)
	return reason, wrong.err()
}
