package store

import (
	"context"
	"fmt"
	"slices"
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
	Errata    []*Correcting    // of the versions that replaced a public one, the newest first; only where one contest was asked for
	datedAt   time.Time        // when the version was decided that was announced; zero: the newest is that one
	Prizes    []Prize          // what the places get; none: the awards for places say it
	Withheld  []Withholding    // what is not conferred
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
	var r *RoundResults
	err := s.read(ctx, func(tx *transaction) error {
		place, err := tx.placeAt(ctx, address)
		if err != nil {
			return err
		}
		if r, err = tx.readResults(ctx, actor, place, address.Category); err != nil || address.Category == "" {
			return err
		}
		if len(r.Contests) == 0 || !r.Contests[0].Visible {
			return fault.New(fault.NotFound, "fault.not_found")
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("results: %w", err)
	}
	return r, nil
}

// RoundResultsOf is RoundResults by the round's uid, for the organizer: the decided, announced or not.
func (s *Store) RoundResultsOf(ctx context.Context, actor judging.Actor, round string) (*RoundResults, error) {
	var r *RoundResults
	err := s.read(ctx, func(tx *transaction) error {
		place, err := tx.place(ctx, actor, judging.ManageRound, round)
		if err != nil {
			return err
		}
		r, err = tx.readResults(ctx, actor, place, "")
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("results: %w", err)
	}
	return r, nil
}

// ContestResults is RoundResults of one contest by its uid, for the organizer: decided or not, announced or not.
func (s *Store) ContestResults(ctx context.Context, actor judging.Actor, contest string) (*RoundResults, error) {
	var r *RoundResults
	err := s.read(ctx, func(tx *transaction) error {
		p, err := tx.contestPlace(ctx, actor, judging.ManageRound, contest)
		if err != nil {
			return err
		}
		if r, err = tx.readResults(ctx, actor, &p.Place, p.Category.Slug); err == nil && len(r.Contests) == 0 { // called off
			err = fault.New(fault.NotFound, "fault.not_found")
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("results: %w", err)
	}
	return r, nil
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
	return r, tx.readCeremony(ctx, r)
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

// fillResults adds the newest result, its standings and the awards to those contests that may be seen.
func (tx *transaction) fillResults(ctx context.Context, r *RoundResults, visible []int64) error {
	var results []*Result
	err := tx.NewSelect().Model(&results).ExcludeColumn("input", "outcome").Where("contest_id in (?)", bun.List(visible)).
		Where("version = (select max(o.version) from result o where o.contest_id = result.contest_id)").Scan(ctx)
	if err != nil {
		return err
	}
	ids := []int64{0}
	for _, result := range results {
		ids = append(ids, result.ID)
	}
	var standings []Standing
	if err := tx.NewSelect().Model(&standings).Where("result_id in (?)", bun.List(ids)).Order("result_id", "position").Scan(ctx); err != nil {
		return err
	}
	var prizes []Prize
	if err := tx.NewSelect().Model(&prizes).Where("result_id in (?)", bun.List(ids)).Order("id").Scan(ctx); err != nil {
		return err
	}
	var withheld []Withholding
	if err := tx.NewSelect().Model(&withheld).Where("result_id in (?)", bun.List(ids)).Order("id").Scan(ctx); err != nil {
		return err
	}
	r.freeze(results, prizes, withheld)
	var awards []Award
	if err := tx.NewSelect().Model(&awards).Where("round_id = ?", r.Round.ID).Order("position", "id").Scan(ctx); err != nil {
		return err
	}
	names, err := candidatesOf(ctx, tx, r.Language(), visible...)
	if err != nil {
		return err
	}
	r.assemble(results, standings, awards, names)
	if err := tx.fillArchived(ctx, r, visible); err != nil {
		return err
	}
	return tx.dateCorrected(ctx, r)
}

// freeze gives each contest what its result confers and withholds.
func (r *RoundResults) freeze(results []*Result, prizes []Prize, withheld []Withholding) {
	byID := map[int64]*ContestResult{}
	for _, c := range r.Contests {
		for _, result := range results {
			if result.ContestID == c.Contest.ID {
				byID[result.ID] = c
			}
		}
	}
	for _, p := range prizes {
		byID[p.ResultID].Prizes = append(byID[p.ResultID].Prizes, p)
	}
	for _, w := range withheld {
		byID[w.ResultID].Withheld = append(byID[w.ResultID].Withheld, w)
	}
}

func (r *RoundResults) assemble(results []*Result, standings []Standing, awards []Award, names map[int64][]*NamedCandidate) {
	byID := map[int64]*NamedCandidate{}
	for _, candidates := range names {
		for _, c := range candidates {
			byID[c.ID] = c
		}
	}
	for _, c := range r.Contests {
		for _, result := range results {
			if result.ContestID == c.Contest.ID {
				c.Result = result
			}
		}
		for _, standing := range standings {
			if c.Result != nil && standing.ResultID == c.Result.ID {
				c.Standings = append(c.Standings, &PlacedStanding{standing, byID[standing.CandidateID]})
			}
		}
		for _, award := range awards {
			if c.Visible && award.ContestID == c.Contest.ID {
				c.Awards = append(c.Awards, &AwardedAward{award, byID[award.CandidateID]})
			}
		}
	}
	for _, award := range awards {
		if award.ContestID == 0 && r.allVisible() {
			r.Awards = append(r.Awards, &AwardedAward{award, byID[award.CandidateID]})
		}
	}
}

// allVisible tells whether no contest of the round is hidden: only then do awards over all categories give nothing away.
func (r *RoundResults) allVisible() bool {
	return r.whole && !slices.ContainsFunc(r.Contests, func(c *ContestResult) bool { return !c.Visible })
}

// Announced tells whether the result of any contest may be seen.
func (r *RoundResults) Announced() bool {
	return slices.ContainsFunc(r.Contests, func(c *ContestResult) bool { return c.Visible })
}

func (tx *transaction) readCeremony(ctx context.Context, r *RoundResults) error {
	var ceremonies []Ceremony
	if err := tx.NewSelect().Model(&ceremonies).Where("round_id = ?", r.Round.ID).Scan(ctx); err != nil {
		return err
	}
	if len(ceremonies) > 0 {
		r.Ceremony = &ceremonies[0]
	}
	if err := tx.NewSelect().Model(&r.Signatories).Where("round_id = ?", r.Round.ID).Order("position", "id").Scan(ctx); err != nil {
		return err
	}
	return tx.NewSelect().Model(&r.Partners).Where("round_id = ?", r.Round.ID).Order("position", "id").Scan(ctx)
}
