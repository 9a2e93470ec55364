package mail

import (
	"strings"

	"blazon/locale"

	gomail "github.com/wneessen/go-mail"
)

// Letter is what goes to one person, as plain text: it reads the same in every program, and its link shows where it leads.
type Letter struct {
	ID       string // the same in each attempt, so that whoever gets two knows that they are one
	To       string
	Language locale.Language
	Subject  string
	Text     string
}

// message puts a letter into the form of RFC 5322.
func (s *Server) message(l Letter) (*gomail.Msg, error) {
	m := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	m.FromMailAddress(s.from)
	if err := m.To(l.To); err != nil {
		return nil, err
	}
	_, domain, _ := strings.Cut(s.from.Address, "@")
	m.SetMessageIDWithValue(l.ID + "@" + domain)
	m.SetDate()
	m.Subject(l.Subject)
	m.SetGenHeader("Content-Language", string(l.Language))
	m.SetGenHeader("Auto-Submitted", "auto-generated") // RFC 3834: nobody's out-of-office notice need answer
	m.SetBodyString(gomail.TypeTextPlain, l.Text)
	return m, nil
}
