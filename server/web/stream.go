package web

import (
	"io"
	"net/http"
	"time"
)

// Stream is a file that is answered with as it is read. A browser may ask for a part of it, and need not get again what it has.
type Stream struct {
	File
	Content io.ReadSeeker
	Tag     string // the same tag is the same content
	Public  bool   // everybody may keep it for good, since its address changes with its content
	Plugin  bool   // the browser shows it by a program of its own, which a sandbox would keep from running
}

// What a file that somebody brought may do in a browser: nothing.
const (
	sandbox      = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
	pluginPolicy = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'"
)

// Stream answers with a file piece by piece.
func (r *Request) Stream(s Stream) error {
	h := r.writer.Header()
	h.Set("Content-Type", s.Type)
	h.Set("Content-Disposition", disposition(s.File))
	h.Set("ETag", `"`+s.Tag+`"`)
	h.Set("Content-Security-Policy", sandbox)
	if s.Plugin {
		h.Set("Content-Security-Policy", pluginPolicy)
	}
	h.Set("Cache-Control", "private, no-cache")
	if s.Public {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	_ = http.NewResponseController(r.writer).SetWriteDeadline(time.Now().Add(longestUpload)) // where there is one
	http.ServeContent(r.writer, r.Request, "", time.Time{}, s.Content)
	return nil
}
