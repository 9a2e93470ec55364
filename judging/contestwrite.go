package judging

import "encoding/json"

// These are the parts of a tally file, with ids in the place of numbers.
type (
	contestFile struct {
		Format      string           `json:"format"`
		Contest     string           `json:"contest"`
		Better      Better           `json:"better"`
		Numbering   Numbering        `json:"numbering"`
		Trim        int              `json:"trim"`
		Minimum     int              `json:"minimum"`
		TieBreak    []string         `json:"tie_break"`
		Advance     *cutFile         `json:"advance,omitempty"`
		Criteria    []criterionFile  `json:"criteria"`
		Candidates  []candidateFile  `json:"candidates"`
		Jurors      []jurorFile      `json:"jurors"`
		Assignments []assignmentFile `json:"assignments,omitzero"`
		Released    []releaseFile    `json:"released"`
		Scores      []scoreFile      `json:"scores"`
		Decisions   []decisionFile   `json:"decisions"`
	}
	cutFile struct {
		Places int   `json:"places,omitempty"`
		Seats  int   `json:"seats,omitempty"`
		OnTie  OnTie `json:"on_tie,omitempty"`
	}
	criterionFile struct {
		ID     string        `json:"id"`
		Max    Decimal       `json:"max"`
		Step   Decimal       `json:"step"`
		Weight Decimal       `json:"weight"`
		Kind   CriterionKind `json:"kind"`
	}
	candidateFile struct {
		ID string `json:"id"`
	}
	jurorFile struct {
		ID       string   `json:"id"`
		Criteria []string `json:"criteria,omitempty"`
	}
	assignmentFile struct {
		Juror     string   `json:"juror"`
		Candidate string   `json:"candidate"`
		Criteria  []string `json:"criteria,omitempty"`
	}
	releaseFile struct {
		Juror     string `json:"juror"`
		Candidate string `json:"candidate"`
		Criterion string `json:"criterion,omitempty"`
		Why       Why    `json:"why"`
	}
	scoreFile struct {
		Juror     string  `json:"juror"`
		Candidate string  `json:"candidate"`
		Criterion string  `json:"criterion"`
		Value     Decimal `json:"value"`
	}
	decisionFile struct {
		Accept        *cellFile `json:"accept,omitempty"`
		DropCriterion string    `json:"drop_criterion,omitempty"`
		Exclude       string    `json:"exclude,omitempty"`
		Order         []string  `json:"order,omitzero"`
		Tie           []string  `json:"tie,omitzero"`
		Reason        string    `json:"reason"`
	}
)

// MarshalJSON writes a valid contest as a tally file, every default spelled out.
func (c *Contest) MarshalJSON() ([]byte, error) {
	if err := c.Validate(); err != nil {
		return nil, err
	}
	file := contestFile{
		Format: contestFormat, Contest: c.Name, Better: c.Better, Numbering: c.Numbering, Trim: c.Trim, Minimum: c.Minimum,
		TieBreak:   listed(c.TieBreak, c.RuleText),
		Criteria:   listed(c.Criteria, func(k Criterion) criterionFile { return criterionFile(k) }),
		Decisions:  listed(c.Decisions, c.decisionFile),
		Candidates: listed(c.Candidates, func(k Candidate) candidateFile { return candidateFile(k) }),
		Jurors:     listed(c.Jurors, func(j Juror) jurorFile { return jurorFile{j.ID, c.criterionIDs(j.Criteria)} }),
		Scores: listed(c.Scores, func(s Score) scoreFile {
			return scoreFile{c.Jurors[s.Juror].ID, c.Candidates[s.Candidate].ID, c.Criteria[s.Criterion].ID, s.Value}
		}),
		Released: listed(c.Released, func(r Release) releaseFile {
			file := releaseFile{Juror: c.Jurors[r.Juror].ID, Candidate: c.Candidates[r.Candidate].ID, Why: r.Why}
			if r.Criterion != EveryCriterion {
				file.Criterion = c.Criteria[r.Criterion].ID
			}
			return file
		}),
	}
	if c.Advance != (Cut{}) {
		cut := cutFile(c.Advance)
		file.Advance = &cut
	}
	if c.Assignments != nil {
		file.Assignments = listed(c.Assignments, func(a Assignment) assignmentFile {
			return assignmentFile{c.Jurors[a.Juror].ID, c.Candidates[a.Candidate].ID, c.criterionIDs(a.Criteria)}
		})
	}
	return json.Marshal(file)
}

func (c *Contest) decisionFile(d Decision) decisionFile {
	file := decisionFile{Reason: d.Reason}
	switch d.Kind {
	case AcceptFewer:
		file.Accept = &cellFile{Candidate: c.Candidates[d.Candidate].ID, Criterion: c.Criteria[d.Criterion].ID}
	case DropCriterion:
		file.DropCriterion = c.Criteria[d.Criterion].ID
	case Exclude:
		file.Exclude = c.Candidates[d.Candidate].ID
	case Order:
		file.Order = c.candidateIDs(d.Candidates)
	case LeaveTied:
		file.Tie = c.candidateIDs(d.Candidates)
	}
	return file
}

func (c *Contest) candidateIDs(numbers []int) []string {
	return listed(numbers, func(number int) string { return c.Candidates[number].ID })
}

func (c *Contest) criterionIDs(numbers []int) []string {
	return listed(numbers, func(number int) string { return c.Criteria[number].ID })
}

// listed makes a list of another, and never nil: in a file, what is empty is a list too.
func listed[A, B any](list []A, one func(A) B) []B {
	made := make([]B, len(list))
	for i, a := range list {
		made[i] = one(a)
	}
	return made
}
