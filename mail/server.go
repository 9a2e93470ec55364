// Package mail hands letters over to a mail server.
package mail

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net/mail"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"
)

// Server is the mail server that takes our letters.
type Server struct {
	TLS *tls.Config // nil: the system's certificates decide whom to trust

	from     *mail.Address
	host     string
	port     int
	user     *url.Userinfo
	implicit bool // TLS from the first byte, rather than by STARTTLS
	plain    bool // no TLS at all
}

// patience is how long a mail server may take where the context does not say.
const patience = 30 * time.Second

// NewServer reads the address of a mail server, smtp://user:password@host:587 or smtps://…:465, and the address that letters
// come from. By smtp the server must offer STARTTLS, unless the address ends with ?tls=none, which takes no password: nobody
// on the way may read the links in the letters. The error begins with the name of the setting that is wrong.
func NewServer(address, from string) (*Server, error) {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || u.Scheme != "smtp" && u.Scheme != "smtps" || u.Path != "" && u.Path != "/" {
		return nil, errors.New("BLAZON_SMTP: not like smtp://user:password@mail.example.org:587") // the address may hold a password
	}
	s := &Server{host: u.Hostname(), user: u.User, implicit: u.Scheme == "smtps", plain: u.RawQuery == "tls=none"}
	if u.RawQuery != "" && (!s.plain || s.implicit || s.user != nil) {
		return nil, errors.New("BLAZON_SMTP: only ?tls=none may stand at its end, with smtp:// and without a password")
	}
	if _, set := s.user.Password(); s.user != nil && !set {
		return nil, errors.New("BLAZON_SMTP: a user without a password")
	}
	standard := map[bool]string{false: "587", true: "465"}[s.implicit]
	port, err := strconv.ParseUint(cmp.Or(u.Port(), standard), 10, 16)
	if err != nil {
		return nil, errors.New("BLAZON_SMTP: its port is none from 0 to 65535")
	}
	s.port = int(port)
	if s.from, err = ParseSender(from); err != nil {
		return nil, err
	}
	return s, nil
}

// ParseSender reads the address that letters come from. The error begins with the name of the setting.
func ParseSender(from string) (*mail.Address, error) {
	sender, err := mail.ParseAddress(from)
	if err != nil {
		return nil, fmt.Errorf("BLAZON_MAIL_FROM: %q is no e-mail address", from)
	}
	return sender, nil
}

// Refusal is why a letter was not taken. It does not say whose letter it was.
type Refusal struct {
	Final  bool // the server knows no such recipient: trying again is of no use
	reason string
}

func (r *Refusal) Error() string { return "mail: " + r.reason }

// Send hands a letter over, and gives what the server answered: often the number under which it keeps the letter. The error is a
// *Refusal.
func (s *Server) Send(ctx context.Context, l Letter) (answer string, err error) {
	message, err := s.message(l)
	if err == nil {
		err = s.deliver(ctx, message)
	}
	if err == nil {
		return cmp.Or(strings.TrimSpace(strings.ReplaceAll(message.ServerResponse(), l.To, "…")), "250"), nil
	}
	return "", &Refusal{Final: unknownRecipient(err), reason: strings.ReplaceAll(err.Error(), l.To, "…")}
}

func (s *Server) deliver(ctx context.Context, message *gomail.Msg) error {
	until, limited := ctx.Deadline()
	if !limited {
		until = time.Now().Add(patience)
	}
	client, err := gomail.NewClient(s.host, append(s.options(), gomail.WithTimeout(time.Until(until)))...)
	if err != nil {
		return err
	}
	connection, err := client.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return err
	}
	defer connection.Close()
	defer context.AfterFunc(ctx, func() { connection.Close() })()
	err = client.SendWithSMTPClient(connection, message)
	if message.IsDelivered() {
		err = nil // it went wrong afterwards
		_ = client.CloseWithSMTPClient(connection)
	}
	return err
}

func (s *Server) options() []gomail.Option {
	options := []gomail.Option{gomail.WithPort(s.port), gomail.WithoutNoop()}
	switch {
	case s.implicit:
		options = append(options, gomail.WithSSL())
	case s.plain:
		options = append(options, gomail.WithTLSPolicy(gomail.NoTLS))
	default:
		options = append(options, gomail.WithTLSPolicy(gomail.TLSMandatory))
	}
	if s.TLS != nil {
		config := s.TLS.Clone()
		config.ServerName = s.host
		options = append(options, gomail.WithTLSConfig(config))
	}
	if password, set := s.user.Password(); set {
		options = append(options, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(s.user.Username()), gomail.WithPassword(password))
	}
	return options
}

// unknownRecipient tells whether the server knows no such recipient. Refusals on grounds of policy are not meant: they end
// when somebody sets the server right.
func unknownRecipient(err error) bool {
	var refused *gomail.SendError
	return errors.As(err, &refused) && refused.Reason == gomail.ErrSMTPRcptTo &&
		slices.Contains([]int{501, 550, 551, 553}, refused.ErrorCode()) && !strings.HasPrefix(refused.EnhancedStatusCode(), "5.7")
}
