package organizer

import (
	"html/template"
	"net/url"
	"strings"
	"time"

	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

// invitation is a link by which somebody chooses a password. It is shown once: only its hash is kept.
type invitation struct {
	Name  string
	Email string
	Link  string
}

// byMail asks for a letter rather than a link.
const byMail = "mail"

// Days is for how many days the link is good.
func (invitation) Days() int { return int(store.InvitationLife / (24 * time.Hour)) }

// Mail opens a letter with the link in the organizer's own mail program.
func (i invitation) Mail(lang locale.Language) template.URL {
	subject := locale.T(lang, "roster.invitation_subject")
	body := locale.T(lang, "roster.invitation_body", "Name", i.Name, "Link", i.Link, "Count", i.Days())
	return template.URL("mailto:" + url.PathEscape(i.Email) + "?subject=" + mailText(subject) + "&body=" + mailText(body))
}

// mailText escapes a text for an address of a letter, in which a plus is a plus.
func mailText(text string) string {
	return strings.ReplaceAll(url.QueryEscape(strings.ReplaceAll(text, "\n", "\r\n")), "+", "%20")
}

func newInvitation(r *web.Request, name, email, token string) *invitation {
	return &invitation{Name: name, Email: email, Link: r.Link("account.invitation", "token", token)}
}

// inviteHeld invites a member who has no password yet: by a letter, which is nothing to show, or by a link. It is empty where
// the letter has been queued.
func (d door) inviteHeld(r *web.Request, member *store.Member) (*invitation, error) {
	if d.store.Mails() && r.FormValue("by") == byMail {
		if err := d.store.MailMember(r.Context(), r.Actor, member.Membership.UID); err != nil {
			return nil, err
		}
		r.Notice("roster.mailed", "Email", member.Email)
		return nil, nil
	}
	token, err := d.store.InviteMember(r.Context(), r.Actor, member.Membership.UID)
	if err != nil {
		return nil, err
	}
	return newInvitation(r, member.Name, member.Email, token), nil
}
