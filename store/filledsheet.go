package store

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"blazon/judging"
	"blazon/locale"
)

// FilledSheets are submitted score sheets with all that they say: a juror's own of a round, or everybody's of a contest.
type FilledSheets struct {
	Place
	Contest *ContestPlace // nil: a juror's own
	Sheets  []*FilledSheet
}

// FilledSheet is a submitted score sheet.
type FilledSheet struct {
	*BlankSheet
	SubmittedAt time.Time
	Comment     string
	Rows        []*FilledRow // by criterion, in the order of the rubric
}

// FilledRow is what a sheet says on one criterion.
type FilledRow struct {
	Criterion *Criterion
	Value     string // empty: none
	Measured  string // what it was converted from; empty: it was given
	Remark    string
}

// FilledSheets reads the submitted sheets of a contest once its judging is closed. Forbidden for whoever is recused from a candidate of it.
func (s *Store) FilledSheets(ctx context.Context, actor judging.Actor, contest string, lang locale.Language) (*FilledSheets, error) {
	v := &FilledSheets{}
	err := s.read(ctx, func(tx *transaction) (err error) {
		if v.Contest, err = tx.reported(ctx, actor, contest); err != nil {
			return recusedFromMinutes(err)
		}
		v.Place = v.Contest.Place
		v.Sheets, err = tx.filledSheets(ctx, lang, "a.contest_id = ?", v.Contest.Contest.ID)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("filled sheets: %w", err)
	}
	return v, nil
}

// OwnFilledSheets reads what the actor has submitted in a round. NotFound: he does not sit in its jury.
func (s *Store) OwnFilledSheets(ctx context.Context, actor judging.Actor, round string, lang locale.Language) (*FilledSheets, error) {
	desk, err := s.DeskRound(ctx, actor, round, lang)
	if err != nil {
		return nil, fmt.Errorf("own filled sheets: %w", err)
	}
	v := &FilledSheets{}
	err = s.read(ctx, func(tx *transaction) error {
		place, err := tx.placeOf(ctx, "uid = ?", round)
		if err != nil {
			return err
		}
		v.Place = *place
		v.Sheets, err = tx.filledSheets(ctx, lang, "a.juror_id = ? and "+kept("a.juror_id", "a.candidate_id"), desk.Juror.ID)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("own filled sheets: %w", err)
	}
	return v, nil
}

// filledSheets reads submitted sheets by a condition on their assignments "a", in the order of jurors, categories and candidates, in a
// constant number of statements.
func (tx *transaction) filledSheets(ctx context.Context, lang locale.Language, where string, args ...any) ([]*FilledSheet, error) {
	blanks, err := tx.blankSheets(ctx, lang, "h.state = 'submitted' and "+where, args...)
	if err != nil || len(blanks) == 0 {
		return nil, err
	}
	var sheets []Sheet
	within := "assignment_id in (select a.id from assignment a where " + where + ")"
	if err := tx.NewSelect().Model(&sheets).Where("state = 'submitted'").Where(within, args...).Scan(ctx); err != nil {
		return nil, err
	}
	var scores []Score
	if err := tx.NewSelect().Model(&scores).Where(within, args...).Scan(ctx); err != nil {
		return nil, err
	}
	filled, list := map[int64]*FilledSheet{}, []*FilledSheet{}
	said := map[int64]Typed{}
	for _, b := range blanks {
		f := &FilledSheet{BlankSheet: b}
		filled[b.id], list = f, append(list, f)
	}
	for _, sheet := range sheets {
		if f := filled[sheet.AssignmentID]; f != nil {
			f.SubmittedAt, f.Comment, said[sheet.AssignmentID] = sheet.SubmittedAt, sheet.Comment, sheet.Remarks
		}
	}
	given := map[[2]int64]Score{}
	for _, score := range scores {
		given[[2]int64{score.AssignmentID, score.CriterionID}] = score
	}
	for _, f := range list {
		for _, c := range f.Criteria {
			row := &FilledRow{Criterion: c, Remark: said[f.id][c.Key]}
			if score, there := given[[2]int64{f.id, c.ID}]; there {
				row.Value, row.Measured = judging.DecimalOfMicros(score.Value).String(), score.Measured
			}
			f.Rows = append(f.Rows, row)
		}
	}
	return list, nil
}

// sheetsFile is what the file of a contest's sheets holds of one of them.
type sheetsFile struct {
	Juror       string        `json:"juror"`
	Name        string        `json:"juror_name"`
	Candidate   string        `json:"candidate"`
	About       MinutesName   `json:"candidate_name"`
	SubmittedAt time.Time     `json:"submitted_at"`
	Scores      []sheetsScore `json:"scores"`
	Comment     string        `json:"comment,omitempty"`
}

type sheetsScore struct {
	Criterion string `json:"criterion"`
	Value     string `json:"value,omitempty"`
	Measured  string `json:"measured,omitempty"`
	Remark    string `json:"remark,omitempty"`
}

// File is the sheets as a file, the same for equal sheets: an annex of the minutes.
func (v *FilledSheets) File() ([]byte, error) { return fileOfSheets(v.Sheets) }

// fileOfSheets writes sheets in an order that is nobody's language's, for the minutes name what the file is told by.
func fileOfSheets(sheets []*FilledSheet) ([]byte, error) {
	ordered := slices.SortedFunc(slices.Values(sheets), func(a, b *FilledSheet) int {
		return cmp.Or(cmp.Compare(a.Juror.UID, b.Juror.UID), cmp.Compare(a.Candidate.UID, b.Candidate.UID))
	})
	list := []sheetsFile{}
	for _, f := range ordered {
		line := sheetsFile{Juror: f.Juror.UID, Name: f.Juror.Name, Candidate: f.Candidate.UID, About: minutesName(f.Candidate),
			SubmittedAt: f.SubmittedAt.UTC(), Comment: f.Comment, Scores: []sheetsScore{}}
		for _, row := range f.Rows {
			line.Scores = append(line.Scores, sheetsScore{row.Criterion.Key, row.Value, row.Measured, row.Remark})
		}
		list = append(list, line)
	}
	return indented(map[string]any{"format": "blazon-sheets/1", "sheets": list})
}

// TallyFile is a contest as the file that blazon tally reads.
func TallyFile(c *judging.Contest) ([]byte, error) { return indented(c) }

// indented writes something down as JSON to be read by people, too.
func indented(v any) ([]byte, error) {
	text, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	var body bytes.Buffer
	err = json.Indent(&body, text, "", "  ")
	return body.Bytes(), err
}
