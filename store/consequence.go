package store

import (
	"context"
	"fmt"
	"strings"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// Consequences are what a change in mid-year would come to: people read them before they make it. The change itself finds them
// again under its lock, and is refused for the first of the reasons.
type Consequences struct {
	Drafts, Submitted, Admitted, Returned int // entries by their state
	Candidates                            int // that stand
	Sheets, SubmittedSheets, Scores       int // that jurors have saved
	Awards, Certificates                  int
	Sent                                  int // candidates that came from another round or went on to one
	Contests                              []*ContestPlace
	Refused                               []*fault.Fault // why it may not be; none: it may
}

// Entries counts those that are neither withdrawn nor rejected.
func (c *Consequences) Entries() int { return c.Drafts + c.Submitted + c.Admitted + c.Returned }

// Possible tells whether nothing speaks against the change.
func (c *Consequences) Possible() bool { return len(c.Refused) == 0 }

func (c *Consequences) refuse(key string, about locale.Text) {
	c.Refused = append(c.Refused, fault.New(fault.Closed, key).With("About", about))
}

// err is what the change is refused for, nil where it may be.
func (c *Consequences) err() error {
	if c.Possible() {
		return nil
	}
	return c.Refused[0]
}

// touched counts what there is in contests, and which entries a condition on "e" picks.
func (tx *transaction) touched(ctx context.Context, contests []*ContestPlace, entries string, args ...any) (*Consequences, error) {
	c := &Consequences{Contests: contests}
	ids := []int64{0}
	for _, t := range contests {
		ids = append(ids, t.Contest.ID)
	}
	if err := tx.countEntries(ctx, c, entries, args...); err != nil {
		return nil, fmt.Errorf("entries: %w", err)
	}
	return c, tx.countCandidates(ctx, c, "n.contest_id in (?)", bun.List(ids))
}

func (tx *transaction) countEntries(ctx context.Context, c *Consequences, where string, args ...any) error {
	var rows []struct {
		State EntryState
		Count int
	}
	if err := tx.NewRaw("select e.state, count(*) as count from entry e where "+where+" group by e.state", args...).Scan(ctx, &rows); err != nil {
		return err
	}
	for _, r := range rows {
		switch r.State {
		case EntryDraft:
			c.Drafts = r.Count
		case EntrySubmitted:
			c.Submitted = r.Count
		case EntryAdmitted:
			c.Admitted = r.Count
		case EntryReturned:
			c.Returned = r.Count
		}
	}
	return nil
}

// countCandidates counts the candidates "n" that a condition picks, and what hangs on them.
func (tx *transaction) countCandidates(ctx context.Context, c *Consequences, where string, args ...any) error {
	var row struct{ Candidates, Sent, Awards, Certificates, Sheets, Submitted, Scores int }
	err := tx.NewRaw(`
		with concerned as (select n.id, n.withdrawn_at, n.source_candidate_id from candidate n where `+where+`),
		saved as (select h.assignment_id, h.state from assignment a join sheet h on h.assignment_id = a.id
			where a.candidate_id in (select id from concerned) and h.state <> 'empty')
		select (select count(*) from concerned where withdrawn_at is null) as candidates,
			(select count(*) from concerned n where n.source_candidate_id is not null
				or exists (select 1 from advancement v where v.source_candidate_id = n.id and v.target_candidate_id is not null)) as sent,
			(select count(*) from award w where w.candidate_id in (select id from concerned)) as awards,
			(select count(*) from certificate f where f.revoked_at is null and f.candidate_id in (select id from concerned)) as certificates,
			(select count(*) from saved) as sheets,
			(select count(*) from saved where state = 'submitted') as submitted,
			(select count(*) from score s where s.assignment_id in (select assignment_id from saved)) as scores`, args...).Scan(ctx, &row)
	if err != nil {
		return fmt.Errorf("candidates: %w", err)
	}
	c.Candidates, c.Sent, c.Awards, c.Certificates = row.Candidates, row.Sent, row.Awards, row.Certificates
	c.Sheets, c.SubmittedSheets, c.Scores = row.Sheets, row.Submitted, row.Scores
	return nil
}

// undecided refuses the change where a contest has a result: what is decided stands, and what is announced is known.
func (c *Consequences) undecided(contests ...*ContestPlace) {
	for _, t := range contests {
		switch t.Contest.State {
		case judging.Open:
		case judging.Announced, judging.Final:
			c.refuse("category.refused_announced", t.title())
		default:
			c.refuse("category.refused_decided", t.title())
		}
	}
}

// title names the contest by its category and round, in every language.
func (p *ContestPlace) title() locale.Text {
	text := locale.Text{}
	for _, lang := range locale.Languages {
		text[lang] = p.Category.Name.In(lang) + " – " + p.Round.Name.In(lang)
	}
	return text
}

// ChangeReason is why something was changed in mid-year, as it is on record.
type ChangeReason struct {
	Event
	Reason string
}

// Verb says what was done: cancel, restore, merge, move or reinstate.
func (r ChangeReason) Verb() string {
	_, verb, _ := strings.Cut(r.Act, ".")
	return verb
}

// changeReasons reads what was changed of a thing with a reason, the latest first. The reason may have been erased.
func (tx *transaction) changeReasons(ctx context.Context, object string, id int64) (reasons []ChangeReason, err error) {
	err = tx.NewSelect().Model((*Event)(nil)).ColumnExpr("event.*").ColumnExpr("coalesce(w.note, '') as reason").
		Join("left join event_note w on w.event_id = event.id").Where("event.object = ?", object).Where("event.object_id = ?", id).
		Where("event.act in (?)", bun.List([]string{object + ".cancel", object + ".restore", object + ".merge", object + ".move", object + ".reinstate"})).
		OrderExpr("event.id desc").Scan(ctx, &reasons)
	return reasons, err
}

// reasoned checks the reason that a change in mid-year needs.
func reasoned(reason string) error {
	var wrong fields
	if strings.TrimSpace(reason) == "" {
		wrong.add("reason", "fault.reason_missing")
	}
	wrong.word("reason", reason, false, maxNote)
	return wrong.err()
}
