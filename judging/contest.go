package judging

import (
	"slices"
	"strings"
)

// Contest is what a jury judges and a result belongs to: its rules, its rubric, who scores whom, and the scores.
// It is what a tally file holds, with numbers in the place of ids: a juror, candidate or criterion is named by where
// it stands in Jurors, Candidates or Criteria. ReadContest makes one of a file, and as JSON a contest is that file.
type Contest struct {
	Name       string
	Better     Better
	Numbering  Numbering
	Trim       int // so many highest and lowest values are dropped per candidate and criterion, see cell
	Minimum    int // the least number of values a candidate needs on each counting criterion, 1 or more
	TieBreak   []Rule
	Advance    Cut
	Criteria   []Criterion
	Candidates []Candidate
	Jurors     []Juror

	Assignments []Assignment // nil: everybody scores everybody; empty: nobody scores anybody
	Released    []Release
	Scores      []Score
	Decisions   []Decision
}

// Better is which total wins.
type Better string

// Whether the highest or the lowest total wins.
const (
	Higher Better = "higher"
	Lower  Better = "lower" // for a contest in penalty points only
)

// Candidate is an entry that stands in the contest.
type Candidate struct{ ID string }

// Juror is a member of the contest's jury.
type Juror struct {
	ID       string
	Criteria []int // those that the juror scores; nil: all
}

// Assignment says that a juror scores a candidate.
type Assignment struct {
	Juror, Candidate int
	Criteria         []int // nil: all that the juror scores
}

// EveryCriterion stands in a release that takes a juror off the whole candidate.
const EveryCriterion = -1

// Release is a duty taken away: a juror's for a candidate, or for one criterion of it.
type Release struct {
	Juror, Candidate int
	Criterion        int // or EveryCriterion
	Why              Why
}

// Why is the reason of a release.
type Why string

// The reasons of releases.
const (
	Recused       Why = "recused"
	Abstained     Why = "abstained"
	NotApplicable Why = "not_applicable"
)

// Score is one juror's value for one criterion of one candidate. No score is not a score of zero.
type Score struct {
	Juror, Candidate, Criterion int
	Value                       Decimal
}

// Rule is one rule of a chain of tie-breaks. Its zero value is no rule.
type Rule struct {
	Kind      RuleKind
	Criterion int // for ByCriterion
}

// RuleKind is how a rule parts tied candidates.
type RuleKind string

// The kinds of tie-break rules.
const (
	ByCriterion RuleKind = "criterion" // the better mean on one criterion
	ByCountback RuleKind = "countback" // more jurors who put the candidate first, then second, …
	ByJury      RuleKind = "jury"      // the jury's recorded vote; only the last rule may be this
)

// ParseRule reads a rule as RuleText writes it. An unknown kind is kept as it is, and an unknown criterion gets a
// number that no criterion has, so that Validate refuses both.
func (c *Contest) ParseRule(text string) Rule {
	return parseRule(text, func(id string) int {
		return slices.IndexFunc(c.Criteria, func(criterion Criterion) bool { return criterion.ID == id })
	})
}

func parseRule(text string, criterion func(id string) int) Rule {
	if kind, id, _ := strings.Cut(text, ":"); kind == string(ByCriterion) {
		return Rule{ByCriterion, criterion(id)}
	}
	return Rule{Kind: RuleKind(text)}
}

// RuleText writes a rule as tally files do: "criterion:info", "countback", "jury", or "" for no rule.
func (c *Contest) RuleText(rule Rule) string {
	if rule.Kind == ByCriterion {
		return string(ByCriterion) + ":" + c.Criteria[rule.Criterion].ID
	}
	return string(rule.Kind)
}
