package store

import (
	"context"
	"fmt"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// Proposal is an award beside the ranking as a meeting drafts it. Nobody outside sees it; conferred, it becomes an award, which
// is public when the contest's result is.
type Proposal struct {
	bun.BaseModel `bun:"table:proposal"`

	ID          int64 `bun:",pk,autoincrement"`
	UID         string
	ContestID   int64
	CandidateID int64
	MeetingID   int64
	Kind        string // AwardDistinction or AwardSpecial
	Name        locale.Text
	Citation    locale.Text
	Revision    int
	AwardID     int64 `bun:",nullzero"` // none: not conferred
	UserID      int64 `bun:",nullzero"` // who saved it last
	CreatedAt   time.Time
	DroppedAt   time.Time `bun:",nullzero"`
}

// Conferred tells whether it has become an award.
func (p *Proposal) Conferred() bool { return p.AwardID != 0 }

// ProposalVersion is a wording of a proposal as it was saved.
type ProposalVersion struct {
	bun.BaseModel `bun:"table:proposal_version"`

	ID         int64 `bun:",pk,autoincrement"`
	UID        string
	ProposalID int64
	Revision   int
	Name       locale.Text
	Citation   locale.Text
	UserID     int64 `bun:",nullzero"`
	SavedAt    time.Time
	By         string `bun:",scanonly"`
}

// ProposalForm is a proposal as it is drafted.
type ProposalForm struct {
	Contest   string // uid, of a new one
	Candidate string // uid, of a new one
	Kind      string // of a new one
	Name      locale.Text
	Citation  locale.Text
	Revision  int // that the wording was changed from
}

func (f ProposalForm) check() error {
	var wrong fields
	wrong.text("name", f.Name, true, maxName)
	wrong.text("citation", f.Citation, false, maxNote)
	return wrong.err()
}

// Propose drafts an award for a candidate of a contest on the meeting's agenda, and gives its uid.
func (s *Store) Propose(ctx context.Context, actor judging.Actor, meeting string, form ProposalForm) (string, error) {
	row := &Proposal{UID: s.NewUID(), Kind: form.Kind, Name: trimmed(form.Name), Citation: trimmed(form.Citation), Revision: 1, UserID: actor.User}
	err := s.writeOpenMeeting(ctx, actor, meeting, func(tx *transaction, p *MeetingPlace) error {
		c, err := tx.onAgenda(ctx, p, form.Contest)
		if err == nil {
			err = judging.May(actor, judging.HoldMeeting, p.ContestFacts(&c.Contest))
		}
		if err == nil {
			err = form.check()
		}
		if err != nil {
			return err
		}
		if form.Kind != AwardDistinction && form.Kind != AwardSpecial {
			return fault.InForm(fault.Field{Name: "kind", Key: "fault.unknown_choice"})
		}
		found, err := candidatesWhere(ctx, tx, p.Language(), "n.contest_id = ? and n.uid = ? and n.withdrawn_at is null", c.Contest.ID, form.Candidate)
		if err != nil {
			return err
		}
		unseen, err := tx.outOfSight(ctx, actor, p.Chapter.Path, "n.uid = ?", form.Candidate)
		if err != nil {
			return err
		}
		if len(found[c.Contest.ID]) == 0 || len(unseen) > 0 {
			return fault.InForm(fault.Field{Name: "candidate", Key: "fault.unknown_choice"})
		}
		row.ContestID, row.CandidateID, row.MeetingID, row.CreatedAt = c.Contest.ID, found[c.Contest.ID][0].ID, p.Meeting.ID, tx.now
		if _, err := tx.NewInsert().Model(row).Exec(ctx); err != nil {
			return err
		}
		if err := tx.keepWording(ctx, actor, row); err != nil {
			return err
		}
		return tx.record(ctx, actor, "proposal.add", "proposal", row.ID, map[string]any{"contest": row.ContestID, "candidate": row.CandidateID, "kind": row.Kind})
	})
	if err != nil {
		return "", fmt.Errorf("propose: %w", err)
	}
	return row.UID, nil
}

// keepWording keeps what was saved, so that no wording is lost.
func (tx *transaction) keepWording(ctx context.Context, actor judging.Actor, p *Proposal) error {
	row := &ProposalVersion{UID: tx.store.NewUID(), ProposalID: p.ID, Revision: p.Revision, Name: p.Name, Citation: p.Citation, UserID: actor.User, SavedAt: tx.now}
	_, err := tx.NewInsert().Model(row).Returning("NULL").Exec(ctx)
	return err
}

// openProposal reads a proposal of the contest that has not been dropped; any other is Invalid.
func (tx *transaction) openProposal(ctx context.Context, c *ContestPlace, uid string) (*Proposal, error) {
	var found []*Proposal
	err := tx.NewSelect().Model(&found).Where("uid = ?", uid).Where("contest_id = ?", c.Contest.ID).Where("dropped_at is null").Scan(ctx)
	if err == nil && len(found) == 0 {
		err = fault.InForm(fault.Field{Name: "proposal", Key: "fault.unknown_choice"})
	}
	if err != nil {
		return nil, err
	}
	return found[0], nil
}

// writeProposal runs fn under the round's lock on a proposal that has not been dropped, until its contest is announced.
func (s *Store) writeProposal(ctx context.Context, actor judging.Actor, act judging.Act, proposal string,
	fn func(tx *transaction, c *ContestPlace, p *Proposal) error) error {
	var meeting string
	err := s.reader.NewRaw("select t.uid from meeting t join proposal p on p.meeting_id = t.id where p.uid = ?", proposal).Scan(ctx, &meeting)
	if err != nil {
		return absentAs(err)
	}
	return s.writeMeeting(ctx, actor, meeting, func(tx *transaction, place *MeetingPlace) error {
		c, p, err := tx.proposal(ctx, actor, place, proposal)
		if err != nil {
			return err
		}
		if err := judging.May(actor, act, place.ContestFacts(&c.Contest)); err != nil {
			return err
		}
		if !p.DroppedAt.IsZero() {
			return fault.New(fault.Closed, "meeting.proposal_dropped")
		}
		return fn(tx, c, p)
	})
}

// proposal reads a proposal that is in the actor's sight.
func (tx *transaction) proposal(ctx context.Context, actor judging.Actor, place *MeetingPlace, uid string) (*ContestPlace, *Proposal, error) {
	var p Proposal
	if err := tx.NewSelect().Model(&p).Where("uid = ?", uid).Scan(ctx); err != nil {
		return nil, nil, absentAs(err)
	}
	unseen, err := tx.outOfSight(ctx, actor, place.Chapter.Path, "n.id = ?", p.CandidateID)
	if err == nil && len(unseen) > 0 {
		err = fault.New(fault.NotFound, "fault.not_found")
	}
	if err != nil {
		return nil, nil, err
	}
	c, err := tx.contestPlaceOf(ctx, "id = ?", p.ContestID)
	return c, &p, err
}

// SaveProposal saves another wording; that of an award that is conferred changes with it, until the result is announced (Closed). A
// Conflict tells that somebody else has saved one meanwhile: every wording that was ever saved is kept.
func (s *Store) SaveProposal(ctx context.Context, actor judging.Actor, proposal string, form ProposalForm) error {
	err := s.writeProposal(ctx, actor, judging.HoldMeeting, proposal, func(tx *transaction, c *ContestPlace, p *Proposal) error {
		if err := form.check(); err != nil {
			return err
		}
		if p.Conferred() {
			if err := awardsChange(c); err != nil {
				return err
			}
		}
		if form.Revision != p.Revision {
			return fault.New(fault.Conflict, "meeting.citation_changed")
		}
		p.Name, p.Citation, p.UserID = trimmed(form.Name), trimmed(form.Citation), actor.User
		p.Revision++
		if _, err := tx.NewUpdate().Model(p).Column("name", "citation", "user_id", "revision").WherePK().Exec(ctx); err != nil {
			return err
		}
		if p.Conferred() {
			award := &Award{ID: p.AwardID, Name: p.Name, Citation: p.Citation}
			if _, err := tx.NewUpdate().Model(award).Column("name", "citation").WherePK().Exec(ctx); err != nil {
				return err
			}
		}
		if err := tx.keepWording(ctx, actor, p); err != nil {
			return err
		}
		return tx.record(ctx, actor, "proposal.save", "proposal", p.ID, map[string]any{"revision": p.Revision})
	})
	if err != nil {
		return fmt.Errorf("save proposal: %w", err)
	}
	return nil
}

// ConferProposal makes the award of a proposal without a vote, as whoever may decide does it.
func (s *Store) ConferProposal(ctx context.Context, actor judging.Actor, proposal string) error {
	err := s.writeProposal(ctx, actor, judging.Decide, proposal, func(tx *transaction, c *ContestPlace, p *Proposal) error {
		return tx.confer(ctx, actor, c, p.ID)
	})
	if err != nil {
		return fmt.Errorf("confer proposal: %w", err)
	}
	return nil
}

// awardsChange is Closed once a contest's result is announced: a corrected version confers what the one before did.
func awardsChange(c *ContestPlace) error {
	if state := c.Facts().State; state == judging.Announced || state == judging.Final {
		return fault.New(fault.Closed, "fault.already_announced")
	}
	return nil
}

// confer makes the award of a proposal, unless it has been made or the proposal was dropped; Closed once the result is announced.
func (tx *transaction) confer(ctx context.Context, actor judging.Actor, c *ContestPlace, proposal int64) error {
	var p Proposal
	if err := tx.NewSelect().Model(&p).Where("id = ?", proposal).Scan(ctx); err != nil || p.Conferred() || !p.DroppedAt.IsZero() {
		return err
	}
	if err := awardsChange(c); err != nil {
		return err
	}
	a := &Award{UID: tx.store.NewUID(), RoundID: c.Round.ID, ContestID: c.Contest.ID, CandidateID: p.CandidateID, Kind: p.Kind,
		Name: p.Name, Title: locale.Text{}, Citation: p.Citation, Object: locale.Text{}, Patron: locale.Text{}}
	if err := tx.NewRaw("select coalesce(max(position), -1) + 1 from award where round_id = ?", c.Round.ID).Scan(ctx, &a.Position); err != nil {
		return err
	}
	if _, err := tx.NewInsert().Model(a).Exec(ctx); err != nil {
		return err
	}
	p.AwardID = a.ID
	if _, err := tx.NewUpdate().Model(&p).Column("award_id").WherePK().Exec(ctx); err != nil {
		return err
	}
	return tx.record(ctx, actor, "award.add", "award", a.ID, map[string]any{"proposal": p.ID})
}

// DropProposal gives a proposal up that is not conferred. It stays on record.
func (s *Store) DropProposal(ctx context.Context, actor judging.Actor, proposal string) error {
	err := s.writeProposal(ctx, actor, judging.HoldMeeting, proposal, func(tx *transaction, _ *ContestPlace, p *Proposal) error {
		voting, err := tx.NewSelect().Model((*Motion)(nil)).Where("proposal_id = ?", p.ID).Where("closed_at is null").Exists(ctx)
		switch {
		case err != nil:
			return err
		case voting:
			return fault.New(fault.Closed, "meeting.vote_under_way")
		case p.Conferred():
			return fault.New(fault.Closed, "meeting.already_conferred")
		}
		p.DroppedAt = tx.now
		if _, err := tx.NewUpdate().Model(p).Column("dropped_at").WherePK().Exec(ctx); err != nil {
			return err
		}
		return tx.record(ctx, actor, "proposal.drop", "proposal", p.ID, nil)
	})
	if err != nil {
		return fmt.Errorf("drop proposal: %w", err)
	}
	return nil
}
