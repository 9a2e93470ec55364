package store

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
)

// Code is a check code of all that the juror has submitted in the round: it changes with every value and every submission.
func (r *OwnSheets) Code() string {
	var lines []string
	for _, contest := range r.Contests {
		for _, s := range contest.Sheets {
			if !s.Done() {
				continue
			}
			line := fmt.Sprintf("%s %d %d", s.Assignment, s.Revision, s.SubmittedAt.UnixMicro())
			for _, c := range s.Cells {
				if !c.Empty {
					line += fmt.Sprintf(" %s=%s", c.Criterion.Key, c.Value)
				}
			}
			lines = append(lines, line)
		}
	}
	slices.Sort(lines)
	sum := sha256.Sum256([]byte(r.Round.UID + "\n" + strings.Join(lines, "\n")))
	code := hex.EncodeToString(sum[:8])
	return code[:4] + "-" + code[4:8] + "-" + code[8:12] + "-" + code[12:]
}
