package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/uptrace/bun"
)

// CertificateLook is what a certificate is printed by, besides its facts.
type CertificateLook struct {
	Design  string                            // JSON; empty: the program's own design
	Logos   map[string][]string               // hashes, by whose they are: "competition", "chapter", "entrants", "partners"
	Picture func(hash string) ([]byte, error) // reads a picture
}

// Designed tells whether a certificate was printed by a design that somebody made, rather than by the program's own.
func (c *Certificate) Designed() bool { return strings.Contains(c.DesignVersion, "/") }

// readLooks adds to certificates what they are printed by, in a constant number of statements.
func (tx *transaction) readLooks(ctx context.Context, certificates ...*Certificate) error {
	var uids []string
	for _, c := range certificates {
		if uid, _, designed := strings.Cut(c.DesignVersion, "/"); designed {
			uids = append(uids, uid)
		}
	}
	contents := map[string]string{}
	if len(uids) > 0 {
		var rows []struct {
			UID     string
			Version int
			Content string
		}
		err := tx.NewRaw(`select d.uid, v.version, v.content from design_version v join design d on d.id = v.design_id where d.uid in (?)`,
			bun.List(uids)).Scan(ctx, &rows)
		if err != nil {
			return err
		}
		for _, r := range rows {
			contents[fmt.Sprintf("%s/%d", r.UID, r.Version)] = r.Content
		}
	}
	for _, c := range certificates {
		if !c.Designed() {
			continue
		}
		c.Look = &CertificateLook{Design: contents[c.DesignVersion], Picture: tx.store.DesignPictureContent}
		if c.Look.Design == "" {
			return fmt.Errorf("certificate %s: its design %s is not on record", c.UID, c.DesignVersion)
		}
		if c.Pictures != "" {
			if err := json.Unmarshal([]byte(c.Pictures), &c.Look.Logos); err != nil {
				return fmt.Errorf("pictures of certificate %s: %w", c.UID, err)
			}
		}
	}
	return nil
}

// certificateDesigns chooses the designs of a round's new certificates.
type certificateDesigns struct {
	plan     *certificatePlan
	designs  []*ListedDesign
	contents map[string]string // by the version that a certificate names
	kinds    map[int64]string  // of awards, by their ids
	arms     map[string]*Arms  // by the uids of bodies; nil: not read yet
	root     ChapterSetting    // of the competition's own chapter
}

func (tx *transaction) certificateDesigns(ctx context.Context, plan *certificatePlan) (*certificateDesigns, error) {
	d := &certificateDesigns{plan: plan, contents: map[string]string{}, kinds: map[int64]string{}}
	var err error
	if d.designs, err = tx.designsAround(ctx, &plan.Chapter); err != nil || len(d.designs) == 0 {
		return d, err
	}
	for _, c := range plan.Contests {
		for _, a := range c.Awards {
			d.kinds[a.ID] = a.Kind
		}
	}
	for _, a := range plan.Awards {
		d.kinds[a.ID] = a.Kind
	}
	d.root, err = tx.rootSetting(ctx, &plan.Place)
	return d, err
}

// rootSetting reads what the competition's own chapter is in a round's edition.
func (tx *transaction) rootSetting(ctx context.Context, p *Place) (setting ChapterSetting, err error) {
	var roots []ChapterSetting
	err = tx.NewSelect().Model(&roots).Where("edition_id = ?", p.Edition.ID).
		Where("chapter_id = (select id from chapter where competition_id = ? and parent_id is null)", p.Competition.ID).Scan(ctx)
	if len(roots) > 0 {
		setting = roots[0]
	}
	return setting, err
}

// logo is a list of one logo, or of none.
func logo(hash string) []string {
	if hash == "" {
		return nil
	}
	return []string{hash}
}

// choose gives a new certificate the design that it is printed by, and notes which logos it shows, so that it can be printed again when
// they have changed.
func (d *certificateDesigns) choose(ctx context.Context, tx *transaction, c *Certificate) error {
	kind := string(c.Kind) // a finalist gets the design of all kinds
	if c.AwardID != 0 {
		kind = d.kinds[c.AwardID]
	}
	design := closest(d.designs, kind)
	if design == nil {
		return nil
	}
	c.DesignVersion = fmt.Sprintf("%s/%d", design.UID, design.Used)
	content, known := d.contents[c.DesignVersion]
	if !known {
		err := tx.NewRaw("select content from design_version where design_id = ? and version = ?", design.ID, design.Used).Scan(ctx, &content)
		if err != nil {
			return err
		}
		d.contents[c.DesignVersion] = content
	}
	logos, err := d.logos(ctx, tx, c, content)
	c.Look = &CertificateLook{Design: content, Logos: logos, Picture: tx.store.DesignPictureContent}
	if err != nil || len(logos) == 0 {
		return err
	}
	body, err := json.Marshal(logos)
	c.Pictures = string(body)
	return err
}

// logos lists the pictures of the sources that a design names.
func (d *certificateDesigns) logos(ctx context.Context, tx *transaction, c *Certificate, content string) (map[string][]string, error) {
	var design struct{ Blocks []struct{ Source string } }
	if err := json.Unmarshal([]byte(content), &design); err != nil {
		return nil, fmt.Errorf("design %s: %w", c.DesignVersion, err)
	}
	logos := map[string][]string{}
	for _, b := range design.Blocks {
		if logos[b.Source] != nil {
			continue
		}
		var hashes []string
		switch b.Source {
		case "competition":
			hashes = logo(d.root.Logo)
		case "chapter":
			hashes = logo(d.plan.Setting.Logo)
		case "partners":
			for _, p := range d.plan.Partners {
				hashes = append(hashes, logo(p.Logo)...)
			}
		case "entrants":
			var err error
			if hashes, err = d.armsOf(ctx, tx, c); err != nil {
				return nil, err
			}
		}
		if len(hashes) > 0 {
			logos[b.Source] = hashes
		}
	}
	return logos, nil
}

// armsOf lists the coats of arms of a certificate's bodies and keeps their pictures, which the ceremony may give up.
func (d *certificateDesigns) armsOf(ctx context.Context, tx *transaction, c *Certificate) (hashes []string, err error) {
	if d.arms == nil {
		var stages []int64
		if err := tx.NewRaw("select id from stage where round_id = ?", d.plan.Round.ID).Scan(ctx, &stages); err != nil {
			return nil, err
		}
		d.arms = map[string]*Arms{}
		for _, stage := range stages {
			if d.arms, err = tx.armsOf(ctx, stage); err != nil {
				return nil, err
			}
		}
	}
	for _, body := range d.plan.candidates[c.CandidateID].Bodies {
		a := d.arms[body.UID]
		if a == nil {
			continue
		}
		hashes = append(hashes, a.Hash)
		if err := tx.keepArms(ctx, a); err != nil {
			return nil, err
		}
	}
	return hashes, nil
}

// keepArms keeps a coat of arms for certificates, once.
func (tx *transaction) keepArms(ctx context.Context, a *Arms) error {
	known, err := tx.NewSelect().Model((*DesignPicture)(nil)).Where("hash = ?", a.Hash).Exists(ctx)
	if err != nil || known {
		return err
	}
	_, err = tx.NewInsert().Model(&DesignPicture{UID: tx.store.NewUID(), Hash: a.Hash, Type: a.Type, Size: a.Size, UserID: a.UserID, CreatedAt: tx.now}).Exec(ctx)
	return err
}
