package store

import (
	"context"
	"encoding/base64"
	"io"

	"blazon/judging"

	"github.com/uptrace/bun"
)

// Presenter is somebody who leads a round's ceremony beside its organizers.
type Presenter struct {
	bun.BaseModel `bun:"table:presenter"`

	ID      int64 `bun:",pk,autoincrement"`
	UID     string
	StageID int64
	UserID  int64
}

// NamedPresenter is a presenter with his name.
type NamedPresenter struct {
	Presenter
	Name  string
	Email string
}

// AddPresenter lets somebody lead a round's ceremony. Who has no account gets one, without a password until he sets it. Who presents
// already stays so.
func (s *Store) AddPresenter(ctx context.Context, actor judging.Actor, round string, person Person) error {
	err := s.writeStage(ctx, actor, judging.ManageRound, round, func(tx *transaction, p *StagePlace) error {
		user, err := tx.userOf(ctx, actor, person)
		if err != nil {
			return err
		}
		row := &Presenter{UID: s.NewUID(), StageID: p.Stage.ID, UserID: user.ID}
		_, err = tx.NewInsert().Model(row).On("conflict (stage_id, user_id) do nothing").Returning("NULL").Exec(ctx)
		if err != nil {
			return err
		}
		return tx.record(ctx, actor, "presenter.add", "stage", p.Stage.ID, map[string]int64{"user": user.ID})
	})
	return wrapped("add presenter", err)
}

// RemovePresenter lets somebody lead a round's ceremony no more.
func (s *Store) RemovePresenter(ctx context.Context, actor judging.Actor, round, presenter string) error {
	err := s.writeStage(ctx, actor, judging.ManageRound, round, func(tx *transaction, p *StagePlace) error {
		row := &Presenter{}
		if err := tx.NewSelect().Model(row).Where("uid = ?", presenter).Where("stage_id = ?", p.Stage.ID).Scan(ctx); err != nil {
			return absentAs(err)
		}
		if _, err := tx.NewDelete().Model(row).WherePK().Exec(ctx); err != nil {
			return err
		}
		return tx.record(ctx, actor, "presenter.remove", "stage", p.Stage.ID, map[string]int64{"user": row.UserID})
	})
	return wrapped("remove presenter", err)
}

// presentersOf reads who leads a ceremony, in the order in which they were named.
func (tx *transaction) presentersOf(ctx context.Context, stage int64) (list []*NamedPresenter, err error) {
	err = tx.NewRaw(`select p.*, u.name, u.email from presenter p join "user" u on u.id = p.user_id where p.stage_id = ? order by p.id`, stage).Scan(ctx, &list)
	return list, err
}

// MakeHallLink gives the token of a new address for the projector in the hall; the one before is good no more. The token is a secret, and
// is kept as a hash only.
func (s *Store) MakeHallLink(ctx context.Context, actor judging.Actor, round string) (token string, err error) {
	var secret [24]byte
	if _, err := io.ReadFull(s.random, secret[:]); err != nil {
		return "", err
	}
	token = base64.RawURLEncoding.EncodeToString(secret[:])
	return token, wrapped("make hall link", s.setHallLink(ctx, actor, round, "stage.link", hashToken(token)))
}

// EndHallLink lets the projector's address be good no more.
func (s *Store) EndHallLink(ctx context.Context, actor judging.Actor, round string) error {
	return wrapped("end hall link", s.setHallLink(ctx, actor, round, "stage.unlink", nil))
}

func (s *Store) setHallLink(ctx context.Context, actor judging.Actor, round, act string, hash []byte) error {
	return s.writeStage(ctx, actor, judging.ManageRound, round, func(tx *transaction, p *StagePlace) error {
		p.Stage.TokenHash = hash
		if _, err := tx.NewUpdate().Model(&p.Stage).Column("token_hash").WherePK().Exec(ctx); err != nil {
			return err
		}
		return tx.record(ctx, actor, act, "stage", p.Stage.ID, nil)
	})
}
