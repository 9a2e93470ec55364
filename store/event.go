package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"blazon/judging"

	"github.com/uptrace/bun"
)

// Event is one act on record. The table is append-only; the body holds ids only.
type Event struct {
	bun.BaseModel `bun:"table:event"`

	ID         int64 `bun:",pk,autoincrement"`
	UID        string
	HappenedAt time.Time
	UserID     int64 `bun:",nullzero"`
	Act        string
	Object     string
	ObjectID   int64
	Version    int
	Body       string // canonical JSON
}

// eventVersion is the version of the bodies' form.
const eventVersion = 1

// record appends an event to the transaction's act.
func (tx *transaction) record(ctx context.Context, actor judging.Actor, act, object string, id int64, body any) error {
	e, err := tx.event(actor, act, object, id, body)
	if err != nil {
		return err
	}
	if _, err := tx.NewInsert().Model(e).Returning("NULL").Exec(ctx); err != nil {
		return fmt.Errorf("record %s: %w", act, err)
	}
	return nil
}

func (tx *transaction) event(actor judging.Actor, act, object string, id int64, body any) (*Event, error) {
	text := []byte("{}")
	if body != nil {
		var err error
		if text, err = json.Marshal(body); err != nil {
			return nil, err
		}
	}
	return &Event{UID: tx.store.NewUID(), HappenedAt: tx.now, UserID: actor.User, Act: act,
		Object: object, ObjectID: id, Version: eventVersion, Body: string(text)}, nil
}

// recordWithNote is record with words of people, which are kept apart from the event so that they can be erased.
func (tx *transaction) recordWithNote(ctx context.Context, actor judging.Actor, act, object string, id int64, body any, note string) error {
	if note == "" {
		return tx.record(ctx, actor, act, object, id, body)
	}
	e, err := tx.event(actor, act, object, id, body)
	if err != nil {
		return err
	}
	if _, err := tx.NewInsert().Model(e).Exec(ctx); err != nil {
		return fmt.Errorf("record %s: %w", act, err)
	}
	if _, err := tx.NewRaw("insert into event_note (event_id, note) values (?, ?)", e.ID, note).Exec(ctx); err != nil {
		return fmt.Errorf("note of %s: %w", act, err)
	}
	return nil
}
