package store

import (
	"context"
	"fmt"
	"io"
	"os"
	"time"

	"blazon/attachment"
	"blazon/fault"
	"blazon/judging"

	"github.com/uptrace/bun"
)

// DesignPicture is a picture that a design shows, or the coat of arms of a certificate. It is never public: that a body's arms are kept would
// tell that it gets a certificate.
type DesignPicture struct {
	bun.BaseModel `bun:"table:design_picture"`

	ID        int64 `bun:",pk,autoincrement"`
	UID       string
	DesignID  int64  `bun:",nullzero"` // none: of certificates
	Hash      string // SHA-256 of the content, in hex
	Type      string // "png" or "jpg"
	Size      int64  // bytes
	Width     int    // pixels
	Height    int
	Name      string // of the file that was brought
	UserID    int64  `bun:",nullzero"`
	CreatedAt time.Time
}

// Media gives the media type by which browsers know the picture.
func (p *DesignPicture) Media() string { return attachment.Media(p.Type) }

// mostDesignPictures is how many pictures a design may have.
const mostDesignPictures = 30

// DesignUpload is a picture that was brought for a design and is not kept yet.
type DesignUpload struct {
	*attachment.Logo
	Name string
}

// ReceiveDesignPicture reads a picture and makes it fit for paper, as ReceiveLogo does, in a size that fills a page.
func (s *Store) ReceiveDesignPicture(ctx context.Context, name string, content io.Reader) (*DesignUpload, error) {
	picture, err := s.files.ReceivePicture(ctx, name, content, attachment.PictureSide)
	if err != nil {
		return nil, fmt.Errorf("receive picture: %w", err)
	}
	return &DesignUpload{picture, attachment.CleanName(name)}, nil
}

// AddDesignPicture keeps a picture with a design and gives its hash. What is no picture is Invalid, and says why.
func (s *Store) AddDesignPicture(ctx context.Context, actor judging.Actor, design, name string, content io.Reader) (hash string, err error) {
	if _, err := s.DesignSetup(ctx, actor, design, ""); err != nil {
		return "", err // before anything of the file is read
	}
	upload, err := s.ReceiveDesignPicture(ctx, name, content)
	if err != nil {
		return "", err
	}
	defer upload.Discard()
	err = s.writeDesign(ctx, actor, design, func(tx *transaction, v *DesignSetup) error {
		if len(v.Pictures) >= mostDesignPictures {
			return fault.InForm(fault.Field{Name: "file", Key: "design.too_many"})
		}
		if err := tx.keepDesignPicture(ctx, actor, v.Design.ID, upload); err != nil {
			return err
		}
		return tx.record(ctx, actor, "design.picture", "design", v.Design.ID, map[string]string{"hash": upload.Hash})
	})
	return upload.Hash, wrapped("add design picture", err)
}

// keepDesignPicture keeps a picture along with whatever else the transaction writes.
func (tx *transaction) keepDesignPicture(ctx context.Context, actor judging.Actor, design int64, upload *DesignUpload) error {
	if err := tx.keep(ctx, upload.Draft); err != nil {
		return err
	}
	p := &DesignPicture{UID: tx.store.NewUID(), DesignID: design, Hash: upload.Hash, Type: upload.Type, Size: upload.Size, Width: upload.Width,
		Height: upload.Height, Name: upload.Name, UserID: actor.User, CreatedAt: tx.now}
	_, err := tx.NewInsert().Model(p).Returning("NULL").On("conflict (design_id, hash) do update").Set("size = excluded.size").Exec(ctx)
	return err
}

// OpenDesignPicture opens a picture of a design for its organizers; whoever has it closes it.
func (s *Store) OpenDesignPicture(ctx context.Context, actor judging.Actor, design, hash string) (*DesignPicture, *os.File, error) {
	var found *DesignPicture
	err := s.read(ctx, func(tx *transaction) error {
		v, err := tx.designSetup(ctx, actor, design)
		if err != nil {
			return err
		}
		for _, p := range v.Pictures {
			if p.Hash == hash {
				found = p
			}
		}
		return nil
	})
	switch {
	case err != nil:
		return nil, nil, fmt.Errorf("design picture: %w", err)
	case found == nil:
		return nil, nil, fault.New(fault.NotFound, "fault.not_found")
	}
	file, err := s.files.Open(hash)
	return found, file, wrapped("open design picture", err)
}

// DesignPictureContent reads a picture that a design or a certificate shows, by its hash.
func (s *Store) DesignPictureContent(hash string) ([]byte, error) {
	file, err := s.files.Open(hash)
	if err != nil {
		return nil, fmt.Errorf("picture of a design: %w", err)
	}
	defer file.Close()
	return io.ReadAll(file)
}
