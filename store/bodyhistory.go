package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"blazon/judging"
	"blazon/register"
)

// overrideAct is the act on record that puts a value in place of the register's.
const overrideAct = "body.override"

// BodyChange is an override on record; a later one of the same field took its place.
type BodyChange struct {
	HappenedAt time.Time
	Field      register.Column
	By         string // who did it; empty: the program
	OverrideWords
}

// OverrideWords are the words of an override, empty once they are erased.
type OverrideWords struct {
	Value  string `json:"value"`
	Source string `json:"source"`
	Date   string `json:"date"`
	Reason string `json:"reason,omitempty"`
}

// note writes the override's words for the record.
func (o Override) note() (string, error) {
	text, err := json.Marshal(OverrideWords{o.Value, o.Source, o.Date, o.Reason})
	return string(text), err
}

// BodyHistory lists the overrides of a body on record, the latest first.
func (s *Store) BodyHistory(ctx context.Context, actor judging.Actor, body string) ([]BodyChange, error) {
	var rows []struct {
		HappenedAt     time.Time
		Body, Note, By string
	}
	err := s.read(ctx, func(tx *transaction) error {
		if err := tx.mayManageBody(ctx, actor, "uid = ?", body); err != nil {
			return err
		}
		return tx.NewRaw(`
		select e.happened_at, e.body, coalesce(w.note, '') as note, coalesce(u.name, '') as "by"
		from event e left join event_note w on w.event_id = e.id left join "user" u on u.id = e.user_id
		where e.object = 'body' and e.act = ? and e.object_id = (select id from body where uid = ?)
		order by e.id desc`, overrideAct, body).Scan(ctx, &rows)
	})
	if err != nil {
		return nil, fmt.Errorf("body history: %w", err)
	}
	var list []BodyChange
	for _, row := range rows {
		change := BodyChange{HappenedAt: row.HappenedAt, By: row.By}
		var about struct {
			Field register.Column `json:"field"`
		}
		if err := json.Unmarshal([]byte(row.Body), &about); err != nil {
			return nil, fmt.Errorf("body history: %w", err)
		}
		change.Field = about.Field
		if row.Note != "" {
			if err := json.Unmarshal([]byte(row.Note), &change.OverrideWords); err != nil {
				return nil, fmt.Errorf("body history: %w", err)
			}
		}
		list = append(list, change)
	}
	return list, nil
}
