package store

import (
	"context"
	"fmt"

	"blazon/fault"
	"blazon/judging"
)

// lastCertified is the last place that gets a certificate though no award names it.
const lastCertified = 3

// IssueCertificates issues what is missing in a round: one certificate for each awarded place up to the third, for each
// further place that an award names, and for each award beside the ranking, of the contests that are decided, and for whoever else the round
// chose: see ChooseCertificates. What exists and still says what is decided is kept; what says something else is revoked, and issued anew under another
// number. It returns how many were issued; their files are printed by a batch that starts with it. A round of which nothing is decided is Closed.
func (s *Store) IssueCertificates(ctx context.Context, actor judging.Actor, round string, printing Printing) (issued int, err error) {
	err = s.writeRound(ctx, round, exclusive, func(tx *transaction) error {
		place, err := tx.place(ctx, actor, judging.ManageRound, round)
		if err != nil {
			return err
		}
		if err := s.lockName(ctx, tx.Tx, "certificate "+place.Edition.UID); err != nil {
			return err
		}
		plan, err := tx.planCertificates(ctx, actor, place)
		if err != nil {
			return err
		}
		if plan.open == len(plan.Contests) {
			return fault.New(fault.Closed, "fault.not_decided")
		}
		issued = len(plan.missing)
		return tx.issue(ctx, actor, place, plan, printing)
	})
	if err != nil {
		return 0, fmt.Errorf("issue certificates: %w", err)
	}
	return issued, nil
}

// issue carries the plan out.
func (tx *transaction) issue(ctx context.Context, actor judging.Actor, place *Place, plan *certificatePlan, printing Printing) error {
	var record struct {
		Issued  []int64 `json:"issued"`
		Revoked []int64 `json:"revoked"`
	}
	for _, c := range plan.obsolete {
		if _, err := tx.NewUpdate().Model(c).Set("revoked_at = ?", tx.now).WherePK().Exec(ctx); err != nil {
			return err
		}
		record.Revoked = append(record.Revoked, c.ID)
	}
	last, err := tx.lastSerials(ctx, place.Edition.ID)
	if err != nil {
		return err
	}
	designs, err := tx.certificateDesigns(ctx, plan)
	if err != nil {
		return err
	}
	for _, c := range plan.missing {
		last[c.Series]++
		c.UID, c.Code, c.Serial, c.EditionID = tx.store.NewUID(), tx.store.newCode(), last[c.Series], place.Edition.ID
		c.DesignVersion, c.UserID, c.IssuedAt = printing.DesignVersion, actor.User, tx.now
		if err := designs.choose(ctx, tx, c); err != nil {
			return err
		}
		if err := tx.addCertificate(ctx, c, printing); err != nil {
			return err
		}
		record.Issued = append(record.Issued, c.ID)
	}
	if err := tx.printIssued(ctx, actor, place, len(record.Issued)); err != nil {
		return err
	}
	return tx.record(ctx, actor, "certificate.issue", "round", place.Round.ID, record)
}

// lastSerials finds the last serial of each series in an edition, the revoked ones included.
func (tx *transaction) lastSerials(ctx context.Context, edition int64) (map[string]int, error) {
	var last []struct {
		Series string
		Serial int
	}
	err := tx.NewSelect().Model((*Certificate)(nil)).Column("series").ColumnExpr("max(serial) as serial").
		Where("edition_id = ?", edition).Group("series").Scan(ctx, &last)
	bySeries := make(map[string]int, len(last))
	for _, l := range last {
		bySeries[l.Series] = l.Serial
	}
	return bySeries, err
}
