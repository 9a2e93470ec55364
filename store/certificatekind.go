package store

import (
	"context"
	"fmt"
	"slices"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// CertificateKind is what a certificate is for.
type CertificateKind string

// The kinds of certificates.
const (
	ForPlace         CertificateKind = "place"
	ForDistinction   CertificateKind = "distinction"
	ForSpecial       CertificateKind = "special"       // any other award beside the ranking
	ForFinalist      CertificateKind = "finalist"      // for who has one of the first places, without telling which
	ForParticipation CertificateKind = "participation" // for whoever was admitted and not withdrawn
)

// CertificateKinds lists the kinds in the order in which a contest's certificates are numbered.
var CertificateKinds = []CertificateKind{ForPlace, ForDistinction, ForSpecial, ForFinalist, ForParticipation}

// usualKinds are issued in a round that chose nothing else.
var usualKinds = []CertificateKind{ForPlace, ForDistinction, ForSpecial}

// words is what a certificate of the kind confers, where it names neither a place nor an award.
func (k CertificateKind) words(lang locale.Language) string {
	if k == ForFinalist {
		return locale.T(lang, "batch.confers_finalist")
	}
	return locale.T(lang, "batch.confers_participation")
}

// kindOf gives the kind of an award's certificate.
func kindOf(a *AwardedAward) CertificateKind {
	if a.Kind == AwardDistinction {
		return ForDistinction
	}
	return ForSpecial
}

// CertificateChoice is which kinds of certificates a round issues.
type CertificateChoice struct {
	bun.BaseModel `bun:"table:certificate_choice"`

	ID      int64 `bun:",pk,autoincrement"`
	UID     string
	RoundID int64
	Kinds   []CertificateKind `bun:",type:text"`
}

// ChooseCertificates sets which kinds of certificates a round issues from now on, for its organizer; what was issued stays as long as it
// says what is decided. Faults: Invalid in "kinds".
func (s *Store) ChooseCertificates(ctx context.Context, actor judging.Actor, round string, kinds []CertificateKind) error {
	err := s.writeRound(ctx, round, exclusive, func(tx *transaction) error {
		place, err := tx.place(ctx, actor, judging.ManageRound, round)
		if err != nil {
			return err
		}
		choice := &CertificateChoice{UID: tx.store.NewUID(), RoundID: place.Round.ID, Kinds: []CertificateKind{}}
		for _, kind := range CertificateKinds {
			if slices.Contains(kinds, kind) {
				choice.Kinds = append(choice.Kinds, kind)
			}
		}
		if len(choice.Kinds) != len(kinds) {
			return fault.InForm(fault.Field{Name: "kinds", Key: "fault.unknown_choice"})
		}
		_, err = tx.NewInsert().Model(choice).Returning("NULL").On("conflict (round_id) do update").Set("kinds = excluded.kinds").Exec(ctx)
		if err != nil {
			return err
		}
		return tx.record(ctx, actor, "certificate.choose", "round", place.Round.ID, map[string]any{"kinds": choice.Kinds})
	})
	if err != nil {
		return fmt.Errorf("choose certificates: %w", err)
	}
	return nil
}

// chosenKinds reads which kinds of certificates a round issues.
func (tx *transaction) chosenKinds(ctx context.Context, round int64) ([]CertificateKind, error) {
	var found []CertificateChoice
	err := tx.NewSelect().Model(&found).Where("round_id = ?", round).Scan(ctx)
	if err != nil || len(found) == 0 {
		return usualKinds, err
	}
	return found[0].Kinds, nil
}
