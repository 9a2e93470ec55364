package store

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// PrizeTable is what comes with the places in the contests of a round.
type PrizeTable struct {
	Place
	Root     Chapter
	Central  bool // the actor organizes the root, and so is bound by no lock
	Contests []ContestPrizes
}

// ContestPrizes is what comes with the places of one contest.
type ContestPrizes struct {
	CategorizedContest
	Prizes    []Award // by place
	Inherited []Award // what goes as long as it has none of its own: the chapter's or the edition's
}

// Decided tells whether the contest has a result, with which its prizes rest.
func (c *ContestPrizes) Decided() bool { return c.Contest.State != judging.Open }

// Open tells whether the actor may change the prizes of the contest.
func (v *PrizeTable) Open(c *ContestPrizes) bool {
	return !c.Decided() && (v.Central || !v.Edition.Locks(PrizesPart))
}

// PrizeForm is what comes with a place, as it is filled in.
type PrizeForm struct {
	Place    int         // from 1
	Name     locale.Text // "Cena hejtmana"
	Title    locale.Text // what the laureate may call itself
	Object   locale.Text // what is handed over
	Amount   int64       // minor units; 0: no money
	Currency string      // ISO 4217; empty without an amount
}

// lastPrize is the last place that may have a prize, and mostAmount the most that may come with one, in minor units.
const (
	lastPrize  = 99
	mostAmount = 100_000_000_000
)

var currencyForm = regexp.MustCompile(`^[A-Z]{3}$`)

// Prizes reads the prize table of a round for its organizers.
func (s *Store) Prizes(ctx context.Context, actor judging.Actor, round string) (v *PrizeTable, err error) {
	err = s.read(ctx, func(tx *transaction) error {
		p, err := tx.place(ctx, actor, judging.ManageRound, round)
		if err != nil {
			return err
		}
		v, err = tx.prizes(ctx, actor, p)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("prizes: %w", err)
	}
	return v, nil
}

func (tx *transaction) prizes(ctx context.Context, actor judging.Actor, p *Place) (*PrizeTable, error) {
	v := &PrizeTable{Place: *p}
	if err := tx.NewSelect().Model(&v.Root).Where("competition_id = ?", p.Competition.ID).Where("parent_id is null").Scan(ctx); err != nil {
		return nil, err
	}
	v.Central = judging.May(actor, judging.SetUp, judging.Facts{Chapter: v.Root.Path}) == nil
	contests, err := tx.contestsWhere(ctx, "round_id = ? and cancelled_at is null", p.Round.ID)
	if err != nil {
		return nil, err
	}
	var awards []Award
	if err := tx.NewSelect().Model(&awards).Where("round_id = ?", p.Round.ID).Where("kind = ?", AwardForPlace).Where("candidate_id is null").
		Order("place", "id").Scan(ctx); err != nil {
		return nil, err
	}
	terms, err := tx.prizeTerms(ctx, p)
	if err != nil {
		return nil, err
	}
	for _, c := range contests {
		row := ContestPrizes{CategorizedContest: c}
		if t := terms(c.Contest.ID); t.From != "contest" {
			row.Inherited = t.Prizes
		}
		for _, a := range awards {
			if a.ContestID == c.Contest.ID {
				row.Prizes = append(row.Prizes, a)
			}
		}
		v.Contests = append(v.Contests, row)
	}
	return v, nil
}

// SetPrizes replaces what comes with the places of a round's contests, by the contests' uids; those that are not named stay as
// they are. Closed where a contest is decided; Forbidden where the center has locked the prizes. A fault names its field
// "prizes[UID][0].amount".
func (s *Store) SetPrizes(ctx context.Context, actor judging.Actor, round string, form map[string][]PrizeForm) error {
	err := s.writeRound(ctx, round, exclusive, func(tx *transaction) error {
		p, err := tx.place(ctx, actor, judging.ManageRound, round)
		if err != nil {
			return err
		}
		v, err := tx.prizes(ctx, actor, p)
		if err != nil {
			return err
		}
		var wrong fields
		for contest, rows := range form {
			checkPrizes(&wrong, contest, rows)
		}
		slices.SortFunc(wrong, func(a, b fault.Field) int { return strings.Compare(a.Name, b.Name) })
		if err := wrong.err(); err != nil {
			return err
		}
		for i := range v.Contests {
			if err := tx.setPrizes(ctx, v, &v.Contests[i], form); err != nil {
				return err
			}
		}
		return tx.record(ctx, actor, "prizes.save", "round", p.Round.ID, nil)
	})
	if err != nil {
		return fmt.Errorf("set prizes: %w", err)
	}
	return nil
}

func checkPrizes(wrong *fields, contest string, rows []PrizeForm) {
	seen := map[int]bool{}
	for i, row := range rows {
		field := func(name string) string { return fmt.Sprintf("prizes[%s][%d].%s", contest, i, name) }
		switch {
		case row.Place < 1 || row.Place > lastPrize:
			wrong.add(field("place"), "edition.bad_place")
		case seen[row.Place]:
			wrong.add(field("place"), "edition.place_twice")
		}
		seen[row.Place] = true
		wrong.text(field("name"), row.Name, false, maxName)
		wrong.text(field("title"), row.Title, false, maxName)
		wrong.text(field("object"), row.Object, false, maxName)
		wrong.money(field("amount"), field("currency"), row.Amount, row.Currency)
		if row.Amount == 0 && row.Name.Empty() && row.Title.Empty() && row.Object.Empty() {
			wrong.add(field("name"), "edition.prize_empty")
		}
	}
}

// setPrizes replaces the prizes of one contest, if the form names it and they are others.
func (tx *transaction) setPrizes(ctx context.Context, v *PrizeTable, c *ContestPrizes, form map[string][]PrizeForm) error {
	rows, named := form[c.Contest.UID]
	var awards []Award
	for i, row := range rows {
		a := Award{UID: tx.store.NewUID(), RoundID: v.Round.ID, ContestID: c.Contest.ID, Kind: AwardForPlace, Place: row.Place, Name: trimmed(row.Name),
			Title: trimmed(row.Title), Citation: locale.Text{}, Object: trimmed(row.Object), Patron: locale.Text{}, Amount: row.Amount, Position: i}
		if a.Amount > 0 {
			a.Currency = row.Currency
		}
		awards = append(awards, a)
	}
	if !named || slices.EqualFunc(awards, c.Prizes, Award.givesTheSame) {
		return nil
	}
	if c.Decided() {
		return fault.New(fault.Closed, "edition.prizes_decided").With("Category", c.Category.Name)
	}
	if !v.Open(c) {
		return lockedBy(v.Root.Name, PrizesPart)
	}
	ids := []int64{0}
	for _, a := range c.Prizes {
		ids = append(ids, a.ID)
	}
	if _, err := tx.NewDelete().Model((*Award)(nil)).Where("id in (?)", bun.List(ids)).Exec(ctx); err != nil {
		return err
	}
	return insertAll(ctx, tx, awards)
}

// givesTheSame tells whether two prizes are alike in everything that is handed over.
func (a Award) givesTheSame(b Award) bool {
	return a.Place == b.Place && a.Amount == b.Amount && a.Currency == b.Currency && same(a.Name, b.Name) && same(a.Title, b.Title) && same(a.Object, b.Object)
}
