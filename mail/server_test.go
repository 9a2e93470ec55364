package mail_test

import (
	"context"
	"errors"
	"net"
	"strings"
	"testing"
	"time"

	"blazon/locale"
	"blazon/mail"
	"blazon/mail/mailtest"

	"github.com/emersion/go-smtp"
)

const from = "Soutěž <soutez@example.org>"

var letter = mail.Letter{ID: "0a1b2c", To: "porotce1@example.org", Language: locale.Czech, Subject: "Pozvánka do poroty",
	Text: "Dobrý den,\n\nhttps://example.org/cs/invitation/a_b-c\n"}

func opened(t *testing.T, address string) *mail.Server {
	t.Helper()
	s, err := mail.NewServer(address, from)
	if err != nil {
		t.Fatal(err)
	}
	s.TLS = mailtest.Trust()
	return s
}

func TestALetterArrivesByEachWay(t *testing.T) {
	for name, options := range map[string]mailtest.Options{
		"STARTTLS with a password": {StartTLS: true, User: "blazon", Password: "tajné"},
		"STARTTLS without":         {StartTLS: true},
		"TLS from the first byte":  {Implicit: true, User: "blazon", Password: "tajné"},
		"without TLS":              {},
	} {
		t.Run(name, func(t *testing.T) {
			server := mailtest.Start(t, options)
			if _, err := opened(t, server.URL()).Send(t.Context(), letter); err != nil {
				t.Fatal(err)
			}
			got := server.Letters()
			if len(got) != 1 || got[0].From != "soutez@example.org" || got[0].To != letter.To || got[0].Subject != letter.Subject || got[0].Text != letter.Text {
				t.Fatalf("got %+v", got)
			}
			if encrypted := options.StartTLS || options.Implicit; got[0].Secure != encrypted {
				t.Errorf("came through TLS: %t", got[0].Secure)
			}
		})
	}
}

func TestALettersHeadersSayWhatItIs(t *testing.T) {
	server := mailtest.Start(t, mailtest.Options{})
	if _, err := opened(t, server.URL()).Send(t.Context(), letter); err != nil {
		t.Fatal(err)
	}
	got := server.Letters()[0]
	for name, want := range map[string]string{
		"From":             "=?utf-8?q?Sout=C4=9B=C5=BE?= <soutez@example.org>",
		"To":               "<porotce1@example.org>",
		"Message-Id":       "<0a1b2c@example.org>",
		"Auto-Submitted":   "auto-generated",
		"Content-Language": "cs",
		"Mime-Version":     "1.0",
		"User-Agent":       "",
		"X-Mailer":         "",
	} {
		if got.Header.Get(name) != want {
			t.Errorf("%s: %q, want %q", name, got.Header.Get(name), want)
		}
	}
	if date, err := got.Header.Date(); err != nil || time.Since(date).Abs() > time.Minute {
		t.Errorf("dated %v, %v", date, err)
	}
	for _, c := range got.Raw {
		if c > 126 {
			t.Fatalf("a byte that not every server takes: %q", c)
		}
	}
}

func TestWhatIsNotSentInTheOpen(t *testing.T) {
	open := mailtest.Start(t, mailtest.Options{})
	if _, err := opened(t, strings.TrimSuffix(open.URL(), "?tls=none")).Send(t.Context(), letter); err == nil {
		t.Error("a server without STARTTLS got a letter")
	}
	foreign := mailtest.Start(t, mailtest.Options{StartTLS: true, User: "blazon", Password: "tajné"})
	distrustful, err := mail.NewServer(foreign.URL(), from)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := distrustful.Send(t.Context(), letter); err == nil || strings.Contains(err.Error(), "taj") {
		t.Errorf("a server whose certificate nobody vouches for: %v", err)
	}
	if n := len(open.Letters()) + len(foreign.Letters()); n != 0 {
		t.Errorf("%d letters arrived", n)
	}
}

func TestRefusalsThatAreFinalAndOthers(t *testing.T) {
	for _, c := range []struct {
		about  string
		answer error
		final  bool
	}{
		{"an unknown recipient", &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "<porotce1@example.org>: no such user"}, true},
		{"a sender who may not relay", &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 7, 1}, Message: "relaying denied"}, false},
		{"a server that greylists", &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 7, 1}, Message: "come again"}, false},
		{"a full disk", &smtp.SMTPError{Code: 452, EnhancedCode: smtp.EnhancedCode{4, 3, 1}, Message: "no room"}, false},
	} {
		server := mailtest.Start(t, mailtest.Options{Refuse: func(string) error { return c.answer }})
		_, err := opened(t, server.URL()).Send(t.Context(), letter)
		var refusal *mail.Refusal
		if !errors.As(err, &refusal) || refusal.Final != c.final {
			t.Errorf("%s: %v, final %t", c.about, err, refusal != nil && refusal.Final)
		}
		if err != nil && strings.Contains(err.Error(), letter.To) {
			t.Errorf("%s: the error names the recipient: %v", c.about, err)
		}
	}
	wrong := mailtest.Start(t, mailtest.Options{StartTLS: true, User: "blazon", Password: "tajné"})
	_, err := opened(t, strings.Replace(wrong.URL(), "blazon:", "blazon:x", 1)).Send(t.Context(), letter)
	var refusal *mail.Refusal
	if !errors.As(err, &refusal) || refusal.Final {
		t.Errorf("a wrong password: %v", err)
	}
}

// Whatever goes wrong may pass, but for a recipient whom the server does not know.
func TestAServerThatRefusesDelaysAndDrops(t *testing.T) {
	for about, options := range map[string]mailtest.Options{
		"cut at the first word":         {Cut: mailtest.AtHello},
		"cut at the sender":             {Cut: mailtest.AtSender},
		"cut in the middle of a letter": {Cut: mailtest.AtData},
		"cut before the acknowledgment": {Cut: mailtest.AtEnd},
		"a failure at the first word":   {Fail: mailtest.AtHello},
		"a failure at the sender":       {Fail: mailtest.AtSender},
		"a failure at the letter":       {Fail: mailtest.AtData},
		"a failure at its end":          {Fail: mailtest.AtEnd},
		"TLS that is offered but fails": {Broken: true},
	} {
		server := mailtest.Start(t, options)
		_, err := opened(t, server.URL()).Send(t.Context(), letter)
		var refusal *mail.Refusal
		if !errors.As(err, &refusal) || refusal.Final || strings.Contains(err.Error(), letter.To) {
			t.Errorf("%s: %v", about, err)
		}
		if n := len(server.Letters()); n != 0 {
			t.Errorf("%s: %d letters arrived", about, n)
		}
	}
	slow := mailtest.Start(t, mailtest.Options{Hold: make(chan struct{})})
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	if _, err := opened(t, slow.URL()).Send(ctx, letter); err == nil {
		t.Error("a letter that is not acknowledged in time counts as sent")
	}
	close(slow.Hold)
	quick := mailtest.Start(t, mailtest.Options{})
	if answer, err := opened(t, quick.URL()).Send(t.Context(), letter); err != nil || !strings.Contains(strings.ToLower(answer), "ok") {
		t.Errorf("the server's answer is %q, %v", answer, err)
	}
}

func TestAServerThatIsAwayOrSilentEndsInTime(t *testing.T) {
	gone := mailtest.Start(t, mailtest.Options{})
	gone.Stop()
	if _, err := opened(t, gone.URL()).Send(t.Context(), letter); err == nil {
		t.Error("a server that is away took a letter")
	}
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { silent.Close() })
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	begun := time.Now()
	if _, err := opened(t, "smtp://"+silent.Addr().String()).Send(ctx, letter); err == nil {
		t.Error("a server that says nothing took a letter")
	}
	if took := time.Since(begun); took > 5*time.Second {
		t.Errorf("waited %v for a server that says nothing", took)
	}
}

func TestAddressesOfServers(t *testing.T) {
	for address, ok := range map[string]bool{
		"smtp://mail.example.org":                      true,
		"smtp://user:secret@mail.example.org:587":      true,
		"smtps://user:secret@mail.example.org":         true,
		"smtp://127.0.0.1:25?tls=none":                 true,
		"mail.example.org:25":                          false,
		"http://mail.example.org":                      false,
		"smtp://":                                      false,
		"smtp://mail.example.org/path":                 false,
		"smtp://mail.example.org?tls=maybe":            false,
		"smtps://mail.example.org?tls=none":            false,
		"smtp://user:secret@mail.example.org?tls=none": false,
		"smtp://user@mail.example.org":                 false,
	} {
		_, err := mail.NewServer(address, from)
		if (err == nil) != ok {
			t.Errorf("%s: %v", address, err)
		}
		if err != nil && (!strings.HasPrefix(err.Error(), "BLAZON_SMTP") || strings.Contains(err.Error(), "secret")) {
			t.Errorf("%s: the error is %v", address, err)
		}
	}
	if _, err := mail.NewServer("smtp://mail.example.org", "nobody"); err == nil || !strings.HasPrefix(err.Error(), "BLAZON_MAIL_FROM") {
		t.Errorf("a sender that is no address: %v", err)
	}
}
