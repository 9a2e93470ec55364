package store

import (
	"context"
	"fmt"
	"time"

	"blazon/fault"
	"blazon/judging"

	"github.com/uptrace/bun"
)

// Score is one juror's value for one criterion of one candidate.
type Score struct {
	bun.BaseModel `bun:"table:score"`

	AssignmentID int64 `bun:",pk"`
	CriterionID  int64 `bun:",pk"`
	Value        int64 // millionths
	SavedAt      time.Time
}

// SheetForm is a score sheet as its juror sends it.
type SheetForm struct {
	Round      string            // uid
	Assignment string            // uid
	Revision   int64             // the one that the form was made from
	Values     map[string]string // as typed, by the criterion's key
	Comment    string
	Submit     bool // false: a draft, which does not count
}

// SaveSheet stores what a juror typed, in one transaction under the round's shared lock: a save either comes before
// the closing of the round and counts, or is refused. Faults: NotFound; Closed when judging is over; Conflict when the
// sheet was saved elsewhere since; Invalid with the fields that are wrong, and then nothing is stored.
func (s *Store) SaveSheet(ctx context.Context, actor judging.Actor, form SheetForm) (Sheet, error) {
	var saved Sheet
	err := s.db.RunInTx(ctx, nil, func(ctx context.Context, tx bun.Tx) error {
		if err := s.lockRound(ctx, tx, form.Round, shared); err != nil {
			return err
		}
		duty, err := s.readDuty(ctx, tx, form)
		if err != nil {
			return err
		}
		if err := judging.May(actor, judging.SaveSheet, duty.facts()); err != nil {
			return err
		}
		if duty.Revision != form.Revision {
			return fault.New(fault.Conflict, "fault.sheet_changed")
		}
		marks, err := judging.Sheet{Criteria: duty.criteria, Typed: form.Values, Submit: form.Submit}.Marks()
		if err != nil {
			return err
		}
		saved = duty.becomes(form)
		t := &transaction{Tx: tx, store: s, now: duty.Now}
		event, err := t.event(actor, "sheet.save", "assignment", duty.AssignmentID, duty.eventBody(saved, marks))
		if err != nil {
			return err
		}
		return s.writeSheet(ctx, tx, event, saved, duty.scores(marks))
	})
	if err != nil {
		return Sheet{}, fmt.Errorf("save sheet: %w", err)
	}
	return saved, nil
}

// duty is everything that decides what a save may do.
type duty struct {
	dutyRow
	criteria []judging.Criterion
	ids      []int64 // of the criteria
}

// dutyRow is one criterion of a duty, with all that is the same for each.
type dutyRow struct {
	Now          time.Time
	AssignmentID int64
	JurorID      int64
	Removed      bool
	Recused      bool
	Path         string
	Revision     int64
	JudgingFrom  time.Time
	JudgingUntil time.Time
	ClosedAt     time.Time
	FinishedAt   time.Time
	CriterionID  int64
	Key          string
	Kind         judging.CriterionKind
	Max          int64
	Step         int64
	Weight       int64
}

// readDuty reads the duty in the one statement that follows the lock.
func (s *Store) readDuty(ctx context.Context, tx bun.Tx, form SheetForm) (*duty, error) {
	var rows []dutyRow
	err := tx.NewRaw(`
		select ? as now, a.id as assignment_id, a.juror_id,
			(a.removed_at is not null or n.withdrawn_at is not null or j.left_at is not null) as removed,
			exists (select 1 from recusal x where x.juror_id = a.juror_id and x.candidate_id = a.candidate_id
				and x.criterion_id is null and x.ended_at is null) as recused,
			c.path, sh.revision, r.judging_from, r.judging_until, r.closed_at, r.finished_at,
			k.id as criterion_id, k.key, k.kind, k.max, k.step, k.weight
		from assignment a
		join sheet sh on sh.assignment_id = a.id
		join juror j on j.id = a.juror_id
		join candidate n on n.id = a.candidate_id
		join contest t on t.id = a.contest_id
		join round r on r.id = t.round_id
		join chapter c on c.id = r.chapter_id
		join criterion k on k.rubric_id = t.rubric_id
		where a.uid = ? and r.uid = ?
		and (not exists (select 1 from assignment_criterion o where o.assignment_id = a.id)
			or exists (select 1 from assignment_criterion o where o.assignment_id = a.id and o.criterion_id = k.id))
		and not exists (select 1 from recusal x where x.juror_id = a.juror_id and x.candidate_id = a.candidate_id
			and x.criterion_id = k.id and x.ended_at is null)
		order by k.position`, s.clockColumn(), form.Assignment, form.Round).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("duty: %w", err)
	}
	if len(rows) == 0 {
		return nil, fault.New(fault.NotFound, "fault.not_found")
	}
	d := &duty{dutyRow: rows[0]}
	for _, r := range rows {
		d.ids = append(d.ids, r.CriterionID)
		d.criteria = append(d.criteria, judging.Criterion{ID: r.Key, Kind: r.Kind, Max: judging.DecimalOfMicros(r.Max),
			Step: judging.DecimalOfMicros(r.Step), Weight: judging.DecimalOfMicros(r.Weight)})
	}
	return d, nil
}

func (d *duty) facts() judging.Facts {
	schedule := judging.Schedule{JudgingFrom: d.JudgingFrom, JudgingUntil: d.JudgingUntil, ClosedAt: d.ClosedAt, FinishedAt: d.FinishedAt}
	return judging.Facts{Chapter: d.Path, Phase: schedule.PhaseAt(d.Now), Closed: !d.ClosedAt.IsZero(),
		Juror: d.JurorID, Recused: d.Recused, Withdrawn: d.Removed}
}

// becomes is the sheet after the save.
func (d *duty) becomes(form SheetForm) Sheet {
	sheet := Sheet{AssignmentID: d.AssignmentID, Revision: d.Revision + 1, State: SheetDraft, Comment: form.Comment, SavedAt: d.Now}
	if form.Submit {
		sheet.State, sheet.SubmittedAt = SheetSubmitted, d.Now
	}
	return sheet
}

// scores lists the rows to keep; what is not among them is emptied.
func (d *duty) scores(marks []judging.Mark) (rows []Score) {
	for i, m := range marks {
		if !m.Empty {
			rows = append(rows, Score{AssignmentID: d.AssignmentID, CriterionID: d.ids[i], Value: m.Value.Micros(), SavedAt: d.Now})
		}
	}
	return rows
}

// eventBody puts the sheet on record, by ids: what was given on each criterion, in millionths, and nothing for an empty cell.
func (d *duty) eventBody(sheet Sheet, marks []judging.Mark) any {
	scores := map[int64]int64{}
	for i, m := range marks {
		if !m.Empty {
			scores[d.ids[i]] = m.Value.Micros()
		}
	}
	return struct {
		Revision int64           `json:"revision"`
		State    SheetState      `json:"state"`
		Scores   map[int64]int64 `json:"scores"`
	}{sheet.Revision, sheet.State, scores}
}
