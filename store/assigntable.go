package store

import (
	"context"
	"fmt"
	"slices"

	"blazon/fault"
	"blazon/judging"
)

// assignTable is a contest with everything that assigning in it depends on. Its jurors are those who may get duties and those who have
// some.
type assignTable struct {
	*ContestPlace
	*LoadedContest
	held     map[square]*heldSheet   // assignments, removed ones too
	released map[square]map[int]bool // criteria that a juror is off; judging.EveryCriterion among them is the whole candidate
	asks     bool                    // jurors are asked about conflicts
	answered map[square]bool         // those who were asked and answered
}

// square is a juror before a candidate, by their numbers in the table.
type square struct{ juror, candidate int }

// heldSheet is an assignment with how far its sheet has come.
type heldSheet struct {
	id       int64
	criteria []int // nil: all
	state    SheetState
	removed  bool
	scored   []int // of a draft: criteria that have a value
}

// openTable is assignTable with what a change depends on, too: Closed once the judging is closed.
func (tx *transaction) openTable(ctx context.Context, p *ContestPlace) (*assignTable, error) {
	if !p.Round.ClosedAt.IsZero() {
		return nil, fault.New(fault.Closed, "fault.already_closed")
	}
	t, err := tx.assignTable(ctx, p)
	if err != nil {
		return nil, err
	}
	if err := tx.loadScored(ctx, t); err != nil {
		return nil, fmt.Errorf("drafts: %w", err)
	}
	return t, tx.loadAnswered(ctx, t)
}

// assignTable reads who may score and who does in a contest, in a constant number of statements. Without a rubric it is Invalid.
func (tx *transaction) assignTable(ctx context.Context, p *ContestPlace) (*assignTable, error) {
	if p.Contest.RubricID == 0 {
		return nil, fault.New(fault.Invalid, "fault.no_rubric")
	}
	t := &assignTable{ContestPlace: p, LoadedContest: &LoadedContest{Input: &judging.Contest{}}, held: map[square]*heldSheet{}, released: map[square]map[int]bool{}}
	for _, load := range []func(context.Context, *ContestPlace, *LoadedContest) error{tx.loadRubric, tx.loadCandidates, tx.loadSeats, tx.loadReleases} {
		if err := load(ctx, p, t.LoadedContest); err != nil {
			return nil, err
		}
	}
	for _, r := range t.Input.Released {
		at := square{r.Juror, r.Candidate}
		if t.released[at] == nil {
			t.released[at] = map[int]bool{}
		}
		t.released[at][r.Criterion] = true
	}
	barred, err := tx.conflicts(ctx, p)
	if err != nil {
		return nil, fmt.Errorf("conflicts: %w", err)
	}
	t.bar(barred)
	if err := tx.loadHeld(ctx, t); err != nil {
		return nil, fmt.Errorf("assignments: %w", err)
	}
	return t, nil
}

// bar adds the pairs that stand in conflict to those that are released.
func (t *assignTable) bar(pairs map[pair]bool) {
	for key := range pairs {
		juror, seated := t.juror[key.juror]
		candidate, standing := t.candidate[key.candidate]
		if seated && standing {
			t.released[square{juror, candidate}] = map[int]bool{judging.EveryCriterion: true}
		}
	}
}

// loadSeats takes everybody who sits in the contest's jury, and who left it but keeps duties.
func (tx *transaction) loadSeats(ctx context.Context, p *ContestPlace, l *LoadedContest) error {
	err := tx.NewSelect().Model(&l.Jurors).Where("round_id = ?", p.Round.ID).
		Where(`id in (select juror_id from assignment where contest_id = ?0 and removed_at is null) or left_at is null
			and (not exists (select 1 from juror_contest c where c.juror_id = juror.id)
				or exists (select 1 from juror_contest c where c.juror_id = juror.id and c.contest_id = ?0))`, p.Contest.ID).
		Order("name", "uid").Scan(ctx)
	l.juror = map[int64]int{}
	for number, j := range l.Jurors {
		l.juror[j.ID] = number
		l.Input.Jurors = append(l.Input.Jurors, judging.Juror{ID: j.UID})
	}
	return err
}

func (tx *transaction) loadHeld(ctx context.Context, t *assignTable) error {
	var rows []struct {
		ID, JurorID, CandidateID, CriterionID int64
		Removed                               bool
		State                                 SheetState
	}
	err := tx.NewRaw(`
		select a.id, a.juror_id, a.candidate_id, coalesce(o.criterion_id, 0) as criterion_id, a.removed_at is not null as removed, h.state
		from assignment a join sheet h on h.assignment_id = a.id left join assignment_criterion o on o.assignment_id = a.id
		where a.contest_id = ? order by a.id`, t.Contest.ID).Scan(ctx, &rows)
	for _, r := range rows {
		juror, seated := t.juror[r.JurorID]
		candidate, standing := t.candidate[r.CandidateID]
		if !seated || !standing {
			continue
		}
		at := square{juror, candidate}
		if t.held[at] == nil {
			t.held[at] = &heldSheet{id: r.ID, state: r.State, removed: r.Removed}
		}
		if r.CriterionID != 0 {
			t.held[at].criteria = append(t.held[at].criteria, t.criterion[r.CriterionID])
		}
	}
	for _, h := range t.held {
		slices.Sort(h.criteria)
	}
	return err
}

// loadScored finds what drafts say, of which a share that changes would lose something.
func (tx *transaction) loadScored(ctx context.Context, t *assignTable) error {
	var rows []struct{ JurorID, CandidateID, CriterionID int64 }
	err := tx.NewRaw(`
		select a.juror_id, a.candidate_id, s.criterion_id
		from assignment a join sheet h on h.assignment_id = a.id join score s on s.assignment_id = a.id
		where a.contest_id = ? and h.state = 'draft'`, t.Contest.ID).Scan(ctx, &rows)
	for _, r := range rows {
		if h := t.held[square{t.numberOf(t.juror, r.JurorID), t.numberOf(t.candidate, r.CandidateID)}]; h != nil {
			h.scored = append(h.scored, t.criterion[r.CriterionID])
		}
	}
	return err
}

// loadAnswered finds who has answered about whom, where the edition asks.
func (tx *transaction) loadAnswered(ctx context.Context, t *assignTable) error {
	t.answered = map[square]bool{}
	var rows []struct{ JurorID, CandidateID int64 }
	err := tx.NewRaw(`
		select 0 as juror_id, 0 as candidate_id from conflict_policy where edition_id = ?
		union all
		select kc.juror_id, kc.candidate_id from clearance kc join candidate kn on kn.id = kc.candidate_id join entry ke on ke.id = kn.entry_id
		where kn.contest_id = ? and kc.supplier = ke.supplier`, t.Edition.ID, t.Contest.ID).Scan(ctx, &rows)
	for _, r := range rows {
		t.asks = t.asks || r.JurorID == 0
		t.answered[square{t.numberOf(t.juror, r.JurorID), t.numberOf(t.candidate, r.CandidateID)}] = true
	}
	if err != nil {
		return fmt.Errorf("answers: %w", err)
	}
	return nil
}

// numberOf gives a row's number, or -1.
func (t *assignTable) numberOf(numbers map[int64]int, id int64) int {
	if number, known := numbers[id]; known {
		return number
	}
	return -1
}

// open tells whether the juror has yet to answer about the candidate.
func (t *assignTable) open(at square) bool { return t.asks && !t.answered[at] }

// sits tells whether the juror may get duties; a secretary only where somebody says so.
func (t *assignTable) sits(juror int) bool { return t.Jurors[juror].LeftAt.IsZero() }

// votes tells whether the juror gets duties where nobody says otherwise.
func (t *assignTable) votes(juror int) bool {
	return t.sits(juror) && t.Jurors[juror].Role != judging.Secretary
}

// barred tells whether the juror is off the whole candidate.
func (t *assignTable) barred(at square) bool { return t.released[at][judging.EveryCriterion] }

// standing gives the assignment that is there, or nil.
func (t *assignTable) standing(at square) *heldSheet {
	if h := t.held[at]; h != nil && !h.removed {
		return h
	}
	return nil
}

// whole writes a share of all criteria as none.
func (t *assignTable) whole(criteria []int) []int {
	slices.Sort(criteria)
	if criteria = slices.Compact(criteria); len(criteria) == len(t.Criteria) {
		return nil
	}
	return criteria
}

// scores tells whether a share holds a criterion.
func scores(share []int, criterion int) bool {
	return share == nil || slices.Contains(share, criterion)
}
