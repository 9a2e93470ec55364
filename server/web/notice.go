package web

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"time"

	"blazon/locale"
)

// notice is one message to be shown on the next page. It travels in a cookie of its own: nothing is written to the
// database for it, and it works for those who are not signed in.
type notice struct {
	Key  string `json:"key"`
	Args []any  `json:"args,omitempty"`
}

// Notice leaves a message for the page after the redirect: a key, and pairs of a name and a value.
func (r *Request) Notice(key string, args ...any) {
	body, err := json.Marshal(notice{key, args})
	if err != nil {
		panic(err)
	}
	r.setCookie("notice", base64.RawURLEncoding.EncodeToString(body), 60)
}

// takeNotice gives the message's text and forgets it. What is in the cookie is not trusted further than naming a message.
func (r *Request) takeNotice() string {
	cookie, err := r.Cookie(cookieName("notice", r.site.secure()))
	if err != nil {
		return ""
	}
	r.setCookie("notice", "", -1)
	var n notice
	body, err := base64.RawURLEncoding.DecodeString(cookie.Value)
	if err != nil || json.Unmarshal(body, &n) != nil || !locale.Has(n.Key) || len(n.Args)%2 != 0 {
		return ""
	}
	for i, arg := range n.Args {
		switch v := arg.(type) {
		case float64:
			n.Args[i] = int(v)
		case string:
		default:
			return ""
		}
		if _, isName := n.Args[i].(string); i%2 == 0 && !isName {
			return ""
		}
	}
	return r.T(n.Key, n.Args...)
}

// Remember has the browser keep something for a while, out of the reach of scripts; nothing is forgotten.
func (r *Request) Remember(name, value string, age time.Duration) {
	if value == "" {
		age = -time.Second
	}
	r.setCookie(name, value, int(age/time.Second))
}

// Remembered gives what the browser was told to keep; empty: nothing.
func (r *Request) Remembered(name string) string {
	cookie, err := r.Cookie(cookieName(name, r.site.secure()))
	if err != nil {
		return ""
	}
	return cookie.Value
}

// setCookie sets a cookie of ours for some seconds; a negative age deletes it.
func (r *Request) setCookie(name, value string, age int) {
	secure := r.site.secure()
	http.SetCookie(r.writer, &http.Cookie{Name: cookieName(name, secure), Value: value, Path: "/", MaxAge: age,
		Secure: secure, HttpOnly: true, SameSite: http.SameSiteLaxMode})
}
