package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// ResultSheet is what a result sheet is made of: the results of a contest, of a round, or of all rounds of an edition, with what it says
// beside the places.
type ResultSheet struct {
	Rounds []*SheetRound // of an edition the nation's first
	Whole  bool          // it is an edition's
}

// SheetRound is a round on a result sheet.
type SheetRound struct {
	*RoundResults
	Jury []Juror // who sits in it and accepted that, or judged, the chair first, then by name; nobody where it is not known

	inside   bool // for the round's organizer, maybe before anybody else
	criteria map[criterionKey]locale.Text
}

// criterionKey names a criterion of a rubric.
type criterionKey struct {
	rubric int64
	key    string
}

// RoundSheet reads the sheet of a round, or with a category in the address of one contest, as everybody may see it. It is NotFound before
// anything of it is announced.
func (s *Store) RoundSheet(ctx context.Context, address Address) (*ResultSheet, error) {
	return s.sheet(ctx, func(tx *transaction) (*RoundResults, error) {
		return tx.resultsAt(ctx, judging.Actor{}, address)
	})
}

// RoundSheetOf is RoundSheet by the round's uid, for its organizer: what is decided, announced or not.
func (s *Store) RoundSheetOf(ctx context.Context, actor judging.Actor, round string) (*ResultSheet, error) {
	sheet, err := s.sheet(ctx, func(tx *transaction) (*RoundResults, error) { return tx.roundResultsOf(ctx, actor, round) })
	return sheet.forOrganizer(), err
}

// ContestSheetOf is RoundSheetOf for one contest by its uid.
func (s *Store) ContestSheetOf(ctx context.Context, actor judging.Actor, contest string) (*ResultSheet, error) {
	sheet, err := s.sheet(ctx, func(tx *transaction) (*RoundResults, error) { return tx.contestResultsOf(ctx, actor, contest) })
	return sheet.forOrganizer(), err
}

func (s *Store) sheet(ctx context.Context, results func(tx *transaction) (*RoundResults, error)) (*ResultSheet, error) {
	var sheet *ResultSheet
	err := s.read(ctx, func(tx *transaction) error {
		r, err := results(tx)
		if err != nil {
			return err
		}
		if !r.Announced() {
			return fault.New(fault.NotFound, "fault.not_found")
		}
		sheet, err = tx.sheetOf(ctx, r)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("result sheet: %w", err)
	}
	return sheet, nil
}

// EditionSheet reads all announced results of an edition by its public address, in a constant number of statements. It is NotFound
// before the first.
func (s *Store) EditionSheet(ctx context.Context, competition, edition string) (*ResultSheet, error) {
	var sheet *ResultSheet
	err := s.read(ctx, func(tx *transaction) error {
		v, err := tx.editionResults(ctx, competition, edition)
		if err != nil {
			return err
		}
		shown := slices.DeleteFunc(v.Rounds, func(r *RoundResults) bool { return !r.Announced() })
		if len(shown) == 0 {
			return fault.New(fault.NotFound, "fault.not_found")
		}
		if err := tx.readCorrected(ctx, shown...); err != nil {
			return err
		}
		if err := tx.readCeremonies(ctx, shown...); err != nil {
			return err
		}
		if sheet, err = tx.sheetOf(ctx, shown...); err != nil {
			return err
		}
		sheet.Whole = true
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("edition's result sheet: %w", err)
	}
	return sheet, nil
}

// forOrganizer marks a sheet as one that may be printed before T0.
func (s *ResultSheet) forOrganizer() *ResultSheet {
	if s != nil {
		for _, r := range s.Rounds {
			r.inside = true
		}
	}
	return s
}

// sheetOf adds the juries, and what the criteria are called that ties are broken by.
func (tx *transaction) sheetOf(ctx context.Context, rounds ...*RoundResults) (*ResultSheet, error) {
	sheet, ids, rubrics := &ResultSheet{}, []int64{0}, []int64{0}
	criteria := map[criterionKey]locale.Text{}
	for _, r := range rounds {
		sheet.Rounds = append(sheet.Rounds, &SheetRound{RoundResults: r, criteria: criteria})
		ids = append(ids, r.Round.ID)
		for _, c := range r.Contests {
			rubrics = append(rubrics, c.Contest.RubricID)
		}
	}
	var jurors []Juror
	err := tx.NewSelect().Model(&jurors).Where("round_id in (?)", bun.List(ids)).Where("left_at is null").Where("role <> ?", judging.Secretary).
		Where(`accepted_at is not null or id in (select a.juror_id from assignment a join sheet h on h.assignment_id = a.id where h.state = ?)`, SheetSubmitted).Scan(ctx)
	if err != nil {
		return nil, err
	}
	chair := func(j Juror) int {
		if j.Role == judging.Chair {
			return 0
		}
		return 1
	}
	slices.SortFunc(jurors, func(a, b Juror) int {
		return cmp.Or(chair(a)-chair(b), cmp.Compare(locale.Fold(a.Name), locale.Fold(b.Name)), cmp.Compare(a.ID, b.ID))
	})
	for _, r := range sheet.Rounds {
		for _, j := range jurors {
			if j.RoundID == r.Round.ID {
				r.Jury = append(r.Jury, j)
			}
		}
	}
	var rows []struct {
		RubricID int64
		Key      string
		Name     locale.Text
	}
	err = tx.NewRaw("select rubric_id, key, name from criterion where rubric_id in (?)", bun.List(rubrics)).Scan(ctx, &rows)
	for _, row := range rows {
		criteria[criterionKey{row.RubricID, row.Key}] = row.Name
	}
	return sheet, err
}

// Prints tells whether a level of a contest's result is on the sheet: where everybody may see it by now, and on the organizer's, which is
// made before the announcement, also where everybody will at T0.
func (r *SheetRound) Prints(level judging.Level, c *ContestResult) bool {
	if c.Result == nil || c.Result.Algorithm == Archive {
		return false
	}
	hours, published := r.Edition.Publication[level]
	return r.Publishes(level, c) || r.inside && published && hours == 0
}

// NamesJury tells whether the sheet names the jurors: where the edition publishes what each of them gave, under his name.
func (r *SheetRound) NamesJury() bool {
	return r.Edition.PointsShown == judging.PointsNamed &&
		slices.ContainsFunc(r.Contests, func(c *ContestResult) bool { return r.Prints(judging.PointsLevel, c) })
}

// Criterion is what a criterion of a contest is called, by its key.
func (r *SheetRound) Criterion(c *ContestResult, key string) locale.Text {
	return r.criteria[criterionKey{c.Contest.RubricID, key}]
}
