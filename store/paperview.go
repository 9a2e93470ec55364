package store

import (
	"context"
	"fmt"
	"os"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
)

// PaperView is a keyed paper with what stands on it, as its second person sees it.
type PaperView struct {
	ContestPlace
	Item   *PaperItem
	Sheets []*KeyedSheet

	facts judging.Facts
}

// KeyedSheet is what a paper says of one candidate.
type KeyedSheet struct {
	Candidate *NamedCandidate
	Comment   string
	Rows      []*SheetCriterion // what the paper says
	Saved     bool              // the juror saved the sheet since it was keyed in
}

// May says whether the actor may do something to the paper now, and why not.
func (v *PaperView) May(actor judging.Actor, act judging.Act) error {
	if v.Item.Paper.State != PaperWaiting {
		return fault.New(fault.Conflict, "keying.decided_already")
	}
	return judging.May(actor, act, v.facts)
}

// PaperView reads a keyed paper. Whoever may not see it, or is recused from a candidate that it speaks of, gets NotFound.
func (s *Store) PaperView(ctx context.Context, actor judging.Actor, round, paper string, lang locale.Language) (*PaperView, error) {
	var v *PaperView
	err := s.read(ctx, func(tx *transaction) (err error) {
		v, err = tx.paperView(ctx, actor, round, paper, lang)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("paper: %w", err)
	}
	return v, nil
}

// OpenPaperScan opens the scan of a paper that the actor may see; whoever has it closes it.
func (s *Store) OpenPaperScan(ctx context.Context, actor judging.Actor, round, paper string) (Scan, *os.File, error) {
	v, err := s.PaperView(ctx, actor, round, paper, locale.English)
	if err != nil {
		return Scan{}, nil, err
	}
	file, err := s.openScan(v.Item.Paper.Scan)
	return v.Item.Paper.Scan, file, wrapped("open scan", err)
}

func (tx *transaction) paperView(ctx context.Context, actor judging.Actor, round, paper string, lang locale.Language) (*PaperView, error) {
	place, err := tx.placeOf(ctx, "uid = ?", round)
	if err != nil {
		return nil, err
	}
	items, err := tx.paperItems(ctx, actor, place, lang, "t.round_id = ? and paper.uid = ?", place.Round.ID, paper)
	if err != nil {
		return nil, err
	}
	if len(items) == 0 {
		return nil, fault.New(fault.NotFound, "fault.not_found")
	}
	v := &PaperView{Item: items[0]}
	contest, err := tx.contestPlaceOf(ctx, "id = ?", v.Item.Paper.ContestID)
	if err != nil {
		return nil, err
	}
	v.ContestPlace = *contest
	if err := tx.readKeyed(ctx, v); err != nil {
		return nil, err
	}
	return v, judging.May(actor, judging.ViewPaper, v.facts)
}

// keyedRow is one value of a paper, or a criterion that it leaves empty, with how its sheet stands now.
type keyedRow struct {
	Criterion     Criterion `bun:"embed:criterion_"`
	Micros        *int64
	Measured      string
	CandidateID   int64
	Comment       string
	Keyed, Now    int64 // revisions
	Owed          bool
	CandidateGone bool
}

// readKeyed reads what stands on a paper: every criterion that it has a value for, or that its juror owes.
func (tx *transaction) readKeyed(ctx context.Context, v *PaperView) error {
	var rows []*keyedRow
	err := tx.NewRaw("select * from (select "+tx.store.columns(keyedRow{})+`, s.value as micros, coalesce(s.measured, '') as measured, a.candidate_id, ps.comment, ps.revision as keyed,
			h.revision as now, `+owed+` as owed, n.withdrawn_at is not null as candidate_gone
		from paper_sheet ps join assignment a on a.id = ps.assignment_id join sheet h on h.assignment_id = a.id
		join candidate n on n.id = a.candidate_id
		join criterion on criterion.rubric_id = ?
		left join paper_score s on s.paper_id = ps.paper_id and s.assignment_id = a.id and s.criterion_id = criterion.id
		where ps.paper_id = ?) keyed_row where owed or micros is not null
		order by candidate_id, criterion_position, criterion_id`, v.Contest.RubricID, v.Item.Paper.ID).Scan(ctx, &rows)
	if err != nil {
		return err
	}
	v.facts = v.ContestPlace.Facts()
	v.facts.Juror, v.facts.Author = v.Item.Paper.JurorID, v.Item.Paper.KeyedBy
	byCandidate := map[int64]*KeyedSheet{}
	for _, n := range v.Item.Candidates {
		byCandidate[n.ID] = &KeyedSheet{Candidate: n}
		v.Sheets = append(v.Sheets, byCandidate[n.ID])
	}
	for _, row := range rows {
		sheet := byCandidate[row.CandidateID]
		sheet.Comment, sheet.Saved = row.Comment, row.Now != row.Keyed && v.Item.Paper.State == PaperWaiting
		sheet.Rows = append(sheet.Rows, &SheetCriterion{Criterion: row.Criterion, Micros: row.Micros, Measured: row.Measured})
		v.facts.Withdrawn = v.facts.Withdrawn || !row.Owed || row.CandidateGone
	}
	return nil
}
