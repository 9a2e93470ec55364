package store

import (
	"context"
	"strings"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/letter"

	"github.com/uptrace/bun"
)

// Objection is an entrant's complaint about a fact or a procedure while its result is provisional, with the organizer's answer.
type Objection struct {
	bun.BaseModel `bun:"table:objection"`

	ID          int64 `bun:",pk,autoincrement"`
	UID         string
	ContestID   int64
	CandidateID int64
	About       ObjectionAbout
	Words       string
	State       ObjectionState
	MadeBy      int64 // user
	MadeAt      time.Time
	DecidedBy   int64     `bun:",nullzero"` // user
	DecidedAt   time.Time `bun:",nullzero"`
	Answer      string    // why it was upheld or rejected
}

// ObjectionAbout is what an objection is about.
type ObjectionAbout string

// What an objection may be about. Nobody objects to a juror's judgment.
const (
	AboutFact      ObjectionAbout = "fact"
	AboutProcedure ObjectionAbout = "procedure"
)

// ObjectionState tells what became of an objection.
type ObjectionState string

// The states of an objection.
const (
	ObjectionOpen     ObjectionState = "open"
	ObjectionUpheld   ObjectionState = "upheld"
	ObjectionRejected ObjectionState = "rejected"
)

// maxObjection is how many letters an objection may have.
const maxObjection = 10_000

// ObjectionForm is an objection as it is made.
type ObjectionForm struct {
	Entry   string // uid
	Contest string // uid
	About   ObjectionAbout
	Words   string
}

// MakeObjection keeps an objection of an entrant until the organizer answers it, and tells those who act for the entrant that it is there.
// Faults: NotFound; Closed outside of the window; Invalid with the fields "about" and "words".
func (s *Store) MakeObjection(ctx context.Context, actor judging.Actor, form ObjectionForm) error {
	round, err := s.roundOfContest(ctx, form.Contest)
	if err != nil {
		return wrapped("make objection", err)
	}
	err = s.writeRound(ctx, round, exclusive, func(tx *transaction) error {
		p, n, facts, err := tx.objector(ctx, form)
		if err != nil {
			return err
		}
		if err := judging.May(actor, judging.MakeObjection, facts); err != nil {
			return err
		}
		var wrong fields
		if form.About != AboutFact && form.About != AboutProcedure {
			wrong.add("about", "fault.unknown_choice")
		}
		wrong.word("words", form.Words, true, maxObjection)
		if err := wrong.err(); err != nil {
			return err
		}
		o := &Objection{UID: s.NewUID(), ContestID: p.Contest.ID, CandidateID: n.ID, About: form.About, Words: strings.TrimSpace(form.Words),
			State: ObjectionOpen, MadeBy: actor.User, MadeAt: tx.now}
		if _, err := tx.NewInsert().Model(o).Exec(ctx); err != nil {
			return err
		}
		if err := tx.messageEntry(ctx, actor, n.EntryID, MessageForm{Kind: letter.ObjectionReceived, Event: o.UID, Contest: p}); err != nil {
			return err
		}
		return tx.record(ctx, actor, "objection.make", "objection", o.ID, map[string]any{"contest": o.ContestID, "candidate": o.CandidateID, "about": o.About})
	})
	return wrapped("make objection", err)
}

// objector finds the candidate that an entry is in a contest, with what May needs to know of it.
func (tx *transaction) objector(ctx context.Context, form ObjectionForm) (*ContestPlace, *Candidate, judging.Facts, error) {
	p, err := tx.contestPlaceOf(ctx, "uid = ?", form.Contest)
	if err != nil {
		return nil, nil, judging.Facts{}, err
	}
	n := &Candidate{}
	err = tx.NewSelect().Model(n).Where("contest_id = ?", p.Contest.ID).Where("entry_id = (select id from entry where uid = ?)", form.Entry).Scan(ctx)
	if err != nil {
		return nil, nil, judging.Facts{}, absentAs(err)
	}
	facts := p.Facts()
	facts.Withdrawn = !n.WithdrawnAt.IsZero()
	facts.Bodies, err = tx.agreedBodies(ctx, n.EntryID)
	return p, n, facts, err
}

// DecideObjection answers an objection with a reason: upheld, it asks for a corrected version of the result; rejected, nothing changes.
// Both stay on record, and a letter about it waits in the outbox. Faults: NotFound; Forbidden for whoever made it, or acts for the entrant; Conflict when it was
// answered already; Invalid with the fields "outcome" and "reason".
func (s *Store) DecideObjection(ctx context.Context, actor judging.Actor, objection string, outcome ObjectionState, reason string) error {
	var round string
	err := s.reader.NewRaw("select r.uid from round r join contest t on t.round_id = r.id join objection o on o.contest_id = t.id where o.uid = ?",
		objection).Scan(ctx, &round)
	if err != nil {
		return wrapped("decide objection", absentAs(err))
	}
	err = s.writeRound(ctx, round, exclusive, func(tx *transaction) error {
		o := &Objection{}
		if err := tx.NewSelect().Model(o).Where("uid = ?", objection).Scan(ctx); err != nil {
			return absentAs(err)
		}
		p, err := tx.contestPlaceOf(ctx, "id = ?", o.ContestID)
		if err != nil {
			return err
		}
		facts := p.Facts()
		facts.Author = o.MadeBy
		if facts.Bodies, err = tx.bodiesOfCandidate(ctx, o.CandidateID); err != nil {
			return err
		}
		if err := judging.May(actor, judging.DecideObjection, facts); err != nil {
			return err
		}
		if o.State != ObjectionOpen {
			return fault.New(fault.Conflict, "result.answered_already")
		}
		var wrong fields
		if outcome != ObjectionUpheld && outcome != ObjectionRejected {
			wrong.add("outcome", "fault.unknown_choice")
		}
		wrong.word("reason", reason, true, maxNote)
		if err := wrong.err(); err != nil {
			return err
		}
		o.State, o.DecidedBy, o.DecidedAt, o.Answer = outcome, actor.User, tx.now, strings.TrimSpace(reason)
		return tx.answerObjection(ctx, actor, p, o)
	})
	return wrapped("decide objection", err)
}

// bodiesOfCandidate lists the bodies that compete together as a candidate.
func (tx *transaction) bodiesOfCandidate(ctx context.Context, candidate int64) ([]int64, error) {
	var entry int64
	if err := tx.NewRaw("select entry_id from candidate where id = ?", candidate).Scan(ctx, &entry); err != nil {
		return nil, err
	}
	return tx.agreedBodies(ctx, entry)
}

var objectionLetters = map[ObjectionState]letter.Kind{ObjectionUpheld: letter.ObjectionUpheld, ObjectionRejected: letter.ObjectionRejected}

// answerObjection writes an answer down and drafts the letter about it.
func (tx *transaction) answerObjection(ctx context.Context, actor judging.Actor, p *ContestPlace, o *Objection) error {
	if _, err := tx.NewUpdate().Model(o).Column("state", "decided_by", "decided_at", "answer").WherePK().Exec(ctx); err != nil {
		return err
	}
	if o.State == ObjectionUpheld {
		if err := tx.amend(ctx, p); err != nil {
			return err
		}
	}
	var entry int64
	if err := tx.NewRaw("select entry_id from candidate where id = ?", o.CandidateID).Scan(ctx, &entry); err != nil {
		return err
	}
	if err := tx.messageEntry(ctx, actor, entry, MessageForm{Kind: objectionLetters[o.State], Event: o.UID, Reason: o.Answer, Contest: p}); err != nil {
		return err
	}
	return tx.recordWithNote(ctx, actor, "objection."+string(o.State), "objection", o.ID, map[string]int64{"contest": o.ContestID}, o.Answer)
}

// amend notes that a public result waits for a corrected version; from then on, until there is one, it does not become final.
func (tx *transaction) amend(ctx context.Context, p *ContestPlace) error {
	if !p.Facts().Public || !p.Contest.AmendingAt.IsZero() {
		return nil
	}
	p.Contest.AmendingAt = tx.now
	_, err := tx.NewUpdate().Model(&p.Contest).Column("amending_at").WherePK().Exec(ctx)
	return err
}
