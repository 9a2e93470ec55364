package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/uptrace/bun"
)

// Attribute is something that the database knows of itself.
type Attribute struct {
	bun.BaseModel `bun:"table:attribute"`

	Name  string `bun:",pk"`
	Value string
}

// Attribute reads what the database knows of itself under a name; nothing is an empty value.
func (s *Store) Attribute(ctx context.Context, name string) (string, error) {
	var a Attribute
	err := s.reader.NewSelect().Model(&a).Where("name = ?", name).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("attribute %s: %w", name, err)
	}
	return a.Value, nil
}

// SetAttribute remembers something about the database itself.
func (s *Store) SetAttribute(ctx context.Context, name, value string) error {
	err := s.write(ctx, func(tx *transaction) error {
		_, err := tx.NewInsert().Model(&Attribute{Name: name, Value: value}).
			On("conflict (name) do update").Set("value = excluded.value").Exec(ctx)
		return err
	})
	if err != nil {
		return fmt.Errorf("set attribute %s: %w", name, err)
	}
	return nil
}

// Unused tells whether nobody has begun to work with the database: it has no user and no competition.
func (s *Store) Unused(ctx context.Context) (bool, error) {
	var used bool
	err := s.reader.NewRaw(`select exists (select 1 from "user") or exists (select 1 from competition)`).Scan(ctx, &used)
	if err != nil {
		return false, fmt.Errorf("unused: %w", err)
	}
	return !used, nil
}
