// Package mailtest is a mail server for tests: it speaks SMTP on the loopback interface and keeps what it is given.
package mailtest

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"log"
	"net"
	"net/http/httptest"
	"net/url"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
)

// Server is a mail server that runs until it is stopped or its test ends.
type Server struct {
	Options
	Begun chan string // the recipient of each letter whose text has arrived, before it is acknowledged

	server   *smtp.Server
	listener net.Listener
	mutex    sync.Mutex
	letters  []Letter
}

// Options are how the server behaves; the zero value takes everything, without TLS, on a free port.
type Options struct {
	Address        string // host and port
	StartTLS       bool
	Implicit       bool   // TLS from the first byte
	User, Password string // who may hand letters over; empty: everybody
	Refuse         func(to string) error
	Hold           chan struct{} // a letter is acknowledged once this is closed; nil: at once
	Cut            Moment        // the connection is cut; empty: never
	Fail           Moment        // the command is answered with a failure that may pass; empty: none is
	Broken         bool          // STARTTLS is offered, and then nobody speaks TLS
}

// Moment is when in a conversation something goes wrong.
type Moment string

// The moments.
const (
	AtHello  Moment = "hello" // before the first answer
	AtSender Moment = "sender"
	AtData   Moment = "data" // in the middle of the letter
	AtEnd    Moment = "end"  // when the letter has arrived, before it is acknowledged
)

// certified lends its certificate, which is for 127.0.0.1.
var certified = sync.OnceValue(func() *httptest.Server { return httptest.NewTLSServer(nil) })

// Trust is the configuration of a client that trusts these servers' certificate.
func Trust() *tls.Config {
	pool := x509.NewCertPool()
	pool.AddCert(certified().Certificate())
	return &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12}
}

// Start starts a server.
func Start(t testing.TB, options Options) *Server {
	t.Helper()
	s := &Server{Options: options, Begun: make(chan string, 1000)}
	if s.Address == "" {
		s.Address = "127.0.0.1:0"
	}
	var err error
	if s.listener, err = net.Listen("tcp", s.Address); err != nil {
		t.Fatal(err)
	}
	s.Address = s.listener.Addr().String()
	s.server = smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) {
		if err := s.trouble(AtHello, c); err != nil {
			return nil, err
		}
		return &session{server: s, connection: c}, nil
	}))
	s.server.Domain = "localhost"
	s.server.ErrorLog = log.New(t.Output(), "mail server: ", 0)
	s.server.ReadTimeout, s.server.WriteTimeout = time.Minute, time.Minute
	config := &tls.Config{Certificates: certified().TLS.Certificates, MinVersion: tls.VersionTLS12}
	switch {
	case s.Implicit:
		s.listener = tls.NewListener(s.listener, config)
	case s.Broken:
		s.server.TLSConfig = &tls.Config{GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return nil, errBroken }}
	case s.StartTLS:
		s.server.TLSConfig = config
	}
	served := make(chan error, 1)
	go func() { served <- s.server.Serve(s.listener) }()
	t.Cleanup(func() {
		s.Stop()
		<-served
	})
	return s
}

// Stop ends the server and all connections to it.
func (s *Server) Stop() {
	_ = s.server.Close()
	_ = s.listener.Close() // the server knows it only once it serves
}

// URL is the address as Blazon is told it.
func (s *Server) URL() string {
	switch {
	case s.Implicit:
		return "smtps://" + s.credentials() + s.Address
	case s.StartTLS, s.Broken:
		return "smtp://" + s.credentials() + s.Address
	}
	return "smtp://" + s.Address + "?tls=none"
}

func (s *Server) credentials() string {
	if s.User == "" {
		return ""
	}
	return url.UserPassword(s.User, s.Password).String() + "@"
}

// Letters gives what was acknowledged so far.
func (s *Server) Letters() []Letter {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return append([]Letter(nil), s.letters...)
}

func (s *Server) keep(l Letter) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.letters = append(s.letters, l)
}

// take reads a letter and acknowledges it, unless the server is told to wait and the client goes away.
func (s *Server) take(c *smtp.Conn, l Letter, r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if err := s.trouble(AtEnd, c); err != nil {
		return err
	}
	if err := l.decode(raw); err != nil {
		return err
	}
	s.Begun <- l.To
	if s.Hold != nil {
		<-s.Hold
	}
	s.keep(l)
	return nil
}

var errBroken = errors.New("no certificate")

// trouble makes what goes wrong at a moment.
func (s *Server) trouble(at Moment, c *smtp.Conn) error {
	switch at {
	case s.Cut:
		_ = c.Conn().Close()
		return errBroken
	case s.Fail:
		return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: "try again later"}
	}
	return nil
}
