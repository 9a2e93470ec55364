package web

import (
	"net/http"
	"time"

	"blazon/judging"

	"github.com/alexedwards/scs/v2"
)

// What a session holds: the id of its user, int64, and, once it is read, who that is, judging.Actor.
const (
	SessionUser  = "user"
	SessionActor = "actor"
)

// sessionLife is how long somebody stays signed in; nothing prolongs it, so that no request has to write.
const sessionLife = 14 * 24 * time.Hour

func newSessions(store SessionStore, secure bool) *scs.SessionManager {
	m := scs.New()
	m.Store, m.Codec = store, store
	m.Lifetime = sessionLife
	m.Cookie.Name = cookieName("session", secure)
	m.Cookie.Secure = secure
	m.Cookie.HttpOnly = true
	m.Cookie.SameSite = http.SameSiteLaxMode
	m.Cookie.Path = "/"
	return m
}

// cookieName binds a cookie to this very host, where browsers can promise that.
func cookieName(name string, secure bool) string {
	if secure {
		return "__Host-" + name
	}
	return name
}

// loadSession finds out who asks. A request without the cookie does not touch the database.
func (r *Request) loadSession() error {
	sessions := r.site.sessions
	token := ""
	if cookie, err := r.Cookie(sessions.Cookie.Name); err == nil {
		token = cookie.Value
	}
	ctx, err := sessions.Load(r.Context(), token)
	if err != nil {
		return err
	}
	r.Request = r.WithContext(ctx)
	r.Actor, _ = sessions.Get(ctx, SessionActor).(judging.Actor)
	return nil
}

// SignIn makes the requester the user, under a new token.
func (r *Request) SignIn(user int64) error {
	ctx, sessions := r.Context(), r.site.sessions
	if err := sessions.RenewToken(ctx); err != nil {
		return err
	}
	sessions.Remove(ctx, SessionActor)
	sessions.Put(ctx, SessionUser, user)
	token, expires, err := sessions.Commit(ctx)
	if err != nil {
		return err
	}
	sessions.WriteSessionCookie(ctx, r.writer, token, expires)
	return r.becomeActor(token)
}

// becomeActor reads who the requester is now.
func (r *Request) becomeActor(token string) error {
	store := r.site.options.Sessions
	body, found, err := store.FindCtx(r.Context(), token)
	if err != nil || !found {
		return err
	}
	_, values, err := store.Decode(body)
	r.Actor, _ = values[SessionActor].(judging.Actor)
	return err
}

// Start is where somebody who has signed in begins: where he sets the second factor that he owes, or the first place in the navigation
// that is not everybody's.
func (r *Request) Start() string {
	if r.Actor.Owes() {
		return r.Address(FactorRoute)
	}
	for i := range r.site.routes {
		route := &r.site.routes[i]
		everybody := judging.May(judging.Actor{}, route.Act, judging.Facts{}) == nil
		if route.Nav != "" && !everybody && judging.May(r.Actor, route.Act, judging.Facts{}) == nil {
			return r.Address(route.Name)
		}
	}
	return r.Home()
}

// SignOut ends the session.
func (r *Request) SignOut() error {
	if err := r.site.sessions.Destroy(r.Context()); err != nil {
		return err
	}
	r.site.sessions.WriteSessionCookie(r.Context(), r.writer, "", time.Time{})
	r.Actor = judging.Actor{}
	return nil
}
