package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// Design is how certificates look that are issued in a chapter, or in one below it: the closest one is used, and of one chapter that
// of the award's kind before that of all kinds.
type Design struct {
	bun.BaseModel `bun:"table:design"`

	ID        int64 `bun:",pk,autoincrement"`
	UID       string
	ChapterID int64
	AwardKind string // one of DesignKinds; empty: all
	Name      string
	CreatedAt time.Time
	EndedAt   time.Time `bun:",nullzero"`
}

// DesignVersion is a design as it was saved. The newest that can be used is used.
type DesignVersion struct {
	bun.BaseModel `bun:"table:design_version"`

	ID            int64 `bun:",pk,autoincrement"`
	UID           string
	DesignID      int64
	Version       int    // 1, 2, 3
	Content       string // JSON
	Usable        bool   // nothing was wrong with it when it was saved
	SourceVersion int    `bun:",nullzero"` // the one that was brought back
	UserID        int64  `bun:",nullzero"`
	SavedAt       time.Time
}

// DesignKinds are the kinds of awards that may have a design of their own.
var DesignKinds = append([]string{AwardForPlace}, AwardKinds...)

// DesignPlace is a design's chapter, with what leads there.
type DesignPlace struct {
	Competition Competition
	Chapter     Chapter
	Root        bool // the chapter is the competition's own
}

// ListedDesign is a design of a list.
type ListedDesign struct {
	Design
	Chapter Chapter
	Newest  int       // version
	Used    int       // the newest version that can be used; 0: none, and so the design is not used
	SavedAt time.Time // of the newest
}

// ChapterDesigns are the designs of a chapter.
type ChapterDesigns struct {
	DesignPlace
	Own   []*ListedDesign
	Above []*ListedDesign // of the chapters above it, the closest first
}

// designPlace reads a chapter for whoever may design its certificates.
func (tx *transaction) designPlace(ctx context.Context, actor judging.Actor, where string, args ...any) (*DesignPlace, error) {
	p := &DesignPlace{}
	if err := tx.NewSelect().Model(&p.Chapter).Where(where, args...).Scan(ctx); err != nil {
		return nil, absentAs(err)
	}
	if err := judging.May(actor, judging.DesignCertificate, judging.Facts{Chapter: p.Chapter.Path}); err != nil {
		return nil, err
	}
	p.Root = p.Chapter.ParentID == 0
	return p, tx.NewSelect().Model(&p.Competition).Where("id = ?", p.Chapter.CompetitionID).Scan(ctx)
}

// ChapterDesigns lists the designs of a chapter and those above it, for the chapter's organizers.
func (s *Store) ChapterDesigns(ctx context.Context, actor judging.Actor, chapter string) (v *ChapterDesigns, err error) {
	err = s.read(ctx, func(tx *transaction) error {
		p, err := tx.designPlace(ctx, actor, "uid = ?", chapter)
		if err != nil {
			return err
		}
		v = &ChapterDesigns{DesignPlace: *p}
		designs, err := tx.designsAround(ctx, &p.Chapter)
		if err != nil {
			return err
		}
		for _, d := range designs {
			if d.ChapterID == p.Chapter.ID {
				v.Own = append(v.Own, d)
			} else {
				v.Above = append(v.Above, d)
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("designs: %w", err)
	}
	return v, nil
}

// designsAround reads the designs of a chapter and of those above it, the closest first.
func (tx *transaction) designsAround(ctx context.Context, chapter *Chapter) ([]*ListedDesign, error) {
	var chapters []Chapter
	err := tx.NewSelect().Model(&chapters).Where("competition_id = ?", chapter.CompetitionID).
		Where("? like path || '%'", chapter.Path).OrderExpr("length(path) desc").Scan(ctx)
	if err != nil {
		return nil, err
	}
	var around []int64
	for _, c := range chapters {
		around = append(around, c.ID)
	}
	var rows []struct {
		Design `bun:",extend"`
		Newest int
		Used   int
		Saved  time.Time
	}
	query := tx.NewSelect().TableExpr("design d").ColumnExpr("d.*, v.version as newest, v.saved_at as saved").
		ColumnExpr("coalesce((select max(u.version) from design_version u where u.design_id = d.id and u.usable), 0) as used").
		Join("join design_version v on v.design_id = d.id and v.version = (select max(n.version) from design_version n where n.design_id = d.id)").
		Where("d.chapter_id in (?)", bun.List(around)).Where("d.ended_at is null").Order("d.award_kind", "d.id")
	if err := query.Scan(ctx, &rows); err != nil {
		return nil, err
	}
	var list []*ListedDesign
	for _, c := range chapters {
		for _, r := range rows {
			if r.ChapterID == c.ID {
				list = append(list, &ListedDesign{Design: r.Design, Chapter: c, Newest: r.Newest, Used: r.Used, SavedAt: r.Saved})
			}
		}
	}
	return list, nil
}

// DesignSetup is a design as it is edited.
type DesignSetup struct {
	DesignPlace
	Design   Design
	Versions []*DesignVersion // the newest first; only the newest has its content
	Pictures []*DesignPicture
	Sample   DesignSample
}

// Newest is the version that the editor goes on with.
func (v *DesignSetup) Newest() *DesignVersion { return v.Versions[0] }

// Used is the number of the version that certificates are issued in; 0: none.
func (v *DesignSetup) Used() int {
	for _, version := range v.Versions {
		if version.Usable {
			return version.Version
		}
	}
	return 0
}

// DesignSetup reads a design for the organizers of its chapter, with what it is tried with.
func (s *Store) DesignSetup(ctx context.Context, actor judging.Actor, design string, lang locale.Language) (v *DesignSetup, err error) {
	err = s.read(ctx, func(tx *transaction) error {
		v, err = tx.designSetup(ctx, actor, design)
		if err != nil {
			return err
		}
		v.Sample, err = tx.designSample(ctx, &v.DesignPlace, lang)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("design: %w", err)
	}
	return v, nil
}

func (tx *transaction) designSetup(ctx context.Context, actor judging.Actor, design string) (*DesignSetup, error) {
	v := &DesignSetup{}
	if err := tx.NewSelect().Model(&v.Design).Where("uid = ?", design).Where("ended_at is null").Scan(ctx); err != nil {
		return nil, absentAs(err)
	}
	p, err := tx.designPlace(ctx, actor, "id = ?", v.Design.ChapterID)
	if err != nil {
		return nil, err
	}
	v.DesignPlace = *p
	err = tx.NewSelect().Model(&v.Versions).ExcludeColumn("content").Where("design_id = ?", v.Design.ID).Order("version desc").Scan(ctx)
	if err != nil {
		return nil, err
	}
	if err := tx.NewSelect().Model(v.Versions[0]).WherePK().Scan(ctx); err != nil {
		return nil, err
	}
	return v, tx.NewSelect().Model(&v.Pictures).Where("design_id = ?", v.Design.ID).Order("id").Scan(ctx)
}

// closest finds the design of a kind of awards among those around a chapter, which come the closest first; nil: none.
func closest(designs []*ListedDesign, kind string) *ListedDesign {
	var best *ListedDesign
	for _, d := range designs {
		switch {
		case d.Used == 0 || d.AwardKind != "" && d.AwardKind != kind:
		case best == nil, best.ChapterID == d.ChapterID && best.AwardKind == "" && d.AwardKind != "":
			best = d
		}
	}
	return best
}

// knownKind tells whether a design may be of a kind of awards.
func knownKind(kind string) bool { return kind == "" || slices.Contains(DesignKinds, kind) }
