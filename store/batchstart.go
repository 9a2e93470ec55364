package store

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"slices"

	"blazon/fault"
	"blazon/judging"

	"github.com/uptrace/bun"
)

// BatchForm is what is chosen to start a batch.
type BatchForm struct {
	Kind          BatchKind
	Marks         bool   // with bleed and crop marks
	DesignVersion string // the program's own, for certificates for which nobody has made a design
}

// StartBatch starts work on the certificates of a round, for its organizer. One of the same kind that is not over yet goes on in its place.
// Certificates that are to be printed are given the designs of today: see redesign. Faults: Invalid in "kind"; Closed where there is nothing to do.
func (s *Store) StartBatch(ctx context.Context, actor judging.Actor, round string, form BatchForm) (b *Batch, err error) {
	err = s.writeRound(ctx, round, shared, func(tx *transaction) error {
		place, err := tx.place(ctx, actor, judging.ManageRound, round)
		if err != nil {
			return err
		}
		b = &Batch{Kind: form.Kind, EditionID: place.Edition.ID, RoundID: place.Round.ID, Params: BatchParams{Marks: form.Marks && form.Kind == PrintFile}}
		if err := s.lockName(ctx, tx.Tx, "certificate "+place.Edition.UID); err != nil {
			return err
		}
		if err := tx.lockBatches(ctx, b); err != nil {
			return err
		}
		switch form.Kind {
		case PrintCertificates:
			b.Total, err = tx.countCertificates(ctx, place.Round.ID, unprinted)
		case PrintFile, ZipFiles:
			b.Total, err = tx.countCertificates(ctx, place.Round.ID, printed)
		default:
			err = fault.InForm(fault.Field{Name: "kind", Key: "fault.unknown_choice"})
		}
		if err != nil {
			return err
		}
		started := b
		if b, err = tx.startBatch(ctx, actor, started); err != nil || b != started || b.Kind != PrintCertificates {
			return err // what is being printed keeps its design
		}
		return tx.redesign(ctx, actor, place, form.DesignVersion)
	})
	return b, wrapped("start batch", err)
}

// redesign gives a round's certificates that say what is decided and have no file the designs that are in use now, so that one that could not be
// printed can be once its design is mended. Nobody has seen them yet. The locks of the edition's certificates and batches are held, and no batch
// prints them.
func (tx *transaction) redesign(ctx context.Context, actor judging.Actor, place *Place, own string) error {
	plan, err := tx.planCertificates(ctx, actor, place)
	if err != nil {
		return err
	}
	designs, err := tx.certificateDesigns(ctx, plan)
	if err != nil {
		return err
	}
	for _, c := range plan.kept {
		if c.Printed() {
			continue
		}
		c.DesignVersion, c.Pictures = own, ""
		if err := designs.choose(ctx, tx, c); err != nil {
			return err
		}
		if _, err := tx.NewUpdate().Model(c).Column("design_version", "pictures").WherePK().Exec(ctx); err != nil {
			return err
		}
	}
	return nil
}

// StartResults starts to print the result sheets of all rounds of an edition that the actor organizes. Faults as those of StartBatch.
func (s *Store) StartResults(ctx context.Context, actor judging.Actor, edition string) (b *Batch, err error) {
	err = s.write(ctx, func(tx *transaction) error {
		e, rounds, err := tx.sheetRounds(ctx, actor, edition)
		if err != nil {
			return err
		}
		b = &Batch{Kind: PrintResults, EditionID: e.ID, Total: len(rounds)}
		for _, p := range rounds {
			b.Params.Rounds = append(b.Params.Rounds, p.Round.ID)
		}
		if err := tx.lockBatches(ctx, b); err != nil {
			return err
		}
		b, err = tx.startBatch(ctx, actor, b)
		return err
	})
	return b, wrapped("start result sheets", err)
}

// startBatch puts a batch on record, or gives the one like it that is not over yet; the lock is held.
func (tx *transaction) startBatch(ctx context.Context, actor judging.Actor, b *Batch) (*Batch, error) {
	if b.Total == 0 {
		return nil, fault.New(fault.Closed, "batch.nothing")
	}
	var open []*Batch
	err := tx.NewSelect().Model(&open).Where("kind = ?", b.Kind).Where("edition_id = ?", b.EditionID).Where("coalesce(round_id, 0) = ?", b.RoundID).
		Where(openBatch).Order("id").Scan(ctx)
	if err != nil {
		return nil, err
	}
	for _, same := range open { // of a whole edition each gets what he himself may see
		if same.Params.Marks == b.Params.Marks && (b.RoundID != 0 || same.UserID == actor.User) {
			return same, nil
		}
	}
	b.UID, b.State, b.UserID, b.CreatedAt = tx.store.NewUID(), BatchWaiting, actor.User, tx.now
	if _, err := tx.NewInsert().Model(b).Exec(ctx); err != nil {
		return nil, err
	}
	return b, tx.record(ctx, actor, "batch.start", "batch", b.ID, map[string]any{"kind": b.Kind, "round": b.RoundID, "total": b.Total})
}

// printIssued has so many certificates printed that were just issued: by the batch that prints the round's others, or by a new one.
func (tx *transaction) printIssued(ctx context.Context, actor judging.Actor, place *Place, issued int) error {
	b := &Batch{Kind: PrintCertificates, EditionID: place.Edition.ID, RoundID: place.Round.ID, Total: issued}
	if issued == 0 {
		return nil
	}
	if err := tx.lockBatches(ctx, b); err != nil {
		return err
	}
	on, err := tx.startBatch(ctx, actor, b)
	if err == nil && on.ID != b.ID {
		_, err = tx.NewUpdate().Model(on).Set("total = total + ?, revision = revision + 1", issued).WherePK().Exec(ctx)
	}
	return err
}

// CancelBatch ends a batch, for whoever could start it, and gives what it was. What it has printed stays. Faults: Closed where it is over.
func (s *Store) CancelBatch(ctx context.Context, actor judging.Actor, uid string) (b *PlacedBatch, err error) {
	err = s.write(ctx, func(tx *transaction) error {
		if b, err = tx.ownBatch(ctx, actor, uid); err != nil {
			return err
		}
		if err := tx.lockBatches(ctx, &b.Batch); err != nil {
			return err
		}
		result, err := tx.NewUpdate().Model(&b.Batch).Set("state = ?, ended_at = ?, revision = revision + 1, claimed_until = null", BatchCancelled, tx.now).
			WherePK().Where(openBatch).Exec(ctx)
		if err != nil {
			return err
		}
		n, err := result.RowsAffected()
		if err == nil && n == 0 {
			err = fault.New(fault.Closed, "batch.over")
		}
		if err != nil {
			return err
		}
		return tx.record(ctx, actor, "batch.cancel", "batch", b.ID, nil)
	})
	return b, wrapped("cancel batch", err)
}

// PlacedBatch is a batch and where it stands.
type PlacedBatch struct {
	Batch
	Edition, Round string // uids; no round: of the whole edition
	Name           string // as files have it: "zlaty-erb-2023-liberecky-kraj"
}

// sheetRounds reads an edition, and those of its rounds of which something is decided that the actor organizes.
func (tx *transaction) sheetRounds(ctx context.Context, actor judging.Actor, edition string) (*Edition, []*Place, error) {
	e, err := tx.officeEdition(ctx, actor, edition)
	if err != nil {
		return nil, nil, err
	}
	rounds, err := tx.placesOf(ctx, `edition_id = ? and cancelled_at is null and exists (select 1 from contest t join result x on x.contest_id = t.id
		where t.round_id = round.id and t.cancelled_at is null)`, e.ID)
	own := slices.DeleteFunc(rounds, func(p *Place) bool { return judging.May(actor, judging.ManageRound, p.Facts()) != nil })
	slices.SortFunc(own, func(a, b *Place) int { return cmp.Compare(a.Round.Slug, b.Round.Slug) })
	return e, own, err
}

// ownBatch reads a batch of rounds that the actor organizes; one of a whole edition is only for who started it. Any other is NotFound.
func (tx *transaction) ownBatch(ctx context.Context, actor judging.Actor, uid string) (*PlacedBatch, error) {
	b := &PlacedBatch{}
	if err := absentAs(tx.NewSelect().Model(&b.Batch).Where("uid = ?", uid).Scan(ctx)); err != nil {
		return nil, err
	}
	if b.RoundID == 0 && b.UserID != actor.User {
		return nil, fault.New(fault.NotFound, "fault.not_found")
	}
	rounds, err := tx.placesOf(ctx, "id in (?)", bun.List(append([]int64{b.RoundID}, b.Params.Rounds...)))
	if err != nil {
		return nil, err
	}
	for _, p := range rounds {
		if err := judging.May(actor, judging.ManageRound, p.Facts()); err != nil {
			return nil, err
		}
		b.Edition, b.Name = p.Edition.UID, p.Competition.Slug+"-"+p.Edition.Slug
		if b.RoundID != 0 {
			b.Round, b.Name = p.Round.UID, b.Name+"-"+p.Round.Slug
		}
	}
	return b, nil
}

// OpenBatch opens the file that a batch has made, for whoever could start it; whoever has it closes it.
func (s *Store) OpenBatch(ctx context.Context, actor judging.Actor, uid string) (b *PlacedBatch, file *os.File, err error) {
	err = s.read(ctx, func(tx *transaction) error {
		if b, err = tx.ownBatch(ctx, actor, uid); err == nil && !b.HasFile() {
			err = fault.New(fault.NotFound, "fault.not_found")
		}
		return err
	})
	if err != nil {
		return nil, nil, fmt.Errorf("open batch: %w", err)
	}
	file, err = s.files.Open(b.Hash)
	return b, file, wrapped("open batch", err)
}
