package store

import (
	"context"
	"fmt"

	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// ConflictList is who must not judge whom in a round, and who has not answered yet, for its organizer.
type ConflictList struct {
	Place
	Policy   *judging.ConflictPolicy // nil: jurors are asked nothing
	Jurors   []*AnsweringJuror
	Recusals []*ConflictRow // in force, in the order of the jurors' names, then the candidates'
	Barring  []*BarringRow  // conflicts that bar the entry
}

// AnsweringJuror is a juror and how much of what he is asked he has answered.
type AnsweringJuror struct {
	Juror      Juror
	Home       bool // answered
	Suppliers  Answering
	Candidates Answering
	Waiting    int // assigned sheets that he does not see before he has answered
	Recused    int // candidates
}

// Answering is how many of the questions are answered.
type Answering struct{ Answered, Asked int }

// Open is how many are not.
func (a Answering) Open() int { return a.Asked - a.Answered }

// ConflictRow is a recusal in force, with what it stands on and what it makes stray.
type ConflictRow struct {
	RecusalRow
	Contest   string // uid
	Category  locale.Text
	About     string // the body or the supplier; empty: neither
	Stray     int    // scores that were given before, and do not count
	Unfounded bool   // what it stood on is no more, but scores would count again: the organizer decides
}

// BarringRow is a conflict that bars an entry by the edition's policy.
type BarringRow struct {
	Juror     Juror
	Candidate *NamedCandidate
	Contest   string // uid
	Kind      judging.ConflictKind
	About     string
}

// Conflicts reads a round's conflicts for its organizer, in a constant number of statements.
func (s *Store) Conflicts(ctx context.Context, actor judging.Actor, round string, lang locale.Language) (*ConflictList, error) {
	v := &ConflictList{}
	err := s.read(ctx, func(tx *transaction) error {
		p, err := tx.place(ctx, actor, judging.ManageRound, round)
		if err != nil {
			return err
		}
		v.Place = *p
		if v.Policy, err = tx.conflictPolicy(ctx, p.Edition.ID); err != nil {
			return err
		}
		r, err := tx.relations(ctx, &p.Round, 0)
		if err != nil {
			return err
		}
		return (&conflictReader{transaction: tx, view: v, known: r}).read(ctx, lang)
	})
	if err != nil {
		return nil, fmt.Errorf("conflicts: %w", err)
	}
	return v, nil
}

// conflictReader puts a ConflictList together.
type conflictReader struct {
	*transaction
	known      *relations
	view       *ConflictList
	named      map[int64]*NamedCandidate // by id, those that stand
	contests   map[int64]CategorizedContest
	names      map[judging.Conflict]string
	candidates map[int64]*relatedCandidate
}

func (l *conflictReader) read(ctx context.Context, lang locale.Language) error {
	contests, err := l.contestsWhere(ctx, "round_id = ? and cancelled_at is null", l.view.Round.ID)
	if err != nil {
		return err
	}
	l.contests = map[int64]CategorizedContest{}
	for _, c := range contests {
		l.contests[c.Contest.ID] = c
	}
	named, err := candidatesWhere(ctx, l, lang, "n.contest_id in (select id from contest where round_id = ?) and n.withdrawn_at is null", l.view.Round.ID)
	if err != nil {
		return err
	}
	var order []*NamedCandidate
	l.named = map[int64]*NamedCandidate{}
	for _, c := range contests {
		order = append(order, named[c.Contest.ID]...)
	}
	for _, n := range order {
		l.named[n.ID] = n
	}
	if err := l.readNames(ctx); err != nil {
		return err
	}
	if err := l.readAnswering(ctx); err != nil {
		return err
	}
	return l.readRows(ctx, order)
}

// readNames reads what the bodies and suppliers are called that somebody has to do with.
func (l *conflictReader) readNames(ctx context.Context) error {
	bodies, suppliers := []int64{0}, []int64{0}
	for _, j := range l.known.jurors {
		bodies = append(append(bodies, j.facts.Bodies...), j.facts.Represents...)
		for supplier := range j.facts.Suppliers {
			suppliers = append(suppliers, supplier)
		}
	}
	for _, standing := range l.known.standing {
		for _, x := range standing {
			bodies, suppliers = append(bodies, x.Object), append(suppliers, x.Object)
		}
	}
	found, err := l.bodiesByID(ctx, bodies)
	if err != nil {
		return err
	}
	l.names = map[judging.Conflict]string{}
	for _, b := range found {
		l.names[judging.Conflict{Kind: judging.SameBody, Object: b.ID}] = b.Title()
		l.names[judging.Conflict{Kind: judging.SameRepresentative, Object: b.ID}] = b.Title()
	}
	var rows []Supplier
	err = l.NewSelect().Model(&rows).Where("id in (?)", bun.List(suppliers)).Scan(ctx)
	for _, s := range rows {
		l.names[judging.Conflict{Kind: judging.SameSupplier, Object: s.ID}] = s.Name
	}
	return err
}

// readAnswering counts what each juror has answered.
func (l *conflictReader) readAnswering(ctx context.Context) error {
	waiting, err := l.waitingDuties(ctx, "held.round_id = ?", l.view.Round.ID)
	if err != nil {
		return err
	}
	seats, err := l.seated(ctx)
	if err != nil {
		return err
	}
	for _, j := range l.known.jurors {
		row := &AnsweringJuror{Juror: j.Juror, Home: j.facts.Home != nil}
		suppliers := map[int64]bool{}
		for _, c := range l.known.candidates {
			if l.named[c.ID] == nil || c.Training || len(seats[j.ID]) > 0 && !seats[j.ID][c.ContestID] {
				continue
			}
			if len(l.known.standing[pair{j.ID, c.ID}]) > 0 {
				row.Recused++
			}
			row.Candidates.Asked++
			if _, answered := j.facts.Declared[c.ID]; answered {
				row.Candidates.Answered++
			}
			if c.facts.Supplier != 0 && !suppliers[c.facts.Supplier] {
				suppliers[c.facts.Supplier] = true
				row.Suppliers.Asked++
				if _, answered := j.facts.Suppliers[c.facts.Supplier]; answered {
					row.Suppliers.Answered++
				}
			}
		}
		row.Waiting = waiting[j.ID]
		l.view.Jurors = append(l.view.Jurors, row)
	}
	return nil
}

// seated reads which contests jurors sit for; none: all of them.
func (l *conflictReader) seated(ctx context.Context) (map[int64]map[int64]bool, error) {
	var rows []struct{ JurorID, ContestID int64 }
	err := l.NewRaw("select o.juror_id, o.contest_id from juror_contest o join juror j on j.id = o.juror_id where j.round_id = ?",
		l.view.Round.ID).Scan(ctx, &rows)
	seats := map[int64]map[int64]bool{}
	for _, row := range rows {
		if seats[row.JurorID] == nil {
			seats[row.JurorID] = map[int64]bool{}
		}
		seats[row.JurorID][row.ContestID] = true
	}
	return seats, err
}

// readRows lists the recusals and the barred entries.
func (l *conflictReader) readRows(ctx context.Context, order []*NamedCandidate) error {
	stray, err := l.strayScores(ctx)
	if err != nil {
		return err
	}
	l.candidates = map[int64]*relatedCandidate{}
	for _, c := range l.known.candidates {
		l.candidates[c.ID] = c
	}
	for _, j := range l.known.jurors {
		for _, n := range order {
			key := pair{j.ID, n.ID}
			found := l.known.between(j, l.candidates[n.ID])
			contest := l.contests[n.ContestID]
			for _, x := range l.known.standing[key] {
				l.view.Recusals = append(l.view.Recusals, &ConflictRow{RecusalRow: RecusalRow{Recusal: *x, Juror: j.Juror, Candidate: n},
					Contest: contest.Contest.UID, Category: contest.Category.Name, About: l.names[x.conflict()], Stray: stray[key],
					Unfounded: x.unfounded(found.Conflicts)})
			}
			for _, f := range found.Barring {
				l.view.Barring = append(l.view.Barring, &BarringRow{Juror: j.Juror, Candidate: n, Contest: contest.Contest.UID, Kind: f.Kind, About: l.names[f]})
			}
		}
	}
	return nil
}

// scoresWhere counts the scores of assignments that a condition picks, by their pairs.
func (tx *transaction) scoresWhere(ctx context.Context, where string, args ...any) (map[pair]int, error) {
	var rows []struct {
		JurorID, CandidateID int64
		Scores               int
	}
	err := tx.NewRaw(`select a.juror_id, a.candidate_id, count(*) as scores from assignment a join score s on s.assignment_id = a.id
		where `+where+` group by a.juror_id, a.candidate_id`, args...).Scan(ctx, &rows)
	stray := map[pair]int{}
	for _, row := range rows {
		stray[pair{row.JurorID, row.CandidateID}] = row.Scores
	}
	return stray, err
}

// strayScores counts those that were given before a recusal.
func (l *conflictReader) strayScores(ctx context.Context) (map[pair]int, error) {
	return l.scoresWhere(ctx, `exists (select 1 from recusal x where x.juror_id = a.juror_id and x.candidate_id = a.candidate_id
		and x.criterion_id is null and x.ended_at is null) and a.contest_id in (select id from contest where round_id = ?)`, l.view.Round.ID)
}
