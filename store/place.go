package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
)

// Place is where a round stands in the whole: what a page needs to say whose it is, and May to judge.
type Place struct {
	Competition Competition    `bun:"embed:competition_"`
	Edition     Edition        `bun:"embed:edition_"`
	Chapter     Chapter        `bun:"embed:chapter_"`
	Round       Round          `bun:"embed:round_"`
	Setting     ChapterSetting `bun:"embed:setting_"`
	Now         time.Time      `bun:"-"`
}

// Facts gives what May needs to know of the round.
func (p *Place) Facts() judging.Facts {
	return judging.Facts{Chapter: p.Chapter.Path, Round: p.Round.ID, Phase: p.Phase(), Closed: !p.Round.ClosedAt.IsZero(),
		CalledOff: !p.Round.CancelledAt.IsZero()}
}

// Phase gives the round's phase at the moment of reading.
func (p *Place) Phase() judging.Phase { return p.Round.Schedule().PhaseAt(p.Now) }

// ContestFacts adds what May needs to know of one of the round's contests.
func (p *Place) ContestFacts(c *Contest) judging.Facts {
	facts := p.Facts()
	facts.Contest, facts.State = c.ID, c.State
	facts.CalledOff = facts.CalledOff || !c.CancelledAt.IsZero()
	facts.Public = c.State.Public(c.AnnouncedAt, p.Now)
	facts.Amending, facts.Provisional = facts.Public && !c.AmendingAt.IsZero(), facts.Public && p.Now.Before(c.ObjectionsUntil)
	return facts
}

// timed tells whether the T0 of one of the round's contests is set, and has not come.
func (p *Place) timed(c *Contest) bool {
	facts := p.ContestFacts(c)
	return !facts.Public && (facts.State == judging.Announced || facts.State == judging.Final)
}

// Shows tells whether a level of the result of one of the round's contests may be seen at the moment of reading, by whom it is for.
func (p *Place) Shows(level judging.Level, c *Contest) bool {
	return p.ContestFacts(c).Public && p.Edition.Publication.Shows(level, c.AnnouncedAt, p.Now)
}

// placeOf reads the round with all that it stands in.
func (tx *transaction) placeOf(ctx context.Context, where string, args ...any) (*Place, error) {
	places, err := tx.placesOf(ctx, where, args...)
	if err != nil {
		return nil, err
	}
	if len(places) == 0 {
		return nil, fault.New(fault.NotFound, "fault.not_found")
	}
	return places[0], nil
}

// placesOf reads any number of rounds with all that they stand in, in one statement.
func (tx *transaction) placesOf(ctx context.Context, where string, args ...any) ([]*Place, error) {
	var places []*Place
	query := "with wanted as (select * from round where " + where + ") select " + tx.store.columns(Place{}) + " from wanted as round" + standing
	if err := tx.NewRaw(query, args...).Scan(ctx, &places); err != nil {
		return nil, fmt.Errorf("place: %w", err)
	}
	for _, p := range places {
		p.Now = tx.now
	}
	return places, nil
}

// standing joins to a round what it stands in. A chapter that has no setting in the edition has the zero one.
const standing = `
	join edition on edition.id = round.edition_id
	join competition on competition.id = edition.competition_id
	join chapter on chapter.id = round.chapter_id
	left join chapter_setting as setting on setting.chapter_id = chapter.id and setting.edition_id = edition.id`

// columns lists the columns of a struct whose parts are tables, each embedded with the table's name as its prefix.
func (s *Store) columns(row any) string {
	var list []string
	for _, part := range reflect.VisibleFields(reflect.TypeOf(row)) {
		prefix, embedded := strings.CutPrefix(part.Tag.Get("bun"), "embed:")
		if !embedded {
			continue
		}
		for _, field := range s.db.Dialect().Tables().Get(part.Type).Fields {
			list = append(list, fmt.Sprintf("%s.%s as %s%s", strings.TrimSuffix(prefix, "_"), field.SQLName, prefix, field.Name))
		}
	}
	return strings.Join(list, ", ")
}

// place reads a round by its uid and asks whether the actor may act on it.
func (tx *transaction) place(ctx context.Context, actor judging.Actor, act judging.Act, round string) (*Place, error) {
	p, err := tx.placeOf(ctx, "uid = ?", round)
	if err != nil {
		return nil, err
	}
	return p, judging.May(actor, act, p.Facts())
}

// ContestPlace is where a contest stands.
type ContestPlace struct {
	Place
	Contest  Contest  `bun:"embed:contest_"`
	Category Category `bun:"embed:category_"`

	territory []string // codes of the regions whose bodies the round judges, once readTerritory has read them; none: of the whole country
}

// Title names the contest in the edition's language: "Zlatý erb 2023, Liberecký kraj, …".
func (p *ContestPlace) Title() string {
	lang := p.Language()
	return fmt.Sprintf("%s %d, %s, %s", p.Competition.Name.In(lang), p.Edition.Year, p.Round.Name.In(lang), p.Category.Name.In(lang))
}

// Facts gives what May needs to know of the contest.
func (p *ContestPlace) Facts() judging.Facts { return p.ContestFacts(&p.Contest) }

// contestPlace reads a contest by its uid and asks whether the actor may act on it.
func (tx *transaction) contestPlace(ctx context.Context, actor judging.Actor, act judging.Act, contest string) (*ContestPlace, error) {
	p, err := tx.contestPlaceOf(ctx, "uid = ?", contest)
	if err != nil {
		return nil, err
	}
	return p, judging.May(actor, act, p.Facts())
}

func (tx *transaction) contestPlaceOf(ctx context.Context, where string, args ...any) (*ContestPlace, error) {
	found, err := tx.contestPlacesOf(ctx, where, args...)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, fault.New(fault.NotFound, "fault.not_found")
	}
	return found[0], nil
}

// contestPlacesOf reads any number of contests with all that they stand in, in one statement, the oldest rounds first.
func (tx *transaction) contestPlacesOf(ctx context.Context, where string, args ...any) ([]*ContestPlace, error) {
	var found []*ContestPlace
	query := "with wanted as (select * from contest where " + where + ") select " + tx.store.columns(ContestPlace{}) + ` from wanted as contest
		join category on category.id = contest.category_id
		join round on round.id = contest.round_id` + standing + " order by round.id, contest.id"
	if err := tx.NewRaw(query, args...).Scan(ctx, &found); err != nil {
		return nil, fmt.Errorf("places of contests: %w", err)
	}
	for _, p := range found {
		p.Now = tx.now
	}
	return found, nil
}

// roundOfContest finds the round whose lock guards a contest; the two never part.
func (s *Store) roundOfContest(ctx context.Context, contest string) (string, error) {
	var uid string
	err := s.reader.NewSelect().ColumnExpr("r.uid").TableExpr("contest c").Join("join round r on r.id = c.round_id").
		Where("c.uid = ?", contest).Scan(ctx, &uid)
	return uid, absentAs(err)
}

// writeContest is writeRound, exclusively, for an act on one contest: the contest's place is read under the lock. Nothing is done
// to a contest that is called off: Closed.
func (s *Store) writeContest(ctx context.Context, actor judging.Actor, act judging.Act, contest string,
	fn func(tx *transaction, p *ContestPlace) error) error {
	return s.writeContestCalledOff(ctx, actor, act, contest, func(tx *transaction, p *ContestPlace) error {
		if p.Cancelled() {
			return fault.New(fault.Closed, "category.called_off")
		}
		return fn(tx, p)
	})
}

// writeContestCalledOff is writeContest for the act that brings a contest back.
func (s *Store) writeContestCalledOff(ctx context.Context, actor judging.Actor, act judging.Act, contest string,
	fn func(tx *transaction, p *ContestPlace) error) error {
	round, err := s.roundOfContest(ctx, contest)
	if err != nil {
		return err
	}
	return s.writeRound(ctx, round, exclusive, func(tx *transaction) error {
		p, err := tx.contestPlace(ctx, actor, act, contest)
		if err != nil {
			return err
		}
		return fn(tx, p)
	})
}

// absentAs turns "no rows" into a fault that says that there is no such thing.
func absentAs(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return fault.New(fault.NotFound, "fault.not_found")
	}
	return err
}

// Language gives the edition's language, in which its documents are written and its names sorted.
func (p *Place) Language() locale.Language { return p.Edition.Language }
