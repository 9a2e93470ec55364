package store

import (
	"context"
	"fmt"
	"time"

	"blazon/judging"
	"blazon/locale"
	"blazon/register"

	"github.com/uptrace/bun"
)

// Competition is the contest as an institution over the years.
type Competition struct {
	bun.BaseModel `bun:"table:competition"`

	ID        int64 `bun:",pk,autoincrement"`
	UID       string
	Slug      string
	Name      locale.Text
	Country   register.Country // whose register its bodies come from
	Language  locale.Language
	TimeZone  string
	CreatedAt time.Time

	SecondFactorFrom time.Time `bun:",nullzero"` // since when who organizes or chairs needs one; zero: never
}

// CompetitionForm is what is filled in about a new competition.
type CompetitionForm struct {
	Slug     string
	Name     locale.Text
	Country  register.Country
	Language locale.Language
	TimeZone string
	Root     ChapterForm // the chapter above all others: the nation, or the one region
	Reserved []string    // words that the addresses of competitions must leave alone
}

// CreateCompetition makes a competition with its root chapter. It takes an administrator.
func (s *Store) CreateCompetition(ctx context.Context, actor judging.Actor, form CompetitionForm) (*Competition, *Chapter, error) {
	if err := judging.May(actor, judging.ManageUsers, judging.Facts{}); err != nil {
		return nil, nil, err
	}
	if err := form.check(); err != nil {
		return nil, nil, err
	}
	c := &Competition{UID: s.NewUID(), Slug: form.Slug, Name: trimmed(form.Name), Country: form.Country, Language: form.Language, TimeZone: form.TimeZone}
	var root *Chapter
	err := s.write(ctx, func(tx *transaction) error {
		c.CreatedAt = tx.now
		if _, err := tx.NewInsert().Model(c).Exec(ctx); err != nil {
			return taken(err)
		}
		var err error
		if root, err = tx.addChapter(ctx, c.ID, nil, form.Root); err != nil {
			return err
		}
		return tx.record(ctx, actor, "competition.create", "competition", c.ID, map[string]int64{"root": root.ID})
	})
	if err != nil {
		return nil, nil, fmt.Errorf("create competition: %w", err)
	}
	return c, root, nil
}

func (form CompetitionForm) check() error {
	var wrong fields
	wrong.slug("slug", form.Slug, form.Reserved)
	wrong.text("name", form.Name, true, maxName)
	if len(register.Regions(form.Country)) == 0 {
		wrong.add("country", "fault.unknown_choice")
	}
	wrong.language("language", form.Language)
	wrong.zone("time_zone", form.TimeZone)
	form.Root.check(&wrong, "root.")
	return wrong.err()
}
