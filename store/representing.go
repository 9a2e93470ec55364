package store

import (
	"context"
	"fmt"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
)

// OwnBody is a body that somebody acts for.
type OwnBody struct {
	Membership string // uid
	Body       Body
	Since      time.Time
}

// OwnBodies lists the bodies that the actor acts for, in the language's order of names.
func (s *Store) OwnBodies(ctx context.Context, actor judging.Actor, lang locale.Language) (list []OwnBody, err error) {
	if err := judging.May(actor, judging.ViewProfile, judging.Facts{}); err != nil {
		return nil, err
	}
	var rows []struct {
		Body  Body   `bun:"embed:body_"`
		UID   string `bun:"uid"`
		Since time.Time
	}
	err = s.read(ctx, func(tx *transaction) error {
		return tx.NewSelect().ColumnExpr(s.columns(struct {
			Body Body `bun:"embed:body_"`
		}{})).ColumnExpr("m.uid, m.starts_at as since").TableExpr("body").Join("join membership m on m.body_id = body.id").
			Where("m.user_id = ?", actor.User).Where("m.role = ?", judging.Representative).
			Where("m.starts_at <= ?0 and (m.ends_at is null or m.ends_at > ?0)", tx.now).
			OrderExpr("body.?, body.code", sortColumn(lang)).Scan(ctx, &rows)
	})
	for _, r := range rows {
		list = append(list, OwnBody{r.UID, r.Body, r.Since})
	}
	return list, wrapped("own bodies", err)
}

// LeaveBody ends the actor's own entitlement to act for a body, and gives the body's title.
func (s *Store) LeaveBody(ctx context.Context, actor judging.Actor, membership string) (body string, err error) {
	if err := judging.May(actor, judging.ViewProfile, judging.Facts{}); err != nil {
		return "", err
	}
	err = s.write(ctx, func(tx *transaction) error {
		m := &Membership{}
		err := tx.NewSelect().Model(m).Where("uid = ?", membership).Where("user_id = ?", actor.User).
			Where("role = ?", judging.Representative).Where("ends_at is null").Scan(ctx)
		if err != nil {
			return absentAs(err)
		}
		b := &Body{}
		if err := tx.NewSelect().Model(b).Where("id = ?", m.BodyID).Scan(ctx); err != nil {
			return err
		}
		body = b.Title()
		if _, err := tx.NewUpdate().Model(m).Set("ends_at = ?", tx.now).WherePK().Exec(ctx); err != nil {
			return err
		}
		return tx.record(ctx, actor, "membership.leave", "membership", m.ID, map[string]int64{"body": m.BodyID})
	})
	if err != nil {
		return "", fmt.Errorf("leave body: %w", err)
	}
	return body, nil
}

// FindBodies is SearchBodies for everybody: who exists is written in public registers.
func (s *Store) FindBodies(ctx context.Context, search BodySearch) ([]*Body, error) {
	return s.searchBodies(ctx, search)
}

// FoundBody reads a body that can be found by everybody.
func (s *Store) FoundBody(ctx context.Context, uid string) (*Body, error) {
	b := &Body{}
	if err := s.reader.NewSelect().Model(b).Where("uid = ?", uid).Where("ended_at is null").Scan(ctx); err != nil {
		return nil, fmt.Errorf("body: %w", absentAs(err))
	}
	return b, nil
}

// mailable refuses where no letters are sent, so that nobody fills a form in for nothing.
func (s *Store) mailable() error {
	if !s.Mails() {
		return fault.New(fault.Closed, "account.no_mail")
	}
	return nil
}
