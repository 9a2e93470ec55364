package jobs

import (
	"context"
	"errors"
	"time"

	"blazon/mail"
	"blazon/store"
)

// sendInvitation writes and sends a letter of invitation. A process that dies between the two steps at the end leaves a letter
// that is sent once more: it then has the same id, and the links of both work.
func (w *Worker) sendInvitation(ctx context.Context, job *store.Job) error {
	about, err := w.Store.InvitationLetter(ctx, job)
	if err != nil || about == nil {
		return err
	}
	letter, err := mail.Invitation{
		To: about.Email, Language: about.Language, Role: about.Role, Competition: about.Competition, Year: about.Year,
		Round: about.Round, Chapter: about.Chapter, Body: about.Body, Contact: about.Contact,
		New: about.Token != "", Link: w.Link(about), Days: int(store.InvitationLife / (24 * time.Hour)), Site: w.Site,
	}.Letter(job.UID)
	if err != nil {
		return err
	}
	return w.Mail.Send(ctx, letter)
}

// final tells whether trying again is of no use.
func final(err error) bool {
	var refused *mail.Refusal
	return errors.As(err, &refused) && refused.Final
}
