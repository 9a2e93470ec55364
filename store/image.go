package store

import (
	"context"
	"fmt"
	"io"
	"os"
	"time"

	"blazon/attachment"
	"blazon/judging"

	"github.com/uptrace/bun"
)

// Image is a logo, which everybody may see. The same picture is kept once, and for good.
type Image struct {
	bun.BaseModel `bun:"table:image"`

	Hash      string `bun:",pk"` // SHA-256 of the content, in hex; chapter_setting.logo and partner.logo name it
	Type      string // "png" or "jpg"
	Size      int64  // bytes
	Width     int    // pixels
	Height    int
	UserID    int64 `bun:",nullzero"` // who brought it first
	CreatedAt time.Time
}

// Media gives the media type by which browsers know the picture.
func (i *Image) Media() string { return attachment.Media(i.Type) }

// ReceiveLogo reads a logo and makes it fit for pages and paper. What is not taken is Invalid, and says why. Reading takes
// a while and is done before any transaction; keepLogo then keeps it. Whoever gets it discards it in the end, kept or not.
func (s *Store) ReceiveLogo(ctx context.Context, name string, content io.Reader) (*attachment.Logo, error) {
	logo, err := s.files.ReceiveLogo(ctx, name, content)
	return logo, wrapped("receive logo", err)
}

// keepLogo keeps a logo along with whatever else the transaction writes, and gives the hash to be named there.
func (tx *transaction) keepLogo(ctx context.Context, actor judging.Actor, logo *attachment.Logo) (hash string, err error) {
	if err := tx.keep(ctx, logo.Draft); err != nil {
		return "", err
	}
	i := &Image{Hash: logo.Hash, Type: logo.Type, Size: logo.Size, Width: logo.Width, Height: logo.Height, UserID: actor.User, CreatedAt: tx.now}
	_, err = tx.NewInsert().Model(i).Returning("NULL").On("conflict (hash) do update").Set("size = excluded.size").Exec(ctx)
	return logo.Hash, err
}

// OpenLogo opens a logo by its hash; whoever has it closes it. One that was never kept is NotFound.
func (s *Store) OpenLogo(ctx context.Context, hash string) (*Image, *os.File, error) {
	i := &Image{}
	if err := absentAs(s.reader.NewSelect().Model(i).Where("hash = ?", hash).Scan(ctx)); err != nil {
		return nil, nil, fmt.Errorf("logo: %w", err)
	}
	file, err := s.files.Open(hash)
	return i, file, wrapped("open logo", err)
}

// Logo gives a logo with its whole content, for documents.
func (s *Store) Logo(ctx context.Context, hash string) (*Image, []byte, error) {
	i, file, err := s.OpenLogo(ctx, hash)
	if err != nil {
		return nil, nil, err
	}
	defer file.Close()
	content, err := io.ReadAll(file)
	return i, content, wrapped("read logo", err)
}
