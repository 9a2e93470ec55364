package judging

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"
)

// Control is what a contest's sheets add up to, taken when the judging is closed, to be held against what they add up to later.
type Control struct {
	Candidates int
	Duties     int // sheets that are owed
	Sheets     int // of them, submitted
	Scores     int // on submitted sheets
	Sums       []ControlSum
	Digest     string // of everything that the tally is made of but the decisions
}

// ControlSum is what was given on one criterion, by all jurors to all candidates.
type ControlSum struct {
	Criterion string // its id
	Scores    int
	Points    Decimal
}

// ControlOf adds a contest up; so many of its sheets are submitted. The order in which its parts are listed makes no difference.
func ControlOf(c *Contest, sheets int) (Control, error) {
	control := Control{Candidates: len(c.Candidates), Duties: len(c.Assignments), Sheets: sheets, Scores: len(c.Scores)}
	sums := make([]ControlSum, len(c.Criteria))
	for number, criterion := range c.Criteria {
		sums[number].Criterion = criterion.ID
	}
	for _, s := range c.Scores {
		sums[s.Criterion].Scores++
		sums[s.Criterion].Points += s.Value
	}
	control.Sums = sums
	digest, err := c.digest()
	control.Digest = digest
	return control, err
}

// digest is the SHA-256, in hex, of the contest without its name and its decisions: of the rules, then of a line for each of its
// parts in the order of the lines.
func (c *Contest) digest() (string, error) {
	rules := *c
	rules.Name, rules.Candidates, rules.Jurors, rules.Assignments = "", nil, nil, nil
	rules.Released, rules.Scores, rules.Decisions = nil, nil, nil
	head, err := json.Marshal(&rules)
	if err != nil {
		return "", err
	}
	sorted := *c
	sorted.Assignments = slices.Clone(c.Assignments)
	for i, a := range sorted.Assignments {
		sorted.Assignments[i].Criteria = slices.Sorted(slices.Values(a.Criteria))
	}
	parts, err := json.Marshal(&sorted)
	if err != nil {
		return "", err
	}
	var file struct{ Candidates, Jurors, Assignments, Released, Scores []json.RawMessage }
	if err := json.Unmarshal(parts, &file); err != nil {
		return "", err
	}
	hash := sha256.New()
	hash.Write(head)
	for _, list := range [][]json.RawMessage{file.Candidates, file.Jurors, file.Assignments, file.Released, file.Scores} {
		slices.SortFunc(list, func(a, b json.RawMessage) int { return strings.Compare(string(a), string(b)) })
		for _, line := range list {
			hash.Write(append([]byte("\n"), line...))
		}
		hash.Write([]byte("\n"))
	}
	return hex.EncodeToString(hash.Sum(nil)), nil
}

// Difference is one number of a control that is another one by now.
type Difference struct {
	What          string // "candidates", "duties", "sheets", "scores", "points", or "other": only the digest tells
	Criterion     string // id, for points
	Before, After Decimal
}

// Differences says what is not as it was. None: nothing that the tally is made of has changed.
func (c Control) Differences(now Control) (list []Difference) {
	count := func(what string, before, after int) {
		if before != after {
			list = append(list, Difference{What: what, Before: Decimal(before) * One, After: Decimal(after) * One})
		}
	}
	count("candidates", c.Candidates, now.Candidates)
	count("duties", c.Duties, now.Duties)
	count("sheets", c.Sheets, now.Sheets)
	count("scores", c.Scores, now.Scores)
	for _, id := range criteriaOf(c.Sums, now.Sums) {
		before, after := pointsOf(c.Sums, id), pointsOf(now.Sums, id)
		if before != after {
			list = append(list, Difference{What: "points", Criterion: id, Before: before, After: after})
		}
	}
	if len(list) == 0 && c.Digest != now.Digest {
		list = append(list, Difference{What: "other"})
	}
	return list
}

// criteriaOf lists the criteria of both, each once.
func criteriaOf(lists ...[]ControlSum) (ids []string) {
	for _, sums := range lists {
		for _, s := range sums {
			if !slices.Contains(ids, s.Criterion) {
				ids = append(ids, s.Criterion)
			}
		}
	}
	return ids
}

func pointsOf(sums []ControlSum, criterion string) Decimal {
	at := slices.IndexFunc(sums, func(s ControlSum) bool { return s.Criterion == criterion })
	if at < 0 {
		return 0
	}
	return sums[at].Points
}
