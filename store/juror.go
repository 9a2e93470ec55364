package store

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// Juror is a seat in the jury of a round.
type Juror struct {
	bun.BaseModel `bun:"table:juror"`

	ID        int64 `bun:",pk,autoincrement"`
	UID       string
	RoundID   int64
	UserID    int64 `bun:",nullzero"`
	Name      string
	Role      judging.Role // judging.Member, Chair or Secretary
	LeftAt    time.Time    `bun:",nullzero"`
	CreatedAt time.Time

	InvitedAt   time.Time `bun:",nullzero"`
	AcceptedAt  time.Time `bun:",nullzero"`
	DeclinedAt  time.Time `bun:",nullzero"` // the seat is left then, too
	DeclinedFor string    // why
	AnswererID  int64     `bun:",nullzero"` // who put the answer on record
}

// JurorForm is what is filled in about a seat in a jury.
type JurorForm struct {
	Name     string
	Role     judging.Role
	Email    string          // empty: the seat has no account; its sheets are keyed in by others
	Language locale.Language // of an account that is made; empty: the edition's
	Mail     bool            // a letter invites him, where letters are sent
	Contests []string        // uids of those that he judges; none: all of the round
	Bodies   []string        // uids of those that he works for
}

func (form JurorForm) check() error {
	var wrong fields
	wrong.word("name", form.Name, true, maxName)
	if checkRole(form.Role) != nil {
		wrong.add("role", "fault.unknown_choice")
	}
	return wrong.err()
}

// AddJuror seats somebody in a round's jury. An e-mail address that has no account gets one. Whoever sat in the jury before
// and left takes the seat again; whoever sits in it is Invalid. Closed once the judging is closed.
func (s *Store) AddJuror(ctx context.Context, actor judging.Actor, round string, form JurorForm) (*Juror, error) {
	var juror *Juror
	err := s.writeRound(ctx, round, exclusive, func(tx *transaction) error {
		p, err := tx.openPlace(ctx, actor, round)
		if err != nil {
			return err
		}
		if err := form.check(); err != nil {
			return err
		}
		juror = &Juror{UID: s.NewUID(), RoundID: p.Round.ID, Name: strings.TrimSpace(form.Name), Role: form.Role, CreatedAt: tx.now, InvitedAt: tx.now}
		if err := tx.seat(ctx, actor, p, juror, form); err != nil {
			return err
		}
		if err := tx.placeSeat(ctx, p, juror, SeatForm{Role: form.Role, Contests: form.Contests, Bodies: form.Bodies}); err != nil {
			return err
		}
		if err := tx.reviewConflicts(ctx, actor, &p.Round, juror.ID); err != nil {
			return err
		}
		if form.Mail && s.mail && juror.UserID != 0 {
			if err := tx.mailJuror(ctx, actor, juror); err != nil {
				return err
			}
		}
		return tx.record(ctx, actor, "juror.add", "juror", juror.ID,
			map[string]any{"round": p.Round.ID, "user": juror.UserID, "role": juror.Role})
	})
	if err != nil {
		return nil, fmt.Errorf("add juror: %w", err)
	}
	return juror, nil
}

// openPlace reads a round that the actor may manage and whose judging is not closed.
func (tx *transaction) openPlace(ctx context.Context, actor judging.Actor, round string) (*Place, error) {
	p, err := tx.place(ctx, actor, judging.ManageRound, round)
	if err == nil && !p.Round.ClosedAt.IsZero() {
		err = fault.New(fault.Closed, "fault.already_closed")
	}
	return p, err
}

// seat inserts the juror, or gives the seat back to whoever had left it.
func (tx *transaction) seat(ctx context.Context, actor judging.Actor, p *Place, juror *Juror, form JurorForm) error {
	if form.Email != "" {
		user, err := tx.userOf(ctx, actor, Person{form.Email, juror.Name, cmp.Or(form.Language, p.Edition.Language)})
		if err != nil {
			return err
		}
		if err := tx.closeInvitations(ctx, actor, user); err != nil {
			return err
		}
		juror.UserID = user.ID
		var before []*Juror
		if err := tx.NewSelect().Model(&before).Where("round_id = ?", p.Round.ID).Where("user_id = ?", user.ID).Scan(ctx); err != nil {
			return err
		}
		if len(before) > 0 {
			if before[0].LeftAt.IsZero() {
				return fault.InForm(fault.Field{Name: "email", Key: "fault.already_in_jury"})
			}
			juror.ID, juror.UID, juror.CreatedAt = before[0].ID, before[0].UID, before[0].CreatedAt
			_, err := tx.NewUpdate().Model(juror).WherePK().
				Column("name", "role", "left_at", "invited_at", "accepted_at", "declined_at", "declined_for", "answerer_id").Exec(ctx)
			return err
		}
	}
	_, err := tx.NewInsert().Model(juror).Exec(ctx)
	return err
}

// sitting reads a juror of the round who has not left; anybody else is Invalid in the field.
func (tx *transaction) sitting(ctx context.Context, p *Place, field, uid string) (*Juror, error) {
	var found []*Juror
	err := tx.NewSelect().Model(&found).Where("uid = ?", uid).Where("round_id = ?", p.Round.ID).Where("left_at is null").Scan(ctx)
	if err == nil && len(found) == 0 {
		err = fault.InForm(fault.Field{Name: field, Key: "fault.unknown_choice"})
	}
	if err != nil {
		return nil, err
	}
	return found[0], nil
}

func (s *Store) roundOfJuror(ctx context.Context, juror string) (uid string, err error) {
	err = s.reader.NewRaw("select r.uid from round r join juror j on j.round_id = r.id where j.uid = ?", juror).Scan(ctx, &uid)
	return uid, absentAs(err)
}

// InviteJuror gives the token of a new invitation for a juror who has an account and no password yet. Whoever has chosen a
// password is Invalid: only he himself changes it.
func (s *Store) InviteJuror(ctx context.Context, actor judging.Actor, juror string) (token string, err error) {
	round, err := s.roundOfJuror(ctx, juror)
	if err != nil {
		return "", fmt.Errorf("invite juror: %w", err)
	}
	err = s.writeRound(ctx, round, exclusive, func(tx *transaction) error {
		if _, err := tx.place(ctx, actor, judging.ManageRound, round); err != nil {
			return err
		}
		token, err = tx.inviteNew(ctx, actor, "id = (select user_id from juror where uid = ?)", juror)
		return err
	})
	if err != nil {
		return "", fmt.Errorf("invite juror: %w", err)
	}
	return token, nil
}
