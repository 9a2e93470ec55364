package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// PaperRoom is the papers of a round: what was keyed in, and by how far each juror's sheets are done.
type PaperRoom struct {
	Place
	Keys   error // nil: the actor may key papers in now; otherwise why not
	Papers []*PaperItem
	Jurors []*PaperJuror // for whoever keys; none for anybody else
}

// PaperItem is a keyed paper in a list.
type PaperItem struct {
	Paper      Paper `bun:"embed:paper_"`
	Juror      string
	KeyedBy    string
	DecidedBy  string
	Sheets     int
	Category   Category          `bun:"-"`
	Candidates []*NamedCandidate `bun:"-"`
}

// PaperJuror is how far one juror's sheets are done.
type PaperJuror struct {
	Juror   *Juror
	Waiting int // papers keyed in and not confirmed, in sheets
	Count
}

// Waiting counts the papers that wait for a second person.
func (r *PaperRoom) Waiting() (n int) {
	for _, p := range r.Papers {
		if p.Paper.State == PaperWaiting {
			n++
		}
	}
	return n
}

// PaperRoom reads the papers of a round: for its secretary, chair and organizer all, for a juror his own. Papers about candidates
// that the actor is recused from are left out.
func (s *Store) PaperRoom(ctx context.Context, actor judging.Actor, round string, lang locale.Language) (*PaperRoom, error) {
	room := &PaperRoom{}
	err := s.read(ctx, func(tx *transaction) error {
		place, err := tx.placeOf(ctx, "uid = ?", round)
		if err != nil {
			return err
		}
		room.Place = *place
		if _, err := papersOf(actor, place); err != nil {
			return err
		}
		if room.Papers, err = tx.paperItems(ctx, actor, place, lang, "t.round_id = ?", place.Round.ID); err != nil {
			return err
		}
		room.Keys = judging.May(actor, judging.KeyPaper, place.Facts())
		if fault.Is(room.Keys, fault.NotFound) {
			return nil
		}
		sheets, err := tx.blanksFor(ctx, actor, place, lang, "t.round_id = ?", place.Round.ID)
		room.Jurors = countBlanks(sheets)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("papers: %w", err)
	}
	return room, nil
}

func countBlanks(sheets []*BlankSheet) (jurors []*PaperJuror) {
	for _, b := range sheets {
		if len(jurors) == 0 || jurors[len(jurors)-1].Juror.ID != b.Juror.ID {
			jurors = append(jurors, &PaperJuror{Juror: b.Juror})
		}
		last := jurors[len(jurors)-1]
		last.add(b.State)
		if b.Waiting {
			last.Waiting++
		}
	}
	return jurors
}

// blanksFor is blankSheets without those of candidates that the actor may not know of, or is recused from.
func (tx *transaction) blanksFor(ctx context.Context, actor judging.Actor, place *Place, lang locale.Language, where string, args ...any) ([]*BlankSheet, error) {
	if !actor.Organizes(place.Chapter.Path) {
		where, args = where+" and ?", append(args, isShown("n", tx.now))
	}
	sheets, err := tx.blankSheets(ctx, lang, where, args...)
	if err != nil {
		return nil, err
	}
	barred, err := tx.barred(ctx, actor, place.Round.ID)
	return slices.DeleteFunc(sheets, func(b *BlankSheet) bool { return barred[b.Candidate.ID] }), err
}

// paperItems reads papers as the actor may see them, those that wait first, then the newest.
func (tx *transaction) paperItems(ctx context.Context, actor judging.Actor, place *Place, lang locale.Language, where string, args ...any) ([]*PaperItem, error) {
	query := tx.NewSelect().TableExpr("paper").ColumnExpr(tx.store.columns(PaperItem{})).
		ColumnExpr("j.name as juror, k.name as keyed_by, coalesce(d.name, '') as decided_by").
		ColumnExpr("(select count(*) from paper_sheet s where s.paper_id = paper.id) as sheets").
		Join("join contest t on t.id = paper.contest_id").Join("join round r on r.id = t.round_id").Join("join chapter c on c.id = r.chapter_id").
		Join("join juror j on j.id = paper.juror_id").Join(`join "user" k on k.id = paper.keyed_by`).
		Join(`left join "user" d on d.id = paper.decided_by`).Where(where, args...).
		OrderExpr("case paper.state when 'waiting' then 0 else 1 end, paper.keyed_at desc, paper.id desc")
	query = within(query, judging.ScopeOf(actor, judging.ViewPaper), scoped{chapter: "c.path", round: "t.round_id in (?)", juror: "paper.juror_id in (?)"})
	var items []*PaperItem
	if err := query.Scan(ctx, &items); err != nil {
		return nil, err
	}
	return tx.namePapers(ctx, actor, place, lang, items)
}

// namePapers reads which candidates papers speak of, and leaves out those that give something away.
func (tx *transaction) namePapers(ctx context.Context, actor judging.Actor, place *Place, lang locale.Language, items []*PaperItem) ([]*PaperItem, error) {
	papers, contests := idSet{}, idSet{}
	for _, item := range items {
		papers.add(item.Paper.ID)
		contests.add(item.Paper.ContestID)
	}
	var rows []struct{ PaperID, CandidateID int64 }
	err := tx.NewRaw("select s.paper_id, a.candidate_id from paper_sheet s join assignment a on a.id = s.assignment_id where s.paper_id in ?", papers.list()).
		Scan(ctx, &rows)
	if err != nil {
		return nil, err
	}
	candidates := idSet{} // one may have gone over to another contest since
	for _, row := range rows {
		candidates.add(row.CandidateID)
	}
	known, err := tx.candidatesKnown(ctx, actor, place, lang, "n.id in ?", candidates.list())
	if err != nil {
		return nil, err
	}
	categories, err := tx.contestsWhere(ctx, "id in ?", contests.list())
	if err != nil {
		return nil, err
	}
	for _, item := range items {
		for _, row := range rows {
			if n := known[row.CandidateID]; n != nil && row.PaperID == item.Paper.ID {
				item.Candidates = append(item.Candidates, n)
			}
		}
		for _, c := range categories {
			if c.Contest.ID == item.Paper.ContestID {
				item.Category = c.Category
			}
		}
		slices.SortFunc(item.Candidates, byName)
	}
	return slices.DeleteFunc(items, func(item *PaperItem) bool { return len(item.Candidates) < item.Sheets }), nil
}

// candidatesKnown reads candidates by row id, without those that the actor may not know of or is recused from.
func (tx *transaction) candidatesKnown(ctx context.Context, actor judging.Actor, place *Place, lang locale.Language, where string, args ...any) (map[int64]*NamedCandidate, error) {
	if !actor.Organizes(place.Chapter.Path) {
		where, args = where+" and ?", append(args, isShown("n", tx.now))
	}
	names, err := candidatesWhere(ctx, tx, lang, where, args...)
	if err != nil {
		return nil, err
	}
	barred, err := tx.barred(ctx, actor, place.Round.ID)
	known := map[int64]*NamedCandidate{}
	for _, list := range names {
		for _, n := range list {
			if !barred[n.ID] {
				known[n.ID] = n
			}
		}
	}
	return known, err
}

// PaperSheets is blank sheets of a round: of one juror, or one sheet alone.
type PaperSheets struct {
	Place
	Keys   error // nil: the actor may key papers in now; otherwise why not
	Sheets []*BlankSheet
}

// Blanks reads the sheets of a round that may be printed: all for its secretary, chair and organizer, his own for a juror. The juror's
// uid narrows them to his, if it is not empty.
func (s *Store) Blanks(ctx context.Context, actor judging.Actor, round, juror string, lang locale.Language) (*PaperSheets, error) {
	return s.paperSheets(ctx, actor, judging.ViewPaper, round, lang, "(? = '' or j.uid = ?)", juror, juror)
}

// BlanksToKey reads the sheets of a juror for whoever keys papers in.
func (s *Store) BlanksToKey(ctx context.Context, actor judging.Actor, round, juror string, lang locale.Language) (*PaperSheets, error) {
	return s.paperSheets(ctx, actor, judging.KeyPaper, round, lang, "j.uid = ?", juror)
}

// BlankToKey reads one sheet for whoever keys papers in.
func (s *Store) BlankToKey(ctx context.Context, actor judging.Actor, round, assignment string, lang locale.Language) (*PaperSheets, error) {
	return s.paperSheets(ctx, actor, judging.KeyPaper, round, lang, "a.uid = ?", assignment)
}

// BlanksByCode finds sheets by what is printed on them: the beginning of a sheet's uid, or of its juror's for a column.
func (s *Store) BlanksByCode(ctx context.Context, actor judging.Actor, round, code string, lang locale.Language) (*PaperSheets, error) {
	code = strings.ToLower(strings.NewReplacer("-", "", " ", "").Replace(code))
	if len(code) < codeLength {
		return nil, fault.New(fault.NotFound, "fault.not_found")
	}
	return s.paperSheets(ctx, actor, judging.KeyPaper, round, lang, "(substr(a.uid, 1, ?) = ? or substr(j.uid, 1, ?) = ?)",
		codeLength, code[:codeLength], codeLength, code[:codeLength])
}

func (s *Store) paperSheets(ctx context.Context, actor judging.Actor, act judging.Act, round string, lang locale.Language, where string, args ...any) (*PaperSheets, error) {
	out := &PaperSheets{}
	err := s.read(ctx, func(tx *transaction) error {
		place, err := tx.placeOf(ctx, "uid = ?", round)
		if err != nil {
			return err
		}
		out.Place, out.Keys = *place, judging.May(actor, judging.KeyPaper, place.Facts())
		if act == judging.KeyPaper { // nobody with an account judges, on paper either, while it is open whether he may
			where += " and (j.user_id is null or " + answered("a.juror_id", "a.candidate_id") + ")"
		}
		own, err := papersOf(actor, place)
		switch {
		case err != nil:
			return err
		case act == judging.KeyPaper && fault.Is(out.Keys, fault.NotFound):
			return out.Keys
		case own != nil:
			where, args = where+" and j.id in (?)", append(args, bun.List(own))
		}
		out.Sheets, err = tx.blanksFor(ctx, actor, place, lang, where+" and t.round_id = ?", append(args, place.Round.ID)...)
		if err == nil && len(out.Sheets) == 0 {
			err = fault.New(fault.NotFound, "fault.not_found")
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("sheets for paper: %w", err)
	}
	return out, nil
}
