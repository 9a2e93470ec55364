package store

import (
	"context"
	"fmt"

	"blazon/judging"
)

// DutyExport is who scores what in a round, as a table has it: brought in again, it changes nothing.
type DutyExport struct {
	Place
	Duties []ExportedDuty // by category, candidate and juror
}

// ExportedDuty is a line of the table.
type ExportedDuty struct {
	Category  string // its word in addresses
	Codes     string // of the candidate's bodies, parted by commas
	Candidate *NamedCandidate
	Juror     string
	Email     string
	Criteria  string // keys, parted by commas; empty: all
}

// DutyExport reads who scores what in a round, for its organizer. It takes a constant number of statements for each contest.
func (s *Store) DutyExport(ctx context.Context, actor judging.Actor, round string) (*DutyExport, error) {
	v := &DutyExport{}
	err := s.read(ctx, func(tx *transaction) error {
		t, err := tx.dutyTable(ctx, actor, round)
		if err != nil {
			return err
		}
		v.Place = *t.Place
		for _, table := range t.tables {
			v.Duties = append(v.Duties, t.duties(table)...)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("duty export: %w", err)
	}
	return v, nil
}

func (t *dutyTable) duties(table *assignTable) (list []ExportedDuty) {
	for candidate, c := range table.Candidates {
		for juror, j := range table.Jurors {
			if h := table.standing(square{juror, candidate}); h != nil {
				list = append(list, ExportedDuty{Category: table.Category.Slug, Codes: c.codes(), Candidate: c, Juror: j.Name,
					Email: t.emails[j.ID], Criteria: table.shareWord(h.criteria)})
			}
		}
	}
	return list
}
