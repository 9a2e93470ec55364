package judging

import "encoding/json"

const outcomeFormat = "blazon-tally-result/1"

// These are the parts of an outcome as a file, with ids in the place of numbers.
type (
	outcomeFile struct {
		Format    string         `json:"format"`
		Algorithm string         `json:"algorithm"`
		Complete  bool           `json:"complete"`
		Gaps      []cellFile     `json:"gaps"`
		Stray     []cellFile     `json:"stray"`
		Undecided [][]string     `json:"undecided"`
		Standings []standingFile `json:"standings"`
		Advancing []string       `json:"advancing"`
	}
	cellFile struct {
		Juror     string `json:"juror,omitempty"`
		Candidate string `json:"candidate"`
		Criterion string `json:"criterion"`
	}
	standingFile struct {
		Candidate string `json:"candidate"`
		Place     int    `json:"place"`
		Label     string `json:"label"`
		Total     string `json:"total"`
		Exact     string `json:"exact"`
		DecidedBy string `json:"decided_by"`
	}
)

// MarshalJSON writes the outcome as a result file, with the contest's ids.
func (o *Outcome) MarshalJSON() ([]byte, error) {
	c := o.contest
	return json.Marshal(outcomeFile{
		Format: outcomeFormat, Algorithm: Algorithm, Complete: o.Complete,
		Gaps: listed(o.Gaps, c.cellFile), Stray: listed(o.Stray, c.cellFile),
		Undecided: listed(o.Undecided, c.candidateIDs),
		Standings: listed(o.Standings, func(s Standing) standingFile {
			return standingFile{
				Candidate: c.Candidates[s.Candidate].ID, Place: s.Place, Label: s.Label(),
				Total: s.Total.Round(2), Exact: s.Total.String(), DecidedBy: c.RuleText(s.DecidedBy),
			}
		}),
		Advancing: c.candidateIDs(o.Advancing),
	})
}

func (c *Contest) cellFile(cell Cell) cellFile {
	file := cellFile{Candidate: c.Candidates[cell.Candidate].ID, Criterion: c.Criteria[cell.Criterion].ID}
	if cell.Juror != Nobody {
		file.Juror = c.Jurors[cell.Juror].ID
	}
	return file
}
