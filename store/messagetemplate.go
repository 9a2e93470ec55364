package store

import (
	"context"
	"time"

	"blazon/letter"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// MessageTemplate is what organizers write in place of the program's own words: in an edition, or an administrator for the whole
// site.
type MessageTemplate struct {
	bun.BaseModel `bun:"table:message_template"`

	ID        int64 `bun:",pk,autoincrement"`
	UID       string
	EditionID int64 `bun:",nullzero"` // 0: of the whole site
	Kind      letter.Kind
	Language  locale.Language
	Subject   string
	Text      string
	UserID    int64 `bun:",nullzero"`
	SavedAt   time.Time
}

// Words is what the template says.
func (t *MessageTemplate) Words() letter.Template {
	return letter.Template{Subject: t.Subject, Text: t.Text}
}

// templates are those that hold in an edition.
type templates struct{ own, site []*MessageTemplate }

// of gives the words of a kind in a language: the edition's own, the site's, or the program's.
func (t *templates) of(kind letter.Kind, lang locale.Language) letter.Template {
	for _, list := range [][]*MessageTemplate{t.own, t.site} {
		if found := find(list, kind, lang); found != nil {
			return found.Words()
		}
	}
	return letter.Default(kind, lang)
}

func find(list []*MessageTemplate, kind letter.Kind, lang locale.Language) *MessageTemplate {
	for _, t := range list {
		if t.Kind == kind && t.Language == lang {
			return t
		}
	}
	return nil
}

// templatesOf reads what is written for an edition, or for the site alone where it is 0.
func (tx *transaction) templatesOf(ctx context.Context, edition int64) (*templates, error) {
	var found []*MessageTemplate
	err := tx.NewSelect().Model(&found).Where("edition_id is null or edition_id = ?", edition).Scan(ctx)
	set := &templates{}
	for _, t := range found {
		if t.EditionID == 0 {
			set.site = append(set.site, t)
		} else {
			set.own = append(set.own, t)
		}
	}
	return set, err
}
