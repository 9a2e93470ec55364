package store

import (
	"context"
	"fmt"
	"strings"

	"blazon/judging"
)

// RevokableCertificate is a certificate that its organizer looks at before he declares it void.
type RevokableCertificate struct {
	Place
	IssuedCertificate
}

// RevokableCertificate reads a valid certificate for the organizer of its round.
func (s *Store) RevokableCertificate(ctx context.Context, actor judging.Actor, uid string) (*RevokableCertificate, error) {
	v := &RevokableCertificate{}
	err := s.read(ctx, func(tx *transaction) error {
		p, err := tx.certificatePlace(ctx, actor, uid, &v.Certificate)
		if err != nil {
			return err
		}
		v.Place = p.Place
		v.CertificateContent, err = v.Certificate.Facts()
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("certificate to revoke: %w", err)
	}
	return v, nil
}

// certificatePlace reads a valid certificate and where it stands, for the organizer of its round.
func (tx *transaction) certificatePlace(ctx context.Context, actor judging.Actor, uid string, c *Certificate) (*ContestPlace, error) {
	if err := absentAs(tx.NewSelect().Model(c).Where("uid = ?", uid).Where("revoked_at is null").Scan(ctx)); err != nil {
		return nil, err
	}
	p, err := tx.contestPlaceOf(ctx, "id = ?", c.ContestID)
	if err != nil {
		return nil, err
	}
	return p, judging.May(actor, judging.ManageRound, p.Facts())
}

// RevokeCertificate declares a certificate void, whatever it says; the reason is for everybody who verifies it. What it was for gets another one when
// certificates are issued the next time. Faults: NotFound for one that is revoked already, and for strangers; Invalid without a reason.
func (s *Store) RevokeCertificate(ctx context.Context, actor judging.Actor, uid, reason string) error {
	var round string
	err := s.reader.NewRaw("select r.uid from round r join contest t on t.round_id = r.id join certificate c on c.contest_id = t.id where c.uid = ?", uid).Scan(ctx, &round)
	if err != nil {
		return wrapped("revoke certificate", absentAs(err))
	}
	err = s.writeRound(ctx, round, exclusive, func(tx *transaction) error {
		c := &Certificate{}
		if _, err := tx.certificatePlace(ctx, actor, uid, c); err != nil {
			return err
		}
		if err := checkReason("reason", reason); err != nil {
			return err
		}
		c.RevokedAt, c.Withdrawn, c.Reason = tx.now, true, strings.TrimSpace(reason)
		if _, err := tx.NewUpdate().Model(c).Column("revoked_at", "withdrawn", "reason").WherePK().Exec(ctx); err != nil {
			return err
		}
		return tx.recordWithNote(ctx, actor, "certificate.withdraw", "certificate", c.ID, nil, c.Reason)
	})
	return wrapped("revoke certificate", err)
}
