package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"blazon/letter"
	"blazon/locale"
)

// factorEndedLetter tells an account that its second factor is no more, and why: in the words of the administrator who removed it.
func (tx *transaction) factorEndedLetter(ctx context.Context, job *Job) (*Letter, error) {
	var payload accountJob
	if err := json.Unmarshal([]byte(job.Payload), &payload); err != nil {
		return nil, fmt.Errorf("payload of job %s: %w", job.UID, err)
	}
	user, err := tx.account(ctx, job)
	if err != nil || user == nil {
		return nil, err
	}
	reason := locale.T(user.Language, "account.factor_own_act")
	if payload.Removed {
		err := tx.NewRaw(`select n.note from event_note n join event e on e.id = n.event_id
			where e.act = 'user.factor_remove' and e.object_id = ? order by e.id desc limit 1`, user.ID).Scan(ctx, &reason)
		if errors.Is(err, sql.ErrNoRows) { // notes do not stay for ever
			reason, err = "–", nil
		}
		if err != nil {
			return nil, err
		}
	}
	zone, err := time.LoadLocation(lettersZone)
	if err != nil {
		return nil, err
	}
	return tx.accountLetter(ctx, letter.FactorEnded, user,
		letter.Values{letter.Time: locale.DateTime(user.Language, job.CreatedAt, zone), letter.Reason: reason})
}
