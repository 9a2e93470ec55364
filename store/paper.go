package store

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"

	"blazon/fault"
	"blazon/judging"

	"github.com/uptrace/bun"
)

// Paper is what a juror filled in on paper, a sheet or a column of scores, as somebody keyed it in. It counts for nothing until a
// second person confirms it.
type Paper struct {
	bun.BaseModel `bun:"table:paper"`

	ID        int64 `bun:",pk,autoincrement"`
	UID       string
	ContestID int64
	JurorID   int64
	DatedOn   string // the day that stands on the paper: "2026-03-27"
	Scan
	State     PaperState
	KeyedBy   int64 // user
	KeyedAt   time.Time
	DecidedBy int64     `bun:",nullzero"` // user who confirmed or rejected it, or the keyer who withdrew it
	DecidedAt time.Time `bun:",nullzero"`
	Reason    string    // why it was rejected
}

// PaperState tells what became of a keyed paper.
type PaperState string

// The states of a keyed paper.
const (
	PaperWaiting   PaperState = "waiting"
	PaperConfirmed PaperState = "confirmed"
	PaperRejected  PaperState = "rejected"
	PaperWithdrawn PaperState = "withdrawn"
)

// PaperSheet is what a paper says of one candidate.
type PaperSheet struct {
	bun.BaseModel `bun:"table:paper_sheet"`

	PaperID      int64 `bun:",pk"`
	AssignmentID int64 `bun:",pk"`
	Revision     int64 // of the sheet when it was keyed in
	Comment      string
}

// PaperScore is one value on a paper.
type PaperScore struct {
	bun.BaseModel `bun:"table:paper_score"`

	PaperID      int64  `bun:",pk"`
	AssignmentID int64  `bun:",pk"`
	CriterionID  int64  `bun:",pk"`
	Value        int64  // millionths
	Measured     string // what the points were converted from, a decimal; empty: the points were keyed in
}

// PaperForm is a paper as it is keyed in: all sheets of one juror in one contest.
type PaperForm struct {
	Round   string      // uid
	Sheets  []SheetForm // those of the candidates that the paper speaks of; the round and Submit need not be set
	DatedOn string      // "2026-03-27"
	Scan    ScanForm
}

// MayKey asks whether the actor may key papers of a round in now, before anything is read of what is sent.
func (s *Store) MayKey(ctx context.Context, actor judging.Actor, round string) error {
	err := s.read(ctx, func(tx *transaction) error {
		_, err := tx.place(ctx, actor, judging.KeyPaper, round)
		return err
	})
	return wrapped("may key", err)
}

// KeyPaper keeps what was keyed in, with its scan, until a second person confirms it. Faults: NotFound; Closed when the judging is
// over; Conflict when a sheet was saved since the form was made, or waits with another paper; Invalid with the fields that are wrong:
// "file", "dated_on", "sheets", and of a sheet "score." or "comment.", its assignment and the criterion's key.
func (s *Store) KeyPaper(ctx context.Context, actor judging.Actor, form PaperForm) (*Paper, error) {
	if err := form.check(); err != nil {
		return nil, fmt.Errorf("key paper: %w", err)
	}
	draft, scan, err := s.receiveScan(ctx, form.Scan)
	if err != nil {
		return nil, fmt.Errorf("key paper: %w", err)
	}
	defer draft.Discard()
	p := &Paper{UID: s.NewUID(), DatedOn: form.DatedOn, Scan: scan, State: PaperWaiting, KeyedBy: actor.User}
	err = s.writeRound(ctx, form.Round, exclusive, func(tx *transaction) error {
		sheets, scores, err := tx.keyedSheets(ctx, actor, p, form)
		if err != nil {
			return err
		}
		p.KeyedAt = tx.now
		if err := tx.keep(ctx, draft); err != nil {
			return err
		}
		return tx.insertPaper(ctx, actor, p, sheets, scores)
	})
	if err != nil {
		return nil, fmt.Errorf("key paper: %w", err)
	}
	return p, nil
}

func (form PaperForm) check() error {
	var wrong fields
	if _, err := time.Parse(time.DateOnly, form.DatedOn); err != nil {
		wrong.add("dated_on", "keying.bad_date")
	}
	if len(form.Sheets) == 0 {
		wrong.add("sheets", "keying.nothing_keyed")
	}
	if form.Scan.Content == nil {
		wrong.add("file", "attachment.none")
	}
	return wrong.err()
}

// keyedSheets reads what the paper is about, and holds it against what may be saved.
func (tx *transaction) keyedSheets(ctx context.Context, actor judging.Actor, p *Paper, form PaperForm) (sheets []PaperSheet, scores []PaperScore, err error) {
	duties, err := tx.dutiesToKey(ctx, actor, form)
	if err != nil {
		return nil, nil, err
	}
	var wrong fields
	for _, f := range form.Sheets {
		duty := duties[f.Assignment]
		if p.JurorID != 0 && (p.JurorID != duty.JurorID || p.ContestID != duty.ContestID) {
			return nil, nil, fault.New(fault.NotFound, "fault.not_found")
		}
		p.JurorID, p.ContestID = duty.JurorID, duty.ContestID
		f.Submit, f.Comment = true, strings.ReplaceAll(f.Comment, "\r\n", "\n")
		marks, _, err := duty.marks(f)
		if !fault.Is(err, fault.Invalid) && err != nil {
			return nil, nil, err
		}
		wrong = append(wrong, ofSheet(f.Assignment, err)...)
		sheets = append(sheets, PaperSheet{AssignmentID: duty.AssignmentID, Revision: duty.Revision, Comment: f.Comment})
		for i, m := range marks {
			if !m.Empty {
				scores = append(scores, PaperScore{AssignmentID: duty.AssignmentID, CriterionID: duty.ids[i], Value: m.Value.Micros(), Measured: m.Measured})
			}
		}
	}
	return sheets, scores, wrong.err()
}

// ofSheet names the wrong fields of one of several sheets.
func ofSheet(assignment string, err error) (wrong fields) {
	if err == nil {
		return nil
	}
	for _, f := range fault.Of(err).Fields {
		part, key, _ := strings.Cut(f.Name, ".")
		f.Name = strings.TrimSuffix(part+"."+assignment+"."+key, ".")
		wrong = append(wrong, f)
	}
	return wrong
}

// dutiesToKey reads the duties that the form is about, if the actor may key all of them in and none of them waits with another paper.
func (tx *transaction) dutiesToKey(ctx context.Context, actor judging.Actor, form PaperForm) (map[string]*duty, error) {
	var assignments []string
	for _, f := range form.Sheets {
		assignments = append(assignments, f.Assignment)
	}
	duties, err := tx.store.readDuties(ctx, tx.Tx, form.Round, "", assignments)
	if err != nil {
		return nil, err
	}
	var barred map[int64]bool
	for _, f := range form.Sheets {
		d := duties[f.Assignment]
		if d == nil {
			return nil, fault.New(fault.NotFound, "fault.not_found")
		}
		if barred == nil {
			if barred, err = tx.barred(ctx, actor, d.RoundID); err != nil {
				return nil, err
			}
		}
		facts := d.facts()
		facts.Recused = barred[d.CandidateID]
		if err := cmp.Or(judging.May(actor, judging.ViewCandidate, facts), judging.May(actor, judging.KeyPaper, facts)); err != nil {
			return nil, err
		}
	}
	waits, err := tx.NewSelect().TableExpr("paper_sheet s").Join("join paper p on p.id = s.paper_id").Join("join assignment a on a.id = s.assignment_id").
		Where("a.uid in (?)", bun.List(assignments)).Where("p.state = ?", PaperWaiting).Exists(ctx)
	if err == nil && waits {
		err = fault.New(fault.Conflict, "keying.waits_already")
	}
	return duties, err
}

// insertPaper puts a paper on record: which sheets and scores it has is in the body, so that the confirmation can be held against it.
func (tx *transaction) insertPaper(ctx context.Context, actor judging.Actor, p *Paper, sheets []PaperSheet, scores []PaperScore) error {
	if _, err := tx.NewInsert().Model(p).Exec(ctx); err != nil {
		return err
	}
	body := map[int64]map[int64]int64{}
	for i := range sheets {
		sheets[i].PaperID = p.ID
		body[sheets[i].AssignmentID] = map[int64]int64{}
	}
	for i, score := range scores {
		scores[i].PaperID = p.ID
		body[score.AssignmentID][score.CriterionID] = score.Value
	}
	if err := insertAll(ctx, tx, sheets); err != nil {
		return err
	}
	if err := insertAll(ctx, tx, scores); err != nil {
		return err
	}
	return tx.recordWithNote(ctx, actor, "paper.key", "paper", p.ID,
		map[string]any{"contest": p.ContestID, "juror": p.JurorID, "scores": body}, p.Scan.Name)
}
