package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"blazon/judging"
)

// minutesContests reads what came of the contests that the minutes are about.
func (tx *transaction) minutesContests(ctx context.Context, actor judging.Actor, v *MinutesView, c *MinutesContent) error {
	contests := []*ContestPlace{v.Contest}
	if v.Contest == nil {
		var err error
		if contests, err = tx.judgedContests(ctx, &v.Place); err != nil {
			return err
		}
		slices.SortStableFunc(contests, func(a, b *ContestPlace) int { return a.Category.Position - b.Category.Position })
	}
	results := &RoundResults{Place: v.Place, whole: v.Contest == nil}
	ids := []int64{0}
	for _, p := range contests {
		results.Contests = append(results.Contests, &ContestResult{Contest: p.Contest, Category: p.Category, Visible: true})
		ids = append(ids, p.Contest.ID)
	}
	if err := tx.fillRounds(ctx, []*RoundResults{results}, ids); err != nil {
		return err
	}
	for i, p := range contests {
		contest, err := tx.minutesContest(ctx, actor, p, results.Contests[i])
		if err != nil {
			return fmt.Errorf("contest %s: %w", p.Contest.UID, err)
		}
		c.Contests = append(c.Contests, *contest)
	}
	for _, a := range results.Beside() {
		c.Awards = append(c.Awards, minutesAward(a))
	}
	return nil
}

// minutesReader puts together what minutes say of one contest.
type minutesReader struct {
	*transaction
	place   *ContestPlace
	control *contestControl
	outcome *judging.Outcome
	result  *ContestResult
	out     *MinutesContest
}

func (tx *transaction) minutesContest(ctx context.Context, actor judging.Actor, p *ContestPlace, result *ContestResult) (*MinutesContest, error) {
	control, err := tx.control(ctx, p)
	if err != nil {
		return nil, err
	}
	r := &minutesReader{transaction: tx, place: p, control: control, result: result,
		out: &MinutesContest{UID: p.Contest.UID, Category: p.Category.Name, Algorithm: judging.Algorithm}}
	if r.outcome, err = judging.Tally(control.loaded.Input); err != nil {
		return nil, err
	}
	if err := r.readVersion(ctx); err != nil {
		return nil, err
	}
	r.rules()
	r.points()
	r.ties()
	r.worked()
	for _, read := range []func(context.Context, judging.Actor) error{r.readControl, r.readRecusals, r.readDecisions, r.readCorrections, r.readWithdrawn, r.readAnnexes} {
		if err := read(ctx, actor); err != nil {
			return nil, err
		}
	}
	r.conferred()
	return r.out, nil
}

// readVersion says which version of the result says what comes out.
func (r *minutesReader) readVersion(ctx context.Context) error {
	newest, err := r.newestResult(ctx, r.place.Contest.ID)
	if err != nil || newest == nil {
		return err
	}
	text, err := json.Marshal(r.outcome)
	if err != nil {
		return err
	}
	if string(text) != newest.Outcome || r.place.Contest.State == judging.Open {
		r.out.Stale = newest.Version
		return nil
	}
	r.out.Version, r.out.DecidedAt = newest.Version, newest.DecidedAt.UTC()
	return r.NewRaw(`select coalesce((select name from "user" where id = ?), '')`, newest.UserID).Scan(ctx, &r.out.DecidedBy)
}

// rules are how the contest is counted, and what is scored.
func (r *minutesReader) rules() {
	in, out := r.control.loaded.Input, r.out
	out.Better, out.Trim, out.Minimum, out.Numbering, out.Cut = in.Better, in.Trim, in.Minimum, in.Numbering, in.Advance
	for _, rule := range in.TieBreak {
		out.TieBreak = append(out.TieBreak, *r.rule(rule))
	}
	counting := r.control.loaded.Counting()
	for number, c := range r.control.loaded.Criteria {
		rules, sum := &in.Criteria[number], r.control.Sums[number]
		out.Criteria = append(out.Criteria, MinutesCriterion{Name: c.Name, Kind: rules.Kind, Max: rules.Max.String(), Step: rules.Step.String(),
			Weight: rules.Weight.String(), Counts: slices.Contains(counting, c), Scores: sum.Scores, Points: sum.Points.String()})
	}
	for _, j := range r.control.loaded.Jurors {
		out.Jurors = append(out.Jurors, j.Name)
	}
}

// rule names a rule that parts equal totals; nil: there is none.
func (r *minutesReader) rule(rule judging.Rule) *MinutesRule {
	switch rule.Kind {
	case "":
		return nil
	case judging.ByCriterion:
		return &MinutesRule{Kind: rule.Kind, Criterion: r.control.loaded.Criteria[rule.Criterion].Name}
	}
	return &MinutesRule{Kind: rule.Kind}
}

// points are the candidates in the order of their places with what they got, then those without one.
func (r *minutesReader) points() {
	l, out := r.control.loaded, r.out
	out.Complete, out.Gaps, out.Stray = r.outcome.Complete, len(r.outcome.Gaps), len(r.outcome.Stray)
	placed := map[int]bool{}
	for _, st := range r.outcome.Standings {
		placed[st.Candidate] = true
		c := r.candidate(st.Candidate)
		c.Place, c.Last, c.Shared, c.Total = st.Place, st.Last, st.Shared, st.Total.String()
		c.DecidedBy, c.Advances = r.rule(st.DecidedBy), slices.Contains(r.outcome.Advancing, st.Candidate)
		if out.Version > 0 {
			r.awarded(&c, l.Candidates[st.Candidate].ID)
		}
		out.Candidates = append(out.Candidates, c)
	}
	for number := range l.Candidates {
		if !placed[number] {
			c := r.candidate(number)
			c.Excluded = r.outcome.Complete
			out.Candidates = append(out.Candidates, c)
		}
	}
}

// awarded says what became of a candidate's place in the result.
func (r *minutesReader) awarded(c *MinutesCandidate, candidate int64) {
	for _, st := range r.result.Standings {
		if st.CandidateID != candidate {
			continue
		}
		c.Withheld = st.Place > 0 && st.AwardedPlace == 0
		if st.AwardedPlace != st.Place {
			c.Awarded, c.AwardedLast = st.AwardedPlace, st.LastAwarded()
		}
	}
}

func (r *minutesReader) candidate(number int) MinutesCandidate {
	c := MinutesCandidate{Name: minutesName(r.control.loaded.Candidates[number])}
	for _, given := range r.outcome.Given(number) {
		text := ""
		if given.Values > 0 {
			text = given.Points.String()
		}
		c.Given = append(c.Given, text)
	}
	for _, w := range r.outcome.Working(number) {
		text := ""
		if w.Counts && w.Values > 0 {
			text = w.Mean.String()
		}
		c.Means = append(c.Means, text)
	}
	return c
}

// ties are the groups of candidates with equal totals.
func (r *minutesReader) ties() {
	all := r.outcome.Standings
	for from := 0; from < len(all); {
		to := from + 1
		for to < len(all) && all[to].Total.Compare(all[from].Total) == 0 {
			to++
		}
		if to-from > 1 {
			tie := MinutesTie{Total: all[from].Total.String()}
			for number := from; number < to; number++ {
				tie.Members = append(tie.Members, number) // candidates stand in the order of the standings
				for _, group := range r.outcome.Undecided {
					tie.Waits = tie.Waits || slices.Contains(group, all[number].Candidate)
				}
			}
			r.out.Ties = append(r.out.Ties, tie)
		}
		from = to
	}
}

// worked is the arithmetic of whoever comes first.
func (r *minutesReader) worked() {
	if len(r.outcome.Standings) == 0 {
		return
	}
	first := r.outcome.Standings[0]
	worked := &MinutesWorked{Total: first.Total.String()}
	for _, w := range r.outcome.Worked(first.Candidate) {
		line := MinutesWorkedSum{Criterion: w.Criterion, Trimmed: w.Trimmed, Sum: w.Sum.String(), Left: w.Left, Mean: w.Mean.String(),
			Factor: w.Factor.String(), Contribution: w.Contribution.String()}
		for _, value := range w.Values {
			line.Values = append(line.Values, value.String())
		}
		worked.Lines = append(worked.Lines, line)
	}
	r.out.Worked = worked
}

// conferred is what the result confers and withholds.
func (r *minutesReader) conferred() {
	if r.out.Version == 0 {
		return
	}
	ranges := r.place.Contest.Ranges()
	for _, st := range r.result.Standings {
		if prize := r.result.PrizeOf(st); prize != nil && st.AwardedPlace > 0 {
			award := minutesAward(prize)
			award.Place, award.Last, award.Shared = st.AwardedPlace, st.AwardedPlace, st.Shared
			if ranges {
				award.Last = st.LastAwarded()
			}
			name := minutesName(st.Candidate)
			award.To, award.Withheld = &name, false
			r.out.Places = append(r.out.Places, award)
		}
	}
	for _, a := range r.result.Beside() {
		r.out.Awards = append(r.out.Awards, minutesAward(a))
	}
	for _, w := range r.result.Withheld {
		vacant := MinutesVacant{Place: w.Place, Reason: w.Reason}
		for _, c := range r.control.loaded.Candidates {
			if c.ID == w.CandidateID {
				name := minutesName(c)
				vacant.Name = &name
			}
		}
		r.out.Withheld = append(r.out.Withheld, vacant)
	}
}

func minutesAward(a *AwardedAward) MinutesAward {
	award := MinutesAward{Name: a.Name, Title: a.Title, Object: a.Object, Patron: a.Patron, Amount: a.Amount, Currency: a.Currency, Withheld: a.Withheld, Reason: a.Reason}
	if a.Candidate != nil && !a.Withheld {
		name := minutesName(a.Candidate)
		award.To = &name
	}
	return award
}
