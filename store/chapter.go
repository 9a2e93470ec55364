package store

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// Chapter is an organizer's territory, lasting over the years: a region, or the nation.
type Chapter struct {
	bun.BaseModel `bun:"table:chapter"`

	ID            int64 `bun:",pk,autoincrement"`
	UID           string
	CompetitionID int64
	ParentID      int64  `bun:",nullzero"`
	Path          string // the ids from the root, "1/5/": a subtree is a prefix
	Slug          string
	Name          locale.Text
	RegionCode    string
	EndedAt       time.Time `bun:",nullzero"`
	AwardRevision int       // counts the changes of its awards and prizes, over its editions
}

// Mode is what a chapter does in one edition.
type Mode string

// The modes.
const (
	OwnRound   Mode = "own_round"
	Collective Mode = "collective" // another chapter's round judges its entries
	NoPart     Mode = "none"
)

// ChapterSetting is what a chapter does in one edition.
type ChapterSetting struct {
	bun.BaseModel `bun:"table:chapter_setting"`

	ID        int64 `bun:",pk,autoincrement"`
	ChapterID int64
	EditionID int64
	Mode      Mode
	Number    int `bun:",nullzero"` // the chapter's own edition number, where it counts otherwise
	Organizer locale.Text
	Contact   string
	RoundID   int64 `bun:",nullzero"` // the collective round that judges the chapter's entries

	Privacy locale.Text // in Markdown: what becomes of personal data
	Logo    string      // SHA-256 of the image, in hex; empty: none
}

// sortedChapters puts the root first, then each level in the language's order of names.
func sortedChapters(chapters []Chapter, lang locale.Language) []Chapter {
	depth := func(c Chapter) int { return strings.Count(c.Path, "/") }
	slices.SortFunc(chapters, func(a, b Chapter) int {
		return cmp.Or(cmp.Compare(depth(a), depth(b)),
			bytes.Compare(locale.SortKey(lang, a.Name.In(lang)), locale.SortKey(lang, b.Name.In(lang))),
			cmp.Compare(a.Slug, b.Slug))
	})
	return chapters
}

// ChapterForm is what is filled in about a chapter.
type ChapterForm struct {
	Slug       string
	Name       locale.Text
	RegionCode string // of the register; empty: the whole country
}

func (form ChapterForm) check(wrong *fields, prefix string) {
	wrong.slug(prefix+"slug", form.Slug, nil)
	wrong.text(prefix+"name", form.Name, true, maxName)
	wrong.word(prefix+"region_code", form.RegionCode, false, 10)
}

// AddChapter makes a chapter below another. It takes an organizer of the root chapter.
func (s *Store) AddChapter(ctx context.Context, actor judging.Actor, parent string, form ChapterForm) (*Chapter, error) {
	var wrong fields
	form.check(&wrong, "")
	if err := wrong.err(); err != nil {
		return nil, err
	}
	var chapter *Chapter
	err := s.write(ctx, func(tx *transaction) error {
		above := &Chapter{}
		if err := tx.NewSelect().Model(above).Where("uid = ?", parent).Scan(ctx); err != nil {
			return absentAs(err)
		}
		if err := judging.May(actor, judging.SetUp, judging.Facts{Chapter: above.rootPath()}); err != nil {
			return err
		}
		var err error
		if chapter, err = tx.addChapter(ctx, above.CompetitionID, above, form); err != nil {
			return err
		}
		return tx.record(ctx, actor, "chapter.add", "chapter", chapter.ID, map[string]int64{"parent": above.ID})
	})
	if err != nil {
		return nil, fmt.Errorf("add chapter: %w", err)
	}
	return chapter, nil
}

// addChapter inserts a checked chapter; its path is known only once it has an id.
func (tx *transaction) addChapter(ctx context.Context, competition int64, parent *Chapter, form ChapterForm) (*Chapter, error) {
	uid := tx.store.NewUID()
	c := &Chapter{UID: uid, CompetitionID: competition, Path: uid, Slug: form.Slug, Name: trimmed(form.Name), RegionCode: form.RegionCode}
	var above string
	if parent != nil {
		c.ParentID, above = parent.ID, parent.Path
	}
	if _, err := tx.NewInsert().Model(c).Exec(ctx); err != nil {
		return nil, taken(err)
	}
	c.Path = fmt.Sprintf("%s%d/", above, c.ID)
	_, err := tx.NewUpdate().Model(c).Column("path").WherePK().Exec(ctx)
	return c, err
}

// rootPath is the path of the chapter at the root of the tree.
func (c *Chapter) rootPath() string { return rootOf(c.Path) }

func rootOf(path string) string {
	root, _, _ := strings.Cut(path, "/")
	return root + "/"
}
