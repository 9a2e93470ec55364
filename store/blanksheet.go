package store

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"

	"blazon/locale"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/schema"
)

// BlankSheet is a score sheet before anything stands on it: what is printed, and what is keyed in.
type BlankSheet struct {
	Assignment string // uid
	Revision   int64
	State      SheetState
	Waiting    bool // a paper of it was keyed in, and waits for a second person
	Juror      *Juror
	Contest    CategorizedContest
	Candidate  *NamedCandidate
	Criteria   []*Criterion // those that the juror owes, in their order

	criteria []int64
	id       int64
}

// codeLength is how much of a uid is printed on paper.
const codeLength = 8

// Code is what is printed on the sheet, by which it is found again: the beginning of its uid.
func (b *BlankSheet) Code() string { return b.Assignment[:codeLength] }

// JurorCode is what is printed on a column of the juror's.
func (b *BlankSheet) JurorCode() string { return b.Juror.UID[:codeLength] }

// blankRow is one criterion of a blank sheet.
type blankRow struct {
	ID, JurorID, ContestID, CandidateID, CriterionID, Revision int64
	UID                                                        string
	State                                                      SheetState
	Waiting                                                    bool
}

// blankSheets reads the duties that stand, by juror, contest and candidate, in a constant number of statements. The condition is
// about the assignment "a", its contest "t" and its juror "j".
func (tx *transaction) blankSheets(ctx context.Context, lang locale.Language, where string, args ...any) ([]*BlankSheet, error) {
	var rows []blankRow
	err := tx.NewRaw(`select a.id, a.uid, a.juror_id, a.contest_id, a.candidate_id, criterion.id as criterion_id, h.revision, h.state,
			exists (select 1 from paper_sheet ps join paper p on p.id = ps.paper_id where ps.assignment_id = a.id and p.state = 'waiting') as waiting
		from assignment a
		join sheet h on h.assignment_id = a.id
		join juror j on j.id = a.juror_id
		join candidate n on n.id = a.candidate_id
		join contest t on t.id = a.contest_id
		join criterion on criterion.rubric_id = t.rubric_id
		where n.withdrawn_at is null and not n.training and t.cancelled_at is null and `+owed+` and `+where+`
		order by a.id, criterion.position, criterion.id`, args...).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("blank sheets: %w", err)
	}
	var sheets []*BlankSheet
	for _, r := range rows {
		if len(sheets) == 0 || sheets[len(sheets)-1].id != r.ID {
			sheets = append(sheets, &BlankSheet{id: r.ID, Assignment: r.UID, Revision: r.Revision, State: r.State, Waiting: r.Waiting,
				Juror: &Juror{ID: r.JurorID}, Contest: CategorizedContest{Contest: Contest{ID: r.ContestID}}, Candidate: &NamedCandidate{ID: r.CandidateID}})
		}
		last := sheets[len(sheets)-1]
		last.criteria = append(last.criteria, r.CriterionID)
	}
	return sheets, tx.nameBlanks(ctx, lang, sheets)
}

// nameBlanks reads what the sheets are about, and puts them into the order of jurors, categories and candidates.
func (tx *transaction) nameBlanks(ctx context.Context, lang locale.Language, sheets []*BlankSheet) error {
	jurors, contests, candidates, criteria := idSet{}, idSet{}, idSet{}, idSet{}
	for _, b := range sheets {
		jurors.add(b.Juror.ID)
		contests.add(b.Contest.Contest.ID)
		candidates.add(b.Candidate.ID)
		criteria.add(b.criteria...)
	}
	parts, err := tx.blankParts(ctx, lang, jurors, contests, candidates, criteria)
	if err != nil {
		return err
	}
	for _, b := range sheets {
		b.Juror, b.Candidate = parts.jurors[b.Juror.ID], parts.candidates[b.Candidate.ID]
		b.Contest = parts.contests[b.Contest.Contest.ID]
		for _, id := range b.criteria {
			b.Criteria = append(b.Criteria, parts.criteria[id])
		}
	}
	slices.SortStableFunc(sheets, func(a, b *BlankSheet) int {
		return cmp.Or(cmp.Compare(a.Juror.Name, b.Juror.Name), cmp.Compare(a.Juror.UID, b.Juror.UID),
			cmp.Compare(a.Contest.Category.Position, b.Contest.Category.Position), cmp.Compare(a.Contest.Contest.ID, b.Contest.Contest.ID),
			byName(a.Candidate, b.Candidate))
	})
	return nil
}

// idSet is row ids, each once.
type idSet map[int64]bool

func (s idSet) add(ids ...int64) {
	for _, id := range ids {
		s[id] = true
	}
}

// list gives the ids for a condition; a list of none is no SQL.
func (s idSet) list() schema.QueryWithArgs {
	return bun.SafeQuery("(?)", bun.List(append(slices.Sorted(maps.Keys(s)), 0)))
}

// blankParts are what blank sheets name, by row id.
type blankParts struct {
	jurors     map[int64]*Juror
	contests   map[int64]CategorizedContest
	candidates map[int64]*NamedCandidate
	criteria   map[int64]*Criterion
}

func (tx *transaction) blankParts(ctx context.Context, lang locale.Language, jurors, contests, candidates, criteria idSet) (*blankParts, error) {
	parts := &blankParts{map[int64]*Juror{}, map[int64]CategorizedContest{}, map[int64]*NamedCandidate{}, map[int64]*Criterion{}}
	var seats []*Juror
	if err := tx.NewSelect().Model(&seats).Where("id in ?", jurors.list()).Scan(ctx); err != nil {
		return nil, err
	}
	for _, j := range seats {
		parts.jurors[j.ID] = j
	}
	found, err := tx.contestsWhere(ctx, "id in ?", contests.list())
	if err != nil {
		return nil, err
	}
	for _, c := range found {
		parts.contests[c.Contest.ID] = c
	}
	names, err := candidatesWhere(ctx, tx, lang, "n.id in ?", candidates.list())
	if err != nil {
		return nil, err
	}
	for _, list := range names {
		for _, n := range list {
			parts.candidates[n.ID] = n
		}
	}
	var asked []*Criterion
	if err := tx.NewSelect().Model(&asked).Where("id in ?", criteria.list()).Scan(ctx); err != nil {
		return nil, err
	}
	for _, c := range asked {
		parts.criteria[c.ID] = c
	}
	return parts, nil
}

// Column tells whether the sheets, all of one juror in one contest, ask for the same single criterion each: then they fit on one page.
func Column(sheets []*BlankSheet) bool {
	for _, b := range sheets {
		if len(b.criteria) != 1 || b.criteria[0] != sheets[0].criteria[0] {
			return false
		}
	}
	return len(sheets) > 1
}
