package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/register"
)

// dutyWork is an assignment as a line of a table would make or change it.
type dutyWork struct {
	table *assignTable
	at    square
	share []int
}

// dutyTable is what the lines of a table of assignments are held against.
type dutyTable struct {
	*Place
	country register.Country
	tables  []*assignTable   // of the round's contests that have a rubric
	emails  map[int64]string // of jurors' accounts
	seen    map[string]int   // which line has a pair already
}

// dutyTable reads the contests of a round, in a constant number of statements for each.
func (tx *transaction) dutyTable(ctx context.Context, actor judging.Actor, round string) (*dutyTable, error) {
	p, err := tx.place(ctx, actor, judging.ManageRound, round)
	if err != nil {
		return nil, err
	}
	t := &dutyTable{Place: p, country: p.Competition.Country, emails: map[int64]string{}, seen: map[string]int{}}
	contests, err := tx.contestPlacesOf(ctx, "round_id = ? and rubric_id is not null and cancelled_at is null", p.Round.ID)
	if err != nil {
		return nil, err
	}
	for _, contest := range contests {
		table, err := tx.assignTable(ctx, contest)
		if err != nil {
			return nil, err
		}
		t.tables = append(t.tables, table)
	}
	var accounts []struct {
		ID    int64
		Email string
	}
	err = tx.NewRaw(`select j.id, u.email from juror j join "user" u on u.id = j.user_id where j.round_id = ?`, p.Round.ID).Scan(ctx, &accounts)
	for _, a := range accounts {
		t.emails[a.ID] = a.Email
	}
	return t, err
}

// planDuties plans each line of a table of assignments. It only adds and changes: what the table leaves out stays as it is.
func (tx *transaction) planDuties(ctx context.Context, actor judging.Actor, e *Edition, form ImportForm) (*ImportPlan, error) {
	t, err := tx.dutyTable(ctx, actor, form.Round)
	if err != nil {
		return nil, err
	}
	switch {
	case t.Edition.ID != e.ID:
		return nil, fault.New(fault.NotFound, "fault.not_found")
	case !t.Round.ClosedAt.IsZero():
		return nil, fault.New(fault.Closed, "fault.already_closed")
	}
	for _, table := range t.tables {
		if err := tx.loadScored(ctx, table); err != nil {
			return nil, err
		}
	}
	plan := &ImportPlan{Form: form}
	for _, line := range form.Lines {
		l := &PlannedLine{Number: line.Number}
		t.plan(l, line.Values)
		plan.Lines = append(plan.Lines, l)
	}
	plan.unread(func(string) bool { return false })
	return plan, nil
}

// plan plans one line.
func (t *dutyTable) plan(l *PlannedLine, values map[string]string) {
	w := &dutyWork{table: t.contest(l, values[ColumnCategory])}
	if w.table == nil {
		return
	}
	w.at = square{t.namedJuror(l, w.table, values), t.namedCandidate(l, w.table, values)}
	w.share = w.table.namedShare(l, values[ColumnCriteria])
	if w.at.juror >= 0 && w.at.candidate >= 0 {
		l.Title = w.table.Jurors[w.at.juror].Name + " – " + w.table.Candidates[w.at.candidate].Display(t.Language())
		key := fmt.Sprint(w.table.Contest.ID, w.at)
		if earlier := t.seen[key]; earlier != 0 {
			l.wrong(ColumnJuror, values[ColumnJuror], fault.Field{Key: "transfer.line_twice", Args: fault.Args{"Line": earlier}})
		}
		t.seen[key] = l.Number
	}
	if l.Outcome == ImportRefused {
		return
	}
	l.duty = w
	w.judge(l, values)
}

// judge says what a line whose words are all understood comes to.
func (w *dutyWork) judge(l *PlannedLine, values map[string]string) {
	t, h := w.table, w.table.standing(w.at)
	switch {
	case h != nil && sameShare(h.criteria, w.share):
		l.settle(true)
		return
	case !t.sits(w.at.juror):
		l.wrong(ColumnJuror, values[ColumnJuror], fault.Field{Key: "assign.juror_left"})
	case t.barred(w.at):
		l.wrong(ColumnJuror, values[ColumnJuror], fault.Field{Key: "assign.barred"})
	case h != nil && h.state == SheetSubmitted:
		l.wrong(ColumnCriteria, t.shareWord(w.share), fault.Field{Key: "assign.submitted"})
	case h != nil && lost(h, w.share) > 0:
		l.wrong(ColumnCriteria, t.shareWord(w.share), fault.Field{Key: "assign.would_lose"})
	case h != nil:
		l.put(ColumnCriteria, t.shareWord(h.criteria), t.shareWord(w.share))
	default:
		l.put(ColumnJuror, "", t.Jurors[w.at.juror].Name)
		l.put(ColumnName, "", t.Candidates[w.at.candidate].Display(t.Language()))
		l.put(ColumnCriteria, "", t.shareWord(w.share))
	}
	l.settle(h != nil)
}

// shareWord writes a share as tables have it.
func (t *assignTable) shareWord(share []int) string {
	keys := make([]string, len(share))
	for i, criterion := range share {
		keys[i] = t.Criteria[criterion].Key
	}
	return strings.Join(keys, ", ")
}

// importDuties assigns what the plan says. The round of the plan is locked.
func (tx *transaction) importDuties(ctx context.Context, actor judging.Actor, plan *ImportPlan) error {
	var tables []*assignTable
	changes := map[*assignTable][]PlannedDuty{}
	var round int64
	var pairs [][]int64
	for _, l := range plan.Lines {
		w := l.duty
		if l.Outcome != ImportAdded && l.Outcome != ImportChanged {
			continue
		}
		if !slices.Contains(tables, w.table) {
			tables = append(tables, w.table)
		}
		d := PlannedDuty{Juror: w.table.Jurors[w.at.juror], Candidate: w.table.Candidates[w.at.candidate], Way: Added, at: w.at, share: w.share}
		changes[w.table] = append(changes[w.table], d)
		round = w.table.Round.ID
		pair := []int64{d.Juror.ID, d.Candidate.ID}
		for _, criterion := range w.share {
			pair = append(pair, w.table.Criteria[criterion].ID)
		}
		pairs = append(pairs, pair)
	}
	for _, t := range tables {
		if err := tx.assignAll(ctx, t, changes[t]); err != nil {
			return err
		}
	}
	return tx.recordWithNote(ctx, actor, "assignment.import", "round", round, map[string]any{"pairs": pairs}, plan.Form.File)
}

// contest finds the round's contest by its category.
func (t *dutyTable) contest(l *PlannedLine, name string) *assignTable {
	for _, table := range t.tables {
		if name == table.Category.Slug || name == "" && len(t.tables) == 1 {
			return table
		}
		for _, text := range table.Category.Name {
			if name != "" && locale.Fold(text) == locale.Fold(name) {
				return table
			}
		}
	}
	l.wrong(ColumnCategory, name, fault.Field{Key: "transfer.no_category"})
	return nil
}
