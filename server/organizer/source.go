package organizer

import (
	"slices"
	"strconv"
	"time"

	"blazon/locale"
	"blazon/register"
	"blazon/store"
)

// registerSource says where values come from, and as of when.
type registerSource struct {
	register.Source
	Bodies int // how many come from there; 0: it is the source of some columns of theirs
}

// Columns lists the keys of what a source is the source of; none are everything else.
func (s registerSource) Columns() (keys []string) {
	for _, column := range s.Source.Columns {
		keys = append(keys, "roster.column_"+string(column))
	}
	return keys
}

// AsOf says as of when the source is.
func (s registerSource) AsOf(lang locale.Language) string { return stateOf(lang, s.Date) }

// sourcesOf lists the sources of the stored bodies. What comes with the program names more of them than one.
func sourcesOf(stored []store.BodySource) (list []registerSource) {
	for _, source := range stored {
		list = append(list, registerSource{register.Source{Name: source.Source, Date: source.SourceDate}, source.Bodies})
		for _, column := range columnSources(source.Source, source.SourceDate) {
			list = append(list, registerSource{column, 0})
		}
	}
	return list
}

// columnSources are the sources of single columns in the bundle whose main source it is.
func columnSources(name, date string) []register.Source {
	for _, bundle := range register.Bundles() {
		if bundle.Sources[0].Name == name && bundle.Sources[0].Date == date {
			return bundle.Sources[1:]
		}
	}
	return nil
}

// sourceOf is where a value of a body comes from, where nobody has overridden it.
func sourceOf(b *store.Body, column register.Column) register.Source {
	source := register.Source{Name: b.Source, Date: b.SourceDate}
	for _, other := range columnSources(b.Source, b.SourceDate) {
		if slices.Contains(other.Columns, column) {
			source = other
		}
	}
	if column == register.ColumnPopulation && b.PopulationDate != "" {
		source.Date = b.PopulationDate
	}
	return source
}

// asOf writes a date that may be no more than a month or a year.
func asOf(lang locale.Language, date string) string {
	if day, err := time.Parse(time.DateOnly, date); err == nil {
		return locale.ShortDate(lang, day, time.UTC)
	}
	if month, err := time.Parse("2006-01", date); err == nil {
		return locale.T(lang, "roster.month_"+strconv.Itoa(int(month.Month())), "Year", strconv.Itoa(month.Year()))
	}
	return date
}

// stateOf says as of when something holds, with the words around the date.
func stateOf(lang locale.Language, date string) string {
	if len(date) == len("2006") {
		return locale.T(lang, "roster.as_of_year", "Year", date)
	}
	return locale.T(lang, "roster.as_of", "Date", asOf(lang, date))
}
