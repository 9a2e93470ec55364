package store

import (
	"context"
	"fmt"
	"os"
	"slices"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
)

// CorrectionItem is a correction with its scores and the people who acted on it, for lists, minutes and reports.
type CorrectionItem struct {
	Correction Correction `bun:"embed:correction_"`
	EnteredBy  string
	DecidedBy  string             // empty: nobody has yet
	Contest    CategorizedContest `bun:"-"`
	Cells      []*CorrectedCell   `bun:"-"`
}

// CorrectedCell is a score of a correction.
type CorrectedCell struct {
	CorrectionCell
	Juror     *Juror
	Candidate *NamedCandidate
	Criterion *Criterion
}

// Old is the value that counted, such as "8.5"; empty where none did.
func (c *CorrectedCell) Old() string { return valueOf(c.Before) }

// New is the value that is to count; empty where none is.
func (c *CorrectedCell) New() string { return valueOf(c.After) }

func valueOf(micros *int64) string { return (&SheetCriterion{Micros: micros}).Value() }

// RoundCorrections is the corrections of a round, those that are open first, then the newest.
type RoundCorrections struct {
	Place
	Contests    []CategorizedContest
	Corrections []*CorrectionItem
}

// Corrections reads the corrections of a round, for its organizer, chair and secretary, once it is closed. Those that touch a candidate from
// whom the actor is recused are left out.
func (s *Store) Corrections(ctx context.Context, actor judging.Actor, round string, lang locale.Language) (*RoundCorrections, error) {
	out := &RoundCorrections{}
	err := s.read(ctx, func(tx *transaction) error {
		place, err := tx.place(ctx, actor, judging.ViewTally, round)
		if err != nil {
			return err
		}
		out.Place = *place
		if out.Contests, err = tx.contestsWhere(ctx, "round_id = ? and cancelled_at is null and rubric_id is not null", place.Round.ID); err != nil {
			return err
		}
		out.Corrections, err = tx.correctionItems(ctx, actor, place, lang, "t.round_id = ?", place.Round.ID)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("corrections: %w", err)
	}
	return out, nil
}

// correctionItems reads corrections as the actor may see them.
func (tx *transaction) correctionItems(ctx context.Context, actor judging.Actor, place *Place, lang locale.Language, where string, args ...any) ([]*CorrectionItem, error) {
	var items []*CorrectionItem
	err := tx.NewRaw("select "+tx.store.columns(CorrectionItem{})+`, u.name as entered_by, coalesce(d.name, '') as decided_by
		from correction join contest t on t.id = correction.contest_id join "user" u on u.id = correction.entered_by
		left join "user" d on d.id = correction.decided_by
		where `+where+` order by case correction.state when 'open' then 0 else 1 end, correction.entered_at desc, correction.id desc`, args...).Scan(ctx, &items)
	if err != nil {
		return nil, err
	}
	contests, corrections := idSet{}, idSet{}
	for _, item := range items {
		contests.add(item.Correction.ContestID)
		corrections.add(item.Correction.ID)
	}
	cells, err := tx.correctedCellsOf(ctx, actor, place, lang, corrections)
	if err != nil {
		return nil, err
	}
	categories, err := tx.contestsWhere(ctx, "id in ?", contests.list())
	if err != nil {
		return nil, err
	}
	for _, item := range items {
		item.Cells = cells[item.Correction.ID]
		at := slices.IndexFunc(categories, func(c CategorizedContest) bool { return c.Contest.ID == item.Correction.ContestID })
		item.Contest = categories[at]
	}
	return slices.DeleteFunc(items, func(item *CorrectionItem) bool {
		return slices.ContainsFunc(item.Cells, func(c *CorrectedCell) bool { return c.Candidate == nil })
	}), nil
}

// correctedCellsOf reads the scores of corrections, by the correction. Of candidates that the actor may not see there is no name.
func (tx *transaction) correctedCellsOf(ctx context.Context, actor judging.Actor, place *Place, lang locale.Language, corrections idSet) (map[int64][]*CorrectedCell, error) {
	var rows []struct {
		Cell                 CorrectionCell `bun:"embed:k_"`
		JurorID, CandidateID int64
	}
	err := tx.NewRaw("select "+tx.store.columns(struct {
		Cell CorrectionCell `bun:"embed:k_"`
	}{})+`, a.juror_id, a.candidate_id from correction_cell k join assignment a on a.id = k.assignment_id
		join juror j on j.id = a.juror_id join criterion c on c.id = k.criterion_id
		where k.correction_id in ? order by j.name, j.uid, a.id, c.position, c.id`, corrections.list()).Scan(ctx, &rows)
	if err != nil {
		return nil, err
	}
	jurors, candidates, criteria := idSet{}, idSet{}, idSet{}
	for _, row := range rows {
		jurors.add(row.JurorID)
		candidates.add(row.CandidateID)
		criteria.add(row.Cell.CriterionID)
	}
	parts, err := tx.blankParts(ctx, lang, jurors, idSet{}, idSet{}, criteria)
	if err != nil {
		return nil, err
	}
	known, err := tx.candidatesKnown(ctx, actor, place, lang, "n.id in ?", candidates.list())
	if err != nil {
		return nil, err
	}
	cells := map[int64][]*CorrectedCell{}
	for _, row := range rows {
		cells[row.Cell.CorrectionID] = append(cells[row.Cell.CorrectionID], &CorrectedCell{CorrectionCell: row.Cell, Juror: parts.jurors[row.JurorID],
			Candidate: known[row.CandidateID], Criterion: parts.criteria[row.Cell.CriterionID]})
	}
	return cells, nil
}

// CorrectionView is a correction with what it would come to.
type CorrectionView struct {
	ContestPlace
	Item    *CorrectionItem
	Decided bool     // the result was decided before: it will have to be decided again
	Moves   []*Moved // whose place or total would be another, if the correction is open

	GapsBefore, GapsAfter int  // values that are missing without it and with it: while there are any, nobody has a place
	Withheld              bool // the actor is recused from a candidate of the contest, and sees neither these nor Moves

	facts judging.Facts
}

// Moved is a candidate whose place or total a correction changes; nil: no place, because of an exclusion or of values that are missing.
type Moved struct {
	Candidate     *NamedCandidate
	Before, After *judging.Standing
}

// May says whether the actor may do something to the correction now, and why not.
func (v *CorrectionView) May(actor judging.Actor, act judging.Act) error {
	if v.Item.Correction.State != CorrectionOpen {
		return fault.New(fault.Conflict, "correction.decided_already")
	}
	return judging.May(actor, act, v.facts)
}

// Public tells whether everybody sees the result by now.
func (v *CorrectionView) Public() bool { return v.facts.Public }

// CorrectionView reads a correction of a round.
func (s *Store) CorrectionView(ctx context.Context, actor judging.Actor, round, correction string, lang locale.Language) (*CorrectionView, error) {
	v := &CorrectionView{}
	err := s.read(ctx, func(tx *transaction) error {
		place, err := tx.place(ctx, actor, judging.ViewTally, round)
		if err != nil {
			return err
		}
		items, err := tx.correctionItems(ctx, actor, place, lang, "t.round_id = ? and correction.uid = ?", place.Round.ID, correction)
		if err != nil {
			return err
		}
		if len(items) == 0 {
			return fault.New(fault.NotFound, "fault.not_found")
		}
		v.Item = items[0]
		contest, err := tx.contestPlaceOf(ctx, "id = ?", v.Item.Correction.ContestID)
		if err != nil {
			return err
		}
		v.ContestPlace, v.facts, v.Decided = *contest, contest.Facts(), contest.Contest.State != judging.Open
		v.facts.Author = v.Item.Correction.EnteredBy
		if v.Item.Correction.State != CorrectionOpen {
			return nil
		}
		return tx.readMoves(ctx, actor, v, lang)
	})
	if err != nil {
		return nil, fmt.Errorf("correction: %w", err)
	}
	return v, nil
}

// OpenCorrectionFile opens the file of a correction that the actor may see; whoever has it closes it.
func (s *Store) OpenCorrectionFile(ctx context.Context, actor judging.Actor, round, correction string) (Scan, *os.File, error) {
	v, err := s.CorrectionView(ctx, actor, round, correction, locale.English)
	if err != nil {
		return Scan{}, nil, err
	}
	file, err := s.openScan(v.Item.Correction.Scan)
	return v.Item.Correction.Scan, file, wrapped("open file of correction", err)
}
