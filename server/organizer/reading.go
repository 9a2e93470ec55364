package organizer

import (
	"strconv"
	"strings"
	"time"

	"blazon/fault"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

// reading reads moments and numbers of a form, and collects what is wrong in them.
type reading struct {
	zone  *time.Location
	wrong []fault.Field
}

func (c *reading) add(name, key string) { c.wrong = append(c.wrong, fault.Field{Name: name, Key: key}) }

// number reads a whole number; key says what it should be.
func (c *reading) number(name, text, key string) int {
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil {
		c.add(name, key)
	}
	return n
}

// moment reads a moment. One that is typed as it was before stays as it was: a form says neither seconds nor which of the
// two times of an hour that comes twice.
func (c *reading) moment(name string, m web.Moment, before time.Time) time.Time {
	if m == web.MomentOf(before, c.zone) {
		return before
	}
	at, err := m.In(c.zone)
	if err != nil {
		f := fault.Of(err)
		c.wrong = append(c.wrong, fault.Field{Name: name, Key: f.Key, Args: f.Args})
	}
	return at
}

// dates reads the moments of a round.
func (c *reading) dates(prefix string, f datesForm, before store.Dates) store.Dates {
	return store.Dates{
		EntriesFrom:  c.moment(prefix+"entries_from", f.EntriesFrom, before.EntriesFrom),
		EntriesUntil: c.moment(prefix+"entries_until", f.EntriesUntil, before.EntriesUntil),
		JudgingFrom:  c.moment(prefix+"judging_from", f.JudgingFrom, before.JudgingFrom),
		JudgingUntil: c.moment(prefix+"judging_until", f.JudgingUntil, before.JudgingUntil),
	}
}

// retyped is a text after somebody typed it in one language. Its translations stay as long as it does.
func retyped(before locale.Text, lang locale.Language, typed string) locale.Text {
	if typed = strings.TrimSpace(typed); typed == before.In(lang) {
		return before
	}
	return locale.Text{lang: typed}
}

// digits writes a number into a form; none stays empty.
func digits(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
