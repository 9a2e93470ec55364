package store

import (
	"context"
	"fmt"
	"strings"
	"time"

	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// RoundPhase is where a round stands in time, for its organizer: its dates, what holds it up, and what was done by hand.
type RoundPhase struct {
	Place
	Facts         judging.RoundFacts
	Windows       []OwnWindow // of its contests
	Prolongations []*MovedDeadline
	Moves         []*MadeMove
}

// OwnWindow is the time in which one contest takes entries.
type OwnWindow struct {
	Contest  string // uid
	Category locale.Text
	Window   judging.Window
	Own      bool // not the round's
}

// MadeMove is an act by hand on record.
type MadeMove struct {
	Act        string // "open_entries"; "close" and "reopen" are those of the judging
	HappenedAt time.Time
	Author     string
	Note       string
}

// RoundPhase reads where a round stands, in a constant number of statements.
func (s *Store) RoundPhase(ctx context.Context, actor judging.Actor, round string) (*RoundPhase, error) {
	v := &RoundPhase{}
	err := s.read(ctx, func(tx *transaction) error {
		p, err := tx.place(ctx, actor, judging.ManageRound, round)
		if err != nil {
			return err
		}
		v.Place = *p
		if v.Facts, err = tx.roundFacts(ctx, p); err != nil {
			return fmt.Errorf("facts: %w", err)
		}
		if v.Windows, err = tx.ownWindows(ctx, p); err != nil {
			return fmt.Errorf("windows: %w", err)
		}
		if v.Prolongations, err = tx.movedDeadlines(ctx, "r.id = ?", p.Round.ID); err != nil {
			return fmt.Errorf("prolongations: %w", err)
		}
		v.Moves, err = tx.madeMoves(ctx, p.Round.ID)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("phase of a round: %w", err)
	}
	return v, nil
}

func (tx *transaction) ownWindows(ctx context.Context, p *Place) ([]OwnWindow, error) {
	contests, err := tx.contestsWhere(ctx, "round_id = ? and cancelled_at is null", p.Round.ID)
	var list []OwnWindow
	for _, c := range contests {
		place := ContestPlace{Place: *p, Contest: c.Contest}
		list = append(list, OwnWindow{c.Contest.UID, c.Category.Name, place.Window(), place.ownWindow() != judging.Window{}})
	}
	return list, err
}

// madeMoves lists what was done by hand to the phase of a round, newest first.
func (tx *transaction) madeMoves(ctx context.Context, round int64) ([]*MadeMove, error) {
	acts := []string{"round.close", "round.reopen"}
	for _, move := range judging.Moves {
		acts = append(acts, "round."+string(move))
	}
	var list []*MadeMove
	err := tx.NewRaw(`select substr(e.act, 7) as act, e.happened_at, coalesce(u.name, '') as author, coalesce(n.note, '') as note
		from event e left join event_note n on n.event_id = e.id left join "user" u on u.id = e.user_id
		where e.object = 'round' and e.object_id = ? and e.act in (?) order by e.happened_at desc, e.id desc`, round, bun.List(acts)).Scan(ctx, &list)
	return list, err
}

// roundFacts reads what the guards of a round's phases need to know.
func (tx *transaction) roundFacts(ctx context.Context, p *Place) (judging.RoundFacts, error) {
	f := judging.RoundFacts{Schedule: p.Round.Schedule(), Now: tx.now, Canceled: !p.Round.CancelledAt.IsZero()}
	rules, err := tx.currentRules(ctx, p.Edition.ID)
	if err != nil {
		return f, err
	}
	f.RulesPublic = rules != nil
	counts, err := tx.roundCounts(ctx, []Round{p.Round})
	if err != nil {
		return f, err
	}
	n := counts[p.Round.ID]
	f.Sheets, f.Missing, f.Unsent = n.Sheets, n.Sheets-n.Submitted, n.Onward-n.Advanced
	var c struct {
		Contests, Scored, Drafts, Unchecked, Candidates, Unassigned, Voting, Undecided, Unannounced, Entering int
	}
	err = tx.NewRaw(guardCounting, p.Round.ID, tx.now).Scan(ctx, &c)
	f.Contests, f.Scored, f.Drafts, f.Unchecked, f.Candidates = c.Contests, c.Scored, c.Drafts, c.Unchecked, c.Candidates
	f.Unassigned, f.Voting, f.Undecided, f.Unannounced = c.Unassigned, c.Voting, c.Undecided, c.Unannounced
	f.Entering = c.Entering
	return f, err
}

// guardCounting counts in the round ?0 at the moment ?1; what is cancelled does not count.
const guardCounting = `
	with live as (
		select t.* from contest t join category c on c.id = t.category_id
		where t.round_id = ?0 and t.cancelled_at is null and c.cancelled_at is null),
	standing_candidate as (
		select n.id, n.contest_id, t.rubric_id from candidate n join live t on t.id = n.contest_id where n.withdrawn_at is null),
	filled as (select * from live t where exists (select 1 from standing_candidate n where n.contest_id = t.id))
	select (select count(*) from live where entries_until > ?1) as entering, (select count(*) from live) as contests, (select count(rubric_id) from live) as scored,
		(select count(*) from entry e join live t on t.id = e.contest_id where e.state = 'draft') as drafts,
		(select count(*) from entry e join live t on t.id = e.contest_id where e.state in ('submitted', 'returned')) as unchecked,
		(select count(rubric_id) from standing_candidate) as candidates,
		(select count(*) from standing_candidate n where n.rubric_id is not null
			and not exists (select 1 from assignment a where a.candidate_id = n.id and a.removed_at is null)) as unassigned,
		(select count(*) from juror j where j.round_id = ?0 and j.left_at is null and j.role <> 'secretary') as voting,
		(select count(*) from filled where state = 'open') as undecided,
		(select count(*) from filled where state <> 'open' and not (state in ('announced', 'final') and announced_at <= ?1)) as unannounced`

// MoveForm is what is filled in to move a round on by hand.
type MoveForm struct {
	Move   judging.Move
	Reason string // where something speaks against it, or a deadline moves that people rely on
}

// MoveRound brings a round into another phase now, or takes the end of the round back. What judging.MayMove answers is asked
// under the round's lock; a deadline that is brought forward stays on record.
func (s *Store) MoveRound(ctx context.Context, actor judging.Actor, round string, form MoveForm) error {
	err := s.writeRound(ctx, round, exclusive, func(tx *transaction) error {
		p, err := tx.place(ctx, actor, judging.ManageRound, round)
		if err != nil {
			return err
		}
		facts, err := tx.roundFacts(ctx, p)
		if err != nil {
			return err
		}
		reason := strings.TrimSpace(form.Reason)
		var wrong fields
		wrong.word("reason", reason, false, maxReason)
		if err := wrong.err(); err != nil {
			return err
		}
		if err := judging.MayMove(form.Move, facts, reason); err != nil {
			return err
		}
		return tx.moveRound(ctx, actor, p, facts, MoveForm{form.Move, reason})
	})
	if err != nil {
		return fmt.Errorf("move round: %w", err)
	}
	return nil
}

func (tx *transaction) moveRound(ctx context.Context, actor judging.Actor, p *Place, facts judging.RoundFacts, form MoveForm) error {
	after := form.Move.Apply(facts.Schedule, tx.now)
	deadline := form.Move.Deadline()
	if deadline != "" && facts.Schedule.Relied(deadline, facts.RulesPublic, tx.now) {
		moved := Prolongation{Deadline: deadline, OldAt: facts.Schedule.At(deadline), NewAt: tx.now, Reason: form.Reason}
		if err := tx.moveDeadline(ctx, actor, p, moved); err != nil {
			return err
		}
	}
	r := &p.Round
	r.setDates(Dates{after.EntriesFrom, after.EntriesUntil, after.JudgingFrom, after.JudgingUntil})
	r.FinishedAt = after.FinishedAt
	_, err := tx.NewUpdate().Model(r).Column("entries_from", "entries_until", "judging_from", "judging_until", "finished_at").WherePK().Exec(ctx)
	if err != nil {
		return err
	}
	return tx.recordWithNote(ctx, actor, "round."+string(form.Move), "round", r.ID, map[string]any{"reasons": len(judging.Guards(form.Move, facts))}, form.Reason)
}
