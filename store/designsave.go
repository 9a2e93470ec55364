package store

import (
	"context"
	"strings"

	"blazon/fault"
	"blazon/judging"
)

// mostDesignContent is the most that a design may be, in bytes, and mostDesigns how many a chapter has at once.
const (
	mostDesignContent = 256 << 10
	mostDesigns       = 50
)

// DesignForm is a design as it is saved. What its content means, and whether it can be used, is for those to say who print it.
type DesignForm struct {
	Name     string
	Kind     string // one of DesignKinds; empty: all
	Content  string // JSON
	Usable   bool
	Revision int // the version that the form was made from
}

func (form *DesignForm) check(wrong *fields) {
	form.Name = strings.TrimSpace(form.Name)
	if form.Name == "" || len([]rune(form.Name)) > 100 {
		wrong.add("name", "design.bad_name")
	}
	if !knownKind(form.Kind) {
		wrong.add("kind", "design.bad_kind")
	}
	if form.Content == "" || len(form.Content) > mostDesignContent {
		wrong.add("content", "design.no_json")
	}
}

// CreateDesign makes a design for a chapter's certificates, for its organizers. Each kind of awards has one at most.
func (s *Store) CreateDesign(ctx context.Context, actor judging.Actor, chapter string, form DesignForm, pictures ...*DesignUpload) (uid string, err error) {
	err = s.write(ctx, func(tx *transaction) error {
		if err := s.lockName(ctx, tx.Tx, "designs "+chapter); err != nil {
			return err
		}
		p, err := tx.designPlace(ctx, actor, "uid = ?", chapter)
		if err != nil {
			return err
		}
		var wrong fields
		form.check(&wrong)
		if err := tx.checkKindFree(ctx, &wrong, p.Chapter.ID, 0, form.Kind); err != nil {
			return err
		}
		if err := wrong.err(); err != nil {
			return err
		}
		d := &Design{UID: s.NewUID(), ChapterID: p.Chapter.ID, AwardKind: form.Kind, Name: form.Name, CreatedAt: tx.now}
		if _, err := tx.NewInsert().Model(d).Exec(ctx); err != nil {
			return err
		}
		for _, picture := range pictures {
			if err := tx.keepDesignPicture(ctx, actor, d.ID, picture); err != nil {
				return err
			}
		}
		uid = d.UID
		return tx.saveDesignVersion(ctx, actor, d, form, 1, 0, "design.create")
	})
	return uid, wrapped("create design", err)
}

// checkKindFree refuses a second design of a kind in a chapter.
func (tx *transaction) checkKindFree(ctx context.Context, wrong *fields, chapter, except int64, kind string) error {
	var taken []string
	err := tx.NewRaw("select award_kind from design where chapter_id = ? and id <> ? and ended_at is null", chapter, except).Scan(ctx, &taken)
	for _, t := range taken {
		if t == kind {
			wrong.add("kind", "design.kind_taken")
		}
	}
	if len(taken) >= mostDesigns {
		wrong.add("name", "design.too_many")
	}
	return err
}

// saveDesignVersion keeps what a design is now.
func (tx *transaction) saveDesignVersion(ctx context.Context, actor judging.Actor, d *Design, form DesignForm, version, source int, act string) error {
	v := &DesignVersion{UID: tx.store.NewUID(), DesignID: d.ID, Version: version, Content: form.Content, Usable: form.Usable, SourceVersion: source,
		UserID: actor.User, SavedAt: tx.now}
	if _, err := tx.NewInsert().Model(v).Exec(ctx); err != nil {
		return err
	}
	return tx.record(ctx, actor, act, "design", d.ID, map[string]any{"version": version, "kind": d.AwardKind, "usable": form.Usable, "source": source})
}

// writeDesign is a write on a design, under the lock of its chapter's designs.
func (s *Store) writeDesign(ctx context.Context, actor judging.Actor, design string, fn func(tx *transaction, v *DesignSetup) error) error {
	var chapter string
	err := s.reader.NewRaw("select c.uid from design d join chapter c on c.id = d.chapter_id where d.uid = ?", design).Scan(ctx, &chapter)
	if err != nil {
		return absentAs(err)
	}
	return s.write(ctx, func(tx *transaction) error {
		if err := s.lockName(ctx, tx.Tx, "designs "+chapter); err != nil {
			return err
		}
		v, err := tx.designSetup(ctx, actor, design)
		if err != nil {
			return err
		}
		return fn(tx, v)
	})
}

// SaveDesign saves a design as its next version and gives the number. Conflict when it was saved since the form was made. Certificates
// that are out stay as they are.
func (s *Store) SaveDesign(ctx context.Context, actor judging.Actor, design string, form DesignForm) (version int, err error) {
	err = s.writeDesign(ctx, actor, design, func(tx *transaction, v *DesignSetup) error {
		if form.Revision != v.Newest().Version {
			return fault.New(fault.Conflict, "design.changed")
		}
		var wrong fields
		form.check(&wrong)
		if err := tx.checkKindFree(ctx, &wrong, v.Chapter.ID, v.Design.ID, form.Kind); err != nil {
			return err
		}
		if err := wrong.err(); err != nil {
			return err
		}
		v.Design.Name, v.Design.AwardKind = form.Name, form.Kind
		if _, err := tx.NewUpdate().Model(&v.Design).Column("name", "award_kind").WherePK().Exec(ctx); err != nil {
			return err
		}
		version = form.Revision + 1
		return tx.saveDesignVersion(ctx, actor, &v.Design, form, version, 0, "design.save")
	})
	return version, wrapped("save design", err)
}

// DesignContent reads what a version of a design was.
func (s *Store) DesignContent(ctx context.Context, actor judging.Actor, design string, version int) (v *DesignVersion, err error) {
	v = &DesignVersion{}
	err = s.read(ctx, func(tx *transaction) error {
		setup, err := tx.designSetup(ctx, actor, design)
		if err != nil {
			return err
		}
		return absentAs(tx.NewSelect().Model(v).Where("design_id = ?", setup.Design.ID).Where("version = ?", version).Scan(ctx))
	})
	return v, wrapped("design version", err)
}

// RestoreDesign makes an old version the next one. usable says whether it can be used now.
func (s *Store) RestoreDesign(ctx context.Context, actor judging.Actor, design string, from, revision int, usable bool) (version int, err error) {
	err = s.writeDesign(ctx, actor, design, func(tx *transaction, v *DesignSetup) error {
		if revision != v.Newest().Version {
			return fault.New(fault.Conflict, "design.changed")
		}
		old := &DesignVersion{}
		if err := tx.NewSelect().Model(old).Where("design_id = ?", v.Design.ID).Where("version = ?", from).Scan(ctx); err != nil {
			return absentAs(err)
		}
		version = revision + 1
		return tx.saveDesignVersion(ctx, actor, &v.Design, DesignForm{Content: old.Content, Usable: usable}, version, from, "design.restore")
	})
	return version, wrapped("restore design", err)
}

// EndDesign takes a design out of use. Certificates that were printed by it stay printable.
func (s *Store) EndDesign(ctx context.Context, actor judging.Actor, design string) error {
	err := s.writeDesign(ctx, actor, design, func(tx *transaction, v *DesignSetup) error {
		if _, err := tx.NewUpdate().Model(&v.Design).Set("ended_at = ?", tx.now).WherePK().Exec(ctx); err != nil {
			return err
		}
		return tx.record(ctx, actor, "design.end", "design", v.Design.ID, nil)
	})
	return wrapped("end design", err)
}
