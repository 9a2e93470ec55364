package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// Erratum is a corrected version of a public result as one person enters it and another confirms it. Until then everybody sees the
// version before; from then on its words stand beside the new one for good.
type Erratum struct {
	bun.BaseModel `bun:"table:erratum"`

	ID        int64 `bun:",pk,autoincrement"`
	UID       string
	ContestID int64
	Words     locale.Text      // what was wrong, and why it changes
	Note      locale.Text      // printed under the result
	Withheld  []string         // uids of candidates whose place is not conferred
	Amounts   map[string]int64 // what the chair decided that candidates get, by uid, in minor units
	Digest    string           // of the outcome that was seen
	State     PairState
	EnteredBy int64 // user
	EnteredAt time.Time
	DecidedBy int64     `bun:",nullzero"` // user who confirmed or rejected it, or who entered and withdrew it
	DecidedAt time.Time `bun:",nullzero"`
	Answer    string    // why it was rejected
	ResultID  int64     `bun:",nullzero"` // the version that it became
}

// ErratumObjection is an objection that was upheld, and that a corrected version answers.
type ErratumObjection struct {
	bun.BaseModel `bun:"table:erratum_objection"`

	ErratumID   int64 `bun:",pk"`
	ObjectionID int64 `bun:",pk"`
}

// ErratumCandidate says why somebody stands in the next round who would not go there by the corrected version.
type ErratumCandidate struct {
	bun.BaseModel `bun:"table:erratum_candidate"`

	ErratumID   int64 `bun:",pk"`
	CandidateID int64 `bun:",pk"` // of the contest
	OwnError    bool  // it went on through an error of its own, and is removed; otherwise it stays
}

// Whose error it was that somebody went on to the next round.
const (
	OwnError     = "own"     // it is removed there
	AnotherError = "another" // it stays
)

// ErratumForm is a corrected version as it is entered. Where nothing asks for other places, it changes awards beside the ranking alone.
type ErratumForm struct {
	Contest    string               // uid
	Words      locale.Text          // in the edition's language at least
	Note       locale.Text          // printed under the result
	Withheld   []string             // uids of candidates whose place is not conferred
	Amounts    map[string]int64     // what the chair decided that those get who share a place, by uid, in minor units; as before where nobody else shares it
	Errors     map[string]string    // by the uid of whoever stands in the next round and would not go there: OwnError or AnotherError
	Objections []string             // uids of those that it answers
	Changed    map[string]AwardForm // what awards beside the ranking say from now on, by uid; they go to whom they went
	Added      []AwardForm          // awards beside the ranking that were forgotten
}

// EnterErratum keeps a corrected version until a second person confirms it. Faults: NotFound; Closed before T0, and while nothing asks
// for a new version and no award is changed, or where it cannot be decided yet; Conflict while another one waits, or where an award was
// changed since the form was made; Invalid with the fields that are wrong: "words[" with a language, "note", "amounts[" and "errors[" with
// a candidate's uid, "awards[" with an award's, "added[0].".
func (s *Store) EnterErratum(ctx context.Context, actor judging.Actor, form ErratumForm) (uid string, err error) {
	round, err := s.roundOfContest(ctx, form.Contest)
	if err != nil {
		return "", wrapped("enter erratum", err)
	}
	err = s.writeRound(ctx, round, exclusive, func(tx *transaction) error {
		p, err := tx.contestPlaceOf(ctx, "uid = ?", form.Contest)
		if err != nil {
			return err
		}
		draft, err := tx.erratumDraft(ctx, actor, p)
		if err != nil {
			return err
		}
		awards, err := tx.checkErratum(ctx, actor, p, draft, &form)
		if err != nil {
			return err
		}
		e := &Erratum{UID: s.NewUID(), ContestID: p.Contest.ID, Words: trimmed(form.Words), Note: trimmed(form.Note), Withheld: append([]string{}, form.Withheld...),
			Amounts: form.Amounts, State: PairWaiting, EnteredBy: actor.User, EnteredAt: tx.now}
		decide, err := tx.correctedForm(ctx, p, draft, e)
		if err != nil {
			return err
		}
		e.Amounts = decide.Amounts
		if e.Digest, err = draft.digest(); err != nil {
			return err
		}
		uid = e.UID
		if err := tx.insertErratum(ctx, actor, e, form.errors(draft), awards); err != nil {
			return err
		}
		return tx.linkObjections(ctx, p, e, form.Objections)
	})
	return uid, wrapped("enter erratum", err)
}

// checkErratum finds out what is wrong in the form, and what it changes in the awards. Where nothing asks for other places, all
// that is withheld and decided stays.
func (tx *transaction) checkErratum(ctx context.Context, actor judging.Actor, p *ContestPlace, draft *erratumDraft, form *ErratumForm) ([]ErratumAward, error) {
	var wrong fields
	awards, err := form.readAwards(ctx, tx, p, &wrong)
	if err != nil {
		return nil, err
	}
	facts := p.Facts()
	facts.Conferring = len(awards) > 0
	if err := judging.May(actor, judging.EnterErratum, facts); err != nil {
		return nil, err
	}
	if !facts.Amending {
		form.Amounts = nil
		if form.Withheld, err = tx.withheldNow(ctx, p); err != nil {
			return nil, err
		}
	}
	form.check(&wrong, p.Language(), draft)
	if err := wrong.err(); err != nil {
		return nil, err
	}
	waits, err := tx.NewSelect().Model((*Erratum)(nil)).Where("contest_id = ?", p.Contest.ID).Where("state = ?", PairWaiting).Exists(ctx)
	if err == nil && waits {
		err = fault.New(fault.Conflict, "result.another_waits")
	}
	return awards, err
}

func (form *ErratumForm) check(wrong *fields, lang locale.Language, draft *erratumDraft) {
	for _, l := range locale.Languages {
		wrong.word("words["+string(l)+"]", form.Words[l], l == lang, maxNote)
	}
	wrong.text("note", form.Note, false, maxNote)
	(&DecideForm{Amounts: form.Amounts}).checkWithheld(wrong)
	for _, f := range draft.Former {
		if said := form.Errors[f.Candidate.UID]; said != OwnError && said != AnotherError {
			wrong.add("errors["+f.Candidate.UID+"]", "fault.required")
		}
	}
}

func (form ErratumForm) errors(draft *erratumDraft) (rows []ErratumCandidate) {
	for _, f := range draft.Former {
		rows = append(rows, ErratumCandidate{CandidateID: f.Candidate.ID, OwnError: form.Errors[f.Candidate.UID] == OwnError})
	}
	return rows
}

func (tx *transaction) insertErratum(ctx context.Context, actor judging.Actor, e *Erratum, rows []ErratumCandidate, awards []ErratumAward) error {
	if _, err := tx.NewInsert().Model(e).Exec(ctx); err != nil {
		return err
	}
	for i := range rows {
		rows[i].ErratumID = e.ID
	}
	if err := insertAll(ctx, tx, rows); err != nil {
		return err
	}
	changed := []int64{}
	for i := range awards {
		awards[i].ErratumID = e.ID
		changed = append(changed, awards[i].AwardID)
	}
	if err := insertAll(ctx, tx, awards); err != nil {
		return err
	}
	return tx.record(ctx, actor, "erratum.enter", "erratum", e.ID,
		map[string]any{"contest": e.ContestID, "digest": e.Digest, "errors": errorBodies(rows), "awards": changed})
}

// unanswered is the condition that the objection "o" was upheld and that no corrected version answers it that everybody sees.
const unanswered = `o.state = 'upheld' and not exists (select 1 from erratum_objection eo join erratum x on x.id = eo.erratum_id
	where eo.objection_id = o.id and x.state = 'confirmed')`

// linkObjections says which objections a corrected version answers. One that is not of the contest, or waits for no version, is NotFound.
func (tx *transaction) linkObjections(ctx context.Context, p *ContestPlace, e *Erratum, uids []string) error {
	var rows []ErratumObjection
	for _, uid := range uids {
		row := ErratumObjection{ErratumID: e.ID}
		err := tx.NewRaw("select o.id from objection o where o.uid = ? and o.contest_id = ? and "+unanswered, uid, p.Contest.ID).Scan(ctx, &row.ObjectionID)
		if err != nil {
			return absentAs(err)
		}
		rows = append(rows, row)
	}
	return insertAll(ctx, tx, rows)
}

// errorBody is whose error it was, on record.
type errorBody struct {
	Candidate int64 `json:"candidate"`
	Own       bool  `json:"own"`
}

func errorBodies(rows []ErratumCandidate) (bodies []errorBody) {
	for _, r := range rows {
		bodies = append(bodies, errorBody{r.CandidateID, r.OwnError})
	}
	return bodies
}

// erratumDraft is what a corrected version would be.
type erratumDraft struct {
	loaded  *LoadedContest
	outcome *judging.Outcome
	Former  []*sentOn // who stands in the next round, and would not go there
}

// erratumDraft tallies the contest for a corrected version, whatever that may change. Whoever may not see all of its numbers does not know of it.
func (tx *transaction) erratumDraft(ctx context.Context, actor judging.Actor, p *ContestPlace) (*erratumDraft, error) {
	facts := p.Facts()
	facts.Conferring = true
	if err := judging.May(actor, judging.EnterErratum, facts); err != nil {
		return nil, err
	}
	loaded, outcome, err := tx.decidable(ctx, p)
	if err != nil {
		return nil, err
	}
	if err := tx.mayAmend(ctx, actor, p, loaded); err != nil {
		return nil, err
	}
	d := &erratumDraft{loaded: loaded, outcome: outcome}
	d.Former, err = tx.sentAgainst(ctx, p, loaded, outcome)
	return d, err
}

// mayAmend asks the actor's right again with what he is recused from.
func (tx *transaction) mayAmend(ctx context.Context, actor judging.Actor, p *ContestPlace, l *LoadedContest) (err error) {
	if l.sights, err = tx.sights(ctx, actor, &p.Place); err != nil {
		return err
	}
	facts := p.Facts()
	facts.Recused, facts.Conferring = !l.SeesAll(), true
	return judging.May(actor, judging.EnterErratum, facts)
}

// digest is that of the outcome, and of whoever would have to leave the next round.
func (d *erratumDraft) digest() (string, error) {
	var former []int64
	for _, f := range d.Former {
		former = append(former, f.Candidate.ID)
	}
	slices.Sort(former)
	text, err := json.Marshal(struct {
		Outcome *judging.Outcome
		Former  []int64
	}{d.outcome, former})
	if err != nil {
		return "", fmt.Errorf("digest of outcome: %w", err)
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), nil
}
