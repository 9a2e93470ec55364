package store

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"blazon/fault"
	"blazon/locale"
)

// The longest texts that organizers enter, in letters.
const (
	maxName = 300
	maxNote = 5000
)

// fields collects what is wrong in a form.
type fields []fault.Field

func (f *fields) add(name, key string) { *f = append(*f, fault.Field{Name: name, Key: key}) }

func (f fields) err() error { return fault.InForm(f...) }

var slugForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// slug checks a word of a public address: lower-case letters and digits, words parted by dashes.
func (f *fields) slug(name, slug string, reserved []string) {
	switch {
	case slug == "":
		f.add(name, "fault.required")
	case len(slug) > 80 || !slugForm.MatchString(slug):
		f.add(name, "fault.bad_slug")
	case slices.Contains(reserved, slug):
		f.add(name, "fault.slug_reserved")
	}
}

// word checks a text of one language.
func (f *fields) word(name, value string, required bool, longest int) {
	switch {
	case strings.TrimSpace(value) == "" && required:
		f.add(name, "fault.required")
	case utf8.RuneCountInString(value) > longest:
		f.add(name, "fault.too_long")
	}
}

// text checks a text in several languages; required means that one of them is there.
func (f *fields) text(name string, text locale.Text, required bool, longest int) {
	if required && text.Empty() {
		f.add(name, "fault.required")
	}
	for lang, value := range text {
		if _, known := locale.Parse(string(lang)); !known {
			f.add(name, "fault.unknown_choice")
		}
		f.word(name, value, false, longest)
	}
}

func (f *fields) language(name string, lang locale.Language) {
	if _, known := locale.Parse(string(lang)); !known {
		f.add(name, "fault.unknown_choice")
	}
}

func (f *fields) zone(name, zone string) {
	if _, err := time.LoadLocation(zone); err != nil || zone == "" || zone == "Local" {
		f.add(name, "fault.bad_zone")
	}
}

// web checks the address of a page; none is right.
func (f *fields) web(name, address string) {
	if address == "" {
		return
	}
	parsed, err := url.Parse(address)
	if err != nil || len(address) > 2000 || parsed.Host == "" || (parsed.Scheme != "https" && parsed.Scheme != "http") {
		f.add(name, "fault.bad_web")
	}
}

// trimmed drops the languages without text, and the spaces around the others.
func trimmed(text locale.Text) locale.Text {
	out := locale.Text{}
	for lang, value := range text {
		if value = strings.TrimSpace(value); value != "" {
			out[lang] = value
		}
	}
	return out
}

// taken is what becomes of a write whose word in an address exists already.
func taken(err error) error {
	if isUnique(err) {
		return fault.InForm(fault.Field{Name: "slug", Key: "fault.slug_taken"})
	}
	return err
}
