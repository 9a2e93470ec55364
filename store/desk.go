package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// Desk is what a juror has to do, by round: first those whose judging is on, then the newest.
type Desk []*DeskRound

// DeskRound is one jury that the juror sits in.
type DeskRound struct {
	Place
	Juror    Juror
	Unready  bool           // the seat, or a text that the jury was given, is not accepted yet: nothing is shown
	Waiting  int            // sheets that open once the juror has answered about conflicts
	Contests []*DeskContest // those with duties
}

// DeskContest is a contest with the juror's duties in it, in the language's order of names.
type DeskContest struct {
	Contest  Contest
	Category Category
	Sheets   []*DeskSheet
}

// DeskSheet is one duty and how far it has come.
type DeskSheet struct {
	Assignment string // uid
	Candidate  *NamedCandidate
	State      SheetState
	Scored     int // of the criteria owed, those with a value
	Owed       int // criteria that must be scored; informative ones need not
	SavedAt    time.Time
	Noted      bool // there is a note to the chair
}

// Done tells whether the sheet is submitted.
func (s *DeskSheet) Done() bool { return s.State == SheetSubmitted }

// Count counts the contest's sheets, those of training candidates apart.
func (c *DeskContest) Count() (n Count) {
	for _, s := range c.Sheets {
		if !s.Candidate.Training {
			n.add(s.State)
		}
	}
	return n
}

// Count counts the round's sheets.
func (r *DeskRound) Count() (n Count) {
	for _, c := range r.Contests {
		count := c.Count()
		n.Sheets, n.Submitted, n.Drafts = n.Sheets+count.Sheets, n.Submitted+count.Submitted, n.Drafts+count.Drafts
	}
	return n
}

func (r *DeskRound) sheets() (all []*DeskSheet) {
	for _, c := range r.Contests {
		all = append(all, c.Sheets...)
	}
	return all
}

// Sheet finds the sheet of an assignment; nil: the round has none such.
func (r *DeskRound) Sheet(assignment string) *DeskSheet {
	for _, s := range r.sheets() {
		if s.Assignment == assignment {
			return s
		}
	}
	return nil
}

// NextMissing is the first sheet after the one of an assignment that is not submitted, going on from the start at the
// end; nil: there is none. Without an assignment it is the first of all.
func (r *DeskRound) NextMissing(after string) *DeskSheet { return nextMissing(r.sheets(), after) }

func nextMissing(sheets []*DeskSheet, after string) *DeskSheet {
	start := slices.IndexFunc(sheets, func(s *DeskSheet) bool { return s.Assignment == after }) + 1
	for _, s := range slices.Concat(sheets[start:], sheets[:start]) {
		if !s.Done() && s.Assignment != after {
			return s
		}
	}
	return nil
}

// Desk reads the juror's desk. Candidates that the juror is recused from, that are not public yet, or whose assignment was
// taken away are not on it, nor is what is called off.
func (s *Store) Desk(ctx context.Context, actor judging.Actor, lang locale.Language) (Desk, error) {
	return s.desk(ctx, actor, lang, "1 = 1")
}

// DeskRound reads one round of the juror's desk; a round whose jury he does not sit in is NotFound, and one in which he has yet to
// accept his seat is Closed.
func (s *Store) DeskRound(ctx context.Context, actor judging.Actor, round string, lang locale.Language) (*DeskRound, error) {
	desk, err := s.desk(ctx, actor, lang, "round_id = (select id from round where uid = ?)", round)
	if err != nil {
		return nil, err
	}
	if len(desk) == 0 {
		return nil, fault.New(fault.NotFound, "fault.not_found")
	}
	if desk[0].Unready {
		return nil, fault.New(fault.Closed, "seat.not_ready")
	}
	return desk[0], nil
}

// deskSeat is a seat, and whether its desk is closed yet.
type deskSeat struct {
	Juror   Juror `bun:"embed:juror_"`
	Unready bool
}

// desk reads the seats that a condition picks among the actor's own.
func (s *Store) desk(ctx context.Context, actor judging.Actor, lang locale.Language, where string, args ...any) (desk Desk, err error) {
	if err := judging.May(actor, judging.OpenDesk, judging.Facts{}); err != nil {
		return nil, err
	}
	err = s.read(ctx, func(tx *transaction) error {
		var seats []deskSeat
		err := tx.NewRaw("select "+tx.store.columns(deskSeat{})+", (select "+unready+` from juror j join round r on r.id = j.round_id
			where j.id = juror.id) as unready from juror where id in (?) and `+where+`
			and not exists (select 1 from round r where r.id = juror.round_id and r.cancelled_at is not null)`,
			append([]any{bun.List(judging.ScopeOf(actor, judging.ViewSheet).Jurors)}, args...)...).Scan(ctx, &seats)
		if err != nil || len(seats) == 0 {
			return err
		}
		desk, err = tx.readDesk(ctx, actor, seats, lang)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("desk: %w", err)
	}
	return desk, nil
}

// readDesk takes a constant number of statements, however many rounds there are.
func (tx *transaction) readDesk(ctx context.Context, actor judging.Actor, seats []deskSeat, lang locale.Language) (Desk, error) {
	var jurors, rounds []int64
	for _, juror := range seats {
		rounds = append(rounds, juror.Juror.RoundID)
		if jurors = append(jurors, 0); !juror.Unready { // a list of none is no SQL
			jurors = append(jurors, juror.Juror.ID)
		}
	}
	places, err := tx.placesOf(ctx, "id in (?)", bun.List(rounds))
	if err != nil {
		return nil, err
	}
	var desk Desk
	byJuror := map[int64]*Place{}
	for _, juror := range seats {
		at := slices.IndexFunc(places, func(p *Place) bool { return p.Round.ID == juror.Juror.RoundID })
		byJuror[juror.Juror.ID] = places[at]
		desk = append(desk, &DeskRound{Place: *places[at], Juror: juror.Juror, Unready: juror.Unready})
	}
	duties, err := tx.deskDuties(ctx, "t.cancelled_at is null and a.juror_id in (?) and "+kept("a.juror_id", "a.candidate_id"), bun.List(jurors))
	if err != nil {
		return nil, err
	}
	duties = duties.knownTo(actor, byJuror, tx.now)
	contests, err := tx.contestsByID(ctx, duties.contests())
	if err != nil {
		return nil, err
	}
	names, err := judgedWhere(ctx, tx, lang, "n.contest_id in (?)", bun.List(duties.contests()))
	if err != nil {
		return nil, err
	}
	waiting, err := tx.waitingDuties(ctx, "a.juror_id in (?) and ?", bun.List(jurors), isShown("n", tx.now))
	if err != nil {
		return nil, err
	}
	for _, round := range desk {
		round.put(duties, contests, names)
		round.Waiting = waiting[round.Juror.ID]
	}
	slices.SortFunc(desk, byUrgency)
	return desk, nil
}

// put lays the juror's sheets into the round.
func (r *DeskRound) put(duties dutyList, contests []CategorizedContest, names map[int64][]*NamedCandidate) {
	for _, c := range contests {
		if c.Contest.RoundID != r.Round.ID {
			continue
		}
		if sheets := duties.sheets(r.Juror.ID, names[c.Contest.ID]); len(sheets) > 0 {
			r.Contests = append(r.Contests, &DeskContest{Contest: c.Contest, Category: c.Category, Sheets: sheets})
		}
	}
}

func byUrgency(a, b *DeskRound) int {
	on := func(r *DeskRound) int {
		if r.Phase() == judging.Judging {
			return 0
		}
		return 1
	}
	return cmp.Or(cmp.Compare(on(a), on(b)), cmp.Compare(b.Edition.Year, a.Edition.Year),
		b.Round.JudgingFrom.Compare(a.Round.JudgingFrom), strings.Compare(a.Round.Slug, b.Round.Slug), strings.Compare(a.Round.UID, b.Round.UID))
}
