package web

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strconv"
	"time"

	"blazon/fault"
	"blazon/judging"
)

// statuses is the one table from what went wrong to HTTP.
var statuses = map[fault.Kind]int{
	fault.Internal:        http.StatusInternalServerError,
	fault.Invalid:         http.StatusUnprocessableEntity,
	fault.NotFound:        http.StatusNotFound,
	fault.Unauthenticated: http.StatusUnauthorized,
	fault.Forbidden:       http.StatusForbidden,
	fault.Conflict:        http.StatusConflict,
	fault.Closed:          http.StatusConflict,
	fault.TooMany:         http.StatusTooManyRequests,
}

func status(err error) int {
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return http.StatusRequestEntityTooLarge
	}
	return statuses[fault.Of(err).Kind]
}

// faultPage says what went wrong and what to do next.
const faultPage Page[faultData] = "fault"

type faultData struct {
	Status int
	Fault  *fault.Fault
	Title  string // key
	Advice string // key
	Home   string
	Next   string // the sign-in page, for those who should sign in first, or where they set a second factor
	Way    string // key of what leads there from a form that is handed back
	Kept   []keptValue
}

// fail answers with an error; only an Internal one is logged as such.
func (r *Request) fail(err error) {
	f, code := fault.Of(err), status(err)
	if f.Kind == fault.Internal {
		if errors.Is(err, context.Canceled) && r.Context().Err() != nil {
			return // the client went away
		}
		r.site.options.Log.ErrorContext(r.Context(), "request failed", slog.String("route", r.name()), slog.Any("error", err))
	}
	r.retryAfter(f)
	if r.Scripted() {
		r.failJSON(code, f)
		return
	}
	data := r.faultData(code, f)
	if f.Kind == fault.Unauthenticated {
		data.Next, data.Way = r.signInAddress(), "web.sign_in_new_tab"
		if data.Kept = r.kept(); data.Kept != nil {
			data.Advice = "web.kept_advice"
		}
	}
	if judging.Owed(err) {
		data.Next, data.Way, data.Kept = r.factorAddress(), "web.factor_new_tab", r.kept()
		data.Title, data.Advice = "web.factor_title", "web.factor_advice"
	}
	if err := r.show(code, string(faultPage), data); err != nil {
		r.site.options.Log.ErrorContext(r.Context(), "fault page failed", slog.Any("error", err))
		http.Error(r.writer, http.StatusText(code), code)
	}
}

// retryAfter tells programs what the message tells people.
func (r *Request) retryAfter(f *fault.Fault) {
	if wait, ok := f.Args["Seconds"].(int); ok && f.Kind == fault.TooMany {
		r.writer.Header().Set("Retry-After", strconv.Itoa(wait))
	}
}

func (r *Request) faultData(code int, f *fault.Fault) faultData {
	return faultData{Status: code, Fault: f, Title: titles[f.Kind], Advice: advice[f.Kind], Home: r.Home()}
}

// titles and advice are what the fault page says for each kind, above and below the fault's own message.
var (
	titles = map[fault.Kind]string{
		fault.Internal: "web.internal_title", fault.Invalid: "web.invalid_title", fault.NotFound: "web.not_found_title",
		fault.Unauthenticated: "web.unauthenticated_title", fault.Forbidden: "web.forbidden_title",
		fault.Conflict: "web.conflict_title", fault.Closed: "web.closed_title", fault.TooMany: "web.too_many_title",
	}
	advice = map[fault.Kind]string{
		fault.Internal: "web.internal_advice", fault.Invalid: "web.invalid_advice", fault.NotFound: "web.not_found_advice",
		fault.Unauthenticated: "web.unauthenticated_advice", fault.Forbidden: "web.forbidden_advice",
		fault.Conflict: "web.conflict_advice", fault.Closed: "web.closed_advice", fault.TooMany: "web.too_many_advice",
	}
)

// turnAway answers an actor who may not use a door. Somebody who is not signed in is led to the sign-in page first;
// a form that was sent is not thrown away by that.
func (r *Request) turnAway(err error) error {
	if judging.Owed(err) && r.Method != http.MethodPost && !r.Scripted() && r.site.byName[FactorRoute] != nil {
		return r.redirect(r.factorAddress())
	}
	if r.Actor.SignedIn() || !fault.Is(err, fault.NotFound) {
		return err
	}
	if r.Method == http.MethodPost {
		return fault.New(fault.Unauthenticated, "web.signed_out")
	}
	if r.site.byName[SignInRoute] == nil {
		return err
	}
	return r.redirect(r.signInAddress())
}

// The names of the routes that every page leads to; SignInRoute is where signed-out visitors of a door are sent.
const (
	SignInRoute  = "account.sign_in"
	SignOutRoute = "account.sign_out"
	ProfileRoute = "account.profile"
	FactorRoute  = "account.factor" // where those are sent who owe a second factor
)

// factorAddress leads to where a second factor is set, and back from there.
func (r *Request) factorAddress() string {
	switch {
	case r.site.byName[FactorRoute] == nil:
		return ""
	case r.route != nil && r.route.Get == nil:
		return r.Address(FactorRoute)
	}
	return r.Address(FactorRoute, "next", r.URL.RequestURI())
}

// signInAddress leads back to the address that was asked for, unless that takes forms only.
func (r *Request) signInAddress() string {
	switch {
	case r.site.byName[SignInRoute] == nil:
		return ""
	case r.route != nil && r.route.Get == nil:
		return r.Address(SignInRoute)
	}
	return r.Address(SignInRoute, "next", r.URL.RequestURI())
}

// methodNotAllowed answers a method that the address does not take.
func methodNotAllowed(r *Request) error {
	r.writer.Header().Set("Allow", r.route.methods())
	f := fault.New(fault.NotFound, "fault.not_found")
	return r.show(http.StatusMethodNotAllowed, string(faultPage), r.faultData(http.StatusMethodNotAllowed, f))
}

func (s *Site) notFound(w http.ResponseWriter, hr *http.Request) {
	r, err := s.request(w, hr, nil)
	if err == nil {
		err = fault.New(fault.NotFound, "fault.not_found")
	}
	r.fail(err)
}

// health answers those who watch over the process.
func (s *Site) health(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 3*time.Second)
	defer cancel()
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	if err := s.options.Healthy(ctx); err != nil {
		s.options.Log.WarnContext(ctx, "not healthy", slog.Any("error", err))
		w.WriteHeader(http.StatusServiceUnavailable)
		_, _ = w.Write([]byte("unhealthy\n"))
		return
	}
	_, _ = w.Write([]byte("healthy\n"))
}

func robots(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = w.Write([]byte("User-agent: *\nDisallow: /healthz\n"))
}
