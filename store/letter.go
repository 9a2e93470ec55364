package store

import (
	"context"
	"encoding/json"
	"fmt"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
)

// InvitationLetter is what a letter says that invites somebody to a jury, to organize a chapter, or to act for a body.
type InvitationLetter struct {
	Email       string
	Language    locale.Language
	Token       string // of a new invitation; empty: the account has a password
	Role        judging.Role
	Competition locale.Text // of a juror and an organizer
	Year        int         // of a juror
	Round       locale.Text // of a juror
	Chapter     locale.Text // of an organizer
	Body        string      // of a representative, as it is printed
	Contact     string      // of the round's organizer; may be empty
}

// invitationJob is the payload of SendInvitation: one of a juror and a membership. There is no token in it: whoever reads
// the database must not be able to act as somebody else, so one is made when the letter is written, and only its hash kept.
type invitationJob struct {
	Juror      int64 `json:"juror,omitempty"`
	Membership int64 `json:"membership,omitempty"`
	By         int64 `json:"by,omitempty"` // the user who invites
}

// Mails tells whether letters are sent; without, nothing is queued, and whoever invites hands the link over himself.
func (s *Store) Mails() bool { return s.mail }

// MailJuror queues a letter that invites a juror who has an account. It takes who may invite him.
func (s *Store) MailJuror(ctx context.Context, actor judging.Actor, juror string) error {
	round, err := s.roundOfJuror(ctx, juror)
	if err != nil {
		return fmt.Errorf("mail juror: %w", err)
	}
	err = s.writeRound(ctx, round, exclusive, func(tx *transaction) error {
		if _, err := tx.place(ctx, actor, judging.ManageRound, round); err != nil {
			return err
		}
		j := &Juror{}
		if err := tx.NewSelect().Model(j).Where("uid = ?", juror).Where("left_at is null").Where("user_id is not null").Scan(ctx); err != nil {
			return absentAs(err)
		}
		return tx.mailJuror(ctx, actor, j)
	})
	return wrapped("mail juror", err)
}

// MailMember queues a letter about a membership in force. It takes who might grant it.
func (s *Store) MailMember(ctx context.Context, actor judging.Actor, membership string) error {
	err := s.write(ctx, func(tx *transaction) error {
		m, err := tx.granted(ctx, actor, membership)
		if err != nil {
			return err
		}
		return tx.mailMember(ctx, actor, m)
	})
	return wrapped("mail member", err)
}

func (tx *transaction) mailJuror(ctx context.Context, actor judging.Actor, j *Juror) error {
	return tx.mailInvitation(ctx, actor, j.UserID, "juror "+j.UID, invitationJob{Juror: j.ID, By: actor.User})
}

func (tx *transaction) mailMember(ctx context.Context, actor judging.Actor, m *Membership) error {
	return tx.mailInvitation(ctx, actor, m.UserID, "membership "+m.UID, invitationJob{Membership: m.ID, By: actor.User})
}

// mailInvitation queues the letter. It goes to the account's own address, so whoever queues it opens nobody's account.
func (tx *transaction) mailInvitation(ctx context.Context, actor judging.Actor, user int64, key string, payload invitationJob) error {
	if !tx.store.mail {
		return fault.New(fault.Closed, "fault.no_mail")
	}
	if err := tx.enqueue(ctx, SendInvitation, key, payload); err != nil {
		return err
	}
	return tx.record(ctx, actor, "user.mail", "user", user, payload)
}

// InvitationLetter writes the letter of a SendInvitation that was claimed. For somebody without a password it makes a new
// invitation; those from before the job no longer work, but those of earlier attempts do: their letters may have arrived.
// nil: the letter has no object any more, since the seat, the membership or the account has ended.
func (s *Store) InvitationLetter(ctx context.Context, job *Job) (*InvitationLetter, error) {
	var payload invitationJob
	if err := json.Unmarshal([]byte(job.Payload), &payload); err != nil {
		return nil, fmt.Errorf("payload of job %s: %w", job.UID, err)
	}
	var letter *InvitationLetter
	err := s.write(ctx, func(tx *transaction) error {
		found, user, err := tx.letter(ctx, payload)
		if err != nil || found == nil {
			return err
		}
		if user.PasswordHash == "" {
			if found.Token, err = tx.newToken(ctx, user.ID, job.CreatedAt); err != nil {
				return err
			}
			if err := tx.record(ctx, judging.Actor{User: payload.By}, "user.invite", "user", user.ID, payload); err != nil {
				return err
			}
		}
		letter = found
		return nil
	})
	return letter, wrapped("invitation letter", err)
}

// letter reads what the letter is about and the account that it goes to; nil where that is over.
func (tx *transaction) letter(ctx context.Context, payload invitationJob) (*InvitationLetter, *User, error) {
	letter, user, err := tx.memberLetter(ctx, payload.Membership)
	if payload.Juror != 0 {
		letter, user, err = tx.juryLetter(ctx, payload.Juror)
	}
	if err != nil || letter == nil {
		return nil, nil, err
	}
	u := &User{}
	if err := tx.NewSelect().Model(u).Where("id = ?", user).Scan(ctx); err != nil {
		return nil, nil, err
	}
	if !u.EndedAt.IsZero() && !u.EndedAt.After(tx.now) {
		return nil, nil, nil
	}
	letter.Email, letter.Language = u.Email, u.Language
	return letter, u, nil
}

func (tx *transaction) juryLetter(ctx context.Context, juror int64) (letter *InvitationLetter, user int64, err error) {
	var found []*Juror
	err = tx.NewSelect().Model(&found).Where("id = ?", juror).Where("left_at is null").Scan(ctx)
	if err != nil || len(found) == 0 {
		return nil, 0, err
	}
	p, err := tx.placeOf(ctx, "id = ?", found[0].RoundID)
	if err != nil {
		return nil, 0, err
	}
	return &InvitationLetter{Role: found[0].Role, Competition: p.Competition.Name, Year: p.Edition.Year, Round: p.Round.Name,
		Contact: p.Setting.Contact}, found[0].UserID, nil
}

func (tx *transaction) memberLetter(ctx context.Context, membership int64) (letter *InvitationLetter, user int64, err error) {
	var found []*Membership
	err = tx.NewSelect().Model(&found).Where("id = ?", membership).Where("ends_at is null or ends_at > ?", tx.now).Scan(ctx)
	if err != nil || len(found) == 0 {
		return nil, 0, err
	}
	m := found[0]
	letter = &InvitationLetter{Role: m.Role}
	if m.BodyID != 0 {
		var b Body
		err = tx.NewSelect().Model(&b).Where("id = ?", m.BodyID).Scan(ctx)
		letter.Body = b.Title()
		return letter, m.UserID, err
	}
	var c Chapter
	if err := tx.NewSelect().Model(&c).Where("id = ?", m.ChapterID).Scan(ctx); err != nil {
		return nil, 0, err
	}
	letter.Chapter = c.Name
	err = tx.NewRaw("select name from competition where id = ?", c.CompetitionID).Scan(ctx, &letter.Competition)
	return letter, m.UserID, err
}
