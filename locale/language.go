// Package locale speaks Czech, Polish and English: messages, plurals, dates, numbers, places and the order of names.
package locale

import (
	"slices"

	"golang.org/x/text/language"
)

// Language is one of the languages that every page, mail and document exists in, as an ISO 639-1 code.
type Language string

// The languages.
const (
	Czech   Language = "cs"
	Polish  Language = "pl"
	English Language = "en"
)

// Languages lists the languages in the order in which a visitor chooses among them.
var Languages = []Language{Czech, Polish, English}

// matcher answers with English when nothing else fits; Slovaks read Czech better than English.
var (
	matched = []Language{English, Czech, Polish, Czech}
	matcher = language.NewMatcher([]language.Tag{language.English, language.Czech, language.Polish, language.Slovak})
)

// Parse finds the language with the code; ok is false for a code that is none of ours.
func Parse(code string) (lang Language, ok bool) {
	lang = Language(code)
	return lang, slices.Contains(Languages, lang)
}

// Match picks the best language for an Accept-Language header; English when none fits or the header is broken.
func Match(acceptLanguage string) Language {
	tags, _, err := language.ParseAcceptLanguage(acceptLanguage)
	if err != nil {
		return English
	}
	_, index, _ := matcher.Match(tags...)
	return matched[index]
}

// Name is the language's name for itself.
func (l Language) Name() string {
	switch l {
	case Czech:
		return "Čeština"
	case Polish:
		return "Polski"
	}
	return "English"
}
