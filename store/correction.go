package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"blazon/attachment"
	"blazon/fault"
	"blazon/judging"

	"github.com/uptrace/bun"
)

// Correction is a change of scores after the judging was closed. Nothing changes until a second person confirms it.
type Correction struct {
	bun.BaseModel `bun:"table:correction"`

	ID        int64 `bun:",pk,autoincrement"`
	UID       string
	ContestID int64
	Reason    string
	Scan      // the file that goes with it, if any
	State     CorrectionState
	EnteredBy int64 // user
	EnteredAt time.Time
	DecidedBy int64     `bun:",nullzero"` // user who confirmed or rejected it, or who entered and withdrew it
	DecidedAt time.Time `bun:",nullzero"`
	Answer    string    // why it was rejected

	ObjectionID int64 `bun:",nullzero"` // that it answers
}

// CorrectionState tells what became of a correction.
type CorrectionState string

// The states of a correction.
const (
	CorrectionOpen      CorrectionState = "open"
	CorrectionConfirmed CorrectionState = "confirmed"
	CorrectionRejected  CorrectionState = "rejected"
	CorrectionWithdrawn CorrectionState = "withdrawn"
)

// CorrectionCell is one score of a correction; nil is none.
type CorrectionCell struct {
	bun.BaseModel `bun:"table:correction_cell"`

	CorrectionID int64  `bun:",pk"`
	AssignmentID int64  `bun:",pk"`
	CriterionID  int64  `bun:",pk"`
	Before       *int64 // millionths that counted
	After        *int64 // millionths that are to count
	Measured     string // what the new points were converted from; empty: the points were entered
}

// CorrectionForm is a correction as it is entered. Each sheet says what is to count on all of its criteria that the form names: what is
// as it was is no part of the correction, and an empty value takes the score away.
type CorrectionForm struct {
	Contest string      // uid
	Sheets  []SheetForm // assignment, revision and values
	Reason  string
	File    ScanForm // none: nothing goes with it

	Objection string // uid of the one that it answers; empty: none
}

// EnterCorrection keeps a correction until a second person confirms it. Faults: NotFound; Closed before the closing of the round, and
// while the result rests, from its sealing or the setting of T0 until T0; Conflict when a sheet changed since the form was made, or one of the scores waits in another correction;
// Invalid with the fields that are wrong: "reason", "file", "sheets", and "score.", the assignment and the criterion's key.
func (s *Store) EnterCorrection(ctx context.Context, actor judging.Actor, form CorrectionForm) (*Correction, error) {
	c, draft, err := s.readCorrection(ctx, actor, form)
	if err != nil {
		return nil, fmt.Errorf("enter correction: %w", err)
	}
	if draft != nil {
		defer draft.Discard()
	}
	round, err := s.roundOfContest(ctx, form.Contest)
	if err != nil {
		return nil, fmt.Errorf("enter correction: %w", err)
	}
	err = s.writeRound(ctx, round, exclusive, func(tx *transaction) error {
		p, err := tx.contestPlace(ctx, actor, judging.EnterCorrection, form.Contest)
		if err != nil {
			return err
		}
		cells, err := tx.correctedCells(ctx, actor, p, form)
		if err != nil {
			return err
		}
		if draft != nil {
			if err := tx.keep(ctx, draft); err != nil {
				return err
			}
		}
		c.ContestID, c.EnteredAt = p.Contest.ID, tx.now
		if c.ObjectionID, err = tx.upheldObjection(ctx, p, form.Objection); err != nil {
			return err
		}
		return tx.insertCorrection(ctx, actor, c, cells)
	})
	if err != nil {
		return nil, fmt.Errorf("enter correction: %w", err)
	}
	return c, nil
}

// readCorrection checks what needs no database, and reads the file.
func (s *Store) readCorrection(ctx context.Context, actor judging.Actor, form CorrectionForm) (*Correction, *attachment.Draft, error) {
	if err := checkReason("reason", form.Reason); err != nil {
		return nil, nil, err
	}
	c := &Correction{UID: s.NewUID(), Reason: strings.TrimSpace(form.Reason), State: CorrectionOpen, EnteredBy: actor.User}
	if form.File.Content == nil {
		return c, nil, nil
	}
	draft, scan, err := s.receiveScan(ctx, form.File)
	c.Scan = scan
	return c, draft, err
}

// correctedCells reads which scores the form changes.
func (tx *transaction) correctedCells(ctx context.Context, actor judging.Actor, p *ContestPlace, form CorrectionForm) (cells []CorrectionCell, err error) {
	var wrong fields
	for _, f := range form.Sheets {
		sheet, err := tx.countedSheet(ctx, actor, p, "a.uid = ?", f.Assignment)
		if err != nil {
			return nil, err
		}
		if sheet.Revision() != f.Revision {
			return nil, fault.New(fault.Conflict, "correction.sheet_changed")
		}
		if f.Values, err = sheet.named(f.Values); err != nil {
			return nil, err
		}
		marks, err := judging.Sheet{Criteria: sheet.rules(), Conversions: sheet.conversions(), Typed: f.Values}.Marks()
		if err != nil {
			wrong = append(wrong, ofSheet(f.Assignment, err)...)
			continue
		}
		cells = append(cells, sheet.changed(marks)...)
	}
	if err := tx.mustBeFree(ctx, cells); err != nil {
		return nil, err
	}
	if len(cells) == 0 && len(wrong) == 0 {
		wrong.add("sheets", "correction.nothing_changed")
	}
	return cells, wrong.err()
}

// mustBeFree refuses cells one of which waits in another correction.
func (tx *transaction) mustBeFree(ctx context.Context, cells []CorrectionCell) error {
	sheets := idSet{}
	for _, c := range cells {
		sheets.add(c.AssignmentID)
	}
	var waiting []CorrectionCell
	err := tx.NewSelect().Model(&waiting).Where("assignment_id in ?", sheets.list()).
		Where("correction_id in (select id from correction where state = ?)", CorrectionOpen).Scan(ctx)
	if err != nil {
		return err
	}
	for _, w := range waiting {
		if slices.ContainsFunc(cells, func(c CorrectionCell) bool { return c.AssignmentID == w.AssignmentID && c.CriterionID == w.CriterionID }) {
			return fault.New(fault.Conflict, "correction.waits_already")
		}
	}
	return nil
}

// upheldObjection finds the objection that a correction answers; 0: none. One that is not of the contest, or was not upheld, is NotFound.
func (tx *transaction) upheldObjection(ctx context.Context, p *ContestPlace, uid string) (id int64, err error) {
	if uid == "" {
		return 0, nil
	}
	err = tx.NewRaw("select id from objection where uid = ? and contest_id = ? and state = ?", uid, p.Contest.ID, ObjectionUpheld).Scan(ctx, &id)
	return id, absentAs(err)
}

func (tx *transaction) insertCorrection(ctx context.Context, actor judging.Actor, c *Correction, cells []CorrectionCell) error {
	if _, err := tx.NewInsert().Model(c).Exec(ctx); err != nil {
		return err
	}
	for i := range cells {
		cells[i].CorrectionID = c.ID
	}
	if err := insertAll(ctx, tx, cells); err != nil {
		return err
	}
	return tx.recordWithNote(ctx, actor, "correction.enter", "correction", c.ID,
		map[string]any{"contest": c.ContestID, "cells": cellBodies(cells)}, c.Reason)
}

// cellBody is a cell on record.
type cellBody struct {
	Assignment int64  `json:"assignment"`
	Criterion  int64  `json:"criterion"`
	Before     *int64 `json:"before"`
	After      *int64 `json:"after"`
}

func cellBodies(cells []CorrectionCell) (bodies []cellBody) {
	for _, c := range cells {
		bodies = append(bodies, cellBody{c.AssignmentID, c.CriterionID, c.Before, c.After})
	}
	return bodies
}
