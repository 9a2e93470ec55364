package store

import (
	"context"
	"fmt"

	"blazon/fault"
)

// waits are what may wait for a second person, or for a vote, of candidates "n": what a change is refused for, and by what it names
// those that wait.
var waits = []struct{ key, names string }{
	{"category.paper_waits", `select distinct j.name from paper p join paper_sheet x on x.paper_id = p.id join assignment a on a.id = x.assignment_id
		join candidate n on n.id = a.candidate_id join juror j on j.id = p.juror_id where p.state = 'waiting'`},
	{"category.correction_waits", `select distinct j.name from correction c join correction_cell x on x.correction_id = c.id
		join assignment a on a.id = x.assignment_id join candidate n on n.id = a.candidate_id join juror j on j.id = a.juror_id where c.state = 'open'`},
	{"category.motion_waits", `select distinct t.number || '/' || m.number from motion m join meeting t on t.id = m.meeting_id
		join motion_candidate x on x.motion_id = m.id join candidate n on n.id = x.candidate_id where m.closed_at is null`},
}

// settled refuses a change that carries candidates "n" to another contest while something waits that was keyed in, entered or moved
// about them in this one: it would come to be decided where nobody looks for it.
func (tx *transaction) settled(ctx context.Context, c *Consequences, where string, args ...any) error {
	for _, w := range waits {
		var names []string
		err := tx.NewRaw(w.names+" and n.withdrawn_at is null and "+where+" order by 1", args...).Scan(ctx, &names)
		if err != nil {
			return fmt.Errorf("%s: %w", w.key, err)
		}
		if len(names) > 0 {
			c.Refused = append(c.Refused, fault.New(fault.Closed, w.key).With("Names", listOf(names)))
		}
	}
	return nil
}
