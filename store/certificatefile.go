package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"blazon/fault"
	"blazon/judging"

	"github.com/uptrace/bun"
)

// CertificateFile is a certificate's file as it left: a seal of the organization cannot be put on a second time, and fonts and designs change.
type CertificateFile struct {
	bun.BaseModel `bun:"table:certificate_file"`

	CertificateID int64 `bun:",pk"`
	Content       []byte
	CreatedAt     time.Time
}

// addCertificate puts a new certificate on record; its file is printed by a batch. Where one for the same had been issued before, it succeeds it.
func (tx *transaction) addCertificate(ctx context.Context, c *Certificate, printing Printing) error {
	if printing.Address != nil {
		c.Address = printing.Address(c.Code)
	}
	if _, err := tx.NewInsert().Model(c).Exec(ctx); err != nil {
		return err
	}
	return tx.succeed(ctx, c)
}

// keepCertificate puts the file of a certificate on record.
func (tx *transaction) keepCertificate(ctx context.Context, c *Certificate, file []byte) error {
	hash := sha256.Sum256(file)
	c.FileHash = hex.EncodeToString(hash[:])
	if _, err := tx.NewUpdate().Model(c).Column("file_hash").WherePK().Exec(ctx); err != nil {
		return err
	}
	_, err := tx.NewInsert().Model(&CertificateFile{CertificateID: c.ID, Content: file, CreatedAt: tx.now}).Exec(ctx)
	return err
}

// succeed has those that were revoked before lead to the certificate that was issued instead, all of them to the last one.
func (tx *transaction) succeed(ctx context.Context, c *Certificate) error {
	_, err := tx.NewUpdate().Model((*Certificate)(nil)).Set("successor_id = ?", c.ID).Where("candidate_id = ?", c.CandidateID).
		Where("coalesce(award_id, 0) = ?", c.AwardID).Where("kind = ?", c.Kind).Where("revoked_at is not null").Where("id <> ?", c.ID).Exec(ctx)
	return err
}

// CertificateFile reads the file of a certificate, for whoever may see the certificate: see Certificate. The file is nil where the certificate was
// issued before files were kept. Before it is printed it is Closed.
func (s *Store) CertificateFile(ctx context.Context, actor judging.Actor, uid string) (c *Certificate, file []byte, err error) {
	if c, err = s.Certificate(ctx, actor, uid); err != nil {
		return nil, nil, err
	}
	var kept []CertificateFile
	if err := s.reader.NewSelect().Model(&kept).Where("certificate_id = ?", c.ID).Scan(ctx); err != nil {
		return nil, nil, fmt.Errorf("certificate file: %w", err)
	}
	for _, k := range kept {
		file = k.Content
	}
	if c.FileHash == "" {
		return nil, nil, fault.New(fault.Closed, "batch.not_printed").With("Number", c.Number())
	}
	return c, file, nil
}

// checkCertificateFiles holds the kept files against the hashes on record.
func (tx *transaction) checkCertificateFiles(ctx context.Context, report func(Finding)) error {
	rows, err := tx.QueryContext(ctx, `select c.uid, c.file_hash, f.content from certificate_file f join certificate c on c.id = f.certificate_id order by c.id`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var uid, hash string
		var content []byte
		if err := rows.Scan(&uid, &hash, &content); err != nil {
			return err
		}
		if sum := sha256.Sum256(content); hex.EncodeToString(sum[:]) != hash {
			report(Finding{"its file has the content that it had", "certificate", uid})
		}
	}
	return rows.Err()
}
