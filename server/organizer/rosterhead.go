package organizer

import (
	"blazon/judging"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

// rosterHead is what stands above each page of a contest's roster.
type rosterHead struct {
	store.ContestPlace
	Here string // name of the page's route
	Name string // of the page, where it is none of the tabs; a key
}

// Tabs are the pages of the contest's roster.
func (h rosterHead) Tabs() web.Steps {
	tabs := web.Steps{{Route: "organizer.contest", Key: "roster.candidates"}}
	if h.Open() {
		tabs = append(tabs, web.Step{Route: "organizer.enrol", Key: "roster.enrol"}, web.Step{Route: "organizer.entry_new", Key: "roster.entry_new"})
	}
	if h.Contest.RubricID != 0 {
		tabs = append(tabs, web.Step{Route: "organizer.assignments", Key: "roster.assignments"},
			web.Step{Route: "organizer.training", Key: "seat.training"}, web.Step{Route: "organizer.contest_rules", Key: "edition.contest_rules"})
	}
	if h.Open() && h.Window().At(h.Now) == judging.TooLate {
		tabs = append(tabs, web.Step{Route: "organizer.late", Key: "entrant.late"})
	}
	tabs = append(tabs, web.Step{Route: "organizer.remarks", Key: "entrant.remarks"})
	return tabs.At(h.Here)
}

// Onward are the pages of what comes after: the tally and the result of a contest whose judging is closed.
func (h rosterHead) Onward() web.Steps {
	switch {
	case h.Contest.RubricID == 0:
		return web.Steps{{Route: "organizer.result", Key: "running.result"}}
	case h.Open(), h.Cancelled():
		return nil
	}
	return web.Steps{{Route: "room.tally", Key: "running.tally"}, {Route: "organizer.result", Key: "running.result"}}
}

// Cancelled tells whether the contest, its round or its category is called off.
func (h rosterHead) Cancelled() bool { return h.ContestPlace.Cancelled() }

// Open tells whether the roster may still change.
func (h rosterHead) Open() bool { return h.Round.ClosedAt.IsZero() && !h.Cancelled() }

// Title is the key of the page's name.
func (h rosterHead) Title() string {
	if h.Name != "" {
		return h.Name
	}
	return h.Tabs().Title()
}

// languageOptions are the languages in which people are written to.
func languageOptions() (options []web.Option) {
	for _, lang := range locale.Languages {
		options = append(options, web.Option{Value: string(lang), Label: lang.Name()})
	}
	return options
}
