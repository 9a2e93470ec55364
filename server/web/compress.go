package web

import (
	"compress/gzip"
	"io"
	"net/http"
	"regexp"
	"strings"
	"sync"
)

var compressors = sync.Pool{New: func() any {
	z, _ := gzip.NewWriterLevel(io.Discard, gzip.BestSpeed) // the level is a valid one
	return z
}}

// smallest is the size in bytes from which a page is worth compressing.
const smallest = 1024

// compress sends pages compressed to browsers that take that. Pages hold no secret that a stranger could probe for
// by mixing in text of their own: no token stands in them, forms are guarded by their origin.
func compress(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !takesGzip(r) || r.Method == http.MethodHead {
			next.ServeHTTP(w, r)
			return
		}
		c := &compressed{ResponseWriter: w}
		defer c.close()
		next.ServeHTTP(c, r)
	})
}

// takesGzip tells whether a browser takes gzip.
func takesGzip(r *http.Request) bool {
	for _, header := range r.Header.Values("Accept-Encoding") {
		for word := range strings.SplitSeq(header, ",") {
			name, quality, _ := strings.Cut(strings.TrimSpace(word), ";")
			if strings.TrimSpace(name) == "gzip" {
				return !refused.MatchString(quality)
			}
		}
	}
	return false
}

// refused is how somebody says that he does not take an encoding.
var refused = regexp.MustCompile(`^\s*q=0(\.0*)?\s*$`)

// compressible tells whether what is answered is text.
func compressible(h http.Header) bool {
	kind, _, _ := strings.Cut(h.Get("Content-Type"), ";")
	return strings.HasPrefix(kind, "text/") || kind == "image/svg+xml" || strings.HasSuffix(kind, "json")
}

type compressed struct {
	http.ResponseWriter
	status int
	begun  bool
	gzip   *gzip.Writer
}

func (c *compressed) WriteHeader(status int) {
	if c.status == 0 {
		c.status = status
	}
}

// Write decides by the first piece, since pages are written as a whole.
func (c *compressed) Write(body []byte) (int, error) {
	c.begin(len(body))
	if c.gzip != nil {
		return c.gzip.Write(body)
	}
	return c.ResponseWriter.Write(body)
}

func (c *compressed) begin(size int) {
	if c.begun {
		return
	}
	c.begun = true
	h := c.Header()
	if compressible(h) && h.Get("Content-Encoding") == "" {
		h.Add("Vary", "Accept-Encoding")
		if size >= smallest {
			h.Del("Content-Length")
			h.Set("Content-Encoding", "gzip")
			c.gzip = compressors.Get().(*gzip.Writer)
			c.gzip.Reset(c.ResponseWriter)
		}
	}
	if c.status != 0 {
		c.ResponseWriter.WriteHeader(c.status)
	}
}

func (c *compressed) close() {
	c.begin(0)
	if c.gzip != nil {
		_ = c.gzip.Close() // fails only when the client has gone
		compressors.Put(c.gzip)
	}
}

// Unwrap lets http.ResponseController find the connection.
func (c *compressed) Unwrap() http.ResponseWriter { return c.ResponseWriter }
