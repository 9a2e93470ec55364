package mailtest

import (
	"io"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// session is a client's conversation with the server.
type session struct {
	server     *Server
	connection *smtp.Conn
	known      bool
	from, to   string
}

// AuthMechanisms lists the ways to prove who one is.
func (s *session) AuthMechanisms() []string {
	if s.server.User == "" {
		return nil
	}
	return []string{sasl.Plain}
}

// Auth begins such a proof.
func (s *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		s.known = user == s.server.User && password == s.server.Password
		if !s.known {
			return smtp.ErrAuthFailed
		}
		return nil
	}), nil
}

// Mail takes the sender's address.
func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	if s.server.User != "" && !s.known {
		return smtp.ErrAuthRequired
	}
	s.from = from
	return s.server.trouble(AtSender, s.connection)
}

// Rcpt takes a recipient's address.
func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.to = to
	if s.server.Refuse != nil {
		return s.server.Refuse(to)
	}
	return nil
}

// Data takes the letter itself.
func (s *session) Data(r io.Reader) error {
	if err := s.server.trouble(AtData, s.connection); err != nil {
		return err
	}
	_, secure := s.connection.TLSConnectionState()
	return s.server.take(s.connection, Letter{From: s.from, To: s.to, Secure: secure}, r)
}

// Reset ends a letter.
func (s *session) Reset() { s.from, s.to = "", "" }

// Logout ends the conversation.
func (s *session) Logout() error { return nil }
