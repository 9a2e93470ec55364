package web

import (
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"blazon/fault"
)

// policy lets pages load nothing but what we serve, and nobody frame them. The data: images are the icons of the
// style sheet.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// stack puts the defenses around the router, the outermost last.
func (s *Site) stack(next http.Handler) http.Handler {
	next = s.sameOrigin(next)
	next = s.recoverPanic(next)
	next = compress(next)
	next = s.headers(next)
	return s.logRequest(next)
}

// sameOrigin refuses forms that another site sends.
func (s *Site) sameOrigin(next http.Handler) http.Handler {
	protection := http.NewCrossOriginProtection()
	if err := protection.AddTrustedOrigin(s.base.Scheme + "://" + s.base.Host); err != nil {
		panic(err) // New has parsed the URL
	}
	protection.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, hr *http.Request) {
		s.stranger(w, hr).fail(fault.New(fault.Forbidden, "web.cross_origin"))
	}))
	return protection.Handler(next)
}

// recoverPanic answers a defect with the fault page, unless the answer has begun already.
func (s *Site) recoverPanic(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, hr *http.Request) {
		defer func() {
			cause := recover()
			if cause == nil || cause == http.ErrAbortHandler {
				if cause != nil {
					panic(cause)
				}
				return
			}
			s.options.Log.Error("panic", slog.String("stack", string(debug.Stack())))
			s.stranger(w, hr).fail(fmt.Errorf("panic: %v", cause))
		}()
		next.ServeHTTP(w, hr)
	})
}

func (s *Site) headers(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		if s.secure() {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		next.ServeHTTP(w, r)
	})
}

// logRequest writes one line per request: neither who asked nor what stands in the query.
func (s *Site) logRequest(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		started := time.Now()
		counted := &counter{ResponseWriter: w, status: http.StatusOK}
		next.ServeHTTP(counted, r)
		s.options.Log.InfoContext(r.Context(), "request", slog.String("method", r.Method), slog.String("path", withoutToken(r.URL.Path)),
			slog.Int("status", counted.status), slog.Int("bytes", counted.bytes), slog.Duration("took", time.Since(started)))
	})
}

// secretPaths are the words after which an address has a secret that lets its holder act as somebody.
var secretPaths = []string{"/invitation/", "/calendar/", "/reset/", "/request/"}

// withoutToken leaves the secret of an address out.
func withoutToken(path string) string {
	for _, word := range secretPaths {
		if before, _, found := strings.Cut(path, word); found {
			return before + word + "…"
		}
	}
	return path
}

// counter notes what was answered.
type counter struct {
	http.ResponseWriter
	status, bytes int
}

func (c *counter) WriteHeader(status int) {
	c.status = status
	c.ResponseWriter.WriteHeader(status)
}

func (c *counter) Write(body []byte) (int, error) {
	n, err := c.ResponseWriter.Write(body)
	c.bytes += n
	return n, err
}

// Unwrap lets http.ResponseController find the connection.
func (c *counter) Unwrap() http.ResponseWriter { return c.ResponseWriter }
