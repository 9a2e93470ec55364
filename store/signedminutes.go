package store

import (
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"blazon/fault"
	"blazon/judging"

	"github.com/uptrace/bun"
)

// SignedMinutes is a file of a contest's minutes as the jury signed them. What was brought stays; a later one is beside it.
type SignedMinutes struct {
	bun.BaseModel `bun:"table:signed_minutes"`

	ID        int64 `bun:",pk,autoincrement"`
	UID       string
	ContestID int64
	Version   int    // of the result that they are about
	Note      string // of whoever brought them
	Scan
	UserID    int64 `bun:",nullzero"`
	CreatedAt time.Time
	MinutesID int64 `bun:",nullzero"` // the issued ones that were signed; 0: others, written elsewhere
}

// SignedForm is what is filled in to bring signed minutes.
type SignedForm struct {
	File   ScanForm
	Note   string
	Number int // of the issued minutes that were signed; 0: others, written elsewhere
}

// MayAddMinutes asks whether the actor may bring signed minutes of a contest in now, before anything is read of what is sent.
func (s *Store) MayAddMinutes(ctx context.Context, actor judging.Actor, contest string) error {
	err := s.read(ctx, func(tx *transaction) error {
		p, err := tx.contestPlace(ctx, actor, judging.IssueDocument, contest)
		if err != nil {
			return err
		}
		_, err = tx.decidedResult(ctx, p.Contest.ID)
		return err
	})
	return wrapped("may add minutes", err)
}

// decidedResult reads the version of a contest's result that holds. Faults: Closed before there is one.
func (tx *transaction) decidedResult(ctx context.Context, contest int64) (*Result, error) {
	result, err := tx.newestResult(ctx, contest)
	if err == nil && result == nil {
		err = fault.New(fault.Closed, "fault.not_decided")
	}
	return result, err
}

// AddSignedMinutes keeps signed minutes of a decided contest, for its organizer; they belong to the version of the result that holds now.
// Faults: Closed before there is one; Invalid in "file", "note" and "number".
func (s *Store) AddSignedMinutes(ctx context.Context, actor judging.Actor, contest string, form SignedForm) error {
	var wrong fields
	wrong.word("note", form.Note, false, maxNote)
	if err := wrong.err(); err != nil {
		return wrapped("add signed minutes", err)
	}
	draft, scan, err := s.receiveScan(ctx, form.File)
	if err != nil {
		return wrapped("add signed minutes", err)
	}
	defer draft.Discard()
	err = s.writeContest(ctx, actor, judging.IssueDocument, contest, func(tx *transaction, p *ContestPlace) error {
		result, err := tx.decidedResult(ctx, p.Contest.ID)
		if err != nil {
			return err
		}
		m := &SignedMinutes{UID: s.NewUID(), ContestID: p.Contest.ID, Version: result.Version, Note: strings.TrimSpace(form.Note), Scan: scan,
			UserID: actor.User, CreatedAt: tx.now}
		if m.MinutesID, err = tx.signedNumber(ctx, p, form.Number); err != nil {
			return err
		}
		if err := tx.keep(ctx, draft); err != nil {
			return err
		}
		if _, err := tx.NewInsert().Model(m).Exec(ctx); err != nil {
			return err
		}
		return tx.recordWithNote(ctx, actor, "minutes.add", "signed_minutes", m.ID, map[string]any{"contest": p.Contest.ID, "version": m.Version}, scan.Name)
	})
	return wrapped("add signed minutes", err)
}

// signedNumber finds the issued minutes with a number that are about the contest, alone or among others; 0 is none.
func (tx *transaction) signedNumber(ctx context.Context, p *ContestPlace, number int) (id int64, err error) {
	if number == 0 {
		return 0, nil
	}
	err = tx.NewRaw(`select m.id from minutes m where m.round_id = ?0 and m.number = ?1 and (m.contest_id = ?2 or m.contest_id is null and m.meeting_id is null
		or m.meeting_id in (select a.meeting_id from agenda_item a where a.contest_id = ?2))`, p.Round.ID, number, p.Contest.ID).Scan(ctx, &id)
	return id, unknownChoice("number", err)
}

// signedMinutesOf lists those of a contest, the newest first.
func (tx *transaction) signedMinutesOf(ctx context.Context, contest int64) (list []*SignedMinutes, err error) {
	err = tx.NewSelect().Model(&list).Where("contest_id = ?", contest).Order("id desc").Scan(ctx)
	return list, err
}

// OpenSignedMinutes opens the file for the contest's organizer; whoever has it closes it. Forbidden for whoever is recused from a candidate.
func (s *Store) OpenSignedMinutes(ctx context.Context, actor judging.Actor, contest, minutes string) (scan Scan, file *os.File, err error) {
	err = s.read(ctx, func(tx *transaction) error {
		p, err := tx.contestPlace(ctx, actor, judging.ManageRound, contest)
		if err != nil {
			return err
		}
		if err := tx.mustSeeAll(ctx, actor, p.Chapter.Path, "n.contest_id = ?", p.Contest.ID); err != nil {
			return recusedFromMinutes(err)
		}
		m := &SignedMinutes{}
		err = tx.NewSelect().Model(m).Where("uid = ?", minutes).Where("contest_id = ?", p.Contest.ID).Scan(ctx)
		scan = m.Scan
		return absentAs(err)
	})
	if err != nil {
		return Scan{}, nil, fmt.Errorf("open signed minutes: %w", err)
	}
	file, err = s.openScan(scan)
	return scan, file, wrapped("open signed minutes", err)
}
