package mail

import (
	"strconv"

	"blazon/judging"
	"blazon/locale"
)

// Invitation is what a letter says that invites somebody to a jury, to organize a chapter, or to act for a body.
type Invitation struct {
	To          string
	Language    locale.Language
	Role        judging.Role
	Competition locale.Text // of a juror and an organizer
	Year        int         // of a juror
	Round       locale.Text // of a juror
	Chapter     locale.Text // of an organizer
	Body        string      // of a representative, as it is printed
	Contact     string      // of the organizer; may be empty
	New         bool        // the account has no password yet
	Link        string      // where to choose one, or to sign in
	Days        int         // how long the link of a new account works
	Site        string      // the front page
}

// About is what the letter invites to, as the keys of its messages have it.
func (i Invitation) About() string {
	if i.Role == judging.Secretary && i.Round == nil {
		return "chapter_secretary"
	}
	return string(i.Role)
}

// EditionYear is the year as it is written, without a space between its digits.
func (i Invitation) EditionYear() string { return strconv.Itoa(i.Year) }

// Letter writes the invitation down.
func (i Invitation) Letter(id string) (Letter, error) {
	key := "mail.subject_" + i.About()
	subject := locale.T(i.Language, key, "Competition", i.Competition, "Year", i.EditionYear(), "Chapter", i.Chapter, "Body", i.Body)
	text, err := write(i.Language, "invitation.txt", i)
	return Letter{ID: id, To: i.To, Language: i.Language, Subject: subject, Text: text}, err
}
