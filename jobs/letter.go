package jobs

import (
	"context"
	"errors"

	"blazon/mail"
	"blazon/store"
)

// send writes and sends a letter. A process that dies between the two steps at the end leaves a letter that is sent once more: it
// then has the same id, and the links of both work.
func (w *Worker) send(ctx context.Context, job *store.Job) error {
	l, err := w.Store.Letter(ctx, job)
	if err != nil || l == nil {
		return err
	}
	job.Answer, err = w.Mail.Send(ctx, mail.Letter{ID: job.UID, To: l.Email, Language: l.Language, Subject: l.Subject, Text: l.Written(w.Link(l), w.Site)})
	return err
}

// final tells whether trying again is of no use.
func final(err error) bool {
	var refused *mail.Refusal
	return errors.As(err, &refused) && refused.Final
}
