package mailtest

import (
	"bytes"
	"fmt"
	"io"
	"mime"
	"mime/quotedprintable"
	"net/mail"
	"regexp"
	"strings"
)

// Letter is a letter as its recipient reads it.
type Letter struct {
	From, To string // of the envelope
	Secure   bool   // came through TLS
	Header   mail.Header
	Subject  string
	Text     string
	Raw      string
}

// decode reads a letter in plain text; anything else is an error.
func (l *Letter) decode(raw []byte) error {
	message, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return err
	}
	l.Raw, l.Header = string(raw), message.Header
	kind, parameters, err := mime.ParseMediaType(l.Header.Get("Content-Type"))
	if err != nil || kind != "text/plain" || !strings.EqualFold(parameters["charset"], "utf-8") {
		return fmt.Errorf("a letter of type %s %v", l.Header.Get("Content-Type"), err)
	}
	if encoding := l.Header.Get("Content-Transfer-Encoding"); encoding != "quoted-printable" {
		return fmt.Errorf("a letter in %q", encoding)
	}
	if l.Subject, err = new(mime.WordDecoder).DecodeHeader(l.Header.Get("Subject")); err != nil {
		return err
	}
	text, err := io.ReadAll(quotedprintable.NewReader(message.Body))
	l.Text = strings.ReplaceAll(string(text), "\r\n", "\n")
	return err
}

var link = regexp.MustCompile(`(?m)^https?://\S+$`)

// Link gives the first address in the letter that has a line for itself; empty: there is none.
func (l Letter) Link() string { return link.FindString(l.Text) }
