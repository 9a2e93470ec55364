package store

import (
	"context"
	"fmt"
	"net/netip"

	"blazon/fault"
)

// guessesPerClient is how many codes that nobody knows a client may ask for within failureWindow.
const guessesPerClient = 60

// VerifiedCertificate is what everybody is told who has a certificate's code.
type VerifiedCertificate struct {
	Certificate         `bun:",extend"`
	*CertificateContent `bun:"-"`
	Slug                string // of the competition
	Successor           string // the code of the one that was issued instead; empty: there is none
}

// VerifyCertificate finds a certificate by its code, as TypedCode gives it, once everybody may know of it: from T0 of its contest on, and that of an award
// over all categories once all results of the round are public. A code that nobody has and one that nobody may know yet are the same NotFound
// by the same statements; too many of them from one client are TooMany on every copy, whatever is asked for then.
func (s *Store) VerifyCertificate(ctx context.Context, code string, client netip.Addr) (*VerifiedCertificate, error) {
	guess := attempt{failureKey("certificate code", clientNetwork(client)), guessesPerClient}
	v := &VerifiedCertificate{}
	err := s.read(ctx, func(tx *transaction) error {
		if err := tx.limit(ctx, "verify.too_many", guess); err != nil {
			return err
		}
		return absentAs(tx.NewSelect().Model(v).ModelTableExpr("certificate").ColumnExpr("certificate.*, k.slug, coalesce(next.code, '') as successor").
			Join("join edition e on e.id = certificate.edition_id").Join("join competition k on k.id = e.competition_id").
			Join("join contest t on t.id = certificate.contest_id").Join("left join award w on w.id = certificate.award_id").
			Join("left join certificate next on next.id = certificate.successor_id").
			Where("certificate.code = ?", code).Where("?", isPublic("t", tx.now)).
			Where("(certificate.award_id is null or ?)", awardIsPublic("w", tx.now)).Scan(ctx))
	})
	if fault.Is(err, fault.NotFound) {
		return nil, s.countGuess(ctx, guess)
	}
	if err == nil {
		v.CertificateContent, err = v.Certificate.Facts()
	}
	if err != nil {
		return nil, fmt.Errorf("verify certificate: %w", err)
	}
	return v, nil
}

// countGuess counts a code that nobody knows, and says so.
func (s *Store) countGuess(ctx context.Context, guess attempt) error {
	err := s.write(ctx, func(tx *transaction) error { return tx.count(ctx, "verify.too_many", guess) })
	if err != nil {
		return fmt.Errorf("verify certificate: %w", err)
	}
	return fault.New(fault.NotFound, "verify.unknown")
}
