package store

import (
	"context"
	"fmt"
	"time"

	"blazon/fault"
	"blazon/judging"

	"github.com/uptrace/bun"
)

// duty is everything that decides what a save may do.
type duty struct {
	dutyRow
	criteria    []judging.Criterion
	conversions map[string]judging.Conversion
	ids         []int64 // of the criteria
}

// dutyRow is one criterion of a duty, with all that is the same for each.
type dutyRow struct {
	Now           time.Time
	AssignmentID  int64
	UID           string // the assignment's
	JurorID       int64
	CandidateID   int64
	RoundID       int64
	ContestID     int64
	Removed       bool
	CalledOff     bool
	Unready       bool // the juror has not accepted the seat, or a text that the jury was given
	Path          string
	Revision      int64
	State         SheetState
	Page          string // the open page that saved it last
	Seq           int64  // which of that page's saves it was
	Remarks       Typed  // stored, on criteria owed or not
	Typed         Typed
	Kept          bool // the page that saves now has a draft on record, from when it could not save
	JudgingFrom   time.Time
	JudgingUntil  time.Time
	ClosedAt      time.Time
	FinishedAt    time.Time
	SourceState   judging.State // of the contest that the candidate advanced from; empty: it entered directly
	SourceOpensAt time.Time
	TimeZone      string // of the edition
	CriterionID   int64
	Key           string
	Kind          judging.CriterionKind
	Max           int64
	Step          int64
	Weight        int64
	Conversion    judging.Conversion
}

// owed is the condition that assignment a still obliges its juror to score the criterion: the assignment stands, it names the
// criterion or none at all, and nobody released the juror from it.
const owed = `a.removed_at is null
	and (not exists (select 1 from assignment_criterion o where o.assignment_id = a.id)
		or exists (select 1 from assignment_criterion o where o.assignment_id = a.id and o.criterion_id = criterion.id))
	and not exists (select 1 from recusal x where x.juror_id = a.juror_id and x.candidate_id = a.candidate_id
		and x.ended_at is null and (x.criterion_id is null or x.criterion_id = criterion.id))`

// readDuty reads a duty in the one statement that follows the lock. A duty that was taken away is NotFound.
func (s *Store) readDuty(ctx context.Context, tx bun.Tx, round, assignment, page string) (*duty, error) {
	duties, err := s.dutiesWhere(ctx, tx, page, "a.uid = ? and r.uid = ?", assignment, round)
	if err != nil {
		return nil, err
	}
	if duties[assignment] == nil {
		return nil, fault.New(fault.NotFound, "fault.not_found")
	}
	return duties[assignment], nil
}

// readDuties reads many duties in one statement, by the assignments' uids; those that were taken away are not among them.
func (s *Store) readDuties(ctx context.Context, tx bun.Tx, round, page string, assignments []string) (map[string]*duty, error) {
	among, list := s.among("a.uid", assignments)
	return s.dutiesWhere(ctx, tx, page, "r.uid = ? and "+among, round, list)
}

// dutiesWhere reads the duties that a condition picks; page is the open page that saves.
func (s *Store) dutiesWhere(ctx context.Context, tx bun.Tx, page, where string, args ...any) (map[string]*duty, error) {
	var rows []dutyRow
	err := s.prepared(ctx, tx, &rows, `
		select ? as now, a.id as assignment_id, a.uid, a.juror_id, a.candidate_id, a.contest_id, t.round_id,
			n.withdrawn_at is not null and not n.training or j.left_at is not null as removed, t.cancelled_at is not null as called_off,
			`+unready+` as unready, c.path, h.revision, h.state, h.page, h.seq, h.remarks, h.typed,
			exists (select 1 from sheet_draft f where f.assignment_id = a.id and f.page = ?) as kept, r.judging_from, r.judging_until, r.closed_at, r.finished_at,
			coalesce(st.state, '') as source_state, st.announced_at as source_opens_at,
			e.time_zone, criterion.id as criterion_id, criterion.key, criterion.kind,
			criterion.max, criterion.step, criterion.weight, criterion.conversion
		from assignment a
		join sheet h on h.assignment_id = a.id
		join juror j on j.id = a.juror_id
		join candidate n on n.id = a.candidate_id
		join contest t on t.id = a.contest_id
		join round r on r.id = t.round_id
		join edition e on e.id = r.edition_id
		join chapter c on c.id = r.chapter_id
		join criterion on criterion.rubric_id = t.rubric_id
		left join candidate sn on sn.id = n.source_candidate_id
		left join contest st on st.id = sn.contest_id
		where `+where+` and `+owed+` and (j.user_id is null or `+answered("a.juror_id", "a.candidate_id")+`)
		order by a.id, criterion.position, criterion.id`, append([]any{s.clockColumn(), page}, args...)...)
	if err != nil {
		return nil, fmt.Errorf("duty: %w", err)
	}
	duties := map[string]*duty{}
	for _, r := range rows {
		d := duties[r.UID]
		if d == nil {
			d = &duty{dutyRow: r, conversions: map[string]judging.Conversion{}}
			duties[r.UID] = d
		}
		d.ids = append(d.ids, r.CriterionID)
		d.criteria = append(d.criteria, judging.Criterion{ID: r.Key, Kind: r.Kind, Max: judging.DecimalOfMicros(r.Max),
			Step: judging.DecimalOfMicros(r.Step), Weight: judging.DecimalOfMicros(r.Weight)})
		d.conversions[r.Key] = r.Conversion
	}
	return duties, nil
}

func (d *duty) facts() judging.Facts {
	schedule := judging.Schedule{JudgingFrom: d.JudgingFrom, JudgingUntil: d.JudgingUntil, ClosedAt: d.ClosedAt, FinishedAt: d.FinishedAt}
	return judging.Facts{Chapter: d.Path, Round: d.RoundID, Phase: schedule.PhaseAt(d.Now), Closed: !d.ClosedAt.IsZero(), Juror: d.JurorID,
		Withdrawn: d.Removed, CalledOff: d.CalledOff, Unready: d.Unready, Hidden: hides(d.SourceState, d.SourceOpensAt, d.Now)}
}

// hides tells whether a candidate gives away a result that is not public: that of the contest, in this state and with this
// T0, that it advanced from. Without a state it entered directly.
func hides(source judging.State, opensAt, now time.Time) bool {
	return source != "" && !source.Public(opensAt, now)
}

// dutyList is duties of jurors, one row each.
type dutyList []struct {
	Assignment    string // uid
	JurorID       int64
	ContestID     int64
	CandidateID   int64
	State         SheetState
	SavedAt       time.Time
	Noted         bool // there is a note to the chair
	SourceState   judging.State
	SourceOpensAt time.Time
	Owed          int // criteria that must be scored
	Scored        int // those of them that are
}

// duties reads the duties that stand; the condition is about the assignment "a" of the contest "t", which may be called off.
func (tx *transaction) duties(ctx context.Context, where string, args ...any) (dutyList, error) {
	return tx.standingDuties(ctx, "n.withdrawn_at is null", where, args...)
}

// deskDuties is duties for the jurors themselves, with those for training candidates.
func (tx *transaction) deskDuties(ctx context.Context, where string, args ...any) (dutyList, error) {
	return tx.standingDuties(ctx, "(n.withdrawn_at is null or n.training)", where, args...)
}

func (tx *transaction) standingDuties(ctx context.Context, standing, where string, args ...any) (list dutyList, err error) {
	err = tx.store.prepared(ctx, tx, &list, `
		select a.uid as assignment, a.juror_id, a.contest_id, a.candidate_id, h.state, h.saved_at, h.note <> '' as noted,
			coalesce(st.state, '') as source_state, st.announced_at as source_opens_at,
			count(case when criterion.kind <> 'informative' then 1 end) as owed,
			count(case when criterion.kind <> 'informative' then s.value end) as scored
		from assignment a
		join sheet h on h.assignment_id = a.id
		join candidate n on n.id = a.candidate_id
		join contest t on t.id = a.contest_id
		join criterion on criterion.rubric_id = t.rubric_id
		left join score s on s.assignment_id = a.id and s.criterion_id = criterion.id
		left join candidate sn on sn.id = n.source_candidate_id
		left join contest st on st.id = sn.contest_id
		where `+standing+` and `+owed+` and `+where+`
		group by a.id, h.assignment_id, st.id`, args...)
	if err != nil {
		return nil, fmt.Errorf("duties: %w", err)
	}
	return list, nil
}

// knownTo leaves out the candidates that the actor may not know of yet.
func (list dutyList) knownTo(actor judging.Actor, places map[int64]*Place, now time.Time) (known dutyList) {
	for _, d := range list {
		facts := judging.Facts{Hidden: hides(d.SourceState, d.SourceOpensAt, now)}
		if p := places[d.JurorID]; p != nil {
			facts.Chapter = p.Chapter.Path
		}
		if judging.May(actor, judging.ViewCandidate, facts) == nil {
			known = append(known, d)
		}
	}
	return known
}

// contests lists the contests that the duties are in.
func (list dutyList) contests() []int64 {
	ids, seen := []int64{0}, map[int64]bool{} // a list of none is no SQL
	for _, d := range list {
		if !seen[d.ContestID] {
			seen[d.ContestID] = true
			ids = append(ids, d.ContestID)
		}
	}
	return ids
}

// sheets lists one juror's duties in the order of the candidates.
func (list dutyList) sheets(juror int64, candidates []*NamedCandidate) (sheets []*DeskSheet) {
	own := map[int64]*DeskSheet{}
	for _, d := range list {
		if d.JurorID == juror {
			own[d.CandidateID] = &DeskSheet{Assignment: d.Assignment, State: d.State, Scored: d.Scored, Owed: d.Owed, SavedAt: d.SavedAt, Noted: d.Noted}
		}
	}
	for _, c := range candidates {
		if sheet := own[c.ID]; sheet != nil {
			sheet.Candidate = c
			sheets = append(sheets, sheet)
		}
	}
	return sheets
}
