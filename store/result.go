package store

import (
	"context"
	"fmt"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// Result is what a contest's jury decided, frozen; a correction is a new version.
type Result struct {
	bun.BaseModel `bun:"table:result"`

	ID        int64 `bun:",pk,autoincrement"`
	UID       string
	ContestID int64
	Version   int
	Algorithm string // Archive for published places without scores
	Input     string // the tally file that it was computed from
	Outcome   string // what came out, as blazon tally prints it
	Source    string
	Note      locale.Text // printed under the result
	Erratum   locale.Text // why this version replaces the one before
	UserID    int64       `bun:",nullzero"`
	DecidedAt time.Time
}

// Archive is the algorithm of results that were published elsewhere, as places without scores.
const Archive = "archive"

// Standing is the place of one candidate in a result.
type Standing struct {
	bun.BaseModel `bun:"table:standing"`

	ID           int64 `bun:",pk,autoincrement"`
	ResultID     int64
	CandidateID  int64
	Position     int // the row on the page; equal places stand in the language's order of names
	Place        int `bun:",nullzero"` // computed; 0: out of the ranking
	LastPlace    int `bun:",nullzero"` // the end of a shared range
	Shared       bool
	AwardedPlace int    `bun:",nullzero"` // what was conferred; 0: withheld
	AwardedLast  int    `bun:",nullzero"` // the end of a shared range as it was conferred; 0: as far from the place as computed
	Total        string // two decimals, as printed
	Exact        string // the fraction
	DecidedBy    string // the rule that parted it from the one above
	Advances     bool
}

// Address names a round, or one of its contests, by the words of its public address.
type Address struct {
	Competition string
	Edition     string
	Round       string
	Category    string // empty: the round
}

// RoundResults is what may be seen of a round's results, with what its documents need besides.
type RoundResults struct {
	Place
	Contests    []*ContestResult // in the order of the categories
	Awards      []*AwardedAward  // those over all categories
	Ceremony    *Ceremony        // nil: not set
	Signatories []Signatory
	Partners    []Partner

	whole bool // all contests of the round are there, the hidden ones too
}

// Logos are the partners that have one.
func (r *RoundResults) Logos() (list []Partner) {
	for _, p := range r.Partners {
		if p.Logo != "" {
			list = append(list, p)
		}
	}
	return list
}

// ContestResult is one contest; Result is nil where it may not be seen, or is not decided.
type ContestResult struct {
	Contest   Contest
	Category  Category
	Visible   bool
	Result    *Result
	Standings []*PlacedStanding
	Awards    []*AwardedAward
	Archived  *ArchivedContest // what was published elsewhere beside the places; nil: it was held here, or entered by hand
	State     judging.State    // at the moment; only where one contest was asked for
	Errata    []*Correcting    // of the versions that replaced a public one, the newest first; what each changed only where one contest was asked for
	datedAt   time.Time        // when the version was decided that was announced; zero: the newest is that one
	Prizes    []Prize          // what the places get; none: the awards for places say it
	Withheld  []Withholding    // what is not conferred
	empty     bool             // nobody stands in it; known only where something is conferred over all categories
}

// PlacedStanding is a standing with the candidate that it belongs to.
type PlacedStanding struct {
	Standing
	Candidate *NamedCandidate
}

// AwardedAward is an award with the candidate that got it; nil: nobody.
type AwardedAward struct {
	Award
	Candidate *NamedCandidate
}

// RoundResults reads a round by its public address: of each contest what the actor may see now. With a category in the
// address, only that contest is read, and it is NotFound when its result may not be seen. Names are in the edition's order.
func (s *Store) RoundResults(ctx context.Context, actor judging.Actor, address Address) (*RoundResults, error) {
	return s.results(ctx, func(tx *transaction) (*RoundResults, error) { return tx.resultsAt(ctx, actor, address) })
}

func (s *Store) results(ctx context.Context, read func(tx *transaction) (*RoundResults, error)) (*RoundResults, error) {
	var r *RoundResults
	err := s.read(ctx, func(tx *transaction) (err error) {
		r, err = read(tx)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("results: %w", err)
	}
	return r, nil
}

func (tx *transaction) resultsAt(ctx context.Context, actor judging.Actor, address Address) (*RoundResults, error) {
	place, err := tx.placeAt(ctx, address)
	if err != nil {
		return nil, err
	}
	r, err := tx.readResults(ctx, actor, place, address.Category)
	if err == nil && address.Category != "" && (len(r.Contests) == 0 || !r.Contests[0].Visible) {
		return nil, fault.New(fault.NotFound, "fault.not_found")
	}
	return r, err
}

// RoundResultsOf is RoundResults by the round's uid, for the organizer: the decided, announced or not.
func (s *Store) RoundResultsOf(ctx context.Context, actor judging.Actor, round string) (*RoundResults, error) {
	return s.results(ctx, func(tx *transaction) (*RoundResults, error) { return tx.roundResultsOf(ctx, actor, round) })
}

func (tx *transaction) roundResultsOf(ctx context.Context, actor judging.Actor, round string) (*RoundResults, error) {
	place, err := tx.place(ctx, actor, judging.ManageRound, round)
	if err != nil {
		return nil, err
	}
	return tx.readResults(ctx, actor, place, "")
}

// ContestResults is RoundResults of one contest by its uid, for the organizer: decided or not, announced or not.
func (s *Store) ContestResults(ctx context.Context, actor judging.Actor, contest string) (*RoundResults, error) {
	return s.results(ctx, func(tx *transaction) (*RoundResults, error) { return tx.contestResultsOf(ctx, actor, contest) })
}

func (tx *transaction) contestResultsOf(ctx context.Context, actor judging.Actor, contest string) (*RoundResults, error) {
	p, err := tx.contestPlace(ctx, actor, judging.ManageRound, contest)
	if err != nil {
		return nil, err
	}
	r, err := tx.readResults(ctx, actor, &p.Place, p.Category.Slug)
	if err == nil && len(r.Contests) == 0 { // called off
		return nil, fault.New(fault.NotFound, "fault.not_found")
	}
	return r, err
}

// placeAt finds a round by the words of its public address; one that is called off has none.
func (tx *transaction) placeAt(ctx context.Context, a Address) (*Place, error) {
	return tx.placeOf(ctx, `slug = ? and cancelled_at is null and edition_id = (select e.id from edition e join competition c on c.id = e.competition_id
		where c.slug = ? and e.slug = ?)`, a.Round, a.Competition, a.Edition)
}

// readResults reads the round's contests, or the one of a category, in a constant number of statements.
func (tx *transaction) readResults(ctx context.Context, actor judging.Actor, place *Place, category string) (*RoundResults, error) {
	r := &RoundResults{Place: *place, whole: category == ""}
	contests, err := tx.contestsWhere(ctx, "round_id = ? and cancelled_at is null", place.Round.ID)
	if err != nil {
		return nil, err
	}
	visible := []int64{0}
	for _, c := range contests {
		if category != "" && c.Category.Slug != category {
			continue
		}
		contest := c.Contest
		out := &ContestResult{Contest: contest, Category: c.Category,
			Visible: judging.May(actor, judging.ViewResult, place.ContestFacts(&contest)) == nil}
		if out.Visible {
			visible = append(visible, contest.ID)
		}
		r.Contests = append(r.Contests, out)
	}
	if err := tx.fillResults(ctx, r, visible); err != nil {
		return nil, err
	}
	if category != "" && len(r.Contests) > 0 && r.Contests[0].Visible {
		if err := tx.readErrata(ctx, r, r.Contests[0]); err != nil {
			return nil, err
		}
	}
	return r, tx.readCeremonies(ctx, r)
}

// newestResult is the last version of a contest's result, nil before there is any.
func (tx *transaction) newestResult(ctx context.Context, contest int64) (*Result, error) {
	var results []*Result
	err := tx.NewSelect().Model(&results).Where("contest_id = ?", contest).Order("version desc").Limit(1).Scan(ctx)
	if len(results) == 0 {
		return nil, err
	}
	return results[0], err
}
