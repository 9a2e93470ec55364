package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// Discussion is a candidate's turn in a meeting; the one that has not ended is on everybody's screen.
type Discussion struct {
	bun.BaseModel `bun:"table:discussion"`

	ID          int64 `bun:",pk,autoincrement"`
	UID         string
	MeetingID   int64
	CandidateID int64
	BeganAt     time.Time
	EndedAt     time.Time `bun:",nullzero"`
}

// DiscussForm moves a meeting on. Without a candidate and a step nobody is under discussion any more.
type DiscussForm struct {
	From      string // uid of the discussion that was on the screen; empty: none
	Candidate string // uid
	Step      int    // 1: the next in the contest's order of names, -1: the one before
}

// Discuss puts another candidate on everybody's screen. A Conflict tells that somebody has moved on meanwhile. At the end of a
// contest there is no next one: Invalid.
func (s *Store) Discuss(ctx context.Context, actor judging.Actor, meeting string, form DiscussForm) error {
	err := s.writeOpenMeeting(ctx, actor, meeting, func(tx *transaction, p *MeetingPlace) error {
		current, err := tx.discussion(ctx, p)
		if err != nil {
			return err
		}
		if uid := current.uid(); uid != form.From {
			return fault.New(fault.Conflict, "meeting.moved_on")
		}
		next, err := tx.discussedNext(ctx, p, current, form)
		if err != nil {
			return err
		}
		if current != nil {
			if _, err := tx.NewUpdate().Model(current).Set("ended_at = ?", tx.now).WherePK().Exec(ctx); err != nil {
				return err
			}
		}
		if next != 0 {
			row := &Discussion{UID: tx.store.NewUID(), MeetingID: p.Meeting.ID, CandidateID: next, BeganAt: tx.now}
			if _, err := tx.NewInsert().Model(row).Exec(ctx); err != nil {
				return err
			}
		}
		return tx.record(ctx, actor, "meeting.discuss", "meeting", p.Meeting.ID, map[string]any{"candidate": next})
	})
	if err != nil {
		return fmt.Errorf("discuss: %w", err)
	}
	return nil
}

// Discussing gives the uid of the discussion that is on, for the form that moves on from it; empty: nobody is discussed.
func (s *Store) Discussing(ctx context.Context, actor judging.Actor, meeting string) (uid string, err error) {
	err = s.read(ctx, func(tx *transaction) error {
		p, err := tx.heldMeeting(ctx, actor, meeting)
		if err != nil {
			return err
		}
		current, err := tx.discussion(ctx, p)
		uid = current.uid()
		return err
	})
	if err != nil {
		return "", fmt.Errorf("discussing: %w", err)
	}
	return uid, nil
}

func (d *Discussion) uid() string {
	if d == nil {
		return ""
	}
	return d.UID
}

// discussion reads whom the meeting discusses; nil: nobody.
func (tx *transaction) discussion(ctx context.Context, p *MeetingPlace) (*Discussion, error) {
	var found []*Discussion
	err := tx.NewSelect().Model(&found).Where("meeting_id = ?", p.Meeting.ID).Where("ended_at is null").Scan(ctx)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return found[0], nil
}

// discussedNext finds whom the form means, by row id; 0: nobody.
func (tx *transaction) discussedNext(ctx context.Context, p *MeetingPlace, current *Discussion, form DiscussForm) (int64, error) {
	if form.Candidate == "" && (form.Step == 0 || current == nil) {
		return 0, nil
	}
	where, about := "uid = ?", any(form.Candidate)
	if form.Candidate == "" {
		where, about = "id = ?", current.CandidateID
	}
	contests, err := candidatesWhere(ctx, tx, p.Language(), `n.withdrawn_at is null and n.contest_id in (select contest_id from candidate where `+where+`)
		and n.contest_id in (select contest_id from agenda_item where meeting_id = ?)`, about, p.Meeting.ID)
	if err != nil {
		return 0, err
	}
	for _, list := range contests {
		at := slices.IndexFunc(list, func(c *NamedCandidate) bool {
			return c.UID == form.Candidate || form.Candidate == "" && c.ID == current.CandidateID
		})
		if at += form.Step; at >= 0 && at < len(list) {
			return list[at].ID, nil
		}
	}
	return 0, fault.InForm(fault.Field{Name: "turn", Key: "meeting.no_other"})
}

// DiscussedCandidate is whom a meeting discusses, as its reader may see it.
type DiscussedCandidate struct {
	UID      string // of the discussion
	Recused  bool   // the reader is: nothing else is told then
	Since    time.Time
	Place    *ContestPlace
	Tally    *MeetingTally
	Numbers  *CandidateNumbers
	Material *Material
	Attached *EntryAttachments // files that the reader may see; nil: none
}

// discussed reads the candidate under discussion for a reader.
func (tx *transaction) discussed(ctx context.Context, actor judging.Actor, p *MeetingPlace, lang locale.Language) (*DiscussedCandidate, error) {
	current, err := tx.discussion(ctx, p)
	if err != nil || current == nil {
		return nil, err
	}
	d := &DiscussedCandidate{UID: current.UID, Since: current.BeganAt, Recused: true}
	if d.Place, err = tx.contestPlaceOf(ctx, "id = (select contest_id from candidate where id = ?)", current.CandidateID); err != nil {
		return nil, err
	}
	tally, err := tx.meetingTally(ctx, actor, p, d.Place, lang)
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(tally.Rows, func(r *CandidateNumbers) bool { return r.Candidate.ID == current.CandidateID })
	if at < 0 || tally.Rows[at].OutOfSight {
		d.Place = nil
		return d, nil
	}
	d.Recused, d.Tally, d.Numbers = false, tally, tally.Rows[at]
	if d.Material, err = tx.material(ctx, d.Numbers.Candidate.EntryID, forJurors); err != nil {
		return nil, err
	}
	if slices.ContainsFunc(d.Material.Fields, func(f *FormField) bool { return f.Kind == FileField }) {
		d.Attached, err = tx.attachmentsFor(ctx, actor, d.Numbers.Candidate.EntryUID)
		if fault.Is(err, fault.NotFound) { // who does not judge it has no right to its files
			d.Attached, err = nil, nil
		}
	}
	return d, err
}
