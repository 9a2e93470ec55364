package store

import (
	"context"
	"fmt"
	"slices"

	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// SharedComments is a round of a juror's desk with his comments, of which he says which are for the entrants, too.
type SharedComments struct {
	*DeskRound
	Comments []*SharedComment // those that say something, in the order of the desk
	Editable error            // why nothing can be changed now; nil: it can
}

// SharedComment is what a juror wrote on a sheet.
type SharedComment struct {
	*DeskSheet
	Comment string
	Shared  bool // it is for the entrant, too, once the edition publishes such comments
}

// SharedComments reads the actor's own comments in a round whose jury he sits in.
func (s *Store) SharedComments(ctx context.Context, actor judging.Actor, round string, lang locale.Language) (*SharedComments, error) {
	desk, err := s.DeskRound(ctx, actor, round, lang)
	if err != nil {
		return nil, fmt.Errorf("shared comments: %w", err)
	}
	v := &SharedComments{DeskRound: desk}
	uids := []string{""}
	for _, sheet := range desk.sheets() {
		uids = append(uids, sheet.Assignment)
	}
	var rows []struct {
		UID, Comment string
		Shared       bool
	}
	err = s.read(ctx, func(tx *transaction) error {
		var place *Place
		if place, err = tx.placeOf(ctx, "uid = ?", round); err != nil {
			return err
		}
		v.Editable = mayShare(actor, place)
		return tx.NewRaw("select a.uid, h.comment, h.shared from assignment a join sheet h on h.assignment_id = a.id where a.uid in (?) and h.comment <> ''",
			bun.List(uids)).Scan(ctx, &rows)
	})
	if err != nil {
		return nil, fmt.Errorf("shared comments: %w", err)
	}
	for _, sheet := range desk.sheets() {
		for _, row := range rows {
			if row.UID == sheet.Assignment {
				v.Comments = append(v.Comments, &SharedComment{DeskSheet: sheet, Comment: row.Comment, Shared: row.Shared})
			}
		}
	}
	return v, nil
}

// mayShare asks whether the actor may change his sheets of a round now.
func mayShare(actor judging.Actor, p *Place) error {
	facts := p.Facts()
	if own := seatsIn(actor, p.Round.ID); len(own) > 0 {
		facts.Juror = own[0]
	}
	facts.Unready = actor.Unready(p.Round.ID)
	return judging.May(actor, judging.SaveSheet, facts)
}

// ShareComments says which of the actor's comments in a round are for the entrants, by the uids of their assignments; the others are not.
// Faults: those of SaveSheet. Sheets that are not the actor's, or no longer, stay as they are.
func (s *Store) ShareComments(ctx context.Context, actor judging.Actor, round string, assignments []string) error {
	err := s.writeRound(ctx, round, shared, func(tx *transaction) error {
		p, err := tx.placeOf(ctx, "uid = ?", round)
		if err != nil {
			return err
		}
		if err := mayShare(actor, p); err != nil {
			return err
		}
		var own []struct {
			ID  int64
			UID string
		}
		err = tx.NewRaw("select a.id, a.uid from "+standingDuty+" and a.juror_id in (?) order by a.id", bun.List(append(seatsIn(actor, p.Round.ID), 0))).
			Scan(ctx, &own)
		if err != nil {
			return err
		}
		var yes, no []int64
		for _, a := range own {
			if slices.Contains(assignments, a.UID) {
				yes = append(yes, a.ID)
			} else {
				no = append(no, a.ID)
			}
		}
		_, err = tx.NewRaw("update sheet set shared = (assignment_id in (?)) where assignment_id in (?)", bun.List(append(yes, 0)), bun.List(append(append(no, yes...), 0))).
			Exec(ctx)
		if err != nil {
			return err
		}
		return tx.record(ctx, actor, "comments.share", "round", p.Round.ID, map[string]any{"assignments": yes})
	})
	return wrapped("share comments", err)
}

// readComments fills in what jurors wrote for the entrants of public results: without their names, in an order that tells nothing of them.
func (tx *transaction) readComments(ctx context.Context, public map[int64]*OwnOutcome) error {
	var rows []struct {
		CandidateID int64
		Comment     string
	}
	open := []int64{0}
	for id, o := range public {
		if o.Shows(judging.CommentsLevel, &o.Contest) {
			open = append(open, id)
		}
	}
	if len(open) == 1 {
		return nil
	}
	err := tx.NewRaw("select a.candidate_id, h.comment from "+standingDuty+` and a.candidate_id in (?) and h.shared and h.state = 'submitted' and h.comment <> ''
		order by a.uid`, bun.List(open)).Scan(ctx, &rows)
	for _, row := range rows {
		public[row.CandidateID].Comments = append(public[row.CandidateID].Comments, row.Comment)
	}
	return err
}
