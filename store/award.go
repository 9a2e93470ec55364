package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// Award is anything conferred, a ranked place or not.
type Award struct {
	bun.BaseModel `bun:"table:award"`

	ID           int64 `bun:",pk,autoincrement"`
	UID          string
	RoundID      int64
	ContestID    int64       `bun:",nullzero"` // none: over all categories
	CandidateID  int64       `bun:",nullzero"` // none: nobody got it
	DefinitionID int64       `bun:",nullzero"` // the edition's or the chapter's that it is; none: the round's own
	Kind         string      // one of AwardKinds
	Place        int         `bun:",nullzero"`
	Name         locale.Text // "Cena veřejnosti"
	Title        locale.Text // what the laureate may call itself
	Citation     locale.Text
	Object       locale.Text
	Patron       locale.Text // who gives it
	Amount       int64       `bun:",nullzero"` // minor units
	Currency     string
	Withheld     bool
	Reason       string // why it is withheld, for the organizers
	Position     int
	Revision     int // counts its changes, so that two tabs cannot overwrite each other
}

// The kinds of awards; AwardForPlace says what comes with a place, the others stand beside the ranking.
const (
	AwardForPlace      = "place"
	AwardDistinction   = "distinction"
	AwardSpecial       = "special" // given by a patron, outside the score
	AwardPublic        = "public"
	AwardGrandPrix     = "grand_prix"
	AwardParticipation = "participation"
)

// AwardKinds are the kinds of awards beside the ranking, in the order in which they are offered.
var AwardKinds = []string{AwardDistinction, AwardSpecial, AwardPublic, AwardGrandPrix, AwardParticipation}

// AwardForm is an award as the organizer enters it.
type AwardForm struct {
	Contest    string // uid; empty: over all categories
	Candidate  string // uid; empty: nobody got it
	Definition string // uid of the edition's or the chapter's that it is; empty: the round's own
	Kind       string
	Place      int
	Name       locale.Text
	Title      locale.Text
	Citation   locale.Text
	Object     locale.Text
	Patron     locale.Text
	Amount     int64 // minor units
	Currency   string
	Withheld   bool
	Reason     string // of one that is withheld
	Revision   int    // of the award that the form was made from; of a new one 0
}

func (form AwardForm) check() error {
	var wrong fields
	form.checkInto(&wrong)
	return wrong.err()
}

func (form AwardForm) checkInto(wrong *fields) {
	if form.Kind != AwardForPlace && !slices.Contains(AwardKinds, form.Kind) {
		wrong.add("kind", "fault.unknown_choice")
	}
	if form.Kind == AwardForPlace && (form.Place < 1 || form.Place > lastPrize) {
		wrong.add("place", "edition.bad_place")
	}
	wrong.text("name", form.Name, form.Kind != AwardForPlace, maxName)
	wrong.text("title", form.Title, false, maxName)
	wrong.text("object", form.Object, false, maxName)
	wrong.text("patron", form.Patron, false, maxName)
	wrong.text("citation", form.Citation, false, maxNote)
	wrong.money("amount", "currency", form.Amount, form.Currency)
	if form.Withheld && form.Kind != AwardForPlace && strings.TrimSpace(form.Reason) == "" {
		wrong.add("reason", "fault.reason_missing")
	}
	wrong.word("reason", form.Reason, false, maxNote)
}

// money finds out what is wrong in an amount and its currency.
func (f *fields) money(amountName, currencyName string, amount int64, currency string) {
	if amount < 0 || amount > mostAmount {
		f.add(amountName, "edition.bad_amount")
	}
	if amount > 0 && !currencyForm.MatchString(currency) {
		f.add(currencyName, "edition.bad_currency")
	}
}

// fill puts what the form says into the award; a currency without an amount is none.
func (form AwardForm) fill(a *Award) {
	a.Kind, a.Place = form.Kind, form.Place
	a.Name, a.Title, a.Citation = trimmed(form.Name), trimmed(form.Title), trimmed(form.Citation)
	a.Object, a.Patron = trimmed(form.Object), trimmed(form.Patron)
	a.Amount, a.Currency = form.Amount, form.Currency
	if a.Amount == 0 {
		a.Currency = ""
	}
	a.Withheld, a.Reason = form.Withheld, strings.TrimSpace(form.Reason)
}

// AddAward adds an award to a round, until the contest's result is announced. Whom it goes to must stand in its contest, or in any of
// the round; one that is withheld says why.
func (s *Store) AddAward(ctx context.Context, actor judging.Actor, round string, form AwardForm) (string, error) {
	a := &Award{UID: s.NewUID()}
	err := s.writeRound(ctx, round, exclusive, func(tx *transaction) error {
		p, err := tx.place(ctx, actor, judging.ManageRound, round)
		if err != nil {
			return err
		}
		if err := form.check(); err != nil {
			return err
		}
		form.fill(a)
		a.RoundID = p.Round.ID
		if err := tx.resolveAward(ctx, actor, p, a, form); err != nil {
			return err
		}
		return tx.insertAward(ctx, actor, a)
	})
	if err != nil {
		return "", fmt.Errorf("add award: %w", err)
	}
	return a.UID, nil
}

// insertAward puts an award behind the others of its round.
func (tx *transaction) insertAward(ctx context.Context, actor judging.Actor, a *Award) error {
	if err := tx.NewRaw("select coalesce(max(position), -1) + 1 from award where round_id = ?", a.RoundID).Scan(ctx, &a.Position); err != nil {
		return err
	}
	if _, err := tx.NewInsert().Model(a).Exec(ctx); err != nil {
		return err
	}
	return tx.record(ctx, actor, "award.add", "award", a.ID, map[string]any{"candidate": a.CandidateID, "withheld": a.Withheld})
}

// resolveAward finds what the form names within the round, once the actor may confer there.
func (tx *transaction) resolveAward(ctx context.Context, actor judging.Actor, p *Place, a *Award, form AwardForm) error {
	if form.Contest != "" {
		err := tx.NewSelect().Model((*Contest)(nil)).Column("id").Where("uid = ?", form.Contest).Where("round_id = ?", a.RoundID).Scan(ctx, &a.ContestID)
		if err != nil {
			return unknownChoice("contest", err)
		}
	}
	if err := tx.mayConfer(ctx, actor, p, a.ContestID); err != nil {
		return err
	}
	if form.Definition != "" {
		err := tx.NewSelect().Model((*AwardDefinition)(nil)).Column("id").Where("uid = ?", form.Definition).Where("edition_id = ?", p.Edition.ID).
			Where("chapter_id is null or chapter_id = ?", p.Chapter.ID).Scan(ctx, &a.DefinitionID)
		if err != nil {
			return unknownChoice("definition", err)
		}
	}
	return tx.resolveLaureate(ctx, a, form.Candidate)
}

// resolveLaureate finds whom the award goes to.
func (tx *transaction) resolveLaureate(ctx context.Context, a *Award, candidate string) error {
	a.CandidateID = 0
	if candidate == "" {
		return nil
	}
	query := tx.NewSelect().Model((*Candidate)(nil)).Column("id").Where("uid = ?", candidate).Where("not training").Where("withdrawn_at is null").
		Where("contest_id in (select id from contest where round_id = ?)", a.RoundID)
	if a.ContestID != 0 {
		query.Where("contest_id = ?", a.ContestID)
	}
	return unknownChoice("candidate", query.Scan(ctx, &a.CandidateID))
}

// unknownChoice makes a fault of the form's field where nothing was found by what it says.
func unknownChoice(field string, err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return fault.InForm(fault.Field{Name: field, Key: "fault.unknown_choice"})
	}
	return err
}

// mayConferIn asks whether the actor may confer in a contest. What was published elsewhere is entered here in any order.
func (p *Place) mayConferIn(actor judging.Actor, c *Contest) error {
	act := judging.Confer
	if c.RubricID == 0 {
		act = judging.ManageRound
	}
	return judging.May(actor, act, p.ContestFacts(c))
}

// mayConfer asks whether the actor may confer in a contest, or over all categories; that is Closed once everything is announced.
func (tx *transaction) mayConfer(ctx context.Context, actor judging.Actor, p *Place, contest int64) error {
	var contests []Contest
	err := tx.NewSelect().Model(&contests).Where("round_id = ?", p.Round.ID).Where("cancelled_at is null or id = ?", contest).Order("id").Scan(ctx)
	if err != nil {
		return err
	}
	var refusal error
	for _, c := range contests {
		if contest != 0 && c.ID != contest {
			continue
		}
		if err := p.mayConferIn(actor, &c); err != nil {
			refusal = err
		} else if contest == 0 {
			return nil
		}
	}
	return refusal
}
