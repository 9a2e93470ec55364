package web

import (
	"net/http"
	"strings"

	"blazon/locale"
)

const languageCookie = "language"

// preferred is the language that the visitor chose last, or the browser asks for.
func preferred(hr *http.Request) locale.Language {
	for _, name := range []string{cookieName(languageCookie, true), languageCookie} {
		if cookie, err := hr.Cookie(name); err == nil {
			if lang, ok := locale.Parse(cookie.Value); ok {
				return lang
			}
		}
	}
	return locale.Match(hr.Header.Get("Accept-Language"))
}

// chooseLanguage leads from the bare address to the pages in the visitor's language.
func (s *Site) chooseLanguage(w http.ResponseWriter, hr *http.Request) {
	w.Header().Set("Vary", "Accept-Language, Cookie")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Location", "/"+string(preferred(hr)))
	w.WriteHeader(http.StatusSeeOther)
}

// rememberLanguage keeps a choice that differs from what the visitor would get anyway.
func (r *Request) rememberLanguage() {
	if r.route != nil && !r.route.Bare && preferred(r.Request) != r.Language {
		r.setCookie(languageCookie, string(r.Language), 365*24*60*60)
	}
}

// in is the address of the same page in another language; after a form it is the form's page.
func (r *Request) in(lang locale.Language) string {
	if r.route == nil || r.route.Bare {
		return "/" + string(lang)
	}
	address := "/" + string(lang) + strings.TrimPrefix(r.URL.EscapedPath(), "/"+string(r.Language))
	if r.route.Get == nil {
		return "/" + string(lang)
	}
	if query := r.URL.RawQuery; query != "" && r.Method == http.MethodGet {
		address += "?" + query
	}
	return address
}
