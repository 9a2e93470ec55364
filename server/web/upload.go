package web

import (
	"cmp"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"time"

	"blazon/fault"
	"blazon/locale"
)

// Upload is a file that is being sent: what of it has come is read as it comes, and never as a whole.
type Upload struct {
	Name    string     // as the sender calls it
	Values  url.Values // of the form's fields that stand before it
	Content io.Reader
}

// limitBody refuses what is larger than the route takes: at once where its length is announced, else as soon as it is reached.
func (r *Request) limitBody(limit int64) error {
	limit = cmp.Or(limit, maxBody)
	if r.ContentLength <= limit {
		r.Body = http.MaxBytesReader(r.writer, r.Body, limit)
		return nil
	}
	r.Body = http.NoBody
	r.writer.Header().Set("Connection", "close")
	return tooLarge(&http.MaxBytesError{Limit: limit})
}

func tooLarge(cause *http.MaxBytesError) error {
	f := fault.New(fault.Invalid, "web.too_large").Because(cause)
	if cause.Limit > maxBody {
		f = fault.New(fault.Invalid, "attachment.too_large").With("Most", locale.Bytes(cause.Limit-cause.Limit%1_000_000)).Because(cause)
	}
	return f
}

// The most that the fields before a file may be, in bytes, and how long a sender may pause.
const (
	maxBeforeFile = 64 << 10
	longestPause  = 60 * time.Second
	longestUpload = time.Hour
)

// Upload reads a multipart form up to its file, which the field with this name holds. A form without one is Invalid.
func (r *Request) Upload(field string) (*Upload, error) {
	none := fault.InForm(fault.Field{Name: field, Key: "attachment.none"})
	parts, err := r.MultipartReader()
	if err != nil {
		return nil, none
	}
	r.patience(time.Now().Add(longestUpload))
	u := &Upload{Values: url.Values{}}
	for left := int64(maxBeforeFile); ; {
		part, err := parts.NextPart()
		switch {
		case err == io.EOF:
			return nil, none
		case err != nil:
			return nil, broken(err)
		case part.FormName() == field:
			u.Name, u.Content = part.FileName(), &steady{part}
			return u, nil
		}
		value, err := io.ReadAll(io.LimitReader(part, left+1))
		if left -= int64(len(value)); err != nil || left < 0 {
			return nil, broken(err)
		}
		if !sound(part.FormName()) || !sound(string(value)) {
			return nil, fault.New(fault.Invalid, "web.bad_text")
		}
		u.Values.Add(part.FormName(), string(value))
	}
}

// patience lets a sender take longer than a form may, as long as something comes.
func (r *Request) patience(last time.Time) {
	control := http.NewResponseController(r.writer)
	wait := func() {
		until := time.Now().Add(longestPause)
		if until.After(last) {
			until = last
		}
		_ = control.SetReadDeadline(until) // a connection that has no deadlines needs no patience
		_ = control.SetWriteDeadline(until.Add(longestPause))
	}
	wait()
	r.Body = &pacedBody{r.Body, wait}
}

// pacedBody asks for more time whenever something has come.
type pacedBody struct {
	io.ReadCloser
	wait func()
}

// Read reads what has come.
func (b *pacedBody) Read(into []byte) (int, error) {
	n, err := b.ReadCloser.Read(into)
	if n > 0 {
		b.wait()
	}
	return n, err
}

// steady tells whoever reads a file why it ends too early.
type steady struct{ part *multipart.Part }

// Read gives io.ErrUnexpectedEOF where the connection was cut, and a fault where the form is too large.
func (s *steady) Read(into []byte) (int, error) {
	n, err := s.part.Read(into)
	var large *http.MaxBytesError
	switch {
	case err == nil || err == io.EOF:
		return n, err
	case errors.As(err, &large):
		return n, tooLarge(large)
	}
	return n, io.ErrUnexpectedEOF
}

func broken(err error) error {
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return tooLarge(large)
	}
	return fault.New(fault.Invalid, "web.bad_form").Because(err)
}
