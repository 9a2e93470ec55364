package web

import (
	"fmt"
	"html/template"
	"maps"
	"time"

	"blazon/fault"
	"blazon/locale"
)

// functions are what templates may call; those that speak know their language.
func (s *Site) functions(lang locale.Language) template.FuncMap {
	all := template.FuncMap{
		"t": func(key string, args ...any) (string, error) {
			if !locale.Has(key) {
				return "", fmt.Errorf("no message %q", key)
			}
			return locale.T(lang, key, args...), nil
		},
		"route": func(name string, pairs ...any) (template.URL, error) {
			address, err := s.address(lang, name, pairs...)
			return template.URL(address), err
		},
		"asset":     s.assets.address,
		"lang":      func() locale.Language { return lang },
		"text":      func(t locale.Text) string { return locale.Nobreak(lang, t.In(lang)) },
		"nobreak":   func(text string) string { return locale.Nobreak(lang, text) },
		"faultText": func(f *fault.Fault) string { return locale.Fault(lang, f) },
		"fieldText": func(f fault.Field) string { return locale.Field(lang, f) },
		"number":    func(n any) (string, error) { return number(lang, n) },
		"decimal":   func(d any) string { return locale.Decimal(lang, fmt.Sprint(d)) },
		"size":      func(bytes int64) string { return locale.Size(lang, bytes) },
		"money":     func(minor int64, currency string) string { return locale.Money(lang, minor, currency) },
		"edition":   func(number int) string { return locale.Edition(lang, number) },
		"year":      func(year int) string { return locale.Year(lang, year) },
		"ordinal":   func(n int) string { return locale.Ordinal(lang, n) },
		"place": func(first, last int, shared, asRange bool) string {
			return locale.Place(lang, first, last, shared, asRange)
		},
		"shortPlace": func(first, last int, asRange bool) string { return locale.ShortPlace(lang, first, last, asRange) },
		"field": func(errors Errors, name, label string, value any, options ...any) (Field, error) {
			return newField(lang, errors, name, label, value, options)
		},
		"crumbs":   crumbs,
		"progress": func(done, total int, label string) Progress { return Progress{done, total, label} },
		"add":      func(a, b int) int { return a + b },
		"markdown": func(text locale.Text, below int) (template.HTML, error) { return Markdown(text.In(lang), below) },
	}
	maps.Copy(all, timeFunctions(lang))
	return all
}

// timeFunctions write moments: most of them take the zone, or its name, in which these are read.
func timeFunctions(lang locale.Language) template.FuncMap {
	return template.FuncMap{
		"date":        func(t time.Time, zone any) (string, error) { return moment(locale.Date, lang, t, zone) },
		"shortDate":   func(t time.Time, zone any) (string, error) { return moment(locale.ShortDate, lang, t, zone) },
		"partialDate": func(text string) string { return locale.PartialDate(lang, text) },
		"dateTime":    func(t time.Time, zone any) (string, error) { return moment(locale.DateTime, lang, t, zone) },
		"span": func(from, until time.Time, zone *time.Location) string {
			return span(locale.DateTime, lang, from, until, zone)
		},
		"days": func(from, until time.Time, zone *time.Location) string {
			return span(locale.ShortDate, lang, from, until, zone)
		},
		"deadline": func(t time.Time, zone *time.Location) string { return locale.Moment{Time: t, Zone: zone}.In(lang) },
		"instant": func(t time.Time, zone *time.Location) string {
			return locale.Moment{Time: t, Zone: zone, Exact: true}.In(lang)
		},
		"machine": func(t time.Time) string { return t.UTC().Format(time.RFC3339) },
	}
}

func number(lang locale.Language, n any) (string, error) {
	switch n := n.(type) {
	case int:
		return locale.Number(lang, int64(n)), nil
	case int64:
		return locale.Number(lang, n), nil
	case *int:
		if n != nil {
			return locale.Number(lang, int64(*n)), nil
		}
	}
	return "", fmt.Errorf("%T is no integer", n)
}

// moment writes a time in a zone, which is a *time.Location or its name.
func moment(write func(locale.Language, time.Time, *time.Location) string, lang locale.Language, t time.Time, zone any) (string, error) {
	switch z := zone.(type) {
	case *time.Location:
		return write(lang, t, z), nil
	case string:
		location, err := time.LoadLocation(z)
		if err != nil {
			return "", err
		}
		return write(lang, t, location), nil
	}
	return "", fmt.Errorf("%T is no time zone", zone)
}

// Crumb is one step of the way to a page; the last one, the page itself, has no address.
type Crumb struct {
	Text    string
	Address any
}

// crumbs makes a way out of pairs of a text and an address, and a last text alone.
func crumbs(steps ...any) ([]Crumb, error) {
	var way []Crumb
	for i := 0; i < len(steps); i += 2 {
		text, ok := steps[i].(string)
		if !ok {
			return nil, fmt.Errorf("crumb %d: %T is no text", i, steps[i])
		}
		crumb := Crumb{Text: text}
		if i+1 < len(steps) {
			crumb.Address = steps[i+1]
		}
		way = append(way, crumb)
	}
	return way, nil
}

// Progress is how much of something is done.
type Progress struct {
	Done, Total int
	Label       string
}
