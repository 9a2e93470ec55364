package store

import (
	"context"
	"fmt"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
)

// EntryView is an entry as those see it who act for one of its bodies.
type EntryView struct {
	EntryPlace
	*Material
	Asked       *Form           // what may be filled in now
	Lacks       []fault.Field   // what is missing or wrong in it
	Files       []SubmittedFile // that would be handed in now
	Submissions []*MadeSubmission
	Remarks     []*MadeRemark
	Addresses   []EntryURL // the latest last
	Rules       *Rules     // in force; nil: none are public yet
	Reason      string     // why the entry was rejected
	Suppliers   []string   // known names to suggest
}

// MadeSubmission is a submission with who made it.
type MadeSubmission struct {
	Submission Submission `bun:"embed:submission_"`
	Who        string
}

// Entrants names the bodies that compete.
func (p *EntryPlace) Entrants(lang locale.Language) string {
	return (&NamedCandidate{Bodies: p.Bodies}).Entrants(lang)
}

// Last is what was handed in last; nil: nothing yet.
func (v *EntryView) Last() *Submission {
	if len(v.Submissions) == 0 {
		return nil
	}
	return &v.Submissions[0].Submission
}

// EntryView reads an entry for whoever acts for one of its bodies.
func (s *Store) EntryView(ctx context.Context, actor judging.Actor, entry string) (*EntryView, error) {
	v := &EntryView{}
	err := s.read(ctx, func(tx *transaction) error {
		p, err := tx.entryWhere(ctx, "uid = ?", entry)
		if err != nil {
			return err
		}
		if err := judging.May(actor, judging.ViewEntry, p.Facts()); err != nil {
			return err
		}
		v.EntryPlace = *p
		return tx.readEntry(ctx, v)
	})
	if err != nil {
		return nil, fmt.Errorf("entry: %w", err)
	}
	return v, nil
}

func (tx *transaction) readEntry(ctx context.Context, v *EntryView) (err error) {
	if v.Material, err = tx.material(ctx, v.Entry.ID, everything); err != nil {
		return err
	}
	if v.Asked, _, err = tx.askedOf(ctx, &v.EntryPlace); err != nil {
		return err
	}
	if err := tx.lacks(ctx, &v.EntryPlace); fault.Is(err, fault.Invalid) {
		v.Lacks = fault.Of(err).Fields
	} else if err != nil {
		return err
	}
	if v.Files, err = tx.submittedFiles(ctx, v.Entry.ID, v.Fields); err != nil {
		return err
	}
	if v.Submissions, err = tx.submissionsOf(ctx, v.Entry.ID); err != nil {
		return err
	}
	if v.Remarks, err = tx.remarksOf(ctx, v.Entry.ID); err != nil {
		return err
	}
	if v.Addresses, err = tx.urlsOf(ctx, v.Entry.ID); err != nil {
		return err
	}
	if v.Rules, err = tx.currentRules(ctx, v.Edition.ID); err != nil {
		return err
	}
	if v.Suppliers, err = tx.supplierNames(ctx, v.Competition.ID); err != nil {
		return err
	}
	return tx.rejectionOf(ctx, v)
}

// rejectionOf reads why an entry was rejected.
func (tx *transaction) rejectionOf(ctx context.Context, v *EntryView) error {
	if v.Entry.State != EntryRejected {
		return nil
	}
	var reasons []string
	err := tx.NewRaw("select reason from formal_check where entry_id = ? and outcome = 'rejected' order by id desc limit 1", v.Entry.ID).Scan(ctx, &reasons)
	if err == nil && len(reasons) > 0 {
		v.Reason = reasons[0]
	}
	return err
}

// submissionsOf lists what was handed in, the latest first.
func (tx *transaction) submissionsOf(ctx context.Context, entry int64) (list []*MadeSubmission, err error) {
	err = tx.NewRaw("select "+tx.store.columns(MadeSubmission{})+`, coalesce(u.name, '') as who from submission
		left join "user" u on u.id = submission.user_id where submission.entry_id = ? order by submission.version desc`, entry).Scan(ctx, &list)
	return list, err
}

// Receipt is a submission with what its receipt says beside it.
type Receipt struct {
	EntryPlace
	Submission Submission
	Content    *SubmissionContent
	Who        string // handed it in
	Last       bool   // nothing was handed in after it
}

// Number is the receipt's as it is printed: "2026-8f3k…-2".
func (r *Receipt) Number() string {
	return fmt.Sprintf("%d-%s-%d", r.Edition.Year, r.Entry.UID, r.Submission.Version)
}

// Zone gives the edition's time zone.
func (r *Receipt) Zone() *time.Location { return r.Edition.Zone() }

// Receipt reads a submission for whoever acts for one of the entry's bodies, and for the organizer of its round.
func (s *Store) Receipt(ctx context.Context, actor judging.Actor, submission string) (*Receipt, error) {
	r := &Receipt{}
	err := s.read(ctx, func(tx *transaction) error {
		if err := absentAs(tx.NewSelect().Model(&r.Submission).Where("uid = ?", submission).Scan(ctx)); err != nil {
			return err
		}
		p, err := tx.entryWhere(ctx, "id = ?", r.Submission.EntryID)
		if err != nil {
			return err
		}
		r.EntryPlace = *p
		if judging.May(actor, judging.ManageRound, p.Facts()) != nil {
			if err := judging.May(actor, judging.ViewEntry, p.Facts()); err != nil {
				return err
			}
		}
		return tx.readReceipt(ctx, r)
	})
	if err != nil {
		return nil, fmt.Errorf("receipt: %w", err)
	}
	return r, nil
}

func (tx *transaction) readReceipt(ctx context.Context, r *Receipt) (err error) {
	if r.Content, err = r.Submission.Read(); err != nil {
		return err
	}
	list, err := tx.submissionsOf(ctx, r.Submission.EntryID)
	for _, made := range list {
		if made.Submission.ID == r.Submission.ID {
			r.Who = made.Who
		}
	}
	r.Last = len(list) > 0 && list[0].Submission.ID == r.Submission.ID
	return err
}
