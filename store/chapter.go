package store

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"time"

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
}

// ChapterSetting is what a chapter does in one edition.
type ChapterSetting struct {
	bun.BaseModel `bun:"table:chapter_setting"`

	ID        int64 `bun:",pk,autoincrement"`
	ChapterID int64
	EditionID int64
	Mode      string // "own_round", "collective" or "none"
	Number    int64  `bun:",nullzero"` // the chapter's own edition number, where it counts otherwise
	Organizer locale.Text
	Contact   string
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
