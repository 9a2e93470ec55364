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

// Motion is what a jury votes on.
type Motion struct {
	bun.BaseModel `bun:"table:motion"`

	ID          int64 `bun:",pk,autoincrement"`
	UID         string
	MeetingID   int64
	ContestID   int64 `bun:",nullzero"` // none: about the whole round
	Number      int   // within the meeting, from 1
	Kind        judging.MotionKind
	CriterionID int64 `bun:",nullzero"`
	ProposalID  int64 `bun:",nullzero"` // the award that it is about
	Words       string
	MoverID     int64 `bun:",nullzero"`
	MovedAt     time.Time
	ClosedAt    time.Time             `bun:",nullzero"`
	Outcome     judging.MotionOutcome // empty while the vote is under way
	Members     int                   // who may have voted when it was closed
	Present     int                   // of them, who was there
	Needed      int                   // the quorum
	Casting     bool                  // the chair's vote decided
}

// Open tells whether the vote is under way.
func (m *Motion) Open() bool { return m.ClosedAt.IsZero() }

// MotionCandidate is one of those that a motion is about.
type MotionCandidate struct {
	bun.BaseModel `bun:"table:motion_candidate"`

	MotionID    int64 `bun:",pk"`
	CandidateID int64 `bun:",pk"`
	Position    int   // in the order moved
}

// MotionForm is a motion as it is moved.
type MotionForm struct {
	Kind       judging.MotionKind
	Contest    string   // uid; empty for one about the whole round, which decides nothing
	Candidate  string   // uid, for accept and exclude
	Criterion  string   // key, for accept and drop_criterion
	Candidates []string // uids, in the order moved for order; those that it is about for any other kind
	Proposal   string   // uid, for a distinction
	Mover      string   // uid of a juror; empty: nobody by himself
	Words      string
}

// decision is the form of the decision that a carried motion becomes.
func (f MotionForm) decision(reason string) DecisionForm {
	return DecisionForm{Kind: judging.DecisionKind(f.Kind), Candidate: f.Candidate, Criterion: f.Criterion, Candidates: f.Candidates, Reason: reason}
}

// Move puts a motion to the vote in an open meeting, and gives its uid. What it would decide must be possible: Invalid otherwise.
// Closed once the contest's result is announced.
func (s *Store) Move(ctx context.Context, actor judging.Actor, meeting string, form MotionForm) (string, error) {
	m := &Motion{UID: s.NewUID(), Kind: form.Kind, Words: strings.TrimSpace(form.Words)}
	err := s.writeOpenMeeting(ctx, actor, meeting, func(tx *transaction, p *MeetingPlace) error {
		if err := checkReason("words", form.Words); err != nil {
			return err
		}
		candidates, err := tx.readMotion(ctx, actor, p, m, form)
		if err != nil {
			return err
		}
		if err := tx.NewRaw("select coalesce(max(number), 0) + 1 from motion where meeting_id = ?", p.Meeting.ID).Scan(ctx, &m.Number); err != nil {
			return err
		}
		m.MeetingID, m.MovedAt = p.Meeting.ID, tx.now
		if _, err := tx.NewInsert().Model(m).Exec(ctx); err != nil {
			return err
		}
		var rows []MotionCandidate
		for i, id := range candidates {
			rows = append(rows, MotionCandidate{MotionID: m.ID, CandidateID: id, Position: i})
		}
		if err := insertAll(ctx, tx, rows); err != nil {
			return err
		}
		return tx.record(ctx, actor, "motion.move", "motion", m.ID, map[string]any{"meeting": p.Meeting.ID, "contest": m.ContestID, "kind": m.Kind,
			"candidates": candidates})
	})
	if err != nil {
		return "", fmt.Errorf("move: %w", err)
	}
	return m.UID, nil
}

// readMotion resolves what the form names, and gives the row ids of the candidates in their order.
func (tx *transaction) readMotion(ctx context.Context, actor judging.Actor, p *MeetingPlace, m *Motion, form MotionForm) ([]int64, error) {
	if !slices.Contains(judging.MotionKinds, form.Kind) {
		return nil, fault.InForm(fault.Field{Name: "kind", Key: "fault.unknown_choice"})
	}
	if form.Contest == "" {
		if form.Kind != judging.MotionOther {
			return nil, fault.InForm(fault.Field{Name: "contest", Key: "fault.unknown_choice"})
		}
		if err := judging.May(actor, judging.HoldMeeting, p.Place.Facts()); err != nil {
			return nil, err
		}
		return nil, tx.readMover(ctx, p, m, form.Mover, nil)
	}
	c, err := tx.onAgenda(ctx, p, form.Contest)
	if err != nil {
		return nil, err
	}
	if err := judging.May(actor, judging.HoldMeeting, p.ContestFacts(&c.Contest)); err != nil {
		return nil, err
	}
	m.ContestID = c.Contest.ID
	candidates, err := tx.motionCandidates(ctx, c, m, form)
	if err != nil {
		return nil, err
	}
	unseen, err := tx.outOfSight(ctx, actor, p.Chapter.Path, "n.id in (?)", bun.List(append([]int64{0}, candidates...)))
	if err != nil {
		return nil, err
	}
	if len(unseen) > 0 { // whoever is recused does not lead the vote either
		return nil, fault.New(fault.Forbidden, "meeting.recused_from_motion")
	}
	return candidates, tx.readMover(ctx, p, m, form.Mover, candidates)
}

// motionCandidates resolves whom the motion is about, and holds what it would decide against the contest.
func (tx *transaction) motionCandidates(ctx context.Context, c *ContestPlace, m *Motion, form MotionForm) (ids []int64, err error) {
	if form.Kind == judging.MotionDistinction {
		proposal, err := tx.openProposal(ctx, c, form.Proposal)
		if err != nil {
			return nil, err
		}
		m.ProposalID = proposal.ID
		return []int64{proposal.CandidateID}, nil
	}
	loaded, outcome, err := tx.tally(ctx, c)
	if err != nil {
		return nil, err
	}
	uids := form.Candidates
	if form.Kind.Decides() {
		d, err := form.decision(form.Words).decision(loaded)
		if err != nil {
			return nil, err
		}
		m.CriterionID = d.CriterionID
		if uids = d.Candidates; d.CandidateID != 0 {
			ids = []int64{d.CandidateID}
			candidate := loaded.candidate[d.CandidateID]
			if form.Kind == judging.MotionKind(judging.AcceptFewer) &&
				outcome.Working(candidate)[loaded.criterion[d.CriterionID]].Values < loaded.Input.Minimum {
				return nil, fault.InForm(fault.Field{Name: "kind", Key: "fault.too_few_values"})
			}
		}
	}
	for _, uid := range uids {
		at := slices.IndexFunc(loaded.Candidates, func(n *NamedCandidate) bool { return n.UID == uid })
		if at < 0 || slices.Contains(ids, loaded.Candidates[at].ID) {
			return nil, fault.InForm(fault.Field{Name: "candidates", Key: "fault.unknown_choice"})
		}
		ids = append(ids, loaded.Candidates[at].ID)
	}
	return ids, nil
}

// readMover resolves who moves it: somebody with a vote who is not recused from what it is about.
func (tx *transaction) readMover(ctx context.Context, p *MeetingPlace, m *Motion, mover string, candidates []int64) error {
	if mover == "" {
		return nil
	}
	seats, err := tx.voters(ctx, p, m.ContestID, candidates)
	if err != nil {
		return err
	}
	for _, seat := range seats {
		if seat.Juror.UID == mover && seat.HasVote() && !seat.Recused {
			m.MoverID = seat.Juror.ID
			return nil
		}
	}
	return fault.InForm(fault.Field{Name: "mover", Key: "fault.unknown_choice"})
}

// MotionPlace is where a motion stands.
type MotionPlace struct {
	MeetingPlace
	Motion     Motion
	Candidates []int64 // row ids, in the order moved
}

// motionPlace reads a motion of a meeting that the actor may act on. One about a candidate that is out of his sight is NotFound.
func (tx *transaction) motionPlace(ctx context.Context, actor judging.Actor, act judging.Act, motion string) (*MotionPlace, error) {
	p, err := tx.meetingPlace(ctx, actor, act, "id = (select meeting_id from motion where uid = ?)", motion)
	if err != nil {
		return nil, err
	}
	m := &MotionPlace{MeetingPlace: *p}
	if err := tx.NewSelect().Model(&m.Motion).Where("uid = ?", motion).Scan(ctx); err != nil {
		return nil, absentAs(err)
	}
	err = tx.NewSelect().Model((*MotionCandidate)(nil)).Column("candidate_id").Where("motion_id = ?", m.Motion.ID).Order("position").Scan(ctx, &m.Candidates)
	if err != nil {
		return nil, err
	}
	unseen, err := tx.outOfSight(ctx, actor, p.Chapter.Path, "n.id in (?)", bun.List(append([]int64{0}, m.Candidates...)))
	if err == nil && len(unseen) > 0 {
		err = fault.New(fault.NotFound, "fault.not_found")
	}
	return m, err
}

// writeMotion is writeOpenMeeting for a motion whose vote is under way: otherwise Closed.
func (s *Store) writeMotion(ctx context.Context, actor judging.Actor, motion string, fn func(tx *transaction, p *MotionPlace) error) error {
	var meeting string
	err := s.reader.NewRaw("select t.uid from meeting t join motion m on m.meeting_id = t.id where m.uid = ?", motion).Scan(ctx, &meeting)
	if err != nil {
		return absentAs(err)
	}
	return s.writeOpenMeeting(ctx, actor, meeting, func(tx *transaction, _ *MeetingPlace) error {
		p, err := tx.motionPlace(ctx, actor, judging.HoldMeeting, motion)
		if err != nil {
			return err
		}
		if !p.Motion.Open() {
			return fault.New(fault.Closed, "meeting.vote_closed")
		}
		return fn(tx, p)
	})
}

// WithdrawMotion takes a motion back before its vote is counted. It stays on record.
func (s *Store) WithdrawMotion(ctx context.Context, actor judging.Actor, motion string) error {
	err := s.writeMotion(ctx, actor, motion, func(tx *transaction, p *MotionPlace) error {
		m := &p.Motion
		m.ClosedAt, m.Outcome = tx.now, judging.MotionWithdraw
		if _, err := tx.NewUpdate().Model(m).Column("closed_at", "outcome").WherePK().Exec(ctx); err != nil {
			return err
		}
		return tx.record(ctx, actor, "motion.withdraw", "motion", m.ID, nil)
	})
	if err != nil {
		return fmt.Errorf("withdraw motion: %w", err)
	}
	return nil
}
