// Package link says where the links in letters lead.
package link

import (
	"blazon/letter"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

// Writer writes the whole address of a route in a language.
type Writer func(lang locale.Language, name string, pairs ...any) string

// Of is the address that a letter's link leads to. A letter that is only looked at has no secret: its link leads to where people
// sign in.
func Of(l *store.Letter, write Writer) string {
	switch l.Kind {
	case letter.Receipt, letter.Returned, letter.Admitted, letter.Rejected, letter.Prolonged, letter.DraftReminder:
		if l.Entry != "" {
			return write(l.Language, "entrant.entry", "entry", l.Entry)
		}
	case letter.ObjectionReceived, letter.ObjectionUpheld, letter.ObjectionRejected:
		if l.Entry != "" {
			return write(l.Language, "entrant.objections", "entry", l.Entry)
		}
	case letter.SheetReminder, letter.LateReminder, letter.JudgingProlonged:
		return write(l.Language, "jury.desk")
	case letter.PasswordChanged, letter.FactorEnded:
		return write(l.Language, "account.forgotten")
	}
	if l.Token == "" {
		return write(l.Language, web.SignInRoute)
	}
	switch l.Kind {
	case letter.PasswordReset:
		return write(l.Language, "account.reset", "reset", l.Token)
	case letter.AddressCheck:
		return write(l.Language, "account.request", "proof", l.Token)
	}
	return write(l.Language, "account.invitation", "token", l.Token)
}
